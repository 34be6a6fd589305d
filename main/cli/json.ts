import type { DeviceField } from '../../shared/devices/lists.ts';
import { formatIso } from '../../shared/time.ts';
import type { ActionView } from '../../shared/actions/views.ts';
import type { ActivityView } from '../../shared/activities/views.ts';
import type { Cell } from '../../shared/contract/answers.ts';
import type { CheckpointView, JumpView } from '../../shared/labs/views.ts';
import type { DeviceListRow, DeviceView, RecordView } from '../../shared/devices/views.ts';

/** How the lab's views are written as JSON: moments as ISO text, ids as strings, everything else as it is. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export const iso = (seconds: number): string => formatIso(seconds);
export const isoOrNull = (seconds: number | null): string | null => (seconds === null ? null : formatIso(seconds));

/** Names of moments in records, truths and details. A number under any other name is a quantity. */
const isMoment = (key: string): boolean =>
  /(At|Since|Until|asOf|AsOf)$/.test(key) ||
  ['lastCheckIn', 'lastPolicyRequest', 'lastHeartbeat', 'nextOnline', 'nextIntuneCheckIn', 'nextPolicyPoll'].includes(
    key,
  );
const isId = (key: string): boolean => /^(id|action)$|Id$/.test(key);

/** Cells whose keys tell what they are. */
export const cellsJson = (cells: Readonly<Record<string, Cell>>): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(cells).map(([key, value]): [string, Json] => {
      if (typeof value !== 'number') return [key, value];
      return [key, isMoment(key) ? iso(value) : isId(key) ? String(value) : value];
    }),
  );

/** Cells of a list, whose catalogue tells what they are. */
export const rowJson = (row: DeviceListRow, fields: readonly DeviceField[]): Record<string, Json> =>
  Object.fromEntries(
    fields.map(({ id, type }): [string, Json] => {
      const value = row[id] ?? null;
      if (value === null) return [id, null];
      return [id, type === 'time' ? iso(Number(value)) : type === 'text' ? String(value) : value];
    }),
  );

export const actionJson = ({
  id,
  deviceId,
  bound,
  since,
  expectedBy,
  deadline,
  deliveredAt,
  finishedAt,
  orderedAt,
  ...rest
}: ActionView): Record<string, Json> => ({
  id: String(id),
  ...rest,
  deviceId: String(deviceId),
  bound: bound && { from: iso(bound.from), to: iso(bound.to), basis: bound.basis },
  orderedAt: iso(orderedAt),
  since: isoOrNull(since),
  expectedBy: isoOrNull(expectedBy),
  deadline: iso(deadline),
  deliveredAt: isoOrNull(deliveredAt),
  finishedAt: isoOrNull(finishedAt),
});

export const activityJson = ({ id, at, deviceId, details, ...rest }: ActivityView): Record<string, Json> => ({
  id: String(id),
  at: iso(at),
  ...rest,
  deviceId: deviceId === null ? null : String(deviceId),
  details: cellsJson(details),
});

export const checkpointJson = ({ name, at, madeAt, hash, bytes }: CheckpointView): Record<string, Json> => ({
  name,
  at: iso(at),
  madeAt: iso(madeAt),
  hash,
  bytes,
});

export const jumpJson = ({ from, to, events, wallMs, ledger }: JumpView): Record<string, Json> => ({
  from: iso(from),
  to: iso(to),
  events,
  wallMs,
  ledger,
});

const recordJson = ({ asOf, recordId, fields }: RecordView): Record<string, Json> => ({
  recordId: String(recordId),
  ...cellsJson(fields),
  asOf: isoOrNull(asOf),
});

export function deviceJson({
  id,
  name,
  now,
  truth,
  records,
  staleRecords,
  differences,
  actions,
  activities,
  user,
  attention,
  story,
}: DeviceView): Record<string, Json> {
  return {
    name,
    id: String(id),
    now: iso(now),
    truth: cellsJson(truth),
    records: Object.fromEntries(
      Object.entries(records).map(([service, record]) => [service, record && recordJson(record)]),
    ),
    staleRecords: staleRecords.map(({ service, ...record }) => ({ service, ...recordJson(record) })),
    differences:
      differences?.map(({ field, truth: real, record, ...rest }) => ({
        field,
        truth: cellsJson({ [field]: real })[field] ?? null,
        record: cellsJson({ [field]: record })[field] ?? null,
        ...rest,
      })) ?? null,
    actions: actions.map(actionJson),
    activities: activities.map(activityJson),
    user,
    attention,
    story,
  };
}
