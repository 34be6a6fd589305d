import { listen } from '../api/client.ts';

/** At most this often is a view read again while the clock runs: faster than a person reads, slow enough to stay cheap. */
const shortestPauseMs = 250;

export type LiveRead = { stop: () => void; readNow: () => void };
type Moment = { revision: number; now: number };

/**
 * Reads a view now, again whenever the lab has changed, and at once when another lab takes its place. Changes that arrive
 * while a read is under way or too soon after one are folded into a single later read, so the last change is never lost.
 * `shows` tells what the view was read at. Time counts like a change: what a device last said is computed from the clock,
 * so rows can read differently although no row was written.
 */
export function followLab(options: {
  read: () => Promise<unknown>;
  shows: () => Moment | null;
  onreplaced?: () => void;
}): LiveRead {
  let isReading = false;
  let isWanted = false;
  let isStopped = false;
  let lastStart = -Infinity;
  let lastMs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const run = async () => {
    timer = undefined;
    isReading = true;
    isWanted = false;
    lastStart = performance.now();
    try {
      await options.read();
    } finally {
      isReading = false;
      lastMs = performance.now() - lastStart;
      // A change may have come while the read was under way, which the analysis of this function cannot know.
      if (wasWanted()) schedule();
    }
  };
  // A view of a very large lab can take longer than the pause: it then rests as long as it worked, so that others get their turn.
  const pauseMs = () => Math.max(shortestPauseMs, 2 * lastMs);
  const wasWanted = () => isWanted;
  const schedule = () => {
    isWanted = true;
    if (isReading || timer !== undefined || isStopped) return;
    timer = setTimeout(() => void run(), Math.max(0, lastStart + pauseMs() - performance.now()));
  };
  const readNow = () => {
    clearTimeout(timer);
    timer = undefined;
    if (isReading) isWanted = true;
    else if (!isStopped) void run();
  };

  const endings = [
    listen('lab-changed', (moment) => {
      const shown = options.shows();
      if (shown?.revision !== moment.revision || shown.now !== moment.now) schedule();
    }),
    listen('lab-replaced', () => {
      options.onreplaced?.();
      readNow();
    }),
  ];
  readNow();
  return {
    readNow,
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      timer = undefined;
      isWanted = false;
      for (const end of endings) end();
    },
  };
}
