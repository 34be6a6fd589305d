import { actionKinds, actionsCarriedBy, remoteActions } from '../../../shared/actions/words.ts';
import { comanagementStages, funnelStages } from '../../../shared/comanagement/words.ts';
import { resourceAccessRetiredFrom } from '../../../shared/workloads/words.ts';
import type { Db } from '../../db/open.ts';
import type { MdmAction } from '../../simulation/actions/action.ts';
import { carrierOf } from '../../simulation/actions/carriers/index.ts';
import { unsound } from '../../db/soundness.ts';
import { actionOf } from '../../simulation/actions/index.ts';
import { unreadable } from './vocabulary.ts';
import { funnelStageSql, inScopeSql, isCoManagedSql } from '../engine/funnel.ts';

const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');

/** The work of each kind of order: its carrier's, which ends with it, and its own, which ends where the order comes to nothing. */
const workOfOrders = actionKinds.flatMap((kind) => {
  const { withdraws = [] } = actionOf({ kind }) as Partial<MdmAction>;
  return [
    ...carrierOf({ kind }).work.map((work) => `('${kind}', '${work}', 0)`),
    ...withdraws.map((work) => `('${kind}', '${work}', 1)`),
  ];
});
const dailyLimits = actionKinds.flatMap((kind) => {
  const { dailyLimit } = remoteActions[kind];
  return dailyLimit === null ? [] : [`('${kind}', ${dailyLimit})`];
});

/** What must hold in every lab at every whole moment; each query names the rows that break it. */
const rules: readonly { id: string; says: string; sql: string }[] = [
  { id: 'oneLab', says: 'there is exactly one lab row', sql: `SELECT count(*) AS what FROM lab HAVING count(*) <> 1` },
  {
    id: 'queueAhead',
    says: 'nothing queued is due already',
    sql: `SELECT kind || ' of device ' || device_id AS what FROM work_queue WHERE due_at <= (SELECT now FROM lab)`,
  },
  {
    id: 'activitiesPast',
    says: 'no activity lies in the future',
    sql: `SELECT 'activity ' || id AS what FROM activities WHERE at > (SELECT now FROM lab)`,
  },
  {
    id: 'inputsPast',
    says: 'no input lies in the future',
    sql: `SELECT 'input ' || id AS what FROM inputs WHERE at > (SELECT now FROM lab)`,
  },
  {
    id: 'inputsOrdered',
    says: 'inputs are journaled in order of time',
    sql: `SELECT 'input ' || a.id AS what FROM inputs a JOIN inputs b ON b.id = a.id + 1 WHERE b.at < a.at`,
  },
  {
    id: 'scheduleChain',
    says: 'schedules of a device follow each other without gap',
    sql: `SELECT 'device ' || a.device_id AS what FROM device_schedules a WHERE a.until IS NOT NULL AND NOT EXISTS
      (SELECT 1 FROM device_schedules b WHERE b.device_id = a.device_id AND b.channel = a.channel AND b.since = a.until)`,
  },
  {
    id: 'schedulePast',
    says: 'no schedule begins in the future',
    sql: `SELECT 'device ' || device_id AS what FROM device_schedules WHERE since > (SELECT now FROM lab) OR before_at > since`,
  },
  {
    id: 'schedulePhase',
    says: 'a schedule’s phase lies within its period',
    sql: `SELECT 'device ' || device_id AS what FROM device_schedules WHERE period <= 0 OR phase < 1 OR phase > period`,
  },
  {
    id: 'actionTimes',
    says: 'an action is ordered, delivered and finished in that order',
    sql: `SELECT 'action ' || id AS what FROM actions WHERE delivered_at < ordered_at OR finished_at < coalesce(delivered_at, ordered_at) OR since < ordered_at`,
  },
  {
    id: 'actionFinished',
    says: 'a finished action waits for nothing, a waiting one is not finished',
    sql: `SELECT 'action ' || id AS what FROM actions WHERE (finished_at IS NULL) <> (state IN ('pending', 'active')) OR (finished_at IS NOT NULL AND expected_by IS NOT NULL)`,
  },
  {
    id: 'actionExpected',
    says: 'a waiting action says for what and until when',
    sql: `SELECT 'action ' || id AS what FROM actions WHERE state IN ('pending', 'active') AND (reason IS NULL OR expected_by IS NULL)`,
  },
  {
    id: 'actionQueued',
    says: 'a waiting action has queued work, a finished one has none',
    sql: `WITH work(kind, work, is_own) AS (VALUES ${workOfOrders.join(', ')}), queued AS MATERIALIZED (SELECT a.id, o.is_own
        FROM work_queue w JOIN actions a ON a.id = w.subject_id AND a.device_id = w.device_id LEFT JOIN work o ON o.kind = a.kind AND o.work = w.kind)
      SELECT 'action ' || id AS what FROM actions WHERE CASE WHEN state IN ('pending', 'active')
        THEN id NOT IN (SELECT id FROM queued)
        ELSE id IN (SELECT id FROM queued WHERE is_own = 0) OR (state = 'canceled' AND id IN (SELECT id FROM queued WHERE is_own = 1)) END`,
  },
  {
    id: 'orderOfEnrollment',
    says: 'nothing is delivered over another enrollment than the one it was ordered for',
    sql: `SELECT 'action ' || a.id AS what FROM actions a JOIN intune_devices i ON i.device_id = a.device_id
      WHERE a.kind IN (${quoted(actionsCarriedBy('mdm'))}) AND i.managed_by <> 'configMgr' AND i.enrolled_at > a.ordered_at AND i.enrolled_at <= a.delivered_at`,
  },
  {
    id: 'enrolledHasRecord',
    says: 'an enrolled device has an Intune record, or was sent a Retire when somebody deleted it, which waits or was given up',
    sql: `SELECT 'device ' || d.id AS what FROM devices d WHERE d.is_mdm_enrolled = 1 AND d.power <> 'resetting' AND NOT EXISTS (SELECT 1 FROM intune_devices i WHERE i.device_id = d.id AND i.is_current = 1 AND i.removed_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM actions a WHERE a.device_id = d.id AND a.origin = 'system' AND a.state IN ('pending', 'active', 'failed')
        AND a.ordered_at >= (SELECT max(i.removed_at) FROM intune_devices i WHERE i.device_id = d.id AND i.managed_by <> 'configMgr'))`,
  },
  {
    id: 'removedNotCurrent',
    says: 'a removed record stands for no device',
    sql: `SELECT 'record ' || id AS what FROM intune_devices WHERE removed_at IS NOT NULL AND is_current = 1`,
  },
  {
    id: 'graceHasEnd',
    says: 'a device in its grace period has an end of grace',
    sql: `SELECT 'record ' || id AS what FROM intune_devices WHERE compliance = 'inGracePeriod' AND grace_until IS NULL`,
  },
  {
    id: 'compliantHasNoReasons',
    says: 'a compliant record fails no setting',
    sql: `SELECT 'record ' || id AS what FROM intune_devices WHERE compliance = 'compliant' AND compliance_reasons <> '[]'`,
  },
  {
    id: 'offPowerOffline',
    says: 'a device at the out-of-box experience follows no pattern',
    sql: `SELECT 'device ' || id AS what FROM devices WHERE power IN ('oobe', 'unbootable') AND (pattern_id IS NOT NULL OR is_mdm_enrolled = 1)`,
  },
  {
    id: 'bootedPast',
    says: 'no device was started in the future',
    sql: `SELECT 'device ' || id AS what FROM devices WHERE booted_at > (SELECT now FROM lab) OR pending_reboot_since > (SELECT now FROM lab)`,
  },
  {
    id: 'silentRecord',
    says: 'a record cannot be newer than the present',
    sql: `SELECT 'record ' || id AS what FROM intune_devices WHERE coalesce(last_contact_at, 0) > (SELECT now FROM lab) OR removed_at > (SELECT now FROM lab) OR disk_as_of > (SELECT now FROM lab)`,
  },
  {
    id: 'dailyLimit',
    says: 'no more orders of a kind a day than a tenant takes',
    sql: `WITH limits(kind, most) AS (VALUES ${dailyLimits.join(', ')}) SELECT 'day ' || (ordered_at / 86400) AS what
      FROM actions JOIN limits USING (kind) WHERE origin <> 'system' GROUP BY kind, ordered_at / 86400 HAVING count(*) > most`,
  },
  {
    id: 'comanagedEnrolled',
    says: 'co-managed clients are among the enrolled ones of the funnel',
    sql: `SELECT 'device ' || c.device_id AS what FROM configmgr_devices c WHERE ${isCoManagedSql('c')} AND ${funnelStageSql('c')} <> 'enrolled'`,
  },
  {
    id: 'funnelPartition',
    says: 'each client in scope of the funnel stands in one known stage',
    sql: `SELECT 'device ' || c.device_id AS what FROM configmgr_devices c WHERE ${inScopeSql('c')} AND (${funnelStageSql('c')} IS NULL
      OR ${funnelStageSql('c')} NOT IN (${quoted(funnelStages)})) OR c.comgmt_stage NOT IN (${quoted([...comanagementStages])})`,
  },
  {
    id: 'comanagementTold',
    says: 'the site knows of co-management only what a client told it, and not before',
    sql: `SELECT 'device ' || device_id AS what FROM configmgr_devices WHERE comgmt_told_at > (SELECT now FROM lab)
      OR (comgmt_told_at IS NULL AND (comgmt_stage <> 'none' OR comgmt_policy = 1 OR comgmt_enrolled = 1 OR comgmt_flags <> 0 OR comgmt_code IS NOT NULL))`,
  },
  {
    id: 'comanagementEnrolled',
    says: 'a client that enrolled is enrolled, and one that waits to enroll is not',
    sql: `SELECT 'device ' || m.device_id AS what FROM comanagement m JOIN devices d ON d.id = m.device_id
      WHERE (m.stage = 'enrolled') <> d.is_mdm_enrolled AND (m.stage <> 'none' OR m.policy_at IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM work_queue w WHERE w.device_id = m.device_id AND w.kind = 'plan')`,
  },
  {
    id: 'comanagementClient',
    says: 'only Windows clients hold co-management policy',
    sql: `SELECT 'device ' || m.device_id AS what FROM comanagement m JOIN devices d ON d.id = m.device_id
      WHERE m.policy_at IS NOT NULL AND (d.platform <> 'windows' OR (d.client_version IS NULL AND d.power <> 'resetting'))`,
  },
  {
    id: 'comanagementWaits',
    says: 'a client that has not enrolled says for what it waits, and until when unless nothing leads on',
    sql: `SELECT 'device ' || device_id AS what FROM comanagement WHERE stage NOT IN ('none', 'enrolled')
      AND (reason IS NULL OR expected_by < (SELECT now FROM lab) OR (expected_by IS NULL AND reason NOT IN ('cause', 'userSignIn', 'deviceOff')))`,
  },
  {
    id: 'comanagementQueued',
    says: 'an enrollment that is expected is queued for then, and nothing else is',
    sql: `SELECT 'device ' || m.device_id AS what FROM comanagement m JOIN devices d ON d.id = m.device_id AND d.power <> 'resetting'
      WHERE m.stage NOT IN ('none', 'enrolled') AND (m.expected_by IS NOT NULL) <>
        EXISTS (SELECT 1 FROM work_queue w WHERE w.device_id = m.device_id AND w.kind = 'enrollAttempt' AND w.due_at = m.expected_by)`,
  },
  {
    id: 'comanagementOnce',
    says: 'a device waits for one step of its enrollment at most',
    sql: `SELECT kind || ' of device ' || device_id AS what FROM work_queue
      WHERE kind IN ('enrollAttempt', 'comgmtReports', 'policyArrives', 'userSignsIn') GROUP BY device_id, kind HAVING count(*) > 1`,
  },
  {
    id: 'comanagementFlags',
    says: 'no client holds a capability value that breaks the coupling, or Resource access back from 2403 on',
    sql: `SELECT 'device ' || device_id AS what FROM comanagement WHERE policy_at IS NOT NULL
      AND (((flags & 8) = 8 AND (flags & 36) <> 36) OR ((flags & 4) = 0 AND (SELECT version FROM site) >= ${resourceAccessRetiredFrom}))`,
  },
  {
    id: 'comanagementCode',
    says: 'an enrollment of a client that failed has a code, one that succeeded has none',
    sql: `SELECT 'device ' || device_id AS what FROM comanagement WHERE (stage = 'failed' AND code IS NULL) OR (stage = 'enrolled' AND code IS NOT NULL)
      OR (reason = 'cause' AND code IS NULL AND policy_at IS NOT NULL)`,
  },
  {
    id: 'attachedRecord',
    says: 'a record that tenant attach alone brought says since when, and is no enrollment',
    sql: `SELECT 'record ' || id AS what FROM intune_devices WHERE is_current = 1 AND managed_by = 'configMgr' AND (attached_at IS NULL OR compliance <> 'configManager')`,
  },
  {
    id: 'attachedSite',
    says: 'nothing is attached, waits for an upload or is under way while the site is not attached',
    sql: `SELECT what FROM (
        SELECT 'device ' || id AS what FROM devices WHERE is_attached = 1 UNION ALL
        SELECT 'record ' || id FROM intune_devices WHERE is_current = 1 AND attached_at IS NOT NULL UNION ALL
        SELECT 'device ' || device_id FROM upload_backlog UNION ALL SELECT 'device ' || device_id FROM uploads_under_way)
      WHERE (SELECT attached_at FROM cloud_attach) IS NULL`,
  },
  {
    id: 'uploadQueued',
    says: 'what was sent shows in time, and what waits is sent unless the way to the cloud is closed',
    sql: `SELECT what FROM (
        SELECT 'upload of ' || sent_at AS what FROM uploads_under_way u WHERE NOT EXISTS
          (SELECT 1 FROM work_queue w WHERE w.device_id = 0 AND w.kind = 'uploadVisible' AND w.subject_id = u.sent_at) UNION ALL
        SELECT 'device ' || device_id FROM upload_backlog WHERE (SELECT uploads FROM cloud_attach) = 1
          AND NOT EXISTS (SELECT 1 FROM settings s WHERE s.id IN ('serviceConnectionPoint', 'serviceEndpoints') AND s.target = '')
          AND NOT EXISTS (SELECT 1 FROM work_queue w WHERE w.device_id = 0 AND w.kind = 'upload'))`,
  },
  {
    id: 'historyPast',
    says: 'nothing in the diary of a device or the site lies in the future',
    sql: `SELECT 'history ' || id AS what FROM history WHERE at > (SELECT now FROM lab)`,
  },
  {
    id: 'comanagementPast',
    says: 'no client has policy, or tried, in the future',
    sql: `SELECT 'device ' || device_id AS what FROM comanagement, lab WHERE policy_at > now OR flags_at > now OR attempted_at > now OR since > now`,
  },
];
const mostPerRule = 5;

/** Sentences, one for each broken rule with the first rows that break it; empty when the lab is sound. */
export function checkInvariants(db: Db): string[] {
  const broken = rules.flatMap(({ id, says, sql }) => {
    const rows = db.prepare(`${sql} LIMIT ${mostPerRule}`).pluck().all() as string[];
    return rows.length === 0 ? [] : [`${id}: ${says} — not so for ${rows.join(', ')}`];
  });
  const references = db.pragma('foreign_key_check') as { table: string; rowid: number }[];
  if (references.length > 0)
    broken.push(
      `references: every reference has its row — not so for ${references
        .slice(0, mostPerRule)
        .map((row) => `${row.table} ${row.rowid}`)
        .join(', ')}`,
    );
  for (const sentence of unsound(db)) broken.push(`bounds: ${sentence}`);
  for (const sentence of unreadable(db)) broken.push(`words: ${sentence}`);
  const integrity = db.pragma('integrity_check(5)', { simple: true }) as string;
  if (integrity !== 'ok') broken.push(`integrity: ${integrity}`);
  return broken;
}
