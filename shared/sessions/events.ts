import type { DatedEvent, NoDetails } from '../contract/events.ts';

/** How a session ended; the result code of its action is the same word. */
export type SessionEnding = 'declined' | 'noAnswer' | 'wentOffline' | 'endedByHelper' | 'endedByUser';

/** What happens in a session of remote assistance, by kind. Kinds and details are stored: a lab keeps them for ever. */
export type SessionEvents = {
  requested: { helper: string };
  started: { mode: 'view' };
  controlRequested: NoDetails;
  controlGranted: { mode: 'control' };
  controlDeclined: { mode: 'view' };
  command: { command: string; stdout: string; exitCode: number };
  ended: { ending: SessionEnding };
};
export type SessionEventKind = keyof SessionEvents;
export type SessionEvent<Kind extends SessionEventKind = SessionEventKind> = DatedEvent<SessionEvents, Kind>;
