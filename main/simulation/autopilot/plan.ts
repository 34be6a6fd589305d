import type { Change, Facts, SiteFacts } from '../kernel/change.ts';
import { planJoin } from '../identity/join.ts';
import { planEnrollment } from '../enrollment/plan.ts';
import { planInternet } from './internet.ts';
import { planPolicy } from '../comanagement/policy.ts';

/**
 * What a device should be waiting for now, given what everything is set to: queues what is missing and takes back what has lost
 * its sense. Asked after every step of the device, and for all devices after a setting was changed, so a step that failed stands
 * still at no cost until something that matters to it changes.
 */
export const planDevice = (facts: Facts, now: number): Change[] => [
  ...planInternet(facts, now),
  ...planPolicy(facts, now),
  ...planJoin(facts, now),
  ...planEnrollment(facts, now),
];

/** So many devices the site works out in a second: a change for very many is taken in at once and spreads from there. Assumed. */
const batch = 500;

/** Begins working out all devices anew; a round under way goes on besides, and finds less to do. */
export const replanAll = (now: number): Change[] => [
  { do: 'unqueue', kind: 'replan', deviceId: 0, subjectId: 1 },
  { do: 'queue', dueAt: now + 1, kind: 'replan', deviceId: 0, subjectId: 1 },
];

export function replan(site: SiteFacts, from: number, now: number): Change[] {
  const changes: Change[] = [];
  for (const facts of site.devices(from, from + batch - 1)) changes.push(...planDevice(facts, now));
  const next = from + batch;
  if (next <= site.lastDeviceId)
    changes.push({ do: 'queue', dueAt: now + 1, kind: 'replan', deviceId: 0, subjectId: next });
  return changes;
}
