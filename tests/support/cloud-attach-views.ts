import { workloadIds, type AuthorityReason, type WorkloadId } from '../../shared/workloads/words.ts';
import type { AuthorityRow, SliderView, WorkloadPreview } from '../../shared/workloads/views.ts';
import type { CollectionView } from '../../shared/collections/views.ts';
import type { ComanagementView, EnrollPreview } from '../../shared/comanagement/views.ts';
import type { ConnectorView } from '../../shared/attach/views.ts';
import type { PrerequisitesView } from '../../shared/prerequisites/views.ts';
import { now } from './views.ts';

/* Views of the node Cloud Attach with everything filled in; the numbers agree with each other as the lab's would. */
const hour = 3600;
const day = 24 * hour;

export const connectorView = (set: Partial<ConnectorView> = {}): ConnectorView => ({
  status: 'healthy',
  since: now - 9 * day,
  lastSync: now - 12 * 60,
  scope: 'All devices managed by Configuration Manager',
  scopeCollectionId: null,
  analytics: true,
  enforceRbac: true,
  defenderReports: true,
  uploads: true,
  detach: null,
  devicesInTenant: 1203,
  lab: {
    lastUpload: now - 12 * 60,
    lastUploadCount: 37,
    nextUpload: now + 3 * 60,
    backlog: 14,
    visibleBy: now + 18 * 60,
    nextBatch: [
      { id: 12, name: 'CON-LT-00012', changedAt: now - 300 },
      { id: 31, name: 'CON-LT-00031', changedAt: now - 200 },
    ],
    blockedBy: null,
  },
  ...set,
});

export const sliderView = (workload: WorkloadId, set: Partial<SliderView> = {}): SliderView => ({
  workload,
  position: 'configMgr',
  pilotCollectionId: null,
  pilotCollection: null,
  changedAt: now - 9 * day,
  isFixed: false,
  onIntune: 0,
  arriving: 0,
  ...set,
});
export const sliderViews = (set: Partial<Record<WorkloadId, Partial<SliderView>>> = {}): SliderView[] =>
  workloadIds.map((id) => sliderView(id, set[id]));

export const comanagementView = (set: Partial<ComanagementView> = {}): ComanagementView => ({
  isEnabled: true,
  since: now - 9 * day,
  enroll: 'pilot',
  enrollCollectionId: 7,
  enrollCollection: 'Intune Auto Enrollment',
  coManaged: {
    intune: 580,
    site: 561,
    differences: [
      {
        cause: 'enrollmentNotTold',
        in: 'intune',
        text: 'enrolled, which no state message has told the site',
        count: 19,
      },
    ],
  },
  funnel: {
    total: 1120,
    notEligible: 148,
    eligible: 92,
    scheduled: 210,
    enrollmentInitiated: 18,
    pendingUserSignIn: 24,
    failed: 43,
    enrolled: 585,
    coManaged: 561,
    policyApplied: 838,
    errors: [
      {
        code: '0x8018002B',
        decimal: 2149056555,
        name: 'MENROLL_E_MDM_NOT_CONFIGURED',
        count: 31,
        transient: false,
        meaning: 'The user is outside of the MDM user scope, or the UPN suffix is not a verified domain.',
        remedy: 'Put the user into the MDM user scope, or give them a verified UPN suffix.',
      },
      {
        code: '0xCAA70004',
        decimal: 3399942148,
        name: 'ERROR_ADAL_SERVER_NOT_FOUND',
        count: 12,
        transient: true,
        meaning: 'The server or the proxy was not found.',
        remedy: 'Check the way of the device to the internet in the system context.',
      },
    ],
  },
  status: {
    successHybrid: 498,
    successEntra: 87,
    enrollingHybrid: 18,
    failureHybrid: 41,
    failureEntra: 2,
    pendingUserSignIn: 24,
  },
  osDistribution: [
    { id: 'windows7or8', label: 'Windows 7 & 8.x', count: 0 },
    { id: 'windows10Old', label: 'Windows 10 lower than 1709', count: 6 },
    { id: 'windows10Plus', label: 'Windows 10 1709 and later', count: 1114 },
  ],
  sliders: sliderViews({
    compliancePolicies: { position: 'intune', onIntune: 529, arriving: 32, changedAt: now - 2 * day },
    resourceAccess: { position: 'intune', isFixed: true, onIntune: 561 },
    windowsUpdate: {
      position: 'pilot',
      pilotCollectionId: 8,
      pilotCollection: 'Pilot Windows Update',
      onIntune: 74,
      arriving: 6,
      changedAt: now - 5 * hour,
    },
  }),
  deployments: [
    {
      name: 'CoMgmtSettingsProd',
      collection: 'All Systems',
      collectionId: 1,
      isDocumented: true,
      targeted: 1120,
      applied: 838,
      coManaged: 561,
    },
    {
      name: 'CoMgmtSettingsPilotAutoEnroll',
      collection: 'Intune Auto Enrollment',
      collectionId: 7,
      isDocumented: false,
      targeted: 640,
      applied: 612,
      coManaged: 561,
    },
  ],
  commandLine:
    'CCMSETUPCMD="CCMHOSTNAME=CONTOSOCMG.CLOUDAPP.NET/CCM_Proxy_MutualAuth/72186325152220500 SMSSITECODE=CON"',
  lab: [
    { reason: 'enrollmentTimer', count: 210, nextAt: now + 40 * 60 },
    { reason: 'policyPoll', count: 64, nextAt: now + 4 * 60 },
    { reason: 'cause', count: 31, nextAt: null },
    { reason: 'userSignIn', count: 24, nextAt: now + 2 * hour },
    { reason: 'entraSync', count: 12, nextAt: now + 17 * 60 },
  ],
  asOf: now - 2 * 60,
  ...set,
});

export const prerequisitesView = (): PrerequisitesView => ({
  ok: false,
  items: [
    {
      id: 'serviceConnectionPoint',
      scope: 'site',
      label: 'The service connection point is online',
      ok: true,
      why: 'It is the one road from the site to the cloud.',
      fix: null,
      setting: { id: 'serviceConnectionPoint', target: null, value: 'online' },
      neededFor: ['tenantAttach', 'comanagement', 'internetDevices'],
    },
    {
      id: 'hybridJoin',
      scope: 'directory',
      label: 'Entra Connect is configured for hybrid join',
      ok: false,
      why: 'No computer object reaches Microsoft Entra ID.',
      fix: 'Microsoft Entra Connect > Configure device options > Configure hybrid Microsoft Entra join.',
      setting: { id: 'entraConnectHybridJoin', target: null, value: 'on' },
      neededFor: ['comanagement'],
    },
    {
      id: 'gateway',
      scope: 'site',
      label: 'A cloud management gateway exists',
      ok: false,
      why: 'Clients on the internet have no way to the site.',
      fix: 'Create a cloud management gateway.',
      setting: { id: 'gateway', target: null, value: 'ready' },
      neededFor: ['internetDevices'],
    },
    {
      id: 'license',
      scope: 'tenant',
      label: 'The administrator has an Intune license',
      ok: true,
      why: 'robin.beck@contoso.example has one.',
      fix: null,
      setting: { id: 'intuneLicense', target: 'robin.beck@contoso.example', value: 'on' },
      neededFor: ['tenantAttach', 'comanagement'],
    },
  ],
});

export const enrollPreview = (set: Partial<EnrollPreview> = {}): EnrollPreview => ({
  eligible: 412,
  notEligible: [
    { reason: 'notJoined', text: 'The device is neither Entra joined nor hybrid joined.', count: 148 },
    { reason: 'notSelected', text: 'Automatic enrollment does not include this device.', count: 35 },
  ],
  alreadyEnrolled: 585,
  spreadSeconds: 24 * hour,
  ...set,
});

export const workloadPreview = (set: Partial<WorkloadPreview> = {}): WorkloadPreview => ({
  workload: 'deviceConfiguration',
  from: 'configMgr',
  to: 'intune',
  couples: ['endpointProtection'],
  devices: 561,
  changes: [
    { what: 'profiles', text: 'Intune profiles apply in the place of configuration baselines.', count: 561 },
    { what: 'endpointProtection', text: 'Endpoint Protection goes to Intune too.', count: 561 },
  ],
  stays: ['Baselines with “Always apply this baseline even for co-managed clients” go on.'],
  warnings: [{ code: 'noPolicy', message: 'No Intune policy for Device configuration is assigned to these devices.' }],
  ...set,
});

export const collectionView = (set: Partial<CollectionView> = {}): CollectionView => ({
  id: 7,
  code: 'CON00007',
  name: 'Intune Auto Enrollment',
  comment: '',
  members: 640,
  rules: 1,
  limitedTo: 'All Systems',
  isBuiltin: false,
  isIncremental: true,
  fullPeriod: 604_800,
  createdAt: now,
  lastRefresh: now - 240,
  nextRefresh: now + 60,
  usedFor: [],
  sync: null,
  ...set,
});
export const collectionViews = (): CollectionView[] => [
  collectionView({ id: 1, code: 'SMS00001', name: 'All Systems', members: 1203, isBuiltin: true }),
  collectionView(),
  collectionView({ id: 8, code: 'CON00008', name: 'Pilot Windows Update', members: 80 }),
];

const reasons: Record<WorkloadId, { why: AuthorityReason; authority: AuthorityRow['authority'] }> = {
  compliancePolicies: { why: 'slider', authority: 'intune' },
  resourceAccess: { why: 'retired', authority: 'intune' },
  deviceConfiguration: { why: 'slider', authority: 'configMgr' },
  windowsUpdate: { why: 'notPilotMember', authority: 'configMgr' },
  endpointProtection: { why: 'slider', authority: 'configMgr' },
  clientApps: { why: 'slider', authority: 'configMgr' },
  officeClickToRun: { why: 'slider', authority: 'configMgr' },
};
/** The seven cells of a device; every fifth device is a pilot, every seventh is not enrolled. */
export const authorityRows = (deviceId: number): AuthorityRow[] =>
  workloadIds.map((workload) => {
    const isEnrolled = deviceId % 7 !== 0;
    const isPilot = workload === 'windowsUpdate' && deviceId % 5 === 0;
    const usual = isPilot ? ({ why: 'pilotMember', authority: 'intune' } as const) : reasons[workload];
    return {
      device: `CON-LT-${String(deviceId).padStart(5, '0')}`,
      deviceId,
      workload,
      ...(isEnrolled ? usual : ({ why: 'notEnrolled', authority: 'configMgr' } as const)),
      since: isEnrolled ? now - 9 * day : null,
      consequences:
        isPilot && isEnrolled
          ? [
              {
                workload,
                what: 'doubleManagement',
                text: 'Software updates stay enabled on the client, so both manage updates.',
                severity: 'warning' as const,
              },
            ]
          : [],
      capabilities: isEnrolled ? (deviceId % 5 === 0 ? 8215 : 8199) : 0,
    };
  });
