import type { ClientCheckResult } from '../../../shared/contract/device-words.ts';
import type { DeviceRow } from '../../rows/devices.ts';
import type { ModelRow } from '../../rows/site.ts';
import type { Presence } from '../kernel/presence.ts';
import type { Person } from './people.ts';
import type { Office, OsBuild } from './places.ts';

/**
 * One device before it becomes rows: its truth, and what decides how each service knows it. Drawn devices and hand-cast
 * ones meet here, so schedules, records and initial work are derived once, by the same rules for both.
 */
export type Plan = {
  readonly device: DeviceRow;
  readonly model: ModelRow;
  readonly office: Office;
  readonly user: Person | null;
  /** Undefined: never on. */
  readonly presence: Presence | undefined;
  /** When a device that is never on was on for the last time. */
  readonly lastOn: number | null;
  readonly version: VersionHistory;
  /** The device as the services were told of it: another than the truth after a reset that nobody reported. */
  readonly told: DeviceRow;
  /** Entra ID and Active Directory hear of a device's activity only so often. */
  readonly directoryLag: number;
  /** The version came after the last contact, so that records still show the one before. */
  readonly recordsLag: boolean;
  /** Null without an Intune record. */
  readonly intune: IntunePlan | null;
  readonly site: SitePlan | null;
  readonly entra: EntraPlan | null;
  readonly inDirectory: boolean;
  /** The organizational unit of its computer object; null for the usual one. */
  readonly ou: string | null;
  readonly autopilot: AutopilotPlan | null;
  readonly stale: readonly StalePlan[];
  readonly work: WorkPlan;
};

export type IntunePlan = {
  readonly enrolledAt: number;
  readonly isOrphan: boolean;
  readonly notEvaluated: boolean;
  /** A failing device is in its grace period until then; null: a failure is Not compliant. */
  readonly graceUntil: number | null;
  readonly primaryUser: Person | null;
};
export type SitePlan = {
  readonly hasClient: boolean;
  readonly discoveredAt: number;
  readonly check: ClientCheckResult;
  /** The client has been silent since; null while it talks. */
  readonly silentSince: number | null;
  readonly lastLogonUser: Person | null;
};
export type EntraPlan = { readonly registeredAt: number; readonly state: 'registered' | 'pending' };
export type AutopilotPlan = { readonly registeredAt: number; readonly groupTag: string; readonly isUsed: boolean };
export type StalePlan = {
  readonly service: 'intune' | 'configmgr' | 'entra';
  readonly name: string;
  readonly lastContactAt: number;
  readonly decommissioned: boolean;
};
export type WorkPlan = {
  /** Earliest moment of the restart by the user and of the installation of an update; each happens when the device is on. */
  readonly restartFrom: number | null;
  readonly updateFrom: number | null;
  readonly silentWipe: { readonly orderedAt: number; readonly deliveredAt: number } | null;
};

/** The version a device runs and the one before: records tell the version of the moment when the service was last told. */
export type VersionHistory = {
  readonly now: string;
  readonly released: number;
  readonly since: number;
  readonly before: string;
};
export const versionAt = (history: VersionHistory, at: number): string =>
  at < history.since ? history.before : history.now;

/** A version `index` of a build that was started at `since`. */
export function versionHistory({ versions }: OsBuild, index: number, since: number): VersionHistory {
  const { version: now, released } = versions[index]!;
  return { now, released, since, before: versions[index - 1]?.version ?? now };
}

/** The newest version that was out at a time; the oldest when none was. */
export function newestBefore({ versions }: OsBuild, at: number): number {
  let index = versions.length - 1;
  while (index > 0 && versions[index]!.released > at) index -= 1;
  return index;
}
