import type { RequestInput } from '../../shared/requests.ts';
import type { Failure } from '../../shared/contract/result.ts';
import type { JumpView, Speed } from '../../shared/labs/views.ts';
import { ask, listen } from '../api/client.ts';
import { summarizeJump } from './clock-ledger.ts';
import { lab, showLab } from '../parts/lab.svelte.ts';

export type Jump = RequestInput<'clock:jump'>;
type Progress = { from: number; now: number; to: number; events: number };

/** Jumps of the simulated clock: one that runs, and what the last one brought. */
class Clock {
  /** While a jump runs: from where to where, and how far it is. `to` is not known before the first report. */
  progress: Progress | null = $state.raw(null);
  isCanceling = $state(false);
  lastJump: JumpView | null = $state.raw(null);
  isLedgerOpen = $state(false);
  /** What a screen reader is told, politely: one sentence for a whole jump. */
  announcement = $state('');
  failure: Failure | null = $state.raw(null);

  /** The jump at hand, if any, is over. */
  rest(): void {
    this.progress = null;
    this.isCanceling = false;
  }
  /** What was left of a former lab. */
  forget(): void {
    this.rest();
    this.lastJump = null;
    this.isLedgerOpen = false;
    this.announcement = '';
  }
}
export const clock = new Clock();

export const openLedger = (isOpen: boolean): void => void (clock.isLedgerOpen = isOpen);
export const dismissClockFailure = (): void => void (clock.failure = null);

/** Follows jumps that anything in this lab starts; returns the function that ends it. */
export function watchClock(): () => void {
  const endings = [
    listen('jump-progress', (progress) => (clock.progress = progress)),
    listen('clock-changed', ({ isJumping }) => {
      if (!isJumping) clock.rest();
    }),
    // Told by the lab unasked: the running clock met a fault, or the lab of last time could not be opened.
    listen('lab-problem', (failure) => (clock.failure = failure)),
    listen('lab-replaced', () => clock.forget()),
  ];
  return () => {
    for (const end of endings) end();
  };
}

export async function setSpeed(speed: Speed): Promise<void> {
  const answer = await ask('clock:set-speed', { speed });
  if (answer.ok) showLab(answer.value);
  clock.failure = answer.ok ? null : answer;
}

export async function jump(wanted: Jump): Promise<void> {
  const { now } = lab;
  clock.progress = { from: now, now, to: expectedEnd(wanted, now), events: 0 };
  clock.isCanceling = false;
  clock.failure = null;
  clock.announcement = '';
  const answer = await ask('clock:jump', wanted);
  clock.rest();
  if (!answer.ok) {
    clock.failure = answer;
    return;
  }
  clock.lastJump = answer.value;
  clock.announcement = summarizeJump(answer.value);
  clock.isLedgerOpen = (answer.value.ledger ?? []).length > 0;
}

export async function cancelJump(): Promise<void> {
  clock.isCanceling = true;
  const answer = await ask('clock:cancel-jump', {});
  if (answer.ok) return;
  clock.failure = answer;
  clock.isCanceling = false;
}

/** The end is known beforehand for two kinds of jump only; the others report it with their first progress. */
const expectedEnd = (wanted: Jump, now: number): number => {
  if (wanted.by === 'duration') return now + wanted.seconds;
  return wanted.by === 'until' ? wanted.at : now;
};
