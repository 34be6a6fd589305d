import { expect, it } from 'vitest';
import { keepBusy } from '../../../tools/setup/stages/busy.mjs';

const isAlive = (processId: number | undefined): boolean => {
  try {
    return processId !== undefined && process.kill(processId, 0);
  } catch {
    return false;
  }
};

it('starts as many busy processes as were wanted, and ends each of them', async () => {
  const busy = keepBusy(2);
  expect(busy.processIds).toHaveLength(2);
  expect(busy.processIds.every(isAlive)).toBe(true);
  await busy.stop();
  expect(busy.processIds.some(isAlive)).toBe(false);
});
