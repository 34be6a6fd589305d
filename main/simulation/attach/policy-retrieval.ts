import type { Change, Facts } from '../kernel/change.ts';
import { siteChannel } from '../comanagement/policy.ts';
import { contactOutOfTurn, nextContact } from '../kernel/schedule.ts';

/** A retrieval of machine policy besides the rhythm of polls: the site sees a policy request, and what differs arrives. */
export function retrieveMachinePolicy(facts: Facts, now: number): Change[] {
  const { id: deviceId } = facts.device;
  const schedule = siteChannel(facts);
  if (!schedule) return [];
  // A client that never polls again keeps the schedule that says so.
  const polls = nextContact(schedule, facts.presenceOf(schedule), now) !== undefined;
  return [
    ...(polls ? [{ do: 'schedule', row: contactOutOfTurn(schedule, now) } as const] : []),
    { do: 'unqueue', kind: 'policyArrives', deviceId, subjectId: 0 },
    { do: 'queue', dueAt: now, kind: 'policyArrives', deviceId, subjectId: 0 },
  ];
}
