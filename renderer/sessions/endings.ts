import type { IconName } from '../ui/icons.ts';
import type { ActionView } from '../../shared/actions/views.ts';
import type { SessionView } from '../../shared/sessions/views.ts';

/** What the helper's window shows: the phases of a session from request to end. */
export type SessionPhase = 'waiting' | 'live' | 'ended';

export const phaseOf = ({ ending, action, desktop }: SessionView): SessionPhase => {
  if (ending !== null || action.finishedAt !== null) return 'ended';
  return desktop !== null && action.reason !== 'awaitingUser' && action.state === 'active' ? 'live' : 'waiting';
};

export type Ending = {
  title: string;
  icon: IconName;
  tone: 'neutral' | 'warning' | 'success';
  what: string;
  next: readonly string[];
  /** Whether asking again makes sense at once. */
  canAskAgain: boolean;
  card: string;
};

const first = (name: string): string => name.split(' ')[0] ?? name;

type Told = (person: string, action: ActionView) => Ending;

/** The designed ends of a session. Each says what happened and what a helper does next; none is an error of the program. */
const endings: Record<NonNullable<SessionView['ending']> | 'none', Told> = {
  declined: (person) => ({
    title: `${person} declined`,
    icon: 'prohibited',
    tone: 'warning',
    what: `${person} saw the request and chose not to share the screen. Nothing on the device was shown to you.`,
    next: [
      `Call ${person} and ask why: a call in progress and a doubt about who is asking are the usual reasons.`,
      'Say your name and what you want to look at, then send another request.',
    ],
    canAskAgain: true,
    card: 'reason.declined',
  }),
  noAnswer: (person) => ({
    title: 'No answer',
    icon: 'clock-alarm',
    tone: 'warning',
    what: 'The request reached the device and nobody reacted. Do not disturb hides it, and so does a presentation.',
    next: [
      `Call ${person}, agree a time, and send the request while you are talking.`,
      'Check on the device page whether anybody is signed in.',
    ],
    canAskAgain: true,
    card: 'reason.noAnswer',
  }),
  wentOffline: (_, action) => ({
    title: 'The device went offline',
    icon: 'plug-disconnected',
    tone: 'warning',
    what:
      action.deliveredAt === null
        ? 'The device left the network before anybody answered.'
        : 'The connection to the device broke off: it sleeps, left its network, or restarts.',
    next: [
      'Wait until it is back. A session does not wait for a device, so it has to be asked for again.',
      'If a restart was announced, give it some minutes of simulated time.',
    ],
    canAskAgain: true,
    card: 'reason.wentOffline',
  }),
  endedByUser: (person) => ({
    title: `${person} ended the session`,
    icon: 'person',
    tone: 'neutral',
    what: `${person} closed Remote Help. Either side may leave at any time.`,
    next: [
      `Ask ${person} whether everything is done.`,
      'Had you used elevated rights, the person would have been signed out now; when the helper ends, nobody is.',
    ],
    canAskAgain: true,
    card: 'sessionRecord',
  }),
  endedByHelper: (person, action) => (action.deliveredAt === null ? withdrawn(person) : ended(person)),
  none: (_, action) => ({
    title: 'The session did not start',
    icon: 'error-circle',
    tone: 'warning',
    what: action.reasonText ?? 'The request came to its end without a session.',
    next: ['Look at the order on the Actions screen.', 'Check that the device is online and somebody is signed in.'],
    canAskAgain: true,
    card: 'remoteHelp',
  }),
};

export const endingOf = ({
  ending,
  sharer,
  action,
}: Pick<SessionView, 'ending' | 'sharer'> & { action: ActionView }): Ending =>
  endings[ending ?? 'none'](first(sharer), action);

const ended = (person: string): Ending => ({
  title: 'You ended the session',
  icon: 'checkmark-circle',
  tone: 'success',
  what: `The connection is closed, and ${person} stays signed in.`,
  next: ['Write down what you changed while you remember it.', 'Check on the device page whether the records follow.'],
  canAskAgain: false,
  card: 'sessionRecord',
});

const withdrawn = (person: string): Ending => ({
  title: 'You withdrew the request',
  icon: 'dismiss-circle',
  tone: 'neutral',
  what: `${person} was still being asked. No session took place, and the console shows the order as canceled.`,
  next: [`Agree a time with ${person} first.`, 'Then send another request.'],
  canAskAgain: true,
  card: 'consent',
});
