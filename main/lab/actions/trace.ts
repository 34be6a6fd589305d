import { LabError } from '../../../shared/contract/errors.ts';
import type { ViewParams } from '../../../shared/offers.ts';
import type { CarrierId } from '../../../shared/actions/carriers.ts';
import { isFinished, remoteActions } from '../../../shared/actions/words.ts';
import type { ActionRow } from '../../rows/actions.ts';
import type { SessionEvent, SessionEventKind } from '../../../shared/sessions/events.ts';
import type { TraceHop, TraceView } from '../../../shared/actions/views.ts';
import type { Db } from '../../db/open.ts';
import { findRow, labRow } from '../../db/tables.ts';
import { taskAction } from '../../simulation/actions/index.ts';
import { taskIds, templateName } from '../../simulation/attach/client-tasks.ts';
import { entraUserId } from '../../simulation/kernel/identifiers.ts';
import { blockedBy } from '../../simulation/site/connector.ts';
import { estateOf } from '../engine/estate.ts';
import { sessionEndings } from '../../simulation/actions/carriers/session.ts';
import { historyOfAction, sessionEvents } from '../engine/history.ts';
import { worldOf } from '../engine/world.ts';

/** One order on its way, hop by hop, with the log in which each hop would be found. Throws `actionNotFound`. */
export function traceView(db: Db, { actionId }: ViewParams<'actions.trace'>): TraceView {
  const action = findRow(db, 'actions', actionId);
  if (!action) throw new LabError('actionNotFound', `There is no action ${actionId}.`);
  return { actionId, hops: hops[remoteActions[action.kind].carrier](db, action) };
}

/** Both ways begin at the same place. */
const orderedHop = (action: ActionRow): TraceHop => ({
  where: 'Intune admin center',
  log: 'Audit logs',
  at: action.ordered_at,
  text: `${remoteActions[action.kind].label} ordered for ${action.device_name} by ${action.requested_by}`,
  state: 'done',
});

const isUnderWay = ({ state }: ActionRow): boolean => !isFinished(state);

/** Service connection point → notification server → client. Source: tenant attach, troubleshooting. */
function taskHops(db: Db, action: ActionRow): TraceHop[] {
  const { seed } = labRow(db);
  const { site } = worldOf(db);
  const estate = estateOf(db);
  const { taskGuid, pushId, taskId } = taskIds(seed, action.id);
  const { template } = taskAction(action);
  const authorized = historyOfAction(db, 0, 'taskAuthorized', action.id);
  const refused = historyOfAction(db, 0, 'taskRefused', action.id);
  const sent = historyOfAction(db, 0, 'taskSent', action.id);
  const received = historyOfAction(db, action.device_id, 'taskReceived', action.id);
  const waits = isUnderWay(action);
  const failed = action.state === 'failed' || action.state === 'canceled';
  const ended: TraceHop['state'] = failed ? 'failed' : 'waiting';
  const isBlocked = blockedBy((id) => estate.setting(id)) !== undefined;
  const hops: TraceHop[] = [orderedHop(action)];
  if (refused) {
    hops.push({
      where: site.service_connection_point,
      log: 'CMGatewayNotificationWorker.log',
      at: refused.at,
      text: `Unauthorized to perform client action. TemplateID: ${templateName(template)}. ${refused.details.why}`,
      state: 'refused',
    });
    return hops;
  }
  hops.push({
    where: site.service_connection_point,
    log: 'CMGatewayNotificationWorker.log',
    at: authorized?.at ?? null,
    text: authorized
      ? `Authorized to perform client action. TemplateID: ${templateName(template)} TenantId: ${estate.tenant.tenant_guid} AADUserID: ${entraUserId(seed, action.requested_by)}; forwarded BGB remote task, TaskGuid: ${taskGuid}`
      : isBlocked
        ? 'No notification can come in: the service connection point has no way to the cloud'
        : failed
          ? 'Never taken'
          : 'The notification is on its way through the gateway connection',
    state: authorized ? 'done' : ended,
  });
  if (!authorized) return hops;
  hops.push({
    where: site.management_point,
    log: 'BgbServer.log',
    at: sent?.at ?? null,
    text: sent
      ? `Task sent to 1 client. PushID: ${pushId} TaskID: ${taskId} TaskGUID: ${taskGuid}`
      : waits && action.reason === 'forwarding'
        ? `The push message is in the database. PushID: ${pushId}`
        : waits
          ? `PushID ${pushId} waits: the notification channel of ${action.device_name} is down`
          : `PushID ${pushId} was given up: the client did not come back`,
    state: sent ? 'done' : ended,
  });
  hops.push({
    where: action.device_name,
    log: 'CcmNotificationAgent.log',
    at: received?.at ?? null,
    text: received ? `Task ${taskGuid} received and run; response sent with ReturnCode 1` : 'Nothing received',
    state: received ? 'done' : ended,
  });
  return hops;
}

/** An order that travels by MDM: the tenant, push or check-in, the device, its report. */
function mdmHops(_db: Db, action: ActionRow): TraceHop[] {
  const isDelivered = action.delivered_at !== null;
  if (!isDelivered && action.state === 'done')
    return [
      orderedHop(action),
      {
        where: 'Intune admin center',
        log: 'Device actions',
        at: action.finished_at,
        text: 'Complete at once: true of the record, and of nothing that happens at the device',
        state: 'done',
      },
    ];
  const gone: TraceHop['state'] = isFinished(action.state) && !isDelivered ? 'failed' : 'waiting';
  const hops: TraceHop[] = [
    orderedHop(action),
    {
      where: action.device_name,
      log: 'DeviceManagement-Enterprise-Diagnostics-Provider/Admin',
      at: action.delivered_at,
      text: isDelivered ? 'Taken at a check-in' : 'Not taken yet: it comes with a push or at the next check-in',
      state: isDelivered ? 'done' : gone,
    },
  ];
  if (!isDelivered) return hops;
  const reported: TraceHop['state'] =
    action.state === 'done' ? 'done' : isFinished(action.state) ? 'failed' : 'waiting';
  return [
    ...hops,
    {
      where: 'Intune admin center',
      log: 'Device actions',
      at: action.finished_at,
      text:
        reported === 'done'
          ? 'Reported as complete'
          : reported === 'failed'
            ? 'Ended without success'
            : 'Not reported yet',
      state: reported,
    },
  ];
}

/** The event log of Remote Help, which it writes at both ends. Source: Remote Help plan page. */
const remoteHelpLog = 'Microsoft/Windows/RemoteHelp';
type Step = Pick<TraceHop, 'text' | 'state'>;
const stepsOfSession: { [K in SessionEventKind]: (event: SessionEvent<K>) => Step | null } = {
  requested: () => ({ text: 'The person at the device is asked', state: 'done' }),
  started: () => ({ text: 'The person allowed the session: view only', state: 'done' }),
  controlRequested: () => ({ text: 'The person is asked for full control', state: 'done' }),
  controlGranted: () => ({ text: 'The person allowed full control', state: 'done' }),
  controlDeclined: () => ({ text: 'The person declined full control', state: 'refused' }),
  // No keystroke is kept anywhere.
  command: () => null,
  ended: () => null,
};
const sessionStep = <K extends SessionEventKind>(event: SessionEvent & { kind: K }): Step | null =>
  (stepsOfSession[event.kind] as (event: SessionEvent) => Step | null)(event);

/** A conversation: a notification, what the person at the device says to it, and the record that is kept of it. */
function sessionHops(db: Db, action: ActionRow): TraceHop[] {
  const events = sessionEvents(db, action.id);
  const atDevice = { where: action.device_name, log: remoteHelpLog };
  const hops = [
    orderedHop(action),
    ...events.flatMap((event): TraceHop[] => {
      const step = sessionStep(event);
      return step ? [{ ...atDevice, at: event.at, ...step }] : [];
    }),
  ];
  if (action.state === 'pending') return [...hops, { ...atDevice, at: null, text: 'No answer yet', state: 'waiting' }];
  const ended = events.find((event) => event.kind === 'ended');
  return [...hops, { where: 'Intune admin center', log: 'Remote Help sessions', ...recordOf(action, ended) }];
}

function recordOf({ state }: ActionRow, ended: SessionEvent<'ended'> | undefined): Step & { at: number | null } {
  if (!ended) return { at: null, text: 'The session is running', state: 'waiting' };
  const why = sessionEndings[ended.details.ending];
  const tookPlace = state === 'done';
  return {
    at: ended.at,
    text: tookPlace ? `The session ended: ${why}` : `No session: ${why}`,
    state: tookPlace ? 'done' : ended.details.ending === 'declined' ? 'refused' : 'failed',
  };
}

/** The way of an order, by who carries it. */
const hops: Readonly<Record<CarrierId, (db: Db, action: ActionRow) => TraceHop[]>> = {
  mdm: mdmHops,
  clientTask: taskHops,
  session: sessionHops,
};
