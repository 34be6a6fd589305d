import type { Facts } from '../../simulation/kernel/change.ts';
import { channelNetwork } from '../../simulation/kernel/schedule.ts';
import { policyChannel } from '../../simulation/comanagement/policy.ts';
import { lastCheckRun } from '../../simulation/site/client-check.ts';

/** When ccmeval last ran, by the presence that the client's policy requests follow; null where the site has no record. */
export function lastClientCheck(facts: Facts, now: number): number | null {
  if (!facts.configmgr) return null;
  const schedule = policyChannel(facts);
  const presence = schedule && facts.presenceOf(schedule);
  return lastCheckRun(facts.configmgr, presence, now, schedule && channelNetwork[schedule.channel]);
}
