import { describe, expect, it } from 'vitest';
import { currentRecord, currentSchedule, findRow, prepared, updateRow } from '../../main/db/tables.ts';
import { answerView } from '../../main/lab/door.ts';
import { applyChanges } from '../../main/lab/engine/apply.ts';
import { factsOf } from '../../main/lab/engine/facts.ts';
import { componentStatus } from '../../main/lab/site/components.ts';
import { countDevices } from '../../main/lab/devices/list.ts';
import { gatewayView } from '../../main/lab/site/gateway.ts';
import { estateOf } from '../../main/lab/engine/estate.ts';
import { enablementCommandLine, gatewayAddress, gatewayState } from '../../main/simulation/site/gateway.ts';
import { reachesSite } from '../../main/simulation/comanagement/policy.ts';
import { unpack } from '../../main/simulation/autopilot/join.ts';
import { queueReports } from '../../main/simulation/contact/contact.ts';
import { lastContact } from '../../main/simulation/kernel/schedule.ts';
import type { Lab } from '../../main/lab/lab.ts';
import type { ActionView } from '../../shared/actions/views.ts';
import type { ComponentStatus } from '../../shared/site/views.ts';
import { day, hour, minute } from '../../shared/time.ts';
import { buildLab, pass } from '../support/build-lab.ts';
import {
  addBoxes,
  gatewaySettings,
  historyOf,
  internetClient,
  internetLab,
  isCoManaged,
  lastOf,
  put,
  stateOf,
} from '../support/internet-lab.ts';

const component = (lab: Lab, name: string): ComponentStatus | undefined =>
  componentStatus(lab.db).find(({ component: known }) => known === name);
const partState = (lab: Lab, id: string) =>
  gatewayState(estateOf(lab.db), lab.now).parts.find((part) => part.id === id)!;

describe('creating a gateway', () => {
  it('takes half an hour to an hour, and shows the command line only then', () => {
    const lab = buildLab();
    put(lab, 'azureServices', 'created');
    put(lab, 'gateway', 'ready');
    const { readyAt } = gatewayView(lab.db);
    expect(readyAt! - lab.now).toBeGreaterThanOrEqual(30 * minute);
    expect(readyAt! - lab.now).toBeLessThanOrEqual(60 * minute);
    expect(partState(lab, 'gateway')).toMatchObject({ ok: false, state: 'Provisioning' });
    expect(gatewayView(lab.db).address).toBeNull();
    expect(enablementCommandLine(estateOf(lab.db), lab.now)).toBeNull();
    pass(lab, hour);
    expect(partState(lab, 'gateway')).toMatchObject({ ok: true, state: 'Ready' });
    expect(lastOf(lab, 0, 'gatewayReady')!.at).toBe(readyAt);
    expect(enablementCommandLine(estateOf(lab.db), lab.now)).toBe(
      `CCMSETUPCMD="CCMHOSTNAME=${gatewayView(lab.db).address} SMSSITECODE=FAB"`,
    );
    expect(gatewayAddress(estateOf(lab.db))).toMatch(/^[A-Z0-9.]+\/CCM_Proxy_MutualAuth\/\d{17}$/);
  });

  it('leaves its second phase and its health in logs that the site takes over from Azure', () => {
    const lab = buildLab();
    const texts = (log: string) =>
      answerView(lab.db, 'logs.read', { where: 'cm01', log, tail: 1000 }).lines.map(({ text }) => text);
    for (const log of ['CMGSetup.log', 'CMGService.log']) expect(texts(log)).toEqual([]);
    put(lab, 'azureServices', 'created');
    put(lab, 'gatewayConnectionPoint', 'connected');
    put(lab, 'gateway', 'ready');
    pass(lab, hour);
    expect(texts('CMGSetup.log').at(-1)).toBe('Setup of the cloud management gateway succeeded.');
    expect(texts('CMGService.log').at(-1)).toMatch(/^Service .+ has started\.$/);
    pass(lab, day);
    expect(texts('CMGService.log').at(-1)).toBe('Service is healthy.');
    put(lab, 'gatewayCertificate', 'expired');
    pass(lab, 2 * hour);
    const told = texts('CMGService.log');
    expect(told.slice(-2)).toEqual(Array(2).fill('The server authentication certificate has expired.'));
    put(lab, 'serverAppSecret', 'expired');
    pass(lab, day);
    expect(texts('CMGService.log')).toEqual(told);
  });

  it.each([
    ['azureServices', 'none', 'created'],
    ['serviceConnectionPoint', 'offline', 'online'],
    ['serviceEndpoints', 'blocked', 'open'],
    ['serverAppSecret', 'expired', 'valid'],
    ['conditionalAccessBlocksServerApp', 'on', 'off'],
  ])('does not begin with %s %s, and begins when that is put right', (setting, bad, good) => {
    const lab = buildLab();
    put(lab, 'azureServices', 'created');
    put(lab, setting, bad);
    put(lab, 'gateway', 'ready');
    expect(partState(lab, 'gateway')).toMatchObject({ ok: false, state: 'Provisioning failed' });
    expect(lastOf(lab, 0, 'gatewayFailed')).toBeDefined();
    expect(component(lab, 'SMS_CLOUD_SERVICES_MANAGER')).toMatchObject({ status: 'critical' });
    pass(lab, day);
    expect(gatewayView(lab.db).readyAt).toBeNull();
    put(lab, setting, good);
    expect(partState(lab, 'gateway').state).toBe('Provisioning');
    pass(lab, hour);
    expect(partState(lab, 'gateway').ok).toBe(true);
  });

  it('fails when the site loses its way to Azure meanwhile', () => {
    const lab = buildLab();
    put(lab, 'azureServices', 'created');
    put(lab, 'gateway', 'ready');
    put(lab, 'serviceEndpoints', 'blocked');
    pass(lab, 2 * hour);
    expect(partState(lab, 'gateway').state).toBe('Provisioning failed');
    put(lab, 'serviceEndpoints', 'open');
    pass(lab, hour);
    expect(partState(lab, 'gateway').state).toBe('Ready');
  });

  it('begins anew after a gateway was deleted', () => {
    const lab = internetLab();
    expect(gatewayView(lab.db)).toMatchObject({ isReady: true, clients: 0 });
    put(lab, 'gateway', 'none');
    expect(partState(lab, 'gateway').state).toBe('Not created');
    put(lab, 'gateway', 'ready');
    expect(partState(lab, 'gateway').state).toBe('Provisioning');
  });

  it('is ready only with every part that clients need', () => {
    for (const setting of Object.keys(gatewaySettings).filter(
      (id) => !['cloudDistribution', 'internetUserPolicy'].includes(id),
    )) {
      const lab = internetLab({
        settings: {
          [setting]: setting === 'managementPointGateway' || setting === 'entraUserDiscovery' ? 'off' : 'none',
        },
      });
      expect(gatewayView(lab.db).isReady).toBe(false);
    }
    expect(gatewayView(internetLab().db).isReady).toBe(true);
  });
});

type Fault = {
  setting: string;
  bad: string;
  good: string;
  code: string;
  part: string;
  /** A registered client loses its way as well. */
  stopsPolicy: boolean;
  http?: number;
  name?: string;
};
/** Co-management notes §10 and identity notes §5 and §6: what is broken, what a client meets, and its cure. */
const faults: Fault[] = [
  {
    setting: 'gatewayCertificate',
    bad: 'expired',
    good: 'valid',
    code: '0x80072f8f',
    part: 'gatewayCertificate',
    stopsPolicy: true,
  },
  {
    setting: 'gatewayConnectionPoint',
    bad: 'disconnected',
    good: 'connected',
    code: '0x87d0027e',
    part: 'gatewayConnectionPoint',
    stopsPolicy: true,
  },
  {
    setting: 'gatewayConnectionPoint',
    bad: 'none',
    good: 'connected',
    code: '0x87d0027e',
    part: 'gatewayConnectionPoint',
    stopsPolicy: true,
  },
  {
    setting: 'managementPointGateway',
    bad: 'off',
    good: 'on',
    code: '0x87d0027e',
    part: 'managementPointGateway',
    stopsPolicy: true,
  },
  {
    setting: 'managementPointInternet',
    bad: 'blocked',
    good: 'open',
    code: '0x87d0027e',
    part: 'managementPointInternet',
    stopsPolicy: true,
    http: 401,
    name: 'MISE12034',
  },
  {
    setting: 'gatewayCrl',
    bad: 'unreachable',
    good: 'reachable',
    code: '0x87d0027e',
    part: 'gatewayCrl',
    stopsPolicy: true,
    http: 403,
    name: 'CMGConnector_Clientcertificaterequired',
  },
  {
    setting: 'enhancedHttp',
    bad: 'http',
    good: 'enhanced',
    code: '0x87d0027e',
    part: 'communication',
    stopsPolicy: true,
  },
  {
    setting: 'azureServices',
    bad: 'none',
    good: 'created',
    code: '0xcaa20003',
    part: 'azureServices',
    stopsPolicy: true,
  },
  {
    setting: 'entraUserDiscovery',
    bad: 'off',
    good: 'on',
    code: '0x87d00231',
    part: 'entraUserDiscovery',
    stopsPolicy: false,
  },
];
const title = ({ setting, bad }: Fault): [string, string] => [setting, bad];

describe.each(faults.map((fault) => [...title(fault), fault] as const))('%s %s', (_setting, _bad, fault) => {
  const { setting, bad, good, code, part, stopsPolicy, http, name } = fault;

  it(`keeps a new client out with ${code}, until it is put right`, () => {
    const lab = internetLab({ delivery: 'app', settings: { [setting]: bad } });
    const [id] = addBoxes(lab) as [number];
    pass(lab, 8 * day);
    expect(lastOf(lab, id, 'ccmsetupFailed')!.details).toMatchObject({
      exitCode: 6,
      code,
      cause: part,
      ...(http === undefined ? {} : { http }),
      ...(name === undefined ? {} : { name }),
    });
    expect(stateOf(lab, id)).toMatchObject({ reason: 'gatewayDown', code, expected_by: null });
    expect(pass(lab, day).events).toBe(0);
    put(lab, setting, good);
    pass(lab, 3 * day);
    expect(isCoManaged(lab, id)).toBe(true);
    expect(lab.check()).toEqual([]);
  });

  it(`${stopsPolicy ? 'cuts off' : 'does not concern'} a client that is registered`, () => {
    const { lab, id } = internetClient();
    const before = lastContact(currentSchedule(lab.db, id, 4)!, factsOf(lab.db, id).presence, lab.now);
    put(lab, setting, bad);
    expect(reachesSite(factsOf(lab.db, id), lab.now)).toBe(!stopsPolicy);
    pass(lab, 3 * day);
    const open = currentSchedule(lab.db, id, 4)!;
    const last = lastContact(open, open.pattern_id === null ? undefined : factsOf(lab.db, id).presence, lab.now);
    if (!stopsPolicy) {
      expect(last).toBeGreaterThan(before!);
      return;
    }
    expect(last).toBe(before);
    expect(lastOf(lab, id, 'gatewayLost')!.details).toMatchObject({ code, part });
    expect(pass(lab, day).events).toBe(0);
    put(lab, setting, good);
    pass(lab, day);
    expect(lastOf(lab, id, 'gatewayReached')).toBeDefined();
    expect(reachesSite(factsOf(lab.db, id), lab.now)).toBe(true);
    const again = currentSchedule(lab.db, id, 4)!;
    expect(lastContact(again, factsOf(lab.db, id).presence, lab.now)).toBeGreaterThan(before!);
    expect(lab.check()).toEqual([]);
  });
});

describe('a client of the internet', () => {
  it('misses policy while the gateway is down, and gets it once it is back', () => {
    const { lab, id } = internetClient();
    put(lab, 'gatewayCertificate', 'expired');
    pass(lab, hour);
    lab.input('workloads.move', { workload: 'compliancePolicies', position: 'intune', collectionId: null });
    const { flags } = stateOf(lab, id)!;
    pass(lab, 2 * day);
    expect(stateOf(lab, id)!.flags).toBe(flags);
    put(lab, 'gatewayCertificate', 'valid');
    pass(lab, 2 * day);
    expect(stateOf(lab, id)!.flags).toBe(flags | 2);
    expect(
      prepared(lab.db, 'SELECT comgmt_flags FROM configmgr_devices WHERE device_id = ? AND is_current = 1')
        .pluck()
        .get(id),
    ).toBe(flags | 2);
  });

  it('runs the task of the cloud, and tells its new Windows, once the gateway is back', () => {
    const { lab, id } = internetClient();
    lab.input('attach.configure', { collectionId: null, analytics: false, enforceRbac: true, defenderReports: true });
    pass(lab, hour);
    put(lab, 'gatewayCertificate', 'expired');
    pass(lab, hour);
    const [{ id: task }] = lab.input('actions.order', { kind: 'syncMachinePolicy', deviceIds: [id], options: {} }) as [
      ActionView,
    ];
    const version = '10.0.26100.9999';
    updateRow(lab.db, 'devices', id, { os_version: version });
    applyChanges(lab.db, queueReports(factsOf(lab.db, id), lab.now), lab.now);
    pass(lab, 3 * day);
    expect(findRow(lab.db, 'actions', task)).toMatchObject({ state: 'active', reason: 'neverContacts' });
    expect(currentRecord(lab.db, 'configmgr_devices', id)!.os_version).not.toBe(version);
    put(lab, 'gatewayCertificate', 'valid');
    pass(lab, 3 * day);
    expect(findRow(lab.db, 'actions', task)).toMatchObject({ state: 'done', result_code: '0x0' });
    expect(currentRecord(lab.db, 'configmgr_devices', id)!.os_version).toBe(version);
    expect(lab.check()).toEqual([]);
  });

  it('hears what the site kept for it, and runs its script, once the gateway is back', () => {
    const { lab, id } = internetClient();
    lab.input('attach.configure', { collectionId: null, analytics: false, enforceRbac: true, defenderReports: true });
    pass(lab, hour);
    put(lab, 'gatewayCertificate', 'expired');
    pass(lab, minute);
    lab.input('desktop.trigger', { deviceId: id, trigger: 'collectDiscoveryData' });
    lab.input('attach.runScript', { deviceId: id, script: 'Get-ClientVersion' });
    const waiting = () => [
      ...factsOf(lab.db, id).queued('notificationArrives'),
      ...factsOf(lab.db, id).queued('scriptEnds'),
    ];
    const begun = lab.now;
    expect(waiting().map(({ dueAt }) => dueAt - begun)).toEqual([7 * day, hour]);
    put(lab, 'gatewayCertificate', 'valid');
    pass(lab, 1);
    const [notified, ran] = waiting().map(({ dueAt }) => dueAt) as [number, number];
    expect(notified).toBeLessThan(lab.now + hour);
    expect(ran).toBe(Math.min(notified, begun + hour));
    lab.advanceTo(notified);
    expect(waiting()).toEqual([]);
    expect(lastOf(lab, id, 'notificationReceived')).toBeDefined();
    expect(findRow(lab.db, 'script_runs', 1)!.output).toBe(findRow(lab.db, 'devices', id)!.client_version);
    expect(lab.check()).toEqual([]);
  });

  it('leaves clients on the network of the site alone', () => {
    const lab = buildLab({ devices: [{ join: 'hybrid', client: true, presence: 'always' }] });
    const before = currentSchedule(lab.db, 1, 2);
    put(lab, 'gatewayCertificate', 'expired');
    pass(lab, day);
    expect(currentSchedule(lab.db, 1, 2)).toEqual(before);
    expect(reachesSite(factsOf(lab.db, 1), lab.now)).toBe(true);
  });

  it('needs the root of a private CA: WINHTTP_CALLBACK_STATUS_FLAG_INVALID_CA without it', () => {
    const { lab, id } = internetClient();
    put(lab, 'gatewayCertificate', 'private');
    pass(lab, hour);
    expect(lastOf(lab, id, 'gatewayLost')).toBeUndefined();
    put(lab, 'deviceGatewayTrust', 'missing', String(id));
    pass(lab, minute);
    expect(lastOf(lab, id, 'gatewayLost')!.details).toMatchObject({
      code: '0x80072f8f',
      name: 'WINHTTP_CALLBACK_STATUS_FLAG_INVALID_CA',
    });
    put(lab, 'deviceGatewayTrust', 'ok', String(id));
    pass(lab, minute);
    expect(lastOf(lab, id, 'gatewayReached')).toBeDefined();
  });

  it('cannot be installed without that root either', () => {
    const lab = internetLab({ settings: { gatewayCertificate: 'private' } });
    const [id] = addBoxes(lab) as [number];
    put(lab, 'deviceGatewayTrust', 'missing', String(id));
    applyChanges(lab.db, unpack(factsOf(lab.db, id), lab.now), lab.now);
    pass(lab, 30 * minute);
    expect(lastOf(lab, id, 'ccmsetupFailed')!.details).toMatchObject({
      name: 'WINHTTP_CALLBACK_STATUS_FLAG_INVALID_CA',
    });
    put(lab, 'gatewayCertificate', 'valid');
    pass(lab, day);
    expect(isCoManaged(lab, id)).toBe(true);
  });

  it('does not use a gateway that its client settings forbid', () => {
    const { lab, id } = internetClient();
    put(lab, 'useGateway', 'off');
    pass(lab, hour);
    expect(lastOf(lab, id, 'gatewayLost')!.details).toMatchObject({ part: 'useGateway' });
    put(lab, 'useGateway', 'on');
    pass(lab, hour);
    expect(lastOf(lab, id, 'gatewayReached')).toBeDefined();
  });

  it('asks a management point without internet only from site version 2603 on', () => {
    const { lab, id } = internetClient({ site: { version: 2509 } });
    put(lab, 'managementPointInternet', 'blocked');
    pass(lab, day);
    expect(partState(lab, 'managementPointInternet')).toMatchObject({ ok: true, state: 'Not needed' });
    expect(historyOf(lab, id).map(({ kind }) => kind)).not.toContain('gatewayLost');
  });

  it('goes on when secret or Conditional Access stop only what the site manages', () => {
    const { lab, id } = internetClient();
    put(lab, 'serverAppSecret', 'expired');
    put(lab, 'conditionalAccessBlocksServerApp', 'on');
    pass(lab, day);
    expect(reachesSite(factsOf(lab.db, id), lab.now)).toBe(true);
    expect(gatewayView(lab.db).isReady).toBe(true);
    expect(
      gatewayView(lab.db)
        .parts.filter(({ ok }) => !ok)
        .map(({ name }) => name),
    ).toEqual(['Secret of the server app', 'Conditional Access leaves the server app out']);
    expect(component(lab, 'SMS_AZUREAD_DISCOVERY_AGENT')).toMatchObject({ status: 'critical' });
  });

  it('counts as a client of the gateway', () => {
    const { lab } = internetClient();
    expect(gatewayView(lab.db).clients).toBe(1);
    // The number and the list behind it are one condition.
    const { serviceName } = gatewayView(lab.db);
    const behind = (value: string) =>
      countDevices(lab.db, { list: 'configmgr', filters: [{ field: 'gateway', value }], search: '', sort: null });
    expect([behind(serviceName.toLowerCase()), behind('elsewhere.example.com')]).toEqual([1, 0]);
  });
});

describe('component status', () => {
  it('shows no fault at a site without a gateway', () => {
    const lab = buildLab();
    expect(componentStatus(lab.db).map(({ component: name, status }) => [name, status])).toEqual([
      ['SMS_SERVICE_CONNECTOR', 'ok'],
      ['SMS_AD_USER_DISCOVERY_AGENT', 'ok'],
      ['SMS_REST_PROVIDER', 'ok'],
      ['SMS_NOTIFICATION_SERVER', 'ok'],
      ['SMS_MP_CONTROL_MANAGER', 'ok'],
    ]);
  });
  it.each([
    ['serviceEndpoints', 'blocked', 'SMS_SERVICE_CONNECTOR', 'critical', 11_488],
    ['serviceConnectionPoint', 'offline', 'SMS_SERVICE_CONNECTOR', 'warning', null],
    ['administrationService', 'failing', 'SMS_REST_PROVIDER', 'critical', null],
    ['serverAppSecret', 'expired', 'SMS_CLOUD_SERVICES_MANAGER', 'critical', null],
    ['gatewayConnectionPoint', 'disconnected', 'SMS_CLOUD_PROXYCONNECTOR', 'critical', null],
    ['gatewayCrl', 'unreachable', 'SMS_CLOUD_PROXYCONNECTOR', 'critical', null],
    ['managementPointInternet', 'blocked', 'SMS_MP_CONTROL_MANAGER', 'critical', null],
  ])('shows %s %s at %s', (setting, bad, name, status, id) => {
    const lab = internetLab();
    expect(component(lab, name)!.status).toBe('ok');
    pass(lab, hour);
    put(lab, setting, bad);
    const shown = component(lab, name)!;
    expect(shown.status).toBe(status);
    expect(shown.messages.filter(({ severity }) => severity !== 'info')).toEqual([
      { id, at: lab.now, severity: status === 'warning' ? 'warning' : 'error', text: expect.any(String) as string },
    ]);
    expect([
      findRow(lab.db, 'site', 1)!.management_point,
      findRow(lab.db, 'site', 1)!.service_connection_point,
    ]).toContain(shown.server);
  });
});
