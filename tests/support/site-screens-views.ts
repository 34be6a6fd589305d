import { settingsCatalogue } from '../../shared/settings/catalogue.ts';
import type { SettingView } from '../../shared/settings/views.ts';
import type { AttachedDeviceView } from '../../shared/attach/views.ts';
import type { CollectionDetail } from '../../shared/collections/views.ts';
import type { ComponentStatus, GatewayView } from '../../shared/site/views.ts';
import type { DeviceManagementView } from '../../shared/comanagement/views.ts';
import type { DirectoryView } from '../../shared/identity/views.ts';
import type { FaultView } from '../../shared/faults/views.ts';
import type { LogView } from '../../shared/logs/views.ts';
import { collectionViews } from './cloud-attach-views.ts';
import { now } from './views.ts';

/* What the pages of directory, site, logs and one device read, with everything filled in. */
const minute = 60;
const day = 86_400;

/** Every setting without a target at its normal value, as `lab:settings` lists them, and those given for targets. */
export const settingViews = (values: Record<string, string> = {}, own: readonly SettingView[] = []): SettingView[] => [
  ...settingsCatalogue
    .filter(({ target }) => target === null)
    .map(({ id, area, section, label, values: known, normal, help }): SettingView => {
      const list = known === 'text' ? [] : known.map((value) => ({ ...value }));
      const isSwitch = list.length === 2 && list[0]?.value === 'on';
      return {
        id,
        area,
        section,
        label,
        type: known === 'text' ? 'text' : isSwitch ? 'boolean' : 'choice',
        values: list,
        value: values[id] ?? normal,
        normal,
        changedAt: null,
        target: null,
        targetLabel: null,
        help,
      };
    }),
  ...own,
];

export const directoryView = (set: Partial<DirectoryView> = {}): DirectoryView => ({
  domain: 'corp.contoso.example',
  tenant: {
    name: 'Contoso',
    id: '6f1c2d3e-0000-4000-8000-000000000001',
    domain: 'contoso.example',
    verifiedDomains: ['contoso.example'],
  },
  sync: {
    isExporting: true,
    stoppedBy: null,
    cycleSeconds: 30 * minute,
    lastCycle: now - 10 * minute,
    nextCycle: now + 20 * minute,
    scheduler: [
      { name: 'AllowedSyncCycleInterval', value: '00:30:00' },
      { name: 'CustomizedSyncCycleInterval', value: '' },
    ],
    runs: [
      { at: now - 10 * minute, type: 'Delta', isExporting: true },
      { at: now - 40 * minute, type: 'Initial', isExporting: false },
    ],
    waiting: 1,
  },
  units: [{ name: 'Berlin/Computers', computers: 1198, inScope: true }],
  groups: [{ id: 3, name: 'Pilot', description: 'First to change', users: 112, devices: 40, syncedFrom: 'Pilot' }],
  users: { total: 3000, intuneLicenses: 2954, unverifiedSuffix: 6, outOfScope: 0 },
  devices: [{ joinType: 'hybrid', registered: 1462, pending: 3 }],
  ...set,
});

export const gatewayView = (set: Partial<GatewayView> = {}): GatewayView => ({
  parts: [
    { id: 'gateway', name: 'Cloud management gateway', state: 'Not created', ok: false },
    { id: 'serverAppSecret', name: 'Secret of the server app', state: 'Valid', ok: true },
  ],
  tests: [
    { test: 'signIn', outcome: 'passed', error: null },
    { test: 'service', outcome: 'failed', error: '0x80072ee7.' },
    { test: 'channel', outcome: 'notTested', error: null },
  ],
  isReady: false,
  readyAt: null,
  address: null,
  serviceName: 'contosocmg.contoso.example',
  usualName: 'contosocmg.contoso.example',
  clients: 0,
  ...set,
});

export const componentViews = (): ComponentStatus[] => [
  { component: 'SMS_SERVICE_CONNECTOR', server: 'srv1', role: 'Service connection point', status: 'ok', messages: [] },
  {
    component: 'SMS_REST_PROVIDER',
    server: 'srv1',
    role: 'SMS Provider',
    status: 'critical',
    messages: [{ id: 11488, at: now - day, severity: 'error', text: 'The administration service does not answer.' }],
  },
];

export const collectionDetail = (set: Partial<CollectionDetail> = {}): CollectionDetail => ({
  ...collectionViews()[0]!,
  id: 7,
  code: 'CON00007',
  name: 'Pilot',
  members: 640,
  isBuiltin: false,
  sync: null,
  ruleList: [
    {
      id: 71,
      kind: 'query',
      name: 'In Berlin',
      deviceId: null,
      otherId: null,
      query: [{ field: 'name', operator: 'like', value: 'BER%' }],
      wql: 'select …',
      gives: 642,
    },
    { id: 72, kind: 'direct', name: 'LAP-ONE', deviceId: 12, otherId: null, query: null, wql: null, gives: 1 },
  ],
  memberList: [{ id: 12, name: 'LAP-ONE', hasClient: true, since: now - day, groupState: null }],
  pending: { join: 3, leave: 0 },
  ...set,
});

export const faultViews = (): FaultView[] => [
  {
    id: 'scpMissing',
    component: 'Entra Connect',
    title: 'The forest has no service connection point',
    symptom: 'Computers do not even try to register.',
    code: '0x801c001d',
    difficulty: 1,
    target: null,
    planted: [],
    detectableAt: ['dsregcmd /status'],
    remedy: 'Write the service connection point.',
  },
  {
    id: 'mdmBlocked',
    component: 'Device',
    title: 'A Group Policy blocks MDM enrollment',
    symptom: 'One computer refuses to enroll.',
    code: '0x80180026',
    difficulty: 3,
    target: 'device',
    planted: [{ target: '12', label: 'LAP-ONE', at: now - day, isCured: false }],
    detectableAt: ['CoManagementHandler.log', 'Event log'],
    remedy: 'Take the policy away.',
  },
];

export const logView = (set: Partial<LogView> = {}): LogView => ({
  where: '12',
  log: 'CoManagementHandler.log',
  total: 2,
  lines: [
    {
      at: now - 61,
      offset: 0,
      component: 'CoManagementHandler',
      severity: 'info',
      text: 'Enrollment timer fired.',
      thread: 66,
    },
    {
      at: now - 60,
      offset: -5 * 3600,
      component: 'CoManagementHandler',
      severity: 'error',
      text: 'Enrollment failed with error code 0x80180014.',
      thread: 66,
    },
  ],
  ...set,
});

export const managementView = (set: Partial<DeviceManagementView> = {}): DeviceManagementView => ({
  deviceId: 12,
  now,
  path: 'existingClient',
  steps: [
    {
      id: 'register',
      label: 'Registration with Microsoft Entra ID',
      state: 'done',
      at: now - day,
      console: 'Registered',
      bound: null,
      reason: null,
      reasonText: null,
      expectedBy: null,
      code: null,
    },
    {
      id: 'enroll',
      label: 'Enrollment in Intune',
      state: 'failed',
      at: now - 60,
      console: 'Failed',
      bound: null,
      reason: 'cause',
      reasonText: 'It will fail until its cause is removed.',
      expectedBy: null,
      code: '0x80180014',
    },
    {
      id: 'report',
      label: 'State message to the site',
      state: 'later',
      at: null,
      console: null,
      bound: null,
      reason: null,
      reasonText: null,
      expectedBy: null,
      code: null,
    },
  ],
  isCoManaged: false,
  authority: [],
  prerequisites: [
    {
      id: 'windows',
      scope: 'device',
      label: 'Windows 10 1709 or later',
      ok: true,
      why: 'Windows 11.',
      fix: null,
      setting: null,
      neededFor: ['comanagement'],
    },
    {
      id: 'minimumVersion',
      scope: 'device',
      label: 'Windows version allowed',
      ok: false,
      why: 'Windows is older than the minimum.',
      fix: 'Lower the minimum version.',
      setting: { id: 'windowsMinimumVersion', target: null, value: 'none' },
      neededFor: ['comanagement'],
    },
  ],
  applet: {
    general: [{ name: 'Co-management', value: 'Disabled' }],
    actions: [
      {
        id: 'machinePolicy',
        label: 'Machine Policy Retrieval & Evaluation Cycle',
        nextAt: now + 600,
        lastAt: now - 60,
      },
    ],
    components: [{ name: 'CCM Framework', state: 'Installed', version: '5.00' }],
    configurations: [{ name: 'CoMgmtSettingsProd', revision: 1, lastEvaluation: now - 60, state: 'Compliant' }],
  },
  work: {
    connected: true,
    label: 'Connected to CONTOSO AD domain',
    account: 'rahul@contoso.example',
    info: [{ name: 'Tenant', value: 'Contoso' }],
    managedAreas: [],
    lastSync: null,
    canDisconnect: false,
  },
  dsregcmd: 'AzureAdJoined : YES',
  registry: [{ path: 'HKLM\\SOFTWARE\\One', values: [{ name: 'AssignedSiteCode', type: 'REG_SZ', data: 'CON' }] }],
  repairs: [{ setting: 'mdmBlockedByPolicy', label: 'Unblock MDM enrollment', value: 'off', from: 'Blocked' }],
  ...set,
});

export const attachedView = (set: Partial<AttachedDeviceView> = {}): AttachedDeviceView => ({
  isAttached: true,
  refusal: null,
  pageRefusals: {},
  because: null,
  clientDetails: [{ name: 'Client online', value: true, type: 'boolean' }],
  collections: [{ id: 7, code: 'CON00007', name: 'Pilot' }],
  timeline: [
    {
      at: now - 3 * day,
      event: 'Restart',
      provider: 'Kernel-General',
      eventId: 12,
      level: 'Information',
      details: 'Windows started.',
    },
  ],
  timelineNote: 'The client sends its events once a day.',
  resourceExplorer: [{ className: 'Logical Disk', asOf: now - day, rows: [{ name: 'Device ID', value: 'C:' }] }],
  applications: [
    {
      id: 4,
      name: 'VPN Client',
      version: '7.1',
      publisher: 'In-house',
      state: 'Installed',
      deployment: 'Device, required',
      actions: ['reinstall'],
    },
  ],
  softwareUpdates: [],
  scripts: [
    { id: 2, name: 'Get-LastBoot', state: 'inProgress', lastRun: now - 60, output: null },
    { id: 1, name: 'Get-FreeDisk', state: 'completed', lastRun: now - day, output: 'C: 61000 MB free of 480000 MB' },
  ],
  recoveryKeys: [{ keyId: 'a933dfcb', volume: 'C:', key: null, savedAt: now - 90 * day, rotatedAt: null }],
  ...set,
});
