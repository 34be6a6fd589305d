import type { CloudHandlers } from './index.ts';

const notYet = (): never => {
  throw new Error('not built yet');
};
export const faultInputs: Pick<CloudHandlers, 'plant' | 'cure'> = {
  plant: notYet,
  cure: notYet,
};
