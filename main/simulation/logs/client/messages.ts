import { findTrigger, type NotificationId } from '../../../../shared/desktop/triggers.ts';
import { formatIso, hour } from '../../../../shared/time.ts';
import { taskIds } from '../../attach/client-tasks.ts';
import type { DeviceEvents } from '../../kernel/history.ts';
import { at, failure, info, warning, type Said } from '../line.ts';
import { deviceLog } from '../log.ts';
import { enrolledAt, gatewayAddressAt, wasOverGateway } from '../past.ts';
import { every, lostSpans, spans, type DeviceSource } from '../source.ts';
import { policyRequests } from './policy.ts';

/** Whom the client talks to at a moment. */
const resource = (source: DeviceSource, moment: number): string => {
  const { facts } = source;
  return wasOverGateway(source, moment)
    ? `https://${gatewayAddressAt(source, moment)}`
    : `http://${facts.site.management_point}`;
};

export const locationServices = deviceLog(
  'LocationServices.log',
  'Which management point or gateway the client uses, by network.',
  {},
  (source) => {
    const { facts, from, now } = source;
    const lost = lostSpans(source);
    const inside = new Set(spans(source, 'intranet').map(({ start }) => start));
    return spans(source, 'internet')
      .flatMap(({ start }) => {
        const isInside = facts.presence?.isOn('intranet', start) === true || inside.has(start);
        const network = info(`Current network is ${isInside ? 'the intranet' : 'the internet'}.`);
        if (wasOverGateway(source, start)) {
          return at(
            start,
            network,
            lost.some((span) => span.start <= start && start < span.end)
              ? failure(`Cloud management gateway ${gatewayAddressAt(source, start)} cannot be used.`)
              : info(`Assigned management point is the cloud management gateway ${gatewayAddressAt(source, start)}.`),
          );
        }
        return at(
          start,
          network,
          isInside
            ? info(`Assigned management point is ${facts.site.management_point}.`)
            : warning('No management point can be reached from this network, and no gateway is known.'),
        );
      })
      .filter(({ at: moment }) => moment >= from && moment <= now);
  },
);

export const ccmMessaging = deviceLog(
  'CcmMessaging.log',
  'Messages between client and management point.',
  {
    ccmsetupFailed: ({ details }) =>
      details.code === null
        ? []
        : [failure(`Message could not be posted: ${details.code} ${details.name ?? ''}`.trim())],
    gatewayLost: ({ at: moment, details }, source) => [
      failure(`Post to https://${gatewayAddressAt(source, moment)} failed with ${codeOf(details)}: ${details.why}`),
    ],
    gatewayReached: (event, source) => [info(`Post to https://${gatewayAddressAt(source, event.at)} succeeds again.`)],
  },
  (source) => {
    const losses = source.history.filter((event) => event.kind === 'gatewayLost');
    return [
      ...policyRequests(source).flatMap(({ moment }) =>
        at(moment, info(`Message for MP_PolicyManager was posted to ${resource(source, moment)}, HTTP status 200.`)),
      ),
      // What a client cannot deliver it tries again with every poll, which is every hour.
      ...lostSpans(source).flatMap(({ start, end }) =>
        every(hour, Math.max(start, source.from), Math.min(end, source.now)).flatMap((moment) => {
          const lost = losses.findLast((loss) => loss.at <= moment);
          return lost && source.facts.presence?.isOn('internet', moment)
            ? at(
                moment,
                failure(`Post to https://${gatewayAddressAt(source, moment)} failed with ${codeOf(lost.details)}.`),
              )
            : [];
        }),
      ),
    ];
  },
);
const codeOf = ({ code, http, name }: DeviceEvents['gatewayLost']): string =>
  [code, name, http === null ? null : `HTTP status ${http}`].filter(Boolean).join(', ');

const received = (notification: NotificationId): Said[] => [
  info(`Received task from server: ${findTrigger(notification)!.label.toLowerCase()}.`),
  info('Sent response with ReturnCode 1.'),
];

export const notificationAgent = deviceLog(
  'CcmNotificationAgent.log',
  'The notification channel (BgbAgent): connection, tasks that the site sends, and the time Intune judges the agent by.',
  {
    taskReceived: ({ details }, { facts }) => {
      const { pushId, taskId, taskGuid } = taskIds(facts.seed, details.action);
      return [
        info(
          `Receive task from server with pushid=${pushId}, taskid=${taskId}, taskguid=${taskGuid}, tasktype=${details.template}`,
        ),
        info(`Scheduler runs the task ${details.kind}.`),
        info('Sent response with ReturnCode 1.'),
      ];
    },
    timelineSent: ({ details }) => [
      info(`Received task from server: events of the device timeline, asked for by ${details.user}.`),
      info('Sent response with ReturnCode 1.'),
    ],
    notificationReceived: ({ details }) => received(details.notification),
    triggered: ({ details }) => (details.trigger === 'downloadComputerPolicy' ? received(details.trigger) : []),
  },
  (source) => {
    const over = { gateway: spans(source, 'internet'), network: spans(source, 'intranet') };
    const connections = [
      ...over.gateway.filter(({ start }) => wasOverGateway(source, start)),
      ...over.network.filter(({ start }) => !wasOverGateway(source, start)),
    ].sort((a, b) => a.start - b.start);
    const lines = connections.flatMap(({ start, end }) => [
      ...at(
        start,
        info(`Connected to the notification server of ${source.facts.site.management_point}.`),
        ...(enrolledAt(source, start)
          ? [info(`Updating MDM ClientHealthLastSyncTime with value ${formatIso(start)}`)]
          : []),
      ),
      ...(end <= source.now ? at(end, warning('Connection to the notification server was lost.')) : []),
    ]);
    return lines.filter(({ at: moment }) => moment >= source.from);
  },
);
