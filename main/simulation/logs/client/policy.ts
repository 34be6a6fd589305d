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
  (kind === 'triggered' && (details.trigger === 'machinePolicy' || details.trigger === 'downloadComputerPolicy')) ||
  (kind === 'taskReceived' && taskAction(details).retrievesPolicy === true);

export function policyRequests(source: DeviceSource): { moment: number; isForced: boolean }[] {
  const forced = source.history.filter(isPolicyTrigger).map((event) => event.at);
  const all = new Map(polls(source).map((moment) => [moment, false]));
  for (const moment of forced) all.set(moment, true);
  for (const moment of arrivals(source)) if (!all.has(moment)) all.set(moment, false);
  return [...all].map(([moment, isForced]) => ({ moment, isForced })).sort((a, b) => a.moment - b.moment);
}

export const policyAgent = deviceLog(
  'PolicyAgent.log',
  'Requests for policy and what they brought.',
  {
    triggered: ({ details }) =>
      details.trigger === 'userPolicy' ? [info('Requesting user policy assignments for the signed-in user.')] : [],
  },
  (source) => {
    const brought = arrivals(source);
    const { code } = source.facts.site;
    return policyRequests(source).flatMap(({ moment, isForced }) =>
      at(
        moment,
        info(
          `Requesting machine policy assignments from authority SMS:${code}${isForced ? ' (started by request)' : ''}`,
        ),
        brought.has(moment)
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
