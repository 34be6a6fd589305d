import type { Activity, ActivityEvents, ActivityKind } from '../../../shared/activities/events.ts';
import type { ActivityRow } from '../../rows/journal.ts';
import type { SessionEvent } from '../../../shared/sessions/events.ts';
import type { Db } from '../../db/open.ts';
import { day } from '../../../shared/time.ts';
import { settingById } from '../../../shared/settings/catalogue.ts';
import { findRow, insertRow, prepared } from '../../db/tables.ts';
import type { DeviceEventKind, HistoryEvent, HistoryKind, SiteEventKind } from '../../simulation/kernel/history.ts';
import { settingsPut } from '../../simulation/kernel/setting.ts';
import type { RowChange } from '../../simulation/kernel/tables.ts';
import { tellDevice, tellSite, type Tell } from '../../simulation/kernel/tell.ts';
import { readSetting } from './setting-values.ts';

/** What was told, as rows and back again: the one place that writes details as JSON, and the one that reads them. */

export function writeEvent(db: Db, told: Tell, now: number): void {
  const { kind } = told.event;
  const details = JSON.stringify(told.event.details);
  switch (told.to) {
    case 'history':
      insertRow(db, 'history', { at: now, device_id: told.deviceId, kind, details });
      break;
    case 'activities': {
      const { deviceId, subject, actor } = told;
      insertRow(db, 'activities', { at: now, kind, device_id: deviceId, subject, actor, details });
      break;
    }
    case 'session':
      insertRow(db, 'session_events', { action_id: told.actionId, at: now, kind, details });
      break;
  }
}

type Stored = { at: number; kind: string; details: string };
/** The row was written by `writeEvent`, so its details are those of its kind. */
const read = <E>({ at, kind, details }: Stored): E => ({ at, kind, details: JSON.parse(details) as unknown }) as E;

/** Of what is stored, the latest so many events are told. */
const most = 5000;
const latest = (db: Db, deviceId: number): Stored[] =>
  (
    prepared(db, `SELECT at, kind, details FROM history WHERE device_id = ? ORDER BY id DESC LIMIT ${most}`).all(
      deviceId,
    ) as Stored[]
  ).reverse();
/** Oldest first. */
export const deviceHistory = (db: Db, deviceId: number): HistoryEvent<DeviceEventKind>[] =>
  latest(db, deviceId).map(read<HistoryEvent<DeviceEventKind>>);
/** The log of the notification server rolls over after so many (assumed). */
const mostOfClients = 50_000;
type Numbered = Stored & { id: number };
/**
 * Oldest first. Of what comes in masses only what was from a moment on, so that it pushes nothing else out of the diary: how
 * collections stood, which may change at any second, and what was sent to clients or came from them, of which one click reaches
 * thousands.
 */
export function siteHistory(db: Db, from: number): HistoryEvent<SiteEventKind>[] {
  const rest = prepared(
    db,
    `SELECT id, at, kind, details FROM history
     WHERE device_id = 0 AND kind NOT IN ('${ofCollections}', ${ofClients}) ORDER BY id DESC LIMIT ${most}`,
  ).all() as Numbered[];
  const collections = prepared(
    db,
    `SELECT id, at, kind, details FROM history WHERE kind = '${ofCollections}' AND at >= ?`,
  ).all(from) as Numbered[];
  const clients = prepared(
    db,
    `SELECT id, at, kind, details FROM history
     WHERE device_id = 0 AND kind IN (${ofClients}) AND at >= ? ORDER BY id DESC LIMIT ${mostOfClients}`,
  ).all(from) as Numbered[];
  return [...rest, ...collections, ...clients].sort((a, b) => a.id - b.id).map(read<HistoryEvent<SiteEventKind>>);
}
const ofCollections = 'collectionChanged' satisfies SiteEventKind;
const ofClients = (['clientNotification', 'clientLogsCollected'] satisfies SiteEventKind[])
  .map((kind) => `'${kind}'`)
  .join(', ');

/** All events of one kind at a device, newest first. */
export const historyOfKind = <K extends DeviceEventKind>(db: Db, deviceId: number, kind: K): HistoryEvent<K>[] =>
  (
    prepared(db, 'SELECT at, kind, details FROM history WHERE device_id = ? AND kind = ? ORDER BY id DESC').all(
      deviceId,
      kind,
    ) as Stored[]
  ).map(read<HistoryEvent<K>>);

/** All events of one kind by device, newest first. */
export function historyByDevice<K extends DeviceEventKind>(db: Db, kind: K): Map<number, HistoryEvent<K>[]> {
  const found = new Map<number, HistoryEvent<K>[]>();
  const rows = prepared(db, 'SELECT device_id, at, kind, details FROM history WHERE kind = ? ORDER BY id DESC').all(
    kind,
  ) as (Stored & { device_id: number })[];
  for (const row of rows) {
    const known = found.get(row.device_id) ?? [];
    known.push(read<HistoryEvent<K>>(row));
    found.set(row.device_id, known);
  }
  return found;
}

/** Events of one kind at the site within a time, newest first. */
export const siteHistoryBetween = <K extends SiteEventKind>(
  db: Db,
  kind: K,
  from: number,
  to: number,
): HistoryEvent<K>[] =>
  (
    prepared(
      db,
      'SELECT at, kind, details FROM history WHERE device_id = 0 AND kind = ? AND at BETWEEN ? AND ? ORDER BY id DESC',
    ).all(kind, from, to) as Stored[]
  ).map(read<HistoryEvent<K>>);

/** The last event at the site that is of one of these kinds. */
export function lastAtSite<K extends SiteEventKind>(db: Db, ...kinds: readonly K[]): HistoryEvent<K> | undefined {
  const row = prepared(
    db,
    `SELECT at, kind, details FROM history WHERE device_id = 0 AND kind IN (${kinds.map(() => '?').join(', ')})
     ORDER BY id DESC LIMIT 1`,
  ).get(...kinds) as Stored | undefined;
  return row && read<HistoryEvent<K>>(row);
}

/** The first event of this kind that tells of an action; `deviceId` 0 is the site. */
export function historyOfAction<K extends HistoryKind>(
  db: Db,
  deviceId: number,
  kind: K,
  actionId: number,
): HistoryEvent<K> | undefined {
  const row = prepared(
    db,
    `SELECT at, kind, details FROM history
     WHERE device_id = ? AND kind = ? AND json_extract(details, '$.action') = ? ORDER BY id LIMIT 1`,
  ).get(deviceId, kind, actionId) as Stored | undefined;
  return row && read<HistoryEvent<K>>(row);
}

/** Oldest first. */
export const sessionEvents = (db: Db, actionId: number): SessionEvent[] =>
  (
    prepared(db, 'SELECT at, kind, details FROM session_events WHERE action_id = ? ORDER BY id').all(
      actionId,
    ) as Stored[]
  ).map(read<SessionEvent>);

/** SQL for one detail of an activity, null on those of other kinds. A kind without such a detail does not compile. */
export const detailSql = <K extends ActivityKind>(kind: K, detail: keyof ActivityEvents[K] & string): string =>
  `CASE kind WHEN '${kind}' THEN details ->> '${detail}' END`;

export const activityOf = (row: ActivityRow): Activity => read<Activity>(row);

/**
 * Keeps what logs read of rows that change: what stands in the diary is what stood before, so that a log of that time can still
 * be worked out (main/simulation/logs/past.ts). To be asked before the change is carried out.
 */
export function keepPast(db: Db, change: RowChange, now: number): void {
  if (change.table === 'settings') keepSetting(db, change, now);
  if (change.table === 'collections') keepCollection(db, change, now);
  if (change.table === 'configmgr_devices' && change.do === 'remove') keepCheck(db, change.key.id, now);
}

/** What the daily check had found is known by the record alone until it has another result; the client goes on checking. */
function keepCheck(db: Db, recordId: number | undefined, now: number): void {
  const row = recordId === undefined ? undefined : findRow(db, 'configmgr_devices', recordId);
  if (!row || row.is_current === 0 || row.client_check === 'noResults') return;
  writeEvent(db, tellDevice(row.device_id, 'clientChecked', { was: row.client_check, result: row.client_check }), now);
}

function keepSetting(db: Db, change: RowChange, now: number): void {
  for (const { id, target, value } of settingsPut([change])) {
    const was = readSetting(db, id, target);
    if (was === value) continue;
    if (target === '') writeEvent(db, tellSite('settingChanged', { setting: id, was }), now);
    else if (settingById.get(id)?.target === 'device')
      writeEvent(db, tellDevice(Number(target), 'settingChanged', { setting: id, was }), now);
  }
}

/** No log reads of a collection what is older: recurring lines go back for a week. */
const kept = 8 * day;

function keepCollection(db: Db, change: RowChange & { table: 'collections' }, now: number): void {
  const key = change.do === 'update' ? change.id : change.do === 'remove' ? change.key.id : undefined;
  const row = key === undefined ? undefined : findRow(db, 'collections', key);
  if (!row || row.is_computed === 1) return;
  // Devices come and go one by one, many in the same second: nothing of that is another state of the collection.
  const isAnother = (column: 'name' | 'full_period' | 'refreshed_at'): boolean =>
    change.do === 'update' && column in change.set && change.set[column] !== row[column];
  if (change.do === 'update' && !isAnother('name') && !isAnother('full_period') && !isAnother('refreshed_at')) return;
  const { id, collection_code, name, created_at, full_period, refreshed_at } = row;
  const was = { id, collection_code, name, created_at, full_period, refreshed_at };
  writeEvent(db, tellSite('collectionChanged', { was }), now);
  prepared(db, `DELETE FROM history WHERE kind = '${ofCollections}' AND at < ?`).run(now - kept);
}
