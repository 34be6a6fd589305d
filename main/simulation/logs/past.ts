import type { CloudAttachRow } from '../../rows/attach.ts';
import type { CollectionRow } from '../../rows/collections.ts';
import type { Channel } from '../../rows/devices.ts';
import type { Estate } from '../kernel/change.ts';
import type { DeviceEventKind, HistoryEvent } from '../kernel/history.ts';
import { channels } from '../kernel/schedule.ts';
import { gatewayAddress } from '../site/gateway.ts';
import type { DeviceSource, SiteSource } from './source.ts';

/**
 * What was so at a moment. A log is written when something happens and never again, so none of its lines may follow from what
 * is so when somebody reads it: the diary says what was, each answer holds as it stood when the second of `moment` began, and
 * today's rows count only where the diary knows of no change.
 */

type Timed = { at: number };
const lastBefore = <E extends Timed>(events: readonly E[], moment: number): E | undefined =>
  events.findLast(({ at }) => at < moment);
const firstFrom = <E extends Timed>(events: readonly E[], moment: number): E | undefined =>
  events.find(({ at }) => at >= moment);
const ofKind = <K extends DeviceEventKind>(
  { history }: Pick<DeviceSource, 'history'>,
  ...kinds: readonly K[]
): HistoryEvent<K>[] =>
  history.filter((event): event is HistoryEvent<DeviceEventKind> & HistoryEvent<K> =>
    (kinds as readonly DeviceEventKind[]).includes(event.kind),
  );

/** What an enrollment event says of the time before it and after it. */
const enrolledBy = {
  enrolled: { before: false, after: true },
  mdmEnrolled: { before: false, after: true },
  alreadyEnrolled: { before: true, after: true },
  unenrolled: { before: true, after: false },
} as const satisfies Partial<Record<DeviceEventKind, { before: boolean; after: boolean }>>;
const enrollmentKinds = Object.keys(enrolledBy) as (keyof typeof enrolledBy)[];

/** The device was enrolled with MDM. */
export function enrolledAt(source: DeviceSource, moment: number): boolean {
  const events = ofKind(source, ...enrollmentKinds);
  const before = lastBefore(events, moment);
  if (before) return enrolledBy[before.kind].after;
  const after = firstFrom(events, moment);
  return after ? enrolledBy[after.kind].before : source.facts.device.is_mdm_enrolled === 1;
}

/** The computer was hybrid joined. */
export function hybridJoinedAt(source: DeviceSource, moment: number): boolean {
  const events = ofKind(source, 'joinRegistered', 'deviceLeft');
  const before = lastBefore(events, moment);
  if (before) return before.kind === 'joinRegistered';
  const after = firstFrom(events, moment);
  if (!after) return source.facts.device.join_type === 'hybrid';
  return after.kind === 'deviceLeft' && after.details.wasJoined !== false;
}

/** The capability value that the client held; 0 without policy. A merge of this very second counts. */
export function flagsAt(source: DeviceSource, moment: number): number {
  const merges = ofKind(source, 'policyMerged');
  const before = lastBefore(merges, moment + 1);
  if (before) return before.details.flags;
  return merges[0]?.details.flagsBefore ?? source.facts.comanagement?.flags ?? 0;
}

/** The client held co-management policy. Every policy has a capability value, so none before a merge means no policy. */
export function policyAt(source: DeviceSource, moment: number): boolean {
  const merges = ofKind(source, 'policyMerged');
  const before = lastBefore(merges, moment + 1);
  if (before) return before.details.isPresent;
  if (merges[0]) return merges[0].details.flagsBefore !== 0;
  const since = source.facts.comanagement?.policy_at ?? null;
  return since !== null && since <= moment;
}

/** When the policy that the client holds at a moment had come; null when the diary does not know. */
export function policySince(source: DeviceSource, moment: number): number | null {
  const merges = ofKind(source, 'policyMerged').filter(({ at }) => at <= moment);
  const lost = merges.findLastIndex(({ details }) => !details.isPresent);
  const first = merges[lost + 1];
  const isKnown = first !== undefined && (lost >= 0 || first.details.flagsBefore === 0);
  return isKnown ? first.at : (source.facts.comanagement?.policy_at ?? null);
}

/** The client had registered with the site. */
export const registeredAt = (source: DeviceSource, moment: number): boolean =>
  firstFrom(ofKind(source, 'clientRegistered'), moment) === undefined;

/** What the daily check of the client had found by a moment; undefined before its first result. */
export function checkResultAt(source: DeviceSource, moment: number): 'passed' | 'failed' | undefined {
  const checks = ofKind(source, 'clientChecked');
  const before = lastBefore(checks, moment + 1);
  const result = before?.details.result ?? checks[0]?.details.was ?? source.facts.configmgr?.client_check;
  return result === 'passed' || result === 'failed' ? result : undefined;
}

/** The client reached its site through the gateway: as its policy schedules of that moment say. */
export function wasOverGateway({ schedules }: Pick<DeviceSource, 'schedules'>, moment: number): boolean {
  const rowOf = (channel: Channel) =>
    schedules.findLast(
      (row) => row.channel === channel && row.since <= moment && (row.until === null || row.until > moment),
    );
  const direct = rowOf(channels.policy);
  return (direct === undefined || direct.pattern_id === null) && rowOf(channels.gatewayPolicy) !== undefined;
}

/** How the gateway was called: host and path that the client was given. */
export const gatewayAddressAt = ({ facts, gatewayNames = [] }: DeviceSource, moment: number): string =>
  gatewayAddress({
    seed: facts.seed,
    tenant: facts.tenant,
    setting: (id, target) => gatewayNames.find(({ at }) => at >= moment)?.was ?? facts.setting(id, target),
  });

type SettingChange = HistoryEvent<'settingChanged'>;
const valueAt = (changes: readonly SettingChange[], id: string, moment: number): string | undefined =>
  changes.find(({ at, details }) => at >= moment && details.setting === id)?.details.was;

/** The value of a setting of the device itself. */
export const deviceSettingAt = (source: DeviceSource, id: string, moment: number): string =>
  valueAt(ofKind(source, 'settingChanged'), id, moment) ?? source.facts.setting(id, String(source.facts.device.id));

/** What the site was set to. */
export function estateAt(source: SiteSource, moment: number): Estate {
  const { estate } = source;
  const changes = settingChanges(source);
  return {
    seed: estate.seed,
    tenant: estate.tenant,
    site: estate.site,
    workloads: estate.workloads,
    get computers() {
      return estate.computers;
    },
    get queriedFields() {
      return estate.queriedFields;
    },
    cloud: { ...estate.cloud, gateway_at: gatewaySince(source, moment) },
    setting: (id, target = '') =>
      (target === '' ? valueAt(changes, id, moment) : undefined) ?? estate.setting(id, target),
  };
}
/** Asked for once an hour of a week by every log of the site. */
const knownChanges = new WeakMap<SiteSource, readonly SettingChange[]>();
function settingChanges(source: SiteSource): readonly SettingChange[] {
  let changes = knownChanges.get(source);
  if (!changes) {
    changes = source.history.filter((event) => event.kind === 'settingChanged');
    knownChanges.set(source, changes);
  }
  return changes;
}

/** Since when the gateway had been there; null when it was not. One older than the diary has been there for ever. */
function gatewaySince({ estate, history }: SiteSource, moment: number): number | null {
  const isOfGateway = ({ kind }: HistoryEvent) => kind === 'gatewayReady' || kind === 'gatewayDeleted';
  const events = history.filter((event) => isOfGateway(event) || event.kind === 'gatewayCreating');
  const before = lastBefore(events.filter(isOfGateway), moment);
  if (before) return before.kind === 'gatewayReady' ? before.at : null;
  const after = firstFrom(events, moment);
  if (after) return after.kind === 'gatewayDeleted' ? 0 : null;
  const { gateway_at: readyAt } = estate.cloud;
  return readyAt !== null && readyAt < moment ? readyAt : null;
}

/** A time in which the site uploaded to the tenant; its runs are counted from the attach. `end`: first second without. */
type Upload = { cloud: CloudAttachRow & { attached_at: number }; end: number };

/** Every time in which the site uploaded, oldest first. */
export function uploads({ estate: { cloud }, history, now }: SiteSource): Upload[] {
  const found: Upload[] = [];
  const open = (attachedAt: number): void => {
    found.push({ cloud: { ...cloud, attached_at: attachedAt, uploads: 1 }, end: now });
  };
  for (const { kind, at, details } of history) {
    if (kind === 'attached') open(at);
    if (kind !== 'detachBegun') continue;
    if (found.length === 0 && details.attachedAt !== undefined) open(details.attachedAt);
    const last = found.at(-1);
    if (last) last.end = at;
  }
  if (found.length === 0 && cloud.uploads === 1 && cloud.attached_at !== null) open(cloud.attached_at);
  return found;
}

/** The tenant was there for the site to talk to. */
export const isUploadingAt = (source: SiteSource, moment: number): boolean =>
  uploads(source).some(({ cloud, end }) => cloud.attached_at < moment && moment < end);

/** A collection as it stood until `end` (exclusive), from `start`. */
export type CollectionSpan = Pick<
  CollectionRow,
  'id' | 'collection_code' | 'name' | 'created_at' | 'full_period' | 'refreshed_at'
> & { start: number; end: number };

/** Every state that a stored collection has had, those that are gone too. */
export function collectionSpans({ collections, history, now }: SiteSource): CollectionSpan[] {
  const starts = new Map<number, number>();
  const found: CollectionSpan[] = [];
  for (const event of history) {
    if (event.kind !== 'collectionChanged') continue;
    const { was } = event.details;
    found.push({ ...was, start: starts.get(was.id) ?? was.created_at, end: event.at + 1 });
    starts.set(was.id, event.at + 1);
  }
  for (const collection of collections) {
    if (collection.is_computed === 1) continue;
    found.push({ ...collection, start: starts.get(collection.id) ?? collection.created_at, end: now + 1 });
  }
  return found;
}
