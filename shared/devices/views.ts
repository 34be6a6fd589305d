import type { ActionKind } from '../actions/words.ts';
import type { ActionView } from '../actions/views.ts';
import type { ActivityView } from '../activities/views.ts';
import type { AttentionReason, DeviceListId, Knowledge } from './lists.ts';
import type { KnowledgeKind, Withholding } from '../contract/knowledge.ts';
import type { Cell } from '../contract/answers.ts';
import { identifying } from '../contract/device-words.ts';

/** With `isStale` where another record of the device has replaced this one. */
export type DeviceListRow = { id: number; recordId: number; name: string } & Record<string, Cell>;

export type FieldValue = { value: string; count: number };

export type RecordView = { asOf: number | null; recordId: number; fields: Record<string, Cell> };

export type Difference = { field: string; label: string; truth: Cell; record: Cell; recordedBy: Knowledge };

const toCome = ['nextOnline', 'nextIntuneCheckIn', 'nextPolicyPoll'];
/** The kind of a field of `truth`. */
export const kindOfTruth = (field: string): KnowledgeKind | null =>
  identifying.includes(field) ? null : toCome.includes(field) ? 'expected' : 'truth';

export type DeviceView = Withholding & {
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
  differences: Difference[] | null;
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
    isSignedIn: boolean | null;
  } | null;
  attention: AttentionReason[] | null;
  story: string | null;
};

/** A device as one console has it: the row of its list, null where it has none, and what its page says besides. */
export type RecordDetails = {
  now: number;
  row: DeviceListRow | null;
  /** By label, in the order of the page. */
  more: { label: string; value: string | number | null; type: 'text' | 'time' }[];
  /** Collections of the site, or groups of Entra ID, that the device is in. */
  memberOf: { id: number; code: string; name: string }[];
};

export type ListQuery = {
  list: DeviceListId;
  filters: { field: string; value: string }[];
  search: string;
  sort: { field: string; descending: boolean } | null;
};
