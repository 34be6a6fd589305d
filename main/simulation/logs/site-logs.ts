import { sliderLabels, workloads, type SliderPosition, type WorkloadId } from '../../../shared/cloud-attach.ts';
import { clauseOf } from '../../../shared/settings/condition.ts';
import { conditions } from '../../../shared/settings/conditions.ts';
import { day, formatIso, hour } from '../../../shared/time.ts';
import { gatewayAddress, gatewayName, gatewayState, managementBlock, managementNeeds } from '../attach/gateway.ts';
import { taskIds } from '../attach/client-tasks.ts';
import { blockedBy, isUploading, runAfter, runBefore, uploadPeriod } from '../attach/connector.ts';
import { lastFull } from '../collections/touch.ts';
import type { Details } from '../change.ts';
import { at, failure, info, warning, type Line, type Said } from './line.ts';
import { every, told, type SiteSource, type Tellers } from './source.ts';

/** Where a log of the site lies. That the SMS Provider is on the server of the service connection point is assumed. */
export type SiteRole = 'serviceConnectionPoint' | 'managementPoint' | 'smsProvider' | 'siteServer';
export type SiteLog = {
  name: string;
  role: SiteRole;
  component: string;
  what: string;
  lines: (source: SiteSource) => Line[];
};
const log = (
  role: SiteRole,
  name: string,
  what: string,
  tellers: Tellers<SiteSource>,
  recurring: (source: SiteSource) => Line[] = () => [],
  component = name.replace(/\.log$/, ''),
): SiteLog => ({
  name,
  role,
  component,
  what,
  lines: (source) => [...told(source, tellers), ...recurring(source)],
});

const connector = 'SMS_SERVICE_CONNECTOR';
/** The setting that keeps the site from the cloud is stored by its id. */
function causeOf({ cause }: Details): string {
  const condition = conditions.find(({ setting }) => setting === cause);
  if (!condition) return String(cause);
  return condition.code === null ? clauseOf(condition) : `${clauseOf(condition)} (status message ${condition.code})`;
}

/** While a setting stands at a bad value a component says so every hour. That it is an hour is assumed. */
const whileBad = (source: SiteSource, setting: string, bad: string, said: readonly Said[]): Line[] => {
  const since = source.since(setting);
  if (source.estate.setting(setting) !== bad) return [];
  const from = Math.max(source.from, since ?? source.from);
  return every(hour, from, source.now).flatMap((moment) => at(moment, ...said));
};

/** The tenant's view of who sent what; runs without anything to send are worked out for the last day. */
function uploadRuns({ estate, history, now }: SiteSource): Line[] {
  const { cloud } = estate;
  if (!isUploading(cloud)) return [];
  const isStopped = blockedBy((id) => estate.setting(id)) !== undefined;
  const sent = new Set(history.flatMap(({ kind, at: moment }) => (kind === 'uploadSent' ? [moment] : [])));
  const lines: Line[] = [];
  const first = Math.max(cloud.attached_at + uploadPeriod, runAfter(cloud, now - day));
  for (let run = first; run <= runBefore(cloud, now); run += uploadPeriod) {
    const blocked = stoppedAt(history, run, isStopped);
    if (sent.has(run)) continue;
    lines.push(
      ...at(
        run,
        blocked
          ? failure('Batching is skipped: the cloud cannot be reached.')
          : info('No resources changed since the last upload.'),
        info(`Next run time will be at approximately: ${formatIso(run + uploadPeriod)}`),
      ),
    );
  }
  return lines;
}
function stoppedAt(history: SiteSource['history'], moment: number, isStopped: boolean): boolean {
  const last = history.findLast(
    ({ kind, at: when }) => when <= moment && (kind === 'uploadBlocked' || kind === 'uploadResumed'),
  );
  if (last) return last.kind === 'uploadBlocked';
  return isStopped && !history.some(({ kind }) => kind === 'uploadBlocked');
}

const syncUploadWorker = log(
  'serviceConnectionPoint',
  'CMGatewaySyncUploadWorker.log',
  'Upload of devices to the tenant: what each run sent, and when the next is due.',
  {
    attached: () => [info('Tenant attach is enabled: uploading all devices in scope.')],
    uploadSent: ({ details }) => [
      info(
        `${details['isFull'] === true ? 'Full sync' : 'Batch'}: ${String(details['records'])} records are uploaded, ${String(details['removed'])} are removed.`,
      ),
      info(`Next run time will be at approximately: ${formatIso(Number(details['nextRun']))}`),
    ],
    uploadBlocked: ({ details }) => [failure(`Upload failed: ${causeOf(details)}.`)],
    uploadResumed: () => [info('The cloud can be reached again.')],
    attachEdited: () => [info('Properties changed: the scope of the upload is worked out anew.')],
    detachBegun: ({ details }) => [
      info(`Offboarding begins; it is done by ${formatIso(Number(details['expectedBy']))}.`),
    ],
    detached: ({ details }) => [
      info(
        `Offboarding finished (started from the ${details['from'] === 'cloud' ? 'admin center' : 'console'}). Uploads are stopped.`,
      ),
    ],
  },
  uploadRuns,
  connector,
);

const guidOf = (source: SiteSource, { details }: { details: Details }): string =>
  taskIds(source.estate.seed, Number(details['action'])).taskGuid;

const notificationWorker = log(
  'serviceConnectionPoint',
  'CMGatewayNotificationWorker.log',
  'Actions that the cloud asks for: checked against the rights of the site, and passed on.',
  {
    taskAuthorized: (happening, source) => {
      const { details } = happening;
      return [
        info('Received new notification. Validating its content.'),
        info(
          `Authorized to perform client action. TemplateID: ${String(details['template'])} TenantId: ${source.estate.tenant.tenant_guid} AADUserID: ${String(details['user'])}`,
        ),
        info(
          `Forwarded BGB remote task. TemplateID: ${String(details['template'])} TaskGuid: ${guidOf(source, happening)} TargetDeviceIDs: ${String(details['deviceId'])}`,
        ),
      ];
    },
    taskRefused: ({ details }, { estate }) => [
      info('Received new notification. Validating its content.'),
      failure(
        `Unauthorized to perform client action. TemplateID: ${String(details['template'])} TenantId: ${estate.tenant.tenant_guid} AADUserID: ${String(details['user'])}. ${String(details['why'])}`,
      ),
    ],
  },
  (source) =>
    source.estate.cloud.attached_at === null
      ? []
      : whileBad(source, 'serviceEndpoints', 'blocked', [
          failure('Getting notifications failed: the endpoint cannot be reached.'),
        ]),
  connector,
);

const genericUploadWorker = log(
  'serviceConnectionPoint',
  'GenericUploadWorker.log',
  'Collections and other data that go to the cloud beside devices.',
  {
    attached: () => [info('AccountOnboardingInfo was posted, status 200.')],
    uploadBlocked: ({ details }) => [failure(`Upload failed: ${causeOf(details)}.`)],
    collectionSynced: ({ details }) => [
      info(
        `Collection ${String(details['collection'])} to group ${String(details['group'])}: ${String(details['added'])} added, ${String(details['removed'])} removed, ${String(details['skipped'])} without an Entra device id.`,
      ),
    ],
    collectionSyncFailed: ({ details }) => [
      failure(
        `Collection ${String(details['collection'])} could not be synchronized to ${String(details['group'])}: ${String(details['why'])}`,
      ),
    ],
  },
  () => [],
  connector,
);

const bgbServer = log(
  'managementPoint',
  'BgbServer.log',
  'The notification server: tasks that go out to clients over their channels.',
  {
    taskSent: (happening, source) => {
      const { pushId, taskId } = taskIds(source.estate.seed, Number(happening.details['action']));
      return [
        info(`Read push message from the database: PushID ${pushId}.`),
        info(
          `Task was sent: PushID ${pushId} TaskID ${taskId} TaskGUID ${guidOf(source, happening)} TaskType ${String(happening.details['template'])}, 1 client (${String(happening.details['device'])}).`,
        ),
      ];
    },
    clientNotification: ({ details }) => [
      info('Read push message from the database: download computer policy.'),
      details['isConnected'] === true
        ? info(`Task was sent to 1 client (${String(details['device'])}).`)
        : warning(`${String(details['device'])} has no connection: the task waits for it.`),
    ],
  },
  () => [],
  'SMS_NOTIFICATION_SERVER',
);

const cloudMgr = log(
  'serviceConnectionPoint',
  'CloudMgr.log',
  'Creation and watching of the cloud management gateway.',
  {
    gatewayCreating: ({ details }) => [info(`Creating the cloud management gateway ${String(details['address'])}.`)],
    gatewayReady: ({ details }) => [info(`Cloud service ${String(details['address'])} is Ready.`)],
    gatewayFailed: ({ details }) => [
      failure(
        `Provisioning of the cloud management gateway failed (${String(details['code'])}): ${String(details['why'])}`,
      ),
    ],
    gatewayDeleted: () => [info('The cloud management gateway was deleted.')],
  },
  (source) => {
    const { estate, from, now } = source;
    const readyAt = estate.cloud.gateway_at;
    if (readyAt === null || readyAt > now) return [];
    const block = managementBlock(estate);
    if (block) {
      const since = managementNeeds
        .map(({ setting: id }) => source.since(id))
        .reduce<number>(
          (latest, moment) => (moment !== null && moment > latest ? moment : latest),
          Math.max(from, readyAt),
        );
      return every(hour, since, now).flatMap((moment) =>
        at(moment, failure(`State of ${gatewayName(estate)} could not be read (${block.code}): ${block.why}`)),
      );
    }
    return every(day, Math.max(from, readyAt), now).flatMap((moment) =>
      at(moment, info(`State of ${gatewayName(estate)} is Ready.`)),
    );
  },
  'SMS_CLOUD_SERVICES_MANAGER',
);

const proxyConnector = log(
  'managementPoint',
  'SMS_Cloud_ProxyConnector.log',
  'The gateway connection point: its connection to the gateway and what clients are refused for.',
  {
    gatewayReady: ({ details }) => [info(`Building the connection to ${String(details['address'])}.`)],
  },
  (source) => {
    const { estate, now, from } = source;
    const { exists, parts } = gatewayState(estate, now);
    if (!exists || estate.setting('gatewayConnectionPoint') === 'none') return [];
    return [
      ...whileBad(source, 'gatewayConnectionPoint', 'disconnected', [
        failure(`The connection to ${gatewayAddress(estate)} is lost and cannot be built up again.`),
      ]),
      ...whileBad(source, 'gatewayCrl', 'unreachable', [
        failure('Client request was refused with 403: CMGConnector_Clientcertificaterequired.'),
      ]),
      ...whileBad(source, 'gatewayCertificate', 'expired', [
        failure('The server certificate of the gateway has expired.'),
      ]),
      ...whileBad(source, 'managementPointGateway', 'off', [
        failure('No management point takes traffic of the gateway: request was answered with 503.'),
      ]),
      ...(parts.every(({ ok, stops }) => ok || !stops.includes('policy'))
        ? every(day, from, now).flatMap((moment) => at(moment, info(`Connection to ${gatewayName(estate)} stands.`)))
        : []),
    ];
  },
);

const discoveryAgent = log(
  'siteServer',
  'SMS_AZUREAD_DISCOVERY_AGENT.log',
  'Discovery of users and groups in Microsoft Entra ID.',
  {
    entraUserDiscovery: ({ details }, { estate }) => [
      info(`Full discovery was started by hand: ${String(details['users'])} users in tenant ${estate.tenant.domain}.`),
    ],
  },
  (source) => {
    const { estate, from, now } = source;
    if (estate.setting('entraUserDiscovery') !== 'on') return [];
    const since = Math.max(from, source.since('entraUserDiscovery') ?? from);
    if (estate.setting('azureServices') === 'none')
      return every(hour, since, now).flatMap((moment) =>
        at(moment, failure('No Azure service is configured: nothing is discovered.')),
      );
    if (estate.setting('serverAppSecret') === 'expired')
      return whileBad(source, 'serverAppSecret', 'expired', [
        failure('Getting a token for the server app failed: AADSTS7000222, the client secret is expired.'),
      ]);
    if (estate.setting('conditionalAccessBlocksServerApp') === 'on')
      return whileBad(source, 'conditionalAccessBlocksServerApp', 'on', [
        failure('Getting a token for the server app failed: AADSTS53003, blocked by Conditional Access.'),
      ]);
    return every(day, since, now).flatMap((moment) =>
      at(moment, info(`Full discovery of users in tenant ${estate.tenant.domain} finished.`)),
    );
  },
);

const adminService = log(
  'smsProvider',
  'AdminService.log',
  'The administration service: requests of the cloud for a device, and who was refused.',
  {
    taskRefused: ({ details }) => [failure(`System.Security.SecurityException: ${String(details['why'])}`)],
    recoveryKeyShown: ({ details }) => [
      info(
        `Processing request of ${String(details['user'])}: recovery key ${String(details['keyId'])} of device ${String(details['deviceId'])}.`,
      ),
    ],
  },
  (source) =>
    whileBad(source, 'administrationService', 'failing', [
      failure('The administration service does not answer: restart SMS_REST_PROVIDER.'),
    ]),
  'SMS_REST_PROVIDER',
);
const restProvider = log(
  'smsProvider',
  'SMS_REST_PROVIDER.log',
  'The component that runs the administration service.',
  {},
  (source) => [
    ...whileBad(source, 'administrationService', 'failing', [
      failure('The administration service stopped and could not be started.'),
    ]),
    ...whileBad(source, 'providerAuthentication', 'mfa', [
      failure(
        'Request was answered with 403 Forbidden: the authentication level of the SMS Provider asks for more than Windows authentication.',
      ),
    ]),
  ],
);

const ccmSts = log(
  'managementPoint',
  'CCM_STS_ManagedBase.log',
  'Check of Entra tokens at the management point (from site version 2603 it asks Entra ID itself).',
  {},
  (source) =>
    source.estate.site.version < 2603 || source.estate.setting('gateway') !== 'ready'
      ? []
      : whileBad(source, 'managementPointInternet', 'blocked', [
          failure(
            'MiseAuthenticationTicketProviderException … MISE12034: SocketException, https://login.microsoftonline.com cannot be reached in the system context.',
          ),
        ]),
);

const adUserDiscovery = log(
  'siteServer',
  'adusrdis.log',
  'Discovery of users in Active Directory.',
  {
    adUserDiscovery: ({ details }, { estate }) => [
      info(`Full discovery was started by hand: ${String(details['users'])} users in ${estate.site.domain}.`),
    ],
  },
  ({ estate, from, now, since }) => {
    if (estate.setting('adUserDiscovery') !== 'on') return [];
    return every(day, Math.max(from, since('adUserDiscovery') ?? from), now).flatMap((moment) =>
      at(moment, info(`Discovery of users in ${estate.site.domain} finished.`)),
    );
  },
  'SMS_AD_USER_DISCOVERY_AGENT',
);

const collEval = log(
  'siteServer',
  'colleval.log',
  'Evaluation of collections.',
  {},
  ({ collections, from, now }) =>
    collections
      .filter(({ is_computed: isComputed }) => isComputed === 0)
      .flatMap((collection) => {
        const full: number[] = [];
        for (
          let moment = lastFull(collection, now);
          moment !== null && moment >= from;
          moment = lastFull(collection, moment - 1)
        )
          full.push(moment);
        const { refreshed_at: refreshed, collection_code: code, name } = collection;
        const all = [...new Set([...full, ...(refreshed >= from ? [refreshed] : [])])];
        return all.flatMap((moment) => at(moment, info(`Evaluated collection ${code} (${name}).`)));
      }),
  'SMS_COLLECTION_EVALUATOR',
);

/** The site server's own diary of what administrators changed about co-management. */
const policyProvider = log(
  'siteServer',
  'policypv.log',
  'Policies that the site makes out of what administrators set.',
  {
    workloadMoved: ({ details }) => {
      const { label } = workloads[String(details['workload']) as WorkloadId];
      const to = sliderLabels[String(details['to']) as SliderPosition];
      return [info(`Policy CoMgmtSettingsProd is made anew: ${label} is at ${to}.`)];
    },
    comanagementEnabled: () => [info('Policies CoMgmtSettingsProd and of the pilots were created.')],
    comanagementChanged: ({ details }) => [
      info(`Policy CoMgmtSettingsProd is made anew: automatic enrollment is ${String(details['enroll'])}.`),
    ],
    comanagementRemoved: () => [info('Policies CoMgmtSettingsProd and of the pilots were removed.')],
  },
  () => [],
  'SMS_POLICY_PROVIDER',
);

export const siteLogs: readonly SiteLog[] = [
  syncUploadWorker,
  notificationWorker,
  genericUploadWorker,
  cloudMgr,
  bgbServer,
  proxyConnector,
  ccmSts,
  adminService,
  restProvider,
  discoveryAgent,
  adUserDiscovery,
  collEval,
  policyProvider,
];
