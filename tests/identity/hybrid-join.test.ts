import { describe, expect, it } from 'vitest';
import { prepared } from '../../main/db/tables.ts';
import { funnelOf } from '../../main/lab/comanagement/views.ts';
import { factsOf } from '../../main/lab/engine/facts.ts';
import type { Lab } from '../../main/lab/lab.ts';
import { logView } from '../../main/lab/logs/views.ts';
import { ouOf } from '../../shared/identity/units.ts';
import { putJoin } from '../../main/simulation/identity/join-state.ts';
import { lastJoinAttempt, planJoin, signInAfterRestart } from '../../main/simulation/identity/join.ts';
import { lastTaskRun, nextTaskRun } from '../../main/simulation/identity/task.ts';
import type { HistoryRow } from '../../main/rows/journal.ts';
import type { HybridJoinRow } from '../../main/rows/identity.ts';
import { day, hour, minute, parseIso } from '../../shared/time.ts';
import { buildLab, device, groupOf, pass, queued, record, runUntil, type DeviceSet } from '../support/build-lab.ts';
import { buildFacts, wednesdayEvening, wednesdayMorning } from '../support/device-facts.ts';
import { daily, presenceOf } from '../support/presence.ts';

/** A domain-joined computer with the client, always on in the office; nothing of the directory is configured. */
const computer: DeviceSet = { join: 'domain', client: true, enrolled: false, presence: 'always' };
const set = (lab: Lab, setting: string, value: string, target: string | null = null): void => {
  lab.input('settings.configure', { setting, value, target });
};
/** The client setting that registers computers is Yes by default, so nobody has to touch it. */
const ready = { entraConnectHybridJoin: 'on', scp: 'ownTenant' } as const;
type Settings = Record<string, string | [value: string, target: string]>;
/** The lab with everything configured for a hybrid join, but for what `but` sets otherwise. */
function joinLab(but: Settings = {}, devices: readonly DeviceSet[] = [computer]): Lab {
  const lab = buildLab({ devices });
  const all: Settings = { ...ready, ...but };
  for (const [id, value] of Object.entries(all)) {
    if (typeof value === 'string') set(lab, id, value);
    else set(lab, id, ...value);
  }
  return lab;
}
const join = (lab: Lab, id = 1): HybridJoinRow | undefined =>
  prepared(lab.db, 'SELECT * FROM hybrid_joins WHERE device_id = ?').get(id) as HybridJoinRow | undefined;
const history = (lab: Lab, kind: string, id = 1): HistoryRow[] =>
  prepared(lab.db, 'SELECT * FROM history WHERE device_id = ? AND kind = ? ORDER BY id').all(id, kind) as HistoryRow[];
/** Failed attempts as the event log of the device shows them. */
const failedJoins = (lab: Lab) =>
  logView(lab.db, { where: '1', log: 'User Device Registration/Admin', tail: 5000 }).lines.filter(({ text }) =>
    /^Event 30[45]\b/.test(text),
  );
const until = (lab: Lab, isDone: () => boolean | undefined): void => runUntil(lab, () => isDone() === true, 3000);
const attempted = (lab: Lab): void => until(lab, () => (join(lab)?.attempts ?? 0) > 0);
const registered = (lab: Lab, id = 1): boolean => join(lab, id)?.stage === 'registered';
const waitForRegistration = (lab: Lab): void => until(lab, () => registered(lab));

describe('the way of a domain-joined client to its hybrid join', () => {
  it('goes through every state, and each says what it waits for and until when', () => {
    const lab = joinLab();
    until(lab, () => join(lab)?.stage === 'waitingForTask' && join(lab)!.expected_by !== null);
    expect(join(lab)).toMatchObject({ reason: 'joinTask', attempts: 0, certificate_at: null });
    expect(join(lab)!.expected_by).toBe(nextTaskRun(factsOf(lab.db, 1), lab.now));

    lab.advanceTo(join(lab)!.expected_by!);
    // The first attempt fails as documented: Entra ID does not know the object.
    expect(join(lab)).toMatchObject({
      stage: 'waitingForSync',
      attempts: 1,
      attempted_at: lab.now,
      certificate_at: lab.now,
      phase: 'join',
      code: '0x801c03f2',
      server_code: 'DirectoryError',
      reason: 'entraSync',
    });
    expect(record(lab, 'ad_computers')!.certificate_at).toBe(lab.now);
    expect(record(lab, 'entra_devices')).toBeUndefined();

    lab.advanceTo(join(lab)!.expected_by!);
    expect(record(lab, 'entra_devices')).toMatchObject({ join_type: 'hybrid', registration_state: 'pending' });
    expect(join(lab)).toMatchObject({ stage: 'waitingToRegister', reason: 'joinTask' });
    expect(device(lab).join_type).toBe('domain');

    lab.advanceTo(join(lab)!.expected_by!);
    expect(join(lab)).toMatchObject({ stage: 'registered', attempts: 2, phase: null, code: null, reason: null });
    expect(record(lab, 'entra_devices')).toMatchObject({ registration_state: 'registered', registered_at: lab.now });
    expect(device(lab).join_type).toBe('hybrid');
    expect(queued(lab)).toContain('heartbeatReports');
  });

  it('takes the cycle of 30 minutes and the hour of the task at worst', () => {
    const lab = buildLab({
      people: 60,
      devices: [computer],
      population: [groupOf('Desks', 40, { presence: { always: 1 }, join: 'domain', client: true })],
    });
    for (const [id, value] of Object.entries(ready)) set(lab, id, value);
    pass(lab, 6 * hour);
    const times = (kind: string) =>
      new Map(
        (
          prepared(lab.db, 'SELECT device_id, at FROM history WHERE kind = ?').all(kind) as {
            device_id: number;
            at: number;
          }[]
        ).map(({ device_id: id, at }) => [id, at]),
      );
    const [allowed, written, synced, done] = [
      'joinAllowed',
      'certificateWritten',
      'entraObjectSynced',
      'joinRegistered',
    ].map(times);
    expect(done!.size).toBeGreaterThan(35);
    expect([...done!.keys()].sort()).toEqual([...allowed!.keys()].sort());
    for (const [id, at] of done!) {
      expect(written!.get(id)! - allowed!.get(id)!).toBeLessThanOrEqual(hour);
      expect(synced!.get(id)! - written!.get(id)!).toBeLessThanOrEqual(30 * minute);
      expect(at - synced!.get(id)!).toBeLessThanOrEqual(hour);
    }
    const longest = Math.max(...[...done!].map(([id, at]) => at - written!.get(id)!));
    // The task's next run comes an hour after the one that wrote the certificate, and the cycle in between is always earlier.
    expect(longest).toBe(hour);
  });

  it('is shortened by a forced cycle and a sign-in', () => {
    const lab = joinLab();
    attempted(lab);
    lab.input('identity.runNow', { what: 'deltaSync' });
    expect(record(lab, 'entra_devices')).toMatchObject({ registration_state: 'pending' });
    expect(join(lab)!.stage).toBe('waitingToRegister');
    lab.input('desktop.trigger', { deviceId: 1, trigger: 'signIn' });
    expect(registered(lab)).toBe(true);
    pass(lab, 3 * hour);
    expect(history(lab, 'joinRegistered')).toHaveLength(1);
    expect(queued(lab)).not.toContain('joinTask');
  });

  it('needs no object in Entra ID with federation', () => {
    const lab = joinLab({ signInMethod: 'federation', entraConnectStaging: 'on' });
    attempted(lab);
    expect(registered(lab)).toBe(true);
    expect(JSON.parse(history(lab, 'joinRegistered')[0]!.details)).toEqual({ type: 'federated' });
    expect(record(lab, 'entra_devices')).toMatchObject({ join_type: 'hybrid', registration_state: 'registered' });
  });

  it.each([
    ['federation', true],
    ['phs', false],
  ])('with %s keeps the object of a registered computer whose OU leaves the scope: %s', (signInMethod, isKept) => {
    const lab = joinLab({ signInMethod });
    waitForRegistration(lab);
    const ou = ouOf(record(lab, 'ad_computers')!.distinguished_name);
    set(lab, 'ouInSync', 'off', ou);
    pass(lab, 2 * hour);
    expect(record(lab, 'entra_devices') !== undefined).toBe(isKept);
    expect(history(lab, 'entraObjectDeleted')).toHaveLength(isKept ? 0 : 1);
  });

  it('is eligible for co-management within minutes, while nobody has enabled it', () => {
    const lab = joinLab();
    waitForRegistration(lab);
    pass(lab, 15 * minute);
    expect(funnelOf(lab.db)).toMatchObject({ total: 1, eligible: 1, notEligible: 0 });
    expect(record(lab, 'configmgr_devices')!.comgmt_told_at).toBeNull();
  });

  it('does nothing, without an error, while the client setting is not deployed', () => {
    const lab = joinLab({ autoRegister: 'off' });
    pass(lab, 3 * day);
    expect(join(lab)).toBeUndefined();
    expect(history(lab, 'joinAttempt')).toEqual([]);
    set(lab, 'autoRegister', 'on');
    pass(lab, 4 * hour);
    expect(registered(lab)).toBe(true);
  });

  it('stops when the client setting is taken back before the join, and goes on when it returns', () => {
    const lab = joinLab({ scp: 'none' });
    attempted(lab);
    set(lab, 'autoRegister', 'off');
    const { stage, since } = join(lab)!;
    until(lab, () => join(lab)!.reason === 'clientSettingOff');
    // What the device had got to stands.
    expect(join(lab)).toMatchObject({ stage, since });
    set(lab, 'scp', 'ownTenant');
    pass(lab, 5 * hour);
    expect(join(lab)).toMatchObject({ attempts: 1, expected_by: null });
    set(lab, 'autoRegister', 'on');
    pass(lab, 5 * hour);
    expect(registered(lab)).toBe(true);
  });

  it('goes on where a scenario left off: a pending object registers at the first run', () => {
    const lab = buildLab({ devices: [{ ...computer, join: 'hybrid' }] });
    // What the lab itself leaves when a registration was begun and not finished.
    prepared(lab.db, `UPDATE devices SET join_type = 'domain'`).run();
    prepared(lab.db, `UPDATE entra_devices SET registration_state = 'pending'`).run();
    for (const [id, value] of Object.entries(ready)) set(lab, id, value);
    attempted(lab);
    expect(join(lab)).toMatchObject({ stage: 'registered', attempts: 1 });
    expect(history(lab, 'entraObjectSynced')).toEqual([]);
  });

  it('tells the site the Entra id with the next heartbeat, not before', () => {
    const lab = joinLab();
    waitForRegistration(lab);
    expect(record(lab, 'configmgr_devices')!.entra_device_id).toBeNull();
    pass(lab, 7 * day + hour);
    expect(record(lab, 'configmgr_devices')!.entra_device_id).toMatch(/^[0-9a-f-]{36}$/);
  });
});

/** Hybrid join facts §2.4: cause, where it stops with which code, the lab's reason, and the setting that cures it. */
const causes: [
  what: string,
  but: Settings,
  expected: { stage: string; phase: string; code: string; reason: string },
  cure: [setting: string, value: string, target: string | null],
][] = [
  [
    'no service connection point',
    { scp: 'none' },
    { stage: 'failed', phase: 'discover', code: '0x801c001d', reason: 'scpMissing' },
    ['scp', 'ownTenant', null],
  ],
  [
    'a service connection point for another tenant',
    { scp: 'wrongTenant' },
    { stage: 'failed', phase: 'discover', code: '0x801c003a', reason: 'scpWrong' },
    ['scp', 'ownTenant', null],
  ],
  [
    'a forgotten registry value that overrides a correct one',
    { deviceScp: ['wrongTenant', '1'] },
    { stage: 'failed', phase: 'discover', code: '0x801c003a', reason: 'scpWrong' },
    ['deviceScp', 'none', '1'],
  ],
  [
    'a proxy that needs a user',
    { deviceNetwork: ['proxy', '1'] },
    { stage: 'failed', phase: 'discover', code: '0x8007000d', reason: 'registrationBlocked' },
    ['deviceNetwork', 'ok', '1'],
  ],
  [
    'a name that is not resolved',
    { deviceNetwork: ['dns', '1'] },
    { stage: 'failed', phase: 'discover', code: '0x801c0021', reason: 'registrationBlocked' },
    ['deviceNetwork', 'ok', '1'],
  ],
  [
    'a way that times out',
    { deviceNetwork: ['timeout', '1'] },
    { stage: 'failed', phase: 'discover', code: '0x801c001f', reason: 'registrationBlocked' },
    ['deviceNetwork', 'ok', '1'],
  ],
  [
    'a TPM without its keys',
    { deviceTpm: ['keysetMissing', '1'] },
    { stage: 'failed', phase: 'join', code: '0x80090016', reason: 'tpmBroken' },
    ['deviceTpm', 'ok', '1'],
  ],
  [
    'a TPM in FIPS mode',
    { deviceTpm: ['fips', '1'] },
    { stage: 'failed', phase: 'join', code: '0x80280036', reason: 'tpmBroken' },
    ['deviceTpm', 'ok', '1'],
  ],
  [
    'a staging server',
    { entraConnectStaging: 'on' },
    { stage: 'waitingForSync', phase: 'join', code: '0x801c03f2', reason: 'syncStopped' },
    ['entraConnectStaging', 'off', null],
  ],
  [
    'a scheduler that is off',
    { entraConnectSync: 'off' },
    { stage: 'waitingForSync', phase: 'join', code: '0x801c03f2', reason: 'syncStopped' },
    ['entraConnectSync', 'on', null],
  ],
  [
    'a wizard left open',
    { entraConnectWizard: 'on' },
    { stage: 'waitingForSync', phase: 'join', code: '0x801c03f2', reason: 'syncStopped' },
    ['entraConnectWizard', 'off', null],
  ],
  [
    'hybrid join not configured in Entra Connect',
    { entraConnectHybridJoin: 'off' },
    { stage: 'waitingForSync', phase: 'join', code: '0x801c03f2', reason: 'hybridJoinNotConfigured' },
    ['entraConnectHybridJoin', 'on', null],
  ],
  [
    'an organizational unit outside the scope',
    { ouInSync: ['off', 'Berlin/Computers'] },
    { stage: 'waitingForSync', phase: 'join', code: '0x801c03f2', reason: 'ouNotSynced' },
    ['ouInSync', 'on', 'Berlin/Computers'],
  ],
  [
    'attributes that the sync leaves out',
    { entraConnectAttributes: 'off' },
    { stage: 'waitingForSync', phase: 'join', code: '0x801c03f2', reason: 'attributesNotSynced' },
    ['entraConnectAttributes', 'on', null],
  ],
];

describe('the latest attempt', () => {
  const stored = { attempted_at: wednesdayMorning, phase: 'discover', code: '0x801C001D', server_code: null } as const;
  const latest = (hybridJoin: Partial<HybridJoinRow>) =>
    lastJoinAttempt(
      buildFacts({ join: 'domain', hybridJoin: { ...stored, ...hybridJoin }, settings: { deviceJoinTask: 'off' } }),
      wednesdayMorning + day,
    );
  it('is the stored one while the task is disabled', () => {
    expect(latest({})).toMatchObject({ at: wednesdayMorning, phase: 'discover', code: '0x801C001D' });
  });
  it('is none where none failed', () => {
    expect(latest({ phase: null, code: null })).toBeUndefined();
    expect(latest({ code: null })).toBeUndefined();
  });
});

describe('what stalls a hybrid join', () => {
  it.each(causes)('%s', (_what, but, expected, cure) => {
    const lab = joinLab(but);
    attempted(lab);
    pass(lab, 2 * day);
    // It stands, costs nothing, and says why.
    expect(join(lab)).toMatchObject({ ...expected, expected_by: null });
    expect(queued(lab).filter((kind) => ['joinTask', 'entraSync', 'plan'].includes(kind))).toEqual([]);
    expect(history(lab, 'joinAttempt')).toHaveLength(1);
    const repeats = failedJoins(lab);
    expect(repeats).toHaveLength(1 + 48);
    expect(repeats.every(({ text }) => text.includes(expected.code))).toBe(true);
    expect(lastJoinAttempt(factsOf(lab.db, 1), lab.now)).toMatchObject({
      at: repeats.at(-1)!.at,
      phase: expected.phase,
      code: expected.code,
    });
    // Removing the cause by any road is enough; the next retry leads on.
    const curedAt = lab.now;
    set(lab, ...cure);
    waitForRegistration(lab);
    expect(lab.now - curedAt).toBeLessThanOrEqual(2 * hour + 30 * minute + minute);
    const registered = lab.now;
    pass(lab, 5 * hour);
    expect(failedJoins(lab).filter(({ at }) => at > registered)).toEqual([]);
  });

  it('a task that is disabled: no attempt at all', () => {
    const lab = joinLab({ deviceJoinTask: ['off', '1'] });
    pass(lab, day);
    expect(join(lab)).toMatchObject({ attempts: 0, reason: 'taskDisabled', expected_by: null });
    set(lab, 'deviceJoinTask', 'on', '1');
    expect(join(lab)).toMatchObject({ reason: 'joinTask' });
    expect(join(lab)!.expected_by! - lab.now).toBeLessThanOrEqual(hour);
    waitForRegistration(lab);
  });

  it('attributes left out: the object comes without the certificate, which follows with a cycle', () => {
    const lab = joinLab({ entraConnectAttributes: 'off' });
    attempted(lab);
    pass(lab, 3 * hour);
    expect(record(lab, 'entra_devices')).toMatchObject({ registration_state: 'pending' });
    set(lab, 'entraConnectAttributes', 'on');
    until(lab, () => join(lab)!.stage === 'waitingToRegister');
    expect(history(lab, 'entraObjectSynced').map(({ details }) => JSON.parse(details) as unknown)).toEqual([
      { isNew: true, withCertificate: false },
      { isNew: false, withCertificate: true },
    ]);
    waitForRegistration(lab);
  });

  it('no line of sight: the pre-check fails, and nothing leads on for a device that never comes to the office', () => {
    const home = buildLab({ devices: [{ ...computer, presence: 'home' }] });
    for (const [id, value] of Object.entries(ready)) set(home, id, value);
    // It was in the office when the policy came, and went home for good.
    prepared(
      home.db,
      `INSERT INTO hybrid_joins (device_id, stage, since, attempts) VALUES (1, 'waitingForTask', ?, 0)`,
    ).run(home.now);
    pass(home, 8 * day);
    expect(join(home)).toMatchObject({
      stage: 'waitingForTask',
      phase: 'pre-check',
      code: '0x801c0021',
      reason: 'noLineOfSight',
      expected_by: null,
      attempts: 1,
    });
    expect(record(home, 'ad_computers')!.certificate_at).toBeNull();
  });

  it('the registry value of a pilot joins its devices while the forest has none', () => {
    const lab = joinLab({ scp: 'none', deviceScp: ['ownTenant', '1'] }, [computer, computer]);
    pass(lab, 6 * hour);
    expect(registered(lab, 1)).toBe(true);
    expect(join(lab, 2)).toMatchObject({ code: '0x801c001d' });
  });

  it('an organizational unit that left the scope and came back: Pending for good, until the device leaves', () => {
    const lab = joinLab();
    waitForRegistration(lab);
    set(lab, 'ouInSync', 'off', 'Berlin/Computers');
    pass(lab, hour);
    expect(record(lab, 'entra_devices')).toBeUndefined();
    expect(device(lab).join_type).toBe('hybrid');
    set(lab, 'ouInSync', 'on', 'Berlin/Computers');
    pass(lab, 3 * day);
    expect(record(lab, 'entra_devices')).toMatchObject({ registration_state: 'pending' });
    expect(device(lab).join_type).toBe('hybrid');
    expect(lab.input('desktop.run', { deviceId: 1, command: 'dsregcmd /leave' }).exitCode).toBe(0);
    expect(device(lab).join_type).toBe('domain');
    waitForRegistration(lab);
    // Certificate, cycle and task come again.
    expect(history(lab, 'certificateWritten')).toHaveLength(2);
    expect(record(lab, 'entra_devices')).toMatchObject({ registration_state: 'registered' });
  });

  it('an object that was made anew is Pending for good; leaving is the cure by any road', () => {
    for (const cure of ['leave', 'setting'] as const) {
      const lab = joinLab();
      waitForRegistration(lab);
      set(lab, 'deviceEntraObject', 'deleted', '1');
      pass(lab, 2 * day);
      expect(record(lab, 'entra_devices')).toMatchObject({ registration_state: 'pending' });
      if (cure === 'leave') lab.input('desktop.run', { deviceId: 1, command: 'dsregcmd /leave' });
      else set(lab, 'deviceEntraObject', 'ok', '1');
      expect(factsOf(lab.db, 1).setting('deviceEntraObject', '1')).toBe('ok');
      expect(join(lab)).toMatchObject({ stage: 'waitingForTask', attempts: 0 });
      waitForRegistration(lab);
      expect(record(lab, 'entra_devices')).toMatchObject({ registration_state: 'registered' });
    }
  });

  it('a disabled object is enabled again in Entra ID', () => {
    const lab = joinLab();
    waitForRegistration(lab);
    set(lab, 'deviceEntraObject', 'disabled', '1');
    expect(record(lab, 'entra_devices')!.is_enabled).toBe(0);
    set(lab, 'deviceEntraObject', 'ok', '1');
    expect(record(lab, 'entra_devices')).toMatchObject({ is_enabled: 1, registration_state: 'registered' });
    expect(device(lab).join_type).toBe('hybrid');
  });

  it('a registration by a person goes at the next sign-in after the hybrid join', () => {
    const lab = joinLab({ deviceWorkplaceJoin: ['registered', '1'] }, [{ ...computer, presence: 'office' }]);
    const objects = () =>
      prepared(lab.db, 'SELECT join_type FROM entra_devices WHERE device_id = 1 ORDER BY id').pluck().all();
    expect(objects()).toEqual(['registered']);
    waitForRegistration(lab);
    expect(objects()).toEqual(['registered', 'hybrid']);
    until(lab, () => history(lab, 'workplaceLeft').length === 1);
    expect(objects()).toEqual(['hybrid']);
    expect(factsOf(lab.db, 1).setting('deviceWorkplaceJoin', '1')).toBe('none');
    expect(lab.check()).toEqual([]);
  });

  it('a forced cycle exports nothing in staging mode, and none starts while the wizard is open', () => {
    const lab = joinLab({ entraConnectStaging: 'on' });
    attempted(lab);
    lab.input('identity.runNow', { what: 'deltaSync' });
    expect(record(lab, 'entra_devices')).toBeUndefined();
    set(lab, 'entraConnectStaging', 'off');
    set(lab, 'entraConnectWizard', 'on');
    expect(() => lab.input('identity.runNow', { what: 'deltaSync' })).toThrow(/wizard/);
    set(lab, 'entraConnectWizard', 'off');
    set(lab, 'entraConnectSync', 'off');
    // By hand it runs although the scheduler does not.
    lab.input('identity.runNow', { what: 'initialSync' });
    expect(record(lab, 'entra_devices')).toMatchObject({ registration_state: 'pending' });
  });

  it('a longer cycle is waited for', () => {
    const lab = joinLab({ entraConnectCycle: '1440' });
    attempted(lab);
    const wait = join(lab)!.expected_by! - lab.now;
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(day);
    lab.advanceTo(join(lab)!.expected_by! - 1);
    expect(record(lab, 'entra_devices')).toBeUndefined();
    pass(lab, 1);
    expect(record(lab, 'entra_devices')).toMatchObject({ registration_state: 'pending' });
  });
});

describe('the task Automatic-Device-Join', () => {
  const settings = { scp: 'ownTenant', entraConnectHybridJoin: 'on' };
  const facts = (hybridJoin: Partial<HybridJoinRow>) => buildFacts({ join: 'domain', settings, hybridJoin });
  const thursdayMorning = parseIso('2026-09-17T06:00:00Z')!;

  it('runs once an hour while the device is on, and at each sign-in', () => {
    const runs: number[] = [];
    for (let at = nextTaskRun(facts({}), wednesdayMorning)!; at <= thursdayMorning; at = nextTaskRun(facts({}), at)!)
      runs.push(at);
    // Office until 17:00, home 18:00 to 22:00 and again at 08:00 in the morning.
    expect(runs).toContain(parseIso('2026-09-16T16:00:00Z')!);
    expect(runs.at(-1)).toBe(thursdayMorning);
    const hourly = runs.filter((at) => at !== thursdayMorning && at !== parseIso('2026-09-16T16:00:00Z'));
    expect(new Set(hourly.map((at) => at % hour)).size).toBe(1);
    for (const at of runs) {
      expect(lastTaskRun(facts({}), at)).toBe(at);
      expect(lastTaskRun(facts({}), at - 1)).not.toBe(at);
    }
  });

  it('waits for the office when it failed at home', () => {
    const away = facts({ attempts: 1, attempted_at: wednesdayEvening, phase: 'pre-check', code: '0x801c0021' });
    expect(planJoin(away, wednesdayEvening)).toEqual([
      { do: 'queue', dueAt: thursdayMorning, kind: 'joinTask', deviceId: 7, subjectId: 0 },
      putJoin(7, { reason: 'noLineOfSight', expected_by: thursdayMorning }, wednesdayEvening),
    ]);
    expect(lastJoinAttempt(away, parseIso('2026-09-16T19:59:00Z')!)).toMatchObject({ phase: 'pre-check' });
  });

  it('asks for nothing more once all is planned', () => {
    const before = facts({ attempts: 1, attempted_at: wednesdayEvening, phase: 'pre-check', code: '0x801c0021' });
    const queuedAlready = planJoin(before, wednesdayEvening).filter((change) => change.do === 'queue');
    const after = buildFacts({
      join: 'domain',
      settings,
      queued: queuedAlready,
      hybridJoin: { ...before.join, reason: 'noLineOfSight', expected_by: thursdayMorning },
    });
    expect(planJoin(after, wednesdayEvening)).toEqual([]);
  });
});

describe('the runs of the task', () => {
  it('end when the device goes off: at that moment it does not run any more', () => {
    const facts = buildFacts({ join: 'domain' });
    // A computer whose hourly run comes on a whole minute, as going off does.
    const seeds = Array.from({ length: 1000 }, (_, seed) => ({ ...facts, seed }));
    const onTheMinute = seeds.find((own) => nextTaskRun(own, wednesdayMorning)! % minute === 0)!;
    const run = nextTaskRun(onTheMinute, wednesdayMorning)!;
    const minutes = 9 * 60 + 45 + (run - wednesdayMorning) / minute;
    const lastRun = (offAt: number): number | undefined =>
      lastTaskRun({ ...onTheMinute, presence: presenceOf(daily(480, offAt)) }, run + hour / 2);
    expect(lastRun(minutes)).toBe(run - hour);
    expect(lastRun(minutes + 1)).toBe(run);
  });

  it('come with the sign-in after a restart where that leads on: here, to the end of a registration by a person', () => {
    const after = (settings: Record<string, string>) =>
      signInAfterRestart(buildFacts({ hybridJoin: { stage: 'registered' }, settings }), wednesdayMorning);
    expect(after({ deviceWorkplaceJoin: 'registered' })).toContainEqual({
      do: 'queue',
      dueAt: wednesdayMorning + 90,
      kind: 'joinTask',
      deviceId: 7,
      subjectId: 0,
    });
    expect(after({})).toEqual([]);
  });
});

describe('jump, step and replay', () => {
  const causesAndCures = (lab: Lab, go: (seconds: number) => void): void => {
    for (const [id, value] of Object.entries({ ...ready, scp: 'none' })) set(lab, id, value);
    go(5 * hour);
    set(lab, 'deviceWorkplaceJoin', 'registered', '2');
    set(lab, 'entraConnectStaging', 'on');
    set(lab, 'scp', 'ownTenant');
    go(day);
    lab.input('identity.runNow', { what: 'deltaSync' });
    set(lab, 'entraConnectStaging', 'off');
    go(day);
    set(lab, 'ouInSync', 'off', 'Berlin/Computers');
    go(hour);
    set(lab, 'ouInSync', 'on', 'Berlin/Computers');
    set(lab, 'deviceEntraObject', 'ok', '1');
    go(3 * day);
  };
  const devices = [computer, { ...computer, presence: 'office' }, { ...computer, presence: 'leavesSoon' }];

  it('give the same state', () => {
    const jumped = buildLab({ devices });
    causesAndCures(jumped, (seconds) => pass(jumped, seconds));
    const stepped = buildLab({ devices });
    causesAndCures(stepped, (seconds) => {
      for (let left = seconds; left > 0; left -= 1777) pass(stepped, left < 1777 ? left : 1777);
    });
    expect(stepped.hash()).toBe(jumped.hash());
    expect(jumped.replay().equal).toBe(true);
    expect(jumped.check()).toEqual([]);
  });
});
