import { evaluateCompliance, reasonsText } from '../compliance/verdict.ts';
import { intuneJudges } from '../workloads/authority.ts';
import type { Change, Facts, SiteFacts } from '../kernel/change.ts';
import { queueStateReport } from './contact.ts';

/** So many devices the tenant looks at in a second, as with any other change for all (autopilot/plan.ts). Assumed. */
const batch = 500;

/** Begins looking for devices that another compliance rule judges otherwise: each is judged at its next check-in. */
export const rejudgeAll = (now: number): Change[] => [
  { do: 'unqueue', kind: 'rejudge', deviceId: 0, subjectId: 1 },
  { do: 'queue', dueAt: now + 1, kind: 'rejudge', deviceId: 0, subjectId: 1 },
];

export function rejudge(site: SiteFacts, from: number, now: number): Change[] {
  const changes: Change[] = [];
  for (const facts of site.devices(from, from + batch - 1))
    if (isJudgedOtherwise(facts)) changes.push(...queueStateReport(facts, now));
  const next = from + batch;
  if (next <= site.lastDeviceId)
    changes.push({ do: 'queue', dueAt: now + 1, kind: 'rejudge', deviceId: 0, subjectId: next });
  return changes;
}

/** What the record has for it is not what a check-in would bring now. */
function isJudgedOtherwise(facts: Facts): boolean {
  const { device, intune, policy } = facts;
  if (intune?.removed_at !== null || !intuneJudges(facts)) return false;
  return reasonsText(evaluateCompliance(policy, device)) !== intune.compliance_reasons;
}
