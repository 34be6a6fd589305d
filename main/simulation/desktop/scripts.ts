import type { SiteScript } from '../../../shared/attach/scripts.ts';
import { formatIso, hour, minute } from '../../../shared/time.ts';
import type { ScriptRunRow } from '../../rows/attach.ts';
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

/** So long the site keeps a script for a client that is away; whoever wants it after that runs it again. Source: Run Scripts page. */
const waitsFor = hour;

/** A script is started over the channel of the client; one that is away runs it when its channel is back. Its seconds are assumed. */
export function startScript(facts: Facts, { id, started_at: startedAt }: ScriptStart, now: number): Change[] {
  const { device, seed } = facts;
  const runsAt = reachesSite(facts, now)
    ? now + drawBetween(seed, 'scriptRuns', device.id, now, 5, minute)
    : (nextReach(facts, now) ?? Infinity);
  const dueAt = Math.min(runsAt, startedAt + waitsFor);
  return [{ do: 'queue', dueAt, kind: 'scriptEnds', deviceId: device.id, subjectId: id }];
}
type ScriptStart = Pick<ScriptRunRow, 'id' | 'started_at'>;

export function scriptEnds(facts: Facts, runId: number, now: number): Change[] {
  const run = facts.scriptRun(runId);
  if (run?.ended_at !== null) return [];
  const end = (output: string | null): Change[] => [
    { do: 'update', table: 'script_runs', id: runId, set: { ended_at: now, output } },
  ];
  if (facts.device.client_version !== null && reachesSite(facts, now)) return end(outputs[run.script](facts, now));
  return now >= run.started_at + waitsFor ? end(null) : startScript(facts, run, now);
}
