import type Database from 'better-sqlite3';
import { LabError } from '../../shared/contract/errors.ts';
import { asLabError } from './sqlite-errors.ts';
import { connect } from './open.ts';

/**
 * Makes this process the lab's only owner by a write transaction on `FILE.lock`, of which there is one at a time. The operating
 * system frees it when the process ends, however it ends. Throws `locked` when another process, or this one, holds it already.
 */
export function lockLab(path: string): { release: () => void } {
  let holder: Database.Database | undefined;
  try {
    // A lab is held for as long as it is open, so waiting for it would only delay the answer.
    holder = connect(`${path}.lock`, { timeoutMs: 0 });
    // Not EXCLUSIVE: that would wait for readers too, so two that try at the same moment could each be in the way of the other.
    holder.exec('BEGIN IMMEDIATE');
  } catch (error) {
    holder?.close();
    const known = asLabError(error, path);
    if (known instanceof LabError && known.code === 'locked') {
      throw new LabError('locked', `${path} is open in another window or command.`, { cause: error });
    }
    throw known;
  }
  const held = holder;
  return { release: () => held.close() };
}
