import * as z from 'zod/mini';
import { LabError } from '../../../shared/contract/errors.ts';
import { inputs, isInputName, type InputName, type InputOutcome, type InputParams } from '../../../shared/offers.ts';
import type { Db } from '../../db/open.ts';
import { insertRow, labRow } from '../../db/tables.ts';
import { inputRule } from '../offers.ts';
import { administratorOf } from './administrator.ts';
import { settlePresent } from './advance.ts';

/**
 * What people can do to the lab. Each input is one row of the journal and one transaction: it happens whole or is refused
 * whole. Replaying the journal over scenario and seed must give the same state, so inputs carry ids, not names.
 */

/** Carries out one input at the lab's present time and journals it. Throws LabError and changes nothing when refused. */
export function carryOut<N extends InputName>(db: Db, name: N, params: InputParams<N>): InputOutcome<N> {
  return db.transaction((): InputOutcome<N> => {
    const { now } = labRow(db);
    const rule = inputRule(name);
    const by = administratorOf(db);
    const done = typeof rule === 'function' ? rule(db, params, now, by) : rule.carryOut(db, params, now, by);
    insertRow(db, 'inputs', { at: now, kind: name, params: JSON.stringify(params) });
    settlePresent(db);
    return typeof rule === 'function' ? (done as InputOutcome<N>) : rule.answer(db, done as never, params);
  })();
}

/** Carries out a journaled input again; the journal is data, so it is parsed like any other. */
export function carryOutAgain(db: Db, name: string, params: unknown): void {
  if (!isInputName(name)) throw new LabError('damaged', `The journal holds an unknown input "${name}".`);
  const parsed = z.safeParse(inputs.get(name)!.schema, params);
  if (!parsed.success) throw new LabError('damaged', `The journal holds a malformed input "${name}".`);
  carryOut(db, name, parsed.data as never);
}
