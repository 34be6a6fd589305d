import type { ActionKind, ActionReason, ActionState } from './remote-actions.ts';
import type { ActivityKind } from './logs/activities.ts';
import type { SessionEnding, SessionEvent } from './sessions/events.ts';
import type { Role } from './rights/words.ts';
import type { SettingArea } from './settings/setting.ts';
import type { AttentionReason, DeviceListId, Knowledge } from './device-lists.ts';

/** What the lab answers. Times are UTC seconds of simulated time; the command line turns them into ISO text. */
export type Cell = string | number | boolean | null;

export type LabView = {
  file: string;
  fileName: string;
  scenario: string;
  title: string;
  description: string;
  seed: number;
  now: number;
  startedAt: number;
  devices: number;
  users: number;
  speed: Speed;
  isJumping: boolean;
  pendingActions: number;
  inputs: number;
  activities: number;
  site: { code: string; name: string; version: number; serviceDate: string };
  tenant: { name: string; domain: string; id: string; remoteHelpEnabled: boolean };
  administrator: { userId: number; name: string; upn: string; role: Role | null };
  /** The main office's zone: what the clock shows beside UTC. */
  zone: { name: string; city: string; offsetSeconds: number };
  /** A session or consent prompt that holds the clock at 1×; null when none. */
  liveSession: { actionId: number; device: string } | null;
  /** Counts every change of the lab's rows; a screen that shows an older number reads again. */
  revision: number;
};
export const speeds = [0, 1, 60, 600] as const;
export type Speed = (typeof speeds)[number];

export type ScenarioSummary = {
  name: string;
  title: string;
  description: string;
  devices: number;
  users: number;
  /** Whether a lab of it may have another number of devices. */
  isScalable: boolean;
  schemaVersion: number;
};
export type ScenarioProblem = { line: number; column: number; path: string; message: string; expected: string };
export type RecentLab = { id: string; fileName: string; title: string; scenario: string; now: number; isOpen: boolean };
export type CheckpointView = { name: string; at: number; hash: string | null };
export type ResetView = { archived: string; to: string; hash: string; matches: boolean };

export type LedgerEntry = {
  /** `restart`, `compliance report`, … */
  what: string;
  count: number;
  waitedSeconds: { min: number; median: number; max: number };
  because: string;
  /** What would have shortened the wait, null when nothing an administrator can do. */
  shortenedBy: string | null;
  savedSeconds: number | null;
  devices: string[];
};
export type JumpView = {
  from: number;
  to: number;
  events: number;
  wallMs: number;
  wasCanceled: boolean;
  ledger: LedgerEntry[];
};

export type Bound = { from: number; to: number; basis: string } | null;
/** One order, with the three lines of pending truth: `console`, `bound`, and the lab's `reason` and `expectedBy`. */
export type ActionView = {
  id: number;
  kind: ActionKind;
  device: string;
  deviceId: number;
  state: ActionState;
  console: string;
  bound: Bound;
  reason: ActionReason | null;
  reasonText: string | null;
  since: number;
  expectedBy: number | null;
  deadline: number;
  deliveredAt: number | null;
  finishedAt: number | null;
  resultCode: string | null;
  origin: 'intune' | 'configMgr' | 'device' | 'system';
  requestedBy: string;
  orderedAt: number;
  options: Record<string, boolean>;
  canCancel: boolean;
};
export type ActivityView = {
  id: number;
  at: number;
  kind: ActivityKind;
  subject: string;
  deviceId: number | null;
  actor: string;
  details: Record<string, Cell>;
  text: string;
};

export type DeviceRow = { id: number; recordId: number; name: string } & Record<string, Cell>;
export type Page<T> = { total: number; rows: T[]; now: number; revision: number };
export type FieldValue = { value: string; count: number };

export type RecordView = { asOf: number | null; recordId: number; fields: Record<string, Cell> };
export type Difference = { field: string; label: string; truth: Cell; record: Cell; recordedBy: Knowledge };
export type DeviceView = {
  id: number;
  name: string;
  now: number;
  truth: Record<string, Cell>;
  records: {
    intune: RecordView | null;
    configmgr: RecordView | null;
    entra: RecordView | null;
    ad: RecordView | null;
    autopilot: RecordView | null;
  };
  staleRecords: ({ service: Knowledge } & RecordView)[];
  differences: Difference[];
  actions: ActionView[];
  activities: ActivityView[];
  /** Commands of the bar, each with the reason when it cannot be ordered now. */
  commands: { kind: ActionKind; refusal: { code: string; message: string } | null }[];
  user: {
    displayName: string;
    upn: string;
    department: string;
    jobTitle: string;
    office: string;
    isSignedIn: boolean;
  } | null;
  attention: AttentionReason[];
  story: string | null;
};

export type TileView = {
  id: string;
  total: number;
  asOf: { newest: number | null; oldest: number | null };
  values: FieldValue[];
  truthNote: string | null;
};
export type HomeView = {
  now: number;
  revision: number;
  tiles: TileView[];
  attention: { reason: AttentionReason; count: number; devices: { id: number; name: string }[] }[];
  waiting: { reason: ActionReason; count: number; oldestSince: number }[];
  /** Reachable devices by hour of the last seven days, from the devices' present schedules. */
  reachableTrend: { at: number; count: number }[];
  /** Devices that Intune called compliant at the end of each simulated day since the lab began. */
  complianceTrend: { at: number; compliant: number; total: number }[];
};

export type SessionView = {
  action: ActionView;
  mode: 'view' | 'control';
  canControl: boolean;
  helper: string;
  sharer: string;
  ending: SessionEnding | null;
  isCompliant: boolean | null;
  desktop: {
    deviceName: string;
    user: string;
    upn: string;
    localTime: number;
    zone: string;
    os: string;
    osVersion: string;
    model: string;
    serialNumber: string;
    manufacturer: string;
    joinType: string;
    domain: string | null;
    isMdmEnrolled: boolean;
    clientVersion: string | null;
    diskFreeMb: number;
    diskTotalMb: number;
    batteryPercent: number | null;
    isEncrypted: boolean;
    isDefenderOn: boolean;
    bootedAt: number;
    pendingRebootSince: number | null;
    restartAt: number | null;
  } | null;
  events: SessionEvent[];
};

export type SettingView = {
  id: string;
  area: SettingArea;
  /** The heading under which it stands. */
  section: string;
  label: string;
  type: 'boolean' | 'choice' | 'text';
  help: string;
  values: { value: string; label: string }[];
  value: string;
  /** What it stands at when nobody has set it; null where that makes no sense. */
  normal: string | null;
  changedAt: number | null;
  /** The stored form: a sign-in name, a device id, an organizational unit. */
  target: string | null;
  targetLabel: string | null;
};
export type ListQuery = {
  list: DeviceListId;
  filters: { field: string; value: string }[];
  search: string;
  sort: { field: string; descending: boolean } | null;
};
