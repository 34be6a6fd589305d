import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draw, drawBetween, drawChance, drawWeighted } from '../../main/simulation/kernel/draw.ts';

const seeds = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const ids = fc.integer({ min: 0, max: 200_000 });
const occasions = fc.integer({ min: 0, max: 4_000_000_000_000 });

describe('chance', () => {
  // Written down once: if one of these changes, every lab that exists replays differently.
  it.each([
    [0, 'a', 0, 0, 1_447_188_070],
    [1, 'wipe', 42, 7, 2_634_403_506],
    [9_007_199_254_740_991, 'wipe', 100_000, 1_789_544_700, 2_836_110_692],
  ])('gives the same number for ever (%i, %s, %i, %i)', (seed, stream, id, occasion, expected) => {
    expect(draw(seed, stream, id, occasion)).toBe(expected);
  });

  it('depends on each of its arguments', () => {
    const base = draw(5, 'stream', 3, 9);
    expect([
      draw(6, 'stream', 3, 9),
      draw(5, 'Stream', 3, 9),
      draw(5, 'stream', 4, 9),
      draw(5, 'stream', 3, 10),
    ]).not.toContain(base);
    expect(draw(5 + 2 ** 32, 'stream', 3, 9)).not.toBe(base);
    expect(draw(5, 'stream', 3, 9 + 2 ** 32)).not.toBe(base);
  });

  it('stays within its bounds and reaches both', () => {
    fc.assert(
      fc.property(
        seeds,
        ids,
        occasions,
        fc.integer({ min: -1000, max: 1000 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        (seed, id, occasion, from, span) => {
          const value = drawBetween(seed, 'bounds', id, occasion, from, from + span);
          expect(Number.isInteger(value) && value >= from && value <= from + span).toBe(true);
        },
      ),
    );
    const dice = new Set(Array.from({ length: 200 }, (_, i) => drawBetween(1, 'dice', i, 0, 1, 6)));
    expect([...dice].sort()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('is even: neighbors in id and occasion do not resemble each other', () => {
    for (const neighbor of [
      (i: number) => draw(3, 'even', i, 0),
      (i: number) => draw(3, 'even', 7, i),
      (i: number) => draw(i, 'even', 7, 0),
    ]) {
      const buckets = Array.from({ length: 64 }, () => 0);
      for (let i = 0; i < 64_000; i += 1) buckets[Math.floor(neighbor(i) / 67_108_864)]! += 1;
      const chiSquare = buckets.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
      // 63 degrees of freedom: 120 is passed by chance once in some 50,000 tries, and the numbers are fixed anyway.
      expect(chiSquare).toBeLessThan(120);
    }
  });

  it('never happens at 0, always at 1000 per thousand, and about as often as it says between', () => {
    const count = (perThousand: number): number =>
      Array.from({ length: 20_000 }, (_, i) => drawChance(1, 'chance', i, 0, perThousand)).filter(Boolean).length;
    expect([count(0), count(1000)]).toEqual([0, 20_000]);
    expect(count(250)).toBeGreaterThan(4700);
    expect(count(250)).toBeLessThan(5300);
  });

  it('chooses by weight and refuses a table that offers nothing', () => {
    const table = [
      { name: 'a', weight: 0 },
      { name: 'b', weight: 3 },
      { name: 'c', weight: 1 },
    ];
    const names = Array.from({ length: 4000 }, (_, i) => drawWeighted(1, 'table', i, 0, table).name);
    expect(names).not.toContain('a');
    const bs = names.filter((name) => name === 'b').length;
    expect(bs).toBeGreaterThan(2850);
    expect(bs).toBeLessThan(3150);
    expect(() => drawWeighted(1, 'table', 1, 0, [{ weight: 0 }])).toThrow('no choice');
    expect(() => drawWeighted(1, 'table', 1, 0, [])).toThrow('no choice');
  });
});
