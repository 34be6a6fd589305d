import type { Facts } from '../../kernel/change.ts';
import { isFederated, joinTests, serverMessage } from '../../identity/attempt.ts';
import { lastJoinAttempt, type JoinAttempt } from '../../identity/join.ts';
import { executingAccount, hasHello, hasPrt, isHelloPolicyOn } from './user.ts';
import { yesNo, type Block } from './block.ts';
import { guidFor } from '../../kernel/identifiers.ts';
import { isEntraJoined, type Terminal } from '../terminal.ts';
import { utcMoment } from '../words.ts';

/** What the device finds out about joining: tests before a join that did not succeed, checks of the keys after one. */
export function diagnosticData(terminal: Terminal): Block | undefined {
  const { facts } = terminal;
  if (isEntraJoined(facts)) return postJoin(terminal);
  return facts.device.join_type === 'domain' ? preJoin(terminal) : undefined;
}

/** The test signs with the device's key, which a standard user may not touch. */
function postJoin(terminal: Terminal): Block {
  const { facts, isElevated } = terminal;
  // Who keeps the object in Entra ID up to date: the MDM of an enrolled device, else the device itself.
  const updated = facts.device.is_mdm_enrolled === 1 ? 'Managed by MDM' : 'YES';
  const tpm = facts.setting('deviceTpm', String(facts.device.id));
  const signed = tpm === 'ok' ? 'PASSED' : 'FAILED';
  return {
    title: 'Diagnostic Data',
    fields: [
      ['AadRecoveryEnabled', 'NO'],
      ['Executing Account Name', executingAccount(terminal)],
      ['KeySignTest', isElevated ? signed : 'MUST Run elevated to test.'],
      null,
      ['DisplayNameUpdated', updated],
      ['OsVersionUpdated', updated],
      ['HostNameUpdated', 'YES'],
      null,
      ['Last HostName Update', 'NONE'],
    ],
  };
}

const verdict = (result: string | null): string =>
  result === null ? 'PASS' : result === '' ? 'SKIPPED' : `FAIL [${result}]`;

/** The tests run with the command; phase and codes below them are those of the task's last attempt. */
function preJoin(terminal: Terminal): Block {
  const { facts, now, place, isElevated } = terminal;
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
      ['Executing Account Name', executingAccount(terminal)],
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

/** Whether Windows Hello for Business would be set up at the next sign-in. Cloud trust, so no certificate enrollment (assumed). */
export function ngcPrerequisiteCheck(terminal: Terminal): Block | undefined {
  // Nothing is checked any more once it is set up.
  if (hasHello(terminal)) return undefined;
  const isJoined = isEntraJoined(terminal.facts);
  const isUserKnown = hasPrt(terminal);
  const isPolicyOn = isHelloPolicyOn(terminal);
  const willProvision = isJoined && isUserKnown && isPolicyOn;
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
