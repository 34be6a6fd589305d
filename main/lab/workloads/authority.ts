import {
  authorityLabels,
  authorityReasons,
  workloadIds,
  workloads,
  type WorkloadId,
} from '../../../shared/workloads/words.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { ViewParams } from '../../../shared/offers.ts';
import type { ComanagementRow } from '../../rows/workloads.ts';
import { formatIso } from '../../../shared/time.ts';
import type { AuthorityRow } from '../../../shared/workloads/views.ts';
import type { Db } from '../../db/open.ts';
import { allRows, findRow, labRow, prepared } from '../../db/tables.ts';
import {
  authorityFactsOf,
  authorityOf,
  authorityOver,
  type AuthorityFacts,
  type FlagChange,
} from '../../simulation/workloads/authority.ts';
import { consequencesOf } from '../../simulation/workloads/consequences.ts';
import { lastIntuneContact } from '../../simulation/contact/contact.ts';
import type { Facts } from '../../simulation/kernel/change.ts';
import type { HistoryEvent } from '../../simulation/kernel/history.ts';
import { membersOf } from '../engine/membership.ts';
import { counterparts } from './counterparts.ts';
import { historyByDevice, historyOfKind } from '../engine/history.ts';
import { factsOf } from '../engine/facts.ts';
import { remembering } from '../engine/memory.ts';
import { worldOf } from '../engine/world.ts';
import { isAscii, teachFold } from '../devices/fold.ts';

/**
 * Who manages which workload on which device, from the truth: what the client really holds. The devices of the matrix are the
 * Windows computers with a client, except where nobody decides (`isArbitrated`, whose condition stands here in SQL again).
 */
const scopeSql = `d.platform = 'windows' AND d.client_version IS NOT NULL AND (d.is_mdm_enrolled = 0
  OR m.policy_at IS NOT NULL OR (SELECT comanagement_at FROM cloud_attach) IS NOT NULL)`;
const fromSql = 'devices d LEFT JOIN comanagement m ON m.device_id = d.id';

type Scope = { deviceId?: number | null; collectionId: number | null; search?: string };
/** A collection's members as a list of ids: the condition and its parameters. */
function conditions(
  db: Db,
  { deviceId = null, collectionId, search = '' }: Scope,
): { where: string; values: unknown[] } {
  const where = [scopeSql];
  const values: unknown[] = [];
  if (deviceId !== null) {
    where.push('d.id = ?');
    values.push(deviceId);
  }
  if (collectionId !== null) {
    if (!findRow(db, 'collections', collectionId))
      throw new LabError('collectionNotFound', `There is no collection with id ${collectionId}.`);
    where.push('d.id IN (SELECT value FROM json_each(?))');
    values.push(JSON.stringify(membersOf(db, collectionId)));
  }
  const text = search.trim();
  if (text !== '') {
    teachFold(db);
    where.push(`instr(${isAscii(text) ? 'lower(d.name)' : 'fold(d.name)'}, ?) > 0`);
    values.push(text.toLowerCase());
  }
  return { where: where.join(' AND '), values };
}

/** One page of the matrix: devices by name, the workloads of each in their order. */
export function listAuthority(
  db: Db,
  { deviceId, collectionId, workload, search, offset, limit }: ViewParams<'workloads.authority'>,
): { total: number; rows: AuthorityRow[] } {
  const each = workload === null ? workloadIds.length : 1;
  const { where, values } = conditions(db, { deviceId, collectionId, search });
  const devices = countOf(db, where, values);
  const first = Math.floor(offset / each);
  const count = Math.ceil((offset + limit) / each) - first;
  const ids = prepared(db, `SELECT d.id FROM ${fromSql} WHERE ${where} ORDER BY d.name, d.id LIMIT ? OFFSET ?`)
    .pluck()
    .all(...values, count, first) as number[];
  const rows = rowsOf(db, ids, workload === null ? workloadIds : [workload]);
  const from = offset - first * each;
  return { total: devices * each, rows: rows.slice(from, from + limit) };
}

const countOf = (db: Db, where: string, values: readonly unknown[]): number =>
  prepared(db, `SELECT count(*) FROM ${fromSql} WHERE ${where}`)
    .pluck()
    .get(...values) as number;

/** How many rows the whole matrix has. */
export function countAuthority(db: Db, collectionId: number | null): number {
  const { where, values } = conditions(db, { collectionId });
  return countOf(db, where, values) * workloadIds.length;
}

/** The row of the matrix for one device: empty where nobody decides. */
export const authorityOfDevice = (db: Db, deviceId: number): AuthorityRow[] => rowsOf(db, [deviceId], workloadIds);

/** What all these devices share is read once. */
const rowsOf = (db: Db, deviceIds: readonly number[], wanted: readonly WorkloadId[]): AuthorityRow[] =>
  remembering(db, () => {
    const { now, seed } = labRow(db);
    const counterpart = counterparts(db);
    return deviceIds.flatMap((id) => rowsOfDevice(db, factsOf(db, id, seed), wanted, counterpart, now));
  });

function rowsOfDevice(
  db: Db,
  facts: Facts,
  wanted: readonly WorkloadId[],
  counterpart: ReturnType<typeof counterparts>,
  now: number,
): AuthorityRow[] {
  const { id: deviceId } = facts.device;
  const authorities = authorityOf(
    authorityFactsOf(facts),
    historyOfKind(db, deviceId, 'policyMerged').map(flagChange),
  ).filter(({ workload }) => wanted.includes(workload));
  const consequences = consequencesOf({
    siteVersion: facts.site.version,
    now,
    authorities,
    sliders: facts.workloads,
    softwareUpdates: facts.clientSetting('softwareUpdates'),
    lastSync: lastIntuneContact(facts, now),
    counterpart: (workload) => counterpart(workload, deviceId),
  });
  const capabilities = capabilitiesOf(facts.comanagement);
  return authorities.map(({ workload, authority, why, since }) => ({
    device: facts.device.name,
    deviceId,
    workload,
    authority,
    since,
    why,
    capabilities,
    consequences: consequences.filter((known) => known.workload === workload),
  }));
}

const capabilitiesOf = (state: Pick<ComanagementRow, 'policy_at' | 'flags'> | undefined): number =>
  state && state.policy_at !== null ? state.flags : 0;

type BulkRow = {
  id: number;
  name: string;
  is_mdm_enrolled: number;
} & Pick<ComanagementRow, 'policy_at' | 'flags' | 'flags_at' | 'stage' | 'since' | 'auto_enroll' | 'is_override'>;
type BulkDevice = { id: number; name: string; capabilities: number; facts: AuthorityFacts };

/** Every device of the matrix with what decides about it, in order of name, read in batches. */
export function* matrixDevices(db: Db, collectionId: number | null = null): Generator<BulkDevice> {
  const { where, values } = conditions(db, { collectionId });
  const sliders = allRows(db, 'workloads');
  const pilots = new Map(
    sliders.flatMap(({ pilot_collection_id: pilot }) =>
      pilot === null ? [] : [[pilot, new Set(membersOf(db, pilot))] as const],
    ),
  );
  const siteVersion = worldOf(db).site.version;
  const isEnabled = findRow(db, 'cloud_attach', 1)!.comanagement_at !== null;
  const select = prepared(
    db,
    `SELECT d.id, d.name, d.is_mdm_enrolled, m.policy_at, m.flags, m.flags_at, m.stage, m.since, m.auto_enroll, m.is_override
     FROM ${fromSql} WHERE ${where} AND (d.name, d.id) > (?, ?) ORDER BY d.name, d.id LIMIT ${batch}`,
  );
  for (let last: BulkRow | undefined; ;) {
    const rows = select.all(...values, last?.name ?? '', last?.id ?? 0) as BulkRow[];
    for (const { id, name, is_mdm_enrolled: isEnrolled, ...state } of rows) {
      const facts: AuthorityFacts = {
        siteVersion,
        isEnabled,
        hasClient: true,
        isEnrolled: isEnrolled === 1,
        sliders,
        state: state.policy_at === null ? undefined : state,
        isMember: (collection) => collection !== null && pilots.get(collection)?.has(id) === true,
      };
      yield { id, name, capabilities: capabilitiesOf(state), facts };
    }
    last = rows.at(-1);
    if (!last || rows.length < batch) return;
  }
}
const batch = 2000;

/** The whole matrix in order, without what devices feel of it. */
export function* eachAuthority(
  db: Db,
  collectionId: number | null,
  wanted: readonly WorkloadId[] = workloadIds,
): Generator<Omit<AuthorityRow, 'consequences'>> {
  const merges = mergesOfAll(db);
  for (const { id, name, capabilities, facts } of matrixDevices(db, collectionId))
    for (const workload of wanted)
      yield { device: name, deviceId: id, ...authorityOver(facts, workload, merges.get(id)), capabilities };
}

/** The whole matrix as a file has it. */
export const authorityCsv = (
  db: Db,
  collectionId: number | null,
): { header: readonly string[]; rows: Iterable<readonly string[]> } => ({
  header: ['Device', 'Workload', 'Managed by', 'Since', 'Why', 'Capabilities'],
  rows: cellsOf(eachAuthority(db, collectionId)),
});

function* cellsOf(rows: Iterable<CsvRow>): Generator<string[]> {
  for (const row of rows) yield csvCells(row);
}

type CsvRow = Omit<AuthorityRow, 'consequences'>;
const csvCells = ({ device, workload, authority, since, why, capabilities }: CsvRow): string[] => [
  device,
  workloads[workload].label,
  authorityLabels[authority],
  since === null ? '' : formatIso(since),
  authorityReasons[why],
  String(capabilities),
];

const flagChange = ({ at, details }: HistoryEvent<'policyMerged'>): FlagChange => ({ at, ...details });
/** The changes of every device's capability value, newest first. */
const mergesOfAll = (db: Db): Map<number, FlagChange[]> =>
  new Map([...historyByDevice(db, 'policyMerged')].map(([id, merges]) => [id, merges.map(flagChange)]));
