import { isReachable } from '../contact/contact.ts';
import { enrollmentCauses } from '../enrollment/causes.ts';
import { enroll } from '../enrollment/enroll.ts';
import { nextSignIn } from '../enrollment/timing.ts';
import { isBeingSetUp, statusPageSeconds } from '../kernel/being-set-up.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { tellActivity, tellDevice } from '../kernel/tell.ts';
import { bringsClient, deliveryOf, hasProfile } from './assignment.ts';
import { startSetup } from './client-installation.ts';
import { enrolls, waitFor } from './new-device.ts';

/** Causes that stand against the enrollment of a user who sits at the device; a second factor he can answer. */
export function enrollmentFault(facts: Facts): { code: string | null; cause: string } | null {
  const cause = enrollmentCauses.find(
    ({ id, token, stands }) => token !== 'device' && id !== 'mfaEnforced' && stands(facts),
  );
  if (!cause) return null;
  // Outside the MDM user scope nothing is attempted, so no code shows: the device is joined and that is all.
  return { code: cause.id === 'outOfScope' || cause.id === 'noPremium' ? null : cause.code, cause: cause.id };
}

export function enrollByUser(facts: Facts, now: number): Change[] {
  const { device, user, autopilot } = facts;
  if (device.is_mdm_enrolled === 1 || device.join_type !== 'entra' || !user) return [];
  if (!isReachable(facts, now) && !isBeingSetUp(facts, now)) return enrollLater(facts, now);
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
            until: now + statusPageSeconds(facts),
          }),
          ...startSetup(facts, now, now + statusPageSeconds(facts)),
        ]
      : [
          waitFor(facts, now, null, null, { code: null }),
          // What Intune has for it is worked out once it is enrolled.
          { do: 'queue', dueAt: now, kind: 'plan', deviceId: device.id, subjectId: 0 } as const,
        ]),
  ];
}

/** The Co-management settings policy works within Autopilot: the status page waits for the client and for its policy. */
const isDuringAutopilot = (facts: Facts): boolean =>
  facts.autopilot !== undefined &&
  facts.autopilot.enrollment_state !== 'enrolled' &&
  hasProfile(facts) &&
  deliveryOf(facts) === 'policy' &&
  bringsClient(facts);

export function enrollLater(facts: Facts, now: number): Change[] {
  const dueAt = nextSignIn(facts, now);
  if (dueAt === undefined) return [];
  return [
    { do: 'queue', dueAt, kind: 'outOfBox', deviceId: facts.device.id, subjectId: enrolls },
    waitFor(facts, now, 'userSignIn', dueAt),
  ];
}
