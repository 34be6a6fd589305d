import * as z from 'zod/mini';
import { LabError } from '../../../shared/contract/errors.ts';
import { withoutNames } from '../../../shared/contract/offers.ts';
import { inputs, isInputName, type InputName, type InputOutcome, type InputParams } from '../../../shared/offers.ts';
import type { UserRow } from '../../rows/identity.ts';
import type { Db } from '../../db/open.ts';
import { insertRow, labRow } from '../../db/tables.ts';
import { inputRule } from '../offers.ts';
import { administratorOf } from '../engine/administrator.ts';
import { settlePresent } from '../engine/advance.ts';
import { refuseLacking } from '../rights/needs.ts';
import type { InputRule } from '../engine/offer.ts';

/**
 * What people can do to the lab. Each input is one row of the journal and one transaction: it happens whole or is refused
 * whole. Replaying the journal over scenario and seed must give the same state, so inputs carry ids, not names.
 */

/** Carries out one input at the lab's present time and journals it. Throws LabError and changes nothing when refused. */
export function carryOut<N extends InputName>(db: Db, name: N, given: InputParams<N>): InputOutcome<N> {
  const params = fitting(name, given);
  return db.transaction((): InputOutcome<N> => {
    const { now } = labRow(db);
    const rule = inputRule(name);
    const by = administratorOf(db);
    const answer = begin(db, rule, params, now, by);
    insertRow(db, 'inputs', { at: now, kind: name, params: JSON.stringify(params) });
    settlePresent(db);
    return answer();
  })();
}

/** Does what the rule does, and hands out what will answer once everything else that is due has happened, too. */
function begin<N extends InputName>(
  db: Db,
  rule: InputRule<N>,
  params: InputParams<N>,
  now: number,
  by: UserRow,
): () => InputOutcome<N> {
  if (typeof rule === 'function') {
    const outcome = rule(db, params, now, by);
    return () => outcome;
  }
  refuseLacking(db, rule, params, by);
  if (!rule.answer) {
    const outcome = rule.carryOut(db, params, now, by);
    return () => outcome;
  }
  const done = rule.carryOut(db, params, now, by);
  return () => rule.answer(db, done, params);
}

/** Whatever door it came through, what is journaled fits the schema by which a replay reads it. Throws `badRequest`. */
function fitting<N extends InputName>(name: N, given: unknown): InputParams<N> {
  const { schema } = inputs.get(name)!;
  const parsed = z.safeParse(schema, given);
  if (!parsed.success) throw new LabError('badRequest', `${name}: ${z.prettifyError(parsed.error)}`);
  return withoutNames(schema, parsed.data, (kind, named) => {
    throw new LabError('badRequest', `${name}: "${named}" is no id of a ${kind}.`);
  }) as InputParams<N>;
}

/** Carries out a journaled input again. */
export function carryOutAgain(db: Db, name: string, params: unknown): void {
  if (!isInputName(name)) throw new LabError('damaged', `The journal holds an unknown input "${name}".`);
  carryOut(db, name, params as never);
}
