import { attachInputs } from './attach.ts';
import { collectionInputs } from './collections.ts';
import { comanagementInputs } from './comanagement.ts';
import { deviceInputs } from './device.ts';
import { newDeviceInputs } from './devices.ts';
import { directoryInputs } from './directory.ts';
import { faultInputs } from './faults.ts';
import type { CloudHandlers } from './handler.ts';
import { workloadInputs } from './workloads.ts';

/** What carries out each input of shared/cloud-inputs.ts; a kind without a handler does not compile. */
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
