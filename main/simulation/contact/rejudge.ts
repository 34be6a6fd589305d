import { intuneJudges } from '../workloads/authority.ts';
import type { Change, Facts, SiteFacts } from '../kernel/change.ts';
import { judgement, lastIntuneContact, queueStateReport, silenceEnds } from './contact.ts';

/** So many devices the tenant looks at in a second, as with any other change for all (autopilot/plan.ts). Assumed. */
const batch = 500;

/** Begins looking for devices that another compliance rule judges otherwise: each is judged at its next check-in. */
export const rejudgeAll = (now: number): Change[] => [
  { do: 'unqueue', kind: 'rejudge', deviceId: 0, subjectId: 1 },
  { do: 'queue', dueAt: now + 1, kind: 'rejudge', deviceId: 0, subjectId: 1 },
];

export function rejudge(site: SiteFacts, from: number, now: number): Change[] {
  const changes: Change[] = [];
  const next = from + batch;
  for (let id = from; id < next && id <= site.lastDeviceId; id += 1) {
    const facts = site.facts(id);
    if (isJudgedOtherwise(facts, now)) changes.push(...queueStateReport(facts, now));
    changes.push(...patience(facts, now));
  }
  if (next <= site.lastDeviceId)
    changes.push({ do: 'queue', dueAt: now + 1, kind: 'rejudge', deviceId: 0, subjectId: next });
  return changes;
}

/** What the record has for it is not what a check-in would bring now. */
function isJudgedOtherwise(facts: Facts, now: number): boolean {
  const { intune } = facts;
  if (intune?.removed_at !== null || intune.managed_by === 'configMgr' || !intuneJudges(facts)) return false;
  const { text, verdict, grace } = judgement(facts, intune, now);
  if (text !== intune.compliance_reasons || verdict !== intune.compliance) return true;
  return verdict === 'inGracePeriod' && grace !== intune.grace_until;
}

/** Of a device that calls no more the end of patience is queued, by the validity period of that time. */
function patience(facts: Facts, now: number): Change[] {
  const last = lastIntuneContact(facts, now);
  if (last === null || facts.due('goesSilent', 0) === undefined) return [];
  const { id: deviceId } = facts.device;
  const dueAt = Math.max(silenceEnds(facts, last), now);
  return [
    { do: 'unqueue', kind: 'goesSilent', deviceId },
    { do: 'queue', dueAt, kind: 'goesSilent', deviceId, subjectId: 0 },
  ];
}
