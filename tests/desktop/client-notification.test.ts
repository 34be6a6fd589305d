import { describe, expect, it } from 'vitest';
import { answerView } from '../../main/lab/door.ts';
import type { Lab } from '../../main/lab/lab.ts';
import { hour, minute } from '../../shared/time.ts';
import { buildLab, pass } from '../support/build-lab.ts';
import { coManaged, coManagedLab } from '../support/co-managed.ts';

const trigger = (lab: Lab, id: string, deviceId = 1) => lab.input('desktop.trigger', { deviceId, trigger: id });
const logTexts = (lab: Lab, where: string, log: string): string[] =>
  answerView(lab.db, 'logs.read', { where, log, tail: 1000 }).lines.map(({ text }) => text);
const inRegistry = (lab: Lab, key: string): string =>
  lab.input('desktop.run', { deviceId: 1, command: `reg query HKLM\\SOFTWARE\\Microsoft\\CCM\\Logging\\${key}` })
    .stdout;

describe('Client Diagnostics', () => {
  it('sets the log level of the client, and sets it back', () => {
    const lab = buildLab({ devices: [coManaged({ name: 'HERE-1' })] });
    trigger(lab, 'enableVerboseLogging');
    expect(inRegistry(lab, '@GLOBAL')).toContain('LogLevel    REG_DWORD    0x0');
    expect(inRegistry(lab, 'DebugLogging')).toContain('Enabled    REG_SZ    True');
    trigger(lab, 'disableVerboseLogging');
    expect(inRegistry(lab, '@GLOBAL')).toContain('LogLevel    REG_DWORD    0x1');
    expect(inRegistry(lab, 'DebugLogging')).toContain('Enabled    REG_SZ    False');
    expect(logTexts(lab, 'HERE-1', 'diagnostics.log')).toEqual([
      'The global log level is set to verbose, and debug logging is enabled.',
      'The global log level is set to default, and debug logging is disabled.',
    ]);
    expect(lab.check()).toEqual([]);
    expect(lab.replay().equal).toBe(true);
  });

  it('has logs of clients collected: told at client, management point and site server once the client hears it', () => {
    const lab = buildLab({ devices: [coManaged({ name: 'AWAY-1', presence: 'leavesSoon' })] });
    pass(lab, 10 * minute);
    trigger(lab, 'collectClientLogs');
    const said = () => ['MP_SinvCollFile.log', 'sinvproc.log'].flatMap((log) => logTexts(lab, 'cm01', log));
    expect(said()).toEqual([]);
    expect(answerView(lab.db, 'desktop.operations', {})).toMatchObject([
      { label: 'Collect Client Logs', state: 'running', waiting: 1 },
    ]);
    pass(lab, 24 * hour);
    expect(said()).toEqual([
      'Collected client logs were received from AWAY-1.',
      'Client logs of AWAY-1 were stored in Inboxes\\sinv.box\\FileCol.',
    ]);
    expect(logTexts(lab, 'AWAY-1', 'diagnostics.log').at(-1)).toBe('Client logs were sent to the management point.');
  });
});

describe('Endpoint Protection', () => {
  const told = (lab: Lab) => logTexts(lab, 'HERE-1', 'EndpointProtectionAgent.log').at(-1);
  const manage = (lab: Lab) =>
    lab.input('settings.configure', { setting: 'manageEndpointProtection', value: 'on', target: null });
  const devices = [coManaged({ name: 'HERE-1' })];

  it('is started where the client settings manage it, and nowhere else', () => {
    const lab = buildLab({ devices });
    trigger(lab, 'quickScan');
    expect(told(lab)).toContain('Quick Scan was requested: the client settings do not manage Endpoint Protection');
    manage(lab);
    trigger(lab, 'fullScan');
    expect(told(lab)).toBe('Full Scan was requested: Microsoft Defender Antivirus has started it.');
    lab.db.prepare('UPDATE devices SET is_defender_on = 0').run();
    trigger(lab, 'downloadDefinition');
    expect(told(lab)).toBe('Download Definition was requested: Microsoft Defender Antivirus is not running.');
    expect(logTexts(lab, 'HERE-1', 'EndpointProtectionAgent.log')).toHaveLength(3);
  });

  it('is left to Intune where its workload is there', () => {
    const lab = coManagedLab({ devices, sliders: [{ workload: 'endpointProtection', position: 'intune' }] });
    manage(lab);
    trigger(lab, 'quickScan');
    expect(told(lab)).toContain('Endpoint Protection is managed by Intune');
  });
});
