/**
 * Everything that can be queued for a device, by its rank: the order in which things happen that fall on the same second. First
 * what the device does to itself, then what reaches it, then what it tells, then what services conclude. Ranks are stored with the
 * queue, so they are written out, for ever, and in steps of a hundred: a new kind gets a number between two others.
 */
const deviceRanks = {
  restartEnds: 100,
  wipeEnds: 200,
  restartBegins: 300,
  wipeBegins: 400,
  updateInstalled: 500,
  userRestarts: 600,
  clientCheckRuns: 700,
  /** Group Policy is applied again, and with it what somebody had removed by hand. */
  groupPolicyRefreshes: 750,
  /** The task Automatic-Device-Join tries to register the device. */
  joinTask: 800,
  /** The out-of-box experience ends: the device joins Entra ID and enrolls. */
  outOfBox: 900,
  /** The client setup that Intune delivered runs, and the new client registers. */
  clientInstall: 1000,
  policyArrives: 1100,
  enrollAttempt: 1200,
  /** A user signs in at a device that Intune has no primary user for. */
  userSignsIn: 1300,
  deliver: 1400,
  /** The service connection point takes a client task that the cloud sent, and the site passes it on. */
  taskForwarded: 1500,
  /** The client takes a task over its notification channel. */
  taskArrives: 1600,
  /** A client notification that waited for the channel of an absent client; subject is `waitingSubject` (shared/desktop/triggers.ts). */
  notificationArrives: 1650,
  /** The client has run a script of the site; subject is the run. */
  scriptEnds: 1675,
  /** The next step of what is asked of an application; subject is the application. */
  applicationStep: 1700,
  /** The device makes a new recovery key, because the old one was shown. */
  keyRotates: 1800,
  sessionAnswer: 1900,
  controlAnswer: 2000,
  sessionTimesOut: 2100,
  sessionDrops: 2200,
  sessionUserEnds: 2300,
  actionReports: 2400,
  stateReports: 2500,
  heartbeatReports: 2600,
  /** The site hears that a restart of which it knew is over; until then its record says that it is pending. */
  restartTold: 2650,
  /** The site receives the state messages about co-management. */
  comgmtReports: 2700,
  /** Entra Connect brings the computer object to Entra ID. */
  entraSync: 2800,
  /** The check-ins after an enrollment become rarer: subject is the new period. */
  syncSlows: 2900,
  graceEnds: 3000,
  goesSilent: 3100,
  /** A record whose certificate ended long ago goes; subject is the record of Intune. */
  recordEnds: 3150,
  /** What the device waits for is worked out anew. */
  plan: 3200,
  actionExpires: 3300,
} as const;
export type WorkKind = keyof typeof deviceRanks;
export const workKinds = Object.keys(deviceRanks) as WorkKind[];

/** What is due at site or tenant rather than at a device; after everything that devices do in the same second. */
const siteRanks = {
  /** The site works out what its devices should wait for now: subject is the first device id of the batch. */
  replan: 3400,
  /** The tenant looks for devices that its compliance rules judge otherwise now: subject is the first device id of the batch. */
  rejudge: 3450,
  /** The next members of a collection get a client notification: subject is the operation. */
  membersNotified: 3475,
  gatewayDeploys: 3500,
  /** The incremental evaluation of collections takes in what changed about a device: subject is the device. */
  resourceChanged: 3600,
  /** Subject is the collection. */
  collectionRefresh: 3700,
  cloudSync: 3800,
  upload: 3900,
  /** What was uploaded shows in the tenant: subject is the upload's moment. */
  uploadVisible: 4000,
  detachCompletes: 4100,
  /** A cycle of Entra Connect that was started by hand: subject is the first device id it has not looked at. */
  syncCycle: 4200,
} as const;
export type SiteWorkKind = keyof typeof siteRanks;
export const siteWorkKinds = Object.keys(siteRanks) as SiteWorkKind[];
export type AnyWorkKind = WorkKind | SiteWorkKind;

const ranks: Readonly<Record<AnyWorkKind, number>> = { ...deviceRanks, ...siteRanks };
export const rankOf = (kind: AnyWorkKind): number => ranks[kind];
export const isWorkKind = (kind: string): kind is AnyWorkKind => Object.hasOwn(ranks, kind);
export const isSiteWork = (kind: AnyWorkKind): kind is SiteWorkKind => Object.hasOwn(siteRanks, kind);
