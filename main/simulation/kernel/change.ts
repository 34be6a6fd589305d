import type { ActionRow } from '../../rows/actions.ts';
import type {
  AdComputerRow,
  AutopilotIdentityRow,
  ConfigmgrDeviceRow,
  EntraDeviceRow,
  IntuneDeviceRow,
} from '../../rows/records.ts';
import type { ClientOperationRow } from '../../rows/settings.ts';
import type {
  CloudAttachRow,
  ApplicationStateRow,
  RecoveryKeyRow,
  ScriptRunRow,
  UploadedRecord,
} from '../../rows/attach.ts';
import type { CollectionRow } from '../../rows/collections.ts';
import type { ComanagementRow, WorkloadRow } from '../../rows/workloads.ts';
import type { CompliancePolicyRow, ModelRow, SiteRow, TenantRow } from '../../rows/site.ts';
import type { DeviceRow, ScheduleRow, Channel } from '../../rows/devices.ts';
import type { GroupRow, HybridJoinRow, UserRow } from '../../rows/identity.ts';
import type { QueryField } from '../../../shared/collections/words.ts';
import type { Presence } from './presence.ts';
import type { SiteWorkKind, WorkKind } from './work-kinds.ts';
import type { RowChange } from './tables.ts';
import type { Tell } from './tell.ts';

/** Work that is queued: of a device, or (device 0) of site and tenant. */
type Work = { kind: WorkKind; deviceId: number } | { kind: SiteWorkKind; deviceId: 0 };

/** What a rule asks for. Rules never write; main/lab/engine/apply.ts carries these out in order, in one transaction. */
export type Change =
  | RowChange
  | { do: 'schedule'; row: ScheduleRow }
  /** With `unlessQueued` what is queued already, of this kind and subject, stays as it is. */
  | ({ do: 'queue'; dueAt: number; subjectId: number; unlessQueued?: true } & Work)
  /** Takes queued work back; without `subjectId` whatever its subject. */
  | ({ do: 'unqueue'; subjectId?: number } & Work)
  | Tell
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
  /** How many computers the site has known so far, those among them whose records are deleted. */
  readonly computers: number;
  /** What queries and computed collections in use read of the site's records: only a change of these can change a membership. */
  readonly queriedFields: ReadonlySet<SiteField>;
  /** The value in force: what was set, or the catalogue's normal one. */
  setting(id: string, target?: string): string;
};
/** What collections can depend on: the fields of query rules, and the Entra id that the site knows of a device. */
export type SiteField = QueryField | 'entraDeviceId';

/** What the rules of site and tenant may know: the estate, and devices one by one. */
export type SiteFacts = Estate & {
  /** Facts of the devices `from` … `to` (ids, inclusive) that could be concerned by cloud attach, in order of id. */
  devices(from: number, to: number): Iterable<Facts>;
  readonly lastDeviceId: number;
  /** Devices `from` … `to` that the tenant shows, or could show by their current record of the site, in order of id. */
  attachable(from: number, to: number): readonly number[];
  /** The first devices of the backlog. */
  backlogHead(limit: number): readonly number[];
  underWay(sentAt: number): readonly { deviceId: number; record: UploadedRecord | null }[];
  /** Client tasks that wait for the service connection point. */
  readonly heldTasks: readonly { id: number; deviceId: number }[];
  /** Whose `DOMAIN\\account` this is. */
  upnOf(account: string): string | null;
  /** Devices in the upload backlog, in order of id. */
  readonly backlog: readonly number[];
  facts(deviceId: number): Facts;
  /** Devices of a user, by sign-in name, in order of id. */
  devicesOf(upn: string): readonly number[];
  /** At most `limit` devices from id `from` on whose computer object Entra Connect may have something to do with. */
  exportCandidates(from: number, limit: number): readonly number[];
  collection(id: number): CollectionRow | undefined;
  readonly collections: readonly CollectionRow[];
  /** Members as stored, or as the rule of a computed collection has them now; in order of id. */
  members(collectionId: number): readonly number[];
  /** What the rules of a stored collection give now, in order of id. */
  evaluate(collectionId: number): readonly number[];
  /** One device and every stored collection: whether it is a member, and whether the rules give it now. */
  memberships(deviceId: number): readonly { collection: CollectionRow; isMember: boolean; isGiven: boolean }[];
  /** Stored collections whose rules or limit name this one. */
  dependents(collectionId: number): readonly number[];
  /** Members that the site knows an Entra device id of and that have an object in Entra ID, in order of id. */
  syncable(collectionId: number): readonly number[];
  /** Collections that custom client settings are deployed to. */
  readonly settledCollections: readonly number[];
  operation(id: number): ClientOperationRow | undefined;
  group(id: number): GroupRow | undefined;
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
  /** Hybrid objects that others have replaced as the device's own: of a computer that was reset and joined Entra ID since. */
  readonly formerHybrids: readonly EntraDeviceRow[];
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
  /** A record that Intune has or had of the device, also one that another has replaced. */
  intuneRecord(id: number): IntuneDeviceRow | undefined;
  isMember(collectionId: number | null): boolean;
  /** The user of the device is a member of the group; groups of devices are nothing to the MDM user scope. */
  isUserInGroup(groupName: string): boolean;
  /** The device itself is a member of the group. */
  isDeviceInGroup(groupName: string): boolean;
  /**
   * Presence patterns of the Windows computers in use at the device's office, one entry per computer, in order of id; where none is in
   * use there, those of the whole company (assumed).
   */
  officePatterns(): readonly number[];
  /** The user whom records name: the owner in Entra ID, else the primary user at the site, else the last one in Intune. */
  namedUser(): UserRow | undefined;
  /** Devices that the user has joined to or registered with Entra ID, hybrid joined ones not counted. */
  devicesOfUser(): number;
  /** A client setting as it applies to this device: of the custom ones deployed to it the one with the lowest priority number. */
  clientSetting(id: string): string;
  application(id: number): ApplicationStateRow | undefined;
  scriptRun(id: number): ScriptRunRow | undefined;
  /** The newest recovery key that is stored; undefined while it is the first one, which is derived. */
  readonly recoveryKey: RecoveryKeyRow | undefined;
  /** When queued work of the device is due; undefined when none of this kind and subject is queued. */
  due(kind: WorkKind, subjectId: number): number | undefined;
  /** All queued work of the device of this kind. */
  queued(kind: WorkKind): readonly { subjectId: number; dueAt: number }[];
  /** Of the node Client Operations. */
  operation(id: number): ClientOperationRow | undefined;
};
