import { describe, expect, it } from 'vitest';
import type { Lab } from '../../main/lab/lab.ts';
import { stateHash } from '../../main/db/hash.ts';
import { logList, logPlaces, logView } from '../../main/lab/logs/views.ts';
import { day, hour, minute } from '../../shared/time.ts';
import type { LogLine } from '../../shared/logs/views.ts';
import {
  buildLab,
  changeDevice,
  device,
  pass,
  refusalCode,
  runUntil,
  type DeviceSet,
  type LabSet,
} from '../support/build-lab.ts';
import { coManaged, coManagedLab, move } from '../support/co-managed.ts';
import { internetLab } from '../support/internet-lab.ts';

/** A hybrid joined computer with a client, on at all times, that Intune does not know. */
const client: DeviceSet = { join: 'hybrid', client: true, enrolled: false, presence: 'always' };
const domainClient: DeviceSet = { ...client, join: 'domain' };
const registration = 'User Device Registration/Admin';
const enrollment = 'DeviceManagement-Enterprise-Diagnostics-Provider/Admin';

const set = (lab: Lab, setting: string, value: string, target: string | null = null) =>
  lab.input('settings.configure', { setting, value, target });
const read = (lab: Lab, log: string, where = '1', tail = 5000): LogLine[] =>
  logView(lab.db, { where, log, tail }).lines;
const texts = (lab: Lab, log: string, where = '1'): string[] => read(lab, log, where).map(({ text }) => text);
const names = (lab: Lab, where = '1'): string[] => logList(lab.db, { where }).logs.map(({ name }) => name);
const enrollAll = (lab: Lab) => lab.input('comanagement.enable', { enroll: 'all', collectionId: null });
/** The texts that match, in the order in which they stand, without those that repeat the one before. */
const inOrder = (lines: readonly string[], ...patterns: RegExp[]): string[] => {
  const found = lines.flatMap((line) => patterns.filter((pattern) => pattern.test(line)).map(String));
  return found.filter((pattern, index) => pattern !== found[index - 1]);
};

describe('where logs lie', () => {
  it('knows the servers of the site by their roles, and devices by search', () => {
    const lab = buildLab({ devices: [client] });
    expect(logPlaces(lab.db, { search: '' })).toMatchObject([{ id: 'cm01.corp.fabrikam.com', kind: 'siteServer' }]);
    expect(logPlaces(lab.db, { search: 'lap-1' })).toEqual([{ id: '1', label: 'LAP-1', kind: 'device' }]);
    expect(logList(lab.db, { where: 'CM01' }).place).toBe('cm01.corp.fabrikam.com');
    expect(logList(lab.db, { where: '1' }).place).toBe('LAP-1');
    expect(names(lab, 'CM01')).toEqual(names(lab, 'cm01.corp.fabrikam.com'));
    expect(names(lab, 'cm01')).toContain('BgbServer.log');
    expect(names(lab, 'LAP-1')).toContain('CoManagementHandler.log');
  });

  it('has client logs only where there is a client, and none on what is no Windows computer', () => {
    const lab = buildLab({ devices: [{}, { model: 'iPhone 15', osBuild: 'ios', join: 'registered' }] });
    expect(names(lab)).toEqual([registration, enrollment, 'AAD/Operational']);
    expect(names(lab, '2')).toEqual([]);
    expect(refusalCode(() => read(lab, 'CoManagementHandler.log'))).toBe('logNotFound');
    expect(refusalCode(() => read(lab, 'x', 'nobody'))).toBe('deviceNotFound');
  });

  it('answers what was asked for, the last lines first cut off at the front', () => {
    const lab = buildLab({ devices: [client] });
    const whole = logView(lab.db, { where: 'LAP-1', log: 'policyagent', tail: 5000 });
    const end = logView(lab.db, { where: 'LAP-1', log: 'PolicyAgent.log', tail: 3 });
    expect(whole).toMatchObject({ where: 'LAP-1', log: 'PolicyAgent.log', total: whole.lines.length });
    expect(end.total).toBe(whole.total);
    expect(end.lines).toEqual(whole.lines.slice(-3));
    const listed = logList(lab.db, { where: '1' }).logs.find(({ name }) => name === 'PolicyAgent.log');
    expect(listed).toMatchObject({ entries: whole.total, lastAt: whole.lines.at(-1)!.at });
  });
});

describe('CcmNotificationAgent.log', () => {
  it('tells of a lost connection in the evening, and of none at midnight', () => {
    const lab = buildLab({ devices: [client, { ...client, presence: 'office' }] });
    pass(lab, 3 * day);
    const lost = (where: string) =>
      texts(lab, 'CcmNotificationAgent.log', where).filter((text) => text.includes('was lost'));
    expect(lost('1')).toEqual([]);
    expect(lost('2').length).toBeGreaterThan(1);
    expect(texts(lab, 'LocationServices.log').length).toBeLessThan(3);
  });
});

describe('CoManagementHandler.log', () => {
  it('tells the phases of an enrollment in their order', () => {
    const lab = buildLab({ devices: [client] });
    enrollAll(lab);
    runUntil(lab, () => device(lab).is_mdm_enrolled === 1, 2000);
    pass(lab, 2 * day);
    const lines = texts(lab, 'CoManagementHandler.log');
    expect(
      inOrder(
        lines,
        /CoManagementSettings_AutoEnroll' is 'true'/,
        /CoManagementSettings_Allow' is 'true'/,
        /CoManagementSettings_Capabilities' is '8197'/,
        /stay with Configuration Manager/,
        /^Queuing enrollment timer to fire at 2026/,
        /^Enrollment timer fired/,
        /^Read join info: tenant/,
        /^Enrolling device to MDM\.\.\. Try #1 out of 3$/,
        /RegisterDeviceWithManagementUsingAADDeviceCredentials/,
        /enrolled with MDM successfully/,
        /^Device Provisioned$/,
        /^Machine is already enrolled with MDM/,
      ).slice(0, 12),
    ).toHaveLength(12);
    expect(read(lab, 'CoManagementHandler.log').every(({ severity }) => severity === 'info')).toBe(true);
    expect(texts(lab, enrollment).filter((text) => text.startsWith('Event 75'))).toHaveLength(1);
    expect(texts(lab, 'ADALOperationProvider.log')).toContain('Getting the Entra device token.');
  });

  it('shows code and retry of a failed enrollment, and the tries that never come to an end', () => {
    const lab = buildLab({ devices: [client] });
    set(lab, 'windowsEnrollment', 'block');
    pass(lab, 20 * minute);
    enrollAll(lab);
    pass(lab, 2 * day);
    const failures = read(lab, 'CoManagementHandler.log').filter(({ severity }) => severity === 'error');
    expect(failures.length).toBeGreaterThanOrEqual(3);
    for (const { text } of failures) expect(text).toContain('0x80180014');
    expect(texts(lab, enrollment).some((text) => text.includes('Event 76') && text.includes('0x80180014'))).toBe(true);
    const before = failures.length;
    // Nothing is queued while the cause stands, and yet the log goes on: three tries a day.
    pass(lab, 3 * day);
    const after = read(lab, 'CoManagementHandler.log').filter(({ severity }) => severity === 'error');
    expect(after.length - before).toBe(9);
    const [first, second, third] = after.slice(-3).map(({ at }) => at);
    expect([second! - first!, third! - second!]).toEqual([15 * minute, 15 * minute]);
  });

  it('tells a moved workload with the new capability value', () => {
    const lab = coManagedLab({ devices: [coManaged()] });
    move(lab, 'compliancePolicies', 'intune');
    pass(lab, 2 * hour);
    const lines = texts(lab, 'CoManagementHandler.log');
    expect(lines).toContain("Merged value for setting 'CoManagementSettings_Capabilities' is '8199'");
    expect(lines).toContain('Workload 2 (Compliance policies) is managed by Intune.');
    expect(texts(lab, 'ComplRelayAgent.log').at(-1)).toContain('nothing to report');
    expect(texts(lab, 'WUAHandler.log').at(-1)).toContain('software update point');
  });
});

describe('the way to a hybrid join', () => {
  const prepared = (more: Partial<LabSet> = {}): Lab => {
    const lab = buildLab({ devices: [domainClient], ...more });
    set(lab, 'scp', 'ownTenant');
    set(lab, 'entraConnectHybridJoin', 'on');
    return lab;
  };

  it('shows the certificate, the expected first failure, and the registration', () => {
    const lab = prepared();
    set(lab, 'autoRegister', 'on');
    pass(lab, 4 * hour);
    const lines = texts(lab, registration);
    const phases = [/Event 331/, /Event 304: .* join phase.*0x801c03f2.*DirectoryError.*by the given id/, /Event 306/];
    expect(inOrder(lines, ...phases)).toEqual([phases[0], phases[1], phases[0], phases[2]].map(String));
    // That the device is joined already is no news of the certificate.
    const joined = read(lab, registration).find(({ text }) => text.startsWith('Event 306'))!.at;
    for (const { at, text } of read(lab, registration))
      if (text.startsWith('Event 335')) expect(at).toBeGreaterThan(joined);
    expect(texts(lab, 'PolicyEvaluator.log').join()).toContain('Automatically register');
  });

  it('repeats an attempt that cannot succeed every hour without storing it', () => {
    const lab = prepared();
    set(lab, 'deviceScp', 'wrongTenant', '1');
    set(lab, 'autoRegister', 'on');
    pass(lab, 3 * hour);
    const stored = () => lab.db.prepare(`SELECT count(*) FROM history WHERE kind = 'joinAttempt'`).pluck().get();
    const before = texts(lab, registration).filter((text) => /^Event 304.*0x801c003a/.test(text)).length;
    const storedBefore = stored();
    pass(lab, 5 * hour);
    const after = texts(lab, registration).filter((text) => /^Event 304.*0x801c003a/.test(text)).length;
    expect(after - before).toBe(5);
    expect(stored()).toBe(storedBefore);
  });
});

describe('recurring lines', () => {
  it('follow the schedule of polls, heartbeats and daily checks', () => {
    const lab = buildLab({ devices: [client] });
    changeDevice(lab, { client_health: 'ok' });
    pass(lab, 2 * day);
    const polls = read(lab, 'PolicyAgent.log').filter(({ text }) => text.startsWith('Requesting machine policy'));
    const inTwoDays = polls.filter(({ at }) => at > lab.now - 2 * day);
    expect(inTwoDays).toHaveLength(48);
    for (const [index, { at }] of inTwoDays.entries()) if (index > 0) expect(at - inTwoDays[index - 1]!.at).toBe(hour);
    expect(polls[0]!.at).toBeGreaterThanOrEqual(lab.now - 7 * day);
  });

  it('show a policy retrieval that somebody asked for', () => {
    const lab = buildLab({ devices: [client] });
    lab.input('desktop.trigger', { deviceId: 1, trigger: 'machinePolicy' });
    expect(texts(lab, 'PolicyAgent.log').at(-2)).toContain('(started by request)');
    expect(read(lab, 'PolicyAgent.log').at(-1)!.at).toBe(lab.now);
  });

  it('change nothing, however often they are read', () => {
    const lab = buildLab({ devices: [client] });
    enrollAll(lab);
    pass(lab, day);
    const before = stateHash(lab.db);
    for (const where of ['1', 'cm01']) for (const log of names(lab, where)) read(lab, log, where);
    expect(stateHash(lab.db)).toBe(before);
  });

  it('are the same whether the lab jumped or stepped', () => {
    const jumped = buildLab({ devices: [client] });
    const stepped = buildLab({ devices: [client] });
    for (const lab of [jumped, stepped]) enrollAll(lab);
    pass(jumped, 30 * hour);
    for (let i = 0; i < 30; i += 1) pass(stepped, hour);
    for (const log of names(jumped)) expect(read(stepped, log), log).toEqual(read(jumped, log));
  });
});

describe('logs of the site', () => {
  it('says what a blocked management point means from site version 2603 on', () => {
    const lab = buildLab({ devices: [client] });
    for (const [id, value] of [
      ['azureServices', 'created'],
      ['gateway', 'ready'],
      ['managementPointInternet', 'blocked'],
    ] as const)
      set(lab, id, value);
    pass(lab, 3 * hour);
    expect(texts(lab, 'CloudMgr.log', 'cm01').join('\n')).toMatch(/Creating[\s\S]*is Ready/);
    const refused = read(lab, 'CCM_STS_ManagedBase.log', 'cm01');
    expect(refused).toHaveLength(3);
    expect(refused[0]).toMatchObject({ severity: 'error', text: expect.stringContaining('MISE12034') as string });
  });

  const gatewayFaults: [setting: string, bad: string, good: string, said: RegExp][] = [
    ['gatewayConnectionPoint', 'disconnected', 'connected', /cannot be built up again/],
    ['gatewayCrl', 'unreachable', 'reachable', /403: CMGConnector_Clientcertificaterequired/],
    ['gatewayCertificate', 'expired', 'valid', /certificate of the gateway has expired/],
    ['managementPointGateway', 'off', 'on', /answered with 503/],
  ];
  it('repeats by the hour what the gateway connection point fails at, and that all is well by the day', () => {
    const lab = internetLab();
    pass(lab, 3 * day);
    const lines = (log: string, said: RegExp, seconds: number) =>
      read(lab, log, 'cm01').filter(({ at, text }) => at > lab.now - seconds && said.test(text));
    expect(lines('CloudMgr.log', /is Ready\.$/, 3 * day)).toHaveLength(3);
    expect(lines('SMS_Cloud_ProxyConnector.log', /stands\.$/, 3 * day)).toHaveLength(3);
    for (const [setting, bad, good, said] of gatewayFaults) {
      set(lab, setting, bad);
      pass(lab, 2 * hour);
      const failures = lines('SMS_Cloud_ProxyConnector.log', said, 2 * hour);
      expect(failures, setting).toMatchObject([{ severity: 'error' }, { severity: 'error' }]);
      set(lab, setting, good);
      // What was written stays, and nothing follows it.
      pass(lab, 2 * hour);
      expect(lines('SMS_Cloud_ProxyConnector.log', said, 4 * hour), setting).toEqual(failures);
    }
  });

  it('says why the cloud gets no answer of the site', () => {
    const lab = buildLab({ devices: [client] });
    expect(texts(lab, 'SMS_REST_PROVIDER.log', 'cm01')).toEqual([]);
    set(lab, 'providerAuthentication', 'mfa');
    pass(lab, 2 * hour);
    expect(texts(lab, 'SMS_REST_PROVIDER.log', 'cm01').at(-1)).toContain('403');
  });
});
