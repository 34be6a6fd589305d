import { describe, expect, it } from 'vitest';
import { RowSum } from '../../main/db/hash.ts';

/** What the accumulator has to give: the sum modulo 2²⁵⁶, by arithmetic of any length. */
const sumOf = (digest: Buffer, times: bigint): string =>
  BigInt.asUintN(256, BigInt(`0x${digest.toString('hex')}`) * times)
    .toString(16)
    .padStart(64, '0');

describe('RowSum', () => {
  it('is zero without rows, and wraps at 2²⁵⁶', () => {
    const sum = new RowSum();
    expect(sum.text()).toBe('0'.repeat(64));
    const largest = Buffer.alloc(32, 0xff);
    for (let i = 0; i < 3; i += 1) sum.add(largest);
    expect(sum.text()).toBe(sumOf(largest, 3n));
    // Asking changes nothing.
    expect(sum.text()).toBe(sumOf(largest, 3n));
  });

  it('stays exact beyond the rows that a double can hold the sum of', () => {
    const digest = Buffer.alloc(32, 0xff);
    const sum = new RowSum();
    const times = 3 * 2 ** 20 + 12_345;
    for (let i = 0; i < times; i += 1) sum.add(digest);
    expect(sum.text()).toBe(sumOf(digest, BigInt(times)));
  });
});
