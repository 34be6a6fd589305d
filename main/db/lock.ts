import type Database from 'better-sqlite3';
import { LabError } from '../../shared/contract/errors.ts';
import { asLabError } from './sqlite-errors.ts';
import { connect } from './open.ts';

/**
 * Makes this process the lab's only owner by an exclusive transaction on `FILE.lock`. The operating system frees it when
 * the process ends, however it ends. Throws `locked` when another process, or this one, holds it already.
 */
export function lockLab(path: string): { release: () => void } {
  let holder: Database.Database | undefined;
  try {
    // A lab is held for as long as it is open, so waiting for it would only delay the answer.
    holder = connect(`${path}.lock`, { timeoutMs: 0 });
    holder.exec('BEGIN EXCLUSIVE');
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
