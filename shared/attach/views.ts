import type { Withholding } from '../contract/knowledge.ts';
import type { ScriptRun } from './scripts.ts';
import type { Cell } from '../contract/answers.ts';

/** The connector between site and tenant. What `lab` holds no console shows. */
export type ConnectorView = Withholding & {
  status: 'notEnabled' | 'healthy' | 'warning' | 'unhealthy' | 'offboarding';
  since: number | null;
  /** The last time the tenant heard of the site. */
  lastSync: number | null;
  scope: string;
  scopeCollectionId: number | null;
  analytics: boolean;
  enforceRbac: boolean;
  defenderReports: boolean;
  uploads: boolean;
  detach: { from: 'site' | 'cloud'; expectedBy: number | null } | null;
  devicesInTenant: number;
  lab: {
    lastUpload: number | null;
    lastUploadCount: number;
    nextUpload: number | null;
    backlog: number;
    /** When what the next upload brings will show in the tenant; of the last one while that is still under way. */
    visibleBy: number | null;
    /** The first devices of the next batch. */
    nextBatch: { id: number; name: string; changedAt: number }[];
    blockedBy: string | null;
  } | null;
};

export type AttachedPage =
  | 'clientDetails'
  | 'collections'
  | 'timeline'
  | 'resourceExplorer'
  | 'applications'
  | 'softwareUpdates'
  | 'recoveryKeys'
  | 'cmpivot'
  | 'scripts';
/** What asks for rights of its own at an attached device: each page, and on one of them what can be done there. */
export type AttachedFeature = AttachedPage | 'applicationActions' | 'scriptActions';

/** Levels of events that the timeline tells apart. */
export const timelineLevels = ['Information', 'Warning', 'Error'] as const;
export type TimelineLevel = (typeof timelineLevels)[number];

export type AttachedDeviceView = Withholding & {
  isAttached: boolean;
  /** Why a page cannot be shown: the missing right, or the part that does not answer. */
  refusal: { code: string; message: string } | null;
  /** Pages that this administrator cannot open, each with why; such a page is empty. */
  pageRefusals: Partial<Record<AttachedPage, { code: string; message: string }>>;
  /** What is wrong at the site where that is why it refuses pages: their own words do not say it. */
  because: string | null;
  clientDetails: { name: string; value: Cell; type: 'text' | 'time' | 'boolean' | 'number' }[];
  collections: { id: number; code: string; name: string }[];
  timeline: { at: number; event: string; provider: string; eventId: number; level: TimelineLevel; details: string }[];
  timelineNote: string;
  resourceExplorer: { className: string; asOf: number | null; rows: { name: string; value: string }[] }[];
  applications: {
    id: number;
    name: string;
    version: string;
    publisher: string;
    state: string;
    deployment: string;
    actions: string[];
  }[];
  softwareUpdates: { article: string; title: string; state: string; released: number }[];
  /** Scripts that were run at this device from the cloud, each with its last run; the newest first. */
  scripts: ScriptRun[];
  recoveryKeys: { keyId: string; volume: string; key: string | null; savedAt: number; rotatedAt: number | null }[];
};
