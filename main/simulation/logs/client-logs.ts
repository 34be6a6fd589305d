import { workloadIds, workloads, type WorkloadId } from '../../../shared/cloud-attach.ts';
import { enrolmentErrorByCode } from '../../../shared/enrolment-errors.ts';
import { findTrigger } from '../../../shared/device-triggers.ts';
import { formatIso, hour, minute } from '../../../shared/time.ts';
import { taskIds } from '../attach/client-tasks.ts';
import { gatewayAddress } from '../attach/gateway.ts';
import { bitsIn, hasWorkload } from '../comanagement/capabilities.ts';
import type { Details } from '../change.ts';
import { entraDeviceId, guidFor } from '../shell/identifiers.ts';
import { at, failure, info, warning, type Line, type Said } from './line.ts';
import {
  dailyRuns,
  every,
  firstOfEachDay,
  flagsAt,
  heartbeats,
  isOverGateway,
  lostSpans,
  policyAt,
  polls,
  spans,
  told,
  type DeviceSource,
  type Tellers,
} from './source.ts';

export type DeviceLog = {
  name: string;
  component: string;
  /** What it shows, for people who look for the right log. */
  what: string;
  lines: (source: DeviceSource) => Line[];
};
const log = (
  name: string,
  what: string,
  tellers: Tellers<DeviceSource>,
  recurring: (source: DeviceSource) => Line[] = () => [],
): DeviceLog => ({
  name,
  component: name.replace(/\.log$/, ''),
  what,
  lines: (source) => [...told(source, tellers), ...recurring(source)],
});

const yes = (value: Details[string] | undefined): string => (value === true ? 'true' : 'false');
/** A log names a code at most; what it means is for the reader to find out. */
const nameOf = (code: string): string => enrolmentErrorByCode.get(code)?.name ?? 'unknown error';
const resource = ({ facts }: DeviceSource): string =>
  isOverGateway({ facts }) ? `https://${gatewayAddress(facts)}` : `http://${facts.site.management_point}`;

/** Every try that a stuck enrolment does not make, because it ends the same: one series of three after each daily evaluation. */
function repeatedTries(source: DeviceSource): number[] {
  const { comanagement: state } = source.facts;
  if (state?.stage !== 'failed' || state.reason !== 'cause' || state.attempted_at === null) return [];
  const anchor = state.policy_at ?? state.attempted_at;
  const { presence } = source.facts;
  const found: number[] = [];
  const evaluations = Math.floor((source.now - anchor) / (24 * hour));
  for (let nth = Math.max(0, evaluations - 60); nth <= evaluations; nth += 1) {
    const due = anchor + nth * 24 * hour;
    const moment = due > state.attempted_at ? presence?.nextOn('internet', due) : undefined;
    if (moment !== undefined && moment <= source.now && moment !== found.at(-1)) found.push(moment);
  }
  return found;
}

const tokenWords = (token: Details[string] | undefined): string =>
  token === 'user'
    ? 'RegisterDeviceWithManagementUsingAADCredentials with the token of the signed-in user'
    : 'RegisterDeviceWithManagementUsingAADDeviceCredentials with the token of the device';

const merge: Tellers<DeviceSource>[string] = ({ details }, { facts }) => {
  if (details['isPresent'] !== true)
    return [
      info('Co-management policy is gone; settings are taken back.'),
      info("Merged value for setting 'CoManagementSettings_Allow' is 'false'"),
    ];
  const flags = Number(details['flags']);
  const before = Number(details['flagsBefore']);
  const isEnrolled = facts.device.is_mdm_enrolled === 1;
  return [
    info('Getting and merging the co-management settings of the assigned policies.'),
    info(`Merged value for setting 'CoManagementSettings_AutoEnroll' is '${yes(details['autoEnroll'])}'`),
    info("Merged value for setting 'CoManagementSettings_Allow' is 'true'"),
    info(`Merged value for setting 'CoManagementSettings_Capabilities' is '${flags}'`),
    ...(before === flags ? [] : [info(`Co-management capabilities change from ${before} to ${flags}.`)]),
    ...(isEnrolled
      ? workloadIds.map((id) => authorityLine(id, flags))
      : [info('Device is not enrolled with MDM: all workloads stay with Configuration Manager.')]),
  ];
};
const authorityLine = (id: WorkloadId, flags: number): Said =>
  info(
    `Workload ${bitsIn(flags, id)} (${workloads[id].label}) is managed by ${hasWorkload(flags, id) ? 'Intune' : 'Configuration Manager'}.`,
  );

/** In the order of the phases: policy, timer, try, outcome, report. Fragments: support articles; the other words are the lab's. */
const coManagementHandler = log(
  'CoManagementHandler.log',
  'Merging of co-management policy, the enrollment timer, each try to enroll and its code.',
  {
    policyMerged: merge,
    enrollQueued: ({ details }) => [
      details['reason'] === 'policyEvaluation'
        ? info('Device is not enrolled with MDM any more; the next evaluation of the policy enrolls it.')
        : info('Device is to be enrolled with MDM.'),
      info(`Queuing enrollment timer to fire at ${formatIso(Number(details['firesAt']))}`),
    ],
    enrollTimerFired: () => [info('Enrollment timer fired.')],
    enrollTry: ({ details }, { facts }) => [
      info(
        `Read join info: tenant ${facts.tenant.tenant_guid}, device ${entraDeviceId(facts.seed, facts.device.id)}, enrollment URL https://enrollment.manage.microsoft.com/enrollmentserver/discovery.svc`,
      ),
      info(`Enrolling device to MDM... Try #${String(details['attempt'])} out of ${String(details['of'])}`),
      info(`Calling ${tokenWords(details['token'])}.`),
    ],
    enrollWaitsForUser: () => [
      warning('No device token: enrollment falls back to a user token. Pending user sign in.'),
    ],
    enrollFailed: ({ details }) => {
      const code = String(details['code']);
      const retryAt = details['retryAt'];
      return [
        failure(`Enrollment with MDM failed with error code ${code} ${nameOf(code)}`),
        typeof retryAt === 'number'
          ? info(`Queuing enrollment retry timer to fire at ${formatIso(retryAt)}`)
          : warning(
              `Try #${String(details['attempt'])} was the last one of ${String(details['of'])}; the next evaluation of the policy tries again.`,
            ),
      ];
    },
    enrolled: (_happening, { facts }) => [
      info('Device was enrolled with MDM successfully.'),
      info('Device Provisioned'),
      info(`CoManagementFlags in the registry are set to ${facts.comanagement?.flags ?? 0}.`),
    ],
    alreadyEnrolled: () => [info('Device is already enrolled with MDM.'), info('Device Provisioned')],
    comgmtReported: ({ details }) => [
      info(
        `Reported the co-management state to the site: stage ${String(details['stage'])}, MDMEnrolled ${details['isEnrolled'] === true ? 1 : 0}${details['code'] === null ? '' : `, error ${String(details['code'])}`}.`,
      ),
    ],
    unenrolled: () => [
      warning('Device is not enrolled with MDM any more. Workloads go back to Configuration Manager.'),
    ],
  },
  (source) =>
    [
      ...repeatedTries(source).flatMap((moment) => {
        const code = source.facts.comanagement?.code ?? '';
        return [1, 2, 3].flatMap((attempt) =>
          at(
            moment + (attempt - 1) * 15 * minute,
            info(`Enrolling device to MDM... Try #${attempt} out of 3`),
            failure(`Enrollment with MDM failed with error code ${code} ${nameOf(code)}`),
          ),
        );
      }),
      // Every evaluation of the policy says the same once everything is done.
      ...firstOfEachDay(polls(source)).flatMap((moment) => {
        const { comanagement: state, device } = source.facts;
        const isDone = device.is_mdm_enrolled === 1 && state?.stage === 'enrolled' && state.since < moment;
        return isDone && policyAt(source, moment)
          ? at(
              moment,
              info(`Merged value for setting 'CoManagementSettings_Capabilities' is '${flagsAt(source, moment)}'`),
              info('Machine is already enrolled with MDM.'),
            )
          : [];
      }),
    ].filter(({ at: moment }) => moment <= source.now),
);

/** What polls brought, by moment: the kinds of the diary that are policy. */
const policyKinds: ReadonlySet<string> = new Set(['policyMerged', 'joinAllowed', 'joinDisallowed']);
const arrivals = (source: DeviceSource): ReadonlySet<number> =>
  new Set(source.history.flatMap(({ kind, at: moment }) => (policyKinds.has(kind) ? [moment] : [])));
/** Policy requests out of turn: somebody asked for them. */
const isPolicyTrigger = ({ kind, details }: { kind: string; details: Details }): boolean =>
  (kind === 'triggered' &&
    (details['trigger'] === 'machinePolicy' || details['trigger'] === 'downloadComputerPolicy')) ||
  (kind === 'taskReceived' && details['kind'] === 'syncMachinePolicy');

function policyRequests(source: DeviceSource): { moment: number; isForced: boolean }[] {
  const forced = source.history.filter(isPolicyTrigger).map((happening) => happening.at);
  const all = new Map(polls(source).map((moment) => [moment, false]));
  for (const moment of forced) all.set(moment, true);
  for (const moment of arrivals(source)) if (!all.has(moment)) all.set(moment, false);
  return [...all].map(([moment, isForced]) => ({ moment, isForced })).sort((a, b) => a.moment - b.moment);
}

const policyAgent = log(
  'PolicyAgent.log',
  'Requests for policy and what they brought.',
  {
    triggered: ({ details }) =>
      details['trigger'] === 'userPolicy' ? [info('Requesting user policy assignments for the signed-in user.')] : [],
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

const policyEvaluator = log('PolicyEvaluator.log', 'Policies that took effect at the client.', {
  policyMerged: ({ details }) =>
    details['isPresent'] === true
      ? [
          info('Applied policy CoMgmtSettingsProd.'),
          ...(details['autoEnroll'] === true
            ? [info('Applied policy CoMgmtSettingsPilotAutoEnroll or its production form.')]
            : []),
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
    details['trigger'] === 'evaluateBaseline'
      ? [info('Evaluating configuration baseline CoMgmtSettingsProd by request.')]
      : [],
});

const clientIdManagerStartup = log(
  'ClientIDManagerStartup.log',
  'Identity and registration of the client.',
  {
    clientRegistered: ({ details }, { facts }) => [
      info(`Generated client id ${clientId(facts)}.`),
      info(
        `Registered with the site ${String(details['site'])} through ${String(details['gateway'])}, with Microsoft Entra tokens (${String(details['token'])}).`,
      ),
    ],
    joinRegistered: (_happening, { facts }) => [
      info(
        `The device has the Entra device id ${entraDeviceId(facts.seed, facts.device.id)} now; it goes with the next heartbeat.`,
      ),
    ],
  },
  ({ facts, from, now }) => {
    const { booted_at: bootedAt, client_version: version } = facts.device;
    if (bootedAt < from || bootedAt > now || version === null) return [];
    return at(
      bootedAt + minute > now ? now : bootedAt + minute,
      info(`Read client id ${clientId(facts)} from the store.`),
      facts.configmgr?.has_client === 1
        ? info(`Client is registered with the site ${facts.site.code}.`)
        : warning('Client is not registered yet.'),
    );
  },
);
const clientId = ({ seed, device }: DeviceSource['facts']): string =>
  `GUID:${guidFor(seed, 'id.client', device.id).toUpperCase()}`;

const locationServices = log(
  'LocationServices.log',
  'Which management point or gateway the client uses, by network.',
  {},
  (source) => {
    const { facts, now } = source;
    const overGateway = isOverGateway(source);
    const lost = lostSpans(source);
    const inside = new Set(spans(source, 'intranet').map(({ start }) => start));
    return spans(source, 'internet')
      .flatMap(({ start }) => {
        const isInside = facts.presence?.isOn('intranet', start) === true || inside.has(start);
        const network = info(`Current network is ${isInside ? 'the intranet' : 'the internet'}.`);
        if (overGateway) {
          return at(
            start,
            network,
            lost.some((span) => span.start <= start && start < span.end)
              ? failure(`Cloud management gateway ${gatewayAddress(facts)} cannot be used.`)
              : info(`Assigned management point is the cloud management gateway ${gatewayAddress(facts)}.`),
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
      .filter(({ at: moment }) => moment <= now);
  },
);

const ccmMessaging = log(
  'CcmMessaging.log',
  'Messages between client and management point.',
  {
    ccmsetupFailed: ({ details }) =>
      details['code'] === null
        ? []
        : [failure(`Message could not be posted: ${String(details['code'])} ${String(details['name'] ?? '')}`.trim())],
    gatewayLost: ({ details }, source) => [
      failure(`Post to ${resource(source)} failed with ${codeOf(details)}: ${String(details['why'])}`),
    ],
    gatewayReached: (_happening, source) => [info(`Post to ${resource(source)} succeeds again.`)],
  },
  (source) => [
    ...policyRequests(source).flatMap(({ moment }) =>
      at(moment, info(`Message for MP_PolicyManager was posted to ${resource(source)}, HTTP status 200.`)),
    ),
    // What a client cannot deliver it tries again with every poll, which is every hour.
    ...lostSpans(source).flatMap(({ start, end }) =>
      every(hour, Math.max(start, source.from), Math.min(end, source.now)).flatMap((moment) => {
        const lost = source.history.findLast(({ kind, at: when }) => kind === 'gatewayLost' && when <= moment);
        return lost && source.facts.presence?.isOn('internet', moment)
          ? at(moment, failure(`Post to ${resource(source)} failed with ${codeOf(lost.details)}.`))
          : [];
      }),
    ),
  ],
);
const codeOf = ({ code, http, name }: Details): string =>
  [code, name, http === null ? null : `HTTP status ${String(http)}`].filter(Boolean).join(', ');

const notificationAgent = log(
  'CcmNotificationAgent.log',
  'The notification channel (BgbAgent): connection, tasks that the site sends, and the time Intune judges the agent by.',
  {
    taskReceived: ({ details }, { facts }) => [
      info(
        `Received task from server: TaskGuid ${taskIds(facts.seed, Number(details['action'])).taskGuid}, TemplateID ${String(details['template'])}.`,
      ),
      info(`Scheduler runs the task ${String(details['kind'])}.`),
      info('Sent response with ReturnCode 1.'),
    ],
    timelineSent: ({ details }) => [
      info(`Received task from server: events of the device timeline, asked for by ${String(details['user'])}.`),
      info('Sent response with ReturnCode 1.'),
    ],
    triggered: ({ details }) =>
      details['trigger'] === 'downloadComputerPolicy'
        ? [info('Received task from server: download computer policy.'), info('Sent response with ReturnCode 1.')]
        : [],
  },
  (source) => {
    const network = isOverGateway(source) ? 'internet' : 'intranet';
    return spans(source, network).flatMap(({ start, end }) => [
      ...at(
        start,
        info(`Connected to the notification server of ${source.facts.site.management_point}.`),
        ...(source.facts.device.is_mdm_enrolled === 1
          ? [info(`Updating MDM ClientHealthLastSyncTime with value ${formatIso(start)}`)]
          : []),
      ),
      ...(end <= source.now ? at(end, warning('Connection to the notification server was lost.')) : []),
    ]);
  },
);

/** Says once a day, and when the flags change, who has one workload. */
const workloadLog = (
  name: string,
  what: string,
  workload: WorkloadId,
  says: (isIntune: boolean) => Said[],
): DeviceLog =>
  log(
    name,
    what,
    {
      policyMerged: ({ details }, { facts }) =>
        facts.device.is_mdm_enrolled === 1 &&
        hasBit(workload, details['flags']) !== hasBit(workload, details['flagsBefore'])
          ? [flagLine(workload, Number(details['flags'])), ...says(hasBit(workload, details['flags']))]
          : [],
    },
    (source) =>
      firstOfEachDay(polls(source)).flatMap((moment) => {
        const isComanaged = source.facts.device.is_mdm_enrolled === 1 && policyAt(source, moment);
        const flags = isComanaged ? flagsAt(source, moment) : 0;
        return at(moment, flagLine(workload, flags), ...says(hasBit(workload, flags)));
      }),
  );
const hasBit = (workload: WorkloadId, flags: Details[string] | undefined): boolean =>
  typeof flags === 'number' && hasWorkload(flags, workload);
const flagLine = (workload: WorkloadId, flags: number): Said => {
  const { label } = workloads[workload];
  const bits = bitsIn(flags, workload);
  return info(
    hasWorkload(flags, workload)
      ? `Workload ${bits} (${label}): the flag is ON, the device should be managed by Intune.`
      : `Workload ${bits} (${label}): the flag is OFF, the device should be managed by Configuration Manager.`,
  );
};

const complRelayAgent = workloadLog(
  'ComplRelayAgent.log',
  'Who decides about compliance, and what is reported.',
  'compliancePolicies',
  (isIntune) => [
    isIntune
      ? info('Compliance is evaluated by Intune: there is nothing to report for the user.')
      : info('Compliance state of Configuration Manager is reported.'),
  ],
);
const ciAgent = workloadLog(
  'CIAgent.log',
  'Configuration items: which ones the client leaves to Intune.',
  'resourceAccess',
  (isIntune) => [
    isIntune
      ? info('Skipping configuration items of resource access.')
      : info('Evaluating configuration items of resource access.'),
  ],
);
const wuaHandler = workloadLog(
  'WUAHandler.log',
  'Who manages Windows Update, and scans for software updates.',
  'windowsUpdate',
  (isIntune) => [
    isIntune
      ? info('Windows Update client policies of Intune apply: no scan source is set by Configuration Manager.')
      : info('Scan source is the software update point of the site.'),
  ],
);

const adalOperationProvider = log(
  'ADALOperationProvider.log',
  'Tokens of Microsoft Entra ID that the client asks for.',
  {
    enrollTry: ({ details }) =>
      details['token'] === null
        ? [failure('Getting the Entra device token failed, and no user token is there.')]
        : details['token'] === 'user'
          ? [
              warning('Getting the Entra device token failed.'),
              info('Getting the Entra user token of the signed-in user.'),
            ]
          : [info('Getting the Entra device token.'), info('Retrieved the Entra device token successfully.')],
    clientRegistered: () => [info('Getting the Entra user token.'), info('Getting the Entra device token.')],
    userSyncFailed: ({ details }) => [
      failure(
        `Getting the Entra user token of ${String(details['upn'])} failed with ${String(details['code'])}: interaction required.`,
      ),
    ],
  },
  (source) =>
    isOverGateway(source)
      ? firstOfEachDay(polls(source)).flatMap((moment) =>
          at(moment, info('Refreshed the Entra device token for the gateway.')),
        )
      : [],
);

const ccmsetup = log('ccmsetup.log', 'Installation of the client. Exit codes: 0 done, 6 error, 7 restart needed.', {
  ccmsetupStarted: ({ details }) => [
    info(`ccmsetup starts. Command line: ${String(details['commandLine'])}`),
    info(`Reading site and client settings from ${String(details['source'])}.`),
  ],
  ccmsetupFailed: ({ details }) => {
    const { code, name, http, why, exitCode, isRetried } = details;
    const shown = [code, name, http === null ? null : `HTTP ${String(http)}`].filter(Boolean).join(', ');
    return [
      failure(shown === '' ? String(why) : `${String(why)} (${shown})`),
      isRetried === true
        ? warning('The download is tried again.')
        : failure(`CcmSetup is exiting with return code ${String(exitCode)}`),
    ];
  },
  ccmsetupEnded: ({ details }) => [
    info(`Installed client version ${String(details['version'])}.`),
    info(`CcmSetup is exiting with return code ${String(details['exitCode'])}`),
  ],
});

const ccmEval = log('CcmEval.log', 'The daily check of the client and its result.', {}, (source) => {
  const { configmgr } = source.facts;
  const result = configmgr?.client_check;
  if (!configmgr || result === undefined || result === 'noResults') return [];
  const changedAt = configmgr.client_check_at ?? 0;
  return dailyRuns(source).flatMap((moment) => {
    // Of a run before the one that changed the result nothing is known but that it was the other one.
    const isFailed =
      moment >= changedAt ? result === 'failed' : result === 'passed' && source.facts.device.client_health === 'failed';
    return at(
      moment,
      info('Client health evaluation starts.'),
      isFailed
        ? failure('Evaluation rule failed and its remediation did not help. Result: Failed.')
        : info('All evaluation rules passed. Result: Passed.'),
      info('Sent the result to the management point.'),
    );
  });
});

const inventoryAgent = log(
  'InventoryAgent.log',
  'Heartbeat discovery and hardware inventory.',
  {
    triggered: ({ details }) => {
      const known = findTrigger(String(details['trigger']));
      if (known?.id === 'discoveryData')
        return [info('Inventory: action Discovery, started by request.'), info('Discovery data record was sent.')];
      if (known?.id === 'hardwareInventory')
        return [info('Inventory: action Hardware, started by request.'), info('Hardware inventory was sent.')];
      return [];
    },
  },
  (source) =>
    heartbeats({ ...source, from: source.now - 31 * 24 * hour }).flatMap((moment) =>
      at(moment, info('Inventory: action Discovery.'), info('Discovery data record was sent.')),
    ),
);

/** States of an application, in the words of the portal. */
const appEnforce = log('AppEnforce.log', 'Installations that the client carries out for deployed applications.', {
  applicationState: ({ details }) => {
    const text = `Application ${String(details['application'])}: ${String(details['state'])}${details['action'] === null ? '' : ` (${String(details['action'])})`}.`;
    return [details['state'] === 'failed' ? failure(text) : info(text)];
  },
});
const bitLockerHandler = log(
  'BitLockerManagementHandler.log',
  'BitLocker as the client manages it: new recovery keys.',
  { recoveryKeyRotated: () => [info('A new recovery password was made and escrowed, because the old one was shown.')] },
);

export const clientLogs: readonly DeviceLog[] = [
  coManagementHandler,
  policyAgent,
  policyEvaluator,
  clientIdManagerStartup,
  locationServices,
  ccmMessaging,
  notificationAgent,
  complRelayAgent,
  ciAgent,
  wuaHandler,
  adalOperationProvider,
  ccmsetup,
  ccmEval,
  inventoryAgent,
  appEnforce,
  bitLockerHandler,
];
