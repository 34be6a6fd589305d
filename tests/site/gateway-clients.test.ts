import { describe, expect, it } from 'vitest';
import { applyChanges } from '../../main/lab/engine/apply.ts';
import { factsOf } from '../../main/lab/engine/facts.ts';
import { deviceView } from '../../main/lab/devices/device.ts';
import { countDevices, listDevices } from '../../main/lab/devices/list.ts';
import type { Lab } from '../../main/lab/lab.ts';
import { prepared } from '../../main/db/tables.ts';
import { lastContact, nextContact } from '../../main/simulation/kernel/schedule.ts';
import { day, hour } from '../../shared/time.ts';
import { buildLab, pass } from '../support/build-lab.ts';

/** A computer at home whose client reaches the site only through the gateway; the other one sits in the office. */
function labWithGatewayClient(): Lab {
  const lab = buildLab({
    devices: [
      { join: 'entra', client: true, presence: 'home' },
      { join: 'hybrid', client: true, presence: 'office' },
    ],
  });
  prepared(lab.db, 'DELETE FROM device_schedules WHERE device_id = 1 AND channel IN (2, 3)').run();
  const { pattern_id: patternId } = factsOf(lab.db, 1).device;
  applyChanges(
    lab.db,
    ([4, 5] as const).map((channel) => ({
      do: 'schedule',
      row: {
        device_id: 1,
        channel,
        since: lab.now,
        until: null,
        pattern_id: patternId,
        phase: 600,
        period: channel === 4 ? hour : 7 * day,
        before_at: lab.now,
      },
    })),
    lab.now,
  );
  return lab;
}
const row = (lab: Lab, list: 'fleet' | 'configmgr', name: string) =>
  listDevices(lab.db, { list, filters: [{ field: 'name', value: name }], search: '', sort: null }, 0, 1)[0]!;

describe('a client that reaches the site through its gateway', () => {
  it.each([0, 2 * hour, 20 * hour, 3 * day])('shows its contacts in every list (%i s later)', (later) => {
    const lab = labWithGatewayClient();
    pass(lab, later);
    const facts = factsOf(lab.db, 1);
    const polls = facts.schedule(4)!;
    const heartbeats = facts.schedule(5)!;
    const presence = facts.presenceOf(polls);
    expect(row(lab, 'fleet', 'LAP-1')['lastPolicyPoll']).toBe(lastContact(polls, presence, lab.now));
    expect(row(lab, 'fleet', 'LAP-1')['nextPolicyPoll']).toBe(nextContact(polls, presence, lab.now));
    expect(row(lab, 'configmgr', 'LAP-1')['lastPolicyRequest']).toBe(lastContact(polls, presence, lab.now));
    expect(row(lab, 'configmgr', 'LAP-1')['lastHeartbeat']).toBe(lastContact(heartbeats, presence, lab.now));
    expect(deviceView(lab.db, 1).truth['nextPolicyPoll']).toBe(nextContact(polls, presence, lab.now));
  });

  it('is active while it polls, and leaves the others as they were', () => {
    const lab = labWithGatewayClient();
    pass(lab, 10 * day);
    expect(row(lab, 'fleet', 'LAP-1')['clientStatus']).toBe('active');
    const other = factsOf(lab.db, 2);
    const polls = other.schedule(2)!;
    expect(row(lab, 'fleet', 'LAP-2')['lastPolicyPoll']).toBe(lastContact(polls, other.presenceOf(polls), lab.now));
    expect(countDevices(lab.db, { list: 'fleet', filters: [], search: '', sort: null })).toBe(2);
  });

  it('does not hide behind the schedule of a former client that has ended', () => {
    const lab = labWithGatewayClient();
    const ended = {
      since: lab.now - hour,
      until: null,
      pattern_id: null,
      phase: 600,
      period: hour,
      before_at: lab.now - hour,
    };
    applyChanges(lab.db, [{ do: 'schedule', row: { device_id: 1, channel: 2, ...ended } }], lab.now);
    pass(lab, 2 * hour);
    const polls = factsOf(lab.db, 1).schedule(4)!;
    expect(row(lab, 'configmgr', 'LAP-1')['lastPolicyRequest']).toBe(
      lastContact(polls, factsOf(lab.db, 1).presenceOf(polls), lab.now),
    );
  });
});
