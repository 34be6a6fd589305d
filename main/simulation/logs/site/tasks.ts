import { findTrigger, type NotificationId } from '../../../../shared/desktop/triggers.ts';
import { taskIds, templateName } from '../../attach/client-tasks.ts';
import type { SiteEvents } from '../../kernel/history.ts';
import { entraUserId } from '../../kernel/identifiers.ts';
import { failure, info, warning } from '../line.ts';
import { siteLog } from '../log.ts';
import type { SiteSource } from '../source.ts';
import { isUploadingAt } from '../past.ts';
import { connector } from './upload.ts';
import { whileBad } from './while-bad.ts';

const guidOf = ({ estate }: SiteSource, { action }: SiteEvents['taskSent']): string =>
  taskIds(estate.seed, action).taskGuid;

const received = [
  info('Received new notification. Validating basic notification details...'),
  info('Validating device action message content...'),
];
const callOf = ({ estate }: SiteSource, { template, user }: SiteEvents['taskSent']): string =>
  `TemplateID: ${templateName(template)} TenantId: ${estate.tenant.tenant_guid} AADUserID: ${entraUserId(estate.seed, user)}`;

export const notificationWorker = siteLog(
  'serviceConnectionPoint',
  'CMGatewayNotificationWorker.log',
  'Actions that the cloud asks for: checked against the rights of the site, and passed on.',
  {
    taskAuthorized: ({ details }, source) => [
      ...received,
      info(`Authorized to perform client action. ${callOf(source, details)}`),
      info(
        `Forwarded BGB remote task. TemplateID: ${details.template} TaskGuid: ${guidOf(source, details)} TargetDeviceIDs: ${details.deviceId}`,
      ),
    ],
    taskRefused: ({ details }, source) => [
      ...received,
      failure(`Unauthorized to perform client action. ${callOf(source, details)}. ${details.why}`),
    ],
  },
  (source) =>
    whileBad(source, 'serviceEndpoints', 'blocked', [
      failure('Getting notifications failed: the endpoint cannot be reached.'),
    ]).filter(({ at: moment }) => isUploadingAt(source, moment)),
  connector,
);

const taskName = (notification: NotificationId = 'downloadComputerPolicy'): string =>
  findTrigger(notification)!.label.toLowerCase();

export const bgbServer = siteLog(
  'managementPoint',
  'BgbServer.log',
  'The notification server: tasks that go out to clients over their channels.',
  {
    taskSent: ({ details }, source) => {
      const { pushId, taskId } = taskIds(source.estate.seed, details.action);
      return [
        info('Get one push message from database.'),
        info(
          `Starting to send push task (PushID: ${pushId} TaskID: ${taskId} TaskGUID: ${guidOf(source, details)} TaskType: ${details.template} TaskParam: ) to 1 clients (${details.device}).`,
        ),
      ];
    },
    clientNotification: ({ details }) => [
      info('Get one push message from database.'),
      details.isConnected
        ? info(`Starting to send push task (${taskName(details.notification)}) to 1 clients (${details.device}).`)
        : warning(`${details.device} has no connection: the task ${taskName(details.notification)} waits for it.`),
    ],
  },
  () => [],
  'SMS_NOTIFICATION_SERVER',
);

/** Where logs that the console collects from clients come in. */
export const collectedFiles = siteLog(
  'managementPoint',
  'MP_SinvCollFile.log',
  'Files that clients send: those of software inventory, and the logs that the console asked for.',
  {
    clientLogsCollected: ({ details }) => [info(`Collected client logs were received from ${details.device}.`)],
  },
);
export const softwareInventory = siteLog(
  'siteServer',
  'sinvproc.log',
  'Files of clients as the site server takes them over.',
  {
    clientLogsCollected: ({ details }) => [
      info(`Client logs of ${details.device} were stored in Inboxes\\sinv.box\\FileCol.`),
    ],
  },
);
