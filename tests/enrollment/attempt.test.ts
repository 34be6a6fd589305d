import { describe, expect, it } from 'vitest';
import type { ComanagementRow } from '../../main/rows/workloads.ts';
import { enrollAttempt } from '../../main/simulation/enrollment/attempt.ts';
import type { Change } from '../../main/simulation/kernel/change.ts';
import { hour, minute } from '../../shared/time.ts';
import { buildFacts, wednesdayEvening, wednesdayMorning, type FactsSet } from '../support/device-facts.ts';

const due: ComanagementRow = {
  device_id: 7,
  policy_at: wednesdayMorning,
  auto_enroll: 1,
  flags: 0,
  flags_at: wednesdayMorning,
  stage: 'scheduled',
  since: wednesdayMorning,
  attempts: 0,
  attempted_at: null,
  code: null,
  token: null,
  reason: null,
  expected_by: null,
  is_override: 0,
};
/** What the attempt leaves: why the device waits, and when it tries again. */
function waitsAfter(device: FactsSet['device'], now: number) {
  const facts = {
    ...buildFacts({ device: { is_mdm_enrolled: 0, client_version: '5.00.9146.1000', ...device } }),
    comanagement: due,
  };
  const changes: Change[] = enrollAttempt(facts, 0, now);
  const again = changes.find((change) => change.do === 'queue' && change.kind === 'enrollAttempt');
  return { text: JSON.stringify(changes), at: again?.do === 'queue' ? again.dueAt : undefined };
}

describe('an enrollment whose device cannot be reached', () => {
  it('waits for a closed lid to open, since the device is off', () => {
    const night = wednesdayEvening + 4 * hour;
    const { text, at } = waitsAfter({}, night);
    expect(text).toContain('"reason":"deviceOff"');
    expect(at).toBeGreaterThan(night + minute);
  });

  it('waits a minute for a device that restarts, which is not off', () => {
    const { text, at } = waitsAfter({ power: 'restarting' }, wednesdayMorning);
    expect(text).not.toContain('deviceOff');
    expect(at).toBe(wednesdayMorning + minute);
  });
});
