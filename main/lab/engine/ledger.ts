import type { LedgerEntry } from '../../../shared/labs/views.ts';
import type { LedgerItem } from './apply.ts';

/** Groups the waits of one jump by what was waited for and why; the longest waits first. At most 20 names a group. */
export function summarizeLedger(items: readonly LedgerItem[]): LedgerEntry[] {
  const groups = new Map<string, LedgerItem[]>();
  for (const item of items) {
    const key = [item.what, item.because, item.shortenedBy ?? ''].join('\n');
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()].map(summarizeGroup).sort((a, b) => b.waitedSeconds.max - a.waitedSeconds.max);
}

function summarizeGroup(group: readonly LedgerItem[]): LedgerEntry {
  const waits = group.map((item) => item.waitedSeconds).sort((a, b) => a - b);
  const saved = group.flatMap((item) => (item.savedSeconds === null ? [] : [item.savedSeconds])).sort((a, b) => a - b);
  const first = group[0]!;
  return {
    what: first.what,
    count: group.length,
    waitedSeconds: { min: waits[0]!, median: waits[waits.length >> 1]!, max: waits[waits.length - 1]! },
    because: first.because,
    shortenedBy: first.shortenedBy,
    savedSeconds: saved.length > 0 ? saved[saved.length >> 1]! : null,
    devices: group.slice(0, 20).map((item) => item.device),
  };
}
