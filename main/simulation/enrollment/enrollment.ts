import { isTakenAtCheckIn } from '../../../shared/actions/words.ts';
import type { ComanagementRow } from '../../rows/workloads.ts';
import type { IntuneDeviceRow } from '../../rows/records.ts';
import { day, hour, minute } from '../../../shared/time.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { agentOf, checkIn, isReachable, lastIntuneContact } from '../contact/contact.ts';
import { diskFreeAt } from '../kernel/drift.ts';
import { drawBetween } from '../kernel/draw.ts';
import { channelPeriod, channels, lastContact } from '../kernel/schedule.ts';
import { standingCause, tokenOf, transientFailure, type EnrollmentToken } from './causes.ts';
import { uploadChange } from '../site/connector.ts';
import { queueComgmtReport } from '../comanagement/policy.ts';
import { endComanagement, putComanagement, type Waiting } from '../comanagement/state.ts';
import { ofDevice, tellActivity, tellDevice } from '../kernel/tell.ts';

/**
 * Automatic enrollment by the client (path 1): timer, tries, what they end in. Facts: co-management documentation, how to enable
 * and monitor; retries from practitioners (MDMEnrollmentRetries 3, MDMEnrollmentRetryInterval 15 minutes).
 */
export const enrollmentTries = 3;
export const retrySeconds = 15 * minute;
/** The client evaluates co-management policy once a day, counted from its arrival. Assumed. */
const evaluationSeconds = day;

/** From 1806 enrollment is spread; from 1906 only until an estate has co-managed devices. */
const spreadFrom = 1806;
const atOnceFrom = 1906;
/** "At once" is within five minutes. Assumed. */
const atOnceSeconds = { from: 15, to: 5 * minute };

/**
 * Over how long the clients of an estate spread their first enrollments: a day, and longer in proportion from 25,000 computers on,
 * so four days at 100,000. Assumed: documented is only that 100,000 clients take several days.
 */
export const spreadSeconds = (computers: number): number =>
  computers <= 25_000 ? day : Math.floor((day * computers) / 25_000);

const isSelected = ({ policy_at: policyAt, auto_enroll: autoEnroll }: ComanagementRow): boolean =>
  policyAt !== null && autoEnroll === 1;

/** Entra joined or hybrid joined, and registered. What somebody did to the object in Entra ID shows when a token is asked for. */
function isJoined(facts: Facts): boolean {
  const { device, entra } = facts;
  if (device.join_type !== 'hybrid' && device.join_type !== 'entra') return false;
  return entra?.registration_state === 'registered' || facts.setting('deviceEntraObject', String(device.id)) !== 'ok';
}

/**
 * When the timer of a client that may enroll from now on fires. Who becomes eligible while the first enrollments of the estate are
 * still being spread is among them (assumed); who does so later enrolls at once.
 */
function timerAt({ cloud, site, seed, device, computers }: Facts, now: number): number {
  const first = cloud.first_comanagement_at;
  const spread = spreadSeconds(computers);
  const isFirstWave = first !== null && now < first + spread;
  const isSpread = site.version >= spreadFrom && (isFirstWave || site.version < atOnceFrom);
  return isSpread
    ? now + drawBetween(seed, 'enrolmentTimer', device.id, now, 0, spread)
    : now + drawBetween(seed, 'enrolmentAtOnce', device.id, now, atOnceSeconds.from, atOnceSeconds.to);
}

/** The next daily evaluation of the policy after `now`. */
function evaluationAt({ policy_at: policyAt }: ComanagementRow, now: number): number {
  const anchor = policyAt ?? now;
  return anchor + (Math.floor((now - anchor) / evaluationSeconds) + 1) * evaluationSeconds;
}

/** When the user of the device signs in next: when it comes on next, as one who sits there has signed in already. Assumed. */
function nextSignIn({ presence, user, device, seed }: Facts, now: number): number | undefined {
  if (!user || !presence) return undefined;
  const current = presence.latest('internet', now);
  const from = current && current.end > now ? current.end : now;
  const on = presence.nextOn('internet', from);
  return on === undefined ? undefined : on + drawBetween(seed, 'signIn', device.id, on, minute, 4 * minute);
}

/**
 * Puts the state, and the next attempt at or after `at`, when the device is on. That it is off is the reason only of what could be
 * done now, or never; a device that never comes on waits for nothing.
 */
function wait(facts: Facts, at: number, now: number, state: Waiting): Change[] {
  const { id } = facts.device;
  const dueAt = facts.presence?.nextOn('internet', at);
  const isOff = dueAt === undefined || (at <= now && dueAt > at);
  return [
    { do: 'unqueue', kind: 'enrollAttempt', deviceId: id },
    putComanagement(id, { ...state, ...(isOff ? { reason: 'deviceOff' } : {}), expected_by: dueAt ?? null }, now),
    ...(dueAt === undefined
      ? []
      : [{ do: 'queue', dueAt, kind: 'enrollAttempt', deviceId: id, subjectId: 0 } as const]),
  ];
}

/** Works out what an enrollment waits for, given policy, join and settings as they are; a step that is queued stays. */
export function planEnrollment(facts: Facts, now: number): Change[] {
  const { device, comanagement: state } = facts;
  if (!state) return [];
  // A computer on its way to its first client has a state without policy (internet.ts).
  if (device.client_version === null && state.policy_at === null) return [];
  // The client was removed: without it there is neither policy nor enrollment by it. What Intune has stays.
  if (device.client_version === null)
    return [{ do: 'unqueue', kind: 'enrollAttempt', deviceId: device.id }, endComanagement(device.id)];
  if (device.is_mdm_enrolled === 1) return planEnrolled(facts, state, now);
  if (!isSelected(state)) return rest(facts, state, 'notSelected', now);
  if (!isJoined(facts)) return rest(facts, state, 'notJoined', now);
  const due = facts.due('enrollAttempt', 0);
  switch (state.stage) {
    case 'none':
      return schedule(facts, timerAt(facts, now), 'enrollmentTimer', now);
    case 'enrolled':
      // Somebody took the enrollment away.
      return schedule(facts, evaluationAt(state, now), 'policyEvaluation', now);
    case 'scheduled':
    case 'enrollmentInitiated':
      return due === undefined && facts.presence ? wait(facts, now, now, {}) : [];
    case 'pendingUserSignIn':
      return due === undefined ? planSignIn(facts, state, now) : [];
    case 'failed':
      return planAfterFailure(facts, state, due, now);
  }
}

/** Whatever the client of a device, or a new enrollment, waits for: the device is reset. */
export const forgetWaits = ({ device }: Facts): Change[] =>
  (
    ['policyArrives', 'enrollAttempt', 'comgmtReports', 'heartbeatReports', 'userSignsIn', 'syncSlows', 'plan'] as const
  ).map((kind): Change => ({ do: 'unqueue', kind, deviceId: device.id }));

/** Nothing to enroll: not selected, or not joined (yet). */
function rest(facts: Facts, state: ComanagementRow, reason: 'notSelected' | 'notJoined', now: number): Change[] {
  if (state.stage === 'none' && state.reason === reason) return [];
  const { id } = facts.device;
  const changes: Change[] = [
    { do: 'unqueue', kind: 'enrollAttempt', deviceId: id },
    putComanagement(
      id,
      { stage: 'none', since: now, attempts: 0, code: null, token: null, reason, expected_by: null },
      now,
    ),
  ];
  return state.stage === 'none' ? changes : [...changes, ...queueComgmtReport(facts, now)];
}

function schedule(facts: Facts, at: number, reason: 'enrollmentTimer' | 'policyEvaluation', now: number): Change[] {
  return [
    ...wait(facts, at, now, { stage: 'scheduled', since: now, attempts: 0, code: null, token: null, reason }),
    tellDevice(facts.device.id, 'enrollQueued', { firesAt: at, reason }),
    ...queueComgmtReport(facts, now),
  ];
}

/** Waits for a user; or, once the device has a token of its own, for the next evaluation. */
function planSignIn(facts: Facts, state: ComanagementRow, now: number): Change[] {
  if (tokenOf(facts) === 'device') return wait(facts, evaluationAt(state, now), now, { reason: 'policyEvaluation' });
  const dueAt = nextSignIn(facts, now);
  return dueAt === undefined ? [] : wait(facts, dueAt, now, { reason: 'userSignIn' });
}

/** As long as the cause stands every further try ends the same, so none is queued; once it is gone the next evaluation tries. */
function planAfterFailure(facts: Facts, state: ComanagementRow, due: number | undefined, now: number): Change[] {
  if (standingCause(facts, tokenOf(facts))?.code === state.code) {
    if (due === undefined && state.reason === 'cause') return [];
    return [
      { do: 'unqueue', kind: 'enrollAttempt', deviceId: facts.device.id },
      putComanagement(facts.device.id, { reason: 'cause', expected_by: null }, now),
    ];
  }
  return due === undefined && facts.presence
    ? wait(facts, evaluationAt(state, now), now, { reason: 'policyEvaluation' })
    : [];
}

/** The client evaluates its co-management policy now, not at the hour of the day: what waits for that is tried at once. */
export function evaluatePolicy(facts: Facts, now: number): Change[] {
  const { device, comanagement: state } = facts;
  const waits = state?.stage === 'failed' || (state?.stage === 'scheduled' && state.reason === 'policyEvaluation');
  if (!waits || device.is_mdm_enrolled === 1 || !isSelected(state) || !isJoined(facts)) return [];
  return wait(facts, now, now, {});
}

/** A user signs in at the device: an enrollment that waits for one goes on, and an enrolled device gets its primary user. */
export function signsIn(facts: Facts, now: number): Change[] {
  const { device, comanagement: state } = facts;
  if (device.is_mdm_enrolled === 1) {
    return wantsPrimaryUser(facts)
      ? [
          { do: 'unqueue', kind: 'userSignsIn', deviceId: device.id },
          { do: 'queue', dueAt: now, kind: 'userSignsIn', deviceId: device.id, subjectId: 0 },
        ]
      : [];
  }
  return state?.stage === 'pendingUserSignIn' && facts.user ? wait(facts, now, now, { reason: 'userSignIn' }) : [];
}

/** One try. What it ends in is decided by what stands against it at this moment. */
export function enrollAttempt(facts: Facts, _subject: number, now: number): Change[] {
  const { device, comanagement: state } = facts;
  if (!state || device.is_mdm_enrolled === 1 || !isSelected(state) || !isJoined(facts))
    return planEnrollment(facts, now);
  // A minute later when it restarts just now; when its lid is closed, as soon as it is open again.
  if (!isReachable(facts, now)) return wait(facts, device.power === 'running' ? now : now + minute, now, {});
  const isSeries = state.stage === 'enrollmentInitiated' || state.stage === 'pendingUserSignIn';
  const attempt = (isSeries ? state.attempts : 0) + 1;
  const token = tokenOf(facts);
  const fired: Change[] = state.stage === 'scheduled' ? [tellDevice(device.id, 'enrollTimerFired', {})] : [];
  const tried = tellDevice(device.id, 'enrollTry', { attempt, of: enrollmentTries, token });
  const isSignedIn = state.stage === 'pendingUserSignIn' || (isSeries && state.token === 'user');
  if (token === 'user' && !isSignedIn) {
    const early = standingCause(facts, null);
    return [...fired, tried, ...(early ? fail(facts, early.code, true, attempt, null, now) : waitForUser(facts, now))];
  }
  const cause = standingCause(facts, token);
  // What is transient has passed at the second try.
  const code = cause?.code ?? (attempt === 1 ? transientFailure(facts, token, now) : undefined);
  if (code !== undefined) return [...fired, tried, ...fail(facts, code, cause !== undefined, attempt, token, now)];
  return [...fired, tried, ...succeed(facts, state, attempt, token, now)];
}

function waitForUser(facts: Facts, now: number): Change[] {
  const { id } = facts.device;
  const dueAt = nextSignIn(facts, now);
  const state: Waiting = {
    stage: 'pendingUserSignIn',
    since: now,
    attempts: 0,
    attempted_at: now,
    code: null,
    token: 'user',
    reason: 'userSignIn',
  };
  return [
    ...(dueAt === undefined
      ? [putComanagement(id, { ...state, expected_by: null }, now)]
      : wait(facts, dueAt, now, state)),
    tellDevice(id, 'enrollWaitsForUser', {}),
    ...queueComgmtReport(facts, now),
  ];
}

function fail(
  facts: Facts,
  code: string,
  isLasting: boolean,
  attempt: number,
  token: EnrollmentToken | null,
  now: number,
): Change[] {
  const { device, comanagement: state } = facts;
  const isLast = attempt >= enrollmentTries;
  const stage = isLast ? 'failed' : 'enrollmentInitiated';
  const since = state?.stage === stage ? state.since : now;
  const set: Waiting = { stage, since, attempts: attempt, attempted_at: now, code, token };
  const retryAt = isLast ? (isLasting ? null : evaluationAt(state!, now)) : now + retrySeconds;
  return [
    ...(retryAt === null
      ? [putComanagement(device.id, { ...set, reason: 'cause', expected_by: null }, now)]
      : wait(facts, retryAt, now, { ...set, reason: isLast ? 'policyEvaluation' : 'enrollmentRetry' })),
    tellDevice(device.id, 'enrollFailed', { attempt, of: enrollmentTries, code, retryAt, token }),
    ...(isLast && state?.stage !== 'failed'
      ? [tellActivity('comanagement_enroll_failed', ofDevice(device), { code })]
      : []),
    ...queueComgmtReport(facts, now),
  ];
}

function succeed(facts: Facts, state: ComanagementRow, attempt: number, token: EnrollmentToken, now: number): Change[] {
  const { device } = facts;
  return [
    ...enroll(facts, { enrollmentType: 'windowsCoManagement', managedBy: 'coManaged', primaryUser: null }, now),
    putComanagement(
      device.id,
      {
        stage: 'enrolled',
        since: now,
        attempts: attempt,
        attempted_at: now,
        code: null,
        token,
        reason: null,
        expected_by: null,
      },
      now,
    ),
    tellDevice(device.id, 'enrolled', { attempt, token }),
    tellActivity('comanagement_enrolled', ofDevice(device), { token }),
    ledgerOfEnrollment(device.name, state, now),
    ...queueComgmtReport(facts, now),
    ...uploadChange(facts, [device.id], now),
    ...queueSignIn(facts, now),
  ];
}

/** What the last wait before an enrollment was, and what would have shortened it. */
function ledgerOfEnrollment(name: string, { stage, reason, since }: ComanagementRow, now: number): Change {
  const waited = {
    do: 'ledger',
    what: 'A client enrolls in Intune',
    device: name,
    waitedSeconds: now - since,
  } as const;
  if (stage === 'pendingUserSignIn')
    return {
      ...waited,
      because: 'it has no token of its own and waited for its user to sign in',
      shortenedBy: 'signing in at the device would have',
      savedSeconds: null,
    };
  if (stage === 'failed' || reason === 'policyEvaluation')
    return {
      ...waited,
      because: 'it tried again when it evaluated the policy the next day',
      shortenedBy: 'Evaluate in its Configuration Manager applet would have, once the cause was gone',
      savedSeconds: null,
    };
  if (stage === 'enrollmentInitiated')
    return { ...waited, because: 'a try failed, the next came later', shortenedBy: null, savedSeconds: null };
  return {
    ...waited,
    because: 'its enrollment timer had to fire, and the device to be on',
    shortenedBy: null,
    savedSeconds: null,
  };
}

export type Enrollment = {
  enrollmentType: string;
  managedBy: IntuneDeviceRow['managed_by'];
  primaryUser: string | null;
};
/** An MDM certificate lasts a year. Source: remote-actions facts, troubleshooting device actions. */
const certificateSeconds = 365 * day;
/**
 * After an enrollment Windows checks in every 3 minutes for 15, then every 15 minutes for 2 hours, then about every 8 hours.
 * Source: device-health facts, §3.
 */
const firstSyncs = [
  { period: 3 * minute, from: 0 },
  { period: 15 * minute, from: 15 * minute },
  { period: channelPeriod[channels.intune], from: 15 * minute + 2 * hour },
] as const;

/** A device becomes one of Intune's: truth, record, certificate, and the check-ins that follow within minutes. */
export function enroll(facts: Facts, { enrollmentType, managedBy, primaryUser }: Enrollment, now: number): Change[] {
  const { device, model, intune } = facts;
  const told: Omit<IntuneDeviceRow, 'id' | 'attached_at'> = {
    device_id: device.id,
    is_current: 1,
    name: device.name,
    managed_by: managedBy,
    management_state: 'managed',
    enrolled_at: now,
    removed_at: null,
    certificate_expires_at: now + certificateSeconds,
    last_contact_at: null,
    primary_user_upn: primaryUser,
    platform: device.platform,
    os: device.os,
    os_version: device.os_version,
    model: model.name,
    manufacturer: model.manufacturer,
    serial_number: device.serial_number,
    ownership: device.ownership,
    join_type: device.join_type,
    compliance: 'unknown',
    compliance_reasons: '[]',
    grace_until: null,
    is_encrypted: device.is_encrypted,
    disk_free_mb: diskFreeAt(device, now),
    disk_as_of: now,
    enrollment_type: enrollmentType,
  };
  // A record that tenant attach brought becomes the one of the enrolled device; an older enrollment's stays behind, stale.
  const record: Change[] =
    intune?.removed_at === null && intune.managed_by === 'configMgr'
      ? [{ do: 'update', table: 'intune_devices', id: intune.id, set: told }]
      : [
          ...(intune
            ? [
                {
                  do: 'update',
                  table: 'intune_devices',
                  id: intune.id,
                  set: { is_current: 0, last_contact_at: lastIntuneContact(facts, now) },
                } as const,
              ]
            : []),
          { do: 'insert', table: 'intune_devices', row: { ...told, attached_at: null } },
        ];
  const [soon, later, usual] = firstSyncs;
  return [
    { do: 'update', table: 'devices', id: device.id, set: { is_mdm_enrolled: 1 } },
    ...record,
    {
      do: 'schedule',
      row: {
        device_id: device.id,
        channel: channels.intune,
        since: now,
        until: null,
        pattern_id: device.pattern_id,
        phase: soon.period,
        period: soon.period,
        before_at: now,
      },
    },
    // Compliance is Not evaluated until the first of these check-ins.
    { do: 'unqueue', kind: 'stateReports', deviceId: device.id },
    { do: 'queue', dueAt: now + soon.period, kind: 'stateReports', deviceId: device.id, subjectId: 0 },
    { do: 'unqueue', kind: 'syncSlows', deviceId: device.id },
    ...[later, usual].map(({ from, period }): Change => ({
      do: 'queue',
      dueAt: now + from,
      kind: 'syncSlows',
      deviceId: device.id,
      subjectId: period,
    })),
  ];
}

/** The check-ins of a newly enrolled device become rarer; subject is the period from now on. */
export function syncSlows(facts: Facts, period: number, now: number): Change[] {
  const current = facts.schedule(channels.intune);
  if (current?.pattern_id == null || facts.device.is_mdm_enrolled === 0) return [];
  const before = lastContact(current, facts.presenceOf(current), now);
  return [{ do: 'schedule', row: { ...current, since: now, until: null, phase: period, period, before_at: before } }];
}

/** An enrolled client with policy: what its record still lacks. */
function planEnrolled(facts: Facts, state: ComanagementRow, now: number): Change[] {
  const { device } = facts;
  const changes: Change[] = [];
  if (state.stage !== 'enrolled' && state.policy_at !== null) {
    changes.push(
      { do: 'unqueue', kind: 'enrollAttempt', deviceId: device.id },
      putComanagement(device.id, { stage: 'enrolled', since: now, code: null, reason: null, expected_by: null }, now),
      tellDevice(device.id, 'alreadyEnrolled', {}),
      ...queueComgmtReport(facts, now),
    );
  }
  return [...changes, ...queueAgentReport(facts, now), ...queueSignIn(facts, now)];
}

/** Intune learns at a check-in whether Configuration Manager has its part; a device that is on syncs when its policy changed. */
function queueAgentReport(facts: Facts, now: number): Change[] {
  const { device, intune } = facts;
  if (!intune || intune.managed_by === agentOf(facts) || facts.due('stateReports', 0) !== undefined) return [];
  const dueAt = facts.presence?.nextOn('internet', now + minute);
  return dueAt === undefined ? [] : [{ do: 'queue', dueAt, kind: 'stateReports', deviceId: device.id, subjectId: 0 }];
}

/** The first licensed user who signs in after the enrollment becomes the primary user (practitioners). */
const wantsPrimaryUser = ({ intune, user }: Facts): boolean =>
  (intune === undefined || (intune.primary_user_upn === null && intune.enrollment_type === 'windowsCoManagement')) &&
  user?.intune_license === 1 &&
  user.is_enabled === 1;

function queueSignIn(facts: Facts, now: number): Change[] {
  const { id, is_mdm_enrolled: wasEnrolled } = facts.device;
  // Right after the enrollment the record is not there to look at yet.
  const wants = wasEnrolled === 0 ? facts.user?.intune_license === 1 : wantsPrimaryUser(facts);
  const isBlocked =
    wasEnrolled === 1 && facts.user !== undefined && facts.setting('mfaEnforced', facts.user.upn) === 'on';
  if (!wants || isBlocked || facts.due('userSignsIn', 0) !== undefined) return [];
  const dueAt = nextSignIn(facts, now);
  return dueAt === undefined ? [] : [{ do: 'queue', dueAt, kind: 'userSignsIn', deviceId: id, subjectId: 0 }];
}

export function userSignsIn(facts: Facts, _subject: number, now: number): Change[] {
  const { device, intune, user } = facts;
  if (device.is_mdm_enrolled === 0 || !intune || !user || !wantsPrimaryUser(facts)) return [];
  if (!isReachable(facts, now)) return queueSignIn(facts, now);
  if (facts.setting('mfaEnforced', user.upn) === 'on')
    return [tellDevice(device.id, 'userSyncFailed', { code: '0xCAA2000C', upn: user.upn })];
  return [
    { do: 'update', table: 'intune_devices', id: intune.id, set: { primary_user_upn: user.upn } },
    ...checkIn(facts, now),
    tellDevice(device.id, 'primaryUserSet', { upn: user.upn }),
  ];
}

/**
 * The device leaves Intune by itself (Disconnect in Settings): the enrollment is gone, and Intune removes its record. Where
 * automatic enrollment selects it, it enrolls again at the next evaluation of the policy.
 */
export function unenroll(facts: Facts, now: number): Change[] {
  const { device, intune } = facts;
  if (device.is_mdm_enrolled === 0) return [];
  const schedule = facts.schedule(channels.intune);
  const changes: Change[] = [{ do: 'update', table: 'devices', id: device.id, set: { is_mdm_enrolled: 0 } }];
  for (const kind of ['stateReports', 'syncSlows', 'userSignsIn', 'graceEnds', 'goesSilent'] as const)
    changes.push({ do: 'unqueue', kind, deviceId: device.id });
  if (schedule)
    changes.push({ do: 'schedule', row: { ...schedule, since: now, until: null, pattern_id: null, before_at: now } });
  if (intune?.removed_at === null)
    changes.push({
      do: 'update',
      table: 'intune_devices',
      id: intune.id,
      set:
        intune.attached_at === null
          ? { removed_at: now, is_current: 0, last_contact_at: now }
          : { managed_by: 'configMgr', compliance: 'configManager', compliance_reasons: '[]', grace_until: null },
    });
  for (const action of facts.waiting) {
    if (action.delivered_at !== null || !isTakenAtCheckIn(action)) continue;
    changes.push(
      { do: 'unqueue', kind: 'deliver', deviceId: device.id, subjectId: action.id },
      { do: 'unqueue', kind: 'actionExpires', deviceId: device.id, subjectId: action.id },
      { do: 'queue', dueAt: action.deadline, kind: 'actionExpires', deviceId: device.id, subjectId: action.id },
      {
        do: 'update',
        table: 'actions',
        id: action.id,
        set: { reason: 'neverContacts', expected_by: action.deadline },
      },
    );
  }
  return [
    ...changes,
    tellDevice(device.id, 'unenrolled', {}),
    tellActivity('mdm_unenrolled', ofDevice(device), {}),
    ...queueComgmtReport(facts, now),
    ...uploadChange(facts, [device.id], now),
    { do: 'queue', dueAt: now, kind: 'plan', deviceId: device.id, subjectId: 0 },
  ];
}
