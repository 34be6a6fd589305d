import { describe, expect, it } from 'vitest';
import { runPipeline, type Cmdlet } from '../../main/simulation/desktop/powershell/pipeline.ts';
import { answerView, giveInput } from '../../main/lab/door.ts';
import { prepared } from '../../main/db/tables.ts';
import type { Lab } from '../../main/lab/lab.ts';
import type { ServerRole } from '../../shared/servers/words.ts';
import { minute } from '../../shared/time.ts';
import { buildLab, pass, record, refusalCode, runUntil, type DeviceSet } from '../support/build-lab.ts';

const fox: Cmdlet<string> = {
  name: 'Get-Fox',
  about: 'Shows foxes.',
  takes: ['Name', 'Color', 'Count'],
  run: ({ options, words }) => ({
    objects: [
      [
        { name: 'Name', value: options.get('name') ?? 'Reynard' },
        { name: 'Color', value: options.get('color') ?? 'red' },
        { name: 'IsSly', value: words.join('+') || 'True' },
      ],
    ],
    deeds: ['looked'],
  }),
};
const host = { local: 1_789_551_900, computerName: 'SRV-01', account: 'CORP\\Ann', cmdlets: [fox] };
const ps = (line: string) => runPipeline(host, line);
const text = (line: string): string => ps(line).stdout;

describe('Windows PowerShell', () => {
  it.each([
    ['Get-Fox', '\nName  : Reynard\nColor : red\nIsSly : True\n'],
    ['get-fox -color blue', '\nName  : Reynard\nColor : blue\nIsSly : True\n'],
    ['Get-Fox -Color:"dark red" | fl Color', '\nColor : dark red\n'],
    ["Get-Fox 'Mr Fox' | Select-Object name", '\nName : Mr Fox\n'],
    ['Get-Fox | fl Is*, Color', '\nIsSly : True\nColor : red\n'],
    ['(Get-Fox).Color', 'red'],
    ['Get-Fox | select -ExpandProperty Name', 'Reynard'],
    ['Get-Fox | findstr Col', 'Color : red'],
    ['Get-Fox | findstr /v Col', '\nName  : Reynard\nIsSly : True\n'],
    ['Get-Fox | ft -AutoSize Color, Name', '\nColor Name\n----- ----\nred   Reynard\n'],
    ['Get-Fox | ft', '\nName    Color IsSly\n----    ----- -----\nReynard red   True\n'],
    ['hostname.exe', 'SRV-01'],
    ['whoami', 'corp\\ann'],
    ['Get-Date', '\nWednesday, September 16, 2026 9:45:00 AM\n'],
    ['cls', '\f'],
    ['echo "a | b"', 'a | b'],
    ['', ''],
  ])('%s', (line, expected) => {
    expect(text(line)).toBe(expected);
    expect(ps(line).exitCode).toBe(0);
  });

  it('answers what it does not know in its own words, and does nothing', () => {
    const unknown = ps('Get-Wolf -Name Isegrim');
    expect(unknown).toMatchObject({ exitCode: 1, deeds: [] });
    expect(unknown.stdout).toContain(
      "Get-Wolf : The term 'Get-Wolf' is not recognized as the name of a cmdlet, function, script file, or operable program.",
    );
    expect(unknown.stdout).toContain('FullyQualifiedErrorId : CommandNotFoundException');
    expect(text('Get-Fox -Wings 2')).toContain("A parameter cannot be found that matches parameter name 'wings'.");
    expect(text('Get-Fox -C x')).toContain("parameter name 'c'");
    expect(text('Get-Fox | select -ExpandProperty Wings')).toContain('Property "Wings" cannot be found.');
    expect(text('Get-Fox |')).toContain('An empty pipe element is not allowed.');
    expect(ps('Get-Fox | Get-Wolf').deeds).toEqual([]);
  });

  it.each([
    ['Get-Fox | select -Last 1', "parameter name 'last'"],
    ['Get-Fox | select -First all', 'Cannot convert value "all"'],
    ['Get-Fox | where -Color red', "parameter name 'color'"],
    ['Get-Fox | where {$_.Color -ne $none}', 'cannot be read here'],
    ['Get-Fox | where {$_.Color -match "^r"}', 'cannot be read here'],
    ['Get-Fox | where {$_.Color -eq}', 'cannot be read here'],
    ['Get-Fox | fl -GroupBy Color', "parameter name 'groupby'"],
    ['Get-Fox | sls Col -NotMatch', "parameter name 'notmatch'"],
    ['Get-Fox | fl Name Color', "accepts argument 'Color'"],
    ['Get-Fox | Out-String -Width 3', "parameter name 'width'"],
    ['hostname Reynard', "accepts argument 'Reynard'"],
  ])('refuses what it would have to leave out: %s', (line, why) => {
    const { stdout, exitCode } = ps(line);
    expect(stdout).toContain(why);
    expect(exitCode).toBe(1);
  });

  it('takes the first of what comes before, and hands no more to a command than it can do at once', () => {
    const many: Cmdlet<string> = {
      ...fox,
      name: 'Get-Foxes',
      takes: ['Count'],
      run: ({ options }) => ({
        objects: Array.from({ length: Number(options.get('count')) }, (_, n) => [{ name: 'Name', value: `Fox ${n}` }]),
      }),
    };
    const chase: Cmdlet<string> = {
      ...fox,
      name: 'Invoke-Hunt',
      takes: [],
      run: ({ input }) => ({ deeds: input.map((one) => one[0]!.value) }),
    };
    const run = (line: string) => runPipeline({ ...host, cmdlets: [many, chase] }, line);
    expect(run('Get-Foxes 9 | select -First 2 -ExpandProperty Name').stdout).toBe('Fox 0\nFox 1');
    expect(run('Get-Foxes 9 | select -First 2 | Invoke-Hunt').deeds).toEqual(['Fox 0', 'Fox 1']);
    expect(run('Get-Foxes 501 | select -First 500 | Invoke-Hunt').deeds).toHaveLength(500);
    expect(run('(Get-Foxes 900).Count').stdout).toBe('900');
    expect(run('(Get-Foxes 900 | select -ExpandProperty Name).Count').stdout).toBe('900');
    expect(run('Get-Foxes 900 | findstr "899"').stdout).toBe('Name : Fox 899');
    expect(run('Get-Foxes 900').stdout.match(/Fox/g)).toHaveLength(500);
    expect(run('(Get-Foxes 6000).Name').stdout.split('\n')).toHaveLength(5000);
    expect(run('Get-Foxes 6000 | ft').stdout.split('\n')).toHaveLength(5000);
    const tooMany = run('Get-Foxes 501 | Invoke-Hunt');
    expect(tooMany.deeds).toEqual([]);
    expect(tooMany.stdout).toContain('hands at most 500 objects to a command');
  });

  it('lists what it knows', () => {
    expect(text('Get-Command')).toContain('Get-Fox       Shows foxes.');
  });
});

const computer: DeviceSet = { join: 'domain', client: true, enrolled: false, presence: 'always' };
const set = (lab: Lab, setting: string, value: string, target: string | null = null): void => {
  lab.input('settings.configure', { setting, value, target });
};
const at = (lab: Lab, server: ServerRole, command: string): string =>
  giveInput(lab, 'servers.run', { server, command }).stdout;
const cycles = (lab: Lab): number =>
  prepared(lab.db, `SELECT count(*) FROM history WHERE device_id = 0 AND kind = 'syncCycle'`).pluck().get() as number;

describe('the Entra Connect server', () => {
  it('starts a cycle, which brings a computer that waits', () => {
    const lab = buildLab({ devices: [computer] });
    for (const [id, value] of Object.entries({ entraConnectHybridJoin: 'on', scp: 'ownTenant', autoRegister: 'on' }))
      set(lab, id, value);
    set(lab, 'entraConnectSync', 'off');
    runUntil(lab, () => record(lab, 'ad_computers')?.certificate_at != null, 3000);
    expect(record(lab, 'entra_devices')).toBeUndefined();
    expect(at(lab, 'entraConnect', 'Set-ADSyncScheduler -SyncCycleEnabled $true')).toBe('');
    expect(at(lab, 'entraConnect', 'Start-ADSyncSyncCycle -PolicyType Delta')).toBe('\n Result\n ------\nSuccess\n');
    pass(lab, 2 * minute);
    expect(record(lab, 'entra_devices')).toMatchObject({ registration_state: 'pending' });
  });

  it('shows the scheduler as the page does, and sets it', () => {
    const lab = buildLab({ devices: [computer] });
    const printed = at(lab, 'entraConnect', 'Get-ADSyncScheduler');
    for (const { name, value } of answerView(lab.db, 'identity.read', {}).sync.scheduler)
      expect(printed).toMatch(new RegExp(`^${name} *: ${value.replaceAll('.', '\\.')}$`, 'm'));
    at(lab, 'entraConnect', 'Set-ADSyncScheduler -SyncCycleEnabled $false -CustomizedSyncCycleInterval 03:00:00');
    expect(at(lab, 'entraConnect', '(Get-ADSyncScheduler).SyncCycleEnabled')).toBe('False');
    expect(at(lab, 'entraConnect', '(Get-ADSyncScheduler).CurrentlyEffectiveSyncCycleInterval')).toBe('03:00:00');
  });

  it('starts none while the wizard is open, and none of another type', () => {
    const lab = buildLab({ devices: [computer] });
    expect(at(lab, 'entraConnect', 'Start-ADSyncSyncCycle -PolicyType Full')).toContain(
      'Specify one of the following enumerator names and try again: Delta, Initial',
    );
    set(lab, 'entraConnectWizard', 'on');
    expect(at(lab, 'entraConnect', 'Start-ADSyncSyncCycle')).toContain('The scheduler is suspended');
    expect(at(lab, 'entraConnect', 'Set-ADSyncScheduler -SyncCycleEnabled maybe')).toContain('Cannot convert value');
    expect(cycles(lab)).toBe(0);
    set(lab, 'entraConnectWizard', 'off');
    at(lab, 'entraConnect', 'Start-ADSyncSyncCycle -PolicyType Initial');
    expect(cycles(lab)).toBe(1);
  });

  it('has its own cmdlets, and no other server has them', () => {
    const lab = buildLab({ devices: [computer] });
    expect(at(lab, 'domainController', 'Get-ADSyncScheduler')).toContain('is not recognized');
    expect(at(lab, 'entraConnect', 'Get-ADComputer -Filter *')).toContain('is not recognized');
    const names = answerView(lab.db, 'servers.list', {}).map(({ role, name }) => [name, at(lab, role, 'hostname')]);
    for (const [name, hostname] of names) expect(hostname).toBe(name);
    expect(at(lab, 'siteServer', 'dsregcmd /status')).toContain('DomainJoined : YES');
  });
});

describe('the domain controller', () => {
  const twoUnits = (): Lab => {
    const lab = buildLab({ devices: [computer, { ...computer, join: 'hybrid' }] });
    prepared(
      lab.db,
      `UPDATE ad_computers SET distinguished_name = replace(distinguished_name, 'OU=Computers', 'OU=Pilot') WHERE device_id = 2`,
    ).run();
    return lab;
  };
  const unitOf = (lab: Lab, id = 1): string => record(lab, 'ad_computers', id)!.distinguished_name;

  it('moves a computer by its cmdlets and by its page, and says so in the activities', () => {
    const lab = twoUnits();
    const target = unitOf(lab, 2).replace(/^CN=[^,]+,/, '');
    const { name } = record(lab, 'ad_computers')!;
    expect(at(lab, 'domainController', `(Get-ADComputer ${name}).DistinguishedName`)).toBe(unitOf(lab));
    at(lab, 'domainController', `Get-ADComputer ${name} | Move-ADObject -TargetPath "${target}"`);
    expect(unitOf(lab)).toBe(`CN=${name},${target}`);
    const told = answerView(lab.db, 'activities.list', {
      deviceId: 1,
      kinds: ['computer_moved'],
      search: '',
      offset: 0,
      limit: 5,
    });
    expect(told.rows[0]!.text).toMatch(/^Computer object .* moved: .*\/Computers → .*\/Pilot$/);
    expect(at(lab, 'domainController', `Move-ADObject ${name} -TargetPath "OU=Nowhere,DC=x"`)).toContain(
      'Directory object not found',
    );
    expect(at(lab, 'domainController', 'Get-ADComputer NOBODY')).toContain(
      "Cannot find an object with identity: 'NOBODY'",
    );
    expect(refusalCode(() => giveInput(lab, 'servers.moveComputer', { deviceId: 1, unit: 'Nowhere' }))).toBe(
      'settingUnknown',
    );
  });

  it('deletes a computer only where it need not ask, after a restore point', () => {
    const lab = buildLab({ devices: [computer, { ...computer, join: 'hybrid' }] });
    const { name } = record(lab, 'ad_computers')!;
    expect(at(lab, 'domainController', `Remove-ADComputer ${name}`)).toContain(
      `Performing the operation "Remove" on target "${unitOf(lab)}"`,
    );
    expect(record(lab, 'ad_computers')).toBeDefined();
    expect(lab.checkpoints()).toEqual([]);
    expect(at(lab, 'domainController', `Get-ADComputer ${name} | Remove-ADComputer -Confirm:$false`)).toBe('');
    expect(record(lab, 'ad_computers')).toBeUndefined();
    expect(record(lab, 'ad_computers', 2)).toBeDefined();
    expect(lab.checkpoints().map(({ name: called }) => called)).toEqual(['before Remove-ADComputer 1']);
    expect(at(lab, 'domainController', `Remove-ADComputer ${name} -Confirm:$false`)).toContain('Cannot find an object');
    expect(lab.replay().equal).toBe(true);
  });

  it.each(['-Confirm:$false', '-Confirm $false', '-conf:$false', '-Confirm:0'])(
    'keeps a restore point before whatever deletes, and before nothing else: %s',
    (unasked) => {
      const lab = buildLab({ devices: [computer] });
      const { name } = record(lab, 'ad_computers')!;
      at(lab, 'domainController', `Remove-ADComputer ${name}X ${unasked}`);
      at(lab, 'domainController', `echo "Remove-ADComputer ${name} ${unasked}"`);
      expect(lab.checkpoints()).toEqual([]);
      at(lab, 'domainController', `Remove-ADComputer ${name} ${unasked}`);
      expect(record(lab, 'ad_computers')).toBeUndefined();
      expect(lab.checkpoints()).toHaveLength(1);
    },
  );

  it('keeps one also where only an earlier statement of the line makes it delete', () => {
    const lab = buildLab({ devices: [computer, { ...computer, join: 'hybrid' }] });
    const { name } = record(lab, 'ad_computers')!;
    const every = `Get-ADComputer -Filter 'Enabled -eq $false' | Remove-ADComputer -Confirm:$false`;
    at(lab, 'domainController', every);
    expect(lab.checkpoints()).toEqual([]);
    at(lab, 'domainController', `Disable-ADAccount ${name}$; ${every}`);
    expect(record(lab, 'ad_computers')).toBeUndefined();
    expect(record(lab, 'ad_computers', 2)).toBeDefined();
    expect(lab.checkpoints()).toHaveLength(1);
    expect(lab.replay().equal).toBe(true);
  });

  it('means one computer by an identity: what is no name of one is none', () => {
    const lab = buildLab({ devices: [computer, { ...computer, join: 'hybrid' }] });
    const { name } = record(lab, 'ad_computers')!;
    const elsewhere = unitOf(lab).replace('OU=Computers', 'OU=Elsewhere');
    for (const identity of ['*', `${name.slice(0, -1)}*`, name.slice(0, -1), '%', `"${elsewhere}"`])
      expect(at(lab, 'domainController', `Remove-ADComputer ${identity} -Confirm:$false`)).toContain(
        `Cannot find an object with identity: '${identity.replaceAll('"', '')}'`,
      );
    expect([1, 2].map((id) => record(lab, 'ad_computers', id)?.id)).toEqual([1, 2]);
    const identities = [name.toLowerCase(), `${name}$`, `"${unitOf(lab).replaceAll(',', ', ').toUpperCase()}"`];
    for (const identity of identities)
      expect(at(lab, 'domainController', `(Get-ADComputer ${identity}).Name`)).toBe(name);
    at(lab, 'domainController', `Remove-ADComputer ${identities[2]!} -Confirm:$false`);
    expect([1, 2].map((id) => record(lab, 'ad_computers', id)?.id)).toEqual([undefined, 2]);
  });

  it('disables and enables an account, as the console does', () => {
    const lab = twoUnits();
    const { name } = record(lab, 'ad_computers')!;
    const isEnabled = () => at(lab, 'domainController', `(Get-ADComputer ${name}).Enabled`);
    at(lab, 'domainController', `Disable-ADAccount -Identity ${name}$`);
    expect([isEnabled(), record(lab, 'ad_computers')!.is_enabled]).toEqual(['False', 0]);
    at(lab, 'domainController', `Get-ADComputer ${name} | Enable-ADAccount`);
    expect(isEnabled()).toBe('True');
    expect(at(lab, 'domainController', 'Disable-ADAccount')).toContain('missing mandatory parameters: Identity');
  });

  it('filters by the whole of what is asked, and acts on no more', () => {
    const lab = buildLab({ devices: [computer, computer, computer] });
    const [first, second, third] = [1, 2, 3].map((id) => record(lab, 'ad_computers', id)!.name) as [
      string,
      string,
      string,
    ];
    const names = (filter: string) =>
      at(lab, 'domainController', `Get-ADComputer -Filter ${filter} | select -ExpandProperty Name`);
    at(lab, 'domainController', `Disable-ADAccount ${second}$`);
    expect(names(`{Name -like "*" -and Enabled -eq $false}`)).toBe(second);
    expect(names(`'Enabled -eq "False" -or Name -eq "${third}"'`).split('\n').sort()).toEqual([second, third].sort());
    expect(names(`{Name -eq "${first.slice(0, -1)}*"}`)).toBe('');
    expect(names(`{Enabled -lt 3}`)).toContain('cannot be read here');
    expect(names(`{Name -like "*" -and Foo -eq 1}`)).toContain('cannot be read here');
    expect(names(`{Enabled}`)).toContain('cannot be read here');
    expect(at(lab, 'domainController', 'Get-ADOrganizationalUnit -Filter {Name -eq "Nowhere"}')).toBe('');
    at(lab, 'domainController', 'Get-ADComputer -Filter * | select -First 1 | Remove-ADComputer -Confirm:$false');
    expect([1, 2, 3].filter((id) => record(lab, 'ad_computers', id) === undefined)).toHaveLength(1);
  });

  it('takes a computer out of the scope of the sync, whose next cycle deletes its object, and brings it back', () => {
    const lab = twoUnits();
    set(lab, 'entraConnectHybridJoin', 'on');
    const [out, away] = answerView(lab.db, 'identity.read', {}).units.map(({ name }) => name);
    const [pilot, home] = out!.endsWith('/Pilot') ? [out!, away!] : [away!, out!];
    set(lab, 'ouInSync', 'off', home);
    expect(record(lab, 'entra_devices', 2)).toBeDefined();
    giveInput(lab, 'servers.moveComputer', { deviceId: 2, unit: home });
    pass(lab, 40 * minute);
    expect(record(lab, 'entra_devices', 2)).toBeUndefined();
    giveInput(lab, 'servers.moveComputer', { deviceId: 1, unit: pilot });
    expect(answerView(lab.db, 'identity.read', {}).units.find(({ name }) => name === pilot)).toMatchObject({
      computers: 1,
    });
  });
});

describe('the site server', () => {
  it.each(['constructor', 'toString', '__proto__', 'Get-Date | constructor'])('knows no cmdlet named %s', (typed) => {
    expect(at(buildLab({}), 'siteServer', typed)).toMatch(/is not recognized as the name of a cmdlet/);
  });

  it('answers the class of the monitoring page', () => {
    const lab = buildLab({ devices: [{ join: 'hybrid', client: true, presence: 'always' }] });
    const { name } = record(lab, 'configmgr_devices')!;
    const namespace = `root\\sms\\site_${lab.db.prepare('SELECT code FROM site').pluck().get() as string}`;
    const id = at(
      lab,
      'siteServer',
      `(Get-CimInstance -Namespace ${namespace} -ClassName SMS_R_System -Filter "Name='${name}'").ResourceId`,
    );
    const state = at(
      lab,
      'siteServer',
      `Get-WmiObject -Namespace ${namespace} -Class SMS_Client_ComanagementState -Filter "MachineId=${id}"`,
    );
    expect(state).toContain(`MachineId           : ${id}`);
    expect(state).toMatch(/MDMEnrolled +: [01]/);
    expect(at(lab, 'siteServer', 'Get-CimInstance -Namespace root\\sms\\site_XXX -ClassName SMS_R_System')).toContain(
      'Invalid namespace',
    );
    expect(at(lab, 'siteServer', `Get-CimInstance -Namespace ${namespace} -ClassName Win32_Fox`)).toContain(
      'Invalid class',
    );
  });

  it('reads the whole of a filter and of a query, or refuses it', () => {
    const client = { join: 'hybrid', client: true, presence: 'always' } as const;
    const lab = buildLab({
      devices: [
        { ...client, name: 'FOX-1' },
        { ...client, name: 'FOX-2' },
        { ...client, name: 'WOLF' },
      ],
    });
    const namespace = `root\\sms\\site_${lab.db.prepare('SELECT code FROM site').pluck().get() as string}`;
    const names = (how: string) =>
      at(lab, 'siteServer', `(Get-CimInstance -Namespace ${namespace} ${how}).Name`).split('\n').sort();
    const filtered = (filter: string) => names(`-ClassName SMS_R_System -Filter "${filter}"`);
    expect(filtered("Name LIKE 'FOX%'")).toEqual(['FOX-1', 'FOX-2']);
    expect(filtered("Name LIKE 'FOX_1' OR Name = 'wolf'")).toEqual(['FOX-1', 'WOLF']);
    expect(filtered("Name LIKE '%' AND NOT Name <> 'WOLF'")).toEqual(['WOLF']);
    expect(names(`-Query "SELECT * FROM SMS_R_System WHERE Name = 'FOX-1'"`)).toEqual(['FOX-1']);
    expect(names('-Query "SELECT * FROM SMS_R_System"')).toHaveLength(3);
    expect(filtered('Client = 1').join()).toContain('cannot be read here');
    expect(filtered("Name = 'FOX-1' AND ResourceId > 5").join()).toContain('cannot be read here');
    expect(names('-Query "SELECT Name FROM SMS_R_System"').join()).toContain('Invalid query');
    const unmanaged = `-ClassName SMS_Client_ComanagementState -Filter "MDMEnrolled = 0 AND ComgmtPolicyPresent = 1"`;
    expect(at(lab, 'siteServer', `(Get-CimInstance -Namespace ${namespace} ${unmanaged}).Count`)).toBe('0');
  });
});
