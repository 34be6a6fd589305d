import type { CloudAttachRow } from '../../rows/attach.ts';
import type { Condition } from '../../../shared/settings/condition.ts';
import { conditionAt } from '../../../shared/settings/conditions.ts';
import { hour, minute } from '../../../shared/time.ts';
import type { Change, Estate } from '../kernel/change.ts';
import { drawBetween } from '../kernel/draw.ts';

/** The service connection point sends what changed every 15 minutes. Source: tenant attach, troubleshooting. */
export const uploadPeriod = 15 * minute;
/** An upload shows in the portal 5 to 10 minutes later. Source: as above. */
const visibleSeconds = { from: 5 * minute, to: 10 * minute };
/** Offboarding takes up to two hours, and minutes with a healthy site from 2103 on; five minutes are assumed. */
export const detachSeconds = { healthy: 5 * minute, otherwise: 2 * hour } as const;
/** So many devices go into one batch, one batch a second. Assumed. */
export const uploadBatch = 500;

type Attached = CloudAttachRow & { attached_at: number };
export const isUploading = (cloud: CloudAttachRow): cloud is Attached =>
  cloud.attached_at !== null && cloud.uploads === 1;

/** Runs are counted from the moment of the attach. The first after `at`, and the last at or before it. */
export const runAfter = ({ attached_at: from }: Attached, at: number): number =>
  from + (Math.floor((at - from) / uploadPeriod) + 1) * uploadPeriod;
export const runBefore = ({ attached_at: from }: Attached, at: number): number =>
  from + Math.floor((at - from) / uploadPeriod) * uploadPeriod;

export const shownAt = (seed: number, sentAt: number): number =>
  sentAt + drawBetween(seed, 'uploadVisible', 0, sentAt, visibleSeconds.from, visibleSeconds.to);

export const connectorSettingIds = ['serviceConnectionPoint', 'serviceEndpoints'] as const;

/** What keeps the site from the cloud; undefined when nothing does. */
export const blockedBy = (value: (id: string) => string): Condition | undefined =>
  connectorSettingIds.flatMap((id) => conditionAt(id, value(id)) ?? [])[0];
export const isBlocked = (estate: Estate): boolean => blockedBy((id) => estate.setting(id)) !== undefined;

/**
 * One run of the given kind (subject 0: what changed; 1: everything) with the next turn, however often it is asked for. What
 * changes in the very second of a run goes with it: a run that is due is never put off.
 */
export const queueRun = (dueAt: number, subjectId: 0 | 1): Change[] => [
  { do: 'queue', dueAt, kind: 'upload', deviceId: 0, subjectId, unlessQueued: true },
];

/** The device is among those that the next upload brings. */
const inBacklog = (deviceId: number, now: number): Change => ({
  do: 'put',
  table: 'upload_backlog',
  key: { device_id: deviceId },
  set: { changed_at: now },
});

/**
 * Tells the connector that the site's records of these devices changed, so that the next upload brings them. Called with
 * whatever changes a record of the site or who is in the collection that is uploaded; costs nothing while nothing is attached.
 */
export function uploadChange(estate: Estate, deviceIds: readonly number[], now: number): Change[] {
  const { cloud } = estate;
  if (deviceIds.length === 0 || !isUploading(cloud)) return [];
  return [
    ...deviceIds.map((deviceId) => inBacklog(deviceId, now)),
    // Without a way to the cloud it waits; the setting that opens the way queues the run.
    ...(isBlocked(estate) ? [] : queueRun(runAfter(cloud, now), 0)),
  ];
}
