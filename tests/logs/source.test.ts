import { describe, expect, it } from 'vitest';
import { every } from '../../main/simulation/logs/source.ts';
import { hour } from '../../shared/time.ts';

describe('recurring moments of a log', () => {
  it('come without the second in which it is read: what recurs in it is not written yet', () => {
    expect(every(hour, 0, 3 * hour)).toEqual([hour, 2 * hour]);
    expect(every(hour, 0, 3 * hour + 1)).toEqual([hour, 2 * hour, 3 * hour]);
    expect(every(hour, 3 * hour, 4 * hour)).toEqual([]);
    // The grid is the period's own, whenever the window begins.
    expect(every(hour, 1, 2 * hour + 1)).toEqual([hour, 2 * hour]);
  });
});
