/**
 * Who carries a remote action to its device. What follows from the way alone is said here and in the carrier's own rules
 * (main/simulation/actions/carriers/); nobody else asks which action it is.
 */
export type CarrierTraits = {
  /** A device takes it at its check-in with Intune, and reports at one. */
  isTakenAtCheckIn: boolean;
  /** It passes the site, hop by hop, and each hop writes its log. */
  passesSite: boolean;
  /** Two people talk: it has a window of its own, and holds the clock at real speed. */
  isConversation: boolean;
  /** What the window says once it is ordered. */
  ordered: string;
};

const willAppear = 'Its state appears among the actions of the device.';

export const carriers = {
  /** Intune's own channel: a push, or the next check-in. */
  mdm: { isTakenAtCheckIn: true, passesSite: false, isConversation: false, ordered: willAppear },
  /** A task for the client of the site: service connection point, notification server, client. */
  clientTask: { isTakenAtCheckIn: false, passesSite: true, isConversation: false, ordered: willAppear },
  /** A notification to the person at the device. */
  session: {
    isTakenAtCheckIn: false,
    passesSite: false,
    isConversation: true,
    ordered: 'The person at the device is asked now.',
  },
} as const satisfies Record<string, CarrierTraits>;
export type CarrierId = keyof typeof carriers;

/** Menus of the device page that hold actions; an action without one stands in the bar itself. */
export const commandMenus = {
  remoteControl: { label: 'Remote control', icon: 'person-support' },
  removeData: { label: 'Remove data', icon: 'delete' },
  clientActions: { label: 'Client actions', icon: 'server-link' },
} as const satisfies Record<string, { label: string; icon: string }>;
export type CommandMenuId = keyof typeof commandMenus;
