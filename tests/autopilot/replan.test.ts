import { describe, expect, it } from 'vitest';
import { replan } from '../../main/simulation/autopilot/plan.ts';
import type { SiteFacts } from '../../main/simulation/kernel/change.ts';
import { wednesdayMorning } from '../support/device-facts.ts';

/** A site whose devices are not of interest: only how many there are. */
const siteOf = (lastDeviceId: number): SiteFacts => ({ lastDeviceId, devices: () => [] }) as unknown as SiteFacts;

describe('a round through all devices', () => {
  it('goes on a second later as long as there is one more device', () => {
    expect(replan(siteOf(500), 1, wednesdayMorning)).toEqual([]);
    expect(replan(siteOf(501), 1, wednesdayMorning)).toEqual([
      { do: 'queue', dueAt: wednesdayMorning + 1, kind: 'replan', deviceId: 0, subjectId: 501 },
    ]);
    expect(replan(siteOf(501), 501, wednesdayMorning)).toEqual([]);
  });
});
