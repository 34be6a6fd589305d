import { attachInputs } from '../attach/inputs.ts';
import { collectionInputs } from '../collections/inputs.ts';
import { comanagementInputs } from '../comanagement/inputs.ts';
import { deviceInputs } from '../desktop/inputs.ts';
import { newDeviceInputs } from '../autopilot/inputs.ts';
import { directoryInputs } from '../identity/inputs.ts';
import { faultInputs } from '../faults/inputs.ts';
import type { CloudHandlers } from './handler.ts';
import { workloadInputs } from '../workloads/inputs.ts';

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
