import type {
  ActionRow,
  AdComputerRow,
  AutopilotIdentityRow,
  CompliancePolicyRow,
  ConfigmgrDeviceRow,
  DeviceRow,
  EntraDeviceRow,
  IntuneDeviceRow,
  ModelRow,
  ScheduleRow,
  SiteRow,
  TenantRow,
  UserRow,
  Channel,
} from '../../shared/rows.ts';
import type { Presence } from './presence.ts';
import type { WorkKind } from './events/kinds.ts';

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

/** Rows about one device, read when asked for. Rules see these and the time, nothing else. */
export type Facts = {
  readonly seed: number;
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
  readonly tenant: TenantRow;
  readonly site: SiteRow;
  readonly waiting: readonly ActionRow[];
  schedule(channel: Channel): ScheduleRow | undefined;
  /** The presence that a schedule row follows. */
  presenceOf(schedule: ScheduleRow): Presence | undefined;
  action(id: number): ActionRow;
  /** When queued work of the device is due; undefined when none of this kind and subject is queued. */
  due(kind: WorkKind, subjectId: number): number | undefined;
};
