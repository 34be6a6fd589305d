import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCondition } from '../../main/simulation/desktop/powershell/condition.ts';
import { answerView, giveInput } from '../../main/lab/door.ts';
import { insertRow, prepared } from '../../main/db/tables.ts';
import type { Lab } from '../../main/lab/lab.ts';
import { PsSession } from '../../renderer/desktop/terminal/ps-session.ts';
import { buildLab, record } from '../support/build-lab.ts';

const hybrid = { join: 'hybrid', client: true, presence: 'always' } as const;
const pending =
  "(Get-MgDevice -All | where {($_.TrustType -eq 'ServerAd') -and ($_.ProfileType -ne 'RegisteredDevice')}).count";
const registered =
  "(Get-MgDevice -All | where {($_.TrustType -eq 'ServerAd') -and ($_.ProfileType -eq 'RegisteredDevice')}).count";

/** Three hybrid computers, of which one is not registered yet, and a joined one. */
function estate(): Lab {
  const lab = buildLab({ devices: [hybrid, hybrid, hybrid, { join: 'entra', presence: 'always' }] });
  prepared(lab.db, `UPDATE entra_devices SET registration_state = 'pending' WHERE device_id = 2`).run();
  return lab;
}
const type = (lab: Lab, command: string): string =>
  giveInput(lab, 'desktop.run', { deviceId: 1, command, shell: 'powershell' }).stdout;

describe('Microsoft Graph PowerShell at a device', () => {
  it('counts hybrid joined devices, completed and pending, once one has signed in', () => {
    const lab = estate();
    expect(type(lab, registered)).toContain('Authentication needed. Please call Connect-MgGraph.');
    expect(type(lab, `$null = Connect-MgGraph; ${registered}`)).toBe('2');
    expect(type(lab, `$null = Connect-MgGraph; ${pending}`)).toBe('1');
    expect(type(lab, 'Connect-MgGraph')).toContain('Welcome to Microsoft Graph!');
  });

  it('shows one device by the object id that its page has', () => {
    const lab = estate();
    const { more } = answerView(lab.db, 'devices.record', { list: 'entra', deviceId: 3 });
    const id = more.find(({ label }) => label === 'Object ID')!.value;
    const line = `$null = Connect-MgGraph; $Device = Get-MgDevice -DeviceId ${String(id)}; $Device.AccountEnabled`;
    expect(type(lab, line)).toBe('True');
    prepared(lab.db, 'UPDATE entra_devices SET is_enabled = 0 WHERE device_id = 3').run();
    expect(type(lab, line)).toBe('False');
    expect(type(lab, '$null = Connect-MgGraph; Get-MgDevice -DeviceId nothing')).toContain('does not exist');
  });

  it('knows the object that stands for a device from the one that it replaced, by the ids of their pages', () => {
    const lab = estate();
    const { id, ...present } = record(lab, 'entra_devices', 3)!;
    const formerId = insertRow(lab.db, 'entra_devices', { ...present, is_current: 0 });
    const ids = (recordId: number) =>
      answerView(lab.db, 'devices.record', { list: 'entra', deviceId: 3, recordId }).more.map(({ value }) => value);
    expect(new Set([...ids(id), ...ids(formerId)]).size).toBe(4);
    for (const [deviceId, objectId] of [ids(id), ids(formerId)]) {
      const found = `(Get-MgDevice -Filter "deviceId eq '${String(deviceId)}'")`;
      expect(type(lab, `$null = Connect-MgGraph; ${found}.Count`)).toBe('1');
      expect(type(lab, `$null = Connect-MgGraph; ${found}.Id`)).toBe(objectId);
    }
  });

  it('filters by the whole of what is asked, or refuses it', () => {
    const lab = estate();
    prepared(lab.db, 'UPDATE entra_devices SET is_enabled = 0 WHERE device_id = 3').run();
    const count = (filter: string) => type(lab, `$null = Connect-MgGraph; (Get-MgDevice -Filter "${filter}").Count`);
    expect(count("trustType eq 'ServerAd'")).toBe('3');
    expect(count("trustType eq 'ServerAd' and accountEnabled eq true")).toBe('2');
    expect(count("not (trustType eq 'ServerAd')")).toBe('1');
    expect(count("startsWith(displayName, 'LAP')")).toContain('cannot be read here');
    expect(count("manufacturer eq 'Dell'")).toContain('cannot be read here');
  });

  it('is at servers, too', () => {
    const lab = estate();
    const { stdout } = giveInput(lab, 'servers.run', {
      server: 'domainController',
      command: `$null = Connect-MgGraph; ${registered}`,
    });
    expect(stdout).toBe('2');
  });
});

describe('a window of Windows PowerShell', () => {
  function open(answers: Record<string, { stdout: string; exitCode: number }> = {}) {
    const session = new PsSession();
    let sent: string[] = [];
    return async (line: string) => {
      sent = [];
      const said = await session.run(line, (whole) => {
        sent.push(whole);
        return Promise.resolve(answers[whole] ?? { stdout: '', exitCode: 0 });
      });
      return { sent, said };
    };
  }

  it('remembers a sign-in and variables, and sends along what a line needs', async () => {
    const type = open();
    expect((await type('Get-Date')).sent).toEqual(['Get-Date']);
    await type('Connect-MgGraph');
    expect((await type('hostname')).sent).toEqual(['hostname']);
    expect((await type('$Device = Get-MgDevice -DeviceId 1')).sent).toEqual([
      '$null = Connect-MgGraph; $Device = Get-MgDevice -DeviceId 1',
    ]);
    expect((await type('$device.AccountEnabled')).sent).toEqual([
      '$null = Connect-MgGraph; $Device = Get-MgDevice -DeviceId 1; $device.AccountEnabled',
    ]);
  });

  it('sends along what a variable itself needed, as it was then', async () => {
    const type = open();
    await type('$a = hostname');
    await type('$b = $a');
    await type('$a = whoami');
    expect((await type('$b')).sent).toEqual(['$a = hostname; $b = $a; $b']);
    await type('$c = Get-Date; Stop-Service ccmexec');
    expect((await type('$c')).sent).toEqual(['$c = Get-Date; $c']);
  });

  it('does once what acts, and keeps what it answered', async () => {
    const cycle = 'Start-ADSyncSyncCycle -PolicyType Delta';
    const type = open({
      [cycle]: { stdout: '\nResult : Success\n', exitCode: 0 },
      'Remove-ADComputer NONE': { stdout: 'Remove-ADComputer : Cannot find it.', exitCode: 1 },
    });
    expect(await type(`$r = ${cycle}`)).toEqual({ sent: [cycle], said: '' });
    expect(await type('$r')).toEqual({ sent: [], said: '\nResult : Success\n' });
    expect(await type('$r.Result; Get-Date')).toEqual({ sent: ['Get-Date'], said: 'Success' });
    await type('$copy = $r');
    expect((await type('$copy.result')).said).toBe('Success');
    expect(await type('$r = Remove-ADComputer NONE')).toEqual({
      sent: ['Remove-ADComputer NONE'],
      said: 'Remove-ADComputer : Cannot find it.',
    });
    expect((await type('$r.Result')).said).toBe('Success');
  });
});

describe('Where-Object', () => {
  const object = (kind: string, size: string) => [
    { name: 'Kind', value: kind },
    { name: 'Size', value: size },
  ];

  it.each([
    ["{$_.Kind -eq 'FOX'}", true],
    ["{ $_.Kind -ne fox -or $_.Size -eq '3' }", true],
    ["{($_.Kind -like 'f*') -and -not ($_.Size -eq 3)}", false],
    ['{$_.Kind}', true],
    ['{$_.Wings}', false],
    ["{$_.Wings -eq $null -and ($_.Kind -match 'o')}", true],
  ])('%s', (block, expected) => {
    expect(readCondition(block)(object('fox', '3'))).toBe(expected);
  });

  it.each(['{Kind -eq fox}', '{($_.Kind -eq fox}', '{$_.Kind -eq fox fox}', '{$_.Kind -eq}', '{$_.Kind = fox}', ''])(
    'does not guess at %s',
    (block) => {
      expect(() => readCondition(block)).toThrow('cannot be read here');
    },
  );

  it('and its opposite part whatever there is', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('fox', 'wolf', ''), fc.constantFrom('1', '2'))), (rows) => {
        const inner = "($_.Kind -eq 'fox') -or ($_.Size -eq '1')";
        const [is, isNot] = [readCondition(`{${inner}}`), readCondition(`{-not (${inner})}`)];
        for (const [kind, size] of rows) {
          expect(is(object(kind, size))).toBe(kind === 'fox' || size === '1');
          expect(isNot(object(kind, size))).toBe(!is(object(kind, size)));
        }
      }),
    );
  });
});
