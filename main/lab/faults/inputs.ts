import { cureFault, faultOf, plantFault } from './planting.ts';
import type { CloudHandlers } from '../engine/handler.ts';

/** What an instructor does. It leaves no entry in the activity log, or a trainee would read the cause there. */
export const faultInputs: Pick<CloudHandlers, 'plant' | 'cure'> = {
  plant: (db, { fault, target }, now) => {
    plantFault(db, faultOf(fault), target, now);
    return null;
  },
  cure: (db, { fault, target }, now) => {
    cureFault(db, faultOf(fault), target, now);
    return null;
  },
};
