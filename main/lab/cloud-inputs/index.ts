import type { CloudInput, CloudInputKind, CloudOutcome } from '../../../shared/cloud-inputs.ts';
import type { UserRow } from '../../../shared/rows.ts';
import type { Db } from '../../db/open.ts';
import { attachInputs } from './attach.ts';
import { collectionInputs } from './collections.ts';
import { comanagementInputs } from './comanagement.ts';
import { deviceInputs } from './device.ts';
import { newDeviceInputs } from './devices.ts';
import { directoryInputs } from './directory.ts';
import { faultInputs } from './faults.ts';
import { workloadInputs } from './workloads.ts';

/** Carries out one kind of input: checks it against the rows, throws LabError, or writes. `by` is the signed-in administrator. */
export type CloudHandler<K extends CloudInputKind> = (
  db: Db,
  params: CloudInput<K>,
  now: number,
  by: UserRow,
) => CloudOutcome[K];
export type CloudHandlers = { [K in CloudInputKind]: CloudHandler<K> };

export const cloudHandlers: CloudHandlers = {
  ...attachInputs,
  ...comanagementInputs,
  ...newDeviceInputs,
  ...workloadInputs,
  ...collectionInputs,
  ...deviceInputs,
  ...directoryInputs,
  ...faultInputs,
};
