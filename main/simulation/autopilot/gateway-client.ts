import type { ScheduleRow } from '../../rows/devices.ts';
import { hour } from '../../../shared/time.ts';
import { resumeApplications } from '../apps/applications.ts';
import { resumeKept } from '../contact/channel.ts';
import { resumeTasks } from '../attach/client-tasks.ts';
import { gatewayBlock } from '../site/gateway.ts';
import { resumeRotation } from '../attach/recovery-keys.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { drawBetween } from '../kernel/draw.ts';
import { channels, lastContact, nextContact } from '../kernel/schedule.ts';
import { queueComgmtReport } from '../comanagement/policy.ts';
import { tellDevice } from '../kernel/tell.ts';

/**
 * A client that reaches its site only through the gateway. Its polls are computed from its schedule like any other's, so the
 * schedule is closed when the gateway fails it and reopened when it works again: both happen when devices are worked out anew
 * after a setting changed, and cost nothing in between.
 */
export function planGatewayClient(facts: Facts, now: number): Change[] {
  const { device } = facts;
  if (device.client_version === null || device.power === 'oobe' || facts.schedule(channels.policy)?.pattern_id != null)
    return [];
  const policy = facts.schedule(channels.gatewayPolicy);
  const heartbeat = facts.schedule(channels.gatewayHeartbeat);
  if (!policy || !heartbeat) return [];
  const block = gatewayBlock(facts, now, 'policy');
  const isOpen = policy.pattern_id !== null;
  if (isOpen && block) {
    const { code, http, name, part, why } = block;
    return [
      close(facts, policy, now),
      close(facts, heartbeat, now),
      tellDevice(device.id, 'gatewayLost', { code, http, name, part, why }),
    ];
  }
  if (!isOpen && !block && device.pattern_id !== null) {
    const again = { policy: reopen(facts, policy, now), heartbeat: reopen(facts, heartbeat, now) };
    return [
      { do: 'schedule', row: again.policy },
      { do: 'schedule', row: again.heartbeat },
      tellDevice(device.id, 'gatewayReached', {}),
      ...(facts.configmgr?.client_check === 'noResults' && facts.due('clientCheckRuns', 0) === undefined
        ? [{ do: 'queue', dueAt: now + hour, kind: 'clientCheckRuns', deviceId: device.id, subjectId: 0 } as const]
        : []),
      ...resume(facts, again, now),
      // What it missed is planned from the schedules as they are then.
      { do: 'queue', dueAt: now, kind: 'plan', deviceId: device.id, subjectId: 0 },
    ];
  }
  return isOpen ? tellServices(facts, now) : [];
}

function close(facts: Facts, schedule: ScheduleRow, now: number): Change {
  const before = lastContact(schedule, facts.presenceOf(schedule), now);
  return { do: 'schedule', row: { ...schedule, since: now, until: null, pattern_id: null, before_at: before } };
}

/** Clients do not all come back at once: the first contact is spread over an hour, as hourly polls are. */
function reopen({ seed, device }: Facts, schedule: ScheduleRow, now: number): ScheduleRow {
  const phase = drawBetween(seed, 'gatewayReturns', device.id, now, 1, hour);
  return { ...schedule, since: now, until: null, pattern_id: device.pattern_id, phase };
}

/** What could not be queued while there was no next contact: with the first one it goes on. */
function resume(facts: Facts, again: { policy: ScheduleRow; heartbeat: ScheduleRow }, now: number): Change[] {
  const nextOf = (schedule: ScheduleRow) => nextContact(schedule, facts.presenceOf(schedule), now);
  const [connectedAt, heartbeatAt] = [nextOf(again.policy), nextOf(again.heartbeat)];
  if (connectedAt === undefined || heartbeatAt === undefined) return [];
  const deviceId = facts.device.id;
  return [
    { do: 'unqueue', kind: 'heartbeatReports', deviceId },
    { do: 'queue', dueAt: heartbeatAt, kind: 'heartbeatReports', deviceId, subjectId: 0 },
    ...resumeTasks(facts, connectedAt),
    ...resumeRotation(facts, connectedAt),
    ...resumeApplications(facts, connectedAt),
    ...resumeKept(facts, connectedAt),
  ];
}

/** State messages that a closed gateway has left owing. */
function tellServices(facts: Facts, now: number): Change[] {
  const { device, configmgr, comanagement } = facts;
  if (!configmgr || !comanagement) return [];
  // A new client that waits for its first policy has nothing to tell yet.
  if (comanagement.policy_at === null && configmgr.comgmt_told_at === null) return [];
  const holdsPolicy = comanagement.policy_at === null ? 0 : 1;
  const isTold =
    configmgr.comgmt_policy === holdsPolicy &&
    configmgr.comgmt_stage === comanagement.stage &&
    configmgr.comgmt_flags === comanagement.flags &&
    configmgr.comgmt_enrolled === device.is_mdm_enrolled;
  return isTold ? [] : queueComgmtReport(facts, now);
}
