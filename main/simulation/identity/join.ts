import type { PipelineReason } from '../../../shared/comanagement/words.ts';
import type { HybridJoinRow } from '../../rows/identity.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { queueJoinReport, queueReports, queueStateReport } from '../contact/contact.ts';
import type { WorkKind } from '../kernel/work-kinds.ts';
import { putSetting } from '../kernel/setting.ts';
import { attemptFailure, discoveryFailure, isFederated, outOfSight, type JoinFailure } from './attempt.ts';
import { exportDueAt, newEntraObject, syncReason } from './entra-connect.ts';
import { endJoin, putJoin } from './join-state.ts';
import { lastTaskRun, nextSwitchOn, nextTaskRun } from './task.ts';
import { ofDevice, tellActivity, tellDevice } from '../kernel/tell.ts';

/**
 * The way of a domain-joined computer to its hybrid join: task, certificate in Active Directory, Entra Connect, task. Source:
 * hybrid join facts §2. Only runs at which something new comes out are queued; the others are derived (`main/simulation/logs/repeats.ts`).
 */

/** What the device and Entra Connect should do next about the join. */
export const planJoin = (facts: Facts, now: number): Change[] =>
  facts.device.platform === 'windows' ? [...planExport(facts, now), ...planTask(facts, now)] : [];

const planExport = (facts: Facts, now: number): Change[] =>
  requeue(facts, 'entraSync', facts.due('entraSync', 0), exportDueAt(facts, now));

function planTask(facts: Facts, now: number): Change[] {
  const { device, join } = facts;
  if (!join) return [];
  const due = facts.due('joinTask', 0);
  if (join.stage === 'registered') {
    const isDual = device.join_type === 'hybrid' && facts.setting('deviceWorkplaceJoin', String(device.id)) !== 'none';
    return requeue(facts, 'joinTask', due, isDual ? nextSwitchOn(facts, now) : undefined);
  }
  // Wiped meanwhile: nothing is left of what it had begun.
  if (device.join_type !== 'domain') return forgetJoin(facts);
  const { dueAt, reason, expectedBy } = nextStep(facts, join, now);
  // A sign-in after a restart comes earlier than any run by itself.
  const changes =
    due !== undefined && dueAt !== undefined && due <= dueAt ? [] : requeue(facts, 'joinTask', due, dueAt);
  const expected = due !== undefined && dueAt !== undefined && due < dueAt ? due : expectedBy;
  if (reason !== join.reason || expected !== join.expected_by)
    changes.push(putJoin(device.id, { reason, expected_by: expected }, now));
  return changes;
}

type Step = { dueAt?: number; reason: PipelineReason; expectedBy: number | null };

function nextStep(facts: Facts, join: HybridJoinRow, now: number): Step {
  if (join.reason === 'clientSettingOff') return { reason: 'clientSettingOff', expectedBy: null };
  if (!isTaskOn(facts)) return { reason: 'taskDisabled', expectedBy: null };
  const first = nextTaskRun(facts, now);
  if (first === undefined) return { reason: 'deviceOff', expectedBy: null };
  const inSight = nextTaskRun(facts, now, 'intranet');
  const failure = attemptFailure(facts, true);
  const isSame = failure !== null && failure.phase === join.phase && failure.code === join.code;
  if (isSame && failure.reason === 'entraSync')
    return { reason: syncReason(facts), expectedBy: exportDueAt(facts, now) ?? null };
  if (isSame) return { reason: failure.reason, expectedBy: null };
  // The very first run is worth seeing wherever the device is.
  if (join.attempted_at === null) return { dueAt: first, reason: 'joinTask', expectedBy: first };
  if (inSight === undefined) {
    const isKnown = join.phase === outOfSight.phase;
    return { ...(isKnown ? {} : { dueAt: first }), reason: 'noLineOfSight', expectedBy: null };
  }
  return { dueAt: inSight, reason: inSight === first ? 'joinTask' : 'noLineOfSight', expectedBy: inSight };
}

function requeue(facts: Facts, kind: WorkKind, due: number | undefined, dueAt: number | undefined): Change[] {
  const deviceId = facts.device.id;
  if (due === dueAt) return [];
  return [
    ...(due === undefined ? [] : [{ do: 'unqueue', kind, deviceId } as const]),
    ...(dueAt === undefined ? [] : [{ do: 'queue', dueAt, kind, deviceId, subjectId: 0 } as const]),
  ];
}
const unqueue = ({ device }: Facts): Change[] => [{ do: 'unqueue', kind: 'joinTask', deviceId: device.id }];
/** A reset computer has nothing left of a join that it had begun. */
export const forgetJoin = (facts: Facts): Change[] => [endJoin(facts.device.id), ...unqueue(facts)];
const plan = ({ device }: Facts, now: number): Change => ({
  do: 'queue',
  dueAt: now,
  kind: 'plan',
  deviceId: device.id,
  subjectId: 0,
});
const isTaskOn = (facts: Facts): boolean => facts.setting('deviceJoinTask', String(facts.device.id)) === 'on';
const isUnderWay = ({ device, join }: Facts): boolean =>
  device.join_type === 'domain' &&
  join !== undefined &&
  join.stage !== 'registered' &&
  join.reason !== 'clientSettingOff';

/** The task runs. */
export function joinTask(facts: Facts, _subject: number, now: number): Change[] {
  const { device, presence, join } = facts;
  const isOn = device.power === 'running' && presence?.isOn('internet', now) === true;
  if (isOn && join?.stage === 'registered') return [...leaveWorkplace(facts, now), plan(facts, now)];
  return [...(isOn && isTaskOn(facts) ? attempt(facts, now) : []), plan(facts, now)];
}

/** The task is started by hand, or `dsregcmd /join`. Without the client setting it ends at once and says nothing. */
export function runJoinTask(facts: Facts, now: number): Change[] {
  if (!isTaskOn(facts)) return [];
  return [...attempt(facts, now), ...unqueue(facts), plan(facts, now)];
}

/** Somebody signs in: the task runs, and a registration that a person made before a hybrid join goes. */
export function signIn(facts: Facts, now: number): Change[] {
  if (facts.device.join_type === 'hybrid')
    return [
      ...(facts.join ? [putJoin(facts.device.id, { attempted_at: now }, now)] : []),
      ...leaveWorkplace(facts, now),
    ];
  return runJoinTask(facts, now);
}

/** People are back at their desks a minute or two after a restart (assumed). */
const signInSeconds = 90;
/** A restart ends with somebody signing in; worth queueing only where that leads on. */
export function signInAfterRestart(facts: Facts, now: number): Change[] {
  const { device, join } = facts;
  const isDual = join?.stage === 'registered' && facts.setting('deviceWorkplaceJoin', String(device.id)) !== 'none';
  if (!isDual && (!isUnderWay(facts) || !isTaskOn(facts))) return [];
  const dueAt = facts.presence?.nextOn('internet', now + signInSeconds);
  if (dueAt === undefined) return [];
  return [...unqueue(facts), { do: 'queue', dueAt, kind: 'joinTask', deviceId: device.id, subjectId: 0 }];
}

const isInSight = ({ presence }: Facts, at: number): boolean => presence?.isOn('intranet', at) === true;

function attempt(facts: Facts, now: number): Change[] {
  const { device, join, ad } = facts;
  if (!join || !isUnderWay(facts)) return [];
  const inSight = isInSight(facts, now);
  const changes: Change[] = [];
  // Whoever finds the tenant writes a self-signed certificate to the computer object, and waits for Entra ID to know it.
  const writes = discoveryFailure(facts, inSight) === null && ad?.certificate_at === null;
  if (writes) {
    changes.push(
      { do: 'update', table: 'ad_computers', id: ad.id, set: { certificate_at: now } },
      tellDevice(device.id, 'certificateWritten', {}),
    );
  }
  const failure = attemptFailure(facts, inSight);
  if (!failure) return [...changes, ...register(facts, join, now)];
  const stage = stageAfter(failure, join);
  return [
    ...changes,
    putJoin(
      device.id,
      {
        stage,
        ...(stage === join.stage ? {} : { since: now }),
        ...(writes ? { certificate_at: now } : {}),
        attempts: join.attempts + 1,
        attempted_at: now,
        phase: failure.phase,
        code: failure.code,
        server_code: failure.serverCode,
        reason: failure.reason,
        expected_by: null,
      },
      now,
    ),
    tellDevice(device.id, 'joinAttempt', {
      phase: failure.phase,
      code: failure.code,
      subCode: failure.subCode,
      serverCode: failure.serverCode,
      serverMessage: failure.serverMessage,
      reason: failure.reason,
    }),
  ];
}

/** Out of sight of a domain controller nothing is lost, so the device stands where it stood. */
function stageAfter(failure: JoinFailure, { stage }: HybridJoinRow): HybridJoinRow['stage'] {
  if (failure.reason === 'entraSync') return 'waitingForSync';
  return failure.phase === outOfSight.phase ? stage : 'failed';
}

function register(facts: Facts, join: HybridJoinRow, now: number): Change[] {
  const { device, entra } = facts;
  const object = entra?.join_type === 'hybrid' ? entra : undefined;
  const told = {
    registration_state: 'registered',
    registered_at: now,
    told_at: now,
    name: device.name,
    os_version: device.os_version,
  } as const;
  return [
    { do: 'update', table: 'devices', id: device.id, set: { join_type: 'hybrid' } },
    ...(object
      ? [{ do: 'update', table: 'entra_devices', id: object.id, set: told } as const]
      : newEntraObject(facts, now, 'registered')),
    putJoin(
      device.id,
      {
        stage: 'registered',
        since: now,
        attempts: join.attempts + 1,
        attempted_at: now,
        phase: null,
        code: null,
        server_code: null,
        reason: null,
        expected_by: null,
      },
      now,
    ),
    tellDevice(device.id, 'joinRegistered', { type: isFederated(facts) ? 'federated' : 'sync' }),
    tellActivity(
      'device_registered',
      { deviceId: device.id, subject: device.name, actor: 'Device Registration Service' },
      { joinType: 'hybrid' },
    ),
    ...queueStateReport(facts, now),
    ...queueJoinReport(facts, now),
    ...ledgerOfJoin(facts, join, now),
  ];
}

/** From the last failed attempt to the registration. What somebody could have forced: the cycle, and a sign-in. */
function ledgerOfJoin({ device }: Facts, join: HybridJoinRow, now: number): Change[] {
  const waitedSeconds = now - (join.attempted_at ?? join.since);
  const savedSeconds = waitedSeconds - forcedSeconds;
  const helps = savedSeconds > 60;
  return [
    {
      do: 'ledger',
      what: 'Hybrid join completes',
      device: device.name,
      waitedSeconds,
      because: 'Entra Connect runs every 30 minutes by default, and the task at the device every hour',
      shortenedBy: helps ? 'Start-ADSyncSyncCycle and then a sign-in would have' : null,
      savedSeconds: helps ? savedSeconds : null,
    },
  ];
}
/** A forced cycle and a sign-in take about so long. Assumed. */
const forcedSeconds = 180;

/**
 * Windows takes away the registration that a person made before the device was hybrid joined, when that person signs in
 * afterwards (Windows 10 1803 with KB4489894 and later).
 */
export function leaveWorkplace(facts: Facts, now: number): Change[] {
  const { device } = facts;
  if (facts.setting('deviceWorkplaceJoin', String(device.id)) === 'none') return [];
  return [
    putSetting('deviceWorkplaceJoin', String(device.id), 'none', now),
    { do: 'remove', table: 'entra_devices', key: { device_id: device.id, join_type: 'registered', is_current: 0 } },
    tellDevice(device.id, 'workplaceLeft', {}),
  ];
}

/**
 * `dsregcmd /leave`, elevated: the device forgets its registration and begins again. The object in Entra ID stays and waits for
 * the new certificate. A device that Configuration Manager does not register stays without.
 */
export function leaveEntra(facts: Facts, now: number): Change[] {
  const { device, ad, entra, join } = facts;
  const target = String(device.id);
  const begins = facts.clientSetting('autoRegister') === 'on';
  const changes: Change[] = [
    ...(['deviceEntraObject', 'deviceToken'] as const).flatMap((id): Change[] => {
      const value = facts.setting(id, target);
      // An administrator disabled the object; leaving does not enable it.
      return value === 'ok' || value === 'disabled' ? [] : [putSetting(id, target, 'ok', now)];
    }),
    begins
      ? putJoin(
          device.id,
          {
            stage: 'waitingForTask',
            since: now,
            certificate_at: null,
            attempts: 0,
            attempted_at: null,
            phase: null,
            code: null,
            server_code: null,
            reason: 'joinTask',
            expected_by: null,
          },
          now,
        )
      : endJoin(device.id),
    tellDevice(device.id, 'deviceLeft', { wasJoined: device.join_type === 'hybrid' }),
  ];
  if (ad) changes.push({ do: 'update', table: 'ad_computers', id: ad.id, set: { certificate_at: null } });
  if (entra?.join_type === 'hybrid') {
    // What Entra ID knows is older than any certificate that the device will write from now on.
    const set = { registration_state: 'pending', told_at: now - 1 } as const;
    changes.push({ do: 'update', table: 'entra_devices', id: entra.id, set });
  }
  if (device.join_type === 'hybrid') {
    changes.push(
      { do: 'update', table: 'devices', id: device.id, set: { join_type: 'domain' } },
      tellActivity('device_left', ofDevice(device), { attempts: join?.attempts ?? 0 }),
      ...queueReports(facts, now),
    );
  }
  return [...changes, ...unqueue(facts), plan(facts, now)];
}

export type JoinAttempt = {
  at: number;
  phase: string;
  code: string;
  subCode: string | null;
  serverCode: string | null;
};

/** How a run ended that was not worth queueing: as the last one did, or out of sight of a domain controller. */
function attemptAt(facts: Facts, join: HybridJoinRow, at: number): JoinAttempt {
  if (!isInSight(facts, at) || join.phase === null || join.code === null) {
    const { phase, code, subCode, serverCode } = outOfSight;
    return { at, phase, code, subCode, serverCode };
  }
  const failed = attemptFailure(facts, true);
  const subCode = failed?.code === join.code ? failed.subCode : null;
  return { at, phase: join.phase, code: join.code, subCode, serverCode: join.server_code };
}

/** The latest attempt, stored or derived; undefined before the first, and after one that succeeded. */
export function lastJoinAttempt(facts: Facts, now: number): JoinAttempt | undefined {
  const { join } = facts;
  if (join?.attempted_at == null || !isUnderWay(facts)) return undefined;
  const at = isTaskOn(facts) ? lastTaskRun(facts, now) : undefined;
  if (at !== undefined && at > join.attempted_at) return attemptAt(facts, join, at);
  const { phase, code, server_code: serverCode, attempted_at: stored } = join;
  if (phase === null || code === null) return undefined;
  const failed = phase === outOfSight.phase ? outOfSight : attemptFailure(facts, true);
  return { at: stored, phase, code, subCode: failed?.code === code ? failed.subCode : null, serverCode };
}
