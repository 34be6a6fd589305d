import type { CloudInput, CloudInputKind, CloudOutcome } from '../../../shared/cloud-inputs.ts';
import type { UserRow } from '../../rows/identity.ts';
import type { Db } from '../../db/open.ts';

/** Carries out one kind of input: checks it against the rows, throws LabError, or writes. `by` is the signed-in administrator. */
type CloudHandler<K extends CloudInputKind> = (
  db: Db,
  params: CloudInput<K>,
  now: number,
  by: UserRow,
) => CloudOutcome[K];
export type CloudHandlers = { [K in CloudInputKind]: CloudHandler<K> };
