import { describe, expect, it } from 'vitest';
import { runShell } from '../../main/simulation/shell/index.ts';
import { joinTypes } from '../../shared/device.ts';
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

const always = ['Device State', 'User State', 'SSO State', 'Ngc Prerequisite Check'];
const joined = [
  'Device State',
  'Device Details',
  'Tenant Details',
  'User State',
  'SSO State',
  'Diagnostic Data',
  'Ngc Prerequisite Check',
];
const flags = ['AzureAdJoined', 'EnterpriseJoined', 'DomainJoined', 'WorkplaceJoined', 'AzureAdPrt', 'IsDeviceJoined'];

describe('dsregcmd /status', () => {
  it.each([
    ['workgroup', always, ['NO', 'NO', 'NO', 'NO', 'NO', 'NO']],
    ['domain', [...always.slice(0, 3), 'Diagnostic Data', always[3]!], ['NO', 'NO', 'YES', 'NO', 'NO', 'NO']],
    ['hybrid', joined, ['YES', 'NO', 'YES', 'NO', 'YES', 'YES']],
    ['entra', joined, ['YES', 'NO', 'NO', 'NO', 'YES', 'YES']],
    ['registered', [...always.slice(0, 3), 'Work Account 1', always[3]!], ['NO', 'NO', 'NO', 'YES', 'NO', 'NO']],
  ] as const)('shows the blocks and flags of %s', (join, blocks, values) => {
    const text = status({ join });
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

  it('fills the MDM addresses of an enrolled device and of a user in scope, and leaves them empty otherwise', () => {
    const urls = ['MdmUrl', 'MdmTouUrl', 'MdmComplianceUrl'];
    const isFilled = (set: FactsSet) => fieldsOf(status(set), urls).every((url) => url!.startsWith('https://'));
    expect(isFilled({})).toBe(true);
    expect(isFilled({ device: { is_mdm_enrolled: 0 }, user: { intune_licence: 1 } })).toBe(true);
    expect(fieldsOf(status({ device: { is_mdm_enrolled: 0 } }), urls)).toEqual(['', '', '']);
  });

  it.each([
    ['no object in Entra ID', {}, wednesdayMorning, ['PASS', 'join', '0x801c03f2', 'DirectoryError']],
    [
      'an object that waits',
      { entra: { registration_state: 'pending' as const } },
      wednesdayMorning,
      ['PASS', 'discover', '0x801c0021', undefined],
    ],
    [
      'no domain controller in reach',
      {},
      wednesdayEvening,
      ['FAIL [0x0000054b]', 'pre-check', '0x801c0021', undefined],
    ],
  ])('explains a join that failed with %s', (_what, set, now, expected) => {
    const text = status({ join: 'domain', ...set }, now);
    expect(fieldsOf(text, ['AD Connectivity Test', 'Error Phase', 'Client ErrorCode', 'Server ErrorCode'])).toEqual(
      expected,
    );
  });

  it.each(['/leave', '/join', '/debug', '/LEAVE'])('refuses %s to a standard user', (option) => {
    const { stdout, exitCode, changes } = runShell(buildFacts(), `dsregcmd ${option}`, wednesdayMorning);
    expect(stdout).toContain('0x80070005');
    expect({ exitCode, changes }).toEqual({ exitCode: 5, changes: [] });
  });

  it('explains itself for anything else', () => {
    expect(runShell(buildFacts(), 'dsregcmd', wednesdayMorning)).toMatchObject({ exitCode: 1 });
    expect(runShell(buildFacts(), 'dsregcmd /statuss', wednesdayMorning).stdout).toContain('Usage: dsregcmd /status');
  });
});
