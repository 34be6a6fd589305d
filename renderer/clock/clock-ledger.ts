import { formatDuration } from '../../shared/time.ts';
import type { JumpView } from '../../shared/labs/views.ts';

/** The one sentence that is announced after a jump, however much happened in it. */
export function summarizeJump({ from, to, events, wasCanceled, ledger }: JumpView): string {
  const passed = formatDuration(to - from);
  const start = wasCanceled ? `Jump canceled after ${passed}` : `${passed} passed`;
  const happened = `${start}, ${counted(events, 'event')}`;
  if (ledger === null) return `${happened}.`;
  const ended = ledger.reduce((sum, entry) => sum + entry.count, 0);
  if (ended === 0) return `${happened}; nothing you waited for ended.`;
  return `${happened}; ${counted(ended, 'wait')} ended. The ledger is open.`;
}

const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${count === 1 ? noun : `${noun}s`}`;
