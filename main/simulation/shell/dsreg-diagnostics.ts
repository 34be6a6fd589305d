import { hour } from '../../../shared/time.ts';
import { drawBetween } from '../draw.ts';
import { hasHello, hasPrt } from './dsreg-user.ts';
import { yesNo, type Block } from './dsreg-block.ts';
import { entraDeviceId, guidFor } from './identifiers.ts';
import { isEntraJoined, type Terminal } from './terminal.ts';
import { utcMoment } from './words.ts';

type Fields = [string, string][];

/** What the device finds out about joining: tests before a join that did not succeed, checks of the keys after one. */
export function diagnosticData(terminal: Terminal): Block | undefined {
  const { facts } = terminal;
  if (isEntraJoined(facts)) return postJoin();
  return facts.device.join_type === 'domain' ? preJoin(terminal) : undefined;
}

const postJoin = (): Block => ({
  title: 'Diagnostic Data',
  fields: [
    ['AadRecoveryEnabled', 'NO'],
    // The test signs with the device's key, which a standard user may not touch.
    ['KeySignTest', 'MUST Run elevated to test.'],
  ],
});

/** How far a failed attempt came. Source: hybrid join troubleshooting and dsregcmd pages. */
type Attempt = {
  tests: [ad: string, scp: string, discovery: string, connectivity: string, token: string];
  result: Fields;
};

function preJoin(terminal: Terminal): Block {
  const { tests, result } = attemptOf(terminal);
  const [ad, scp, discovery, connectivity, token] = tests;
  return {
    title: 'Diagnostic Data',
    fields: [
      ['Diagnostics Reference', 'www.microsoft.com/aadjerrors'],
      ['User Context', 'UN-ELEVATED User'],
      ['Client Time', utcMoment(terminal.now)],
      ['AD Connectivity Test', ad],
      ['AD Configuration Test', scp],
      ['DRS Discovery Test', discovery],
      ['DRS Connectivity Test', connectivity],
      ['Token acquisition Test', token],
      ['Fallback to Sync-Join', 'ENABLED'],
      null,
      ['Previous Registration', utcMoment(lastAttempt(terminal))],
      ...result,
    ],
  };
}

/**
 * Without a domain controller in reach the attempt ends before it begins. With one it depends on what Entra ID has: an
 * object that waits (`Pending`) points at the device's side, here an endpoint that is blocked for the computer account;
 * no object points at the sync, here an organizational unit outside its scope. Which cause of each side is assumed.
 */
function attemptOf(terminal: Terminal): Attempt {
  const { facts, place } = terminal;
  if (place === 'internet') {
    return {
      tests: ['FAIL [0x0000054b]', 'SKIPPED', 'SKIPPED', 'SKIPPED', 'SKIPPED'],
      result: [
        ['Error Phase', 'pre-check'],
        ['Client ErrorCode', '0x801c0021'],
      ],
    };
  }
  if (facts.entra?.registration_state === 'pending') {
    return {
      tests: ['PASS', 'PASS', 'FAIL [0x801c0021/0x80072ee2]', 'SKIPPED', 'SKIPPED'],
      result: [
        ['Error Phase', 'discover'],
        ['Client ErrorCode', '0x801c0021'],
      ],
    };
  }
  return {
    tests: ['PASS', 'PASS', 'PASS', 'PASS', 'PASS'],
    result: [
      ['Registration Type', 'sync'],
      ['Error Phase', 'join'],
      ['Client ErrorCode', '0x801c03f2'],
      ['Server ErrorCode', 'DirectoryError'],
      ['Server Message', `The device object (${entraDeviceId(facts.seed, facts.device.id)}) is not found.`],
      ['Https Status', '400'],
      ['Request Id', guidFor(facts.seed, 'id.joinRequest', facts.device.id)],
    ],
  };
}

/** The task Automatic-Device-Join runs every hour, and at sign-in. Source: identity facts §2.1. */
function lastAttempt({ facts, now }: Terminal): number {
  const { seed, device, presence } = facts;
  const phase = drawBetween(seed, 'joinPhase', device.id, 0, 0, hour - 1);
  const slot = phase + Math.floor((now - phase) / hour) * hour;
  return presence?.isOn('internet', slot) ? slot : (presence?.latest('internet', now)?.start ?? slot);
}

/** Whether Windows Hello for Business would be set up at the next sign-in. Cloud trust, so no certificate enrolment (assumed). */
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
