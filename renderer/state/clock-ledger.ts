import { formatDuration } from '../../shared/time.ts';
import type { JumpView, LedgerEntry } from '../../shared/views.ts';

/** The wait in the words of a person: one duration when all were alike, else the range and its middle. */
export function waitedText({ waitedSeconds: { min, median, max } }: LedgerEntry): string {
  if (min === max) return `waited ${formatDuration(median)}`;
  return `waited ${formatDuration(min)} to ${formatDuration(max)}, half of them up to ${formatDuration(median)}`;
}

/** “a Sync would have saved 7 h 35 min”, or null when nothing an administrator can do would have helped. */
export function savedText({ shortenedBy, savedSeconds }: LedgerEntry): string | null {
  if (shortenedBy === null) return null;
  return savedSeconds === null
    ? `${shortenedBy} would have shortened it`
    : `${shortenedBy} would have saved ${formatDuration(savedSeconds)}`;
}

/** The one sentence that is announced after a jump, however much happened in it. */
export function summarizeJump(jump: JumpView): string {
  const passed = `${formatDuration(jump.to - jump.from)} passed`;
  const start = jump.wasCanceled ? `Jump canceled after ${passed.replace(' passed', '')}` : passed;
  const finished = jump.ledger.reduce((sum, entry) => sum + entry.count, 0);
  const events = `${jump.events.toLocaleString('en')} ${jump.events === 1 ? 'event' : 'events'}`;
  if (finished === 0) return `${start}, ${events}; nothing you waited for ended.`;
  return `${start}, ${events}; ${finished.toLocaleString('en')} ${finished === 1 ? 'wait' : 'waits'} ended. The ledger is open.`;
}
