import type { Change, Facts, SiteFacts } from '../change.ts';
import { gatewayDeploys } from '../attach/gateway.ts';
import { detachCompletes, upload, uploadVisible } from '../attach/upload.ts';
import { cloudSync, collectionRefresh } from '../collections/refresh.ts';
import { enrollAttempt } from '../comanagement/enrolment.ts';
import { clientInstall, outOfBox } from '../comanagement/internet.ts';
import { replan } from '../comanagement/plan.ts';
import { entraSync, joinTask } from '../identity/join.ts';
import { deliver } from './deliver.ts';
import {
  clientCheckRuns,
  goesSilent,
  graceEnds,
  heartbeatReports,
  stateReports,
  updateInstalled,
} from './device-life.ts';
import type { SiteWorkKind, WorkKind } from './kinds.ts';
import { comgmtReports, plan, policyArrives } from './policy.ts';
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
  joinTask,
  entraSync,
  outOfBox,
  clientInstall,
  policyArrives,
  plan,
  enrollAttempt,
  comgmtReports,
};

/** The same for the work of site and tenant: `subject` is what the kind says (kinds.ts). */
export type SiteRule = (site: SiteFacts, subject: number, now: number, queuedAt: number) => Change[];
export const siteRules: Record<SiteWorkKind, SiteRule> = {
  replan,
  gatewayDeploys,
  collectionRefresh,
  cloudSync,
  upload,
  uploadVisible,
  detachCompletes,
};
