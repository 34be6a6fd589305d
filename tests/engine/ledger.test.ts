import { describe, expect, it } from 'vitest';
import type { LedgerItem } from '../../main/lab/engine/apply.ts';
import { summarizeLedger } from '../../main/lab/engine/ledger.ts';

const waited = (
  device: string,
  waitedSeconds: number,
  savedSeconds: number | null = null,
  set: Partial<LedgerItem> = {},
): LedgerItem => ({
  do: 'ledger',
  what: 'policy',
  device,
  waitedSeconds,
  because: 'the poll',
  shortenedBy: null,
  savedSeconds,
  ...set,
});

describe('the waits of a jump', () => {
  it('are grouped by what was waited for and why, the longest first', () => {
    const items = [
      waited('A', 60),
      waited('B', 20),
      waited('C', 40),
      waited('A', 900, 300, { what: 'check-in' }),
      waited('B', 10, null, { because: 'a closed lid' }),
      waited('C', 5, null, { shortenedBy: 'Sync' }),
    ];
    expect(
      summarizeLedger(items).map(({ what, because, shortenedBy, count, waitedSeconds, savedSeconds, devices }) => [
        `${what}, ${because}, ${shortenedBy ?? 'nothing'}`,
        count,
        waitedSeconds,
        savedSeconds,
        devices,
      ]),
    ).toEqual([
      ['check-in, the poll, nothing', 1, { min: 900, median: 900, max: 900 }, 300, ['A']],
      ['policy, the poll, nothing', 3, { min: 20, median: 40, max: 60 }, null, ['A', 'B', 'C']],
      ['policy, a closed lid, nothing', 1, { min: 10, median: 10, max: 10 }, null, ['B']],
      ['policy, the poll, Sync', 1, { min: 5, median: 5, max: 5 }, null, ['C']],
    ]);
  });

  it('name twenty devices a group, and the median of what was saved', () => {
    const [group] = summarizeLedger(Array.from({ length: 21 }, (_, index) => waited(`D${index}`, index, 20 - index)));
    expect(group).toMatchObject({ count: 21, savedSeconds: 10, waitedSeconds: { min: 0, median: 10, max: 20 } });
    expect(group!.devices).toEqual(Array.from({ length: 20 }, (_, index) => `D${index}`));
  });
});
