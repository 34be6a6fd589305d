import { describe, expect, it } from 'vitest';
import { day, hour } from '../../shared/time.ts';
import { homeView } from '../../main/lab/home/views.ts';
import { worldOf } from '../../main/lab/engine/world.ts';
import { buildLab, mixedPopulation } from '../support/build-lab.ts';

describe('homeView', () => {
  it('counts as reachable at each hour exactly the devices whose pattern is on', () => {
    const lab = buildLab(mixedPopulation);
    const { now, reachableTrend } = homeView(lab.db);
    const followed = lab.db
      .prepare(`SELECT pattern_id FROM devices WHERE pattern_id IS NOT NULL AND power = 'running'`)
      .pluck()
      .all() as number[];
    const { presences } = worldOf(lab.db);
    const hourly = Array.from({ length: 7 * 24 + 1 }, (_, step) => now - 7 * day + step * hour);
    const expected = hourly.map((at) => ({
      at,
      count: followed.filter((id) => presences.get(id)!.isOn('internet', at)).length,
    }));
    expect(reachableTrend).toEqual(expected);
    expect(new Set(expected.map(({ count }) => count)).size).toBeGreaterThan(2);
  });
});
