import { taskIds } from '../../attach/client-tasks.ts';
import type { SiteEvents } from '../../kernel/history.ts';
import { failure, info, warning } from '../line.ts';
import { siteLog } from '../log.ts';
import type { SiteSource } from '../source.ts';
import { isUploadingAt } from '../past.ts';
import { connector } from './upload.ts';
import { whileBad } from './while-bad.ts';

const guidOf = ({ estate }: SiteSource, { action }: SiteEvents['taskSent']): string =>
  taskIds(estate.seed, action).taskGuid;

export const notificationWorker = siteLog(
  'serviceConnectionPoint',
  'CMGatewayNotificationWorker.log',
  'Actions that the cloud asks for: checked against the rights of the site, and passed on.',
  {
    taskAuthorized: ({ details }, source) => [
      info('Received new notification. Validating its content.'),
      info(
        `Authorized to perform client action. TemplateID: ${details.template} TenantId: ${source.estate.tenant.tenant_guid} AADUserID: ${details.user}`,
      ),
      info(
        `Forwarded BGB remote task. TemplateID: ${details.template} TaskGuid: ${guidOf(source, details)} TargetDeviceIDs: ${details.deviceId}`,
      ),
    ],
    taskRefused: ({ details }, { estate }) => [
      info('Received new notification. Validating its content.'),
      failure(
        `Unauthorized to perform client action. TemplateID: ${details.template} TenantId: ${estate.tenant.tenant_guid} AADUserID: ${details.user}. ${details.why}`,
      ),
    ],
  },
  (source) =>
    whileBad(source, 'serviceEndpoints', 'blocked', [
      failure('Getting notifications failed: the endpoint cannot be reached.'),
    ]).filter(({ at: moment }) => isUploadingAt(source, moment)),
  connector,
);

export const bgbServer = siteLog(
  'managementPoint',
  'BgbServer.log',
  'The notification server: tasks that go out to clients over their channels.',
  {
    taskSent: ({ details }, source) => {
      const { pushId, taskId } = taskIds(source.estate.seed, details.action);
      return [
        info(`Read push message from the database: PushID ${pushId}.`),
        info(
          `Task was sent: PushID ${pushId} TaskID ${taskId} TaskGUID ${guidOf(source, details)} TaskType ${details.template}, 1 client (${details.device}).`,
        ),
      ];
    },
    clientNotification: ({ details }) => [
      info('Read push message from the database: download computer policy.'),
      details.isConnected
        ? info(`Task was sent to 1 client (${details.device}).`)
        : warning(`${details.device} has no connection: the task waits for it.`),
    ],
  },
  () => [],
  'SMS_NOTIFICATION_SERVER',
);
