import { describe, expect, it } from 'vitest';
import { every } from '../../main/simulation/logs/source.ts';
import { hour } from '../../shared/time.ts';

describe('recurring moments of a log', () => {
  it('come with the moment at which it is read, and without the one at which it was read before', () => {
    expect(every(hour, 0, 3 * hour)).toEqual([hour, 2 * hour, 3 * hour]);
    expect(every(hour, 3 * hour, 4 * hour)).toEqual([4 * hour]);
    expect(every(hour, 3 * hour, 4 * hour - 1)).toEqual([]);
    // The grid is the period's own, whenever the window begins.
    expect(every(hour, 1, 2 * hour)).toEqual([hour, 2 * hour]);
  });
});
