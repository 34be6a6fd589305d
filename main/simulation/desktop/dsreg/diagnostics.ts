import type { Facts } from '../../kernel/change.ts';
import { isFederated, joinTests } from '../../identity/attempt.ts';
import { hasCertificateInEntra } from '../../identity/entra-connect.ts';
import { lastJoinAttempt, type JoinAttempt } from '../../identity/join.ts';
import { hasHello, hasPrt } from './user.ts';
import { yesNo, type Block } from './block.ts';
import { entraDeviceId, guidFor } from '../../kernel/identifiers.ts';
import { isEntraJoined, type Terminal } from '../terminal.ts';
import { utcMoment } from '../words.ts';

/** What the device finds out about joining: tests before a join that did not succeed, checks of the keys after one. */
export function diagnosticData(terminal: Terminal): Block | undefined {
  const { facts } = terminal;
  if (isEntraJoined(facts)) return postJoin(terminal);
  return facts.device.join_type === 'domain' ? preJoin(terminal) : undefined;
}

/** The test signs with the device's key, which a standard user may not touch. */
function postJoin({ facts, isElevated }: Terminal): Block {
  const tpm = facts.setting('deviceTpm', String(facts.device.id));
  const signed = tpm === 'ok' ? 'PASSED' : 'FAILED';
  return {
    title: 'Diagnostic Data',
    fields: [
      ['AadRecoveryEnabled', 'NO'],
      ['KeySignTest', isElevated ? signed : 'MUST Run elevated to test.'],
    ],
  };
}

const verdict = (result: string | null): string =>
  result === null ? 'PASS' : result === '' ? 'SKIPPED' : `FAIL [${result}]`;

/** The tests run with the command; phase and codes below them are those of the task's last attempt. */
function preJoin({ facts, now, place, isElevated }: Terminal): Block {
  const tests = joinTests(facts, place !== 'internet');
  const last = lastJoinAttempt(facts, now);
  return {
    title: 'Diagnostic Data',
    fields: [
      ['Diagnostics Reference', 'www.microsoft.com/aadjerrors'],
      ['User Context', isElevated ? 'ELEVATED User' : 'UN-ELEVATED User'],
      ['Client Time', utcMoment(now)],
      ['AD Connectivity Test', verdict(tests.ad)],
      ['AD Configuration Test', verdict(tests.configuration)],
      ['DRS Discovery Test', verdict(tests.discovery)],
      ['DRS Connectivity Test', verdict(tests.connectivity)],
      ['Token acquisition Test', isFederated(facts) ? verdict(tests.token) : 'SKIPPED'],
      ['Fallback to Sync-Join', 'ENABLED'],
      ...(last ? [null, ...lastAttempt(facts, last)] : []),
    ],
  };
}

function lastAttempt(facts: Facts, { at, phase, code, serverCode }: JoinAttempt): [string, string][] {
  const { seed, device } = facts;
  const fields: [string, string][] = [
    ['Previous Registration', utcMoment(at)],
    ...(phase === 'join' ? ([['Registration Type', isFederated(facts) ? 'federated' : 'sync']] as const) : []),
    ['Error Phase', phase],
    ['Client ErrorCode', code],
  ] as [string, string][];
  if (serverCode === null) return fields;
  return [
    ...fields,
    ['Server ErrorCode', serverCode],
    ['Server Message', serverMessage(facts)],
    ['Https Status', '400'],
    ['Request Id', guidFor(seed, 'id.joinRequest', device.id)],
  ];
}

/** An object without the certificate came from a sync that leaves the attribute out. */
const serverMessage = (facts: Facts): string => {
  const id = entraDeviceId(facts.seed, facts.device.id);
  return facts.entra?.join_type === 'hybrid' && !hasCertificateInEntra(facts)
    ? `No public key user certificate is on the device object (${id}).`
    : `The device object (${id}) is not found.`;
};

/** Whether Windows Hello for Business would be set up at the next sign-in. Cloud trust, so no certificate enrollment (assumed). */
export function ngcPrerequisiteCheck(terminal: Terminal): Block {
  const { device } = terminal.facts;
  const isJoined = isEntraJoined(terminal.facts);
  const isUserKnown = hasPrt(terminal);
  // Only Intune carries the policy in this lab.
  const isPolicyOn = isJoined && device.is_mdm_enrolled === 1;
  const willProvision = isJoined && isUserKnown && isPolicyOn && !hasHello(terminal);
  return {
    title: 'Ngc Prerequisite Check',
    fields: [
      ['IsDeviceJoined', yesNo(isJoined)],
      ['IsUserAzureAD', yesNo(isUserKnown)],
      ['PolicyEnabled', yesNo(isPolicyOn)],
      ['PostLogonEnabled', 'YES'],
      ['DeviceEligible', 'YES'],
      ['SessionIsNotRemote', 'YES'],
      ['CertEnrollment', 'none'],
      ...(isJoined ? ([['OnPremTGT', 'NO']] as const) : []),
      ['PreReqResult', willProvision ? 'WillProvision' : 'WillNotProvision'],
    ],
  };
}
