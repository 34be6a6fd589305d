import type { PipelineReason } from '../../../shared/comanagement/words.ts';
import type { HybridJoinRow } from '../../rows/identity.ts';
import { conditionOf } from '../../../shared/settings/conditions.ts';
import type { Facts } from '../kernel/change.ts';
import { entraDeviceId } from '../kernel/identifiers.ts';
import { hasCertificateInEntra } from './entra-connect.ts';

/** How far an attempt to join comes. Codes and phases: hybrid join facts §2.4 and the troubleshooting pages behind them. */
export type JoinFailure = {
  phase: NonNullable<HybridJoinRow['phase']>;
  /** `0x801c03f2`; the sub-error is what dsregcmd shows behind the slash. */
  code: string;
  subCode: string | null;
  serverCode: string | null;
  /** What Entra ID says beside its code. */
  serverMessage: string | null;
  reason: PipelineReason;
};

/** One test of `dsregcmd /status`: null passed, '' was not reached, else the code. */
export type JoinTests = Record<'ad' | 'configuration' | 'discovery' | 'connectivity' | 'token', string | null>;

const failure = (
  phase: JoinFailure['phase'],
  code: string,
  reason: PipelineReason,
  subCode: string | null = null,
  server: { code: string; message: string } | null = null,
): JoinFailure => ({
  phase,
  code,
  subCode,
  serverCode: server?.code ?? null,
  serverMessage: server?.message ?? null,
  reason,
});
/** With the code that the bad value of a setting shows as. */
const failureOf = (
  phase: JoinFailure['phase'],
  [setting, bad]: [string, string],
  reason: PipelineReason,
  subCode: string | null = null,
): JoinFailure => failure(phase, conditionOf(setting, bad).code!, reason, subCode);

/** ERROR_NO_SUCH_DOMAIN is what the connectivity test shows; the attempt itself ends with the generic discovery failure. */
const noDomain = '0x0000054b';
export const outOfSight = failure('pre-check', '0x801c0021', 'noLineOfSight', noDomain);

/** The registry's service connection point wins over the one of the forest. */
function tenantFailure(facts: Facts): JoinFailure | null {
  const targeted = facts.setting('deviceScp', String(facts.device.id));
  const named = targeted === 'none' ? facts.setting('scp') : targeted;
  if (named === 'none') return failureOf('discover', ['scp', 'none'], 'scpMissing');
  return named === 'wrongTenant' ? failureOf('discover', ['scp', 'wrongTenant'], 'scpWrong') : null;
}

/** Name not resolved, and time-out, of WinINet. A proxy that wants a user answers with a page instead of data. */
const subCodes: Readonly<Record<string, string>> = { dns: '0x80072ee7', timeout: '0x80072ee2' };
function networkFailure(facts: Facts): JoinFailure | null {
  const network = facts.setting('deviceNetwork', String(facts.device.id));
  if (network === 'ok') return null;
  return failureOf('discover', ['deviceNetwork', network], 'registrationBlocked', subCodes[network]);
}

/** Models carry no version of their TPM, so FIPS mode fails on every Windows; in real life 1903 ignores a TPM 1.2. Assumed. */
function keyFailure(facts: Facts): JoinFailure | null {
  const tpm = facts.setting('deviceTpm', String(facts.device.id));
  return tpm === 'keysetMissing' || tpm === 'fips' ? failureOf('join', ['deviceTpm', tpm], 'tpmBroken') : null;
}

export const isFederated = (facts: Facts): boolean => facts.setting('signInMethod') === 'federation';

/** What stops the device before it can do anything in Entra ID; null when it gets as far as registering. */
export const discoveryFailure = (facts: Facts, inSight: boolean): JoinFailure | null =>
  inSight ? (tenantFailure(facts) ?? networkFailure(facts)) : outOfSight;

/** How an attempt ends with everything as it is now; null when the device registers. */
export function attemptFailure(facts: Facts, inSight: boolean): JoinFailure | null {
  const early = discoveryFailure(facts, inSight) ?? keyFailure(facts);
  if (early) return early;
  // With federation the claims of AD FS stand for the computer, so no object has to be there.
  if (isFederated(facts) || hasCertificateInEntra(facts)) return null;
  return failure('join', '0x801c03f2', 'entraSync', null, { code: 'DirectoryError', message: serverMessage(facts) });
}

/** An object without the certificate came from a sync that leaves the attribute out. Source: hybrid join, troubleshooting. */
export function serverMessage(facts: Facts): string {
  const id = entraDeviceId(facts.seed, facts.device.id);
  return facts.entra?.join_type === 'hybrid' && !hasCertificateInEntra(facts)
    ? `The public key user certificate is not found on the device object with id (${id}).`
    : `The device object by the given id (${id}) is not found.`;
}

/** ERROR_FILE_NOT_FOUND: the directory has no such object. The attempt itself ends with the failure of the discovery. */
export const fileNotFound = '0x80070002';

export function joinTests(facts: Facts, inSight: boolean): JoinTests {
  if (!inSight) return { ad: noDomain, configuration: '', discovery: '', connectivity: '', token: '' };
  const failed = discoveryFailure(facts, inSight);
  if (!failed) return { ad: null, configuration: null, discovery: null, connectivity: null, token: null };
  const code = failed.subCode === null ? failed.code : `${failed.code}/${failed.subCode}`;
  // Another tenant's name can be read well; only the discovery finds nobody there.
  const isMissing = failed.reason === 'scpMissing';
  return {
    ad: null,
    configuration: isMissing ? fileNotFound : null,
    discovery: isMissing ? '' : code,
    connectivity: '',
    token: '',
  };
}
