import type { Change, Estate, Facts } from '../kernel/change.ts';

/** What Intune has assigned to a device on its way: to the device itself or, of an app, to its user. */
type Asks = Pick<Facts, 'setting' | 'isDeviceInGroup' | 'isUserInGroup'>;

/** How the client comes: an app reaches users and devices, a Co-management settings policy devices only. */
export function deliveryOf(facts: Asks): string {
  const delivery = facts.setting('clientDelivery');
  const group = facts.setting('clientDeliveryGroup');
  if (delivery === 'none' || group === '' || facts.isDeviceInGroup(group)) return delivery;
  return delivery === 'app' && facts.isUserInGroup(group) ? delivery : 'none';
}

/** The delivery brings the client; a policy may say who manages the device and leave the client to somebody else. */
export const bringsClient = (facts: Asks): boolean =>
  deliveryOf(facts) === 'app' || (deliveryOf(facts) === 'policy' && facts.setting('clientPolicyInstalls') === 'on');

/** A deployment profile of Windows Autopilot is assigned to the device. */
export function hasProfile(facts: Asks): boolean {
  const group = facts.setting('autopilotProfileGroup');
  return facts.setting('autopilotProfile') === 'assigned' && (group === '' || facts.isDeviceInGroup(group));
}

/** What is assigned to the group reaches its new members at once, and those who left it no more: they are worked out anew. */
export function assignmentFollows(
  estate: Pick<Estate, 'setting'>,
  group: string,
  devices: readonly number[],
  now: number,
): Change[] {
  const isUsed = ['clientDeliveryGroup', 'autopilotProfileGroup'].some(
    (id) => estate.setting(id).toLowerCase() === group.toLowerCase(),
  );
  if (!isUsed) return [];
  return devices.map((deviceId): Change => ({ do: 'queue', dueAt: now, kind: 'plan', deviceId, subjectId: 0 }));
}
