import { checkIn, isReachable } from '../contact/contact.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { tellDevice } from '../kernel/tell.ts';
import { nextSignIn } from './timing.ts';

/** The first licensed user who signs in after the enrollment becomes the primary user (practitioners). */
export const wantsPrimaryUser = ({ intune, user }: Facts): boolean =>
  intune?.primary_user_upn === null &&
  intune.enrollment_type === 'windowsCoManagement' &&
  user?.intune_license === 1 &&
  user.is_enabled === 1;

export function queueSignIn(facts: Facts, now: number): Change[] {
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
