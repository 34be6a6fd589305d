import { isFinished } from '../../../shared/actions/words.ts';
import type { ActionRow } from '../../rows/actions.ts';
import type { DeviceRow } from '../../rows/devices.ts';
import { day, minute } from '../../../shared/time.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { queueHeartbeatReport, queueReports } from '../contact/contact.ts';
import { drawBetween } from '../kernel/draw.ts';
import { lastContact, nextContact } from '../kernel/schedule.ts';
import { policyChannel } from '../comanagement/policy.ts';
import { signInAfterRestart } from '../identity/join.ts';
import type { MdmAction } from './action.ts';
import { bootReportSeconds } from './carriers/carrier.ts';
import { dropSessions } from './carriers/session.ts';
import { ofDevice, tellActivity } from '../kernel/tell.ts';
import { ofOrder } from './outcome.ts';

/** Windows shows its notice for five minutes before it restarts. Source: Restart page, October 2025. */
const restartNoticeSeconds = 5 * minute;
/** A restart takes one to four minutes. Assumed. */
const restartSeconds = { from: 60, to: 4 * minute };

export const restart = {
  carrier: 'mdm',
  beats: false,
  withdraws: ['restartBegins'],
  deliver: announce,
  because: 'Windows gives five minutes of notice, restarts, and reports at its next contact',
  sentences: {
    restart_announced: (subject) => `${subject} announced its restart`,
    restart_completed: (subject) => `${subject} reported its restart`,
    device_restarted: (subject, { action }) =>
      action === null ? `${subject} was restarted by its user` : `${subject} restarted`,
  },
} satisfies MdmAction;

function announce(facts: Facts, action: ActionRow, now: number): Change[] {
  const latest = now + restartNoticeSeconds + restartSeconds.to + bootReportSeconds.to;
  return [
    {
      do: 'update',
      table: 'actions',
      id: action.id,
      set: { state: 'active', since: now, delivered_at: now, reason: 'awaitingRestart', expected_by: latest },
    },
    {
      do: 'queue',
      dueAt: now + restartNoticeSeconds,
      kind: 'restartBegins',
      deviceId: facts.device.id,
      subjectId: action.id,
    },
    tellActivity('restart_announced', ofOrder(facts, action), {
      action: action.id,
      restartsAt: now + restartNoticeSeconds,
    }),
  ];
}

/** Whether somebody waits for this restart; the notice runs out also when the order ended with its enrollment meanwhile. */
const isAwaited = (facts: Facts, actionId: number): boolean =>
  actionId !== 0 && !isFinished(facts.action(actionId).state);

/** The device goes down: for an order (subject is its action) or by its user's hand (subject 0). */
export function restartBegins(facts: Facts, actionId: number, now: number): Change[] {
  const { device, presence } = facts;
  if (device.power !== 'running') return isAwaited(facts, actionId) ? joinRestart(facts, actionId) : [];
  if (!presence?.isOn('internet', now)) {
    // The lid was closed before the timer ended: it goes on when the device is used again.
    const dueAt = presence?.nextOn('internet', now);
    if (dueAt === undefined) return [];
    const again: Change[] = [{ do: 'queue', dueAt, kind: 'restartBegins', deviceId: device.id, subjectId: actionId }];
    const latest = dueAt + restartSeconds.to + bootReportSeconds.to;
    if (isAwaited(facts, actionId))
      again.push({ do: 'update', table: 'actions', id: actionId, set: { expected_by: latest } });
    return again;
  }
  const endsAt = now + drawBetween(facts.seed, 'restart', device.id, now, restartSeconds.from, restartSeconds.to);
  const changes: Change[] = [
    { do: 'update', table: 'devices', id: device.id, set: { power: 'restarting' } },
    { do: 'queue', dueAt: endsAt, kind: 'restartEnds', deviceId: device.id, subjectId: actionId },
    ...dropSessions(facts, now),
  ];
  if (isAwaited(facts, actionId)) {
    changes.push({
      do: 'update',
      table: 'actions',
      id: actionId,
      set: { reason: 'restarting', expected_by: endsAt + bootReportSeconds.to },
    });
  }
  return changes;
}

/** An order whose notice ends while the user restarts the device has what it wanted: that restart becomes its own. */
function joinRestart(facts: Facts, actionId: number): Change[] {
  const deviceId = facts.device.id;
  const dueAt = facts.due('restartEnds', 0);
  if (dueAt === undefined) return [];
  const latest = dueAt + bootReportSeconds.to;
  return [
    { do: 'unqueue', kind: 'restartEnds', deviceId, subjectId: 0 },
    { do: 'queue', dueAt, kind: 'restartEnds', deviceId, subjectId: actionId },
    { do: 'update', table: 'actions', id: actionId, set: { reason: 'restarting', expected_by: latest } },
  ];
}

/** The device is back: uptime zero, an installed update in force. Who ordered it hears of it at the next contact. */
export function restartEnds(facts: Facts, actionId: number, now: number): Change[] {
  const { device, presence } = facts;
  const set: Partial<DeviceRow> = { power: 'running', booted_at: now };
  if (device.pending_reboot_since !== null) {
    set.pending_reboot_since = null;
    if (device.pending_os_version !== null && device.pending_os_build !== null) {
      Object.assign(set, {
        os_version: device.pending_os_version,
        os_build: device.pending_os_build,
        pending_os_version: null,
        pending_os_build: null,
      });
    }
  }
  const changes: Change[] = [
    { do: 'update', table: 'devices', id: device.id, set },
    tellActivity('device_restarted', ofDevice(device), {
      action: actionId || null,
      bootedBefore: device.booted_at,
    }),
  ];
  changes.push(...signInAfterRestart(facts, now), ...queueRestartTold(facts, now));
  if (!isAwaited(facts, actionId)) return [...changes, ...queueReports(facts, now)];
  const reportAt =
    now + drawBetween(facts.seed, 'bootReport', device.id, now, bootReportSeconds.from, bootReportSeconds.to);
  const dueAt = presence?.nextOn('internet', reportAt) ?? reportAt;
  return [
    ...changes,
    // The report to Intune is none to the site, which learns of another version at its heartbeat only.
    ...(set.os_version === undefined ? [] : queueHeartbeatReport(facts, now)),
    { do: 'update', table: 'actions', id: actionId, set: { reason: 'awaitingReport', expected_by: dueAt } },
    { do: 'queue', dueAt, kind: 'actionReports', deviceId: device.id, subjectId: actionId },
  ];
}

/** A record without a contact for so long is deleted by site maintenance: default of Delete Inactive Client Discovery Data. */
const recordKept = 90 * day;

/** What the site has heard of a pending restart it believes until the next policy request. */
export function queueRestartTold(facts: Facts, now: number, hasClient = true): Change[] {
  const { id: deviceId, pending_reboot_since: since } = facts.device;
  const schedule = policyChannel(facts);
  if (!schedule || since === null || (lastContact(schedule, facts.presenceOf(schedule), now) ?? 0) < since) return [];
  const next = hasClient ? nextContact(schedule, facts.presenceOf(schedule), now) : null;
  const dueAt = next ?? now + recordKept;
  return [
    { do: 'unqueue', kind: 'restartTold', deviceId },
    { do: 'queue', dueAt, kind: 'restartTold', deviceId, subjectId: 0 },
  ];
}

/** A person restarts a device that asked for it. */
export function userRestarts(facts: Facts, _subject: number, now: number): Change[] {
  const { device, presence } = facts;
  if (device.pending_reboot_since === null || device.power !== 'running') return [];
  const dueAt = presence?.nextOn('internet', now);
  if (dueAt === undefined) return [];
  const kind = dueAt === now ? 'restartBegins' : 'userRestarts';
  return [{ do: 'queue', dueAt, kind, deviceId: device.id, subjectId: 0 }];
}
