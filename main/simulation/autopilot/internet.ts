import { workloadIds } from '../../../shared/workloads/words.ts';
import { type PipelineReason } from '../../../shared/comanagement/words.ts';
import type { ComanagementRow } from '../../rows/workloads.ts';
import type { ConfigmgrDeviceRow, EntraDeviceRow } from '../../rows/records.ts';
import type { UserRow } from '../../rows/identity.ts';
import { day, hour, minute } from '../../../shared/time.ts';
import { uploadChange } from '../site/connector.ts';
import { gatewayAddress } from '../site/gateway.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { touchCollections } from '../site/touch.ts';
import { checkIn, isReachable, nextIntuneContact } from '../contact/contact.ts';
import { draw, drawBetween } from '../kernel/draw.ts';
import { channelPeriod, channels } from '../kernel/schedule.ts';
import { entraDeviceId, guidFor } from '../kernel/identifiers.ts';
import { capabilitiesOf, generationOf } from '../workloads/capabilities.ts';
import { setupFault, setupRetrySeconds, setupSeconds, setupTimeoutSeconds, type SetupFault } from './client-setup.ts';
import { enroll } from '../enrollment/enrollment.ts';
import { canSignInToCloud } from '../identity/user-token.ts';
import { enrollmentCauses } from '../enrollment/causes.ts';
import { planGatewayClient } from './gateway-client.ts';
import { endComanagement, putComanagement, type Waiting } from '../comanagement/state.ts';
import { ofDevice, tellActivity, tellDevice } from '../kernel/tell.ts';

/**
 * Path 2: a new computer is unpacked somewhere on the internet, joins Entra ID in the out-of-box experience, enrolls by itself,
 * gets the Configuration Manager client through Intune and the gateway, and is co-managed once it has policy. Facts: co-management
 * notes §3.2 and §3.3, identity notes §3 to §5. Until the client is there its row in `comanagement` has no policy and says what
 * it waits for.
 */
const windows11 = 22_000;
/** The Enrollment Status Page waits an hour by default. */
const statusPageSeconds = hour;
const statusPageCode = '0x800705b4';
/** What queued work of `clientInstall` does. */
const setupSteps = { handedOver: 0, ends: 1, statusPageGivesUp: 2 } as const;
/** Work `outOfBox` with this subject is the enrollment that follows the join; any other subject is the pattern of presence. */
const enrolls = 0;

const waitFor = (
  { device }: Facts,
  now: number,
  reason: PipelineReason | null,
  expectedBy: number | null,
  more: Waiting = {},
): Change => putComanagement(device.id, { reason, expected_by: expectedBy, ...more }, now);
/** What a device on this path should be waiting for now. */
export const planInternet = (facts: Facts, now: number): Change[] => [
  ...planGatewayClient(facts, now),
  ...planSetup(facts, now),
  ...planAgain(facts, now),
];

// --- The box -----------------------------------------------------------------------------------------------------------

/** How the device will be used: like that of one of the colleagues at its office. Undefined where nobody has one. */
const patternOf = ({ seed, device }: Facts, patterns: readonly number[]): number | undefined =>
  patterns[draw(seed, 'newDevicePattern', device.id, 0) % Math.max(patterns.length, 1)];

/** For whom the device is: a computer that was reset goes back to whom the records name. Assumed. */
const personOf = (facts: Facts): UserRow | undefined => facts.user ?? facts.namedUser();

/** The person for whom the device is goes through the out-of-box experience now; nothing happens without such a person. */
export function unpack(facts: Facts, now: number): Change[] {
  return unpackAt(facts, now, patternOf(facts, facts.officePatterns()), now);
}

/** New computers are unpacked over the next five working days, some time after their user has begun to work. Assumed. */
export function unpackLater(facts: Facts, now: number, patterns: readonly number[]): Change[] {
  const pattern = patternOf(facts, patterns);
  const presence = pattern === undefined ? undefined : presenceOf(facts, pattern);
  const days = drawBetween(facts.seed, 'unpackDay', facts.device.id, now, 0, 4);
  let at = now;
  for (let waited = 0; waited <= days; waited += 1) {
    const next = presence?.nextOn('internet', waited === 0 ? at : at + day / 2);
    if (next === undefined) return [];
    at = next;
  }
  const afterwards = drawBetween(facts.seed, 'unpackMinute', facts.device.id, now, 5, 150) * minute;
  return unpackAt(facts, at + afterwards, pattern, now);
}

function unpackAt(facts: Facts, at: number, pattern: number | undefined, now: number): Change[] {
  const { device } = facts;
  const user = personOf(facts);
  if (device.power !== 'oobe' || device.platform !== 'windows' || !user || pattern === undefined) return [];
  return [
    { do: 'unqueue', kind: 'outOfBox', deviceId: device.id },
    { do: 'queue', dueAt: at, kind: 'outOfBox', deviceId: device.id, subjectId: pattern },
    waitFor(facts, now, 'outOfBox', at, { code: null }),
  ];
}

const presenceOf = (facts: Facts, patternId: number) =>
  facts.presenceOf({
    device_id: facts.device.id,
    channel: channels.intune,
    since: 0,
    until: null,
    pattern_id: patternId,
    phase: 1,
    period: 1,
    before_at: null,
  });

/** Somebody switches the computer on and signs in with the company's account; or, joined already, it tries to enroll. */
export function outOfBox(facts: Facts, subject: number, now: number): Change[] {
  if (subject === enrolls) return enrolByUser(facts, now);
  return facts.device.power === 'oobe' ? join(facts, subject, now) : [];
}

/** Why the join itself does not come about; null when it does. */
function joinFault(facts: Facts): { code: string; cause: string } | null {
  const { entra, device, autopilot } = facts;
  const user = personOf(facts);
  if (!user) return null;
  if (user.is_enabled === 0) return { code: 'AADSTS50057', cause: 'userDisabled' };
  if (!canSignInToCloud(facts, user)) return { code: '0xCAA9004D', cause: 'verifiedUpnSuffix' };
  // Registration for Autopilot made the object; without it the deployment breaks off.
  if (autopilot && (!entra || facts.setting('deviceEntraObject', String(device.id)) === 'deleted'))
    return { code: '0x801C03F3', cause: 'deviceEntraObject' };
  const limit = facts.setting('entraDeviceLimit');
  const own = entra?.owner_upn === user.upn ? 1 : 0;
  if (limit !== 'unlimited' && facts.devicesOfUser() - own >= Number(limit))
    return { code: '0x801C000E', cause: 'entraDeviceLimit' };
  return null;
}

function join(facts: Facts, pattern: number, now: number): Change[] {
  const { device, autopilot, seed } = facts;
  const user = personOf(facts);
  if (!user) return [];
  const isDeployed = autopilot !== undefined && facts.setting('autopilotProfile') === 'assigned';
  const started = tellDevice(facts.device.id, 'oobeStarted', { profile: isDeployed, upn: user.upn });
  const fault = joinFault(facts);
  if (fault)
    return [
      started,
      tellDevice(facts.device.id, 'oobeFailed', { code: fault.code, cause: fault.cause }),
      waitFor(facts, now, 'cause', null, { code: fault.code, attempted_at: now }),
    ];
  const name = isDeployed && device.name.startsWith('DESKTOP-') ? deployedName(facts) : device.name;
  const enrollsAt = now + drawBetween(seed, 'oobeEnrolls', device.id, now, 2 * minute, 6 * minute);
  const object = {
    name,
    join_type: 'entra',
    registration_state: 'registered',
    registered_at: now,
    is_enabled: 1,
    is_compliant: null,
    owner_upn: user.upn,
    os: 'Windows',
    os_version: device.os_version,
    told_at: now,
  } as const;
  return [
    started,
    {
      do: 'update',
      table: 'devices',
      id: device.id,
      // Windows encrypts the disk of such a computer by itself once it is joined (automatic device encryption).
      set: {
        name,
        power: 'running',
        pattern_id: pattern,
        user_id: user.id,
        join_type: 'entra',
        booted_at: now,
        is_encrypted: 1,
      },
    },
    ...objectOf(facts, object),
    ...(autopilot
      ? [
          {
            do: 'update',
            table: 'autopilot_identities',
            id: autopilot.id,
            set: { enrollment_state: 'notContacted', last_contacted_at: now },
          } as const,
        ]
      : []),
    // What was known of its life before the reset is over.
    endComanagement(device.id),
    waitFor(facts, now, 'outOfBox', enrollsAt, { is_override: givesIntuneAll(facts) ? 1 : 0 }),
    tellDevice(facts.device.id, 'entraJoined', { upn: user.upn, name, deviceId: entraDeviceId(seed, device.id) }),
    tellActivity('entra_joined', { deviceId: device.id, subject: name, actor: user.upn }, {}),
    { do: 'queue', dueAt: enrollsAt, kind: 'outOfBox', deviceId: device.id, subjectId: enrolls },
  ];
}

/** The join takes over the object that stood for the device; that of a former hybrid join stays behind as another. */
function objectOf({ device, entra }: Facts, object: Omit<EntraDeviceRow, 'id' | 'device_id' | 'is_current'>): Change[] {
  if (entra && entra.join_type !== 'hybrid')
    return [{ do: 'update', table: 'entra_devices', id: entra.id, set: object }];
  return [
    ...(entra ? [{ do: 'update', table: 'entra_devices', id: entra.id, set: { is_current: 0 } } as const] : []),
    { do: 'insert', table: 'entra_devices', row: { ...object, device_id: device.id, is_current: 1 } },
  ];
}

/** Name template of the profile: site code and serial number, at most 15 characters. Assumed. */
function deployedName({ site, device }: Facts): string {
  const serial = device.serial_number.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return `${site.code}-${serial.slice(-(15 - site.code.length - 1))}`;
}

/**
 * Windows 11 in Autopilot: without a Co-management settings policy authority goes to Intune for good, with one its option
 * decides. Devices that were deployed otherwise wait for Configuration Manager's policy.
 */
function givesIntuneAll(facts: Facts): boolean {
  if (!facts.autopilot || facts.setting('autopilotProfile') !== 'assigned') return false;
  if (facts.setting('clientDelivery') === 'policy') return facts.setting('overrideToIntune') === 'on';
  return facts.device.os_build >= windows11;
}

/** Causes that stand against the enrollment of a user who sits at the device; a second factor he can answer. */
function enrollmentFault(facts: Facts): { code: string | null; cause: string } | null {
  const cause = enrollmentCauses.find(
    ({ id, token, stands }) => token !== 'device' && id !== 'mfaEnforced' && stands(facts),
  );
  if (!cause) return null;
  // Outside the MDM user scope nothing is attempted, so no code shows: the device is joined and that is all.
  return { code: cause.id === 'outOfScope' || cause.id === 'noPremium' ? null : cause.code, cause: cause.id };
}

function enrolByUser(facts: Facts, now: number): Change[] {
  const { device, user, autopilot } = facts;
  if (device.is_mdm_enrolled === 1 || device.join_type !== 'entra' || !user) return [];
  if (!isReachable(facts, now) && !isBeingSetUp(facts, now)) return enrolLater(facts, now);
  const fault = enrollmentFault(facts);
  if (fault)
    return [
      fault.code === null
        ? tellDevice(device.id, 'mdmNotOffered', { code: fault.code, cause: fault.cause })
        : tellDevice(device.id, 'mdmFailed', { code: fault.code, cause: fault.cause }),
      waitFor(facts, now, 'cause', null, { code: fault.code, attempted_at: now }),
    ];
  return [
    ...enroll(facts, { enrollmentType: 'windowsAzureADJoin', managedBy: 'intune', primaryUser: user.upn }, now),
    ...(autopilot
      ? [
          {
            do: 'update',
            table: 'autopilot_identities',
            id: autopilot.id,
            set: { enrollment_state: 'enrolled', last_contacted_at: now },
          } as const,
        ]
      : []),
    tellDevice(facts.device.id, 'mdmEnrolled', { upn: user.upn, type: 'windowsAzureADJoin' }),
    tellActivity(
      'mdm_enrolled',
      { deviceId: device.id, subject: device.name, actor: user.upn },
      { enrollment: 'windowsAzureADJoin' },
    ),
    ...(isDuringAutopilot(facts)
      ? [
          tellDevice(facts.device.id, 'statusPage', {
            phase: 'devicePreparation',
            provider: 'ConfigMgr',
            until: now + statusPageSeconds,
          }),
          ...startSetup(facts, now, now + statusPageSeconds),
        ]
      : [
          waitFor(facts, now, null, null, { code: null }),
          // What Intune has for it is worked out once it is enrolled.
          { do: 'queue', dueAt: now, kind: 'plan', deviceId: device.id, subjectId: 0 } as const,
        ]),
  ];
}

/** The Co-management settings policy works within Autopilot: the status page waits for the client. */
const isDuringAutopilot = (facts: Facts): boolean =>
  facts.autopilot !== undefined &&
  facts.autopilot.enrollment_state !== 'enrolled' &&
  facts.setting('autopilotProfile') === 'assigned' &&
  facts.setting('clientDelivery') === 'policy';

/** Somebody sits before it who unpacked it within the last hour, whenever that person usually works. */
const isBeingSetUp = ({ device, autopilot }: Facts, now: number): boolean =>
  device.power === 'running' && autopilot?.last_contacted_at != null && now - autopilot.last_contacted_at <= hour;

/** The next sign-in: when the device comes on next. */
function enrolLater(facts: Facts, now: number): Change[] {
  const { device, presence, seed } = facts;
  const current = presence?.latest('internet', now);
  const on = presence?.nextOn('internet', current && current.end > now ? current.end : now);
  if (on === undefined) return [];
  const dueAt = on + drawBetween(seed, 'signIn', device.id, on, minute, 4 * minute);
  return [
    { do: 'queue', dueAt, kind: 'outOfBox', deviceId: device.id, subjectId: enrolls },
    waitFor(facts, now, 'userSignIn', dueAt),
  ];
}

/** A join or an enrollment that failed is tried again by the user when nothing stands against it any more. */
function planAgain(facts: Facts, now: number): Change[] {
  const { device, comanagement: state } = facts;
  if (state?.policy_at !== null || state.reason !== 'cause' || device.client_version !== null) return [];
  if (device.power === 'oobe') {
    const pattern = patternOf(facts, facts.officePatterns());
    if (pattern === undefined || joinFault(facts) || facts.due('outOfBox', pattern) !== undefined) return [];
    const on = presenceOf(facts, pattern)?.nextOn('internet', now);
    return on === undefined ? [] : unpackAt(facts, on + (on === now ? 5 * minute : 0), pattern, now);
  }
  if (device.join_type !== 'entra' || device.is_mdm_enrolled === 1 || facts.due('outOfBox', enrolls) !== undefined)
    return [];
  return enrollmentFault(facts) ? [] : enrolLater(facts, now);
}

// --- The client --------------------------------------------------------------------------------------------------------

/**
 * Intune has the client setup for this device. The app is required for all corporate Entra joined computers; the policy reaches a
 * device only during Autopilot, and goes on with what it began there. To whom each is assigned is assumed.
 */
function isGivenClient(facts: Facts): boolean {
  const { device, comanagement: state } = facts;
  if (device.platform !== 'windows' || device.client_version !== null || device.is_mdm_enrolled === 0) return false;
  if (device.join_type !== 'entra' || device.ownership !== 'corporate' || device.power === 'oobe') return false;
  const delivery = facts.setting('clientDelivery');
  return delivery === 'app' || (delivery === 'policy' && state !== undefined && state.attempts > 0);
}

function planSetup(facts: Facts, now: number): Change[] {
  const { device, comanagement: state } = facts;
  const isUnderWay = (step: number): boolean => facts.due('clientInstall', step) !== undefined;
  if (device.client_version !== null || device.is_mdm_enrolled === 0) return [];
  if (!isGivenClient(facts)) {
    if (state?.reason !== 'clientDelivery') return [];
    return [
      { do: 'unqueue', kind: 'clientInstall', deviceId: device.id, subjectId: setupSteps.handedOver },
      waitFor(facts, now, null, null),
    ];
  }
  if (isUnderWay(setupSteps.handedOver) || isUnderWay(setupSteps.ends)) return [];
  // As long as something stands against it every further attempt ends the same.
  const hasFailed = state !== undefined && state.attempts > 0 && state.code !== null;
  if (hasFailed && setupFault(facts, now)) return [];
  const retryAt = hasFailed && state.reason === 'gatewayDown' ? nextRetry(facts, state, now) : undefined;
  if (retryAt !== undefined) return continueSetup(facts, retryAt, now);
  const dueAt = nextIntuneContact(facts, now);
  if (dueAt === undefined) return [];
  return [
    { do: 'queue', dueAt, kind: 'clientInstall', deviceId: device.id, subjectId: setupSteps.handedOver },
    waitFor(facts, now, 'clientDelivery', dueAt, state ? {} : { is_override: givesIntuneAll(facts) ? 1 : 0 }),
  ];
}

/** The next try of a ccmsetup that still runs, when the device is on; undefined once it has given up. */
function nextRetry({ presence }: Facts, { attempted_at: since }: ComanagementRow, now: number): number | undefined {
  if (since === null || now - since >= setupTimeoutSeconds) return undefined;
  const at = since + (Math.floor((now - since) / setupRetrySeconds) + 1) * setupRetrySeconds;
  return presence?.nextOn('internet', at);
}

function continueSetup(facts: Facts, from: number, now: number): Change[] {
  const { device, seed } = facts;
  const endsAt = from + drawBetween(seed, 'clientSetup', device.id, from, setupSeconds.from, setupSeconds.to);
  return [
    { do: 'queue', dueAt: endsAt, kind: 'clientInstall', deviceId: device.id, subjectId: setupSteps.ends },
    waitFor(facts, now, 'clientInstall', endsAt, { code: null }),
  ];
}

/** ccmsetup starts with the command line that Intune gave it. */
function startSetup(facts: Facts, now: number, statusPageUntil: number | null): Change[] {
  const { device, comanagement: state } = facts;
  const commandLine = facts.setting('clientCommandLine');
  const begun: Change[] = [
    waitFor(facts, now, 'clientInstall', null, { attempts: (state?.attempts ?? 0) + 1, attempted_at: now, code: null }),
    tellDevice(facts.device.id, 'ccmsetupStarted', {
      commandLine,
      source: gatewayAddress(facts),
      delivery: facts.setting('clientDelivery'),
    }),
  ];
  if (statusPageUntil !== null)
    begun.push({
      do: 'queue',
      dueAt: statusPageUntil,
      kind: 'clientInstall',
      deviceId: device.id,
      subjectId: setupSteps.statusPageGivesUp,
    });
  const fault = setupFault(facts, now);
  // Without a connection ccmsetup tries on; with a wrong command line it ends at once.
  return fault ? [...begun, ...setupFails(facts, fault, now)] : [...begun, ...continueSetup(facts, now, now)];
}

function setupFails(facts: Facts, { exitCode, code, http, name, cause, why }: SetupFault, now: number): Change[] {
  const isRetried = code !== null && exitCode === 6;
  return [
    tellDevice(facts.device.id, 'ccmsetupFailed', { exitCode, code, http, name, cause, why, isRetried }),
    waitFor(facts, now, isRetried ? 'gatewayDown' : 'cause', null, { code: code ?? '0x80070057', since: now }),
  ];
}

export function clientInstall(facts: Facts, step: number, now: number): Change[] {
  switch (step) {
    case setupSteps.handedOver: {
      if (!isGivenClient(facts)) return [];
      if (!isReachable(facts, now)) return planSetup(facts, now);
      return [
        ...checkIn(facts, now),
        tellDevice(facts.device.id, 'clientHandedOver', { delivery: facts.setting('clientDelivery') }),
        ...startSetup(facts, now, null),
      ];
    }
    case setupSteps.ends: {
      if (facts.device.client_version !== null || facts.device.is_mdm_enrolled === 0) return [];
      if (!isReachable(facts, now) && !isBeingSetUp(facts, now)) return resumeSetup(facts, now);
      const fault = setupFault(facts, now);
      return fault ? setupFails(facts, fault, now) : register(facts, now);
    }
    case setupSteps.statusPageGivesUp:
      if (facts.device.client_version !== null || facts.device.is_mdm_enrolled === 0) return [];
      return [
        tellDevice(facts.device.id, 'statusPageFailed', {
          code: statusPageCode,
          phase: 'devicePreparation',
          cause: facts.comanagement?.code ?? null,
        }),
        waitFor(facts, now, facts.comanagement?.reason ?? null, facts.comanagement?.expected_by ?? null, {
          code: facts.comanagement?.code === null ? null : statusPageCode,
        }),
        tellActivity('autopilot_failed', ofDevice(facts.device), { code: statusPageCode }),
      ];
    default:
      return [];
  }
}

/** The lid was closed meanwhile: ccmsetup goes on when the device is back, and needs a few more minutes. */
function resumeSetup(facts: Facts, now: number): Change[] {
  const { device, presence } = facts;
  const on = presence?.nextOn('internet', device.power === 'running' ? now : now + minute);
  if (on === undefined) return [];
  const dueAt = on + 5 * minute;
  return [
    { do: 'queue', dueAt, kind: 'clientInstall', deviceId: device.id, subjectId: setupSteps.ends },
    waitFor(facts, now, 'deviceOff', dueAt),
  ];
}

/** The client is installed, registers with an Entra token through the gateway, and asks for its first policy. */
function register(facts: Facts, now: number): Change[] {
  const { device, model, site, user, configmgr, comanagement: state, seed } = facts;
  const policyAt = now + drawBetween(seed, 'firstPolicy', device.id, now, minute, 3 * minute);
  const checkAt = now + drawBetween(seed, 'firstClientCheck', device.id, now, 12, 36) * hour;
  const account = user ? `AzureAD\\${user.sam_account}` : null;
  const record: Omit<ConfigmgrDeviceRow, 'id'> = {
    device_id: device.id,
    is_current: 1,
    name: device.name,
    has_client: 1,
    client_version: site.client_version,
    client_check: 'noResults',
    client_check_at: null,
    is_obsolete: 0,
    is_decommissioned: 0,
    domain: 'WORKGROUP',
    os: 'Microsoft Windows NT Workstation 10.0',
    os_version: device.os_version,
    model: model.name,
    serial_number: device.serial_number,
    primary_user: account,
    last_logon_user: account,
    discovered_at: now,
    entra_device_id: entraDeviceId(seed, device.id),
    comgmt_stage: 'none',
    comgmt_code: null,
    comgmt_policy: 0,
    comgmt_enrolled: 0,
    comgmt_flags: 0,
    comgmt_told_at: null,
  };
  const isOverride = state?.is_override === 1;
  return [
    {
      do: 'update',
      table: 'devices',
      id: device.id,
      set: { client_version: site.client_version, client_health: 'ok' },
    },
    ...(configmgr
      ? [
          {
            do: 'update',
            table: 'configmgr_devices',
            id: configmgr.id,
            set: { is_current: 0, is_obsolete: 1 },
          } as const,
        ]
      : []),
    { do: 'insert', table: 'configmgr_devices', row: record },
    ...([channels.gatewayPolicy, channels.gatewayHeartbeat] as const).map((channel): Change => ({
      do: 'schedule',
      row: {
        device_id: device.id,
        channel,
        since: now,
        until: null,
        pattern_id: device.pattern_id,
        phase: channelPeriod[channel],
        period: channelPeriod[channel],
        before_at: now,
      },
    })),
    waitFor(facts, now, 'policyPoll', policyAt, {
      since: now,
      attempts: 0,
      attempted_at: null,
      code: null,
      ...(isOverride ? { flags: capabilitiesOf(workloadIds, generationOf(facts.site.version)), flags_at: now } : {}),
    }),
    { do: 'unqueue', kind: 'clientInstall', deviceId: device.id },
    { do: 'queue', dueAt: policyAt, kind: 'policyArrives', deviceId: device.id, subjectId: 0 },
    { do: 'queue', dueAt: checkAt, kind: 'clientCheckRuns', deviceId: device.id, subjectId: 0 },
    ...uploadChange(facts, [device.id], now),
    ...touchCollections(facts, device.id, record, now),
    tellDevice(facts.device.id, 'ccmsetupEnded', {
      exitCode: 0,
      version: site.client_version,
      since: state?.attempted_at ?? now,
    }),
    tellDevice(facts.device.id, 'clientRegistered', {
      clientId: guidFor(seed, 'id.client', device.id),
      token: 'user and device',
      upn: user?.upn ?? null,
      site: site.code,
      gateway: gatewayAddress(facts),
    }),
    {
      do: 'ledger',
      what: 'Configuration Manager client, from the start of its setup to registered',
      device: device.name,
      waitedSeconds: now - (state?.attempted_at ?? now),
      because: 'ccmsetup downloads the client from the gateway, installs it and registers it',
      shortenedBy: null,
      savedSeconds: null,
    },
    tellActivity('client_registered', ofDevice(device), { version: site.client_version }),
  ];
}
