import { taskAction } from '../../actions/index.ts';
import type { DeviceEventKind, HistoryEvent } from '../../kernel/history.ts';
import { at, info } from '../line.ts';
import { deviceLog } from '../log.ts';
import { polls, type DeviceSource } from '../source.ts';

/** What polls brought, by moment: the kinds of the history that are policy. */
const policyKinds: ReadonlySet<DeviceEventKind> = new Set(['policyMerged', 'joinAllowed', 'joinDisallowed']);
const arrivals = (source: DeviceSource): ReadonlySet<number> =>
  new Set(source.history.flatMap(({ kind, at: moment }) => (policyKinds.has(kind) ? [moment] : [])));
/** Policy requests out of turn: somebody asked for them. */
const isPolicyTrigger = ({ kind, details }: HistoryEvent): boolean =>
  // A lab of an older Tandem noted what the console asked for, and not what the client heard.
  (kind === 'triggered' && (details.trigger === 'machinePolicy' || details.trigger === 'downloadComputerPolicy')) ||
  (kind === 'notificationReceived' && details.notification === 'downloadComputerPolicy') ||
  (kind === 'taskReceived' && taskAction(details).retrievesPolicy === true);

/** What somebody asked for stands beside what the client does by itself, so that it changes nothing of that. */
type PolicyRequest = { moment: number; isForced: boolean; brought: boolean };
export function policyRequests(source: DeviceSource): PolicyRequest[] {
  const brought = arrivals(source);
  const forced = new Set(source.history.filter(isPolicyTrigger).map((event) => event.at));
  const own = new Set(polls(source));
  for (const moment of brought) if (!forced.has(moment)) own.add(moment);
  return [
    ...[...own].map((moment) => ({ moment, isForced: false, brought: brought.has(moment) && !forced.has(moment) })),
    ...[...forced].map((moment) => ({ moment, isForced: true, brought: brought.has(moment) })),
  ].sort((a, b) => a.moment - b.moment);
}

const userRequest = info('Requesting user policy assignments for the signed-in user.');
export const policyAgent = deviceLog(
  'PolicyAgent.log',
  'Requests for policy and what they brought.',
  {
    triggered: ({ details }) => (details.trigger === 'userPolicy' ? [userRequest] : []),
    notificationReceived: ({ details }) => (details.notification === 'downloadUserPolicy' ? [userRequest] : []),
  },
  (source) => {
    const { code } = source.facts.site;
    return policyRequests(source).flatMap(({ moment, isForced, brought }) =>
      at(
        moment,
        info(
          `Requesting machine policy assignments from authority SMS:${code}${isForced ? ' (started by request)' : ''}`,
        ),
        brought
          ? info('Received policy assignments: changes are downloaded and compiled.')
          : info('Policy assignments have not changed since the last request.'),
      ),
    );
  },
);

export const policyEvaluator = deviceLog('PolicyEvaluator.log', 'Policies that took effect at the client.', {
  policyMerged: ({ details }) =>
    details.isPresent
      ? [
          info('Applied policy CoMgmtSettingsProd.'),
          ...(details.autoEnroll ? [info('Applied policy CoMgmtSettingsPilotAutoEnroll or its production form.')] : []),
        ]
      : [info('Removed policy CoMgmtSettingsProd.')],
  joinAllowed: () => [
    info(
      'Applied client settings: Automatically register new Windows 10 domain joined devices with Microsoft Entra ID is Yes.',
    ),
  ],
  joinDisallowed: () => [
    info(
      'Applied client settings: Automatically register new Windows 10 domain joined devices with Microsoft Entra ID is No.',
    ),
  ],
  triggered: ({ details }) =>
    details.trigger === 'evaluateBaseline'
      ? [info('Evaluating configuration baseline CoMgmtSettingsProd by request.')]
      : [],
});
