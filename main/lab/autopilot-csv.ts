import type { CloudInput } from '../../shared/cloud-inputs.ts';

export type AutopilotCsv = {
  devices: CloudInput<'addDevices'>['devices'];
  refused: { line: number; why: string }[];
};
/** Reads a CSV file in the form of Windows Autopilot's hardware hashes. */
export const readAutopilotCsv = (_path: string): AutopilotCsv => {
  throw new Error('not built yet');
};
