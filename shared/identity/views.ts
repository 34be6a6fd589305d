import type { Withholding } from '../contract/knowledge.ts';
import type { Role } from '../rights/words.ts';

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
