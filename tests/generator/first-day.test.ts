import { describe, expect, it } from 'vitest';
import { lowDiskMb, wornBatteryPercent } from '../../main/simulation/kernel/drift.ts';
import { Presence } from '../../main/simulation/kernel/presence.ts';
import { lastContact, nextContact } from '../../main/simulation/kernel/schedule.ts';
import type { Zone } from '../../main/simulation/kernel/zone.ts';
import type { Channel } from '../../main/rows/devices.ts';
import { day, hour, parseIso } from '../../shared/time.ts';
import { bundledScenario, collectWorld } from '../support/scenarios.ts';

const { scenario } = bundledScenario('first-day');
const start = parseIso(scenario.start)!;
const world = collectWorld(scenario, 1);
const zones = new Map(
  world.zones.map(({ id, name, transitions }) => [
    id,
    { name, transitions: JSON.parse(transitions) as Zone['transitions'] },
  ]),
);
const presences = new Map(world.presence_patterns.map((row) => [row.id, new Presence(row, zones.get(row.zone_id)!)]));

/** Everything about the device that the scenario calls so. Its id is its place in the cast. */
function look(name: string) {
  const id = scenario.cast.devices.findIndex((device) => device.name === name) + 1;
  const device = world.devices.find((row) => row.id === id)!;
  const presence = device.pattern_id === null ? undefined : presences.get(device.pattern_id);
  const slots = (channel: Channel) =>
    world.device_schedules.find((row) => row.device_id === id && row.channel === channel);
  const presenceOf = (channel: Channel) => (slots(channel)?.pattern_id ? presence : undefined);
  return {
    device,
    presence,
    isOnline: device.power === 'running' && presence?.isOn('internet', start) === true,
    intune: world.intune_devices.find((row) => row.device_id === id && row.is_current === 1),
    configmgr: world.configmgr_devices.find((row) => row.device_id === id && row.is_current === 1),
    entra: world.entra_devices.find((row) => row.device_id === id && row.is_current === 1),
    ad: world.ad_computers.find((row) => row.device_id === id),
    user: world.users.find((row) => row.id === device.user_id),
    action: world.actions.find((row) => row.device_id === id),
    queued: world.work_queue.filter((row) => row.device_id === id).map(({ kind }) => kind),
    stale: world.intune_devices.filter((row) => row.device_id === id && row.is_current === 0),
    last: (channel: Channel) => (slots(channel) ? lastContact(slots(channel)!, presenceOf(channel), start) : null),
    next: (channel: Channel) => (slots(channel) ? nextContact(slots(channel)!, presenceOf(channel), start) : undefined),
  };
}

describe('the first day', () => {
  it('has 25 devices, each with a story of one or two sentences', () => {
    expect(world.devices).toHaveLength(25);
    for (const { story, name } of world.devices) {
      expect(story, name).toMatch(/^[A-Z].{30,}\.$/s);
      expect(story!.split(/[.?!:](?:\s|$)/).filter(Boolean).length, name).toBeLessThanOrEqual(3);
      expect(story, name).not.toMatch(/\n/);
    }
    expect(new Set(world.devices.map(({ story }) => story)).size).toBe(25);
    expect(collectWorld(scenario, 1, 400).devices).toHaveLength(25);
  });

  it('does not depend on the seed where the author wrote it', () => {
    const other = collectWorld(scenario, 99);
    const facts = (rows: typeof world) =>
      rows.devices.map(({ serial_number: _, name, ...row }) => (row.power === 'oobe' ? row : { ...row, name }));
    expect(facts(other)).toEqual(facts(world));
  });

  it('a drawer and a spare: silent for 23 and for 40 days, both stored as compliant', () => {
    for (const [name, days] of [
      ['LAP-MAYA', 23],
      ['LAP-SPARE-02', 40],
    ] as const) {
      const { isOnline, intune, last, next, device } = look(name);
      expect([isOnline, device.pattern_id, intune!.compliance, next(1)]).toEqual([false, null, 'compliant', undefined]);
      expect(start - last(1)!).toBeGreaterThanOrEqual(days * day);
      expect(start - last(1)!).toBeLessThanOrEqual(days * day + 8 * hour);
    }
  });

  it('a commuter: offline at noon, back in the evening', () => {
    const { isOnline, next } = look('LAP-JONAS');
    expect(isOnline).toBe(false);
    expect(next(1)! - start).toBeLessThan(9 * hour);
  });

  it('an inactive client: silent towards the site, heard by Intune', () => {
    const { last, next, configmgr, intune } = look('LAP-HANNAH');
    expect(start - last(2)!).toBeGreaterThan(15 * day);
    expect(start - last(3)!).toBeGreaterThan(15 * day);
    expect(next(2)).toBeUndefined();
    expect(start - last(1)!).toBeLessThan(day);
    expect([configmgr!.has_client, intune!.managed_by]).toEqual([1, 'coManaged']);
  });

  it('a full disk and a worn battery', () => {
    expect(look('LAP-FELIX').device.disk_free_mb).toBeLessThan(lowDiskMb);
    expect(look('LAP-ZOE').device.battery_percent).toBeLessThan(wornBatteryPercent);
    expect(look('LAP-ZOE').user!.remote_help_license).toBe(0);
    expect(
      world.users
        .filter((row) => row.remote_help_license === 0)
        .map(({ upn }) => upn)
        .sort(),
    ).toEqual(['ines.duarte@fabrikam.com', 'zoe.martin@fabrikam.com']);
  });

  it('three verdicts: not compliant, in grace, not evaluated', () => {
    expect(look('LAP-PRIYA').intune).toMatchObject({
      compliance: 'noncompliant',
      compliance_reasons: '["encryption"]',
      is_encrypted: 0,
    });
    const grace = look('LAP-TOM');
    expect(grace.intune).toMatchObject({
      compliance: 'inGracePeriod',
      compliance_reasons: '["defender"]',
      grace_until: start + 50 * hour,
    });
    expect(grace.queued).toEqual(['graceEnds']);
    const fresh = look('LAP-NEW-LENA');
    expect(fresh.intune).toMatchObject({ compliance: 'unknown', enrolled_at: start - hour });
    expect(fresh.queued).toEqual(['stateReports']);
    expect(fresh.entra!.is_compliant).toBeNull();
  });

  it('a wipe that nobody hears of: the device is reset, the record waits', () => {
    const { device, action, intune, entra, queued } = look('LAP-OMAR');
    expect(device).toMatchObject({
      power: 'oobe',
      is_mdm_enrolled: 0,
      pattern_id: null,
      user_id: null,
      join_type: 'workgroup',
    });
    expect(device.name).toMatch(/^DESKTOP-[0-9A-Z]{7}$/);
    expect(action).toMatchObject({
      kind: 'wipe',
      state: 'pending',
      reason: 'neverReports',
      device_name: 'LAP-OMAR',
      finished_at: null,
    });
    expect(action!.ordered_at < action!.delivered_at! && action!.delivered_at! < start).toBe(true);
    expect(action!.last_contact_at_order).toBeLessThan(action!.ordered_at);
    expect(intune).toMatchObject({
      name: 'LAP-OMAR',
      management_state: 'wipePending',
      compliance: 'compliant',
      join_type: 'entra',
      removed_at: null,
    });
    expect(entra).toMatchObject({ name: 'LAP-OMAR', join_type: 'entra' });
    // The lab queues the end of its patience itself, as for every order that is planted.
    expect(queued).toEqual([]);
  });

  it('two names that look alike: one is to be wiped and reports, the other answers no prompt', () => {
    expect(look('LAP-O0I1').device.wipe_habit).toBe('reports');
    expect(look('LAP-OO11').device.consent_habit).toBe('noAnswer');
    expect([look('LAP-O0I1').isOnline, look('LAP-OO11').isOnline]).toEqual([true, true]);
  });

  it('people: one declines, one accepts, nobody sits at the kiosk', () => {
    expect(look('LAP-MEI').device.consent_habit).toBe('decline');
    expect(look('LAP-CARL').device.consent_habit).toBe('accept');
    expect(look('KIOSK-LOBBY').user).toBeUndefined();
    expect(look('KIOSK-LOBBY').intune!.primary_user_upn).toBeNull();
  });

  it('push that does not arrive, and a restart that has waited for weeks', () => {
    expect([look('LAP-RHYS').device.is_push_blocked, look('LAP-RHYS').isOnline]).toEqual([1, true]);
    const { device, queued } = look('LAP-GRETA');
    expect(start - device.pending_reboot_since!).toBe(19 * day);
    expect(device.booted_at).toBeLessThan(device.pending_reboot_since!);
    expect([device.os_version, device.pending_os_version]).toEqual(['10.0.26100.8875', '10.0.26100.9168']);
    expect(queued).toEqual([]);
  });

  it('records without a device, and devices without a record', () => {
    expect(look('LAP-DIEGO').stale).toHaveLength(1);
    expect(look('LAP-DIEGO').stale[0]!.name).toBe('LAP-DIEGO');
    const gone = look('LAP-YUKI');
    expect([gone.device.is_mdm_enrolled, gone.intune!.is_current, gone.next(1)]).toEqual([0, 1, undefined]);
    for (const name of ['FAB-SRV-FS01', 'PC-WAREHOUSE']) {
      const { intune, entra, ad, configmgr } = look(name);
      expect([intune, entra, ad !== undefined, configmgr!.has_client]).toEqual([undefined, undefined, true, 1]);
    }
  });

  it('phones: one supervised, one private', () => {
    expect(look('iPhone-FAB-0007').device).toMatchObject({ platform: 'ios', is_supervised: 1, ownership: 'corporate' });
    expect(look("Nora's Pixel").device).toMatchObject({ platform: 'android', is_supervised: 0, ownership: 'personal' });
  });

  it('a healthy device to compare with: every record says what is true', () => {
    const { device, intune, configmgr, entra, ad, last, isOnline } = look('LAP-CARL');
    expect(isOnline).toBe(true);
    expect([intune!.managed_by, intune!.compliance, configmgr!.client_check]).toEqual([
      'coManaged',
      'compliant',
      'passed',
    ]);
    expect([intune!.os_version, configmgr!.os_version, entra!.os_version]).toEqual([
      device.os_version,
      device.os_version,
      device.os_version,
    ]);
    expect([intune!.name, configmgr!.name, entra!.name, ad!.name]).toEqual([
      'LAP-CARL',
      'LAP-CARL',
      'LAP-CARL',
      'LAP-CARL',
    ]);
    // This morning in Berlin: after half past seven.
    for (const channel of [1, 2] as const) expect(last(channel)).toBeGreaterThan(start - 3 * hour);
  });

  it('at home without a VPN: Intune hears of it today, the site last on Monday', () => {
    const { last, isOnline } = look('LAP-AVA');
    expect(isOnline).toBe(true);
    expect(start - last(1)!).toBeLessThan(12 * hour);
    expect(start - last(2)!).toBeGreaterThan(day);
    expect(start - last(2)!).toBeLessThan(3 * day);
  });

  it('a failing self-check of a client that still talks', () => {
    const { configmgr, last, device } = look('LAP-IVAN');
    expect([configmgr!.client_check, device.client_health]).toEqual(['failed', 'failed']);
    expect(start - last(2)!).toBeLessThan(hour);
  });
});
