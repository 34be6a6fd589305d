import type { Change, Facts } from '../../main/simulation/kernel/change.ts';
import { Presence } from '../../main/simulation/kernel/presence.ts';
import type { JoinType } from '../../shared/contract/device-words.ts';
import type { ActionRow } from '../../main/rows/actions.ts';
import type { AdComputerRow, EntraDeviceRow, IntuneDeviceRow } from '../../main/rows/records.ts';
import type { CloudAttachRow } from '../../main/rows/attach.ts';
import type { DeviceRow } from '../../main/rows/devices.ts';
import type { HybridJoinRow, UserRow } from '../../main/rows/identity.ts';
import { settingById } from '../../shared/settings/catalogue.ts';
import { day, parseIso } from '../../shared/time.ts';

/** Wednesday 16 September 2026, 09:45 in Berlin: the device's owner sits in the office. */
export const wednesdayMorning = parseIso('2026-09-16T07:45:00Z')!;
/** The same evening at home. */
export const wednesdayEvening = parseIso('2026-09-16T18:00:00Z')!;

const berlin = { name: 'Europe/Berlin', transitions: [[0, 7200]] as [number, number][] };
const registered = wednesdayMorning - 200 * day;

export const noCloud: CloudAttachRow = {
  id: 1,
  attached_at: null,
  upload_collection_id: null,
  uploads: 0,
  analytics: 0,
  enforce_rbac: 1,
  defender_reports: 0,
  last_upload_at: null,
  last_upload_count: 0,
  detach_from: null,
  detach_at: null,
  detached_at: null,
  comanagement_at: null,
  first_comanagement_at: null,
  enroll: 'none',
  enroll_collection_id: null,
  enroll_changed_at: null,
  gateway_at: null,
};

export type FactsSet = {
  join?: JoinType;
  device?: Partial<DeviceRow>;
  user?: Partial<UserRow> | null;
  entra?: Partial<EntraDeviceRow> | null;
  intune?: Partial<IntuneDeviceRow> | null;
  at?: 'office' | 'vpn' | 'internet';
  /** How far its hybrid join is. */
  hybridJoin?: Partial<HybridJoinRow>;
  /** Settings that do not stand at their normal value, whatever their target. */
  settings?: Record<string, string>;
  waiting?: ActionRow[];
  /** Work already queued, as the changes that queued it. */
  queued?: Change[];
};

const waitingForTask: HybridJoinRow = {
  device_id: 7,
  stage: 'waitingForTask',
  since: wednesdayMorning,
  certificate_at: null,
  attempts: 0,
  attempted_at: null,
  phase: null,
  code: null,
  server_code: null,
  reason: 'joinTask',
  expected_by: null,
};

/** One Windows laptop in use, with everything that rules may know of it; a test names only what it is about. */
export function buildFacts(set: FactsSet = {}): Facts {
  const join = set.join ?? 'hybrid';
  const hasEntra = join === 'hybrid' || join === 'entra' || join === 'registered';
  const device: DeviceRow = {
    id: 7,
    name: 'BER-LT-0007',
    platform: 'windows',
    os: 'Windows 11 Enterprise',
    os_version: '10.0.26100.4652',
    os_build: 26100,
    model_id: 1,
    serial_number: 'SN0007',
    office_id: 1,
    pattern_id: 1,
    user_id: 3,
    ownership: 'corporate',
    join_type: join,
    is_mdm_enrolled: join === 'hybrid' || join === 'entra' ? 1 : 0,
    is_attached: 0,
    client_version: null,
    client_health: 'ok',
    power: 'running',
    is_encrypted: 1,
    is_defender_on: 1,
    is_push_blocked: 0,
    is_supervised: 0,
    booted_at: wednesdayMorning - day,
    pending_reboot_since: null,
    pending_os_version: null,
    pending_os_build: null,
    disk_free_mb: 100_000,
    disk_since: wednesdayMorning,
    disk_mb_per_day: 0,
    battery_percent: 90,
    battery_since: 0,
    battery_days_per_percent: 0,
    consent_habit: 'accept',
    wipe_habit: 'reports',
    story: null,
    ...set.device,
  };
  const user: UserRow = {
    id: 3,
    upn: 'anna.berg@contoso.com',
    display_name: 'Anna Berg',
    sam_account: 'anna.berg',
    department: 'Sales',
    job_title: 'Manager',
    office_id: 1,
    role: null,
    intune_license: 0,
    remote_help_license: 1,
    is_enabled: 1,
    ...set.user,
  };
  const entra: EntraDeviceRow = {
    id: 70,
    device_id: 7,
    is_current: 1,
    name: device.name,
    join_type: join,
    registration_state: 'registered',
    registered_at: registered,
    is_enabled: 1,
    is_compliant: 1,
    owner_upn: user.upn,
    os: 'Windows',
    os_version: device.os_version,
    told_at: registered,
    ...set.entra,
  };
  const intune: IntuneDeviceRow = {
    id: 700,
    device_id: 7,
    is_current: 1,
    name: device.name,
    managed_by: 'intune',
    management_state: 'managed',
    enrolled_at: registered,
    removed_at: null,
    certificate_expires_at: wednesdayMorning + 100 * day,
    last_contact_at: null,
    primary_user_upn: user.upn,
    platform: 'windows',
    os: 'Windows',
    os_version: device.os_version,
    model: 'Latitude 5450',
    manufacturer: 'Dell',
    serial_number: device.serial_number,
    ownership: 'corporate',
    join_type: join,
    compliance: 'compliant',
    compliance_reasons: '[]',
    grace_until: null,
    is_encrypted: 1,
    disk_free_mb: 100_000,
    disk_as_of: wednesdayMorning,
    enrollment_type: 'windowsCoManagement',
    attached_at: null,
    ...set.intune,
  };
  const ad: AdComputerRow = {
    id: 71,
    device_id: 7,
    is_current: 1,
    name: device.name,
    distinguished_name: `CN=${device.name},OU=Computers,DC=corp,DC=contoso,DC=com`,
    is_enabled: 1,
    os: device.os,
    os_version: device.os_version,
    created_at: registered - day,
    told_at: registered,
    certificate_at: join === 'hybrid' ? registered : null,
    account_waits: 0,
  };
  // In the office (or where the test wants it) by day, at home in the evening.
  const week = Array.from({ length: 5 }, (_, weekday) => [
    { day: weekday, from: 480, to: 1020, at: set.at ?? 'office' },
    { day: weekday, from: 1080, to: 1320, at: 'internet' },
  ]).flat();
  const pattern = { id: 1, kind: 'test', zone_id: 1, week: JSON.stringify(week), away_every_weeks: 0, away_phase: 0 };
  return {
    seed: 1,
    device,
    model: {
      id: 1,
      manufacturer: 'Dell',
      name: 'Latitude 5450',
      form: 'laptop',
      platform: 'windows',
      disk_total_mb: 476_000,
      has_battery: 1,
    },
    user: set.user === null ? undefined : user,
    presence: device.pattern_id === null ? undefined : new Presence(pattern, berlin),
    intune: set.intune === null || device.is_mdm_enrolled === 0 ? undefined : intune,
    configmgr: undefined,
    entra: set.entra === null || !(hasEntra || set.entra) ? undefined : entra,
    ad: join === 'hybrid' || join === 'domain' ? ad : undefined,
    autopilot: undefined,
    policy: undefined,
    join: set.hybridJoin && { ...waitingForTask, device_id: device.id, ...set.hybridJoin },
    comanagement: undefined,
    cloud: noCloud,
    workloads: [],
    computers: 1,
    queriedFields: new Set(),
    setting: (id) => set.settings?.[id] ?? settingById.get(id)!.normal,
    clientSetting: (id) => settingById.get(id)!.normal,
    isMember: () => false,
    application: () => undefined,
    scriptRun: () => undefined,
    recoveryKey: undefined,
    isUserInGroup: () => false,
    isDeviceInGroup: () => false,
    officePatterns: () => [],
    devicesOfUser: () => 0,
    namedUser: () => undefined,
    tenant: {
      id: 1,
      tenant_guid: '11111111-2222-4333-8444-555555555555',
      name: 'Contoso',
      domain: 'contoso.com',
      remote_help_enabled: 1,
      compliance_validity_days: 30,
      no_policy_means_compliant: 1,
    },
    site: {
      id: 1,
      code: 'CON',
      name: 'Contoso',
      version: 2603,
      service_date: '2026-09-16',
      domain: 'corp.contoso.com',
      netbios_domain: 'CONTOSO',
      management_point: 'mp.corp.contoso.com',
      service_connection_point: 'cm.corp.contoso.com',
      client_version: '5.00.9146.1000',
    },
    waiting: set.waiting ?? [],
    schedule: () => undefined,
    presenceOf: () => undefined,
    action(id) {
      const row = (set.waiting ?? []).find((action) => action.id === id);
      if (!row) throw new Error(`no action ${id}`);
      return row;
    },
    intuneRecord: (id) => (set.intune !== null && id === intune.id ? intune : undefined),
    due(kind, subjectId) {
      const [first] = (set.queued ?? []).flatMap((change) =>
        change.do === 'queue' && change.kind === kind && change.subjectId === subjectId ? [change.dueAt] : [],
      );
      return first;
    },
  };
}
