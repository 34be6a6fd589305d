import type { SiteScript } from '../../../shared/attach/scripts.ts';
import { formatIso, minute } from '../../../shared/time.ts';
import { reachesSite } from '../comanagement/policy.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { drawBetween } from '../kernel/draw.ts';
import { diskFreeAt } from '../kernel/drift.ts';
import { nextReach } from './client-notification.ts';

/** What each script writes at the device, as it is at that moment. */
const outputs: Record<SiteScript, (facts: Facts, now: number) => string> = {
  'Get-FreeDisk': ({ device, model }, now) => `C: ${diskFreeAt(device, now)} MB free of ${model.disk_total_mb} MB`,
  'Get-LastBoot': ({ device }) => formatIso(device.booted_at),
  'Get-ClientVersion': ({ device }) => device.client_version ?? '',
  'Get-DefenderStatus': ({ device }) => `RealTimeProtectionEnabled: ${device.is_defender_on === 1 ? 'True' : 'False'}`,
};

/** A script is started over the channel of the client; one that is away runs it when its channel is back. Its seconds are assumed. */
export function startScript(facts: Facts, runId: number, now: number): Change[] {
  const deviceId = facts.device.id;
  const seconds = drawBetween(facts.seed, 'scriptRuns', deviceId, now, 5, minute);
  const dueAt = reachesSite(facts, now) ? now + seconds : nextReach(facts, now);
  return dueAt === undefined ? [] : [{ do: 'queue', dueAt, kind: 'scriptEnds', deviceId, subjectId: runId }];
}

export function scriptEnds(facts: Facts, runId: number, now: number): Change[] {
  const run = facts.scriptRun(runId);
  if (run?.ended_at !== null || facts.device.client_version === null) return [];
  if (!reachesSite(facts, now)) return startScript(facts, runId, now);
  const output = outputs[run.script](facts, now);
  return [{ do: 'update', table: 'script_runs', id: runId, set: { ended_at: now, output } }];
}
