import type { Withholding } from '../contract/knowledge.ts';
import type { Role } from '../rights/words.ts';
import type { Zone } from '../zone.ts';

/** `withheld` are the kinds that are withheld in this lab: nobody withholds any where it is missing. */
export type LabView = Withholding & {
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
  zone: Zone & { city: string; offsetSeconds: number };
  /** A session or consent prompt that holds the clock at 1×; null when none. */
  liveSession: { actionId: number; device: string } | null;
  /** Counts the changes of the lab's rows; time that merely passes is none. A screen that shows an older number reads again. */
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

/** `at` is simulated, `madeAt` the real time at which the file was written, both in UTC seconds; `bytes` is what it takes on the disk. */
export type CheckpointView = Withholding & {
  name: string;
  at: number;
  madeAt: number;
  hash: string | null;
  bytes: number;
};

export type ResetView = Withholding & { archived: string; to: string; hash: string | null; matches: boolean };

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

export type JumpView = Withholding & {
  from: number;
  to: number;
  events: number;
  wallMs: number;
  wasCanceled: boolean;
  ledger: LedgerEntry[] | null;
};
