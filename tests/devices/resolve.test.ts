import { describe, expect, it } from 'vitest';
import { prepared } from '../../main/db/tables.ts';
import { resolveDevice } from '../../main/lab/devices/resolve.ts';
import { buildLab } from '../support/build-lab.ts';

describe('a name that several devices have', () => {
  it.each([
    [20, ''],
    [21, ' and more'],
  ])('names %d of them, at most twenty, and says when there are more', (count, more) => {
    const { db } = buildLab({ devices: Array.from({ length: count }, () => ({})) });
    prepared(db, `UPDATE devices SET name = 'SAME'`).run();
    const named = Array.from({ length: 20 }, (_, index) => `SAME (id ${index + 1})`).join(', ');
    expect(() => resolveDevice(db, 'same')).toThrow(
      expect.objectContaining({
        code: 'nameAmbiguous',
        message: `"same" stands for several devices: ${named}${more}.`,
      }),
    );
  });
});
