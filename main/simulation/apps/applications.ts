import {
  applicationById,
  applications,
  deploymentKinds,
  type Application,
  type ApplicationAction,
  type ApplicationState,
} from '../../../shared/apps/words.ts';
import { minute } from '../../../shared/time.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { isGatewayChannel, reachesSite, siteChannel } from '../comanagement/policy.ts';
import { draw, drawBetween, drawChance } from '../kernel/draw.ts';
import { diskFreeAt } from '../kernel/drift.ts';
import { reconnectsAt } from '../contact/channel.ts';
import { tellDevice } from '../kernel/tell.ts';

/** The client acknowledges in seconds and installs for minutes; four in a hundred installations fail. Assumed. */
const acknowledgeSeconds = { from: 5, to: 30 };
const workSeconds = { from: minute, to: 10 * minute };
const failsPerThousand = 40;
/** Of required applications that a lab begins without, this many of a thousand failed rather than wait. Assumed. */
const beganFailedPerThousand = 300;

const isRequired = ({ deployment }: Application): boolean =>
  deployment === 'deviceRequired' || deployment === 'userRequired';

/** What the site shows of an application on this device. */
export function applicationState(facts: Facts, application: Application, now: number): ApplicationState {
  const { device, seed } = facts;
  const row = facts.application(application.id);
  if (row) return row.state === 'restartPending' && device.booted_at > row.since ? 'installed' : row.state;
  if (draw(seed, `application:${application.id}`, device.id, 0) % 1000 < application.spread) return 'installed';
  if (application.needsFreeMb > diskFreeAt(device, now)) return 'requirementsNotMet';
  if (!isRequired(application)) return 'available';
  return drawChance(seed, `applicationFailed:${application.id}`, device.id, 0, beganFailedPerThousand)
    ? 'failed'
    : 'required';
}

/** The client has no other way to its site than the gateway. */
function isOverGateway(facts: Facts): boolean {
  const channel = siteChannel(facts);
  return channel !== undefined && isGatewayChannel(channel.channel);
}

/** User deployments are not for devices that are joined to Entra ID alone, and come through the gateway only where that is allowed. */
const isForDevice = (facts: Facts, { deployment }: Application): boolean =>
  !deployment.startsWith('user') ||
  (facts.device.join_type !== 'entra' &&
    !(isOverGateway(facts) && facts.clientSetting('internetUserPolicy') === 'off'));

/** Content on the internet is the gateway's: it has to serve it, and the client has to be allowed to fetch it there. */
const findsContent = (facts: Facts): boolean =>
  !isOverGateway(facts) ||
  (facts.setting('gatewayContent') === 'on' && facts.clientSetting('cloudDistribution') === 'on');

/** What can be asked now: nothing while something is being done. */
export function applicationActionsNow(facts: Facts, application: Application, now: number): ApplicationAction[] {
  if (!isForDevice(facts, application) || facts.application(application.id)?.action) return [];
  const state = applicationState(facts, application, now);
  const isInstalled = state === 'installed';
  const offered: Record<ApplicationAction, boolean> = {
    install: ['available', 'required', 'notInstalled'].includes(state),
    reinstall: isInstalled || state === 'failed',
    uninstall: isInstalled && application.hasUninstall && !isRequired(application),
    repair: isInstalled && application.hasRepair,
    reevaluate: ['required', 'failed', 'requirementsNotMet'].includes(state),
  };
  return (Object.keys(offered) as ApplicationAction[]).filter((action) => offered[action]);
}

/** Install alone can wait for a client that is away, and only of a deployment that does not come by policy first. */
export const needsOnline = ({ deployment }: Application, action: ApplicationAction): boolean =>
  action !== 'install' || deploymentKinds[deployment].needsOnline;

/** Who is superseded gives way to its successor. */
export const chosenFor = (application: Application, action: ApplicationAction): Application =>
  action === 'install' && application.supersededBy !== null
    ? applicationById.get(application.supersededBy)!
    : application;

const putState = (
  { device }: Facts,
  application: Application,
  state: ApplicationState,
  action: ApplicationAction | null,
  now: number,
): Change => ({
  do: 'put',
  table: 'application_states',
  key: { device_id: device.id, application_id: application.id },
  set: { state, since: now, action },
});

const writes = (
  facts: Facts,
  application: Application,
  state: ApplicationState,
  action: ApplicationAction | null,
  now: number,
): Change[] => [
  putState(facts, application, state, action, now),
  tellDevice(facts.device.id, 'applicationState', { application: application.name, state, action }),
];

const stepAt = (facts: Facts, { id }: Application, dueAt: number): Change[] => [
  { do: 'unqueue', kind: 'applicationStep', deviceId: facts.device.id, subjectId: id },
  { do: 'queue', dueAt, kind: 'applicationStep', deviceId: facts.device.id, subjectId: id },
];

/** Asks the client for it: at once while its channel is up, otherwise when it is back. */
export function requestApplication(
  facts: Facts,
  application: Application,
  action: ApplicationAction,
  now: number,
): Change[] {
  const { device, seed } = facts;
  const state = applicationState(facts, application, now);
  const asked = action === 'install' || action === 'reinstall' ? 'installRequested' : state;
  const dueAt = reachesSite(facts, now)
    ? now + drawBetween(seed, 'applicationStep', device.id, now, acknowledgeSeconds.from, acknowledgeSeconds.to)
    : reconnectsAt(facts, application.id, now);
  return [
    ...writes(facts, application, asked, action, now),
    ...(dueAt === undefined ? [] : stepAt(facts, application, dueAt)),
  ];
}

/** The channel of a client that was cut off comes back at `at`: what was asked of it goes on then. */
export const resumeApplications = (facts: Facts, at: number): Change[] =>
  applications
    .filter(({ id }) => facts.application(id)?.action && facts.due('applicationStep', id) === undefined)
    .flatMap((application) => stepAt(facts, application, at));

/** The client goes on with what was asked of it. */
export function applicationStep(facts: Facts, applicationId: number, now: number): Change[] {
  const application = applicationById.get(applicationId);
  const row = facts.application(applicationId);
  if (!application || !row?.action) return [];
  const { device, seed } = facts;
  if (!reachesSite(facts, now)) {
    const dueAt = reconnectsAt(facts, applicationId, now);
    return dueAt === undefined ? [] : stepAt(facts, application, dueAt);
  }
  if (row.state === 'installRequested') {
    const dueAt = now + drawBetween(seed, 'applicationWork', device.id, now, workSeconds.from, workSeconds.to);
    return [...writes(facts, application, 'installing', row.action, now), ...stepAt(facts, application, dueAt)];
  }
  switch (row.action) {
    case 'uninstall':
      return writes(facts, application, 'notInstalled', null, now);
    case 'repair':
      return writes(facts, application, 'installed', null, now);
    case 'reevaluate':
      return reevaluate(facts, application, now);
    case 'install':
    case 'reinstall':
      return writes(facts, application, outcomeOf(facts, application, now), null, now);
  }
}

/** The computer is reset: nothing is left of what its client had begun. */
export const forgetApplications = (facts: Facts, now: number): Change[] =>
  applications
    .filter(({ id }) => facts.application(id)?.action)
    .flatMap((application): Change[] => [
      { do: 'unqueue', kind: 'applicationStep', deviceId: facts.device.id, subjectId: application.id },
      putState(facts, application, isRequired(application) ? 'required' : 'available', null, now),
    ]);

function outcomeOf(facts: Facts, application: Application, now: number): ApplicationState {
  const { device, seed } = facts;
  if (application.needsFreeMb > diskFreeAt(device, now)) return 'requirementsNotMet';
  // Documented is that there is no content then; that the installation fails instead of waiting is assumed.
  if (!findsContent(facts)) return 'failed';
  if (drawChance(seed, 'applicationFails', device.id, now, failsPerThousand)) return 'failed';
  return application.restarts ? 'restartPending' : 'installed';
}

function reevaluate(facts: Facts, application: Application, now: number): Change[] {
  if (application.needsFreeMb > diskFreeAt(facts.device, now))
    return writes(facts, application, 'requirementsNotMet', null, now);
  if (!isRequired(application)) return writes(facts, application, 'available', null, now);
  return [...writes(facts, application, 'installRequested', 'install', now), ...stepAt(facts, application, now + 1)];
}

/** An evaluation cycle at the client: what is required and missing is installed. */
export const applicationsToEvaluate = (facts: Facts, now: number): Change[] =>
  applications
    .filter((application) => isRequired(application) && isForDevice(facts, application))
    .filter(({ id }) => !facts.application(id)?.action)
    .filter((application) => ['required', 'failed'].includes(applicationState(facts, application, now)))
    .flatMap((application) => requestApplication(facts, application, 'install', now));
