import { createStore } from 'zustand/vanilla';
import type { RequestInput } from '../../shared/ipc.ts';
import type { Failure } from '../../shared/result.ts';
import type { JumpView, Speed } from '../../shared/views.ts';
import { ask, listen } from '../api/client.ts';
import { summarizeJump } from './clock-ledger.ts';
import { lab, showLab } from './lab.ts';

export type Jump = RequestInput<'clock:jump'>;
export type ClockState = {
  /** While a jump runs: from where to where, and how far it is. `to` is not known before the first report. */
  progress: { from: number; now: number; to: number; events: number } | null;
  isCanceling: boolean;
  lastJump: JumpView | null;
  isLedgerOpen: boolean;
  /** What a screen reader is told, politely: one sentence for a whole jump. */
  announcement: string;
  failure: Failure | null;
};

export const clock = createStore<ClockState>(() => ({
  progress: null,
  isCanceling: false,
  lastJump: null,
  isLedgerOpen: false,
  announcement: '',
  failure: null,
}));

export const openLedger = (isOpen: boolean): void => clock.setState({ isLedgerOpen: isOpen });
export const dismissClockFailure = (): void => clock.setState({ failure: null });

/** Follows jumps that anything in this lab starts; returns the function that ends it. */
export function watchClock(): () => void {
  const endings = [
    listen('jump-progress', (progress) => clock.setState({ progress })),
    listen('clock-changed', ({ isJumping }) => {
      if (!isJumping) clock.setState({ progress: null, isCanceling: false });
    }),
    // Told by the lab unasked: the running clock met a fault, or the lab of last time could not be opened.
    listen('lab-problem', (failure) => clock.setState({ failure })),
    listen('lab-replaced', () =>
      clock.setState({ progress: null, isCanceling: false, lastJump: null, isLedgerOpen: false, announcement: '' }),
    ),
  ];
  return () => {
    for (const end of endings) end();
  };
}

export async function setSpeed(speed: Speed): Promise<void> {
  const answer = await ask('clock:set-speed', { speed });
  if (answer.ok) showLab(answer.value);
  clock.setState({ failure: answer.ok ? null : answer });
}

export async function jump(wanted: Jump): Promise<void> {
  const now = lab.getState().lab?.now ?? 0;
  clock.setState({
    progress: { from: now, now, to: expectedEnd(wanted, now), events: 0 },
    isCanceling: false,
    failure: null,
    announcement: '',
  });
  const answer = await ask('clock:jump', wanted);
  clock.setState({ progress: null, isCanceling: false });
  if (!answer.ok) {
    clock.setState({ failure: answer });
    return;
  }
  const { value } = answer;
  clock.setState({ lastJump: value, announcement: summarizeJump(value), isLedgerOpen: value.ledger.length > 0 });
}

export async function cancelJump(): Promise<void> {
  clock.setState({ isCanceling: true });
  const answer = await ask('clock:cancel-jump', {});
  if (!answer.ok) clock.setState({ failure: answer, isCanceling: false });
}

/** The end is known beforehand for two kinds of jump only; the others report it with their first progress. */
const expectedEnd = (wanted: Jump, now: number): number => {
  if (wanted.by === 'duration') return now + wanted.seconds;
  return wanted.by === 'until' ? wanted.at : now;
};
