import type { AgentState } from '../../../shared/comanagement/words.ts';
import { day, hour } from '../../../shared/time.ts';
import type { ScheduleRow } from '../../rows/devices.ts';
import type { Facts } from '../kernel/change.ts';
import type { HistoryEvent } from '../kernel/history.ts';
import { lastContact } from '../kernel/schedule.ts';
import { siteChannel } from './policy.ts';

/** Flags of `ClientHealthStatus` in the registry; 7 is healthy. Source: co-management bootstrap troubleshooting. */
const flags = { installed: 1, registered: 2, evaluated: 4, communicationError: 16 } as const;

const healthy = flags.installed | flags.registered | flags.evaluated;

/** The sum of flags, and when the notification component wrote the time last: its last contact. */
export type AgentReport = { status: number; syncedAt: number | null };

/** What the client writes for Intune now. `schedule` is that of its contacts with the site. Undefined without a client. */
export function agentState(
  facts: Facts,
  now: number,
  schedule: ScheduleRow | undefined = siteChannel(facts),
): AgentReport | undefined {
  const { device, configmgr } = facts;
  if (device.client_version === null) return undefined;
  return report(facts, now, schedule, {
    isRegistered: configmgr?.has_client === 1,
    hasPassed: configmgr?.client_check === 'passed',
  });
}

/**
 * What the client of a device had written by an earlier moment, at which it had one: whatever happened to it since then does not
 * count. `registrations` are those of its clients that the lab saw, `checks` what came of their checks, newest first; `schedule` is
 * that of its contacts with the site then.
 */
export function agentStateAt(
  facts: Facts,
  at: number,
  schedule: ScheduleRow | undefined,
  registrations: readonly { at: number }[],
  checks: readonly HistoryEvent<'clientChecked'>[] = [],
): AgentReport {
  const { configmgr } = facts;
  const isOriginal = registrations.length === 0;
  const isChecked = (configmgr?.client_check_at ?? at) <= at;
  const told = checks.find((check) => check.at <= at)?.details.result ?? checks.at(-1)?.details.was;
  return report(facts, at, schedule, {
    isRegistered: isOriginal ? configmgr?.has_client === 1 : registrations.some((one) => one.at <= at),
    // Of a result that the diary does not know, before the present one, it is assumed that it was good; a new client begins with none.
    hasPassed: told !== undefined ? told === 'passed' : isChecked ? configmgr?.client_check === 'passed' : isOriginal,
  });
}

/** One that has reached its site before and not for a day counts as one with a communication error (assumed). */
function report(
  facts: Facts,
  at: number,
  schedule: ScheduleRow | undefined,
  { isRegistered, hasPassed }: { isRegistered: boolean; hasPassed: boolean },
): AgentReport {
  const syncedAt = schedule ? lastContact(schedule, facts.presenceOf(schedule), at) : null;
  let status: number = flags.installed;
  if (isRegistered) status |= flags.registered;
  if (hasPassed) status |= flags.evaluated;
  if (isRegistered && syncedAt !== null && at - syncedAt > day && facts.presence?.isOn('internet', at))
    status |= flags.communicationError;
  return { status, syncedAt };
}

/** So long Intune counts a client as healthy after the last time it wrote: with all flags, and with any other sum of them. */
const holds = { healthy: 30 * day, other: 48 * hour } as const;
const silence = 30 * day;

/**
 * Intune's judgment, from nothing but what the device told at its last check-in (`toldAt`; null when there was none). Source:
 * co-management bootstrap troubleshooting; values of Graph `configurationManagerClientState`, of which an installation that
 * failed is none that this lab has. That a report of all flags older than 30 days is a communication error is assumed.
 */
export function judgeAgent(report: AgentReport | undefined, toldAt: number | null, now: number): AgentState {
  if (!report || toldAt === null || now - toldAt > silence) return 'unknown';
  const { status, syncedAt } = report;
  const isHealthy = status === healthy;
  if (syncedAt !== null && now - syncedAt <= (isHealthy ? holds.healthy : holds.other)) return 'healthy';
  return isHealthy || (status & flags.communicationError) !== 0 ? 'communicationError' : 'installed';
}
