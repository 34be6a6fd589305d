/** The words for devices and what services say of them. Ids are contract (CLI, IPC, lab file); labels are the products' own. */

export const platforms = ['windows', 'windowsServer', 'ios', 'android', 'macos', 'linux'] as const;
export type Platform = (typeof platforms)[number];
export const platformLabels: Record<Platform, string> = {
  windows: 'Windows',
  windowsServer: 'Windows Server',
  ios: 'iOS/iPadOS',
  android: 'Android',
  macos: 'macOS',
  linux: 'Linux',
};

export const joinTypes = ['workgroup', 'domain', 'hybrid', 'entra', 'registered'] as const;
export type JoinType = (typeof joinTypes)[number];
export const joinTypeLabels: Record<JoinType, string> = {
  workgroup: 'Workgroup',
  domain: 'Domain joined',
  hybrid: 'Microsoft Entra hybrid joined',
  entra: 'Microsoft Entra joined',
  registered: 'Microsoft Entra registered',
};

export const ownerships = ['corporate', 'personal'] as const;
export type Ownership = (typeof ownerships)[number];
export const ownershipLabels: Record<Ownership, string> = { corporate: 'Corporate', personal: 'Personal' };

/** Intune's *Managed by*; `configMgr` is a device known through tenant attach only. */
export const managedByValues = ['intune', 'coManaged', 'configMgr'] as const;
export type ManagedBy = (typeof managedByValues)[number];
export const managedByLabels: Record<ManagedBy, string> = {
  intune: 'Intune',
  coManaged: 'Co-managed',
  configMgr: 'ConfigMgr',
};

/** Microsoft Graph `complianceState`, the values this lab produces. `unknown` is shown as Not evaluated. */
export const complianceStates = ['compliant', 'inGracePeriod', 'noncompliant', 'unknown', 'configManager'] as const;
export type ComplianceState = (typeof complianceStates)[number];
export const complianceLabels: Record<ComplianceState, string> = {
  compliant: 'Compliant',
  inGracePeriod: 'In grace period',
  noncompliant: 'Not compliant',
  unknown: 'Not evaluated',
  configManager: 'See ConfigMgr',
};

/** Microsoft Graph `managementState`, the values this lab produces. */
export const managementStates = [
  'managed',
  'wipeIssued',
  'wipePending',
  'wipeFailed',
  'wipeCanceled',
  'retireIssued',
  'retirePending',
  'retireFailed',
  'retireCanceled',
] as const;
export type ManagementState = (typeof managementStates)[number];
export const managementStateLabels: Record<ManagementState, string> = {
  managed: 'Managed',
  wipeIssued: 'Wipe issued',
  wipePending: 'Wipe pending',
  wipeFailed: 'Wipe failed',
  wipeCanceled: 'Wipe canceled',
  retireIssued: 'Retire issued',
  retirePending: 'Retire pending',
  retireFailed: 'Retire failed',
  retireCanceled: 'Retire canceled',
};

/** Records that somebody can delete in the console of their service; Intune's goes by an action, because the device is told. */
export const removableRecords = ['entra', 'ad', 'configmgr', 'autopilot'] as const;
export type RemovableRecord = (typeof removableRecords)[number];
export const recordServiceLabels: Record<RemovableRecord, string> = {
  entra: 'Microsoft Entra ID',
  ad: 'Active Directory',
  configmgr: 'Configuration Manager',
  autopilot: 'Windows Autopilot',
};

export const clientStatuses = ['active', 'inactive', 'none', 'obsolete', 'decommissioned'] as const;
export type ClientStatus = (typeof clientStatuses)[number];
export const clientStatusLabels: Record<ClientStatus, string> = {
  active: 'Active',
  inactive: 'Inactive',
  none: 'No client',
  obsolete: 'Obsolete',
  decommissioned: 'Decommissioned',
};

export const clientCheckResults = ['passed', 'failed', 'noResults'] as const;
export type ClientCheckResult = (typeof clientCheckResults)[number];
export const clientCheckLabels: Record<ClientCheckResult, string> = {
  passed: 'Passed',
  failed: 'Failed',
  noResults: 'No results',
};

/** Truth of the power state. `oobe`: reset, waiting for a person at the out-of-box experience; `unbootable`: needs repair. */
export const powerStates = ['running', 'restarting', 'resetting', 'oobe', 'unbootable'] as const;
export type PowerState = (typeof powerStates)[number];

/** Truth of the ConfigMgr client, as ccmeval would find it at its next run. */
export const clientHealths = ['ok', 'failed'] as const;
export type ClientHealth = (typeof clientHealths)[number];

/** How the person at the device answers a remote assistance prompt; `drawn` leaves it to chance per prompt. */
export const consentHabits = ['drawn', 'accept', 'decline', 'noAnswer'] as const;
export type ConsentHabit = (typeof consentHabits)[number];
/** Whether a wiped device can report before it resets; `drawn` leaves it to chance per wipe. */
export const wipeHabits = ['drawn', 'reports', 'silent'] as const;
export type WipeHabit = (typeof wipeHabits)[number];

export const deviceForms = ['laptop', 'desktop', 'tablet', 'phone', 'server'] as const;
export type DeviceForm = (typeof deviceForms)[number];

/** Windows releases by build, for people; a build that is not listed shows its number. Source: Windows release information. */
export const windowsBuildLabels: Readonly<Record<string, string>> = {
  '17763': 'Server 2019 / 1809 (17763)',
  '19045': 'Windows 10 22H2 (19045)',
  '20348': 'Server 2022 (20348)',
  '22631': 'Windows 11 23H2 (22631)',
  '26100': 'Windows 11 24H2 (26100)',
  '26200': 'Windows 11 25H2 (26200)',
};

/** What identifies a device: everybody may know it. */
export const identifying = ['name', 'platform', 'model', 'manufacturer', 'form', 'serialNumber', 'office', 'ownership'];
