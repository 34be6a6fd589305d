import { LabError } from '../../../shared/contract/errors.ts';
import { applications } from '../../../shared/apps/words.ts';
import {
  notInCloud,
  pivotEntities,
  type PivotAnswer,
  type PivotEntity,
  type PivotFavorite,
  type SitePivotAnswer,
} from '../../../shared/attach/pivot.ts';
import type { ViewParams } from '../../../shared/offers.ts';
import { day } from '../../../shared/time.ts';
import type { Db } from '../../db/open.ts';
import { labRow, prepared } from '../../db/tables.ts';
import { shownName } from '../../simulation/actions/refusal.ts';
import { applicationState } from '../../simulation/apps/applications.ts';
import { runQuery, shown, type Row, type Table } from '../../simulation/attach/pivot/evaluate.ts';
import { parseQuery, QueryProblem, type Scalar } from '../../simulation/attach/pivot/parse.ts';
import { reachesSite } from '../../simulation/comanagement/policy.ts';
import type { Facts } from '../../simulation/kernel/change.ts';
import { diskFreeAt } from '../../simulation/kernel/drift.ts';
import { administratorOf } from '../engine/administrator.ts';
import { factsOfNamed } from '../engine/facts.ts';
import { logView } from '../logs/views.ts';
import { refusePage } from '../rights/attached.ts';
import { clientsMeant, refuseInSite } from './from-site.ts';
import { softwareUpdatesOf } from './updates.ts';

type Values = readonly (Scalar | undefined)[];
/** What the device answers, without the column that names it. Each row has the columns of the catalogue, in their order. */
const answers: Record<PivotEntity, (db: Db, facts: Facts, now: number, args: readonly Scalar[]) => Values[]> = {
  AadStatus: (_db, { device, site }) => [
    [
      device.join_type === 'entra' || device.join_type === 'hybrid' ? 'YES' : 'NO',
      device.join_type === 'domain' || device.join_type === 'hybrid' ? 'YES' : 'NO',
      device.join_type === 'domain' || device.join_type === 'hybrid' ? site.domain : null,
    ],
  ],
  Bios: (_db, { device, model }) => [[model.manufacturer, device.serial_number]],
  BitLocker: (_db, { device }) => [['C:', device.is_encrypted, device.is_encrypted]],
  CcmLog: clientLog,
  ComputerSystem: (_db, { device, model, site, user }) => [
    [device.name, device.join_type === 'entra' ? 'WORKGROUP' : site.domain, model.manufacturer, model.name, user?.upn],
  ],
  Device: (_db, { device, model, site }) => [
    [device.name, device.join_type === 'entra' ? 'WORKGROUP' : site.domain, model.manufacturer, model.name],
  ],
  EPStatus: (_db, { device }) => [[device.is_defender_on === 1, device.is_defender_on === 1]],
  InstalledSoftware: (_db, facts, now) => [
    ...applications
      .filter((application) => applicationState(facts, application, now) === 'installed')
      .map(({ name, version, publisher }): Values => [name, version, publisher]),
    ['Configuration Manager Client', facts.device.client_version, 'Microsoft Corporation'],
  ],
  LogicalDisk: (_db, { device, model }, now) => [
    ['C:', 'Local Fixed Disk', 'NTFS', diskFreeAt(device, now), model.disk_total_mb, 3],
  ],
  OperatingSystem: operatingSystem,
  OS: operatingSystem,
  SMSAdvancedClientState: (_db, { device }) => [['SmsClient', device.client_version]],
  SoftwareUpdate: (db, facts, now) =>
    softwareUpdatesOf(db, facts, now).map(({ title, article, state }): Values => [title, article, state]),
};

function operatingSystem(_db: Db, { device }: Facts): Values[] {
  return [[device.os, device.os_version, String(device.os_build), { at: device.booted_at }]];
}

/** `CcmLog('CoManagementHandler', 2d)`: the lines of a client log of the last 24 hours, or of the span that is given. */
function clientLog(db: Db, { device }: Facts, now: number, [name = null, span = null]: readonly Scalar[]): Values[] {
  if (typeof name !== 'string' || name === '') throw new QueryProblem(`CcmLog() asks for the name of a log.`);
  const since = now - (typeof span === 'number' ? span : day);
  try {
    return logView(db, { where: String(device.id), log: name, tail: 10_000 })
      .lines.filter(({ at }) => at >= since)
      .map(({ text, at, component, severity }): Values => [text, { at }, component, severity]);
  } catch (error) {
    if (error instanceof LabError && error.code === 'logNotFound') return [];
    throw error;
  }
}

function entityOf(db: Db, facts: Facts, now: number, asked: string, args: readonly Scalar[]): Table | undefined {
  const same = (known: string) => known.toLowerCase() === asked.toLowerCase();
  const entity = (Object.keys(pivotEntities) as PivotEntity[]).find(same);
  if (!entity) return undefined;
  const names: readonly string[] = pivotEntities[entity];
  const rows = answers[entity](db, facts, now, args).map((values): Row =>
    Object.fromEntries([
      ['Device', facts.device.name],
      ...names.map((name, index): [string, Scalar] => [name, flagged(values[index])]),
    ]),
  );
  return { columns: ['Device', ...names], rows };
}
const flagged = (value: Scalar | undefined): Scalar => value ?? null;

/**
 * A query of CMPivot, which the device itself answers over the site while it is there. Throws what stands against the page, and
 * `deviceOffline`.
 */
export function pivot(db: Db, { deviceId, query }: ViewParams<'attach.pivot'>): PivotAnswer {
  const { now } = labRow(db);
  const facts = factsOfNamed(db, deviceId);
  refusePage(facts, administratorOf(db), 'cmpivot');
  return answered(
    query,
    now,
    (name, args) => {
      if (notInCloud.some((known) => known.toLowerCase() === name.toLowerCase()))
        throw new QueryProblem(`The entity ${name} is not available in the cloud.`);
      return entityOf(db, facts, now, name, args);
    },
    () => {
      if (!reachesSite(facts, now))
        throw new LabError('deviceOffline', `The client on ${shownName(facts)} is offline.`);
    },
  );
}

/** From the console of the site: what the clients that are there answer, one under the other. Throws `siteRefused`. */
export function sitePivot(db: Db, { query, ...meant }: ViewParams<'attach.sitePivot'>): SitePivotAnswer {
  const { now } = labRow(db);
  refuseInSite(db, ['runCmpivot']);
  const { clients, asked } = clientsMeant(db, meant);
  const online = asked.filter((facts) => reachesSite(facts, now));
  const found = answered(query, now, (name, args) => {
    const tables = online.flatMap((facts) => entityOf(db, facts, now, name, args) ?? []);
    const known = (Object.keys(pivotEntities) as PivotEntity[]).find((one) => one.toLowerCase() === name.toLowerCase());
    return known && { columns: ['Device', ...pivotEntities[known]], rows: tables.flatMap(({ rows }) => rows) };
  });
  return { ...found, clients, asked: asked.length, offline: asked.length - online.length };
}

/** `begin` is asked once the query is understood. */
function answered(
  query: string,
  now: number,
  entity: (name: string, args: readonly Scalar[]) => Table | undefined,
  begin: () => void = () => undefined,
): PivotAnswer {
  try {
    const parsed = parseQuery(query);
    begin();
    const { columns, rows } = runQuery(parsed, { now, entity });
    return {
      columns: [...columns],
      rows: rows.slice(0, mostRows).map((row) => columns.map((column) => shown(row[column] ?? null))),
      total: rows.length,
      problem: null,
    };
  } catch (error) {
    if (error instanceof QueryProblem) return { columns: [], rows: [], total: 0, problem: error.message };
    throw error;
  }
}
/** What a page takes of one answer. Assumed. */
const mostRows = 1000;

/** Kept by the signed-in administrator, in order of name. */
export const pivotFavorites = (db: Db): PivotFavorite[] =>
  prepared(db, 'SELECT name, tags, query FROM pivot_queries WHERE user_id = ? ORDER BY name COLLATE NOCASE, id').all(
    administratorOf(db).id,
  ) as PivotFavorite[];
