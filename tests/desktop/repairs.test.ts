import { describe, expect, it } from 'vitest';
import { deviceConditions } from '../../shared/settings/conditions.ts';
import { settingById } from '../../shared/settings/catalogue.ts';
import type { Facts } from '../../main/simulation/kernel/change.ts';
import { settingsPut } from '../../main/simulation/kernel/setting.ts';
import { runShell } from '../../main/simulation/desktop/index.ts';
import { buildFacts, wednesdayMorning, type FactsSet } from '../support/device-facts.ts';

type Own = Record<string, string>;
const factsWith = (own: Own, set: FactsSet = {}): Facts => {
  const facts = buildFacts(set);
  return { ...facts, setting: (id: string) => own[id] ?? settingById.get(id)!.normal };
};
const run = (command: string, own: Own = {}, { isElevated = true, ...set }: FactsSet & { isElevated?: boolean } = {}) =>
  runShell(factsWith(own, set), command, wednesdayMorning, isElevated);
const settingsSet = (answered: ReturnType<typeof run>) => settingsPut(answered.changes);

/** A Configuration Manager client that holds co-management policy with these flags. */
const withPolicy = (flags: number): Facts => ({
  ...buildFacts({ device: { client_version: '5.00.9146.1000' } }),
  comanagement: {
    device_id: 7,
    policy_at: wednesdayMorning,
    auto_enroll: 1,
    flags,
    flags_at: wednesdayMorning,
    stage: 'enrolled',
    since: wednesdayMorning,
    attempts: 1,
    attempted_at: null,
    code: null,
    token: 'device',
    reason: null,
    expected_by: null,
    is_override: 0,
  },
});

describe('repairs at the device', () => {
  it('knows a repair for every value of a device setting that stops something', () => {
    const stops = [...settingById.values()]
      .filter(({ area }) => area === 'device')
      .flatMap(({ id, values, normal }) =>
        values === 'text' ? [] : values.filter(({ value }) => value !== normal).map(({ value }) => `${id}=${value}`),
      )
      // Neither a targeted service connection point of the own tenant nor verbose logging is a fault.
      .filter((pair) => pair !== 'deviceScp=ownTenant' && pair !== 'deviceClientLogging=verbose');
    expect(deviceConditions.map(({ setting, bad }) => `${setting}=${bad}`).sort()).toEqual(stops.sort());
    for (const { setting, good } of deviceConditions) expect(settingById.get(setting)!.normal).toBe(good);
  });

  it('lets an administrator in where nobody has the computer', () => {
    const alone = { join: 'hybrid', user: null } as const;
    expect(run('whoami', {}, { ...alone, isElevated: false }).exitCode).toBe(1);
    expect(run('whoami', {}, alone).stdout).toMatch(/\\administrator$/);
    expect(run('whoami /upn', {}, alone).exitCode).toBe(1);
    expect(run('whoami /user', {}, alone).stdout).toMatch(/-500$/m);
    const status = run('dsregcmd /status', {}, alone).stdout;
    expect(status).toMatch(/AzureAdJoined : YES/);
    expect(status).toMatch(/AzureAdPrt : NO/);
    expect(status).not.toContain('AcquirePrtDiagnostics');
    expect(run('hostname', {}, { ...alone, device: { power: 'resetting' } }).stdout).toMatch(/is off: no terminal/);
  });

  // What dsregcmd puts right is tested with dsregcmd.
  const byCommand = deviceConditions.filter(({ command }) => command !== null && !command.startsWith('dsregcmd'));
  it.each(byCommand)('$setting $bad: $command', ({ setting, bad, good, command }) => {
    const cured = run(command!, { [setting]: bad }, { join: 'hybrid' });
    expect(cured.exitCode).toBe(0);
    expect(settingsSet(cured)).toEqual([{ id: setting, value: good, target: '7' }]);
    // A helper's session has the rights of its user, and a healthy device has nothing to put right.
    expect(settingsSet(run(command!, { [setting]: bad }, { isElevated: false }))).toEqual([]);
    expect(settingsSet(run(command!))).toEqual([]);
  });

  it('clears no FIPS mode of the firmware', () => {
    expect(settingsSet(run('powershell Clear-Tpm', { deviceTpm: 'fips' }))).toEqual([]);
  });
});

describe('reg', () => {
  it('shows the capability value in hexadecimal under the long name of its key', () => {
    const answered = runShell(
      withPolicy(8197),
      'reg query HKLM\\SOFTWARE\\Microsoft\\CCM /v CoManagementFlags',
      wednesdayMorning,
    );
    expect(answered.stdout).toContain('HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\CCM');
    expect(answered.stdout).toContain('    CoManagementFlags    REG_DWORD    0x2005');
  });

  it('lists what lies below a key, and finds nothing where nothing is', () => {
    const enrollments = run('reg query HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Enrollments').stdout;
    expect(enrollments).toMatch(/^HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Enrollments\\[0-9A-F-]{36}$/m);
    expect(run('reg query HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\CDJ\\AAD')).toMatchObject({
      exitCode: 1,
    });
    expect(run('reg query HKLM\\SOFTWARE\\Microsoft\\CCM /v CoManagementFlags')).toMatchObject({ exitCode: 1 });
  });

  it('tells the right tenant of a targeted service connection point from a wrong one', () => {
    const key = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\CDJ\\AAD';
    const own = run(`reg add ${key} /v TenantId /d 11111111-2222-4333-8444-555555555555 /f`);
    expect(settingsSet(own)).toEqual([{ id: 'deviceScp', value: 'ownTenant', target: '7' }]);
    const other = run(`reg add ${key} /v TenantId /d 99999999-2222-4333-8444-555555555555 /f`);
    expect(settingsSet(other)).toEqual([{ id: 'deviceScp', value: 'wrongTenant', target: '7' }]);
    expect(run(`reg query ${key}`, { deviceScp: 'ownTenant' }).stdout).toContain(
      '11111111-2222-4333-8444-555555555555',
    );
  });

  it('leaves the enrollment in use alone', () => {
    const answered = run('reg delete HKLM\\SOFTWARE\\Microsoft\\Enrollments /va /f');
    expect(answered).toMatchObject({ exitCode: 1, changes: [] });
  });

  // Windows documents two return codes of reg: 0 for what was done, 1 for what was not.
  it.each([
    ['reg', /Invalid syntax/],
    ['reg query', /Invalid syntax/],
    ['reg copy HKLM\\SOFTWARE\\Microsoft\\CCM', /Invalid syntax/],
    ['reg add HKLM\\SOFTWARE\\Microsoft\\CCM /v CoManagementFlags /d 1 /f', /keeps only/],
    ['reg delete HKLM\\SOFTWARE\\Microsoft\\CCM /f', /keeps only/],
    ['reg delete HKLM\\SOFTWARE\\Contoso /f', /unable to find/],
    ['reg delete HKLM\\SOFTWARE\\Microsoft\\CCM /v NoSuchValue /f', /unable to find/],
  ])('ends %s with 1', (command, said) => {
    expect(runShell(withPolicy(8197), command, wednesdayMorning, true)).toEqual({
      stdout: expect.stringMatching(said) as string,
      exitCode: 1,
      changes: [],
    });
  });

  it('shows an enrollment as complete, EnrollmentState 1, also one that somebody left behind', () => {
    const query = 'reg query HKLM\\SOFTWARE\\Microsoft\\Enrollments /s /v EnrollmentState';
    const states = (own: Own): string[] => run(query, own).stdout.match(/0x\S+/g) ?? [];
    expect(states({})).toEqual(['0x1']);
    expect(states({ deviceStaleEnrollment: 'otherUser' })).toEqual(['0x1', '0x1']);
  });

  it('has no state of a client installation where Windows Autopilot installs none', () => {
    const provider = 'Autopilot\\EnrollmentStatusTracking\\Device\\DevicePreparation\\PolicyProviders\\ConfigMgr';
    const query = `reg query HKLM\\SOFTWARE\\Microsoft\\Windows\\${provider}`;
    for (const join of ['entra', 'hybrid'] as const) expect(run(query, {}, { join })).toMatchObject({ exitCode: 1 });
  });
});

describe('services, tasks and certificates', () => {
  it('misses dmwappushservice where it is missing', () => {
    expect(run('sc query dmwappushservice')).toMatchObject({ exitCode: 0 });
    expect(run('sc query dmwappushservice', { deviceProvisioning: 'missing' })).toMatchObject({ exitCode: 1060 });
    expect(run('net start dmwappushservice', { deviceProvisioning: 'missing' })).toMatchObject({ exitCode: 2 });
  });

  it('starts a service with Windows, 2, or on demand, 3', () => {
    const startType = (service: string): string | undefined =>
      /START_TYPE +: (.*)/.exec(run(`sc qc ${service}`).stdout)?.[1];
    expect(startType('dmwappushservice')).toBe('3   DEMAND_START');
    expect(startType('bits')).toBe('2   AUTO_START');
  });

  it.each(['net', 'net start', 'net use dmwappushservice'])('explains %s', (command) => {
    const { stdout, exitCode } = run(command);
    expect({ exitCode, isSyntax: stdout.includes('syntax') }).toEqual({ exitCode: 1, isSyntax: true });
  });

  it('reads the switches of schtasks in any order', () => {
    const task = '"\\Microsoft\\Windows\\Workplace Join\\Automatic-Device-Join"';
    for (const command of [
      `/tn ${task} /change /disable`,
      `/change /tn ${task} /disable`,
      `/disable /change /tn ${task}`,
    ])
      expect(settingsSet(run(`schtasks ${command}`)), command).toEqual([
        { id: 'deviceJoinTask', value: 'off', target: '7' },
      ]);
    expect(run('schtasks /tn \\Other /run')).toMatchObject({ exitCode: 1, changes: [] });
  });

  it('runs the join task now, unless it is disabled or the computer is in no domain', () => {
    const task = '"\\Microsoft\\Windows\\Workplace Join\\Automatic-Device-Join"';
    const ran = run(`schtasks /run /tn ${task}`, {}, { join: 'domain' });
    expect(ran).toMatchObject({ exitCode: 0 });
    expect(ran.changes).toContainEqual({
      do: 'queue',
      dueAt: wednesdayMorning,
      kind: 'plan',
      deviceId: 7,
      subjectId: 0,
    });
    expect(run(`schtasks /run /tn ${task}`, { deviceJoinTask: 'off' }, { join: 'domain' })).toMatchObject({
      exitCode: 1,
      changes: [],
    });
    expect(run(`schtasks /run /tn ${task}`, {}, { join: 'entra' })).toMatchObject({ exitCode: 1, changes: [] });
    expect(run('schtasks /query', { deviceJoinTask: 'off' }, { join: 'domain' }).stdout).toContain('Disabled');
    // It runs every hour: at 09:45, the next time is before 10:45 of the same day.
    expect(run('schtasks /query', {}, { join: 'domain' }).stdout).toMatch(
      / 9\/16\/2026, (9:[45]\d|10:[0-4]\d):\d\d AM +Ready/,
    );
  });

  it('shows the certificates of join and enrollment, and that of a former one', () => {
    const store = run('certutil -store My', { deviceStaleEnrollment: 'certificate' }).stdout;
    expect(store).toContain('Issuer: CN=MS-Organization-Access');
    expect(store).toContain('Issuer: CN=Microsoft Intune MDM Device CA');
    expect(store).toContain('Issuer: CN=Sc_Online_Issuing');
    expect(run('certutil -store My', {}, { join: 'domain' }).stdout).not.toContain('MS-Organization-Access');
  });

  it('deletes certificates of the computer’s own store alone', () => {
    const stale = { deviceStaleEnrollment: 'certificate' };
    const enough = 'certutil -delstore My Sc_Online_Issuing';
    expect(settingsSet(run(enough, stale))).toEqual([{ id: 'deviceStaleEnrollment', value: 'ok', target: '7' }]);
    for (const command of ['certutil -delstore Root Sc_Online_Issuing', 'certutil -verify My Sc_Online_Issuing'])
      expect(run(command, stale)).toEqual({
        stdout: expect.stringMatching(/^Usage/) as string,
        exitCode: 1,
        changes: [],
      });
  });

  it('reaches no domain controller from home', () => {
    expect(run('gpupdate /force', {}, { join: 'domain' })).toMatchObject({ exitCode: 0 });
    expect(run('gpupdate /force', {}, { join: 'domain', at: 'internet' })).toMatchObject({ exitCode: 1 });
  });
});
