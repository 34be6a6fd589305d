import type { CloudHandlers } from './index.ts';

const notYet = (): never => {
  throw new Error('not built yet');
};
export const attachInputs: Pick<CloudHandlers, 'attach' | 'detach' | 'showRecoveryKey' | 'applicationAction'> = {
  attach: notYet,
  detach: notYet,
  showRecoveryKey: notYet,
  applicationAction: notYet,
};
