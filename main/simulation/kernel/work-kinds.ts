/**
 * Everything that can be queued, in the order in which it happens when several fall on the same second: what the device
 * does to itself first, then what reaches it, then what it tells, then what services conclude.
 */
export const workKinds = [
  'restartEnds',
  'wipeEnds',
  'restartBegins',
  'wipeBegins',
  'updateInstalled',
  'userRestarts',
  'clientCheckRuns',
  /** The task Automatic-Device-Join tries to register the device. */
  'joinTask',
  /** The out-of-box experience ends: the device joins Entra ID and enrolls. */
  'outOfBox',
  /** The client setup that Intune delivered runs, and the new client registers. */
  'clientInstall',
  'policyArrives',
  'enrollAttempt',
  /** A user signs in at a device that Intune has no primary user for. */
  'userSignsIn',
  'deliver',
  /** The service connection point takes a client task that the cloud sent, and the site passes it on. */
  'taskForwarded',
  /** The client takes a task over its notification channel. */
  'taskArrives',
  /** The next step of what is asked of an application; subject is the application. */
  'applicationStep',
  /** The device makes a new recovery key, because the old one was shown. */
  'keyRotates',
  'sessionAnswer',
  'controlAnswer',
  'sessionTimesOut',
  'sessionDrops',
  'sessionUserEnds',
  'actionReports',
  'stateReports',
  'heartbeatReports',
  /** The site receives the state messages about co-management. */
  'comgmtReports',
  /** Entra Connect brings the computer object to Entra ID. */
  'entraSync',
  /** The check-ins after an enrollment become rarer: subject is the new period. */
  'syncSlows',
  'graceEnds',
  'goesSilent',
  /** What the device waits for is worked out anew. */
  'plan',
  'actionExpires',
] as const;
export type WorkKind = (typeof workKinds)[number];

/** What is due at site or tenant rather than at a device; after everything that devices do in the same second. */
export const siteWorkKinds = [
  /** The site works out what its devices should wait for now: subject is the first device id of the batch. */
  'replan',
  'gatewayDeploys',
  /** The incremental evaluation of collections takes in what changed about a device: subject is the device. */
  'resourceChanged',
  /** Subject is the collection. */
  'collectionRefresh',
  'cloudSync',
  'upload',
  /** What was uploaded shows in the tenant: subject is the upload's moment. */
  'uploadVisible',
  'detachCompletes',
  /** A cycle of Entra Connect that was started by hand: subject is the first device id it has not looked at. */
  'syncCycle',
] as const;
export type SiteWorkKind = (typeof siteWorkKinds)[number];
export type AnyWorkKind = WorkKind | SiteWorkKind;

const ranks = Object.fromEntries([...workKinds, ...siteWorkKinds].map((kind, index) => [kind, index + 1])) as Record<
  AnyWorkKind,
  number
>;
export const rankOf = (kind: AnyWorkKind): number => ranks[kind];
export const isWorkKind = (kind: string): kind is AnyWorkKind => Object.hasOwn(ranks, kind);
const ofSite = new Set<string>(siteWorkKinds);
export const isSiteWork = (kind: AnyWorkKind): kind is SiteWorkKind => ofSite.has(kind);
