import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { deviceFields, deviceLists } from '../../shared/devices/lists.ts';
import { commands } from '../../main/cli/commands.ts';
import { done, run, temporaryFolder, type Answer } from './support.ts';

const folder = temporaryFolder();
const file = join(folder, 'lab.tandem');
const isoTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
const aHash = expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as string;
const anyTime = expect.stringMatching(isoTime) as string;
let created: Answer['json'];

beforeAll(async () => {
  created = await done('create', '--scenario', 'contoso', '--devices', '300', '--seed', '7', '--out', file);
});

/** Numbers that are moments must have been turned into text; no quantity of a lab is as large as a moment. */
function findMoments(json: unknown, path = ''): string[] {
  if (typeof json === 'number') return json > 1_000_000_000 ? [path] : [];
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([key, value]) => findMoments(value, `${path}/${key}`));
}
const namesOf = (json: Answer['json']): string[] => json.rows.map(({ name }: { name: string }) => name);

describe('scenarios and validate', () => {
  it('list and check what comes with Tandem', async () => {
    const scenarios = await done('scenarios');
    expect(scenarios.map(({ name }: { name: string }) => name)).toContain('contoso');
    for (const scenario of scenarios) {
      const { isScalable, ...contract } = scenario;
      expect(Object.keys(contract)).toEqual(['name', 'title', 'description', 'devices', 'users', 'schemaVersion']);
      expect(isScalable).toBe(scenario.name !== 'first-day');
      expect(await done('validate', scenario.name.toUpperCase())).toEqual({ ok: true, ...scenario });
    }
  });
});

describe('create and info', () => {
  it('answer the same facts', async () => {
    expect(created).toEqual({
      file,
      scenario: 'contoso',
      seed: 7,
      now: anyTime,
      devices: 300,
      users: expect.any(Number),
      hash: aHash,
    });
    const info = await done('info', file);
    expect(info).toMatchObject({
      ...created,
      clock: { now: created.now, startedAt: created.now, speed: 0 },
      pendingActions: 0,
      inputs: 0,
      activities: 0,
      checkpoints: [{ name: 'baseline', at: created.now, hash: created.hash }],
    });
    expect(info.appVersion).toMatch(/^\d+\.\d+\.\d+/);
    expect(info.schemaVersion).toBeGreaterThan(0);
  });

  it('leave the hash out with --no-hash', async () => {
    expect(await done('info', file, '--no-hash')).not.toHaveProperty('hash');
    const bare = join(folder, 'bare.tandem');
    expect(await done('create', '--scenario', 'first-day', '--out', bare, '--no-hash')).not.toHaveProperty('hash');
    expect(await done('reset', bare, '--no-hash')).toEqual({ archived: 'before reset 1', to: 'baseline' });
    expect(await done('reset', bare)).toMatchObject({
      archived: 'before reset 2',
      to: 'baseline',
      hash: aHash,
      matches: true,
    });
  });

  it('start contoso on a weekday morning with every kind of device', async () => {
    expect(created.now).toBe('2026-09-16T07:45:00Z');
    const total = async (...filters: string[]) =>
      (await done('devices', file, '--limit', '0', ...filters.flatMap((filter) => ['--filter', filter]))).total;
    for (const filters of [
      ['managedBy=coManaged'],
      ['managedBy=intune', 'platform=windows'],
      ['clientInstalled=true', 'mdmEnrolled=false'],
      ['platform=ios'],
    ]) {
      expect(await total(...filters), filters.join(' ')).toBeGreaterThan(0);
    }
    expect(await total('attached=true')).toBe(0);
  });
});

describe('devices', () => {
  it('lists every field of the contract, moments as text, ids as strings', async () => {
    const { total, rows } = await done('devices', file);
    expect(rows).toHaveLength(300);
    expect(total).toBe(300);
    expect(Object.keys(rows[0])).toEqual(
      expect.arrayContaining([
        'name',
        'id',
        'os',
        'osVersion',
        'platform',
        'managedBy',
        'clientInstalled',
        'mdmEnrolled',
        'attached',
        'joinType',
        'compliance',
        'clientStatus',
        'online',
        'lastIntuneCheckIn',
        'lastPolicyPoll',
        'nextIntuneCheckIn',
        'nextPolicyPoll',
        'primaryUser',
        'model',
        'serialNumber',
      ]),
    );
    expect(findMoments(rows)).toEqual([]);
    for (const row of rows) {
      expect(row.id).toMatch(/^[1-9]\d*$/);
      expect([true, false]).toContain(row.online);
      for (const field of ['lastIntuneCheckIn', 'lastPolicyPoll', 'nextIntuneCheckIn', 'nextPolicyPoll']) {
        if (row[field] !== null) expect(row[field]).toMatch(isoTime);
      }
    }
  });

  it('orders by name and id, by code units', async () => {
    const { rows } = await done('devices', file);
    const key = ({ name, id }: { name: string; id: string }) => `${name}\u0000${id.padStart(9, '0')}`;
    expect(rows.map(key)).toEqual(rows.map(key).sort());
  });

  it('joins the same field by or, different fields by and, without regard to case', async () => {
    const { rows } = await done('devices', file);
    const expected = rows.filter(
      (row: Record<string, string | boolean>) =>
        (row.managedBy === 'intune' || row.managedBy === 'coManaged') && row.online === true,
    );
    const found = await done(
      'devices',
      file,
      '--filter',
      'managedBy=INTUNE',
      '--filter',
      'MANAGEDBY=comanaged',
      '--filter',
      'online=True',
    );
    expect(found.rows).toEqual(expected);
    expect(found.total).toBe(expected.length);
  });

  it.each(deviceLists)('finds each row of %s again by each of its values', async (list) => {
    const all = await done('devices', file, '--list', list);
    const sample = all.rows[Math.floor(all.rows.length / 2)];
    for (const { id } of deviceFields[list]) {
      const { rows, total } = await done(
        'devices',
        file,
        '--list',
        list,
        '--filter',
        `${id}=${String(sample[id]).toUpperCase()}`,
      );
      expect(rows, `${list} ${id}=${String(sample[id])}`).toContainEqual(sample);
      expect(total).toBe(rows.length);
      expect(total).toBe(
        all.rows.filter(
          (row: Record<string, unknown>) => String(row[id]).toLowerCase() === String(sample[id]).toLowerCase(),
        ).length,
      );
    }
  });

  it.each([
    'diskFreeMb=',
    'diskFreeMb=0x10',
    'bootedAt=yesterday',
    'bootedAt=5',
    'online=yes',
    'id=007',
    'id=',
    'id=0x7',
    'name=',
  ])('finds nothing for %s', async (filter) => {
    expect(await done('devices', file, '--filter', filter)).toEqual({ total: 0, rows: [] });
  });

  it('pages, sorts and chooses fields', async () => {
    const all = await done('devices', file, '--sort', 'diskFreeMb:desc', '--fields', 'diskFreeMb,name');
    const page = await done(
      'devices',
      file,
      '--sort',
      'diskFreeMb:desc',
      '--fields',
      'diskFreeMb,name',
      '--limit',
      '5',
      '--offset',
      '10',
    );
    expect(page).toEqual({ total: 300, rows: all.rows.slice(10, 15) });
    expect(Object.keys(page.rows[0])).toEqual(['diskFreeMb', 'name']);
    const values = all.rows.map(({ diskFreeMb }: { diskFreeMb: number }) => diskFreeMb);
    expect(values).toEqual([...values].sort((a, b) => b - a));
    expect((await done('devices', file, '--offset', '299')).rows).toHaveLength(1);
    expect((await done('devices', file, '--offset', '300')).rows).toEqual([]);
  });
});

describe('device', () => {
  it('shows truth, records, differences, orders and history', async () => {
    const [row] = (await done('devices', file, '--filter', 'managedBy=coManaged', '--limit', '1')).rows;
    const device = await done('device', file, row.name);
    expect(device).toMatchObject({
      name: row.name,
      id: row.id,
      truth: { name: row.name, platform: 'windows', online: row.online },
    });
    expect(Object.keys(device.records)).toEqual(['intune', 'configmgr', 'entra', 'ad', 'autopilot']);
    expect(device.records.intune).toMatchObject({
      asOf: row.lastIntuneCheckIn,
      primaryUser: row.primaryUser,
      managedBy: 'coManaged',
    });
    expect(device.records.configmgr.asOf).toMatch(isoTime);
    expect(device.actions).toEqual([]);
    expect(device.activities).toEqual([]);
    expect(findMoments(device)).toEqual([]);
  });

  it('finds a device by id before name, by name in any case, and by a recorded name', async () => {
    const lab = join(folder, 'names.tandem');
    await done('create', '--scenario', 'first-day', '--out', lab, '--no-hash');
    const { rows } = await done('devices', lab, '--list', 'intune', '--fields', 'name');
    const recorded = namesOf({ rows });
    const real = namesOf(await done('devices', lab, '--fields', 'name'));
    expect((await done('device', lab, real[3]!.toLowerCase())).name).toBe(real[3]);
    expect((await done('device', lab, '4')).id).toBe('4');
    const old = recorded.find((name) => !real.includes(name))!;
    expect(
      Object.values((await done('device', lab, old)).records).concat((await done('device', lab, old)).staleRecords),
    ).toContainEqual(expect.objectContaining({ name: old }));
  });
});

describe('orders', () => {
  const lab = join(folder, 'orders.tandem');
  let names: string[];
  beforeAll(async () => {
    await done('create', '--scenario', 'contoso', '--devices', '300', '--out', lab, '--no-hash');
    names = namesOf(
      await done('devices', lab, '--filter', 'managedBy=coManaged', '--filter', 'online=true', '--limit', '4'),
    );
  });
  const orderKeys = [
    'id',
    'kind',
    'device',
    'state',
    'console',
    'bound',
    'reason',
    'since',
    'expectedBy',
    'deadline',
    'deliveredAt',
    'finishedAt',
    'resultCode',
    'origin',
    'requestedBy',
  ];

  it('give every field of an order, and never a wait without an end', async () => {
    const { actions } = await done('action', lab, 'sync', '--device', names[0]!);
    expect(Object.keys(actions[0])).toEqual(expect.arrayContaining(orderKeys));
    expect(actions).toMatchObject([
      {
        kind: 'sync',
        device: names[0],
        state: 'pending',
        console: 'Pending',
        origin: 'intune',
        deliveredAt: null,
        expectedBy: anyTime,
        deadline: anyTime,
      },
    ]);
    expect(await done('actions', lab, '--filter', 'device=' + names[0]!.toLowerCase())).toEqual({
      total: 1,
      rows: actions,
    });
    expect((await done('device', lab, names[0]!)).actions).toEqual(actions);
    expect(findMoments(actions)).toEqual([]);
  });

  it('take several devices, repeated or in one row, and all or none', async () => {
    const before = await done('actions', lab);
    const bad = await run(
      'action',
      lab,
      'restart',
      '--device',
      names[1]!,
      names[2]!,
      'nobody-has-this',
      '--confirm',
      '3',
    );
    expect(bad).toMatchObject({ exitCode: 1, json: { error: { code: 'deviceNotFound' } } });
    const [phone] = namesOf(
      await done('devices', lab, '--filter', 'platform=android', '--filter', 'ownership=personal', '--limit', '1'),
    );
    const mixed = await run('action', lab, 'restart', '--device', names[1]!, '--device', phone!, '--confirm', '2');
    expect(mixed).toMatchObject({
      exitCode: 1,
      json: { error: { code: 'notSupported', refusals: [{ device: phone, code: 'notSupported' }] } },
    });
    expect(await done('actions', lab)).toEqual(before);
    const { actions } = await done(
      'action',
      lab,
      'restart',
      '--device',
      names[1]!,
      names[2]!,
      '--device',
      names[3]!,
      '--confirm',
      '3',
    );
    expect(actions.map(({ device }: { device: string }) => device)).toEqual([names[1], names[2], names[3]]);
  });

  it('need the confirmation that the contract names', async () => {
    const wipe = (...more: string[]) => run('action', lab, 'wipe', '--device', names[0]!, ...more);
    const mismatch = { exitCode: 1, json: { error: { code: 'confirmationMismatch' } } };
    expect(await wipe()).toMatchObject(mismatch);
    expect(await wipe('--confirm', names[0]!.toLowerCase())).toMatchObject(mismatch);
    expect(await wipe('--confirm', '1')).toMatchObject(mismatch);
    expect(await run('action', lab, 'sync', '--device', names[1]!, names[2]!)).toMatchObject(mismatch);
    expect(await run('action', lab, 'sync', '--device', names[1]!, names[2]!, '--confirm', '3')).toMatchObject(
      mismatch,
    );
    expect(await run('action', lab, 'sync', '--device', names[1]!, '--confirm', 'something')).toMatchObject(mismatch);
    expect(await wipe('--confirm', names[0]!, '--option', 'keepEnrollmentData=true')).toMatchObject({
      exitCode: 0,
      json: { actions: [{ kind: 'wipe', options: { keepEnrollmentData: true } }] },
    });
  });

  it('are filtered like devices, taken back, and too late once delivered', async () => {
    const wiped = await done(
      'actions',
      lab,
      '--filter',
      'kind=WIPE',
      '--filter',
      'kind=restart',
      '--filter',
      'state=pending',
      '--filter',
      'deliveredAt=null',
    );
    expect(wiped.total).toBe(4);
    const [wipe] = (await done('actions', lab, '--filter', 'kind=wipe')).rows;
    expect(await done('cancel', lab, wipe.id)).toMatchObject({
      action: { id: wipe.id, state: 'canceled', console: 'Canceled', expectedBy: null, finishedAt: anyTime },
    });
    expect(await run('cancel', lab, wipe.id)).toMatchObject({ exitCode: 1, json: { error: { code: 'tooLate' } } });
    expect(await run('cancel', lab, '99')).toMatchObject({ exitCode: 1, json: { error: { code: 'actionNotFound' } } });
    await done('advance', lab, '2m', '--no-hash');
    const [restart] = (await done('actions', lab, '--filter', 'kind=restart', '--limit', '1')).rows;
    expect(await run('cancel', lab, restart.id)).toMatchObject({ exitCode: 1, json: { error: { code: 'tooLate' } } });
    const waiting = await done('actions', lab, '--filter', 'state=pending', '--filter', 'state=active');
    for (const row of waiting.rows) expect(row.expectedBy, row.reason).toMatch(isoTime);
  });
});

describe('advance', () => {
  const lab = join(folder, 'clock.tandem');
  beforeAll(async () => {
    await done('create', '--scenario', 'contoso', '--devices', '300', '--out', lab, '--no-hash');
  });

  it('moves by a duration, to a date and to the next event', async () => {
    expect(await done('advance', lab, '15m')).toEqual({
      from: '2026-09-16T07:45:00Z',
      to: '2026-09-16T08:00:00Z',
      events: expect.any(Number),
      wallMs: expect.any(Number),
      hash: aHash,
      ledger: expect.any(Array),
    });
    expect(await done('advance', lab, '--until', '2026-09-16T12:00:00+02:00', '--no-hash')).toMatchObject({
      to: '2026-09-16T10:00:00Z',
    });
    const next = await done('advance', lab, '--next', '--no-hash');
    expect(next.events).toBeGreaterThan(0);
    expect((await done('info', lab, '--no-hash')).now).toBe(next.to);
  });

  it('writes down what was waited for', async () => {
    const [name] = namesOf(
      await done(
        'devices',
        lab,
        '--filter',
        'managedBy=intune',
        '--filter',
        'platform=windows',
        '--filter',
        'online=true',
        '--limit',
        '1',
      ),
    );
    await done('action', lab, 'sync', '--device', name!);
    const { ledger } = await done('advance', lab, '1d', '--no-hash');
    expect(ledger).toContainEqual(
      expect.objectContaining({
        devices: expect.arrayContaining([name]),
        because: expect.any(String),
        waitedSeconds: expect.any(Object),
      }),
    );
    const { rows, total } = await done('activities', lab, '--device', name!, '--limit', '1');
    expect(total).toBeGreaterThanOrEqual(2);
    expect(rows).toEqual([
      expect.objectContaining({
        at: anyTime,
        kind: expect.any(String),
        subject: name,
        actor: expect.any(String),
        details: expect.any(Object),
      }),
    ]);
    expect(findMoments(await done('activities', lab))).toEqual([]);
  });

  it('goes back by a reset only, to the same hash as the first time', async () => {
    expect(await run('advance', lab, '--until', '2026-09-16')).toMatchObject({
      exitCode: 1,
      json: { error: { code: 'dateInPast' } },
    });
    const kept = await done('checkpoint', lab, 'Before lunch');
    expect(kept).toEqual({
      name: 'Before lunch',
      at: (await done('info', lab)).now,
      madeAt: anyTime,
      hash: (await done('hash', lab)).hash,
      bytes: expect.any(Number) as number,
    });
    expect(await run('checkpoint', lab, 'before LUNCH')).toMatchObject({
      exitCode: 1,
      json: { error: { code: 'checkpointExists' } },
    });
    await done('advance', lab, '3d', '--no-hash');
    expect(await done('reset', lab, '--to', 'Before lunch')).toEqual({
      archived: 'before reset 1',
      to: 'Before lunch',
      hash: kept.hash,
      matches: true,
    });
    expect(await done('info', lab)).toMatchObject({ now: kept.at, hash: kept.hash });
    expect(await run('reset', lab, '--to', 'Never kept')).toMatchObject({
      exitCode: 1,
      json: { error: { code: 'checkpointNotFound' } },
    });
    const names = (await done('info', lab, '--no-hash')).checkpoints.map(({ name }: { name: string }) => name);
    expect(names.sort()).toEqual(['Before lunch', 'baseline', 'before reset 1']);
  });

  it('proves itself', async () => {
    expect(await done('check', lab)).toEqual({ ok: true, violations: [] });
    const { hash } = await done('hash', lab);
    expect(await done('replay', lab)).toEqual({ hash, replayed: hash, equal: true });
  });
});

describe('settings and configure', () => {
  it('list and change what an administrator can change', async () => {
    for (const setting of await done('settings', file)) {
      expect(Object.keys(setting)).toEqual(expect.arrayContaining(['id', 'area', 'type', 'values', 'value', 'target']));
      if (setting.type !== 'text') expect(setting.values).toContain(setting.value);
    }
    const changed = await done('configure', file, 'remoteHelp', 'OFF');
    expect(changed).toEqual({
      setting: 'remoteHelp',
      target: null,
      from: 'on',
      to: 'off',
      takesEffect: [{ where: 'tenant', expectedBy: created.now }],
    });
    const upn = (await done('devices', file, '--filter', 'managedBy=coManaged', '--limit', '1')).rows[0].primaryUser;
    expect(await done('configure', file, 'remoteHelpLicense', 'on', '--target', upn.toUpperCase())).toMatchObject({
      target: upn,
      to: 'on',
    });
    for (const wrong of [
      ['nothing', 'on'],
      ['remoteHelp', 'maybe'],
      ['remoteHelp', 'on', '--target', upn],
      ['remoteHelpLicense', 'on'],
      ['remoteHelpLicense', 'on', '--target', 'nobody'],
    ]) {
      expect(await run('configure', file, ...wrong), wrong.join(' ')).toMatchObject({
        exitCode: 1,
        json: { error: { code: 'settingUnknown' } },
      });
    }
  });
});

describe('the directory', () => {
  it('takes settings over with the next cycle or poll, and shows what Entra Connect does', async () => {
    const lab = join(folder, 'directory.tandem');
    await done('create', '--scenario', 'contoso', '--devices', '300', '--out', lab, '--no-hash');
    const { sync } = await done('directory', lab);
    expect(sync.scheduler).toMatchObject({ SyncCycleEnabled: 'True', StagingModeEnabled: 'False' });
    expect(await done('configure', lab, 'entraConnectHybridJoin', 'ON')).toMatchObject({
      takesEffect: [{ where: 'directory' }, { where: 'Microsoft Entra ID', expectedBy: sync.nextCycle }],
    });
    const [, clients] = (await done('configure', lab, 'autoRegister', 'on')).takesEffect;
    expect(clients.where).toBe('clients');
    expect(clients.from <= clients.expectedBy).toBe(true);
    await done('configure', lab, 'entraConnectStaging', 'on');
    expect((await done('configure', lab, 'entraConnectHybridJoin', 'off')).takesEffect[1].expectedBy).toBeNull();
    expect(await done('run-now', lab, 'DELTASYNC')).toMatchObject({ what: 'deltaSync' });
    expect(await run('run-now', lab, 'nothing')).toMatchObject({
      exitCode: 1,
      json: { error: { code: 'triggerUnknown' } },
    });
    expect(await run('configure', lab, 'deviceTpm', 'fips', '--target', 'nobody')).toMatchObject({ exitCode: 1 });
  });
});

describe('help', () => {
  it('lists every command with its usage, as data and for people', async () => {
    const { json, stderr } = await run('help');
    expect(json.commands.map(({ name }: { name: string }) => name)).toEqual(Object.keys(commands));
    for (const name of Object.keys(commands)) {
      expect(commands[name]!.usage[0]).toMatch(new RegExp(`^${name}( |$)`));
      expect(stderr).toContain(commands[name]!.usage[0]);
      expect(await done(name, '--help')).toEqual(await done('help', name));
    }
  });
});

describe('a refused creation', () => {
  it('leaves nothing behind', async () => {
    const out = join(folder, 'nowhere', 'never.tandem');
    expect(await run('create', '--scenario', 'no-such-scenario', '--out', out)).toMatchObject({
      exitCode: 1,
      json: { error: { code: 'scenarioNotFound' } },
    });
    expect(existsSync(join(folder, 'nowhere'))).toBe(false);
  });
});
