import type { Change, Facts } from '../kernel/change.ts';
import { siteChannel } from '../comanagement/policy.ts';
import { nextContact } from '../kernel/schedule.ts';

/** A retrieval of machine policy besides the rhythm of polls: the site sees a policy request, and what differs arrives. */
export function retrieveMachinePolicy(facts: Facts, now: number): Change[] {
  const { id: deviceId } = facts.device;
  const schedule = siteChannel(facts);
  if (!schedule) return [];
  const rhythm: Change[] = [];
  const next = nextContact(schedule, facts.presenceOf(schedule), now);
  if (next !== undefined) {
    const passed = (now - schedule.since - schedule.phase) % schedule.period;
    const phase = passed < 0 ? -passed : schedule.period - passed;
    rhythm.push({ do: 'schedule', row: { ...schedule, since: now, until: null, phase, before_at: now } });
  }
  return [
    ...rhythm,
    { do: 'unqueue', kind: 'policyArrives', deviceId, subjectId: 0 },
    { do: 'queue', dueAt: now, kind: 'policyArrives', deviceId, subjectId: 0 },
  ];
}
