import { hour } from '../../../shared/time.ts';
import type { Facts } from '../change.ts';
import { drawChance } from '../draw.ts';
import { canSignInToCloud, isInMdmScope } from '../identity/user-token.ts';

/**
 * What makes an enrolment fail: cause → code. Causes are looked at in the order in which an enrolment meets them, and the first
 * that stands decides. Codes: shared/enrolment-errors.ts.
 */
export type EnrolmentToken = 'device' | 'user';
type Step = 'device' | 'network' | 'token' | 'discovery' | 'service' | 'provisioning';
export type EnrolmentCause = {
  id: string;
  code: string;
  step: Step;
  /** With which token it matters; both when left out. */
  token?: EnrolmentToken;
  stands: (facts: Facts) => boolean;
};

/** Whose a setting is: the device's, its user's, or that of the whole. */
const atDevice = (id: string, value: string) => (facts: Facts) => facts.setting(id, String(facts.device.id)) === value;
const ofUser = (id: string, value: string) => (facts: Facts) =>
  facts.user !== undefined && facts.setting(id, facts.user.upn) === value;
const ofAll = (id: string, value: string) => (facts: Facts) => facts.setting(id) === value;

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

export const enrolmentCauses: readonly EnrolmentCause[] = [
  {
    id: 'windowsTooOld',
    code: '0x80070032',
    step: 'device',
    stands: ({ device }) => device.os_build < autoEnrolBuild,
  },
  { id: 'mdmBlocked', code: '0x80180026', step: 'device', stands: atDevice('deviceMdmBlock', 'policy') },
  { id: 'legacyAgent', code: '0x80180026', step: 'device', stands: atDevice('deviceMdmBlock', 'legacyAgent') },
  { id: 'oldCertificate', code: '0x8007064C', step: 'device', stands: atDevice('deviceStaleEnrolment', 'certificate') },
  { id: 'otherUser', code: '0x8018000A', step: 'device', stands: atDevice('deviceStaleEnrolment', 'otherUser') },
  { id: 'proxy', code: '0xCAA70004', step: 'network', stands: atDevice('deviceNetwork', 'proxy') },
  { id: 'dns', code: '0x80192EE7', step: 'network', stands: atDevice('deviceNetwork', 'dns') },
  { id: 'timeout', code: '0x80192EE2', step: 'network', stands: atDevice('deviceNetwork', 'timeout') },
  // Both tokens are signed with the key of the device. That a full TPM shows as too little memory is assumed.
  { id: 'keysetMissing', code: '0x80090016', step: 'token', stands: atDevice('deviceTpm', 'keysetMissing') },
  { id: 'fips', code: '0x80280036', step: 'token', stands: atDevice('deviceTpm', 'fips') },
  { id: 'tpmFull', code: '0x82AA0008', step: 'token', stands: atDevice('deviceTpm', 'outOfMemory') },
  { id: 'grantFailed', code: '0xCAA20003', step: 'token', stands: atDevice('deviceToken', 'grantFailed') },
  // A token for a device whose object is disabled or another one is refused. That it shows with this code is assumed.
  { id: 'objectDisabled', code: '0xCAA20003', step: 'token', stands: atDevice('deviceEntraObject', 'disabled') },
  { id: 'objectDeleted', code: '0xCAA20003', step: 'token', stands: atDevice('deviceEntraObject', 'deleted') },
  {
    id: 'userDisabled',
    code: '0x80180002',
    step: 'token',
    token: 'user',
    stands: ({ user }) => user?.is_enabled === 0,
  },
  {
    id: 'mfaEnforced',
    code: '0x8018002A',
    step: 'token',
    token: 'user',
    stands: ofUser('mfaEnforced', 'on'),
  },
  // Without P1 or P2 there is no MDM user scope. The code, and that of an MDM authority that is not set, is assumed.
  { id: 'noPremium', code: '0x8018002B', step: 'discovery', stands: ofAll('entraLicence', 'none') },
  // With the token of the device the scope must still include its user.
  { id: 'outOfScope', code: '0x8018002B', step: 'discovery', stands: (facts) => !isInMdmScope(facts) },
  {
    id: 'suffixUnverified',
    code: '0x8018002B',
    step: 'discovery',
    token: 'user',
    stands: (facts) => facts.user !== undefined && !canSignInToCloud(facts, facts.user),
  },
  { id: 'urlsChanged', code: '0x8000FFFF', step: 'discovery', stands: ofAll('mdmUrls', 'changed') },
  { id: 'authorityUnset', code: '0x8018002B', step: 'service', stands: ofAll('mdmAuthority', 'unset') },
  { id: 'windowsBlocked', code: '0x80180014', step: 'service', stands: ofAll('windowsEnrollment', 'block') },
  { id: 'versionBlocked', code: '0x80180014', step: 'service', stands: isBelowMinimum },
  // The token of a device names no user, so only that of a user is held against a licence (assumed; the licensing questions and
  // answers cover users of Configuration Manager).
  {
    id: 'userUnlicensed',
    code: '0x80180018',
    step: 'service',
    token: 'user',
    stands: ({ user }) => user?.intune_licence === 0,
  },
  {
    id: 'serviceMissing',
    code: '0x80180023',
    step: 'provisioning',
    stands: atDevice('deviceProvisioning', 'missing'),
  },
];

/** Which token the client of this device can have: its own, or only that of a user who signs in. */
export function tokenOf(facts: Facts): EnrolmentToken {
  const hasOwn =
    facts.site.version >= deviceTokenFrom &&
    facts.device.os_build >= deviceTokenBuild &&
    facts.setting('deviceToken', String(facts.device.id)) !== 'missing';
  return hasOwn ? 'device' : 'user';
}

/** The first cause that stands against an enrolment with this token; `null` is an attempt that gets no token at all. */
export const standingCause = (facts: Facts, token: EnrolmentToken | null): EnrolmentCause | undefined =>
  enrolmentCauses.find(
    (cause) =>
      (token === null
        ? cause.step === 'device' || cause.step === 'network'
        : cause.token === undefined || cause.token === token) && cause.stands(facts),
  );

/** What fails now and then for no lasting reason, in one of so many thousand first tries. All shares are assumed. */
type Transient = {
  code: string;
  perThousand: number;
  token?: EnrolmentToken;
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
/** The code of a failure that will have passed at the next try; undefined when the attempt succeeds. */
export const transientFailure = (facts: Facts, token: EnrolmentToken, now: number): string | undefined =>
  transientErrors.find(
    ({ code, perThousand, token: only, applies }) =>
      (only === undefined || only === token) &&
      (applies === undefined || applies(facts, now)) &&
      drawChance(facts.seed, `enrol.${code}`, facts.device.id, now, perThousand),
  )?.code;
