import type { SessionEnding, SessionEvent, SessionEventKind } from '../../shared/sessions/events.ts';
import { formatDuration } from '../../shared/time.ts';
import type { Tone } from '../ui/types.ts';

type Meaning = { title: string; tone: Tone };
const endings: Record<SessionEnding, Meaning> = {
  declined: { title: 'The person declined', tone: 'blocked' },
  noAnswer: { title: 'Nobody answered', tone: 'warning' },
  wentOffline: { title: 'The device went offline', tone: 'warning' },
  endedByHelper: { title: 'Ended by the helper', tone: 'none' },
  endedByUser: { title: 'Ended by the person', tone: 'none' },
};
const meanings: Record<Exclude<SessionEventKind, 'ended'>, Meaning> = {
  requested: { title: 'Request sent; prompt shown on the device', tone: 'pending' },
  started: { title: 'Allowed; session started in view only', tone: 'success' },
  controlRequested: { title: 'Full control requested', tone: 'pending' },
  controlGranted: { title: 'Full control allowed', tone: 'success' },
  controlDeclined: { title: 'Full control declined', tone: 'blocked' },
  command: { title: 'Command run', tone: 'active' },
};

const meaningOf = (event: SessionEvent): Meaning =>
  event.kind === 'ended' ? endings[event.details.ending] : meanings[event.kind];

export const eventTitle = (event: SessionEvent): string => meaningOf(event).title;
export const eventTone = (event: SessionEvent): Tone => meaningOf(event).tone;

/** What was typed and what came back, of an event that is a command. */
export function commandOf({ kind, details }: SessionEvent): { line: string; output: string; exitCode: number } | null {
  if (kind !== 'command') return null;
  return { line: details.command, output: details.stdout, exitCode: details.exitCode };
}

/** A restart that was ordered at the device's own command line: Windows words it otherwise than an administrator's order. */
export function isRestartFromTerminal(events: readonly SessionEvent[]): boolean {
  const last = events.findLast((event) => {
    const command = commandOf(event);
    return command?.exitCode === 0 && /^\s*shutdown\b.*\s\/[ra]\b/i.test(command.line);
  });
  return last !== undefined && /\s\/r\b/i.test(commandOf(last)?.line ?? '');
}

export const uptimeText = (now: number, bootedAt: number): string => formatDuration(Math.max(0, now - bootedAt));
