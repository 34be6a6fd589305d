import type { SessionEvent } from '../../shared/sessions/events.ts';
import type { SessionView } from '../../shared/sessions/views.ts';
import { sessionView } from '../support/session-view.ts';
import { actionView, now } from '../support/views.ts';

const events: SessionEvent[] = [
  { at: now - 95, kind: 'requested', details: { helper: 'Robin Beck' } },
  { at: now - 70, kind: 'started', details: { mode: 'view' } },
  { at: now - 40, kind: 'controlRequested', details: {} },
  { at: now - 30, kind: 'controlGranted', details: { mode: 'control' } },
  {
    at: now - 10,
    kind: 'command',
    details: { command: 'dsregcmd /status', stdout: 'AzureAdJoined : YES\nDomainJoined : YES', exitCode: 0 },
  },
];
const waiting = sessionView({
  desktop: null,
  events: events.slice(0, 1),
  action: actionView({ kind: 'remoteAssistance', reason: 'awaitingUser', orderedAt: now - 17, since: now - 17 }),
});
const live = sessionView({ events: events.slice(0, 2) });
const ended = (ending: NonNullable<SessionView['ending']>): SessionView => {
  const tookPlace = ending.startsWith('ended') || ending === 'wentOffline';
  return sessionView({
    ending,
    desktop: null,
    events: [...(tookPlace ? events : events.slice(0, 1)), { at: now, kind: 'ended', details: { ending } }],
    action: actionView({
      kind: 'remoteAssistance',
      state: ending.startsWith('ended') ? 'done' : 'failed',
      console: ending.startsWith('ended') ? 'Complete' : 'Failed',
      orderedAt: now - 95,
      deliveredAt: tookPlace ? now - 70 : null,
      finishedAt: now,
      canCancel: false,
    }),
  });
};

/** Sessions by number: 1 waits, 2 is live in view only, 3 in control with a restart announced, 4 to 8 have ended. */
export function sessionOf(id: number): SessionView {
  const views: Record<number, SessionView> = {
    1: waiting,
    2: { ...live, isCompliant: false },
    3: {
      ...live,
      mode: 'control',
      events,
      desktop: live.desktop && { ...live.desktop, restartAt: now + 200, pendingRebootSince: null },
    },
    4: ended('declined'),
    5: ended('noAnswer'),
    6: ended('wentOffline'),
    7: ended('endedByUser'),
    8: ended('endedByHelper'),
  };
  return views[id] ?? live;
}
