import { funnelLabels, pipelineReasons, type PipelineReason } from '../../../shared/comanagement/words.ts';
import { hour, minute } from '../../../shared/time.ts';
import type { Bound } from '../../../shared/contract/answers.ts';
import type { PipelineStep } from '../../../shared/comanagement/views.ts';
import { enrollmentTries, retrySeconds } from '../../simulation/enrollment/timing.ts';
import { bringsClient } from '../../simulation/autopilot/assignment.ts';
import { gatewayBlock } from '../../simulation/site/gateway.ts';
import {
  heldPolicy,
  isGatewayChannel,
  nextPoll,
  reachesSite,
  siteChannel,
  wantedPolicy,
} from '../../simulation/comanagement/policy.ts';
import type { Facts } from '../../simulation/kernel/change.ts';
import { lastIntuneContact } from '../../simulation/contact/contact.ts';
import { cycleSeconds, isSyncing, nextCycle } from '../../simulation/identity/entra-connect.ts';
import { isFederated } from '../../simulation/identity/attempt.ts';
import { lastJoinAttempt } from '../../simulation/identity/join.ts';
import { channelPeriod, channels, lastContact } from '../../simulation/kernel/schedule.ts';

export type Path = 'existingClient' | 'internet' | null;

/** By which of the two paths the device comes to co-management; null when it is on neither. */
export function pathOf({ device, autopilot }: Facts): Path {
  if (device.platform !== 'windows') return null;
  if (device.join_type === 'entra' || (device.power === 'oobe' && autopilot !== undefined)) return 'internet';
  const isInDomain = device.join_type === 'domain' || device.join_type === 'hybrid';
  return isInDomain && device.client_version !== null ? 'existingClient' : null;
}

/** `objectAt` is when Entra Connect brought the computer object; null when no diary tells. */
export function stepsOf(facts: Facts, now: number, objectAt: number | null): PipelineStep[] {
  switch (pathOf(facts)) {
    case 'existingClient':
      return [
        clientSetting(facts, now),
        joinTask(facts, now),
        entraSync(facts, now, objectAt),
        register(facts, now),
        policy(facts, now),
        enroll(facts, now),
        report(facts, now),
      ];
    case 'internet':
      return [outOfBox(facts, now), clientInstall(facts, now), policy(facts, now), report(facts, now)];
    case null:
      return [];
  }
}

type Given = Partial<Omit<PipelineStep, 'id' | 'label' | 'reasonText'>> & { text?: string };
const labels: Record<PipelineStep['id'], string> = {
  clientSetting: 'Client setting that registers the device',
  joinTask: 'First run of Automatic-Device-Join',
  entraSync: 'Computer object through Entra Connect',
  register: 'Registration with Microsoft Entra ID',
  policy: 'Co-management policy',
  enroll: 'Enrollment in Intune',
  report: 'State message to the site',
  outOfBox: 'Join and enrollment in the out-of-box experience',
  clientInstall: 'Configuration Manager client through the gateway',
};
const step = (id: PipelineStep['id'], state: PipelineStep['state'], given: Given = {}): PipelineStep => {
  const { text, ...more } = given;
  const reason = more.reason ?? null;
  return {
    id,
    label: labels[id],
    state,
    at: null,
    console: null,
    bound: null,
    expectedBy: null,
    code: null,
    ...more,
    reason,
    reasonText: text ?? (reason === null ? null : pipelineReasons[reason]),
  };
};

/** A bound that has passed says nothing any more. */
const bound = (from: number, to: number, now: number, basis: string): Bound => (to < now ? null : { from, to, basis });

/** What the site knows: the last policy request, and that the next is due an hour later. */
function pollBound(facts: Facts, now: number): Bound {
  const schedule = siteChannel(facts);
  const last = schedule ? lastContact(schedule, facts.presenceOf(schedule), now) : null;
  if (last === null) return null;
  return bound(
    now,
    last + channelPeriod[channels.policy],
    now,
    'Policy polling every 60 minutes, from the last policy request.',
  );
}

function pollReason(facts: Facts, now: number, expectedBy: number | null): PipelineReason {
  if (expectedBy === null) return 'clientSilent';
  if (reachesSite(facts, now)) return 'policyPoll';
  // A computer that is off is nowhere; one that is on somewhere else is away.
  const isOn = facts.device.power === 'running' && facts.presence?.isOn('internet', now) === true;
  return isOn ? 'siteUnreachable' : 'deviceOff';
}

function pollWait(facts: Facts, now: number): Given {
  const channel = siteChannel(facts);
  const block = channel && isGatewayChannel(channel.channel) ? gatewayBlock(facts, now, 'policy') : null;
  if (block) return { reason: 'gatewayDown', text: block.why, code: block.code, bound: pollBound(facts, now) };
  const expectedBy = facts.due('policyArrives', 0) ?? nextPoll(facts, now) ?? null;
  return { reason: pollReason(facts, now, expectedBy), expectedBy, bound: pollBound(facts, now) };
}

const isJoined = ({ device }: Facts): boolean => device.join_type === 'hybrid' || device.join_type === 'entra';

function clientSetting(facts: Facts, now: number): PipelineStep {
  const { join } = facts;
  if (join && join.reason !== 'clientSettingOff') return step('clientSetting', 'done', { at: joinBegan(facts) });
  if (isJoined(facts)) return step('clientSetting', 'done');
  if (facts.clientSetting('autoRegister') === 'on') return step('clientSetting', 'waiting', pollWait(facts, now));
  return step('clientSetting', 'waiting', { reason: 'clientSettingOff' });
}
const joinBegan = ({ join }: Facts): number | null => (join?.stage === 'waitingForTask' ? join.since : null);

const pendingConsole = ({ entra }: Facts): string | null =>
  entra?.registration_state === 'pending' ? 'Registered: Pending' : null;

function joinTask(facts: Facts, now: number): PipelineStep {
  const { join, ad } = facts;
  const writtenAt = join?.certificate_at ?? ad?.certificate_at ?? null;
  if (isJoined(facts) || writtenAt !== null) return step('joinTask', 'done', { at: writtenAt });
  if (!join) return step('joinTask', 'later');
  const attempt = lastJoinAttempt(facts, now);
  return step('joinTask', join.stage === 'failed' ? 'failed' : 'waiting', {
    reason: join.reason,
    expectedBy: join.expected_by,
    code: attempt?.code ?? join.code,
    at: attempt?.at ?? null,
    console: pendingConsole(facts),
  });
}

function entraSync(facts: Facts, now: number, objectAt: number | null): PipelineStep {
  const { join, entra } = facts;
  if (isFederated(facts)) return step('entraSync', 'notNeeded');
  const object = entra?.join_type === 'hybrid' ? entra : undefined;
  // When Entra ID was last told is another moment: registration and Intune tell it too.
  if (isJoined(facts)) return step('entraSync', 'done', { at: objectAt });
  if (!join || join.stage === 'waitingForTask') return step('entraSync', 'later');
  if (join.stage === 'waitingToRegister') return step('entraSync', 'done', { at: join.since });
  if (join.certificate_at === null) return step('entraSync', 'later');
  const due = facts.due('entraSync', 0) ?? null;
  if (object && join.stage === 'failed') return step('entraSync', 'done', { at: objectAt });
  const next = nextCycle(facts, now);
  return step('entraSync', 'waiting', {
    reason: join.reason === 'joinTask' ? 'entraSync' : join.reason,
    expectedBy: due,
    code: join.code,
    console: pendingConsole(facts),
    bound: isSyncing(facts)
      ? bound(now, next + 2 * minute, now, `Entra Connect runs every ${cycleSeconds(facts) / minute} minutes.`)
      : null,
  });
}

function register(facts: Facts, now: number): PipelineStep {
  const { device, join, entra } = facts;
  const object = facts.setting('deviceEntraObject', String(device.id));
  if (device.join_type === 'hybrid') {
    if (object !== 'ok')
      return step('register', 'failed', {
        reason: 'cause',
        console:
          entra?.registration_state === 'pending'
            ? 'Registered: Pending'
            : `Enabled: ${entra?.is_enabled === 1 ? 'Yes' : 'No'}`,
      });
    return step('register', 'done', { at: join?.stage === 'registered' ? join.since : (entra?.registered_at ?? null) });
  }
  if (join?.certificate_at == null) return step('register', 'later');
  if (join.stage !== 'waitingToRegister' && join.stage !== 'failed') return step('register', 'later');
  const attempt = lastJoinAttempt(facts, now);
  const toldAt = entra?.told_at;
  return step('register', join.stage === 'failed' ? 'failed' : 'waiting', {
    reason: join.reason,
    expectedBy: join.expected_by,
    code: attempt?.code ?? join.code,
    console: pendingConsole(facts),
    bound:
      toldAt === undefined ? null : bound(now, toldAt + hour, now, 'The task runs every hour while the device is on.'),
  });
}

function policy(facts: Facts, now: number): PipelineStep {
  const { comanagement: state, configmgr, cloud } = facts;
  const wanted = wantedPolicy(facts);
  const held = heldPolicy(facts);
  const console = configmgr ? `ComgmtPolicyPresent = ${configmgr.comgmt_policy}` : null;
  if (held.isPresent) {
    const isCurrent = held.autoEnroll === wanted.autoEnroll && held.flags === wanted.flags && wanted.isPresent;
    return isCurrent
      ? step('policy', 'done', { at: state?.policy_at ?? null })
      : step('policy', 'waiting', { console, at: state?.policy_at ?? null, ...pollWait(facts, now) });
  }
  if (cloud.comanagement_at === null)
    return step('policy', 'later', { text: 'Co-management is not enabled in the site.' });
  if (facts.device.client_version === null) return step('policy', 'later');
  return step('policy', 'waiting', { console, ...pollWait(facts, now) });
}

/** What the dashboard of the site shows of it. */
const funnelConsole = ({ configmgr }: Facts): string | null =>
  configmgr === undefined || configmgr.comgmt_stage === 'none' ? null : funnelLabels[configmgr.comgmt_stage];

function enroll(facts: Facts, now: number): PipelineStep {
  const { device, comanagement: state, intune } = facts;
  const console = funnelConsole(facts);
  if (device.is_mdm_enrolled === 1) return step('enroll', 'done', { at: intune?.enrolled_at ?? null });
  if (state?.policy_at == null) return step('enroll', 'later');
  if (state.reason === 'notJoined') return step('enroll', 'later', { reason: 'notJoined' });
  const told = {
    console,
    reason: state.reason,
    expectedBy: state.expected_by,
    code: state.code,
    at: state.attempted_at,
  };
  if (state.stage === 'failed') return step('enroll', 'failed', told);
  // The site knows of tries from state messages; the times between them are the client's own.
  const reportedAt = facts.configmgr?.comgmt_told_at ?? null;
  const isTrying = state.stage === 'enrollmentInitiated' && reportedAt !== null;
  return step('enroll', 'waiting', {
    ...told,
    bound: isTrying
      ? bound(
          now,
          reportedAt + (enrollmentTries - 1) * retrySeconds,
          now,
          'Three tries, 15 minutes apart, from the first report.',
        )
      : null,
  });
}

function report(facts: Facts, now: number): PipelineStep {
  const { device, configmgr } = facts;
  const console = configmgr ? `MDMEnrolled = ${configmgr.comgmt_enrolled}` : null;
  if (configmgr?.comgmt_enrolled === 1 && configmgr.comgmt_policy === 1)
    return step('report', 'done', { at: configmgr.comgmt_told_at });
  if (device.is_mdm_enrolled === 0 || facts.comanagement?.policy_at == null) return step('report', 'later');
  const expectedBy = facts.due('comgmtReports', 0) ?? null;
  return step('report', 'waiting', {
    console,
    expectedBy,
    reason: expectedBy === null ? 'clientSilent' : 'policyPoll',
    text:
      expectedBy === null
        ? pipelineReasons.clientSilent
        : 'State messages travel every 15 minutes while the client reaches the site, and otherwise with its next poll.',
    bound: pollBound(facts, now),
  });
}

function outOfBox(facts: Facts, _now: number): PipelineStep {
  const { device, comanagement: state, intune, autopilot } = facts;
  if (device.is_mdm_enrolled === 1) return step('outOfBox', 'done', { at: intune?.enrolled_at ?? null });
  const hasFailed = state?.reason === 'cause';
  return step('outOfBox', hasFailed ? 'failed' : 'waiting', {
    console: autopilot ? (autopilot.enrollment_state === 'enrolled' ? 'Enrolled' : 'Not contacted') : null,
    reason: state?.reason ?? (device.power === 'oobe' ? 'outOfBox' : null),
    expectedBy: state?.expected_by ?? null,
    code: state?.code ?? null,
    at: state?.attempted_at ?? null,
  });
}

function clientInstall(facts: Facts, now: number): PipelineStep {
  const { device, comanagement: state, configmgr } = facts;
  if (device.client_version !== null) return step('clientInstall', 'done', { at: configmgr?.discovered_at ?? null });
  if (device.is_mdm_enrolled === 0) return step('clientInstall', 'later');
  if (!bringsClient(facts) && !state?.reason)
    return step('clientInstall', 'later', { text: 'Intune delivers no client: nothing is assigned.' });
  const last = lastIntuneContact(facts, now);
  return step('clientInstall', state?.code ? 'failed' : 'waiting', {
    reason: state?.reason ?? null,
    expectedBy: state?.expected_by ?? null,
    code: state?.code ?? null,
    at: state?.attempted_at ?? null,
    bound:
      state?.reason === 'clientDelivery' && last !== null
        ? bound(now, last + channelPeriod[channels.intune], now, 'Check-in about every 8 hours, from the last one.')
        : null,
  });
}
