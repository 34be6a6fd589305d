import type { CloudHandlers } from './index.ts';

const notYet = (): never => {
  throw new Error('not built yet');
};
export const deviceInputs: Pick<CloudHandlers, 'deviceRun' | 'deviceTrigger' | 'runNow'> = {
  deviceRun: notYet,
  deviceTrigger: notYet,
  runNow: notYet,
};
