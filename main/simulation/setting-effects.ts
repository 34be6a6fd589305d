import type { Setting } from '../../shared/settings.ts';
import type { Change, SiteFacts } from './change.ts';
import { replanAll } from './comanagement/plan.ts';

/**
 * What a changed setting sets going besides standing there: whatever waits because of it is worked out anew. Rules read settings
 * when they run, so nothing else has to be told.
 */
export function followsFrom(_site: SiteFacts, setting: Setting, target: string, _value: string, now: number): Change[] {
  if (setting.target === 'device')
    return [{ do: 'queue', dueAt: now, kind: 'plan', deviceId: Number(target), subjectId: 0 }];
  return replanAll(now);
}
