import type { Withholding } from '../contract/knowledge.ts';
import type { Role } from '../rights/words.ts';

/** A run of Entra Connect: a delta, or all anew; in staging mode it exports nothing. */
export type SyncRun = { at: number; type: 'Delta' | 'Initial'; isExporting: boolean };

export type DirectoryView = Withholding & {
  domain: string;
  tenant: { name: string; id: string; domain: string; verifiedDomains: string[] };
  sync: {
    isExporting: boolean;
    stoppedBy: string | null;
    cycleSeconds: number;
    lastCycle: number | null;
    nextCycle: number | null;
    scheduler: { name: string; value: string }[];
    /** The latest runs of seven days, the newest first. */
    runs: SyncRun[];
    /** Computers that the next cycles have still before them. */
    waiting: number | null;
  };
  units: { name: string; computers: number; inScope: boolean }[];
  groups: {
    id: number;
    name: string;
    description: string;
    users: number;
    devices: number;
    syncedFrom: string | null;
  }[];
  users: { total: number; intuneLicenses: number; unverifiedSuffix: number; outOfScope: number };
  devices: { joinType: string; registered: number; pending: number }[];
};

/** Somebody of the tenant, as its list of users has them. */
export type UserView = {
  id: number;
  name: string;
  upn: string;
  department: string;
  jobTitle: string;
  isEnabled: boolean;
  hasIntuneLicense: boolean;
  hasRemoteHelpLicense: boolean;
  /** The role in Intune that administrators have. */
  role: Role | null;
};
