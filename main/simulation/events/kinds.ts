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
  'deliver',
  'sessionAnswer',
  'controlAnswer',
  'sessionTimesOut',
  'sessionDrops',
  'sessionUserEnds',
  'actionReports',
  'stateReports',
  'heartbeatReports',
  'graceEnds',
  'goesSilent',
  'actionExpires',
] as const;
export type WorkKind = (typeof workKinds)[number];

const ranks = Object.fromEntries(workKinds.map((kind, index) => [kind, index + 1])) as Record<WorkKind, number>;
export const rankOf = (kind: WorkKind): number => ranks[kind];
export const isWorkKind = (kind: string): kind is WorkKind => Object.hasOwn(ranks, kind);
