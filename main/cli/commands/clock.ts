import { jumpTarget, type Jump } from '../../lab/engine/jump-target.ts';
import { refuseWithheld, withoutWithheld } from '../../lab/knowledge.ts';
import type { Lab } from '../../lab/lab.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import { formatDuration, parseDuration, parseIso } from '../../../shared/time.ts';
import type { JumpView } from '../../../shared/labs/views.ts';
import { usage, type Args } from '../args.ts';
import type { Command } from '../command.ts';
import { atIntervals, breathe, holdingInterrupts, type Io } from '../io.ts';
import { iso, jumpJson } from '../json.ts';
import { hashOf, withLab } from '../open-lab.ts';

const advance: Command = {
  usage: ['advance FILE DURATION|--until DATE|--next [--no-hash]'],
  about: 'Moves simulated time and does everything that falls due.',
  positionals: [1, 2],
  options: { until: 'text', next: 'flag' },
  run: (args, io) => {
    const jump = readJump(args);
    return withLab(args, async (lab, withheld) => {
      const view = await holdingInterrupts(io, (wasAsked) => advanceTo(lab, jump, io, wasAsked));
      const shown = withheld.from(withoutWithheld(lab.db, 'clock:jump', jump, view));
      return { ...jumpJson(shown), ...hashOf(lab, withheld, args) };
    });
  },
};

/** Exactly one of the three forms. */
function readJump(args: Args): Jump {
  const duration = args.positionals[1];
  const until = args.text('until');
  const given = [duration !== undefined, until !== undefined, args.has('next')].filter(Boolean).length;
  if (given !== 1) throw usage('Name one of DURATION, --until DATE and --next.');
  if (duration !== undefined) {
    const seconds = parseDuration(duration);
    if (seconds === undefined)
      throw usage(`"${duration}" is no duration such as 90s, 15m, 8h or 7d, of at most ten years.`);
    return { by: 'duration', seconds };
  }
  if (until === undefined) return { by: 'nextEvent' };
  const at = parseIso(until);
  if (at === undefined) throw usage(`"${until}" is no date such as 2026-09-17 or 2026-09-17T08:00:00Z.`);
  return { by: 'until', at };
}

/** In pieces of about 50 ms, between which Ctrl+C is heard; it stops at a whole moment, and what was done is kept. */
async function advanceTo(lab: Lab, jump: Jump, io: Io, wasAsked: () => boolean): Promise<JumpView> {
  refuseWithheld(lab.db, 'clock:jump', jump);
  const to = jumpTarget(lab.db, jump);
  const say = (line: string): void => io.stderr(`${line}\n`);
  const progress = atIntervals(say);
  say(`Advancing ${formatDuration(to - lab.now)} to ${iso(to)} …`);
  const steps = lab.advanceInSteps(to, {
    shouldStop: wasAsked,
    onProgress: ({ now, events }) => progress(() => `… ${iso(now)}, ${events} events`),
  });
  for (;;) {
    const step = steps.next();
    if (!step.done) {
      await breathe();
      continue;
    }
    if (!step.value.wasCanceled) return step.value;
    const { from, to: reached, events } = step.value;
    throw new LabError('interrupted', `The lab stands at ${iso(reached)}.`, {
      details: { from: iso(from), to: iso(reached), events },
    });
  }
}

export const clockCommands = { advance };
