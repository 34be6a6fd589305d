import { describe, expect, it } from 'vitest';
import { runShell } from '../../main/simulation/desktop/index.ts';
import { joinTypes } from '../../shared/contract/device-words.ts';
import { hour } from '../../shared/time.ts';
import { buildFacts, wednesdayEvening, wednesdayMorning, type FactsSet } from '../support/device-facts.ts';

const status = (set: FactsSet = {}, now = wednesdayMorning): string => {
  const { stdout, exitCode, changes } = runShell(buildFacts(set), 'dsregcmd /status', now);
  expect({ exitCode, changes }).toEqual({ exitCode: 0, changes: [] });
  return stdout;
};
const blocksOf = (text: string): string[] => [...text.matchAll(/^\| (.+?) +\|$/gm)].map(([, title]) => title!);
const fieldOf = (text: string, name: string): string | undefined =>
  text
    .split('\n')
    .flatMap((line) =>
      line.trimStart().startsWith(`${name} :`) ? [line.slice(line.indexOf(' :') + 2).trim()] : [],
    )[0];
const fieldsOf = (text: string, names: readonly string[]) => names.map((name) => fieldOf(text, name));

const skipped = (count: number): string[] => Array.from({ length: count }, () => 'SKIPPED');
const proxies = ['IE Proxy Config for Current User', 'WinHttp Default Proxy Config'];
const before = ['Device State', 'User State', 'SSO State'];
const after = [...proxies, 'Ngc Prerequisite Check'];
const always = [...before, ...after];
const joined = [
  'Device State',
  'Device Details',
  'Tenant Details',
  'User State',
  'SSO State',
  'Diagnostic Data',
  ...after,
];
const flags = ['AzureAdJoined', 'EnterpriseJoined', 'DomainJoined', 'WorkplaceJoined', 'AzureAdPrt', 'IsDeviceJoined'];

describe('dsregcmd /status', () => {
  it.each([
    ['workgroup', always, ['NO', 'NO', 'NO', 'NO', 'NO', 'NO']],
    ['domain', [...before, 'Diagnostic Data', ...after], ['NO', 'NO', 'YES', 'NO', 'NO', 'NO']],
    ['hybrid', joined, ['YES', 'NO', 'YES', 'NO', 'YES', 'YES']],
    ['entra', joined, ['YES', 'NO', 'NO', 'NO', 'YES', 'YES']],
    ['registered', [...before, 'Work Account 1', ...after], ['NO', 'NO', 'NO', 'YES', 'NO', 'NO']],
  ] as const)('shows the blocks and flags of %s', (join, blocks, values) => {
    // Without a policy nobody sets up Windows Hello, after which the last block is gone.
    const text = status({ join, device: { is_mdm_enrolled: 0 } });
    expect(blocksOf(text)).toEqual(blocks);
    expect(fieldsOf(text, flags)).toEqual(values);
  });

  it('sets every field to the right in the same column', () => {
    for (const join of joinTypes) {
      const fields = status({ join })
        .split('\n')
        .filter((line) => / : |: ?$/.test(line) && !line.startsWith('|'));
      expect(fields.map((line) => line.indexOf(' :'))).toEqual(fields.map(() => 26));
    }
  });

  it('is the same every time', () => {
    expect(status()).toBe(status());
  });

  it('dates certificate and token from the record and the clock', () => {
    const text = status();
    expect(fieldOf(text, 'DeviceCertificateValidity')).toBe(
      '[ 2026-02-28 07:45:00.000 UTC -- 2036-02-28 08:15:00.000 UTC ]',
    );
    const [updated, expires] = fieldsOf(text, ['AzureAdPrtUpdateTime', 'AzureAdPrtExpiryTime']);
    expect(updated! <= '2026-09-16 07:45:00.000 UTC' && updated! > '2026-09-16 03:00').toBe(true);
    expect(expires!.slice(8, 10)).toBe('30');
  });

  it.each([
    ['disabled', { is_enabled: 0 as const }, 'AADSTS135011'],
    ['deleted', null, 'AADSTS50155'],
  ])('tells of a device that was %s in Entra ID', (_what, entra, code) => {
    const text = status({ entra });
    expect(fieldsOf(text, ['AzureAdJoined', 'DeviceAuthStatus', 'AzureAdPrt'])).toEqual([
      'YES',
      'FAILED. Device is either disabled or deleted',
      'NO',
    ]);
    expect(fieldOf(text, 'Server Error Description')).toContain(code);
  });

  it('has no token for a name that no tenant can verify', () => {
    const text = status({ user: { upn: 'anna.berg@contoso.local' } });
    expect(fieldsOf(text, ['AzureAdPrt', 'DeviceAuthStatus', 'User Identity'])).toEqual([
      'NO',
      'SUCCESS',
      'anna.berg@contoso.local',
    ]);
  });

  it.each([
    ['federation takes any suffix', { signInMethod: 'federation' }, 'anna.berg@contoso.local', 'YES'],
    ['a suffix that nobody verified', { verifiedUpnSuffix: 'off' }, 'anna.berg@contoso.com', 'NO'],
    ['the same with federation', { verifiedUpnSuffix: 'off', signInMethod: 'federation' }, 'anna@contoso.com', 'YES'],
    ['pass-through authentication', { verifiedUpnSuffix: 'off', signInMethod: 'pta' }, 'anna@contoso.com', 'NO'],
  ])('knows the token of a user: %s', (_what, settings, upn, prt) => {
    expect(fieldOf(status({ settings, user: { upn } }), 'AzureAdPrt')).toBe(prt);
  });

  it.each([
    ['everybody', {}, true],
    ['nobody', { mdmUserScope: 'none' }, false],
    ['members of a group of others', { mdmUserScope: 'some', mdmUserScopeGroup: 'Pilot' }, false],
    ['nobody without a premium license', { entraLicense: 'none' }, false],
  ])('fills the MDM addresses while %s is in the MDM user scope', (_who, settings, isFilled) => {
    const urls = fieldsOf(status({ settings }), ['MdmUrl', 'MdmTouUrl', 'MdmComplianceUrl']);
    expect(urls.every((url) => (isFilled ? url!.startsWith('https://') : url === ''))).toBe(true);
  });

  it('shows the discovery URL that somebody changed, and a way that is blocked', () => {
    expect(fieldOf(status({ settings: { mdmUrls: 'changed' } }), 'MdmUrl')).toBe(
      'https://mdm.contoso.com/enrollmentserver/discovery.svc',
    );
    expect(fieldOf(status({ settings: { deviceNetwork: 'proxy' } }), 'DeviceAuthStatus')).toBe('FAILED. ERROR');
  });

  it('shows both registrations of a device that a person had registered before', () => {
    const text = status({ settings: { deviceWorkplaceJoin: 'registered' } });
    expect(fieldsOf(text, ['AzureAdJoined', 'WorkplaceJoined'])).toEqual(['YES', 'YES']);
    expect(blocksOf(text)).toContain('Work Account 1');
    expect(fieldOf(text, 'WorkplaceDeviceId')).not.toBe(fieldOf(text, 'DeviceId'));
  });

  const tests = [
    'AD Connectivity Test',
    'AD Configuration Test',
    'DRS Discovery Test',
    'DRS Connectivity Test',
    'Token acquisition Test',
  ];
  const own = { scp: 'ownTenant' };
  it.each([
    ['all in order', own, wednesdayMorning, ['PASS', 'PASS', 'PASS', 'PASS', 'SKIPPED']],
    ['no domain controller in reach', own, wednesdayEvening, ['FAIL [0x0000054b]', ...skipped(4)]],
    ['no service connection point', {}, wednesdayMorning, ['PASS', 'FAIL [0x80070002]', ...skipped(3)]],
    [
      'a registry value for another tenant',
      { ...own, deviceScp: 'wrongTenant' },
      wednesdayMorning,
      ['PASS', 'PASS', 'FAIL [0x801c003a]', ...skipped(2)],
    ],
    [
      'a registry value where the forest has none',
      { deviceScp: 'ownTenant' },
      wednesdayMorning,
      ['PASS', 'PASS', 'PASS', 'PASS', 'SKIPPED'],
    ],
    [
      'a name that is not resolved',
      { ...own, deviceNetwork: 'dns' },
      wednesdayMorning,
      ['PASS', 'PASS', 'FAIL [0x801c0021/0x80072ee7]', ...skipped(2)],
    ],
    ['federation', { ...own, signInMethod: 'federation' }, wednesdayMorning, ['PASS', 'PASS', 'PASS', 'PASS', 'PASS']],
  ])('tests before a join: %s', (_what, settings, now, expected) => {
    expect(fieldsOf(status({ join: 'domain', settings }, now), tests)).toEqual(expected);
  });

  it('tells of the last attempt what Entra ID said, and which runs came since', () => {
    const hybridJoin = {
      stage: 'waitingForSync',
      attempts: 1,
      attempted_at: wednesdayMorning - 4 * hour,
      phase: 'join',
      code: '0x801c03f2',
      server_code: 'DirectoryError',
    } as const;
    const text = status({ join: 'domain', settings: own, hybridJoin });
    expect(fieldsOf(text, ['Registration Type', 'Error Phase', 'Client ErrorCode', 'Server ErrorCode'])).toEqual([
      'sync',
      'join',
      '0x801c03f2',
      'DirectoryError',
    ]);
    expect(fieldOf(text, 'Server Message')).toContain('is not found');
    // Signed in at 08:00; since then the task ran at that moment and once an hour.
    expect(fieldOf(text, 'Previous Registration')! >= '2026-09-16 06:00:00').toBe(true);
    const waits = status({
      join: 'domain',
      settings: own,
      hybridJoin,
      entra: { join_type: 'hybrid', registration_state: 'pending' },
    });
    expect(fieldOf(waits, 'Server Message')).toContain('user certificate');
    const atHome = status({ join: 'domain', settings: own, hybridJoin }, wednesdayEvening);
    expect(fieldsOf(atHome, ['Error Phase', 'Server ErrorCode'])).toEqual(['pre-check', undefined]);
  });

  it('has no attempt to tell of while the client setting is missing', () => {
    expect(fieldOf(status({ join: 'domain', settings: own }), 'Previous Registration')).toBeUndefined();
  });

  it.each(['/leave', '/join', '/debug', '/LEAVE', '/cleanupaccounts'])('refuses %s to a standard user', (option) => {
    const { stdout, exitCode, changes } = runShell(buildFacts(), `dsregcmd ${option}`, wednesdayMorning);
    expect(stdout).toContain('0x80070005');
    expect({ exitCode, changes }).toEqual({ exitCode: 5, changes: [] });
  });

  it('leaves a device that is Entra joined only alone, and tests its key when elevated', () => {
    expect(runShell(buildFacts({ join: 'entra' }), 'dsregcmd /leave', wednesdayMorning, true)).toMatchObject({
      exitCode: 1,
      changes: [],
    });
    const signed = (settings: Record<string, string>) =>
      fieldOf(runShell(buildFacts({ settings }), 'dsregcmd /status', wednesdayMorning, true).stdout, 'KeySignTest');
    expect(signed({})).toBe('PASSED');
    expect(signed({ deviceTpm: 'keysetMissing' })).toBe('FAILED');
  });

  const seen = ['DisplayNameUpdated', 'OsVersionUpdated', 'HostNameUpdated'];
  it('says who keeps the object in Entra ID up to date, and as whom it runs', () => {
    expect(fieldsOf(status(), seen)).toEqual(['Managed by MDM', 'Managed by MDM', 'YES']);
    expect(fieldsOf(status({ device: { is_mdm_enrolled: 0 } }), seen)).toEqual(['YES', 'YES', 'YES']);
    expect(fieldOf(status({ join: 'domain', settings: own }), 'Executing Account Name')).toMatch(
      /^CONTOSO\\anna\.berg, anna\.berg@contoso\.com$/i,
    );
    expect(fieldOf(status(), 'Virtual Desktop')).toBe('NOT SET');
    expect(fieldOf(status(), 'SettingsUrl')).toMatch(/^eyJ/);
  });

  it('shows the proxies, and the one of the fault', () => {
    expect(fieldsOf(status(), ['Access Type', 'Auto Detect Settings'])).toEqual(['DIRECT', 'YES']);
    const text = status({ settings: { deviceNetwork: 'proxy' } });
    expect(text.slice(text.indexOf('WinHttp'))).toMatch(/Proxy Server List : proxy\..*:8080/);
  });

  it('has no token, no authority and no ticket before the join', () => {
    const text = status({ join: 'domain', settings: own });
    expect(fieldsOf(text, ['AzureAdPrtAuthority', 'EnterprisePrtAuthority', 'OnPremTgt', 'CloudTgt'])).toEqual([
      'NO',
      'NO',
      undefined,
      undefined,
    ]);
  });

  /** Registered at 09:40 in Berlin, five minutes ago; the user came at 08:00. */
  const justNow = { registered_at: wednesdayMorning - 300 };
  it.each([
    ['not before a sign-in or unlock', {}, 'NO'],
    ['after a restart and the sign-in that follows', { device: { booted_at: wednesdayMorning - 120 } }, 'YES'],
    ['after somebody signed in', { hybridJoin: { attempted_at: wednesdayMorning - 60 } }, 'YES'],
  ] as const)('gives a registered device its token: %s', (_when, more, prt) => {
    const hybridJoin = { stage: 'registered', since: wednesdayMorning - 300, attempted_at: null } as const;
    const text = status({
      ...more,
      entra: justNow,
      hybridJoin: { ...hybridJoin, ...('hybridJoin' in more ? more.hybridJoin : {}) },
    });
    expect(fieldOf(text, 'AzureAdPrt')).toBe(prt);
    const updated = fieldOf(text, 'AzureAdPrtUpdateTime');
    if (prt === 'NO') expect([updated, fieldOf(text, 'NgcSet')]).toEqual([undefined, 'NO']);
    else expect(updated! >= '2026-09-16 07:40').toBe(true);
  });

  it('never shows Windows Hello without policy, nor its check once it is set up', () => {
    let isSet = 0;
    for (let id = 1; id <= 40; id += 1) {
      const text = status({ device: { id } });
      const isHelloSet = fieldOf(text, 'NgcSet') === 'YES';
      if (isHelloSet) isSet += 1;
      expect(blocksOf(text).includes('Ngc Prerequisite Check')).toBe(!isHelloSet);
      if (!isHelloSet) expect(fieldsOf(text, ['PolicyEnabled', 'PreReqResult'])).toEqual(['YES', 'WillProvision']);
      const without = status({ device: { id, is_mdm_enrolled: 0 } });
      expect(fieldsOf(without, ['NgcSet', 'PolicyEnabled', 'PreReqResult'])).toEqual(['NO', 'NO', 'WillNotProvision']);
    }
    expect(isSet).toBeGreaterThan(10);
    expect(isSet).toBeLessThan(40);
  });

  it.each([
    ['dsregcmd /join /debug', /isDcAvailable: YES[\s\S]*0x80070002[\s\S]*0x801c001d[\s\S]*AzureAdJoined : NO/],
    ['dsregcmd.exe -DEBUG /Join', /TenantInfo::Discover failed with error code 0x801c001d/],
    ['dsregcmd /debug', /DSREGCMD_END_STATUS/],
    ['dsregcmd /join', /^$/],
    ['dsregcmd /debug /leave', /wmain logging initialized/],
    ['dsregcmd /status /debug', /wmain logging initialized[\s\S]*Device State/],
    ['dsregcmd /debug /status', /wmain logging initialized[\s\S]*Device State/],
    ['dsregcmd /listaccounts', /Accounts found: 0/],
  ])('takes its switches in any order and spelling: %s', (line, expected) => {
    const { stdout, exitCode } = runShell(buildFacts({ join: 'domain' }), line, wednesdayMorning, true);
    expect(stdout).toMatch(expected);
    expect(exitCode).toBe(0);
  });

  it('renews a token, and lists accounts, for everybody', () => {
    for (const line of ['dsregcmd /refreshprt', 'dsregcmd /refreshprt /debug'])
      expect(runShell(buildFacts(), line, wednesdayMorning).exitCode).toBe(0);
    expect(runShell(buildFacts(), 'dsregcmd /listaccounts', wednesdayMorning).stdout).toContain(
      'anna.berg@contoso.com',
    );
    expect(runShell(buildFacts({ join: 'workgroup' }), 'dsregcmd /refreshprt', wednesdayMorning).exitCode).toBe(1);
    expect(runShell(buildFacts(), 'dsregcmd /status /leave', wednesdayMorning).stdout).toContain('Usage');
  });

  it('explains itself for anything else', () => {
    expect(runShell(buildFacts(), 'dsregcmd', wednesdayMorning)).toMatchObject({ exitCode: 1 });
    expect(runShell(buildFacts(), 'dsregcmd /statuss', wednesdayMorning).stdout).toContain('Usage: dsregcmd /status');
  });
});

describe('dsregcmd /join and /debug', () => {
  const tried = (join: FactsSet['join'], option: string) =>
    runShell(buildFacts({ join, hybridJoin: {} }), `dsregcmd ${option}`, wednesdayMorning, true);
  it.each([
    ['/join', /^$/],
    ['/debug', /preCheckResult: Join[^]*DSREGCMD_END_STATUS/],
  ])('%s runs the task on a computer of a domain alone', (option, expected) => {
    const { stdout, exitCode, changes } = tried('domain', option);
    expect(stdout).toMatch(expected);
    expect(exitCode).toBe(0);
    expect(changes).not.toEqual([]);
    expect(tried('workgroup', option)).toMatchObject({ exitCode: 1, changes: [] });
    expect(tried('workgroup', option).stdout).toContain('The device is not joined to a domain.');
    expect(tried('hybrid', option)).toMatchObject({ exitCode: 1, changes: [] });
  });
});
