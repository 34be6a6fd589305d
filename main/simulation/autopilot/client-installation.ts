import { minute } from '../../../shared/time.ts';
import type { ComanagementRow } from '../../rows/workloads.ts';
import { checkIn, isReachable, nextIntuneContact } from '../contact/contact.ts';
import { heldPolicy } from '../comanagement/policy.ts';
import { isBeingSetUp, statusPageGivesUp } from '../kernel/being-set-up.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { drawBetween } from '../kernel/draw.ts';
import { ofDevice, tellActivity, tellDevice } from '../kernel/tell.ts';
import { gatewayAddress } from '../site/gateway.ts';
import { bringsClient, deliveryOf } from './assignment.ts';
import { register } from './client-registration.ts';
import {
  isRefusedByInstaller,
  type SetupFault,
  setupFault,
  setupRetrySeconds,
  setupSeconds,
  setupTimeoutSeconds,
} from './client-setup.ts';
import { givesIntuneAll, waitFor } from './new-device.ts';

const statusPageCode = '0x800705b4';
/** ERROR_INVALID_COMMAND_LINE, 1639. */
const installerCode = '0x80070667';
/** What queued work of `clientInstall` does. */
const setupSteps = { handedOver: 0, ends: 1, statusPageGivesUp } as const;

/**
 * Intune has the client setup for this device, if it is a corporate Entra joined computer. The policy reaches it only during
 * Autopilot, and goes on with what it began there.
 */
function isGivenClient(facts: Facts): boolean {
  const { device, comanagement: state } = facts;
  if (device.platform !== 'windows' || device.client_version !== null || device.is_mdm_enrolled === 0) return false;
  if (device.join_type !== 'entra' || device.ownership !== 'corporate' || device.power === 'oobe') return false;
  if (!bringsClient(facts)) return false;
  return deliveryOf(facts) === 'app' || (state !== undefined && state.attempts > 0);
}

export function planSetup(facts: Facts, now: number): Change[] {
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
export function startSetup(facts: Facts, now: number, statusPageUntil: number | null): Change[] {
  const { device, comanagement: state } = facts;
  const commandLine = facts.setting('clientCommandLine');
  const begun: Change[] = [
    waitFor(facts, now, 'clientInstall', null, { attempts: (state?.attempts ?? 0) + 1, attempted_at: now, code: null }),
    ...(isRefusedByInstaller(commandLine)
      ? []
      : [
          tellDevice(facts.device.id, 'ccmsetupStarted', {
            commandLine,
            source: gatewayAddress(facts),
            delivery: deliveryOf(facts),
          }),
        ]),
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
  // The layer that fails tells it: Windows Installer to the MDM client, ccmsetup to its own log.
  const told =
    exitCode === 1639
      ? tellDevice(facts.device.id, 'installerFailed', { code: installerCode })
      : tellDevice(facts.device.id, 'ccmsetupFailed', { exitCode, code, http, name, cause, why, isRetried });
  const shown = exitCode === 1639 ? installerCode : (code ?? '0x80070057');
  return [told, waitFor(facts, now, isRetried ? 'gatewayDown' : 'cause', null, { code: shown, since: now })];
}

export function clientInstall(facts: Facts, step: number, now: number): Change[] {
  switch (step) {
    case setupSteps.handedOver: {
      if (!isGivenClient(facts)) return [];
      if (!isReachable(facts, now)) return planSetup(facts, now);
      return [
        ...checkIn(facts, now),
        tellDevice(facts.device.id, 'clientHandedOver', { delivery: deliveryOf(facts) }),
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
      // It waits for the production co-management policy, and the client is the way to it. Source: Autopilot into co-management.
      if (facts.device.is_mdm_enrolled === 0 || heldPolicy(facts).isPresent) return [];
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
