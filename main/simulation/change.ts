import type {
  ActionRow,
  AdComputerRow,
  AutopilotIdentityRow,
  ClientSettingsRow,
  CloudAttachRow,
  CollectionRow,
  ComanagementRow,
  CompliancePolicyRow,
  ConfigmgrDeviceRow,
  DeviceRow,
  EntraDeviceRow,
  HybridJoinRow,
  IntuneDeviceRow,
  IntunePolicyRow,
  ModelRow,
  ScheduleRow,
  SiteRow,
  TenantRow,
  UserRow,
  Channel,
  WorkloadRow,
} from '../../shared/rows.ts';
import type { Presence } from './presence.ts';
import type { SiteWorkKind, WorkKind } from './events/kinds.ts';

type Updatable = {
  devices: DeviceRow;
  intune_devices: IntuneDeviceRow;
  configmgr_devices: ConfigmgrDeviceRow;
  entra_devices: EntraDeviceRow;
  ad_computers: AdComputerRow;
  autopilot_identities: AutopilotIdentityRow;
  actions: ActionRow;
  users: UserRow;
  tenant: TenantRow;
  cloud_attach: CloudAttachRow;
  workloads: WorkloadRow;
  collections: CollectionRow;
  client_settings: ClientSettingsRow;
  intune_policies: IntunePolicyRow;
};
export type UpdateChange = {
  [T in keyof Updatable]: { do: 'update'; table: T; id: number; set: Partial<Updatable[T]> };
}[keyof Updatable];

export type Details = Record<string, string | number | boolean | null>;

/** What a rule asks for. Rules never write; main/lab/apply.ts carries these out in order, in one transaction. */
export type Change =
  | UpdateChange
  | { do: 'insertAction'; row: Omit<ActionRow, 'id'> & { id: number } }
  | { do: 'schedule'; row: ScheduleRow }
  | { do: 'queue'; dueAt: number; kind: WorkKind; deviceId: number; subjectId: number }
  /** Takes back queued work of a device; without `subjectId` whatever its subject. */
  | { do: 'unqueue'; kind: WorkKind; deviceId: number; subjectId?: number }
  /** Work of site or tenant, for no single device. */
  | { do: 'queueSite'; dueAt: number; kind: SiteWorkKind; subjectId: number }
  | { do: 'unqueueSite'; kind: SiteWorkKind; subjectId?: number }
  /** Puts a setting; the catalogue's normal value takes the row away. */
  | { do: 'setting'; id: string; target: string; value: string }
  | { do: 'hybridJoin'; deviceId: number; set: Partial<Omit<HybridJoinRow, 'device_id'>> | null }
  | { do: 'comanagement'; deviceId: number; set: Partial<Omit<ComanagementRow, 'device_id'>> | null }
  | { do: 'insertIntune'; row: Omit<IntuneDeviceRow, 'id'> }
  | { do: 'insertEntra'; row: Omit<EntraDeviceRow, 'id'> }
  | { do: 'insertConfigmgr'; row: Omit<ConfigmgrDeviceRow, 'id'> }
  /** The device is among those that the next upload to the tenant brings. */
  | { do: 'backlog'; deviceId: number }
  | { do: 'takeBacklog'; deviceIds: readonly number[] }
  | { do: 'member'; collectionId: number; deviceId: number; isMember: boolean }
  | { do: 'groupDevice'; groupId: number; deviceId: number; source: 'sync' | 'entra' | null }
  /** What happened at a device (0: at the site), for its logs. */
  | { do: 'history'; deviceId: number; kind: string; details: Details }
  | { do: 'activity'; kind: string; deviceId: number | null; subject: string; actor: string; details: Details }
  | { do: 'sessionEvent'; actionId: number; kind: string; details: Details }
  /** A wait that ended: goes to the ledger of the jump, not into the state. */
  | {
      do: 'ledger';
      what: string;
      device: string;
      waitedSeconds: number;
      because: string;
      shortenedBy: string | null;
      savedSeconds: number | null;
    };

/** What site, tenant and directory are set to. */
export type Estate = {
  readonly seed: number;
  readonly tenant: TenantRow;
  readonly site: SiteRow;
  readonly cloud: CloudAttachRow;
  readonly workloads: readonly WorkloadRow[];
  /** The value in force: what was set, or the catalogue's normal one. */
  setting(id: string, target?: string): string;
};

/** What the rules of site and tenant may know: the estate, and devices one by one. */
export type SiteFacts = Estate & {
  /** Facts of the devices `from` … `to` (ids, inclusive) that could be concerned by cloud attach, in order of id. */
  devices(from: number, to: number): Iterable<Facts>;
  readonly lastDeviceId: number;
  /** Devices in the upload backlog, in order of id. */
  readonly backlog: readonly number[];
  facts(deviceId: number): Facts;
  collection(id: number): CollectionRow | undefined;
  readonly collections: readonly CollectionRow[];
  /** Members as stored, or as the rule of a computed collection has them now; in order of id. */
  members(collectionId: number): readonly number[];
  /** What the rules of a stored collection give now, in order of id. */
  evaluate(collectionId: number): readonly number[];
  groupDevices(groupId: number): readonly { device_id: number; source: 'sync' | 'entra' }[];
  /** Due time of queued work of the site; undefined when none is. */
  dueSite(kind: SiteWorkKind, subjectId: number): number | undefined;
};

/** Rows about one device, read when asked for. Rules see these and the time, nothing else. */
export type Facts = Estate & {
  readonly device: DeviceRow;
  readonly model: ModelRow;
  readonly user: UserRow | undefined;
  readonly presence: Presence | undefined;
  readonly intune: IntuneDeviceRow | undefined;
  readonly configmgr: ConfigmgrDeviceRow | undefined;
  readonly entra: EntraDeviceRow | undefined;
  readonly ad: AdComputerRow | undefined;
  readonly autopilot: AutopilotIdentityRow | undefined;
  readonly policy: CompliancePolicyRow | undefined;
  readonly join: HybridJoinRow | undefined;
  readonly comanagement: ComanagementRow | undefined;
  readonly waiting: readonly ActionRow[];
  schedule(channel: Channel): ScheduleRow | undefined;
  /** The presence that a schedule row follows. */
  presenceOf(schedule: ScheduleRow): Presence | undefined;
  action(id: number): ActionRow;
  isMember(collectionId: number | null): boolean;
  isInGroup(groupName: string): boolean;
  /** A client setting as it applies to this device: of the custom ones deployed to it the one with the lowest priority number. */
  clientSetting(id: string): string;
  /** When queued work of the device is due; undefined when none of this kind and subject is queued. */
  due(kind: WorkKind, subjectId: number): number | undefined;
};
