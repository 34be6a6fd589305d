import { describe, expect, it } from 'vitest';
import { affordable } from '../../../tools/setup/stages/durations.mjs';

const durations = new Map([
  ['slow', 50_000],
  ['quick', 400],
  ['middling', 9_000],
]);

describe('what fits into a minute', () => {
  it('is the shortest, and the rest is named', () => {
    expect(affordable(['slow', 'quick', 'new', 'middling'], durations, 14_000)).toEqual({
      chosen: ['quick', 'new', 'middling'],
      leftOut: ['slow'],
    });
  });

  it('is everything when all of it is short, or no limit was wanted', () => {
    expect(affordable(['quick', 'new'], durations, 12_000).leftOut).toEqual([]);
    expect(affordable(['slow', 'quick'], durations, Infinity).leftOut).toEqual([]);
  });

  it('begins with what was changed itself', () => {
    const changed = new Set(['middling']);
    expect(affordable(['new', 'quick', 'middling'], durations, 9_500, changed)).toEqual({
      chosen: ['middling', 'quick'],
      leftOut: ['new'],
    });
  });

  it('is at least one file', () => {
    expect(affordable(['slow'], durations, 12_000)).toEqual({ chosen: ['slow'], leftOut: [] });
    expect(affordable([], durations, 12_000)).toEqual({ chosen: [], leftOut: [] });
  });
});
