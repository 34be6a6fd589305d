import type { Condition } from '../../../shared/settings/condition.ts';
import { conditionOf } from '../../../shared/settings/conditions.ts';
import { settingById } from '../../../shared/settings/catalogue.ts';
import { hour } from '../../../shared/time.ts';
import type { Facts } from '../kernel/change.ts';
import { drawChance } from '../kernel/draw.ts';
import { canSignInToCloud, isInMdmScope } from '../identity/user-token.ts';

/**
 * What makes an enrollment fail: cause → code. Causes are looked at in the order in which an enrollment meets them, and the first
 * that stands decides. What a bad value of a setting shows as, and how it is put right, is its condition (shared/settings);
 * names of the codes: shared/enrollment/errors.ts.
 */
export type EnrollmentToken = 'device' | 'user';
type Step = 'device' | 'network' | 'token' | 'discovery' | 'service' | 'provisioning';
export type EnrollmentCause = {
  id: string;
  code: string;
  step: Step;
  /** With which token it matters; both when left out. */
  token?: EnrollmentToken;
  /** The bad value of a setting that it comes from; null where it comes from no setting, or from several. */
  condition: Condition | null;
  stands: (facts: Facts) => boolean;
};

/** The condition stands at whose the setting is: the device, its user, or the whole. */
function standing({ setting, bad }: Condition): (facts: Facts) => boolean {
  const { target } = settingById.get(setting)!;
  if (target === 'device') return (facts) => facts.setting(setting, String(facts.device.id)) === bad;
  if (target === 'user') return (facts) => facts.user !== undefined && facts.setting(setting, facts.user.upn) === bad;
  return (facts) => facts.setting(setting) === bad;
}

function cause(
  id: string,
  step: Step,
  [setting, bad]: [string, string],
  more: Partial<EnrollmentCause> = {},
): EnrollmentCause {
  const condition = conditionOf(setting, bad);
  const code = condition.enrollmentCode;
  if (code === null) throw new Error(`${setting} ${bad} ends no enrollment`);
  return { id, code, step, condition, stands: standing(condition), ...more };
}

/** Windows 10 1709 enrolls by itself, 1803 with the token of the device. */
const autoEnrolBuild = 16_299;
const deviceTokenBuild = 17_134;
/** The site version from which the client enrolls with the token of the device. */
const deviceTokenFrom = 1906;

const buildOf = (version: string): number => Number(version.split('.')[2]);
function isBelowMinimum(facts: Facts): boolean {
  const minimum = facts.setting('windowsMinimumVersion');
  return minimum !== 'none' && facts.device.os_build < buildOf(minimum);
}

export const enrollmentCauses: readonly EnrollmentCause[] = [
  {
    id: 'windowsTooOld',
    code: '0x80070032',
    step: 'device',
    condition: null,
    stands: ({ device }) => device.os_build < autoEnrolBuild,
  },
  cause('mdmBlocked', 'device', ['deviceMdmBlock', 'policy']),
  cause('mdmBlockedByHand', 'device', ['deviceMdmBlock', 'byHand']),
  cause('legacyAgent', 'device', ['deviceMdmBlock', 'legacyAgent']),
  cause('oldCertificate', 'device', ['deviceStaleEnrollment', 'certificate']),
  cause('otherUser', 'device', ['deviceStaleEnrollment', 'otherUser']),
  cause('proxy', 'network', ['deviceNetwork', 'proxy']),
  cause('dns', 'network', ['deviceNetwork', 'dns']),
  cause('timeout', 'network', ['deviceNetwork', 'timeout']),
  // Both tokens are signed with the key of the device.
  cause('keysetMissing', 'token', ['deviceTpm', 'keysetMissing']),
  cause('fips', 'token', ['deviceTpm', 'fips']),
  cause('tpmFull', 'token', ['deviceTpm', 'outOfMemory']),
  cause('grantFailed', 'token', ['deviceToken', 'grantFailed']),
  cause('objectDisabled', 'token', ['deviceEntraObject', 'disabled']),
  cause('objectDeleted', 'token', ['deviceEntraObject', 'deleted']),
  {
    id: 'userDisabled',
    code: '0x80180002',
    step: 'token',
    token: 'user',
    condition: null,
    stands: ({ user }) => user?.is_enabled === 0,
  },
  cause('mfaEnforced', 'token', ['mfaEnforced', 'on'], { token: 'user' }),
  cause('noPremium', 'discovery', ['entraLicense', 'none']),
  // With the token of the device the scope must still include its user, by scope, group and membership.
  cause('outOfScope', 'discovery', ['mdmUserScope', 'none'], {
    condition: null,
    stands: (facts) => !isInMdmScope(facts),
  }),
  cause('suffixUnverified', 'discovery', ['verifiedUpnSuffix', 'off'], {
    token: 'user',
    stands: (facts) => facts.user !== undefined && !canSignInToCloud(facts, facts.user),
  }),
  cause('urlsChanged', 'discovery', ['mdmUrls', 'changed']),
  cause('authorityUnset', 'service', ['mdmAuthority', 'unset']),
  cause('windowsBlocked', 'service', ['windowsEnrollment', 'block']),
  cause('versionBlocked', 'service', ['windowsMinimumVersion', '10.0.26100'], { stands: isBelowMinimum }),
  // The token of a device names no user, so only that of a user is held against a license (assumed; the licensing questions and
  // answers cover users of Configuration Manager).
  cause('userUnlicensed', 'service', ['intuneLicense', 'off'], {
    token: 'user',
    stands: ({ user }) => user?.intune_license === 0,
  }),
  cause('serviceMissing', 'provisioning', ['deviceProvisioning', 'missing']),
];

/** Which token the client of this device can have: its own, or only that of a user who signs in. */
export function tokenOf(facts: Facts): EnrollmentToken {
  const hasOwn =
    facts.site.version >= deviceTokenFrom &&
    facts.device.os_build >= deviceTokenBuild &&
    facts.setting('deviceToken', String(facts.device.id)) !== 'missing';
  return hasOwn ? 'device' : 'user';
}

/** The first cause that stands against an enrollment with this token; `null` is an attempt that gets no token at all. */
export const standingCause = (facts: Facts, token: EnrollmentToken | null): EnrollmentCause | undefined =>
  enrollmentCauses.find(
    ({ step, token: only, stands }) =>
      (token === null ? step === 'device' || step === 'network' : only === undefined || only === token) &&
      stands(facts),
  );

/** What fails now and then for no lasting reason, in one of so many thousand first tries. All shares are assumed. */
type Transient = {
  code: string;
  perThousand: number;
  token?: EnrollmentToken;
  applies?: (facts: Facts, now: number) => boolean;
};
export const transientErrors: readonly Transient[] = [
  {
    // The configuration of Entra ID has not spread: the device was registered just now, or the scope was put right.
    code: '0x8018002B',
    perThousand: 250,
    applies: ({ entra, comanagement }, now) =>
      comanagement?.code === '0x8018002B' || (entra !== undefined && now - entra.registered_at < hour),
  },
  { code: '0xCAA10001', perThousand: 60, token: 'user' },
  { code: '0x80180005', perThousand: 5 },
  { code: '0x80192EE2', perThousand: 5 },
  { code: '0x80070490', perThousand: 5 },
  { code: '0x82AA0008', perThousand: 3 },
];
/**
 * What fails in all tries of a series for no reason that anybody can mend, and has passed at the next evaluation of the policy: an
 * estate always shows some of it. Which codes is documented as transient; that they come in so many thousand series is assumed.
 */
export const passingErrors = [
  { code: '0x8018002B', perThousand: 6 },
  { code: '0x8018002A', perThousand: 4 },
] as const;
/** In so many thousand series the token of the device comes late, and a user may be first: pending user sign-ins. Assumed. */
const lateTokenPerThousand = 12;

/** The code of a series that began then; undefined when nothing of the kind stands against it. */
export const passingFailure = ({ seed, device }: Facts, beganAt: number): string | undefined =>
  passingErrors.find(({ code, perThousand }) =>
    drawChance(seed, `enrol.passing.${code}`, device.id, beganAt, perThousand),
  )?.code;
export const isTokenLate = ({ seed, device, user }: Facts, beganAt: number): boolean =>
  // Without a user it would wait for ever.
  user !== undefined && drawChance(seed, 'enrol.lateToken', device.id, beganAt, lateTokenPerThousand);

/** The code of a failure that will have passed at the next try; undefined when the attempt succeeds. */
export const transientFailure = (facts: Facts, token: EnrollmentToken, now: number): string | undefined =>
  transientErrors.find(
    ({ code, perThousand, token: only, applies }) =>
      (only === undefined || only === token) &&
      (applies === undefined || applies(facts, now)) &&
      drawChance(facts.seed, `enrol.${code}`, facts.device.id, now, perThousand),
  )?.code;
