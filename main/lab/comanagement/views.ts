import { funnelStages, type PipelineReason } from '../../../shared/comanagement/words.ts';
import { workloads as catalogue } from '../../../shared/workloads/words.ts';
import { enrollmentErrorByCode } from '../../../shared/enrollment/errors.ts';
import type { ViewParams } from '../../../shared/offers.ts';
import type { CloudAttachRow } from '../../rows/attach.ts';
import type { WorkloadRow } from '../../rows/workloads.ts';
import type { ComanagementView, EnrollmentError, EnrollPreview, Funnel } from '../../../shared/comanagement/views.ts';
import type { SliderView } from '../../../shared/workloads/views.ts';
import type { Db } from '../../db/open.ts';
import { allRows, findRow, labRow, prepared } from '../../db/tables.ts';
import { enablementCommandLine } from '../../simulation/site/gateway.ts';
import { generationOf } from '../../simulation/workloads/capabilities.ts';
import { spreadSeconds } from '../../simulation/enrollment/timing.ts';
import { isFixed } from '../../simulation/workloads/sliders.ts';
import { isMemberSql } from '../engine/membership.ts';
import { coManagedCounts } from '../devices/co-managed.ts';
import { estateOf } from '../engine/estate.ts';
import { administratorOf } from '../engine/administrator.ts';
import { cloudAttachNode, refuseLacking } from '../rights/needs.ts';
import { worldOf } from '../engine/world.ts';
import {
  funnelStageSql,
  inScopeSql,
  isCoManagedSql,
  isEligibleSql,
  isHybridSql,
  modernWindowsSql,
} from '../engine/funnel.ts';
import type { ViewsOf } from '../engine/offer.ts';
import { isWidened } from './checks.ts';
import { deploymentViews, deviceDeployments } from './deployments.ts';
import { deviceManagement } from './device.ts';
import { intuneManagement, userDevices } from './intune.ts';

const stageCondition = (stage: string): string => `(stage = '${stage}')`;
const sum = (name: string, condition: string): string => `coalesce(sum(${condition}), 0) AS ${name}`;

/** One pass over the site's records counts everything that the dashboard shows of them. */
const counted = `
  WITH clients AS MATERIALIZED (
    SELECT ${funnelStageSql('c')} AS stage, ${isCoManagedSql('c')} AS isCoManaged, ${isHybridSql('c')} AS isHybrid,
      ${modernWindowsSql('c')} AS isModern, CAST(substr(c.os_version, 6) AS INTEGER) AS build, c.comgmt_policy, c.comgmt_told_at
    FROM configmgr_devices c WHERE ${inScopeSql('c')})
  SELECT count(*) AS total, ${funnelStages.map((stage) => sum(stage, stageCondition(stage))).join(', ')},
    ${sum('coManaged', 'isCoManaged')}, ${sum('policyApplied', 'comgmt_policy = 1')},
    ${sum('successHybrid', `${stageCondition('enrolled')} AND isHybrid`)},
    ${sum('successEntra', `${stageCondition('enrolled')} AND NOT isHybrid`)},
    ${sum('enrollingHybrid', `${stageCondition('enrollmentInitiated')} AND isHybrid`)},
    ${sum('failureHybrid', `${stageCondition('failed')} AND isHybrid`)},
    ${sum('failureEntra', `${stageCondition('failed')} AND NOT isHybrid`)},
    ${sum('windows10Plus', 'isModern AND build >= 16299')},
    ${sum('windows10Old', 'isModern AND build < 16299')},
    ${sum('windows7or8', 'NOT isModern')},
    max(comgmt_told_at) AS asOf
  FROM clients`;

type Counts = Record<
  | (typeof funnelStages)[number]
  | 'total'
  | 'coManaged'
  | 'policyApplied'
  | 'successHybrid'
  | 'successEntra'
  | 'enrollingHybrid'
  | 'failureHybrid'
  | 'failureEntra'
  | 'windows10Plus'
  | 'windows10Old'
  | 'windows7or8',
  number
> & { asOf: number | null };

const countsOf = (db: Db): Counts => prepared(db, counted).get() as Counts;

/** The funnel by the site's records alone: its stages add up to the clients in scope. */
export const funnelOf = (db: Db): Funnel => funnelFrom(countsOf(db), errorsOf(db));

const funnelFrom = (counts: Counts, errors: EnrollmentError[]): Funnel => ({
  total: counts.total,
  notEligible: counts.notEligible,
  eligible: counts.eligible,
  scheduled: counts.scheduled,
  enrollmentInitiated: counts.enrollmentInitiated,
  pendingUserSignIn: counts.pendingUserSignIn,
  failed: counts.failed,
  enrolled: counts.enrolled,
  coManaged: counts.coManaged,
  policyApplied: counts.policyApplied,
  errors,
});

function errorsOf(db: Db): EnrollmentError[] {
  const rows = prepared(
    db,
    `SELECT c.comgmt_code AS code, count(*) AS count FROM configmgr_devices c
     WHERE c.comgmt_code IS NOT NULL AND c.comgmt_enrolled = 0 AND ${inScopeSql('c')} GROUP BY 1 ORDER BY 2 DESC, 1`,
  ).all() as { code: string; count: number }[];
  return rows.map(({ code, count }) => {
    const known = enrollmentErrorByCode.get(code);
    return {
      code,
      decimal: known?.decimal ?? Number(code),
      name: known?.name ?? code,
      count,
      transient: known?.transient ?? false,
      meaning: known?.meaning ?? 'An error that the documentation does not list.',
      remedy: known?.remedy ?? 'Read CoManagementHandler.log at the device.',
    };
  });
}

export function comanagementView(db: Db): ComanagementView {
  const { now } = labRow(db);
  const cloud = findRow(db, 'cloud_attach', 1)!;
  const counts = countsOf(db);
  const sliders = allRows(db, 'workloads');
  const names = collectionNames(db);
  return {
    isEnabled: cloud.comanagement_at !== null,
    since: cloud.comanagement_at,
    enroll: cloud.enroll,
    enrollCollectionId: cloud.enroll_collection_id,
    enrollCollection: nameOf(names, cloud.enroll_collection_id),
    funnel: funnelFrom(counts, errorsOf(db)),
    status: {
      successHybrid: counts.successHybrid,
      successEntra: counts.successEntra,
      enrollingHybrid: counts.enrollingHybrid,
      failureHybrid: counts.failureHybrid,
      failureEntra: counts.failureEntra,
      pendingUserSignIn: counts.pendingUserSignIn,
    },
    osDistribution: [
      { id: 'windows7or8', label: 'Windows 7 & 8.x', count: counts.windows7or8 },
      { id: 'windows10Old', label: 'Windows 10 lower than 1709', count: counts.windows10Old },
      { id: 'windows10Plus', label: 'Windows 10 1709 and later', count: counts.windows10Plus },
    ],
    sliders: slidersOf(db, sliders, cloud, names),
    deployments: deploymentViews(db, names),
    commandLine: cloud.comanagement_at === null ? null : enablementCommandLine(estateOf(db), now),
    coManaged: coManagedCounts(db),
    lab: waitsOf(db),
    asOf: counts.asOf,
  };
}

type Names = ReadonlyMap<number, string>;
const collectionNames = (db: Db): Names => new Map(allRows(db, 'collections').map(({ id, name }) => [id, name]));
const nameOf = (names: Names, id: number | null): string | null => (id === null ? null : (names.get(id) ?? null));

const ownSliderSql = (db: Db, row: WorkloadRow): string =>
  row.position === 'intune' ? '1' : row.position === 'pilot' ? isMemberSql(db, row.pilot_collection_id) : '0';

/** Where the sliders stand, with how many co-managed devices have followed by what the site was told, and how many have not. */
function slidersOf(db: Db, rows: readonly WorkloadRow[], cloud: CloudAttachRow, names: Names): SliderView[] {
  const generation = generationOf(worldOf(db).site.version);
  const own = new Map(rows.map((row) => [row.workload, ownSliderSql(db, row)]));
  const columns = rows.flatMap(({ workload }) => {
    const bits = catalogue[workload].bits[generation];
    const has = `((c.comgmt_flags & ${bits}) = ${bits})`;
    const leaders = rows.filter((row) => catalogue[row.workload].couples.includes(workload));
    const wanted = [workload, ...leaders.map((row) => row.workload)].map((id) => `(${own.get(id)!})`).join(' OR ');
    return [sum(`has_${workload}`, has), sum(`late_${workload}`, `${has} <> (${wanted})`)];
  });
  const counts = prepared(
    db,
    `SELECT ${columns.join(', ')} FROM configmgr_devices c
     WHERE c.comgmt_enrolled = 1 AND c.comgmt_policy = 1 AND ${inScopeSql('c')}`,
  ).get() as Record<string, number>;
  const { version } = worldOf(db).site;
  return rows.map(({ workload, position, pilot_collection_id: pilot, changed_at: changedAt }) => ({
    workload,
    position,
    pilotCollectionId: pilot,
    pilotCollection: nameOf(names, pilot),
    changedAt,
    isFixed: isFixed(workload, version),
    onIntune: counts[`has_${workload}`]!,
    arriving: cloud.comanagement_at === null ? 0 : counts[`late_${workload}`]!,
  }));
}

/** Work that stands for a wait of its own; all other waits are in the state of their devices. */
const waitOfWork: Readonly<Record<string, PipelineReason>> = { policyArrives: 'policyPoll' };

/** What the devices wait for, the lab's knowledge: how many, and when the first of them goes on. */
function waitsOf(db: Db): ComanagementView['lab'] {
  const kinds = Object.entries(waitOfWork);
  const reasonOfKind = kinds.map(([kind, reason]) => `WHEN '${kind}' THEN '${reason}'`).join(' ');
  const stored = (table: string): string =>
    `SELECT device_id, reason, expected_by AS at FROM ${table} WHERE reason IS NOT NULL AND reason <> 'policyPoll'`;
  // A device may have both a stored reason and the queued work that ends it: it waits once.
  return prepared(
    db,
    `SELECT reason, count(DISTINCT device_id) AS count, min(at) AS nextAt FROM (
       SELECT device_id, CASE kind ${reasonOfKind} END AS reason, due_at AS at FROM work_queue
       WHERE kind IN (${kinds.map(([kind]) => `'${kind}'`).join(', ')})
       UNION ALL ${stored('comanagement')} UNION ALL ${stored('hybrid_joins')})
     GROUP BY reason ORDER BY count DESC, reason`,
  ).all() as ComanagementView['lab'];
}

const ineligible: Readonly<Record<string, { text: string; sql: string }>> = {
  noClient: { text: 'No Configuration Manager client.', sql: 'c.has_client = 0' },
  serverOs: { text: 'A server operating system cannot be co-managed.', sql: `c.os NOT LIKE '%Workstation%'` },
  windowsTooOld: { text: 'Older than Windows 10.', sql: `NOT ${modernWindowsSql('c')}` },
  notRegistered: {
    text: 'The site knows no Microsoft Entra id: the device is neither hybrid joined nor Entra joined, or has not told it yet.',
    sql: `NOT ${isEligibleSql('c')}`,
  },
};

/** Whom a choice of automatic enrollment would select, by what the site knows; for whoever may choose. */
export function enrollPreview(db: Db, choice: ViewParams<'comanagement.preview'>): EnrollPreview {
  refuseLacking(db, { needs: cloudAttachNode }, choice, administratorOf(db));
  const { enroll, collectionId } = choice;
  // Nobody new is selected by None; who is enrolled stays so.
  const nobodyNew = 'c.comgmt_enrolled = 1';
  const selected = { all: '1', pilot: isMemberSql(db, collectionId), none: nobodyNew }[enroll];
  const reason = Object.entries(ineligible)
    .map(([id, { sql }]) => `WHEN ${sql} THEN '${id}'`)
    .join(' ');
  const rows = prepared(
    db,
    `SELECT CASE WHEN c.comgmt_enrolled = 1 THEN 'alreadyEnrolled' ${reason} ELSE 'eligible' END AS state, count(*) AS count
     FROM configmgr_devices c
     WHERE c.is_current = 1 AND c.is_obsolete = 0 AND c.is_decommissioned = 0 AND ${selected} GROUP BY 1`,
  ).all() as { state: string; count: number }[];
  const of = (state: string): number => rows.find((row) => row.state === state)?.count ?? 0;
  return {
    eligible: of('eligible'),
    notEligible: Object.entries(ineligible)
      .map(([id, { text }]) => ({ reason: id, text, count: of(id) }))
      .filter(({ count }) => count > 0),
    alreadyEnrolled: of('alreadyEnrolled'),
    spreadSeconds: isSpread(db, choice) ? spreadSeconds(estateOf(db).computers) : 0,
  };
}

/** Those whom a choice newly includes are spread, and whoever comes while the last ones still are. */
function isSpread(db: Db, { enroll, collectionId }: ViewParams<'comanagement.preview'>): boolean {
  const cloud = findRow(db, 'cloud_attach', 1)!;
  if (isWidened(cloud, enroll, collectionId)) return true;
  const widenedAt = cloud.first_comanagement_at;
  return widenedAt !== null && labRow(db).now < widenedAt + spreadSeconds(estateOf(db).computers);
}

export const comanagementViews: ViewsOf<'comanagement'> = {
  read: (db, _nothing, { memory }) => memory.of(db, 'comanagement', '', 1, () => comanagementView(db)),
  preview: enrollPreview,
  device: deviceManagement,
  intune: intuneManagement,
  userDevices,
  deployments: deviceDeployments,
};
