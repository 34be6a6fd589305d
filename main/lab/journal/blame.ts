import { LabError } from '../../../shared/contract/errors.ts';
import type { Db } from '../../db/open.ts';
import { asLabError } from '../../db/sqlite-errors.ts';
import { checkInvariants } from './check.ts';

/**
 * What a person is told of something that was thrown while a lab answered or was worked with. A rule that stops unexpectedly over
 * rows that break what must hold in any lab was given a damaged lab; over sound rows it is a fault of the program.
 */
export function blame(db: Db, thrown: unknown, file?: string): unknown {
  const known = asLabError(thrown, file);
  if (known instanceof LabError) return known;
  const [broken] = brokenIn(db);
  if (broken === undefined) return thrown;
  return new LabError('damaged', `The lab is damaged: ${broken}`, { cause: thrown });
}

function brokenIn(db: Db): string[] {
  try {
    return checkInvariants(db);
  } catch (error) {
    // What cannot even be asked is broken.
    return [error instanceof Error ? error.message : String(error)];
  }
}

/** Does the work on the lab, and says of what it throws whose fault that is. */
export function blaming<T>(db: Db, work: () => T, file?: string): T {
  try {
    return work();
  } catch (error) {
    throw blame(db, error, file);
  }
}
