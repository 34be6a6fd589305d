import { attentionReasons, type AttentionReason, type DeviceListId } from '../../../shared/devices/lists.ts';
import type { ActionReason } from '../../../shared/actions/words.ts';
import { tiles, type Tile } from '../../../shared/home/tiles.ts';
import { day, hour } from '../../../shared/time.ts';
import type { HomeView, TileView } from '../../../shared/home/views.ts';
import type { Db } from '../../db/open.ts';
import { labRow, prepared } from '../../db/tables.ts';
import { coManagedText } from '../../../shared/comanagement/words.ts';
import { coManagedCounts } from '../devices/co-managed.ts';
import { worldOf } from '../engine/world.ts';
import {
  countConditions,
  countDevices,
  fieldRange,
  fieldValues,
  listDevices,
  type DeviceQuery,
} from '../devices/list.ts';
import type { ViewsOf } from '../engine/offer.ts';
import { detailSql } from '../engine/history.ts';

const query = (list: DeviceListId, filters: DeviceQuery['filters'] = []): DeviceQuery => ({
  list,
  filters: [...filters],
  search: '',
  sort: null,
});
const devicesShownPerReason = 5;

/** Everything Home shows, from the same queries that the lists run, so a tile cannot differ from the rows behind it. */
export function homeView(db: Db): HomeView {
  const { now } = labRow(db);
  return {
    now,
    tiles: tiles.map((tile) => tileView(db, tile)),
    attention: attention(db),
    waiting: prepared(
      db,
      `SELECT reason, count(*) AS count, min(ordered_at) AS oldestSince FROM actions
       WHERE state IN ('pending', 'active') AND reason IS NOT NULL GROUP BY reason ORDER BY oldestSince, reason`,
    ).all() as { reason: ActionReason; count: number; oldestSince: number }[],
    reachableTrend: reachableTrend(db, now),
    complianceTrend: complianceTrend(db, now),
  };
}

function tileView(db: Db, tile: Tile): TileView {
  const tileQuery = query(tile.list, [...tile.filters]);
  const values = fieldValues(db, tileQuery, tile.field);
  const total = values.reduce((sum, { count }) => sum + count, 0);
  return { id: tile.id, total, values, asOf: ageOf(db, tile.list), truthNote: truthNote(db, tile.id) };
}

/** Newest and oldest contact behind the list's records; the fleet's truth is always of now. */
function ageOf(db: Db, list: DeviceListId): TileView['asOf'] {
  const contact = list === 'intune' ? 'lastCheckIn' : list === 'configmgr' ? 'lastPolicyRequest' : null;
  if (contact === null) return { newest: null, oldest: null };
  return fieldRange(db, query(list), contact);
}

const say = (count: number, one: string, many: string): string | null =>
  count === 0 ? null : `${String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ',')} ${count === 1 ? one : many}.`;

/** What the lab knows that the records of a tile do not say; null when they agree. */
function truthNote(db: Db, tileId: string): string | null {
  if (tileId === 'management') {
    const count = countDevices(db, query('fleet', [{ field: 'needs', value: 'recordWithoutDevice' }]));
    const without = say(
      count,
      'of these records has no enrolled device behind it',
      'of these records have no enrolled device behind them',
    );
    const counts = coManagedCounts(db);
    const apart = counts.intune === 0 && counts.site === 0 ? null : coManagedText(counts);
    return [without, apart].filter((note) => note !== null).join(' ') || null;
  }
  if (tileId === 'compliance') {
    // What tenant attach uploads says nothing about encryption, so it cannot be wrong about it.
    const { older, otherwise } = prepared(
      db,
      `SELECT coalesce(sum(i.is_current = 0), 0) AS older,
         coalesce(sum(i.is_current = 1 AND i.managed_by <> 'configMgr' AND d.platform = 'windows' AND i.is_encrypted <> d.is_encrypted), 0) AS otherwise
       FROM intune_devices i JOIN devices d ON d.id = i.device_id WHERE i.removed_at IS NULL`,
    ).get() as { older: number; otherwise: number };
    const notes = [
      say(older, 'record is left over from an earlier enrollment', 'records are left over from earlier enrollments'),
      say(
        otherwise,
        'device’s encryption really is other than its record says',
        'devices’ encryption really is other than their records say',
      ),
    ];
    return notes.some((note) => note !== null) ? notes.filter((note) => note !== null).join(' ') : null;
  }
  if (tileId === 'clientStatus') {
    const count = countDevices(
      db,
      query('fleet', [
        { field: 'clientStatus', value: 'active' },
        { field: 'clientInstalled', value: 'false' },
      ]),
    );
    return say(
      count,
      'device still counts as active although its client is gone',
      'devices still count as active although their client is gone',
    );
  }
  return null;
}

function attention(db: Db): HomeView['attention'] {
  const counts = countConditions(db, query('fleet'), 'needs:');
  return (Object.keys(attentionReasons) as AttentionReason[]).flatMap((reason) => {
    const count = counts[reason] ?? 0;
    if (count === 0) return [];
    const rows = listDevices(db, query('fleet', [{ field: 'needs', value: reason }]), 0, devicesShownPerReason);
    return [{ reason, count, devices: rows.map(({ id, name }) => ({ id, name })) }];
  });
}

/** By hour for seven days, from how many devices follow each pattern now: the model's own truth, without stored samples. */
function reachableTrend(db: Db, now: number): HomeView['reachableTrend'] {
  const followers = prepared(
    db,
    `SELECT pattern_id AS patternId, count(*) AS count FROM devices WHERE pattern_id IS NOT NULL AND power = 'running' GROUP BY pattern_id ORDER BY pattern_id`,
  ).all() as { patternId: number; count: number }[];
  const { presences } = worldOf(db);
  const from = now - 7 * day;
  const counts = new Array<number>(7 * 24 + 1).fill(0);
  for (const { patternId, count } of followers) {
    // Span by span rather than hour by hour: most patterns have one or two spans a day.
    for (const { start, end } of presences.get(patternId)?.spansBetween('internet', from, now) ?? []) {
      const last = Math.min(Math.ceil((end - from) / hour) - 1, counts.length - 1);
      for (let step = Math.max(0, Math.ceil((start - from) / hour)); step <= last; step += 1) counts[step]! += count;
    }
  }
  return counts.map((count, step) => ({ at: from + step * hour, count }));
}

/** Walks back from today's count through the audit trail: what changed after a day is undone for that day. */
function complianceTrend(db: Db, now: number): HomeView['complianceTrend'] {
  const { started_at: startedAt } = labRow(db);
  let total = countDevices(db, query('intune'));
  let compliant = countDevices(db, query('intune', [{ field: 'compliance', value: 'compliant' }]));
  const changes = prepared(
    db,
    `SELECT at, kind = 'intune_record_removed' AS isRemoval, ${detailSql('compliance_changed', 'from')} AS "from",
       coalesce(${detailSql('compliance_changed', 'to')}, ${detailSql('intune_record_removed', 'compliance')}) AS "to" FROM activities
     WHERE kind IN ('compliance_changed', 'intune_record_removed') ORDER BY at DESC, id DESC`,
  ).all() as { at: number; isRemoval: 0 | 1; from: string | null; to: string | null }[];
  const points = [{ at: now, compliant, total }];
  let next = 0;
  for (let at = Math.floor((now - 1) / day) * day; at > startedAt && points.length < 60; at -= day) {
    for (; next < changes.length && changes[next]!.at > at; next += 1) {
      const { isRemoval, from, to } = changes[next]!;
      total += isRemoval;
      if (to === 'compliant') compliant += isRemoval ? 1 : -1;
      if (from === 'compliant') compliant += 1;
    }
    points.unshift({ at, compliant, total });
  }
  return points;
}

export const homeViews: ViewsOf<'home'> = {
  /** Computed once for a state, however many windows ask. */
  read: (db, _nothing, { memory }) => memory.of(db, 'home', '', 1, () => homeView(db)),
};
