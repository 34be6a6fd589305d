/**
 * Every refusal a person can meet: the code owns the next step; the message is written where the facts are known.
 * `exit` is the command line's exit code: 1 refused or bad input file, 2 wrong usage, 3 a lab file that cannot be used.
 */
export const errors = {
  usage: { exit: 2, next: 'Read docs/cli.md for the commands and their arguments.' },
  badRequest: { exit: 2, next: 'This is a fault of the program; the request was not carried out. Please report it.' },
  scenarioNotFound: { exit: 1, next: 'List the bundled scenarios, or give the path of a *.scenario.yaml file.' },
  scenarioInvalid: { exit: 1, next: 'Correct the lines named and try again; nothing was created.' },
  notScalable: {
    exit: 1,
    next: 'Leave the number of devices out: the scenario names every device. Nothing was created.',
  },
  fileExists: { exit: 1, next: 'Choose another file name, or repeat with --force to replace it.' },
  fileNotFound: { exit: 1, next: 'Check the path; nothing was changed.' },
  fileNotWritable: {
    exit: 3,
    next: 'Make the folder and the lab file writable, or copy the lab elsewhere. Nothing was changed.',
  },
  diskFull: { exit: 3, next: 'Free some space and repeat. Everything acknowledged so far is kept.' },
  locked: {
    exit: 3,
    next: 'Close the other window or command that uses this lab, then try again. Nothing was changed.',
  },
  damaged: {
    exit: 3,
    next: 'The file is left as it is. Open its last checkpoint, or create the lab again from its scenario and seed.',
  },
  foreign: { exit: 3, next: 'Choose a lab file made by Tandem. The file is left as it is.' },
  newer: { exit: 3, next: 'Open it with the newer Tandem that made it. The file is left as it is.' },
  empty: { exit: 3, next: 'The file holds no lab. Create the lab again from its scenario and seed.' },
  engineDiffers: { exit: 1, next: 'Replay it with the Tandem version that made it; the lab itself stays usable.' },
  labNotOpen: { exit: 1, next: 'Open a lab or create one from a scenario.' },
  jumpRunning: { exit: 1, next: 'Wait for the jump to end, or cancel it.' },
  sessionRunning: { exit: 1, next: 'End the remote session, or let it run at 1×.' },
  dateInPast: { exit: 1, next: 'Give a later date: simulated time only moves forward. A reset goes back.' },
  dateTooLate: { exit: 1, next: 'Give an earlier date, or begin anew: a reset goes back.' },
  nothingQueued: { exit: 1, next: 'Nothing is queued; jump by a duration instead.' },
  deviceNotFound: { exit: 1, next: 'Search the device list for the name or id.' },
  nameAmbiguous: { exit: 1, next: 'Use the device id of one of the candidates.' },
  actionNotFound: { exit: 1, next: 'List the actions to find its id.' },
  tooLate: { exit: 1, next: 'The device already has the order; nothing can take it back.' },
  confirmationMismatch: { exit: 1, next: 'Repeat with the exact text asked for. Nothing was ordered.' },
  notSupported: { exit: 1, next: 'Choose an action that this platform supports. Nothing was ordered.' },
  noIntuneRecord: { exit: 1, next: 'Remote actions need a device enrolled in Intune. Nothing was ordered.' },
  attachedOnly: { exit: 1, next: 'Enrol the device (co-management) to use this action. Nothing was ordered.' },
  missingRight: {
    exit: 1,
    next: 'Sign in as an administrator whose role holds this right (Lab settings). Nothing was ordered.',
  },
  alreadyWaiting: { exit: 1, next: 'Wait for it; it runs once when the device takes it.' },
  dailyLimit: { exit: 1, next: 'The limit starts anew at 00:00 UTC. Nothing was ordered.' },
  tooManyDevices: { exit: 1, next: 'Order it for at most 100 devices at once. Nothing was ordered.' },
  badOption: { exit: 1, next: 'Use one of the options listed for the action. Nothing was ordered.' },
  deviceOffline: { exit: 1, next: 'Try again when the device is online with somebody signed in.' },
  remoteHelpOff: { exit: 1, next: 'Switch Remote Help on in Tenant administration (Lab settings).' },
  licenceMissing: { exit: 1, next: 'Assign the Remote Help licence to helper and sharer (Lab settings).' },
  nobodySignedIn: { exit: 1, next: 'An attended session needs somebody signed in at the device.' },
  controlNeeded: { exit: 1, next: 'Request control in the session bar; the person at the device is asked.' },
  sessionNotRunning: { exit: 1, next: 'Start a new remote assistance session.' },
  checkpointNotFound: { exit: 1, next: 'List the checkpoints to find the name.' },
  checkpointExists: { exit: 1, next: 'Choose another name; checkpoints are never overwritten.' },
  badName: { exit: 2, next: 'Use 1 to 64 letters, digits, spaces, _ or -.' },
  settingUnknown: { exit: 1, next: 'List the settings to find its id and values.' },
  interrupted: { exit: 1, next: 'What was done up to that moment is kept. Advance again to go on from there.' },
  canceledByPerson: { exit: 1, next: 'Nothing was changed.' },
  internal: { exit: 3, next: 'Nothing half-done was kept. Please report it with the text above.' },
} as const satisfies Record<string, { exit: 1 | 2 | 3; next: string }>;
export type ErrorCode = keyof typeof errors;

/** A failure on its way up inside one process; the gate (IPC, command line) turns it into a Result. */
export class LabError extends Error {
  readonly code: ErrorCode;
  readonly details: unknown;
  constructor(code: ErrorCode, message: string, options: { details?: unknown; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = 'LabError';
    this.code = code;
    this.details = options.details;
  }
}
