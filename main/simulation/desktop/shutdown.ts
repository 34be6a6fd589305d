import type { Change } from '../kernel/change.ts';
import { switchOf } from './parse.ts';
import { answer, type Answer, type Command, type Terminal } from './terminal.ts';

/** Windows waits 30 seconds without /t, and takes at most ten years. Source: Windows command reference, shutdown. */
const defaultSeconds = 30;
const longestSeconds = 315_360_000;
/** System error codes of Windows: ERROR_INVALID_PARAMETER, ERROR_NO_SHUTDOWN_IN_PROGRESS, ERROR_SHUTDOWN_IS_SCHEDULED. */
const codes = { badParameter: 87, notScheduled: 1116, alreadyScheduled: 1190, accessDenied: 5 } as const;

const refused: Record<string, string> = {
  s: 'Refused: the lab cannot switch this device on again, so it does not shut it down (assumed). Use shutdown /r.',
  p: 'Refused: the lab cannot switch this device on again, so it does not shut it down (assumed). Use shutdown /r.',
  sg: 'Refused: the lab cannot switch this device on again, so it does not shut it down (assumed). Use shutdown /r.',
  h: 'Refused: a device that hibernates would leave this session, and the lab has no way to wake it (assumed).',
  l: 'Refused: signing the person out would end this session, and the lab signs nobody in (assumed).',
  i: 'Refused: the graphical form of shutdown is not drawn.',
  m: 'Access is denied.(5)',
};

const usage = [
  'Usage: shutdown /r [/t seconds] [/f] [/c "comment"]   restarts the device',
  '       shutdown /a                                    aborts a restart that waits',
  '',
  `The time-out is ${defaultSeconds} seconds unless /t names another, 0 to ${longestSeconds}.`,
].join('\n');

export const shutdown: Record<string, Command> = {
  shutdown: {
    usage: 'shutdown /r [/t seconds] [/f] | /a',
    about: 'Restarts the device, or aborts a restart that waits.',
    run: (terminal, { args }) => {
      const parsed = parse(args);
      if (!parsed) return answer(usage, args.length === 0 ? 0 : codes.badParameter);
      if (parsed.does === 'refuse')
        return answer(refused[parsed.switch]!, parsed.switch === 'm' ? codes.accessDenied : 1);
      return parsed.does === 'abort' ? abort(terminal) : restart(terminal, parsed.seconds);
    },
  },
};

type Order = { does: 'restart'; seconds: number } | { does: 'abort' } | { does: 'refuse'; switch: string };

function parse(args: readonly string[]): Order | undefined {
  const found = new Set<string>();
  let seconds = defaultSeconds;
  for (let i = 0; i < args.length; i += 1) {
    const name = switchOf(args[i]!);
    if (name === undefined) return undefined;
    if (name in refused && !found.has('a')) return { does: 'refuse', switch: name };
    if (name === 't') {
      const value = args[(i += 1)];
      if (value === undefined || !/^\d{1,9}$/.test(value) || Number(value) > longestSeconds) return undefined;
      seconds = Number(value);
    } else if (name === 'c' || name === 'd') {
      if (args[(i += 1)] === undefined) return undefined;
    } else if (!['r', 'g', 'a', 'f'].includes(name)) return undefined;
    found.add(name);
  }
  // /a stands alone, as in Windows; /g restarts and reopens registered programs, which are not drawn.
  if (found.has('a')) return found.size === 1 ? { does: 'abort' } : undefined;
  return found.has('r') || found.has('g') ? { does: 'restart', seconds } : undefined;
}

/** Whose restart waits: 0 the person's own (or the terminal's), an action's id Intune's, undefined none. */
const waitingRestart = ({ facts }: Terminal): number | undefined =>
  [0, ...facts.waiting.map(({ id }) => id)].find((subject) => facts.due('restartBegins', subject) !== undefined);

function restart(terminal: Terminal, seconds: number): Answer {
  if (waitingRestart(terminal) !== undefined) {
    return answer('A system shutdown has already been scheduled.(1190)', codes.alreadyScheduled);
  }
  const queue: Change = {
    do: 'queue',
    dueAt: terminal.now + seconds,
    kind: 'restartBegins',
    deviceId: terminal.facts.device.id,
    subjectId: 0,
  };
  // Windows says nothing in the terminal; its notice is drawn on the desktop.
  return answer('', 0, [queue]);
}

function abort(terminal: Terminal): Answer {
  const subject = waitingRestart(terminal);
  if (subject === undefined) {
    return answer('Unable to abort the system shutdown because no shutdown was in progress.(1116)', codes.notScheduled);
  }
  // Whether a person can stop Intune's restart is not documented. The lab lets the order stand (assumed).
  if (subject !== 0) return answer('Access is denied: the administrator ordered this restart.(5)', codes.accessDenied);
  const deviceId = terminal.facts.device.id;
  return answer('', 0, [{ do: 'unqueue', kind: 'restartBegins', deviceId, subjectId: 0 }]);
}
