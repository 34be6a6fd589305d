import type { Withholding } from '../contract/knowledge.ts';

/** What the lab answers about tenant attach and co-management. Times are UTC seconds of simulated time. */

/** One requirement, met or not; `fix` is what to do, `setting` the setting that does it where one does. */
export type PrerequisiteItem = {
  id: string;
  scope: 'site' | 'tenant' | 'directory' | 'device';
  label: string;
  ok: boolean;
  why: string;
  fix: string | null;
  setting: { id: string; target: string | null; value: string } | null;
  /** For which of the three it is needed. */
  neededFor: ('tenantAttach' | 'comanagement' | 'internetDevices')[];
};

export type PrerequisitesView = Withholding & { ok: boolean; items: PrerequisiteItem[] };
