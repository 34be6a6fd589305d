import type { KnowledgeKind } from './knowledge.ts';

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
  fileGone: {
    exit: 3,
    next: 'Put the file back, or save the lab elsewhere (Lab). Nothing is acknowledged any more; reading goes on.',
  },
  ownFile: { exit: 1, next: 'Choose another file. Nothing was written.' },
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
  devicesRefused: { exit: 1, next: 'Correct what is named and repeat. No device was added.' },
  fileMalformed: {
    exit: 1,
    next: 'Give a CSV file of Windows Autopilot: Device Serial Number, Windows Product ID, Hardware Hash. Nothing was added.',
  },
  deviceNotFound: { exit: 1, next: 'Search the device list for the name or id.' },
  nameAmbiguous: { exit: 1, next: 'Use the device id of one of the candidates.' },
  recordNotFound: { exit: 1, next: 'Read the device again to see its records. Nothing was changed.' },
  recordKept: { exit: 1, next: 'Remove first what is named. Nothing was changed.' },
  actionNotFound: { exit: 1, next: 'List the actions to find its id.' },
  tooLate: { exit: 1, next: 'The device already has the order; nothing can take it back.' },
  confirmationMismatch: { exit: 1, next: 'Repeat with the exact text asked for. Nothing was ordered.' },
  notSupported: { exit: 1, next: 'Choose an action that this platform supports. Nothing was ordered.' },
  noIntuneRecord: { exit: 1, next: 'Remote actions need a device enrolled in Intune. Nothing was ordered.' },
  attachedOnly: { exit: 1, next: 'Enroll the device (co-management) to use this action. Nothing was ordered.' },
  notAttached: {
    exit: 1,
    next: 'Attach the site with the device in its upload, and wait until the upload shows in the tenant. Nothing was changed.',
  },
  prerequisiteMissing: { exit: 1, next: 'Put right what is named (prereqs lists everything). Nothing was changed.' },
  offboarding: { exit: 1, next: 'Wait until the connector is gone, then attach again. Nothing was changed.' },
  siteRefused: { exit: 1, next: 'Put right in the site what is named, then try again. Nothing was changed.' },
  notApplicable: { exit: 1, next: 'Choose one of the actions that the application offers now. Nothing was changed.' },
  missingRight: {
    exit: 1,
    next: 'Sign in as an administrator whose role holds this right (Lab settings). Nothing was ordered.',
  },
  alreadyWaiting: { exit: 1, next: 'Wait for it; it runs once when the device takes it.' },
  dailyLimit: { exit: 1, next: 'The limit starts anew at 00:00 UTC. Nothing was ordered.' },
  tooManyDevices: { exit: 1, next: 'Order it for at most 100 devices at once. Nothing was ordered.' },
  badOption: { exit: 1, next: 'Use one of the options listed for the action. Nothing was ordered.' },
  deviceOffline: { exit: 1, next: 'Try again when the device is online with somebody signed in.' },
  triggerNotPossible: {
    exit: 1,
    next: 'Bring the device into the state that the message asks for, then try again. Nothing was changed.',
  },
  logNotFound: { exit: 1, next: 'List the logs of the place to find the name.' },
  triggerUnknown: { exit: 1, next: 'Use one of the triggers that docs/cli.md lists. Nothing was changed.' },
  comanagementOff: { exit: 1, next: 'Enable co-management first. Nothing was changed.' },
  workloadFixed: { exit: 1, next: 'Leave this slider where it is. Nothing was moved.' },
  workloadCoupled: {
    exit: 1,
    next: 'Move Device configuration back first; the two never stand behind it. Nothing was moved.',
  },
  enrollNeedsCollection: { exit: 1, next: 'Name the Intune Auto Enrollment collection. Nothing was changed.' },
  pilotNeedsCollection: { exit: 1, next: 'Name a pilot collection for the workload. Nothing was moved.' },
  illegalWorkloads: { exit: 1, next: 'Add the workloads that are taken along, or leave out the one that takes them.' },
  collectionNotFound: { exit: 1, next: 'List the collections to find its name. Nothing was changed.' },
  collectionBuiltin: { exit: 1, next: 'Create a collection of your own. Nothing was changed.' },
  collectionInUse: { exit: 1, next: 'Take it out of every use that is named first. Nothing was deleted.' },
  collectionCycle: { exit: 1, next: 'Choose a collection that does not depend on this one. Nothing was changed.' },
  nameTaken: { exit: 1, next: 'Choose another name. Nothing was created.' },
  ruleNotFound: { exit: 1, next: 'Read the collection again to see its rules. Nothing was changed.' },
  notInSite: {
    exit: 1,
    next: 'Choose devices that Configuration Manager has discovered. Nothing was changed.',
  },
  groupNotFound: { exit: 1, next: 'Choose one of the groups of the tenant. Nothing was changed.' },
  groupNotUsable: { exit: 1, next: 'Choose another group, or name a new one. Nothing was changed.' },
  syncNotConfigured: {
    exit: 1,
    next: 'Configure the Azure service Cloud Management (setting azureServices) first. Nothing was changed.',
  },
  priorityTaken: { exit: 1, next: 'Choose another priority; each is given once. Nothing was changed.' },
  remoteHelpOff: { exit: 1, next: 'Switch Remote Help on in Tenant administration (Lab settings).' },
  licenseMissing: { exit: 1, next: 'Assign the Remote Help license to helper and sharer (Lab settings).' },
  nobodySignedIn: { exit: 1, next: 'An attended session needs somebody signed in at the device.' },
  controlNeeded: { exit: 1, next: 'Request control in the session bar; the person at the device is asked.' },
  sessionNotRunning: { exit: 1, next: 'Start a new remote assistance session.' },
  checkpointNotFound: { exit: 1, next: 'List the checkpoints to find the name.' },
  checkpointKept: { exit: 1, next: 'Delete another one; a reset to the beginning needs this. Nothing was deleted.' },
  otherLab: { exit: 1, next: 'Choose a checkpoint of this lab. Nothing was changed.' },
  checkpointExists: { exit: 1, next: 'Choose another name; checkpoints are never overwritten.' },
  badName: { exit: 2, next: 'Use 1 to 64 letters, digits, spaces, _ or -.' },
  settingUnknown: { exit: 1, next: 'List the settings to find its id and values.' },
  faultUnknown: { exit: 1, next: 'List the faults to find its id. Nothing was changed.' },
  faultTarget: {
    exit: 1,
    next: 'Name what it is for: a device, a user, an organizational unit or the site. Nothing was changed.',
  },
  faultPlanted: { exit: 1, next: 'Choose another fault or another place. Nothing was changed.' },
  faultNotPlanted: { exit: 1, next: 'List the faults to see what is planted where. Nothing was changed.' },
  interrupted: { exit: 1, next: 'What was done up to that moment is kept. Advance again to go on from there.' },
  withheld: {
    exit: 1,
    next: 'Go by what consoles, logs and the device itself say; whoever set up the lab can lift it (withhold, docs/cli.md). Nothing was changed.',
  },
  workerEnded: {
    exit: 3,
    next: 'It starts again by itself. Look at what the lab shows now, then repeat what is missing: everything acknowledged is kept.',
  },
  canceledByPerson: { exit: 1, next: 'Nothing was changed.' },
  internal: { exit: 3, next: 'Nothing half-done was kept. Please report it with the text above.' },
} as const satisfies Record<string, { exit: 1 | 2 | 3; next: string }>;
export type ErrorCode = keyof typeof errors;
export type ExitCode = 0 | (typeof errors)[ErrorCode]['exit'];

/** A failure on its way up inside one process; the gate (IPC, command line) turns it into a Result. */
type Because = { kind: KnowledgeKind; text: string };
export class LabError extends Error {
  readonly code: ErrorCode;
  readonly details: unknown;
  /** A sentence that only the lab knows beside what a console says; the door adds it, unless its kind is withheld. */
  readonly because: Because | undefined;
  constructor(
    code: ErrorCode,
    message: string,
    options: { details?: unknown; cause?: unknown; because?: Because } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'LabError';
    this.code = code;
    this.details = options.details;
    this.because = options.because;
  }
}
