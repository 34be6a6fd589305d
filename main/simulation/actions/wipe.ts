import { isFinished, isTakenAtCheckIn } from '../../../shared/actions/words.ts';
import type { ActionRow } from '../../rows/actions.ts';
import { minute } from '../../../shared/time.ts';
import { forgetApplications } from '../apps/applications.ts';
import { uploadChange } from '../site/connector.ts';
import { endKey } from '../attach/recovery-keys.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { queueRecordEnd } from '../enrollment/record-end.ts';
import { forgetWaits } from '../enrollment/waiting.ts';
import { endComanagement } from '../comanagement/state.ts';
import { endSchedules, isReachable, queueSilence } from '../contact/contact.ts';
import { endOrdersOfAttachment, endOrdersOfEnrollment } from '../contact/delivery.ts';
import { settleDirectories } from '../identity/directory.ts';
import { drawBetween, drawChance } from '../kernel/draw.ts';
import { channels } from '../kernel/schedule.ts';
import { windowsName } from '../kernel/identifiers.ts';
import { forgetJoin } from '../identity/join.ts';
import type { MdmAction } from './action.ts';
import { dropSessions } from './carriers/session.ts';
import { putSetting } from '../kernel/setting.ts';
import { ofDevice, tellActivity } from '../kernel/tell.ts';
import { finish, ofOrder, recordRemoved } from './outcome.ts';
import { queueRestartTold } from './restart.ts';

/** A reset takes 20–45 minutes. Assumed. */
const resetSeconds = { from: 20 * minute, to: 45 * minute };
/** In 85 of 100 wipes the device reports before it resets. Assumed; that it often does not is documented. */
const reportsPerThousand = 850;
/** A protected wipe leaves 2 of 100 devices unbootable. Assumed; that it may is documented. */
const unbootablePerThousand = 20;

type WipeOptions = { keepEnrollmentData?: boolean; useProtectedWipe?: boolean };

export const wipe = {
  carrier: 'mdm',
  beats: true,
  // The order issued → pending is a design choice.
  managementStates: {
    ordered: 'wipeIssued',
    delivered: 'wipePending',
    reported: 'managed',
    canceled: 'managed',
    expired: 'wipeFailed',
  },
  deliver: accept,
  because: 'the device resets and reports when it is back',
  sentences: {
    wipe_received: (subject) => `${subject} received the wipe`,
    wipe_reported: (subject) => `${subject} reported its wipe`,
    wipe_completed: (subject) => `${subject} came back after its wipe`,
    device_reset: (subject) => `${subject} was reset`,
    intune_record_removed: (subject, { action }) =>
      `Intune removed its record of ${subject}${action === null ? ': its certificate ended 180 days ago' : ''}`,
  },
} satisfies MdmAction;

/** The reset begins one to three minutes after the order arrived. Assumed. */
function accept(facts: Facts, action: ActionRow, now: number): Change[] {
  const beginsAt = now + drawBetween(facts.seed, 'wipeBegins', facts.device.id, action.id, minute, 3 * minute);
  return [
    // Still Pending in the console: only the device's report would change that, and it may never come.
    {
      do: 'update',
      table: 'actions',
      id: action.id,
      set: { delivered_at: now, since: now, reason: 'resetting', expected_by: beginsAt },
    },
    { do: 'queue', dueAt: beginsAt, kind: 'wipeBegins', deviceId: facts.device.id, subjectId: action.id },
    tellActivity('wipe_received', ofOrder(facts, action), { action: action.id }),
  ];
}

/** What is noted about an order for as long as somebody waits for it. */
const whileAwaited = ({ id, state }: ActionRow, set: Partial<ActionRow>): Change[] =>
  isFinished(state) ? [] : [{ do: 'update', table: 'actions', id, set }];

/** The device restarts into its reset; a plain wipe may or may not be able to say so first. */
export function wipeBegins(facts: Facts, actionId: number, now: number): Change[] {
  const { device, intune, seed } = facts;
  const action = facts.action(actionId);
  if (!isReachable(facts, now)) {
    // The lid was closed, or the user restarts it: the reset begins when the device is back.
    const dueAt = facts.presence?.nextOn('internet', device.power === 'running' ? now : now + minute);
    if (dueAt === undefined) return [];
    return [
      { do: 'queue', dueAt, kind: 'wipeBegins', deviceId: device.id, subjectId: actionId },
      ...whileAwaited(action, { expected_by: dueAt }),
    ];
  }
  const { keepEnrollmentData = false } = JSON.parse(action.options) as WipeOptions;
  const endsAt = now + drawBetween(seed, 'reset', device.id, actionId, resetSeconds.from, resetSeconds.to);
  const changes: Change[] = [
    { do: 'update', table: 'devices', id: device.id, set: { power: 'resetting' } },
    { do: 'queue', dueAt: endsAt, kind: 'wipeEnds', deviceId: device.id, subjectId: actionId },
    ...dropSessions(facts, now),
    // The client goes with the reset, and with it all that it waits for; its state stands until then.
    ...forgetWaits(facts),
  ];
  if (keepEnrollmentData) {
    return [
      ...changes,
      ...endSchedules(facts, now),
      ...whileAwaited(action, { reason: 'resetting', expected_by: endsAt }),
    ];
  }
  const reports =
    device.wipe_habit === 'reports' ||
    (device.wipe_habit === 'drawn' && drawChance(seed, 'wipeReport', device.id, actionId, reportsPerThousand));
  changes.push(...endSchedules(facts, now), ...settleDirectories(facts, now));
  // The order ended with its enrollment; the device has it all the same, and nobody is left to hear of it.
  if (isFinished(action.state)) return [...changes, ...queueSilence(facts, now), ...queueRecordEnd(facts, now)];
  if (reports && intune) {
    changes.push(
      finish(action, 'done', now),
      {
        do: 'update',
        table: 'intune_devices',
        id: intune.id,
        set: { removed_at: now, is_current: 0, last_contact_at: now },
      },
      ...endOrdersOfEnrollment(facts, now, actionId),
      ...endOrdersOfAttachment(facts, now),
      tellActivity('wipe_reported', ofOrder(facts, action), { action: actionId }),
      // The site still has its record, so tenant attach goes on showing the device.
      ...(intune.attached_at === null ? [] : uploadChange(facts, [device.id], now)),
      ...recordRemoved(facts, action),
    );
  } else {
    changes.push(
      ...queueSilence(facts, now),
      ...queueRecordEnd(facts, now),
      {
        do: 'update',
        table: 'actions',
        id: actionId,
        set: { reason: 'neverReports', since: now, expected_by: action.deadline },
      },
      { do: 'unqueue', kind: 'actionExpires', deviceId: device.id, subjectId: actionId },
      { do: 'queue', dueAt: action.deadline, kind: 'actionExpires', deviceId: device.id, subjectId: actionId },
    );
  }
  return changes;
}

/**
 * The order ended during the reset, and with it the report that begins the check-ins anew; the device is enrolled and checks in all the
 * same. What was ordered meanwhile found no contact to wait for.
 */
function checkInAgain(facts: Facts, at: number, now: number): Change[] {
  const { device, waiting } = facts;
  const schedule = facts.schedule(channels.intune);
  if (!schedule || device.is_mdm_enrolled === 0) return [];
  return [
    {
      do: 'schedule',
      row: { ...schedule, since: now, until: null, pattern_id: device.pattern_id, phase: at - now },
    },
    ...waiting
      .filter((order) => isTakenAtCheckIn(order) && order.delivered_at === null && order.reason !== 'overridden')
      .flatMap((order): Change[] => [
        ...(['deliver', 'actionExpires'] as const).map((kind): Change => ({
          do: 'unqueue',
          kind,
          deviceId: device.id,
          subjectId: order.id,
        })),
        { do: 'queue', dueAt: at, kind: 'deliver', deviceId: device.id, subjectId: order.id },
        { do: 'update', table: 'actions', id: order.id, set: { reason: 'awaitingContact', expected_by: at } },
      ]),
  ];
}

/** The reset is over. Without its enrollment the device waits at the out-of-box experience for a person. */
export function wipeEnds(facts: Facts, actionId: number, now: number): Change[] {
  const { device, model, seed } = facts;
  const action = facts.action(actionId);
  const options = JSON.parse(action.options) as WipeOptions;
  const freshDisk = model.disk_total_mb - Math.floor(model.disk_total_mb / 8);
  const common = {
    booted_at: now,
    pending_reboot_since: null,
    pending_os_version: null,
    pending_os_build: null,
    client_version: null,
    client_health: 'ok',
    disk_since: now,
    disk_mb_per_day: 0,
  } as const;
  const done = tellActivity('device_reset', ofDevice(device), { action: actionId });
  const forgotten: Change[] = [
    ...(facts.comanagement ? [endComanagement(device.id)] : []),
    ...forgetApplications(facts, now),
    ...endKey(facts, now),
    // The client is gone, and the site keeps what it was told last.
    ...queueRestartTold(facts, now, false),
    ...(facts.setting('deviceClientLogging', String(device.id)) === 'default'
      ? []
      : [putSetting('deviceClientLogging', String(device.id), 'default', now)]),
  ];
  if (options.keepEnrollmentData) {
    const reportAt = facts.presence?.nextOn('internet', now + minute) ?? now + minute;
    return [
      {
        do: 'update',
        table: 'devices',
        id: device.id,
        set: { ...common, power: 'running', disk_free_mb: Math.floor((freshDisk * 3) / 4) },
      },
      ...forgotten,
      done,
      ...whileAwaited(action, { reason: 'awaitingReport', expected_by: reportAt }),
      ...(isFinished(action.state)
        ? checkInAgain(facts, reportAt, now)
        : [{ do: 'queue', dueAt: reportAt, kind: 'actionReports', deviceId: device.id, subjectId: actionId } as const]),
    ];
  }
  const broken =
    options.useProtectedWipe === true && drawChance(seed, 'unbootable', device.id, actionId, unbootablePerThousand);
  const isWindows = device.platform === 'windows';
  return [
    {
      do: 'update',
      table: 'devices',
      id: device.id,
      set: {
        ...common,
        power: broken ? 'unbootable' : 'oobe',
        pattern_id: null,
        user_id: null,
        is_mdm_enrolled: 0,
        is_attached: 0,
        join_type: 'workgroup',
        is_encrypted: isWindows ? 0 : 1,
        is_defender_on: 1,
        disk_free_mb: freshDisk,
        name: isWindows ? windowsName(seed, 'freshName', device.id, actionId * 8) : device.name,
      },
    },
    ...forgotten,
    done,
    ...(facts.join ? forgetJoin(facts) : []),
  ];
}
