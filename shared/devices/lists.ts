import type { KnowledgeKind } from '../contract/knowledge.ts';
import { day } from '../time.ts';
import { workloadIds, workloads } from '../workloads/words.ts';
import { comanagementStageLabels, funnelLabels, pipelineReasons } from '../comanagement/words.ts';
import {
  clientCheckLabels,
  clientStatusLabels,
  complianceLabels,
  identifying,
  joinTypeLabels,
  managedByLabels,
  managementStateLabels,
  ownershipLabels,
  platformLabels,
  windowsBuildLabels,
} from '../contract/device-words.ts';

/**
 * The lists of devices and their fields: one catalogue that the grids, filters, the CSV export and the command line
 * share. A console's list holds that service's records and nothing else; `fleet` is the lab's own view over all.
 */
export const deviceLists = ['fleet', 'intune', 'configmgr', 'entra', 'ad'] as const;
export type DeviceListId = (typeof deviceLists)[number];

export type Knowledge = 'truth' | 'lab' | 'intune' | 'configmgr' | 'entra' | 'ad' | 'autopilot';
export const knowledgeLabels: Record<Knowledge, string> = {
  truth: 'Truth',
  lab: 'Lab’s knowledge',
  intune: 'Intune’s record',
  configmgr: 'Site’s record',
  entra: 'Entra ID’s record',
  ad: 'AD’s record',
  autopilot: 'Autopilot’s record',
};

export type FieldType = 'text' | 'number' | 'time' | 'boolean' | 'enum';
export type DeviceField = {
  id: string;
  label: string;
  type: FieldType;
  knowledge: Knowledge;
  /** The kind of what no console tells: while it is withheld, nobody sees, filters, sorts, counts or exports by it. */
  knows: KnowledgeKind | null;
  /** A row may have several of the values at once; they come joined by commas, and a filter finds each of them. */
  isSet?: boolean;
  /** Labels of an enum's values. */
  labels?: Readonly<Record<string, string>>;
  /** A number that stands for something and is no amount: its digits are not grouped. */
  isCode?: boolean;
  /** Unit of a number. */
  unit?: string;
  /** What the console prints where the record has no value, if it is not a dash. */
  missing?: string;
  /** Shown until the user chooses columns. */
  isDefault?: boolean;
  /** Offered as a filter pill. */
  isFilter?: boolean;
  widthRem?: number;
};

const field = (
  id: string,
  label: string,
  type: FieldType,
  knowledge: Knowledge,
  more: Partial<DeviceField> = {},
): DeviceField => ({ id, label, type, knowledge, knows: kindOf(id, knowledge), ...more });

/** Truth apart from what identifies a device; all else that is no record is about what is to come. */
function kindOf(id: string, knowledge: Knowledge): KnowledgeKind | null {
  if (id === 'id' || identifying.includes(id)) return null;
  return knowledge === 'truth' ? 'truth' : knowledge === 'lab' ? 'expected' : null;
}

/** What an enrollment in Intune can wait for, of all the waits on the way to co-management. */
const enrollmentWaits = Object.fromEntries(
  (
    [
      'notSelected',
      'notJoined',
      'enrollmentTimer',
      'enrollmentRetry',
      'policyEvaluation',
      'userSignIn',
      'deviceOff',
      'cause',
      'outOfBox',
      'clientDelivery',
      'clientInstall',
      'gatewayDown',
    ] as const
  ).map((id) => [id, pipelineReasons[id]]),
);
const workloadLabels = Object.fromEntries(workloadIds.map((id) => [id, workloads[id].label]));
/** Groups of the tile *Client OS distribution* of Monitoring › Cloud Attach, which counts Windows computers with a client. */
export const osGroupLabels = {
  windows7or8: 'Windows 7 & 8.x',
  windows10Old: 'Windows 10 lower than 1709',
  windows10Plus: 'Windows 10 1709 and later',
} as const;
/** A hybrid device whose object is there and which has not registered yet is pending. Source: manage device identities. */
const registrationLabels = { registered: 'Registered', pending: 'Pending' };
/** The overview of devices counts those without activity for six months as stale. Source: manage stale devices; 180 days are assumed. */
export const staleSeconds = 180 * day;
const staleLabels = { true: 'No activity for 6 months', false: 'Active' };
const yesNo = { true: 'Yes', false: 'No' };
const onlineLabels = { true: 'Online', false: 'Offline' };
/** Of the reasons that a client can give the lab has the one. Source: manage clients, Restart clients. */
const pendingRestartLabels = { no: 'No', windowsUpdate: 'Windows Update' };
const shown = { isDefault: true };
const pill = { isFilter: true };

/** Reasons why a device needs a person: each is a fact the lab can compute, and a filter of the fleet list. */
export const attentionReasons = {
  wipeUnreported: {
    title: 'Wiped, but the console still waits',
    because: 'the device reset before it could report; after checking, the record has to be deleted by hand',
  },
  actionNeverArrives: {
    title: 'An action waits for a device that will not come back',
    because: 'nothing in the device’s schedule leads to another check-in',
  },
  noncompliant: { title: 'Not compliant', because: 'a compliance setting fails and its grace period is over' },
  silent: {
    title: 'Silent for too long',
    because: 'Intune heard nothing within the compliance validity period',
  },
  inactiveClient: {
    title: 'Inactive Configuration Manager client',
    because: 'the site received neither policy request nor heartbeat for 7 days',
  },
  clientCheckFailed: {
    title: 'Client check failed',
    because: 'ccmeval found the client unhealthy and could not mend it',
  },
  diskFull: { title: 'Disk nearly full', because: 'less than 5 GB is free (threshold assumed), updates will fail' },
  pendingReboot: { title: 'Restart pending for over a week', because: 'an update is installed but not in force' },
  batteryWorn: { title: 'Battery worn', because: 'less than 50 % of the design capacity is left (threshold assumed)' },
  recordWithoutDevice: {
    title: 'Record without a device',
    because: 'Intune still lists a device that is no longer enrolled',
  },
} as const;
export type AttentionReason = keyof typeof attentionReasons;
const attentionLabels = Object.fromEntries(Object.entries(attentionReasons).map(([id, { title }]) => [id, title]));

export const deviceFields: Record<DeviceListId, readonly DeviceField[]> = {
  fleet: [
    field('name', 'Device name', 'text', 'truth', { ...shown, widthRem: 13 }),
    field('platform', 'Platform', 'enum', 'truth', { ...shown, ...pill, labels: platformLabels, widthRem: 8 }),
    field('online', 'Reachable now', 'boolean', 'truth', { ...shown, ...pill, labels: onlineLabels, widthRem: 8 }),
    field('os', 'OS', 'text', 'truth', { ...pill, widthRem: 12 }),
    field('osVersion', 'OS version', 'text', 'truth', { widthRem: 10 }),
    field('osBuild', 'OS build', 'enum', 'truth', { ...pill, labels: windowsBuildLabels, widthRem: 13 }),
    field('managedBy', 'Managed by', 'enum', 'intune', { ...shown, ...pill, labels: managedByLabels, widthRem: 8 }),
    field('compliance', 'Compliance', 'enum', 'intune', { ...shown, ...pill, labels: complianceLabels, widthRem: 10 }),
    field('clientStatus', 'Client status', 'enum', 'configmgr', {
      ...shown,
      ...pill,
      labels: clientStatusLabels,
      widthRem: 9,
    }),
    field('joinType', 'Join type', 'enum', 'entra', { ...shown, ...pill, labels: joinTypeLabels, widthRem: 14 }),
    field('clientInstalled', 'Client installed', 'boolean', 'truth', { ...pill, widthRem: 8 }),
    field('mdmEnrolled', 'MDM enrolled', 'boolean', 'truth', { ...pill, widthRem: 8 }),
    field('attached', 'Tenant attached', 'boolean', 'truth', { widthRem: 8 }),
    field('coManaged', 'Co-managed', 'boolean', 'configmgr', { ...pill, labels: yesNo, widthRem: 7 }),
    field('comanagementStage', 'Enrollment by the client', 'enum', 'truth', {
      ...pill,
      labels: comanagementStageLabels,
      widthRem: 11,
    }),
    field('comanagementReason', 'Enrollment waits for', 'enum', 'lab', {
      ...pill,
      labels: enrollmentWaits,
      widthRem: 18,
    }),
    field('comanagementCode', 'Enrollment code', 'text', 'truth', { ...pill, widthRem: 9 }),
    field('lastIntuneCheckIn', 'Last Intune check-in', 'time', 'intune', { ...shown, widthRem: 11 }),
    field('lastPolicyPoll', 'Last policy request', 'time', 'configmgr', { widthRem: 11 }),
    field('nextIntuneCheckIn', 'Next Intune check-in', 'time', 'lab', { widthRem: 11 }),
    field('nextPolicyPoll', 'Next policy request', 'time', 'lab', { widthRem: 11 }),
    field('primaryUser', 'Primary user', 'text', 'intune', { ...shown, widthRem: 16 }),
    field('model', 'Model', 'text', 'truth', { ...pill, widthRem: 12 }),
    field('serialNumber', 'Serial number', 'text', 'truth', { widthRem: 10 }),
    field('office', 'Office', 'text', 'truth', { ...pill, widthRem: 8 }),
    field('ownership', 'Ownership', 'enum', 'truth', { ...pill, labels: ownershipLabels, widthRem: 8 }),
    field('diskFreeMb', 'Disk free', 'number', 'truth', { unit: 'MB', widthRem: 8 }),
    field('batteryPercent', 'Battery capacity', 'number', 'truth', { unit: '%', widthRem: 8 }),
    field('pendingReboot', 'Restart pending', 'boolean', 'truth', { ...pill, widthRem: 8 }),
    field('bootedAt', 'Last restart', 'time', 'truth', { widthRem: 11 }),
    field('waiting', 'Action waiting', 'boolean', 'intune', { ...pill, widthRem: 8 }),
    field('needs', 'Needs a person', 'enum', 'lab', { ...pill, isSet: true, labels: attentionLabels, widthRem: 16 }),
    field('id', 'Device id', 'text', 'lab', { widthRem: 6 }),
  ],
  intune: [
    field('name', 'Device name', 'text', 'intune', { ...shown, widthRem: 13 }),
    field('managedBy', 'Managed by', 'enum', 'intune', { ...shown, ...pill, labels: managedByLabels, widthRem: 8 }),
    field('ownership', 'Ownership', 'enum', 'intune', { ...shown, ...pill, labels: ownershipLabels, widthRem: 8 }),
    field('compliance', 'Compliance', 'enum', 'intune', { ...shown, ...pill, labels: complianceLabels, widthRem: 10 }),
    field('platform', 'OS', 'enum', 'intune', { ...shown, ...pill, labels: platformLabels, widthRem: 8 }),
    field('osVersion', 'OS version', 'text', 'intune', { ...shown, widthRem: 10 }),
    field('lastCheckIn', 'Last check-in', 'time', 'intune', { ...shown, widthRem: 11 }),
    field('toldAt', 'Record as of', 'time', 'intune', { ...shown, widthRem: 11 }),
    field('primaryUser', 'Primary user UPN', 'text', 'intune', { ...shown, widthRem: 16 }),
    field('model', 'Model', 'text', 'intune', { ...shown, ...pill, widthRem: 12 }),
    field('manufacturer', 'Manufacturer', 'text', 'intune', { ...pill, widthRem: 9 }),
    field('serialNumber', 'Serial number', 'text', 'intune', { widthRem: 10 }),
    field('managementState', 'Management state', 'enum', 'intune', {
      ...pill,
      labels: managementStateLabels,
      widthRem: 9,
    }),
    field('joinType', 'Join type', 'enum', 'intune', { ...pill, labels: joinTypeLabels, widthRem: 14 }),
    field('enrolledAt', 'Enrolled', 'time', 'intune', { widthRem: 11 }),
    field('attached', 'Tenant attached', 'boolean', 'intune', { ...pill, labels: yesNo, widthRem: 8 }),
    field('encrypted', 'Encrypted', 'boolean', 'intune', { ...pill, widthRem: 7 }),
    field('diskFreeMb', 'Free storage', 'number', 'intune', { unit: 'MB', widthRem: 8 }),
  ],
  configmgr: [
    field('name', 'Name', 'text', 'configmgr', { ...shown, widthRem: 9.5 }),
    field('client', 'Client', 'boolean', 'configmgr', {
      ...shown,
      ...pill,
      labels: { true: 'Yes', false: 'No' },
      widthRem: 3.75,
    }),
    field('primaryUser', 'Primary User(s)', 'text', 'configmgr', { ...shown, widthRem: 11 }),
    field('clientStatus', 'Client Activity', 'enum', 'configmgr', {
      ...shown,
      ...pill,
      labels: clientStatusLabels,
      widthRem: 7.5,
    }),
    field('clientOnline', 'Device Online Status', 'boolean', 'configmgr', {
      ...shown,
      ...pill,
      labels: onlineLabels,
      widthRem: 9.5,
    }),
    field('clientCheck', 'Client Check Result', 'enum', 'configmgr', {
      ...shown,
      ...pill,
      labels: clientCheckLabels,
      widthRem: 8.5,
    }),
    field('os', 'Operating System', 'text', 'configmgr', { ...shown, ...pill, widthRem: 9 }),
    field('lastPolicyRequest', 'Last Policy Request', 'time', 'configmgr', { ...shown, widthRem: 9.5 }),
    field('coManaged', 'Co-managed', 'boolean', 'configmgr', { ...shown, ...pill, labels: yesNo, widthRem: 6 }),
    field('pendingRestart', 'Pending Restart', 'enum', 'configmgr', {
      ...shown,
      ...pill,
      labels: pendingRestartLabels,
      widthRem: 8,
    }),
    field('clientVersion', 'Client Version', 'text', 'configmgr', { ...pill, widthRem: 9 }),
    field('lastHeartbeat', 'Last Heartbeat DDR', 'time', 'configmgr', { widthRem: 9.5 }),
    field('osVersion', 'Operating System Build', 'text', 'configmgr', { widthRem: 10 }),
    field('domain', 'Domain', 'text', 'configmgr', { widthRem: 9 }),
    field('lastLogonUser', 'Last Logon User', 'text', 'configmgr', { widthRem: 11 }),
    field('coManagement', 'Co-management', 'enum', 'configmgr', { ...pill, labels: funnelLabels, widthRem: 11 }),
    field('enrollmentError', 'Enrollment error', 'text', 'configmgr', { ...pill, widthRem: 9 }),
    field('policyPresent', 'Co-management policy present', 'boolean', 'configmgr', {
      ...pill,
      labels: yesNo,
      widthRem: 10,
    }),
    field('mdmEnrolled', 'MDM enrolled', 'boolean', 'configmgr', { ...pill, labels: yesNo, widthRem: 8 }),
    field('capabilities', 'Co-management capabilities', 'number', 'configmgr', { isCode: true, widthRem: 9 }),
    field('joinedAs', 'Joined to Microsoft Entra ID', 'enum', 'configmgr', {
      ...pill,
      labels: joinTypeLabels,
      widthRem: 14,
    }),
    field('entraId', 'Microsoft Entra device ID', 'text', 'configmgr', { widthRem: 18 }),
    field('model', 'Model', 'text', 'configmgr', { ...pill, widthRem: 12 }),
    field('serialNumber', 'Serial Number', 'text', 'configmgr', { widthRem: 10 }),
    field('intuneWorkloads', 'Workloads moved to Intune', 'enum', 'configmgr', {
      ...pill,
      isSet: true,
      labels: workloadLabels,
      widthRem: 16,
    }),
    field('osGroup', 'Client OS distribution', 'enum', 'configmgr', {
      ...pill,
      labels: osGroupLabels,
      widthRem: 12,
    }),
    field('discovered', 'First discovered', 'time', 'configmgr', { widthRem: 9.5 }),
  ],
  entra: [
    field('name', 'Name', 'text', 'entra', { ...shown, widthRem: 13 }),
    field('enabled', 'Enabled', 'boolean', 'entra', {
      ...shown,
      ...pill,
      labels: { true: 'Yes', false: 'No' },
      widthRem: 6,
    }),
    field('os', 'OS', 'text', 'entra', { ...shown, ...pill, widthRem: 9 }),
    field('osVersion', 'Version', 'text', 'entra', { ...shown, widthRem: 10 }),
    field('joinType', 'Join type', 'enum', 'entra', { ...shown, ...pill, labels: joinTypeLabels, widthRem: 14 }),
    field('owner', 'Owner', 'text', 'entra', { ...shown, widthRem: 12, missing: 'None' }),
    field('mdm', 'MDM', 'text', 'entra', { ...shown, ...pill, widthRem: 9, missing: 'None' }),
    field('compliant', 'Compliant', 'boolean', 'entra', {
      ...shown,
      ...pill,
      labels: { true: 'Yes', false: 'No' },
      widthRem: 6.5,
      missing: 'N/A',
    }),
    field('registered', 'Registered', 'time', 'entra', { ...shown, widthRem: 10, missing: 'Pending' }),
    field('activity', 'Activity', 'time', 'entra', { ...shown, widthRem: 10 }),
    field('stale', 'Stale', 'boolean', 'entra', { ...pill, labels: staleLabels, widthRem: 7 }),
    field('toldAt', 'Last told', 'time', 'entra', { widthRem: 11 }),
    field('registration', 'Registration', 'enum', 'entra', { ...pill, labels: registrationLabels, widthRem: 8 }),
  ],
  ad: [
    field('name', 'Name', 'text', 'ad', { ...shown, widthRem: 13 }),
    field('enabled', 'Enabled', 'boolean', 'ad', {
      ...shown,
      ...pill,
      labels: { true: 'Yes', false: 'No' },
      widthRem: 6,
    }),
    field('os', 'Operating system', 'text', 'ad', { ...shown, ...pill, widthRem: 13 }),
    field('osVersion', 'OS version', 'text', 'ad', { ...shown, widthRem: 10 }),
    field('distinguishedName', 'Distinguished name', 'text', 'ad', { ...shown, widthRem: 30 }),
    field('created', 'Created', 'time', 'ad', { ...shown, widthRem: 11 }),
    field('toldAt', 'Last told', 'time', 'ad', { widthRem: 11 }),
  ],
};

export const deviceListTitles: Record<DeviceListId, { title: string; knowledge: string }> = {
  fleet: { title: 'All devices', knowledge: 'Truth and records side by side — the lab’s own view; no console has it.' },
  intune: { title: 'All devices', knowledge: 'Records of Intune.' },
  configmgr: { title: 'Devices', knowledge: 'Records of the Configuration Manager site.' },
  entra: { title: 'All devices', knowledge: 'Records of Microsoft Entra ID.' },
  ad: { title: 'Computers', knowledge: 'Records of Active Directory.' },
};

/** What a list can be narrowed by although its rows have no such field: by a link that counts them so, or by name. */
export const deviceCriteria: Record<DeviceListId, readonly DeviceField[]> = {
  fleet: [],
  intune: [],
  configmgr: [
    field('collection', 'Device collection', 'text', 'configmgr'),
    field('deployment', 'Deployment', 'text', 'configmgr'),
    field('gateway', 'Cloud management gateway', 'text', 'configmgr'),
  ],
  entra: [field('group', 'Group', 'text', 'entra')],
  ad: [],
};

export const findField = (list: DeviceListId, id: string): DeviceField | undefined =>
  [...deviceFields[list], ...deviceCriteria[list]].find((candidate) => candidate.id === id);
