import { describe, expect, it } from 'vitest';
import { commands } from '../../main/simulation/desktop/commands.ts';
import { runShell } from '../../main/simulation/desktop/index.ts';
import { joinTypes } from '../../shared/contract/device-words.ts';
import { hour, minute } from '../../shared/time.ts';
import { buildFacts, wednesdayEvening, wednesdayMorning, type FactsSet } from '../support/device-facts.ts';

const run = (command: string, set: FactsSet = {}, now = wednesdayMorning) => runShell(buildFacts(set), command, now);
const text = (command: string, set: FactsSet = {}, now = wednesdayMorning): string => {
  const { stdout, exitCode } = run(command, set, now);
  expect(exitCode, stdout).toBe(0);
  return stdout;
};

describe('runShell', () => {
  it('answers every command in every join state without a change and without a stray value', () => {
    for (const join of joinTypes) {
      for (const name of Object.keys(commands)) {
        const { stdout, changes } = run(name === 'date' || name === 'time' ? `${name} /t` : name, { join });
        expect(stdout).not.toMatch(/undefined|NaN|\[object|null/);
        expect(stdout).not.toMatch(/[\r\n]$/);
        expect(changes).toEqual([]);
      }
    }
  });

  it.each(Object.keys(commands))('explains %s with /?', (name) => {
    expect(text(`${name} /?`)).toContain(commands[name]!.about);
    expect(text('help')).toContain(name.toUpperCase());
    expect(text(`help ${name}`)).toContain(commands[name]!.about);
  });

  it.each([
    ['HOSTNAME', 'BER-LT-0007'],
    ['hostname.exe', 'BER-LT-0007'],
    ['  "hostname"  ', 'BER-LT-0007'],
    ['echo Hello  World', 'Hello  World'],
    ['echo', 'ECHO is on.'],
    ['echo.', ''],
    ['echo %COMPUTERNAME% %username% %unknown%', 'BER-LT-0007 anna.berg %unknown%'],
    ['date /t', 'Wed 09/16/2026'],
    ['time/t', '09:45 AM'],
    ['ver', '\nMicrosoft Windows [Version 10.0.26100.4652]'],
    ['cls', '\f'],
    ['cd', 'C:\\Users\\anna.berg'],
    ['', ''],
    ['   ', ''],
  ])('%s', (command, expected) => {
    expect(text(command)).toBe(expected);
  });

  it.each(['whatsthis', 'constructor', 'pwsh', 'dsregcmd2 /status'])('does not know %s', (command) => {
    expect(run(command)).toEqual({
      stdout: `'${command.split(' ')[0]!}' is not recognized as an internal or external command,\noperable program or batch file.`,
      exitCode: 9009,
      changes: [],
    });
  });

  it.each([
    'date',
    'time',
    'date 01-01-2030',
    'cd ..',
    'cd..',
    'cd\\',
    'dir C:\\Windows',
    'hostname NEW',
    'set A=1',
    'set nothing',
    'ipconfig /release',
    'help me',
  ])('refuses %s with a sentence', (command) => {
    const { stdout, exitCode, changes } = run(command);
    expect(stdout.length).toBeGreaterThan(10);
    expect({ exitCode, changes }).toEqual({ exitCode: 1, changes: [] });
  });

  it.each(['echo a > file.txt', 'echo a & echo b', 'ver && ver', 'ver || ver', 'ver |', '| ver', 'more < a'])(
    'says what cannot be done about %s',
    (command) => {
      expect(run(command)).toMatchObject({ exitCode: 1, changes: [] });
    },
  );

  it('pipes output through find, findstr and more', () => {
    expect(text('dsregcmd /status | findstr AzureAdJoined')).toBe('             AzureAdJoined : YES');
    expect(text('dsregcmd /status | findstr /i "azureadjoined domainjoined"').split('\n')).toHaveLength(2);
    expect(text('dsregcmd /status | find /c "YES"')).toMatch(/^\d+$/);
    expect(text('ipconfig | findstr /c:"IPv4 Address" | find /v "Mask" | more')).toContain('IPv4 Address');
    expect(run('ver | find "Linux"')).toMatchObject({ stdout: '', exitCode: 1 });
    expect(run('ver | find /c "Linux"')).toMatchObject({ stdout: '0', exitCode: 1 });
    expect(run('ver | find /c "Windows"')).toMatchObject({ stdout: '1', exitCode: 0 });
    expect(run('ver | hostname')).toMatchObject({ exitCode: 9009 });
    expect(run('ver | find')).toMatchObject({ exitCode: 2 });
  });

  it('opens no terminal where nobody sits, on a device that is off, or on a phone', () => {
    expect(run('ver', { user: null })).toMatchObject({ exitCode: 1 });
    expect(run('ver', { device: { power: 'restarting' } })).toMatchObject({ exitCode: 1 });
    expect(run('ver', {}, wednesdayMorning + 4 * 86_400)).toMatchObject({ exitCode: 1 });
    expect(run('ver', { device: { pattern_id: null } })).toMatchObject({ exitCode: 1 });
    expect(run('ver', { device: { platform: 'ios' } })).toMatchObject({ exitCode: 1 });
  });

  it('takes hostile input as text', () => {
    for (const command of [
      '"',
      '"""',
      '%',
      '%%',
      '\u0000',
      '/',
      '//?',
      'echo %PATH%%',
      '\\\\.\\x',
      'a'.repeat(5000),
      '(((',
      '🙂',
    ]) {
      expect(typeof run(command).exitCode).toBe('number');
    }
  });
});

describe('whoami', () => {
  it.each([
    ['domain', 'contoso\\anna.berg', 'anna.berg@contoso.com'],
    ['hybrid', 'contoso\\anna.berg', 'anna.berg@contoso.com'],
    ['entra', 'azuread\\annaberg', 'anna.berg@contoso.com'],
    ['workgroup', 'ber-lt-0007\\anna.berg', null],
    ['registered', 'ber-lt-0007\\anna.berg', null],
  ] as const)('names the account of %s', (join, name, upn) => {
    expect(text('whoami', { join })).toBe(name);
    if (upn === null) expect(run('whoami /upn', { join })).toMatchObject({ exitCode: 1 });
    else expect(text('whoami /UPN', { join })).toBe(upn);
  });

  it('lists a standard user’s groups', () => {
    const groups = text('whoami /groups');
    expect(groups).toContain('CONTOSO\\Domain Users');
    expect(groups).toContain('Medium Mandatory Level');
    expect(groups).not.toContain('Administrators');
    const [, parts] = /S-1-12-1-(\d+-\d+-\d+-\d+)$/m.exec(text('whoami /user', { join: 'entra' }))!;
    expect(new Set(parts!.split('-')).size).toBe(4);
    expect(run('whoami /none')).toMatchObject({ exitCode: 1 });
  });
});

describe('ipconfig', () => {
  const address = (set: FactsSet, now = wednesdayMorning) =>
    [...text('ipconfig', set, now).matchAll(/IPv4 Address[ .]+: (\S+)/g)].map(([, ip]) => ip);

  it('gives addresses of the place: office, VPN, home', () => {
    expect(address({ at: 'office' })).toEqual([expect.stringMatching(/^10\.17\./)]);
    expect(address({ at: 'vpn' })).toEqual([
      expect.stringMatching(/^172\.20\./),
      expect.stringMatching(/^192\.168\.178\./),
    ]);
    expect(address({}, wednesdayEvening)).toEqual([expect.stringMatching(/^192\.168\.178\./)]);
  });

  it('shows everything with /all, with a lease around now', () => {
    const all = text('ipconfig /all');
    expect(all).toContain('   Host Name . . . . . . . . . . . . : BER-LT-0007');
    expect(all).toContain('   Primary Dns Suffix  . . . . . . . : corp.contoso.com');
    expect(all).toMatch(/Physical Address[ .]+: [0-9A-F][26AE](-[0-9A-F]{2}){5}\n/);
    expect(all).toMatch(/Lease Obtained[ .]+: Wednesday, September 16, 2026 8:00:00 AM/);
    expect(all).toMatch(/Lease Expires[ .]+: Thursday, September 24, 2026 8:00:00 AM/);
    expect(all).toContain('Wi-Fi 6E');
    expect(all).not.toContain('Ethernet Controller');
    expect(run('ipconfig /everything')).toMatchObject({ exitCode: 1 });
    expect(run('ipconfig /all /all')).toMatchObject({ exitCode: 1 });
  });
});

describe('systeminfo', () => {
  it('tells device, model, domain and local times', () => {
    const info = text('systeminfo');
    for (const line of [
      'Host Name:                 BER-LT-0007',
      'OS Name:                   Microsoft Windows 11 Enterprise',
      'OS Version:                10.0.26100 N/A Build 26100',
      'System Boot Time:          9/15/2026, 9:45:00 AM',
      'System Model:              Latitude 5450',
      'Time Zone:                 (UTC+02:00) Europe/Berlin',
      'Domain:                    corp.contoso.com',
    ]) {
      expect(info.split('\n')).toContain(line);
    }
    expect(text('systeminfo', { join: 'entra' })).toContain('Domain:                    WORKGROUP');
    expect(run('systeminfo /s OTHER')).toMatchObject({ exitCode: 1 });
  });

  it.each<[what: string, set: FactsSet, date: string]>([
    // Active Directory heard of it 201 days ago, Entra ID and Intune a day later.
    ['a day before the first of three records', {}, '2/26/2026, 9:45:00 AM'],
    ['a day before the only record', { join: 'entra', intune: null }, '2/27/2026, 9:45:00 AM'],
    ['a year before the last start where no service knows it', { join: 'workgroup' }, '9/15/2025, 9:45:00 AM'],
  ])('says that Windows was set up %s', (_what, set, date) => {
    expect(text('systeminfo', set)).toContain(`Original Install Date:     ${date}`);
  });

  it.each([
    ['midnight', -9 * hour - 45 * minute, '12:00:00 AM'],
    ['noon', 2 * hour + 15 * minute, '12:00:00 PM'],
    ['a second before one', 3 * hour + 15 * minute - 1, '12:59:59 PM'],
    ['one', 3 * hour + 15 * minute, '1:00:00 PM'],
  ])('writes %s as an American clock', (_what, shift, clock) => {
    const device = { booted_at: wednesdayMorning + shift };
    expect(text('systeminfo', { device })).toContain(`System Boot Time:          9/16/2026, ${clock}`);
  });

  it('names the domain controller after the domain, which scenarios leave open', () => {
    expect(text('systeminfo')).toContain('Logon Server:              \\\\CONTOSO-DC01');
    expect(text('echo %LOGONSERVER%', { join: 'entra' })).toBe('\\\\BER-LT-0007');
  });

  it('changes the free memory with time, and nothing else', () => {
    const later = text('systeminfo', {}, wednesdayMorning + 3600).split('\n');
    expect(
      text('systeminfo')
        .split('\n')
        .filter((line, index) => line !== later[index]),
    ).toEqual([expect.stringContaining('Available')]);
  });
});
