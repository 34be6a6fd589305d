import { LabError } from '../../../shared/contract/errors.ts';
import type { CollectionRow, CollectionRuleRow } from '../../rows/collections.ts';
import type { GroupRow, UserRow } from '../../rows/identity.ts';
import type { InputParams } from '../../../shared/offers.ts';
import { fullPeriodSeconds } from '../../../shared/collections/words.ts';
import type { Db } from '../../db/open.ts';
import { allRows, currentRecord, findRow, nextId, prepared } from '../../db/tables.ts';
import type { Change } from '../../simulation/kernel/change.ts';
import { queueRefresh } from '../../simulation/collections/refresh.ts';
import { queueFullSync, queueSync } from '../../simulation/collections/sync.ts';
import { nextEvaluation } from '../../simulation/site/touch.ts';
import { applyChanges } from '../engine/apply.ts';
import { siteFactsOf } from '../engine/site-facts.ts';
import { worldOf } from '../engine/world.ts';
import { tellActivity } from '../../simulation/kernel/tell.ts';
import type { InputsOf } from '../engine/offer.ts';
import { findCollection, usesOf } from './checks.ts';
import { namedDevice } from '../engine/facts.ts';

export const collectionInputs: InputsOf<'collections'> = {
  create(db, { name, comment, limitingId, isIncremental, fullPeriod, rules = [] }, now, by) {
    findCollection(db, limitingId);
    refuseTaken(db, name);
    const id = nextId(db, 'collections');
    const row: CollectionRow = {
      id,
      collection_code: nextCode(db),
      name,
      comment,
      limiting_id: limitingId,
      is_builtin: 0,
      is_computed: 0,
      is_incremental: isIncremental ? 1 : 0,
      full_period: fullPeriod === undefined ? fullPeriodSeconds : (fullPeriod ?? 0),
      created_at: now,
      refreshed_at: now,
      sync_group_id: null,
      sync_since: null,
      sync_full_at: null,
    };
    const created: Change[] = [
      { do: 'insert', table: 'collections', row },
      tellActivity('collection_created', { subject: name, actor: by.upn }, {}),
    ];
    applyChanges(db, created, now);
    for (const rule of rules) applyChanges(db, ruleChanges(db, row, rule, by), now);
    if (rules.length > 0) applyChanges(db, queueRefresh(siteFactsOf(db), id, now), now);
    return id;
  },

  configure(db, { collectionId, name, comment, isIncremental, fullPeriod, removeRules = [], addRules = [] }, now, by) {
    const collection = ownCollection(db, collectionId);
    if (name.toLowerCase() !== collection.name.toLowerCase()) refuseTaken(db, name);
    for (const ruleId of removeRules) {
      const known = findRow(db, 'collection_rules', ruleId);
      if (known?.collection_id !== collectionId) throw ruleNotFound(ruleId);
      applyChanges(db, withoutRule(collection, known, by), now);
    }
    // One after the other: a rule that is doubled, or that leads in a circle, is noticed whichever comes first.
    for (const rule of addRules) applyChanges(db, ruleChanges(db, collection, rule, by), now);
    if (removeRules.length + addRules.length > 0)
      applyChanges(db, queueRefresh(siteFactsOf(db), collectionId, now), now);
    const set = { name, comment, is_incremental: isIncremental ? 1 : 0, full_period: fullPeriod ?? 0 } as const;
    if ((Object.keys(set) as (keyof typeof set)[]).every((key) => set[key] === collection[key])) return null;
    applyChanges(
      db,
      [
        { do: 'update', table: 'collections', id: collectionId, set },
        tellActivity('collection_edited', { subject: name, actor: by.upn }, { isIncremental, fullPeriod }),
        // What the former schedule would have found is found now. Assumed: saving the properties evaluates.
        ...queueRefresh(siteFactsOf(db), collectionId, now),
      ],
      now,
    );
    return null;
  },

  delete(db, { collectionId }, now, by) {
    const collection = ownCollection(db, collectionId);
    const uses = usesOf(db, collection);
    if (uses.length > 0)
      throw new LabError('collectionInUse', `${collection.name} is in use: ${uses.join(', ')}.`, { details: { uses } });
    applyChanges(
      db,
      [
        ...forgetCollection(db, collectionId),
        { do: 'remove', table: 'collection_rules', key: { collection_id: collectionId } },
        { do: 'remove', table: 'collection_members', key: { collection_id: collectionId } },
        { do: 'remove', table: 'collections', key: { id: collectionId } },
        { do: 'unqueue', kind: 'collectionRefresh', deviceId: 0, subjectId: collectionId },
        tellActivity('collection_deleted', { subject: collection.name, actor: by.upn }, {}),
      ],
      now,
    );
    return null;
  },

  addRule(db, { collectionId, rule }, now, by) {
    const collection = ownCollection(db, collectionId);
    const changes = [...ruleChanges(db, collection, rule, by), ...queueRefresh(siteFactsOf(db), collectionId, now)];
    applyChanges(db, changes, now);
    return null;
  },

  removeRule(db, { ruleId }, now, by) {
    const rule = findRow(db, 'collection_rules', ruleId);
    if (!rule) throw ruleNotFound(ruleId);
    const collection = ownCollection(db, rule.collection_id);
    applyChanges(db, [...withoutRule(collection, rule, by), ...queueRefresh(siteFactsOf(db), collection.id, now)], now);
    return null;
  },

  refresh(db, { collectionId }, now) {
    ownCollection(db, collectionId);
    applyChanges(db, queueRefresh(siteFactsOf(db), collectionId, now), now);
    return null;
  },

  sync(db, { collectionId, group: groupName, isFull }, now, by) {
    const collection = findCollection(db, collectionId);
    const site = siteFactsOf(db);
    if (groupName === null) {
      if (collection.sync_group_id === null) return null;
      const { name } = findRow(db, 'groups', collection.sync_group_id)!;
      applyChanges(
        db,
        [
          { do: 'unqueue', kind: 'cloudSync', deviceId: 0, subjectId: collectionId },
          {
            do: 'update',
            table: 'collections',
            id: collectionId,
            set: { sync_group_id: null, sync_since: null, sync_full_at: null },
          },
          tellActivity('collection_sync_stopped', { subject: collection.name, actor: by.upn }, { group: name }),
        ],
        now,
      );
      return null;
    }
    if (site.setting('azureServices') === 'none')
      throw new LabError('syncNotConfigured', 'The Azure service Cloud Management is not configured.');
    const { group, isNew } = groupFor(db, collection, groupName);
    if (group.id === collection.sync_group_id) {
      applyChanges(db, isFull ? queueFullSync(site, collectionId, now) : queueSync(site, collection, now), now);
      return null;
    }
    const set = { sync_group_id: group.id, sync_since: now, sync_full_at: null };
    applyChanges(
      db,
      [
        ...(isNew ? [{ do: 'insert', table: 'groups', row: group } as const] : []),
        { do: 'update', table: 'collections', id: collectionId, set },
        { do: 'unqueue', kind: 'cloudSync', deviceId: 0, subjectId: collectionId },
        // The first synchronization is a full one whenever it runs.
        ...(isFull
          ? queueFullSync(site, collectionId, now)
          : [
              {
                do: 'queue',
                dueAt: nextEvaluation(now),
                kind: 'cloudSync',
                deviceId: 0,
                subjectId: collectionId,
              } as const,
            ]),
        tellActivity('collection_sync_started', { subject: collection.name, actor: by.upn }, { group: group.name }),
      ],
      now,
    );
    return null;
  },
};

/** Takes the collection away from where it is named but does nothing at present. */
const forgetCollection = (db: Db, collectionId: number): Change[] => [
  ...allRows(db, 'workloads')
    .filter((row) => row.pilot_collection_id === collectionId)
    .map(({ id }): Change => ({ do: 'update', table: 'workloads', id, set: { pilot_collection_id: null } })),
  ...(findRow(db, 'cloud_attach', 1)!.enroll_collection_id === collectionId
    ? [{ do: 'update', table: 'cloud_attach', id: 1, set: { enroll_collection_id: null } } as const]
    : []),
];

/** Throws `nameTaken`. */
function refuseTaken(db: Db, name: string): void {
  if (prepared(db, 'SELECT 1 FROM collections WHERE name = ? COLLATE NOCASE').get(name))
    throw new LabError('nameTaken', `There is a collection "${name}" already.`);
}

const ruleNotFound = (id: number): LabError => new LabError('ruleNotFound', `There is no rule with id ${id}.`);
const withoutRule = (collection: CollectionRow, { id, kind, name }: CollectionRuleRow, by: UserRow): Change[] => [
  { do: 'remove', table: 'collection_rules', key: { id } },
  tellActivity(
    'collection_changed',
    { subject: collection.name, actor: by.upn },
    { rule: kind, what: name, removed: true },
  ),
];

type RuleInput = InputParams<'collections.addRule'>['rule'];
function ruleChanges(db: Db, collection: CollectionRow, rule: RuleInput, by: UserRow): Change[] {
  const { rows, what } = newRules(db, collection, rule);
  return [
    ...rows.map((row): Change => ({ do: 'insert', table: 'collection_rules', row })),
    tellActivity('collection_changed', { subject: collection.name, actor: by.upn }, { rule: rule.kind, what }),
  ];
}

type NewRule = Omit<CollectionRuleRow, 'id'>;

/** The rows of a rule, and what it is about in words; a device that has a rule of its own already gets no second one. */
function newRules(db: Db, collection: CollectionRow, rule: RuleInput): { rows: NewRule[]; what: string } {
  const blank = { collection_id: collection.id, device_id: null, other_id: null, query: null };
  if (rule.kind === 'direct') {
    const known = directRules(db, collection.id);
    const named = rule.deviceIds.map((deviceId) => ({ device_id: deviceId, name: siteNameOf(db, deviceId) }));
    const rows = new Map(
      named
        .filter((one) => !known.has(one.device_id))
        .map((one) => [one.device_id, { ...blank, kind: rule.kind, ...one }]),
    );
    return { rows: [...rows.values()], what: named.length === 1 ? named[0]!.name : `${named.length} devices` };
  }
  if (rule.kind === 'query') {
    const { kind, name, query } = rule;
    return { rows: [{ ...blank, kind, name, query: JSON.stringify(query) }], what: name };
  }
  const { name } = findCollection(db, rule.otherId);
  if (leansOn(db, rule.otherId, collection.id))
    throw new LabError('collectionCycle', `${name} depends on ${collection.name} itself.`);
  return { rows: [{ ...blank, kind: rule.kind, name, other_id: rule.otherId }], what: name };
}

const directRules = (db: Db, collectionId: number): Set<number> =>
  new Set(
    prepared(db, `SELECT device_id FROM collection_rules WHERE collection_id = ? AND kind = 'direct'`)
      .pluck()
      .all(collectionId) as number[],
  );

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
  const device = namedDevice(db, deviceId);
  const record = currentRecord(db, 'configmgr_devices', deviceId);
  if (!record) throw new LabError('notInSite', `${device.name} has no record in Configuration Manager.`);
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

/**
 * The Entra group of that name, a new one when there is none. One that holds people, or that another collection is synchronized to,
 * is refused: its next full synchronization would empty it of them.
 */
function groupFor(db: Db, collection: CollectionRow, name: string): { group: GroupRow; isNew: boolean } {
  const known = prepared(db, 'SELECT * FROM groups WHERE name = ? COLLATE NOCASE ORDER BY id').get(name) as
    GroupRow | undefined;
  if (!known) {
    const description = `Members of the collection ${collection.name}`;
    return { group: { id: nextId(db, 'groups'), name, description }, isNew: true };
  }
  const other = prepared(db, 'SELECT name FROM collections WHERE sync_group_id = ? AND id <> ?')
    .pluck()
    .get(known.id, collection.id) as string | undefined;
  if (other !== undefined) throw new LabError('groupNotUsable', `${other} is synchronized to ${known.name} already.`);
  if (prepared(db, 'SELECT 1 FROM group_members WHERE group_id = ?').get(known.id))
    throw new LabError('groupNotUsable', `${known.name} holds people, whom a full synchronization would remove.`);
  return { group: known, isNew: false };
}
