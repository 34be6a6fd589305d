import { describe, expect, it } from 'vitest';
import type { Lab } from '../../main/lab/lab.ts';
import { logView } from '../../main/lab/logs/views.ts';
import { traceView } from '../../main/lab/actions/trace.ts';
import { authorityOfDevice } from '../../main/lab/workloads/authority.ts';
import { day, hour } from '../../shared/time.ts';
import { attachedLab } from '../support/attached-lab.ts';
import {
  buildLab,
  device,
  order,
  pass,
  runUntil,
  runUntilFinished,
  settle,
  type DeviceSet,
} from '../support/build-lab.ts';
import { addBoxes, internetLab, put } from '../support/internet-lab.ts';
import { gatewayName } from '../../main/simulation/site/gateway.ts';
import { estateOf } from '../../main/lab/engine/estate.ts';
import { factsOf } from '../../main/lab/engine/facts.ts';

/** Lines that pages tell people to search for, where they tell them to search. */

const client: DeviceSet = { join: 'hybrid', client: true, enrolled: false, presence: 'always' };
const texts = (lab: Lab, log: string, where = '1'): string[] =>
  logView(lab.db, { where, log, tail: 100_000 }).lines.map(({ text }) => text);
const mdm = 'DeviceManagement-Enterprise-Diagnostics-Provider/Admin';

describe('the client of path 1', () => {
  it('tells policy, timer in local time, try and registration in the documented words', () => {
    const lab = buildLab({ devices: [client] });
    lab.input('desktop.run', { deviceId: 1, command: 'shutdown /r /t 0' });
    settle(lab);
    lab.input('comanagement.enable', { enroll: 'all', collectionId: null });
    runUntil(lab, () => device(lab).is_mdm_enrolled === 1, 2000);
    settle(lab);
    const lines = texts(lab, 'CoManagementHandler.log');
    expect(lines).toContain('Device is not MDM enrolled yet. All workloads are managed by SCCM.');
    expect(lines.join('\n')).toContain('Successfully queued MDM auto enrollment');
    expect(lines).toContain('Enrolling device with RegisterDeviceWithManagementUsingAADDeviceCredentials');
    expect(lines.find((text) => text.startsWith('Queuing enrollment timer'))).toMatch(
      /to fire at \d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d local time$/,
    );
    expect(texts(lab, 'ClientIDManagerStartup.log').join('\n')).toContain('[RegTask] - Client is registered');
  });

  it('shows a try in every log that would show it, and as often', () => {
    const lab = buildLab({ devices: [client] });
    put(lab, 'deviceMdmBlock', 'legacyAgent', '1');
    lab.input('comanagement.enable', { enroll: 'all', collectionId: null });
    pass(lab, 4 * day);
    const count = (log: string, pattern: RegExp) => texts(lab, log).filter((text) => pattern.test(text)).length;
    const tries = count('CoManagementHandler.log', /^Enrolling device to MDM\.\.\. Try #/);
    expect(tries).toBeGreaterThanOrEqual(9);
    expect(count('CoManagementHandler.log', /failed with error code 0x80180026/)).toBe(tries);
    expect(
      count(
        mdm,
        /^Event 76: Auto MDM Enroll: Device Credential \(0x1\), Failed \(Unknown Win32 Error code: 0x80180026\)$/,
      ),
    ).toBe(tries);
    expect(count('ADALOperationProvider.log', /^Getting the Entra device token/)).toBe(tries);
  });
});

describe('a computer that went through Autopilot without a Co-management settings policy', () => {
  const autopilot = (): { lab: Lab; id: number } => {
    const lab = internetLab({ delivery: 'app' });
    const [id] = addBoxes(lab) as [number];
    runUntil(lab, () => device(lab, id).client_version !== null, 4000);
    pass(lab, 2 * day);
    // In the middle of a working day it is on.
    const presence = factsOf(lab.db, id).presence!;
    lab.advanceTo(presence.nextOn('internet', lab.now)! + hour);
    return { lab, id };
  };

  it('is with Intune by a value of its own, and names no policy that does not exist', () => {
    const { lab, id } = autopilot();
    const reg = (key: string) => lab.input('desktop.run', { deviceId: id, command: `reg query "${key}"` }).stdout;
    expect(reg('HKLM\\SOFTWARE\\Microsoft\\CCM')).toContain('0x7ffff0ff');
    expect(reg('HKLM\\SOFTWARE\\Microsoft\\DeviceManageabilityCSP\\Provider\\MS DM Server')).toMatch(
      /ConfigInfo +REG_SZ +1/,
    );
    for (const row of authorityOfDevice(lab.db, id))
      expect(row).toMatchObject({ authority: 'intune', why: 'noSettingsPolicy' });
    const lines = texts(lab, 'CoManagementHandler.log', String(id));
    const merged = lines.findIndex((text) => text.includes("Capabilities' is '8197'"));
    expect(merged).toBeGreaterThanOrEqual(0);
    expect(lines.slice(merged).join('\n')).toContain("capabilities are '2147479807'");
    expect(lines.join('\n')).not.toContain('12543');
  });
});

describe('an action over the site', () => {
  const guid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

  it('is told by upload, notification and channel in the documented words', () => {
    const lab = attachedLab();
    const id = order(lab, 'syncMachinePolicy');
    runUntilFinished(lab, id);
    settle(lab);
    expect(texts(lab, 'CMGatewaySyncUploadWorker.log', 'cm01').join('\n')).toMatch(/Batching \d+ records/);
    const worker = texts(lab, 'CMGatewayNotificationWorker.log', 'cm01').join('\n');
    for (const said of [
      'Validating basic notification details',
      'Validating device action message content...',
      'TemplateID: RequestMachinePolicy',
    ])
      expect(worker).toContain(said);
    expect(worker).toMatch(new RegExp(`AADUserID: ${guid}`));
    const server = texts(lab, 'BgbServer.log', 'cm01').join('\n');
    expect(server).toContain('Get one push message from database.');
    expect(server).toMatch(/Starting to send push task \(PushID: \d+ /);
    expect(texts(lab, 'CcmNotificationAgent.log').join('\n')).toMatch(/Receive task from server with pushid=\d+/);
    // The joined trace says it as the logs do.
    const [, authorized] = traceView(lab.db, { actionId: id }).hops;
    expect(authorized!.text).toMatch(new RegExp(`TemplateID: RequestMachinePolicy .*AADUserID: ${guid};`));
  });

  it('and the discovery of users say what the tutorial tells people to look for', () => {
    const lab = internetLab();
    lab.input('identity.runNow', { what: 'entraUserDiscovery' });
    settle(lab);
    expect(texts(lab, 'SMS_AZUREAD_DISCOVERY_AGENT.log', 'cm01').join('\n')).toContain(
      'Successfully published UDX for Microsoft Entra users',
    );
  });
});

describe('the gateway in the logs', () => {
  it('is told by its service name', () => {
    const lab = internetLab();
    put(lab, 'gateway', 'none');
    put(lab, 'gateway', 'ready');
    pass(lab, 2 * hour);
    const lines = texts(lab, 'CloudMgr.log', 'cm01').join('\n');
    expect(lines).toContain(gatewayName(estateOf(lab.db)));
    expect(lines).not.toContain('CCM_Proxy_MutualAuth');
  });
});

describe('a setup that Windows Installer refuses', () => {
  it('is told by the MDM client, and ccmsetup never ran', () => {
    const lab = internetLab({ delivery: 'app' });
    put(lab, 'clientCommandLine', 'CCMSETUPCMD=\u201dCCMHOSTNAME=X/CCM_Proxy_MutualAuth/1 SMSSITECODE=FAB\u201d');
    const [id] = addBoxes(lab) as [number];
    runUntil(lab, () => device(lab, id).is_mdm_enrolled === 1, 4000);
    pass(lab, day);
    expect(texts(lab, mdm, String(id)).join('\n')).toContain('MSI error 1639');
    expect(() => texts(lab, 'ccmsetup.log', String(id))).toThrow(/There is no log/);
  });
});
