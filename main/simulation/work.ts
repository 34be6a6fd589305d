import { taskArrives, taskForwarded } from './actions/carriers/client-task.ts';
import { actionReports, deliver } from './actions/carriers/mdm.ts';
import {
  controlAnswer,
  sessionAnswer,
  sessionDrops,
  sessionTimesOut,
  sessionUserEnds,
} from './actions/carriers/session.ts';
import { restartBegins, restartEnds, userRestarts } from './actions/restart.ts';
import { wipeBegins, wipeEnds } from './actions/wipe.ts';
import type { Change, Facts, SiteFacts } from './kernel/change.ts';
import { applicationStep } from './apps/applications.ts';
import { gatewayDeploys } from './site/gateway.ts';
import { keyRotates } from './attach/recovery-keys.ts';
import { detachCompletes, upload, uploadVisible } from './attach/upload.ts';
import { collectionRefresh, resourceChanged } from './collections/refresh.ts';
import { cloudSync } from './collections/sync.ts';
import { enrollAttempt } from './enrollment/attempt.ts';
import { syncSlows } from './enrollment/enroll.ts';
import { recordEnds } from './enrollment/record-end.ts';
import { userSignsIn } from './enrollment/primary-user.ts';
import { clientInstall } from './autopilot/client-installation.ts';
import { outOfBox } from './autopilot/internet.ts';
import { replan } from './autopilot/plan.ts';
import { entraSync, syncCycle } from './identity/entra-connect.ts';
import { groupPolicyRefreshes } from './desktop/group-policy.ts';
import { joinTask } from './identity/join.ts';
import { actionExpires } from './actions/order.ts';
import {
  clientCheckRuns,
  goesSilent,
  graceEnds,
  heartbeatReports,
  stateReports,
  updateInstalled,
} from './contact/device-life.ts';
import { rejudge } from './contact/rejudge.ts';
import { scriptEnds } from './desktop/scripts.ts';
import { membersNotified, notificationArrives } from './desktop/client-notification.ts';
import type { SiteWorkKind, WorkKind } from './kernel/work-kinds.ts';
import { comgmtReports, plan, policyArrives } from './autopilot/policy-arrival.ts';

/** `subject` is the action's id, or 0; `queuedAt` is when the work was queued. */
export type WorkRule = (facts: Facts, subject: number, now: number, queuedAt: number) => Change[];

/** One rule for each kind of queued work; a kind without a rule does not compile. */
export const workRules: Record<WorkKind, WorkRule> = {
  groupPolicyRefreshes,
  deliver,
  taskForwarded,
  taskArrives,
  notificationArrives,
  scriptEnds,
  applicationStep,
  keyRotates,
  restartBegins,
  restartEnds,
  // The record follows from the queue.
  restartTold: () => [],
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
  recordEnds,
  joinTask,
  entraSync,
  outOfBox,
  clientInstall,
  policyArrives,
  plan,
  enrollAttempt,
  userSignsIn,
  syncSlows,
  comgmtReports,
};

/** The same for the work of site and tenant: `subject` is what the kind says (kernel/work-kinds.ts). */
export type SiteRule = (site: SiteFacts, subject: number, now: number, queuedAt: number) => Change[];
export const siteRules: Record<SiteWorkKind, SiteRule> = {
  replan,
  rejudge,
  membersNotified,
  gatewayDeploys,
  resourceChanged,
  collectionRefresh,
  cloudSync,
  upload,
  uploadVisible,
  detachCompletes,
  syncCycle,
};
