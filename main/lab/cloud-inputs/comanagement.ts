import type { CloudHandlers } from './index.ts';

const notYet = (): never => {
  throw new Error('not built yet');
};
export const comanagementInputs: Pick<CloudHandlers, 'comanage' | 'removeComanagement' | 'addDevices'> = {
  comanage: notYet,
  removeComanagement: notYet,
  addDevices: notYet,
};
