import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../main/lab/scenario/file.ts';
import { generateWorld, worldSize } from '../../main/simulation/generator/index.ts';
import { accountName, cultures } from '../../main/simulation/generator/names.ts';
import { buildPatterns, weekOf } from '../../main/simulation/generator/patterns.ts';
import { Presence } from '../../main/simulation/kernel/presence.ts';
import { channelNetwork, channelPeriod, lastContact } from '../../main/simulation/kernel/schedule.ts';
import type { Zone } from '../../main/simulation/kernel/zone.ts';
import type { Scenario } from '../../shared/scenario/scenario.ts';
import { day, hour, parseIso, week } from '../../shared/time.ts';
import { bundledScenario, collectWorld, worldTables, type CollectedWorld } from '../support/scenarios.ts';
import { smallScenario } from '../support/small-scenario.ts';

const { scenario } = bundledScenario('contoso');
const start = parseIso(scenario.start)!;
const world = collectWorld(scenario, 1);

function presencesOf(rows: CollectedWorld): Map<number, Presence> {
  const zones = new Map(
    rows.zones.map(({ id, name, transitions }) => [
      id,
      { name, transitions: JSON.parse(transitions) as Zone['transitions'] },
    ]),
  );
  return new Map(rows.presence_patterns.map((row) => [row.id, new Presence(row, zones.get(row.zone_id)!)]));
}
const presences = presencesOf(world);
const devices = new Map(world.devices.map((device) => [device.id, device]));
const share = (count: number, of: number): number => (1000 * count) / of;

describe('a generated world', () => {
  const digest = (made: Scenario, seed: number, devices: number): string => {
    const hash = createHash('sha256');
    for (const item of generateWorld(made, seed, { devices })) hash.update(JSON.stringify(item));
    return hash.digest('hex');
  };

  it('is the same for the same seed and another for another', () => {
    expect(digest(scenario, 7, 900)).toBe(digest(scenario, 7, 900));
    expect(digest(scenario, 7, 900)).not.toBe(digest(scenario, 8, 900));
    // A scenario that was read again is the same scenario.
    expect(digest(bundledScenario('contoso').scenario, 7, 900)).toBe(digest(scenario, 7, 900));
  });

  it('can be made piece by piece: another world made in between changes nothing', () => {
    const first = generateWorld(scenario, 3, { devices: 300 });
    const second = generateWorld(scenario, 4, { devices: 300 });
    const together: string[] = [];
    for (const item of first) {
      together.push(JSON.stringify(item));
      second.next();
    }
    expect(together).toEqual([...generateWorld(scenario, 3, { devices: 300 })].map((item) => JSON.stringify(item)));
  });

  it('has the devices and people the scenario names, and keeps proportions at any size', () => {
    expect(worldSize(scenario)).toMatchObject({ devices: 4200, users: 3000 });
    expect(world.devices).toHaveLength(4200);
    expect(world.users).toHaveLength(3000);
    for (const count of [1, 2, 17, 1000, 10_000, 100_000]) {
      const size = worldSize(scenario, { devices: count });
      expect(size.devices).toBe(count);
      expect(size.groups.reduce((sum, group) => sum + group, 0)).toBe(count);
      for (const [index, { count: written }] of scenario.population.entries()) {
        expect(Math.abs((size.groups[index] ?? 0) - (written * count) / 4200)).toBeLessThan(1);
      }
    }
    expect(collectWorld(scenario, 1, 17).devices).toHaveLength(17);
    expect(worldSize(scenario, { devices: 42_000 }).users).toBeGreaterThan(29_900);
  });

  it('counts ids from 1 in every table', () => {
    for (const table of worldTables) {
      const ids = world[table].flatMap((row) => ('id' in row ? [row.id] : []));
      expect(ids, table).toEqual(ids.map((_, index) => index + 1));
    }
  });

  it('counts ids from 1 in the tables of cloud attach', () => {
    const made = [...generateWorld(bundledScenario('contoso-attached').scenario, 1, { devices: 20 })];
    for (const name of ['collections', 'collection_rules']) {
      const ids = made.flatMap(({ table, row }) => (table === name && 'id' in row ? [row.id] : []));
      expect(ids.length, name).toBeGreaterThan(0);
      expect(ids, name).toEqual(ids.map((_, index) => index + 1));
    }
  });

  it('gives a battery to what has one', () => {
    const models = new Map(world.models.map((model) => [model.id, model]));
    for (const { name, model_id, battery_percent } of world.devices)
      expect([name, battery_percent !== null]).toEqual([name, models.get(model_id)!.has_battery === 1]);
  });

  it('gives Intune another primary user than that of the device as often as its rate says', () => {
    const sharedBy = (otherPrimaryUser: number): number => {
      const made = collectWorld({ ...scenario, rates: { ...scenario.rates, otherPrimaryUser } }, 1, 300);
      const upns = new Map(made.users.map(({ id, upn }) => [id, upn]));
      const owners = new Map(made.devices.map(({ id, user_id }) => [id, user_id === null ? null : upns.get(user_id)!]));
      return made.intune_devices.filter(
        ({ device_id, is_current, primary_user_upn }) => is_current === 1 && primary_user_upn !== owners.get(device_id),
      ).length;
    };
    expect(sharedBy(0)).toBe(0);
    expect(sharedBy(500)).toBeGreaterThan(20);
  });

  it('names nothing before it is there', () => {
    const known: Record<string, Set<number>> = {};
    const references: Record<string, Record<string, string>> = {
      offices: { zone_id: 'zones' },
      presence_patterns: { zone_id: 'zones' },
      users: { office_id: 'offices' },
      group_members: { group_id: 'groups', user_id: 'users' },
      devices: { model_id: 'models', office_id: 'offices', pattern_id: 'presence_patterns', user_id: 'users' },
      device_schedules: { device_id: 'devices', pattern_id: 'presence_patterns' },
    };
    for (const table of [
      'intune_devices',
      'configmgr_devices',
      'entra_devices',
      'ad_computers',
      'autopilot_identities',
      'work_queue',
      'actions',
    ]) {
      references[table] = { device_id: 'devices' };
    }
    for (const { table, row } of generateWorld(scenario, 2, { devices: 1500 })) {
      for (const [column, target] of Object.entries(references[table] ?? {})) {
        const value = (row as Record<string, number | string | null>)[column] ?? null;
        if (value !== null && !known[target]?.has(value as number))
          throw new Error(`${table}.${column} = ${value} is not in ${target} yet`);
      }
      if ('id' in row && typeof row.id === 'number') (known[table] ??= new Set()).add(row.id);
    }
  });

  it('keeps every column a whole number, a text or nothing', () => {
    const odd: string[] = [];
    for (const table of worldTables) {
      for (const row of world[table]) {
        for (const [column, value] of Object.entries(row)) {
          if (value !== null && typeof value !== 'string' && !Number.isSafeInteger(value))
            odd.push(`${table}.${column}`);
        }
      }
    }
    expect(odd).toEqual([]);
  });

  it('has unique names, addresses, serial numbers and keys', () => {
    const unique = (values: readonly (string | number)[], what: string): void =>
      expect(new Set(values).size, what).toBe(values.length);
    unique(
      world.devices.map(({ name }) => name.toLowerCase()),
      'device names',
    );
    unique(
      world.devices.map(({ serial_number: serial }) => serial),
      'serial numbers',
    );
    unique(
      world.users.map(({ upn }) => upn.toLowerCase()),
      'upns',
    );
    unique(
      world.users.map(({ sam_account: account }) => account.toLowerCase()),
      'accounts',
    );
    unique(
      world.group_members.map((row) => `${row.group_id}/${row.user_id}`),
      'memberships',
    );
    unique(
      world.device_schedules.map((row) => `${row.device_id}/${row.channel}/${row.since}`),
      'schedules',
    );
    unique(
      world.device_schedules.filter(({ until }) => until === null).map((row) => `${row.device_id}/${row.channel}`),
      'current schedules',
    );
    for (const table of [
      'intune_devices',
      'configmgr_devices',
      'entra_devices',
      'ad_computers',
      'autopilot_identities',
    ] as const) {
      unique(
        world[table].filter((row) => row.is_current === 1).map((row) => row.device_id),
        table,
      );
    }
    for (const { name, platform } of world.devices) {
      if (platform === 'windows' || platform === 'windowsServer') expect(name).toMatch(/^[A-Za-z0-9-]{1,15}$/);
    }
    for (const { upn, sam_account: account } of world.users) {
      expect(upn).toMatch(/^[a-z0-9.-]+@contoso\.com$/);
      expect(account.length).toBeLessThanOrEqual(20);
    }
  });

  it('tells of nothing that has not happened yet, but for what is queued', () => {
    const future = new Set([
      'work_queue.due_at',
      'intune_devices.certificate_expires_at',
      'intune_devices.grace_until',
      'actions.deadline',
      'actions.expected_by',
    ]);
    const time = /(?:_at|_since|^since|_as_of)$/;
    const odd: string[] = [];
    for (const table of worldTables) {
      for (const row of world[table]) {
        for (const [column, value] of Object.entries(row)) {
          if (typeof value !== 'number' || !time.test(column) || future.has(`${table}.${column}`)) continue;
          if (value > start || value < start - 12 * 365 * day) odd.push(`${table}.${column} ${value}`);
        }
      }
    }
    expect(odd).toEqual([]);
    for (const { due_at: due, queued_at: queued } of world.work_queue) {
      expect(due).toBeGreaterThan(start);
      expect(queued).toBe(start);
    }
  });

  it('has the mix that lessons need', () => {
    const count = (test: (device: CollectedWorld['devices'][number]) => boolean): number =>
      world.devices.filter(test).length;
    expect(count(({ platform }) => platform === 'ios' || platform === 'android')).toBe(900);
    expect(count(({ platform }) => platform === 'windowsServer')).toBe(190);
    const current = world.intune_devices.filter((row) => row.is_current === 1);
    expect(current.filter(({ managed_by: by }) => by === 'coManaged')).toHaveLength(540);
    expect(current.some(({ managed_by: by }) => by === 'configMgr')).toBe(false);
    const clientOnly = count(
      (device) => device.client_version !== null && device.is_mdm_enrolled === 0 && device.platform === 'windows',
    );
    expect(clientOnly).toBeGreaterThan(1600);
    expect(count((device) => device.is_attached === 1)).toBe(0);
    const online = count(
      (device) =>
        device.power === 'running' &&
        device.pattern_id !== null &&
        presences.get(device.pattern_id)!.isOn('internet', start),
    );
    expect(share(online, 4200)).toBeGreaterThan(600);
    expect(share(online, 4200)).toBeLessThan(900);
    for (const state of ['compliant', 'inGracePeriod', 'noncompliant', 'unknown']) {
      expect(current.filter(({ compliance }) => compliance === state).length, state).toBeGreaterThan(0);
    }
    expect(world.intune_devices.some((row) => row.is_current === 0 && row.removed_at === null)).toBe(true);
    expect(world.configmgr_devices.some((row) => row.is_obsolete === 1)).toBe(true);
    expect(world.configmgr_devices.some((row) => row.is_decommissioned === 1)).toBe(true);
    expect(world.configmgr_devices.some((row) => row.has_client === 0)).toBe(true);
    expect(
      current.filter((row) => devices.get(row.device_id)!.is_mdm_enrolled === 0).length,
      'orphans',
    ).toBeGreaterThan(3);
    expect(world.entra_devices.some((row) => row.registration_state === 'pending')).toBe(true);
    expect(world.autopilot_identities.some((row) => row.enrollment_state === 'notContacted')).toBe(true);
    expect(
      share(
        count((device) => device.pending_reboot_since !== null),
        count(({ platform }) => platform.startsWith('windows')),
      ),
    ).toBeGreaterThan(40);
    expect(world.presence_patterns.length).toBeLessThan(1000);
    expect(count((device) => device.story !== null)).toBe(0);
  });

  it('gives each device the schedules of what manages it', () => {
    const channelsOf = new Map<number, number[]>();
    for (const { device_id: id, channel } of world.device_schedules)
      channelsOf.set(id, [...(channelsOf.get(id) ?? []), channel]);
    const recorded = new Set(world.intune_devices.filter((row) => row.is_current === 1).map((row) => row.device_id));
    for (const device of world.devices) {
      const expected = [...(recorded.has(device.id) ? [1] : []), ...(device.client_version === null ? [] : [2, 3])];
      expect(channelsOf.get(device.id) ?? []).toEqual(expected);
      if (device.is_mdm_enrolled === 1) expect(recorded.has(device.id)).toBe(true);
    }
    for (const row of world.device_schedules) {
      const device = devices.get(row.device_id)!;
      expect(row.period).toBe(channelPeriod[row.channel]);
      expect(row.phase >= 1 && row.phase <= row.period).toBe(true);
      expect(row.before_at !== null && row.before_at <= row.since).toBe(true);
      if (row.pattern_id !== null) expect(row.pattern_id).toBe(device.pattern_id);
      if (device.pattern_id === null) expect(row.pattern_id).toBeNull();
      if (row.channel === 1 && device.is_mdm_enrolled === 0) expect(row.pattern_id).toBeNull();
    }
  });

  it('derives records from the truth at the last contact', () => {
    const lastHeard = new Map(
      world.device_schedules.map((row) => [
        `${row.device_id}/${row.channel}`,
        lastContact(row, row.pattern_id === null ? undefined : presences.get(row.pattern_id), start),
      ]),
    );
    for (const row of world.intune_devices) {
      if (row.is_current === 0) {
        expect(row.last_contact_at).not.toBeNull();
        continue;
      }
      const device = devices.get(row.device_id)!;
      const last = lastHeard.get(`${row.device_id}/1`)!;
      expect(row.last_contact_at).toBeNull();
      expect(last).toBeGreaterThanOrEqual(row.enrolled_at);
      expect(row.disk_as_of).toBeLessThanOrEqual(last);
      expect(row.disk_as_of).toBeGreaterThan(last - week);
      expect(row.certificate_expires_at).toBeGreaterThan(last);
      // Only a device that was started after its last check-in can run what Intune does not know of.
      if (row.os_version !== device.os_version) expect(device.booted_at).toBeGreaterThan(last);
      if (row.compliance === 'inGracePeriod') expect(row.grace_until).toBeGreaterThan(start);
      if (row.compliance === 'noncompliant') expect(row.grace_until).toBeLessThanOrEqual(last);
      if (row.compliance === 'compliant' || row.compliance === 'unknown')
        expect([row.grace_until, row.compliance_reasons]).toEqual([null, '[]']);
      else expect(row.compliance_reasons).not.toBe('[]');
    }
    for (const row of world.configmgr_devices) {
      if (row.client_check_at !== null)
        expect(row.client_check_at).toBeLessThanOrEqual(lastHeard.get(`${row.device_id}/2`)!);
    }
  });

  it('queues little, nothing costly in the first day, and every restart at a moment when the device is on', () => {
    const updates = world.work_queue.filter(({ kind }) => kind === 'updateInstalled');
    expect(updates.every(({ due_at: due }) => due >= start + day && due < start + 33 * day)).toBe(true);
    const perDay = new Map<number, number>();
    for (const { due_at: due } of updates)
      perDay.set(Math.floor((due - start) / day), (perDay.get(Math.floor((due - start) / day)) ?? 0) + 1);
    expect(Math.max(...perDay.values())).toBeLessThanOrEqual(4200 * 0.006);
    expect(share(world.work_queue.filter(({ due_at: due }) => due < start + day).length, 4200)).toBeLessThan(6);
    for (const { kind, device_id: id, due_at: due } of world.work_queue) {
      const device = devices.get(id)!;
      if (kind === 'userRestarts') expect(device.pending_reboot_since).not.toBeNull();
      if (kind === 'updateInstalled') expect([device.platform, device.pending_reboot_since]).toEqual(['windows', null]);
      if (kind === 'userRestarts' || kind === 'updateInstalled')
        expect(presences.get(device.pattern_id!)!.isOn('internet', due)).toBe(true);
    }
    const grace = world.intune_devices.filter(({ compliance }) => compliance === 'inGracePeriod');
    expect(
      world.work_queue.filter(({ kind }) => kind === 'graceEnds').map(({ device_id: id, due_at: due }) => [id, due]),
    ).toEqual(grace.map((row) => [row.device_id, row.grace_until]));
  });

  it('lets a record that lags behind learn the truth at the next contact', () => {
    const queued = new Set(world.work_queue.map(({ kind, device_id: id }) => `${kind}/${id}`));
    for (const row of world.intune_devices.filter(({ is_current: current }) => current === 1)) {
      const device = devices.get(row.device_id)!;
      const hears = device.is_mdm_enrolled === 1 && device.pattern_id !== null;
      if (hears && (row.os_version !== device.os_version || row.compliance === 'unknown'))
        expect(queued).toContain(`stateReports/${device.id}`);
    }
  });
});

describe('the presence of a generated world', () => {
  it('is known from the four latest spans alone: they reach back over a check-in period unless the device is away', () => {
    for (const presence of presences.values()) {
      for (let now = start; now < start + 21 * day; now += 7 * hour + 1234) {
        for (const network of ['internet', 'intranet'] as const) {
          const latest = presence.latest(network, now);
          if (!latest) continue;
          const lastOn = now < latest.end ? now : latest.end - 1;
          let at = latest.start;
          for (let i = 1; i < 4; i += 1) at = presence.latest(network, at - 1)?.start ?? -1;
          expect(lastOn - at).toBeGreaterThanOrEqual(8 * hour);
        }
      }
    }
  });

  it('comes back: every pattern is on the internet again within six weeks', () => {
    for (const presence of presences.values()) {
      const on = presence.nextOn('internet', start);
      expect(on).toBeDefined();
      expect(on! - start).toBeLessThan(42 * day);
    }
  });

  it('leaves a client that is not broken in touch with its site', () => {
    for (const row of world.device_schedules) {
      if (row.channel === 1 || row.pattern_id === null) continue;
      expect(presences.get(row.pattern_id)!.nextOn(channelNetwork[row.channel], start)).toBeDefined();
    }
  });
});

describe('a small world', () => {
  const parsed = parseScenario(smallScenario.replace('SML-{office}-{form}{number}', 'LAP-{given}'));
  if (!parsed.ok) throw new Error('The small scenario is not valid.');
  const small = parsed.scenario;

  it('holds the cast as it is written, whatever its population is scaled to', () => {
    for (const count of [1, 11, 60]) {
      const rows = collectWorld(small, 5, count);
      expect(rows.devices).toHaveLength(Math.max(1, count));
      expect(rows.devices[0]).toMatchObject({ name: 'LAP-MAYA', story: small.cast.devices[0]!.story });
      expect(new Set(rows.devices.map(({ name }) => name.toLowerCase())).size).toBe(rows.devices.length);
    }
    expect(worldSize(small, { devices: 101 }).users).toBe(3 + 90);
  });

  it('signs the first administrator in, and derives a tenant id from the domain', () => {
    const rows = collectWorld(small, 5);
    expect(rows.users[0]).toMatchObject({ id: 1, upn: 'kim@small.test', role: 'intuneAdministrator' });
    expect(rows.tenant[0]!.tenant_guid).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(collectWorld(small, 6).tenant).toEqual(rows.tenant);
    expect(rows.tenant[0]!.tenant_guid).not.toBe(world.tenant[0]!.tenant_guid);
  });

  it('reads an overnight shift into two days and joins what touches', () => {
    const night = weekOf([{ days: ['sun', 'mon'], from: '22:00', to: '06:00', at: 'office' }], 30);
    expect(night).toEqual([
      { day: 0, from: 0, to: 390, at: 'office' },
      { day: 0, from: 1350, to: 1440, at: 'office' },
      { day: 1, from: 0, to: 390, at: 'office' },
      { day: 6, from: 1350, to: 1440, at: 'office' },
    ]);
    // Whatever comes first in the file, a day reads from morning to evening.
    const unsorted = weekOf(
      [
        { days: ['mon'], from: '18:00', to: '20:00', at: 'internet' },
        { days: ['mon'], from: '06:00', to: '07:00', at: 'internet' },
        { days: ['mon'], from: '08:00', to: '17:00', at: 'office' },
      ],
      0,
    );
    expect(unsorted.map(({ from }) => from)).toEqual([360, 480, 1080]);
    const always = weekOf([{ days: ['mon', 'tue'], from: '00:00', to: '24:00', at: 'office' }], 45);
    expect(always).toEqual([
      { day: 0, from: 45, to: 1440, at: 'office' },
      { day: 1, from: 0, to: 1440, at: 'office' },
      { day: 2, from: 0, to: 45, at: 'office' },
    ]);
  });
});

describe('weeks of absence', () => {
  const zone: Zone = { name: 'Europe/Berlin', transitions: [[0, 7200]] };
  const always = { kind: 'always', variants: 1, variantMinutes: 0, awayEveryWeeks: 26 };
  const everyDay = {
    days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
    from: '00:00',
    to: '24:00',
    at: 'office',
  };
  const patternsFrom = (start: string) =>
    buildPatterns(
      { ...scenario, presence: [{ ...always, week: [everyDay] }] } as Scenario,
      [zone],
      [1],
      parseIso(start)!,
    );

  it.each(['2026-09-14T10:00:00Z', '2026-09-20T10:00:00Z'])(
    'begin on Monday: who is away at %s is so all week',
    (start) => {
      const [away] = patternsFrom(start).rows;
      const isOn = (at: string): boolean => new Presence(away!, zone).isOn('internet', parseIso(at)!);
      expect(['2026-09-13', '2026-09-14', '2026-09-20', '2026-09-21'].map((date) => isOn(`${date}T10:00:00Z`))).toEqual(
        [true, false, false, true],
      );
    },
  );
});

describe('the names of the people', () => {
  it('pair up evenly, so that a company of thousands has hardly two of the same name', () => {
    expect(cultures.map(({ given, surnames }) => [new Set(given).size, new Set(surnames).size])).toEqual(
      cultures.map(() => [20, 30]),
    );
    expect(new Set(world.users.map((user) => user.display_name)).size).toBeGreaterThan(2990);
  });

  it('become accounts of plain letters', () => {
    expect([
      accountName('Jürgen'),
      accountName("O'Neill"),
      accountName('Wiśniewski'),
      accountName('Şahin'),
      accountName('Dvořák'),
    ]).toEqual(['juergen', 'oneill', 'wisniewski', 'sahin', 'dvorak']);
    for (const { given, surnames } of cultures) {
      for (const name of [...given, ...surnames]) expect(accountName(name), name).toMatch(/^[a-z]{2,}$/);
    }
  });
});
