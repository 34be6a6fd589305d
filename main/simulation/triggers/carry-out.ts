import { isNotification, type DeviceTriggerId, type NotificationId } from '../../../shared/desktop/triggers.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { applicationsToEvaluate } from '../apps/applications.ts';
import { retrieveMachinePolicy } from '../attach/policy-retrieval.ts';
import { evaluatePolicy, signsIn } from '../enrollment/plan.ts';
import { unenroll } from '../enrollment/enroll.ts';
import { unpack } from '../autopilot/join.ts';
import { siteChannel } from '../comanagement/policy.ts';
import { checkIn } from '../contact/contact.ts';
import { runJoinTask, signIn } from '../identity/join.ts';
import { tellDevice } from '../kernel/tell.ts';
import { contactNow, notifyClient, sendHeartbeat } from '../desktop/client-notification.ts';

/**
 * What follows at once when somebody sets it off; it was checked that it can be (`triggerRefusal`). `operationId` is that of the site's
 * console, of what the site tells a client.
 */
export function carryOutTrigger(
  facts: Facts,
  id: DeviceTriggerId,
  { operationId, by }: { operationId: number; by: string },
  now: number,
): Change[] {
  // A device knows nothing of what a console asks for until it hears it.
  if (isNotification(id)) return notifyClient(facts, id, operationId, now);
  return [tellDevice(facts.device.id, 'triggered', { trigger: id, by }), ...rules[id](facts, now)];
}

const rules: Record<Exclude<DeviceTriggerId, NotificationId>, (facts: Facts, now: number) => Change[]> = {
  machinePolicy: retrieveMachinePolicy,
  userPolicy: (facts, now) => contactNow(siteChannel(facts), now),
  appEvaluation: applicationsToEvaluate,
  // Inventory travels with the heartbeat (assumed).
  hardwareInventory: sendHeartbeat,
  discoveryData: sendHeartbeat,
  // Cycles that find nothing new: applet and logs tell of them, and nothing else changes.
  softwareInventory: () => [],
  updatesEvaluation: () => [],
  updatesScan: () => [],
  evaluateBaseline: evaluatePolicy,
  mdmSync: (facts, now) => checkIn(facts, now),
  disconnect: unenroll,
  joinTask: runJoinTask,
  signIn: (facts, now) => [...signIn(facts, now), ...signsIn(facts, now)],
  restartNow: (facts, now) => [
    { do: 'queue', dueAt: now, kind: 'restartBegins', deviceId: facts.device.id, subjectId: 0 },
  ],
  unpack,
};
