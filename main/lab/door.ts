import * as z from 'zod/mini';
import { LabError } from '../../shared/contract/errors.ts';
import { withoutNames, type RefKind } from '../../shared/contract/offers.ts';
import {
  inputs,
  views,
  type InputAsked,
  type InputName,
  type InputOutcome,
  type InputParams,
  type ViewAnswer,
  type ViewAsked,
  type ViewName,
  type ViewParams,
} from '../../shared/offers.ts';
import type { Db } from '../db/open.ts';
import { resolveCollection } from './collections/resolve.ts';
import { resolveDevice } from './devices/resolve.ts';
import { administratorOf } from './engine/administrator.ts';
import type { Asked } from './engine/offer.ts';
import { ViewMemory } from './engine/view-memory.ts';
import { withheldIn } from './files/local.ts';
import { blaming } from './journal/blame.ts';
import { refuseWithheld, sayingWhy, withholding, withoutWithheld } from './knowledge.ts';
import type { Lab } from './lab.ts';
import { inputRule, viewRule } from './offers.ts';
import { refuseLacking } from './rights/needs.ts';

/**
 * The one way in to the table of offers, for whatever door somebody comes through: what is asked fits its schema, names become
 * ids, then the rule answers, without what is withheld in the lab. `params` may hold a name wherever the schema has a reference.
 */
const resolvers: Record<RefKind, (db: Db, name: string) => number> = {
  device: resolveDevice,
  collection: resolveCollection,
};

/** The id of what a name stands for. Throws for a name of nothing, or of several. */
export const idOf = (db: Db, kind: RefKind, name: string): number => resolvers[kind](db, name);

/** Throws `badRequest` for what does not fit the schema. */
function fitting(schema: z.ZodMiniType, name: string, params: unknown): unknown {
  const parsed = z.safeParse(schema, params);
  if (!parsed.success) throw new LabError('badRequest', `${name}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

const settled = (db: Db, schema: z.ZodMiniType, name: string, params: unknown): unknown =>
  withoutNames(schema, fitting(schema, name, params), (kind, named) => idOf(db, kind, named));

/** Who asks once has nothing to remember. */
const once = (): Asking => ({ revision: 0, memory: new ViewMemory() });
type Asking = Omit<Asked, 'withheld'>;

/** Answers one view. Throws LabError. */
export function answerView<N extends ViewName>(
  db: Db,
  name: N,
  params: ViewAsked<N>,
  asked: Asking = once(),
): ViewAnswer<N> {
  return blaming(db, () => {
    const wanted = settled(db, views.get(name)!.schema, name, params) as ViewParams<N>;
    return withholding(db, name, wanted, () => viewRule(name)(db, wanted, { ...asked, withheld: withheldIn(db) }));
  });
}

/** Carries one input out and journals it. Throws LabError and changes nothing when it is refused. */
export function giveInput<N extends InputName>(lab: Lab, name: N, params: InputAsked<N>): InputOutcome<N> {
  return blaming(lab.db, () => give(lab, name, params));
}

function give<N extends InputName>(lab: Lab, name: N, params: InputAsked<N>): InputOutcome<N> {
  const { schema, asked } = inputs.get(name)!;
  const whole = settled(lab.db, asked, name, params);
  refuseWithheld(lab.db, name, whole);
  const rule = inputRule(name);
  // What a person typed to confirm is asked for here, and is no part of what happened.
  const { confirm, ...rest } = whole as { confirm: string | null };
  const given = (asked === schema ? whole : rest) as InputParams<N>;
  const outcome = sayingWhy(lab.db, () => {
    if (typeof rule === 'function') return lab.input(name, given);
    const wanted = rule.named ? rule.named(lab.db, given) : given;
    // Whoever may not, or mistypes, costs no restore point.
    refuseLacking(lab.db, rule, wanted, administratorOf(lab.db));
    rule.confirmed?.(lab.db, wanted, confirm);
    const destroyed = rule.destroys?.(wanted);
    if (destroyed !== undefined) lab.keepBefore(destroyed);
    return lab.input(name, wanted);
  });
  return withoutWithheld(lab.db, name, whole, outcome);
}
