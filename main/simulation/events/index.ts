import type { Change, Facts } from '../change.ts';
import { deliver } from './deliver.ts';
import {
  clientCheckRuns,
  goesSilent,
  graceEnds,
  heartbeatReports,
  stateReports,
  updateInstalled,
} from './device-life.ts';
import type { WorkKind } from './kinds.ts';
import { actionReports, restartBegins, restartEnds, userRestarts } from './restart.ts';
import { controlAnswer, sessionAnswer, sessionDrops, sessionTimesOut, sessionUserEnds } from './session.ts';
import { actionExpires, wipeBegins, wipeEnds } from './wipe.ts';

/** `subject` is the action's id, or 0; `queuedAt` is when the work was queued. */
export type WorkRule = (facts: Facts, subject: number, now: number, queuedAt: number) => Change[];

/** One rule for each kind of queued work; a kind without a rule does not compile. */
export const workRules: Record<WorkKind, WorkRule> = {
  deliver,
  restartBegins,
  restartEnds,
  actionReports,
  userRestarts,
  wipeBegins,
  wipeEnds,
  actionExpires,
  sessionAnswer,
  sessionTimesOut,
  sessionDrops,
  sessionUserEnds,
  controlAnswer,
  updateInstalled,
  stateReports,
  heartbeatReports,
  clientCheckRuns,
  graceEnds,
  goesSilent,
};
