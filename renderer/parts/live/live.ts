import { listen } from '../../api/client.ts';

/** At most this often is a view read again while the clock runs: faster than a person reads, slow enough to stay cheap. */
const shortestPauseMs = 250;

/** `readNow` ends when what is the case now was read: an order can wait for it before it says “done”. */
export type LiveRead = { stop: () => void; readNow: () => Promise<void> };
type Moment = { revision: number; now: number };
/**
 * What makes a reading old: any change of the lab, time that passes among them, since what a device last said is computed
 * from the clock; rows that change, and no mere tick; or only another lab in this one's place.
 */
export type Ages = 'time' | 'rows' | 'lab';

/**
 * Reads a view now, again whenever it is old, and at once when another lab takes the place of this one. Changes that arrive
 * while a read is under way or too soon after one are folded into a single later read, so the last change is never lost.
 * `shows` tells what the view was read at.
 */
export function followLab(options: {
  read: () => Promise<unknown>;
  shows: () => Moment | null;
  ages?: Ages;
  onreplaced?: () => void;
}): LiveRead {
  const { ages = 'time' } = options;
  let underWay = 0;
  let isWanted = false;
  let isStopped = false;
  let lastStart = -Infinity;
  let lastMs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const forgetTimer = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  const run = async () => {
    forgetTimer();
    underWay += 1;
    isWanted = false;
    lastStart = performance.now();
    const start = lastStart;
    try {
      await options.read();
    } finally {
      underWay -= 1;
      lastMs = performance.now() - start;
      // A change may have come while the read was under way, which the analysis of this function cannot know.
      if (wasWanted()) schedule();
    }
  };
  // A view of a very large lab can take longer than the pause: it then rests as long as it worked, so that others get their turn.
  const pauseMs = () => Math.max(shortestPauseMs, 2 * lastMs);
  const wasWanted = () => isWanted;
  const schedule = () => {
    isWanted = true;
    if (underWay > 0 || timer !== undefined || isStopped) return;
    timer = setTimeout(() => void run(), Math.max(0, lastStart + pauseMs() - performance.now()));
  };
  // A read that is under way may have begun before what is to be seen: this one runs beside it, and the newest answer counts.
  const readNow = () => (isStopped ? Promise.resolve() : run());

  const isOld = ({ revision, now }: Moment): boolean => {
    const shown = options.shows();
    if (ages === 'lab') return false;
    return shown?.revision !== revision || (ages === 'time' && shown.now !== now);
  };
  const endings = [
    listen('lab-changed', (moment) => isOld(moment) && schedule()),
    listen('lab-replaced', () => {
      options.onreplaced?.();
      void readNow();
    }),
  ];
  void readNow();
  return {
    readNow,
    stop: () => {
      isStopped = true;
      isWanted = false;
      forgetTimer();
      for (const end of endings) end();
    },
  };
}
