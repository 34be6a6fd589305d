import type { CloudHandlers } from './index.ts';

const notYet = (): never => {
  throw new Error('not built yet');
};
export const workloadInputs: Pick<CloudHandlers, 'moveWorkload' | 'assignPolicy'> = {
  moveWorkload: notYet,
  assignPolicy: notYet,
};
