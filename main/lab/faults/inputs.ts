import type { InputParams } from '../../../shared/offers.ts';
import type { Db } from '../../db/open.ts';
import { fullRule, type InputsOf } from '../engine/offer.ts';
import { resolveTarget } from '../settings/targets.ts';
import { cureFault, faultOf, plantFault } from './planting.ts';

type Planting = InputParams<'faults.plant'>;

/** The journal gets the target by its id, whatever it is called by then. */
function named(db: Db, { fault, target }: Planting): Planting {
  const { id, target: kind } = faultOf(fault);
  return { fault: id, target: kind === null ? target : resolveTarget(db, kind, target).key };
}
const answer = (): null => null;

/** What an instructor does. It leaves no entry in the activity log, or a trainee would read the cause there. */
export const faultInputs: InputsOf<'faults'> = {
  plant: fullRule({
    named,
    carryOut: (db, { fault, target }, now) => plantFault(db, faultOf(fault), target, now),
    answer,
  }),
  cure: fullRule({
    named,
    carryOut: (db, { fault, target }, now) => cureFault(db, faultOf(fault), target, now),
    answer,
  }),
};
