import { day } from '../../../shared/time.ts';
import type { Facts } from '../kernel/change.ts';
import { lastContact } from '../kernel/schedule.ts';
import { siteChannel } from './policy.ts';

/** Flags of `ClientHealthStatus` in the registry; 7 is healthy. Source: co-management bootstrap troubleshooting. */
const flags = { installed: 1, registered: 2, evaluated: 4, communicationError: 16 } as const;

/**
 * What the client writes for Intune: the sum of flags, and when the notification component wrote the time last (its last
 * contact). A client that has reached its site before and not for a day counts as one with a communication error (assumed).
 * Undefined without a client.
 */
export function agentState(facts: Facts, now: number): { status: number; syncedAt: number | null } | undefined {
  const { device, configmgr } = facts;
  if (device.client_version === null) return undefined;
  const schedule = siteChannel(facts);
  const syncedAt = schedule ? lastContact(schedule, facts.presenceOf(schedule), now) : null;
  const isRegistered = configmgr?.has_client === 1;
  let status: number = flags.installed;
  if (isRegistered) status |= flags.registered;
  if (configmgr?.client_check === 'passed') status |= flags.evaluated;
  if (isRegistered && syncedAt !== null && now - syncedAt > day && facts.presence?.isOn('internet', now))
    status |= flags.communicationError;
  return { status, syncedAt };
}
