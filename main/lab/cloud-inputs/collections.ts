import { LabError } from '../../../shared/errors.ts';
import type { CollectionRow, CollectionRuleRow } from '../../../shared/rows.ts';
import { workloads } from '../../../shared/cloud-attach.ts';
import { fullPeriodSeconds } from '../../../shared/collections.ts';
import { clientSettings as catalogue } from '../../../shared/settings/client.ts';
import type { Db } from '../../db/open.ts';
import { allRows, currentRecord, findRow, insertRow, prepared } from '../../db/tables.ts';
import type { Change, Details } from '../../simulation/change.ts';
import { queueRefresh } from '../../simulation/collections/refresh.ts';
import { queueFullSync, queueSync } from '../../simulation/collections/sync.ts';
import { nextEvaluation } from '../../simulation/collections/touch.ts';
import { replanAll } from '../../simulation/comanagement/plan.ts';
import { applyChanges } from '../apply.ts';
import { siteFactsOf } from '../site-facts.ts';
import { worldOf } from '../world.ts';
import type { CloudHandlers } from './handler.ts';
import { findCollection } from './workloads.ts';

export const collectionInputs: Pick<
  CloudHandlers,
  | 'createCollection'
  | 'deleteCollection'
  | 'addRule'
  | 'removeRule'
  | 'refreshCollection'
  | 'syncCollection'
  | 'customClientSettings'
> = {
  createCollection(db, { name, comment, limitingId, isIncremental }, now, by) {
    findCollection(db, limitingId);
    if (prepared(db, 'SELECT 1 FROM collections WHERE name = ? COLLATE NOCASE').get(name))
      throw new LabError('nameTaken', `There is a collection "${name}" already.`);
    const id = insertRow(db, 'collections', {
      collection_code: nextCode(db),
      name,
      comment,
      limiting_id: limitingId,
      is_builtin: 0,
      is_computed: 0,
      is_incremental: isIncremental ? 1 : 0,
      full_period: fullPeriodSeconds,
      created_at: now,
      refreshed_at: now,
      sync_group_id: null,
      sync_since: null,
      sync_full_at: null,
    });
    applyChanges(db, [audit('collection_created', name, by.upn, {})], now);
    return id;
  },

  deleteCollection(db, { collectionId }, now, by) {
    const collection = ownCollection(db, collectionId);
    const uses = usesOf(db, collection);
    if (uses.length > 0)
      throw new LabError('collectionInUse', `${collection.name} is in use: ${uses.join(', ')}.`, { details: { uses } });
    // Named where it does nothing at present.
    prepared(db, 'UPDATE workloads SET pilot_collection_id = NULL WHERE pilot_collection_id = ?').run(collectionId);
    prepared(db, 'UPDATE cloud_attach SET enroll_collection_id = NULL WHERE enroll_collection_id = ?').run(
      collectionId,
    );
    prepared(db, 'DELETE FROM collection_rules WHERE collection_id = ?').run(collectionId);
    prepared(db, 'DELETE FROM collection_members WHERE collection_id = ?').run(collectionId);
    prepared(db, 'DELETE FROM collections WHERE id = ?').run(collectionId);
    applyChanges(
      db,
      [
        { do: 'unqueueSite', kind: 'collectionRefresh', subjectId: collectionId },
        audit('collection_deleted', collection.name, by.upn, {}),
      ],
      now,
    );
    return null;
  },

  addRule(db, { collectionId, rule }, now, by) {
    const collection = ownCollection(db, collectionId);
    const insert = (row: Partial<CollectionRuleRow> & Pick<CollectionRuleRow, 'kind' | 'name'>): void =>
      void insertRow(db, 'collection_rules', {
        collection_id: collectionId,
        device_id: null,
        other_id: null,
        query: null,
        ...row,
      });
    let what: string;
    if (rule.kind === 'direct') {
      const names = rule.deviceIds.map((deviceId) => siteNameOf(db, deviceId));
      const known = prepared(
        db,
        `SELECT 1 FROM collection_rules WHERE collection_id = ? AND kind = 'direct' AND device_id = ?`,
      );
      for (const [index, deviceId] of rule.deviceIds.entries())
        if (!known.get(collectionId, deviceId)) insert({ kind: 'direct', name: names[index]!, device_id: deviceId });
      what = names.length === 1 ? names[0]! : `${names.length} devices`;
    } else if (rule.kind === 'query') {
      insert({ kind: 'query', name: rule.name, query: JSON.stringify(rule.query) });
      what = rule.name;
    } else {
      const other = findCollection(db, rule.otherId);
      if (leansOn(db, rule.otherId, collectionId))
        throw new LabError('collectionCycle', `${other.name} depends on ${collection.name} itself.`);
      insert({ kind: rule.kind, name: other.name, other_id: rule.otherId });
      what = other.name;
    }
    const details = { rule: rule.kind, what };
    applyChanges(
      db,
      [
        audit('collection_changed', collection.name, by.upn, details),
        ...queueRefresh(siteFactsOf(db), collectionId, now),
      ],
      now,
    );
    return null;
  },

  removeRule(db, { ruleId }, now, by) {
    const rule = findRow(db, 'collection_rules', ruleId);
    if (!rule) throw new LabError('ruleNotFound', `There is no rule with id ${ruleId}.`);
    const collection = ownCollection(db, rule.collection_id);
    prepared(db, 'DELETE FROM collection_rules WHERE id = ?').run(ruleId);
    const details = { rule: rule.kind, what: rule.name, removed: true };
    applyChanges(
      db,
      [
        audit('collection_changed', collection.name, by.upn, details),
        ...queueRefresh(siteFactsOf(db), collection.id, now),
      ],
      now,
    );
    return null;
  },

  refreshCollection(db, { collectionId }, now) {
    ownCollection(db, collectionId);
    applyChanges(db, queueRefresh(siteFactsOf(db), collectionId, now), now);
    return null;
  },

  syncCollection(db, { collectionId, group: groupName, isFull }, now, by) {
    const collection = findCollection(db, collectionId);
    const site = siteFactsOf(db);
    if (groupName === null) {
      if (collection.sync_group_id === null) return null;
      const { name } = findRow(db, 'groups', collection.sync_group_id)!;
      applyChanges(
        db,
        [
          { do: 'unqueueSite', kind: 'cloudSync', subjectId: collectionId },
          {
            do: 'update',
            table: 'collections',
            id: collectionId,
            set: { sync_group_id: null, sync_since: null, sync_full_at: null },
          },
          audit('collection_sync_stopped', collection.name, by.upn, { group: name }),
        ],
        now,
      );
      return null;
    }
    if (site.setting('azureServices') === 'none')
      throw new LabError('syncNotConfigured', 'The Azure service Cloud Management is not configured.');
    const groupId = groupFor(db, collection, groupName);
    if (groupId === collection.sync_group_id) {
      applyChanges(db, isFull ? queueFullSync(site, collectionId, now) : queueSync(site, collection, now), now);
      return null;
    }
    const set = { sync_group_id: groupId, sync_since: now, sync_full_at: null };
    applyChanges(
      db,
      [
        { do: 'update', table: 'collections', id: collectionId, set },
        { do: 'unqueueSite', kind: 'cloudSync', subjectId: collectionId },
        // The first synchronisation is a full one whenever it runs.
        ...(isFull
          ? queueFullSync(site, collectionId, now)
          : [{ do: 'queueSite', dueAt: nextEvaluation(now), kind: 'cloudSync', subjectId: collectionId } as const]),
        audit('collection_sync_started', collection.name, by.upn, { group: findRow(db, 'groups', groupId)!.name }),
      ],
      now,
    );
    return null;
  },

  customClientSettings(db, { name, priority, collectionId, settings }, now, by) {
    findCollection(db, collectionId);
    for (const [id, value] of Object.entries(settings)) checkClientSetting(id, value);
    const rows = allRows(db, 'client_settings');
    const known = rows.find((row) => row.name.toLowerCase() === name.toLowerCase());
    const chosen = JSON.stringify(Object.fromEntries(Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1))));
    const isDeleted = Object.keys(settings).length === 0;
    if (isDeleted && !known) throw new LabError('settingUnknown', `There are no client settings "${name}".`);
    const taken = rows.find((row) => row.priority === priority && row.id !== known?.id);
    if (taken && !isDeleted)
      throw new LabError('priorityTaken', `${taken.name} has priority ${priority} already.`, {
        details: { name: taken.name },
      });
    const changes: Change[] = [];
    if (isDeleted) prepared(db, 'DELETE FROM client_settings WHERE id = ?').run(known!.id);
    else if (known)
      changes.push({
        do: 'update',
        table: 'client_settings',
        id: known.id,
        set: { priority, collection_id: collectionId, chosen, changed_at: now },
      });
    else insertRow(db, 'client_settings', { name, priority, collection_id: collectionId, chosen, changed_at: now });
    const subject = known?.name ?? name;
    const details = { priority, collection: findCollection(db, collectionId).name };
    changes.push(audit(isDeleted ? 'client_settings_deleted' : 'client_settings_changed', subject, by.upn, details));
    applyChanges(db, [...changes, ...replanAll(now)], now);
    return null;
  },
};

const audit = (kind: string, subject: string, actor: string, details: Details): Change => ({
  do: 'activity',
  kind,
  deviceId: null,
  subject,
  actor,
  details,
});

/** Throws `collectionNotFound`, or `collectionBuiltin` for one whose rule is its own. */
function ownCollection(db: Db, id: number): CollectionRow {
  const collection = findCollection(db, id);
  if (collection.is_builtin === 1)
    throw new LabError('collectionBuiltin', `${collection.name} is a built-in collection.`);
  return collection;
}

/** `CON00014`: the code of the site and a number, as the site counts them. */
function nextCode(db: Db): string {
  const { code } = worldOf(db).site;
  const last = prepared(
    db,
    'SELECT max(substr(collection_code, 4)) FROM collections WHERE is_builtin = 0 AND substr(collection_code, 1, 3) = ?',
  )
    .pluck()
    .get(code) as string | null;
  const number = last === null ? firstNumber : Number.parseInt(last, 16) + 1;
  return `${code}${number.toString(16).toUpperCase().padStart(5, '0')}`;
}
const firstNumber = 0x14;

/** The name in the site's record; a device without one cannot be in a collection. */
function siteNameOf(db: Db, deviceId: number): string {
  if (!findRow(db, 'devices', deviceId))
    throw new LabError('deviceNotFound', `There is no device with id ${deviceId}.`);
  const record = currentRecord(db, 'configmgr_devices', deviceId);
  if (!record)
    throw new LabError(
      'notInSite',
      `${findRow(db, 'devices', deviceId)!.name} has no record in Configuration Manager.`,
    );
  return record.name;
}

/** Whether the members of one collection follow from those of another, through rules or limits. */
function leansOn(db: Db, from: number, on: number): boolean {
  const seen = new Set<number>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === on) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    const others = prepared(
      db,
      `SELECT other_id FROM collection_rules WHERE collection_id = :id AND other_id IS NOT NULL
       UNION SELECT limiting_id FROM collections WHERE id = :id AND limiting_id IS NOT NULL`,
    )
      .pluck()
      .all({ id }) as number[];
    open.push(...others);
  }
  return false;
}

/** What a collection is used for, as people would say it; empty when nothing depends on it. */
export function usesOf(db: Db, { id, sync_group_id: groupId }: CollectionRow): string[] {
  const cloud = findRow(db, 'cloud_attach', 1)!;
  const uses: string[] = [];
  if (cloud.enroll === 'pilot' && cloud.enroll_collection_id === id) uses.push('Intune Auto Enrollment');
  if (cloud.upload_collection_id === id) uses.push('Upload to the tenant');
  for (const { workload, position, pilot_collection_id: pilot } of allRows(db, 'workloads'))
    if (position === 'pilot' && pilot === id) uses.push(`Pilot of ${workloads[workload].label}`);
  for (const { name, collection_id: collection } of allRows(db, 'client_settings'))
    if (collection === id) uses.push(`Client settings ${name}`);
  const limited = prepared(db, 'SELECT name FROM collections WHERE limiting_id = ? AND is_builtin = 0 ORDER BY id')
    .pluck()
    .all(id) as string[];
  uses.push(...limited.map((name) => `Limits ${name}`));
  const named = prepared(
    db,
    `SELECT DISTINCT r.kind, c.name FROM collection_rules r JOIN collections c ON c.id = r.collection_id WHERE r.other_id = ? ORDER BY c.id, r.id`,
  ).all(id) as { kind: 'include' | 'exclude'; name: string }[];
  uses.push(...named.map(({ kind, name }) => `${kind === 'include' ? 'Included in' : 'Excluded from'} ${name}`));
  if (groupId !== null) uses.push(`Synchronized to ${findRow(db, 'groups', groupId)!.name}`);
  return uses;
}

/**
 * The Entra group of that name, made when there is none. One that holds people, or that another collection is synchronized to,
 * is refused: its next full synchronisation would empty it of them.
 */
function groupFor(db: Db, collection: CollectionRow, name: string): number {
  const known = prepared(db, 'SELECT id, name FROM groups WHERE name = ? COLLATE NOCASE ORDER BY id').get(name) as
    { id: number; name: string } | undefined;
  if (!known) return insertRow(db, 'groups', { name, description: `Members of the collection ${collection.name}` });
  const other = prepared(db, 'SELECT name FROM collections WHERE sync_group_id = ? AND id <> ?')
    .pluck()
    .get(known.id, collection.id) as string | undefined;
  if (other !== undefined) throw new LabError('groupNotUsable', `${other} is synchronized to ${known.name} already.`);
  if (prepared(db, 'SELECT 1 FROM group_members WHERE group_id = ?').get(known.id))
    throw new LabError('groupNotUsable', `${known.name} holds people, whom a full synchronization would remove.`);
  return known.id;
}

/** Throws `settingUnknown` for what is no client setting, or no value of it. */
function checkClientSetting(id: string, value: string): void {
  const setting = catalogue.find((known) => known.id === id);
  if (!setting) throw new LabError('settingUnknown', `There is no client setting "${id}".`);
  if (setting.values !== 'text' && !setting.values.some((known) => known.value === value))
    throw new LabError(
      'settingUnknown',
      `${id} is one of ${setting.values.map((known) => known.value).join(', ')}, not "${value}".`,
    );
}
