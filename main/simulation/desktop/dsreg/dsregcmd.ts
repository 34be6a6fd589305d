import { leaveEntra, leaveWorkplace, runJoinTask } from '../../identity/join.ts';
import { attemptFailure, fileNotFound, type JoinFailure } from '../../identity/attempt.ts';
import type { Change, Facts } from '../../kernel/change.ts';
import { yesNo, type Block } from './block.ts';
import { deviceDetails, deviceState, isWorkplaceJoined, workAccount } from './device.ts';
import { diagnosticData, ngcPrerequisiteCheck } from './diagnostics.ts';
import { tenantDetails } from './tenant.ts';
import { userProxy, winHttpProxy } from './proxy.ts';
import { hasPrt, ssoState, userState } from './user.ts';
import { switchOf } from '../parse.ts';
import { answer, isEntraJoined, isInDomain, type Answer, type Command, type Terminal } from '../terminal.ts';

/** In the order of the real output. Source: dsregcmd page of the Entra documentation, June 2025. */
const blocks: readonly ((terminal: Terminal) => Block | undefined)[] = [
  deviceState,
  deviceDetails,
  tenantDetails,
  userState,
  ssoState,
  workAccount,
  diagnosticData,
  userProxy,
  winHttpProxy,
  ngcPrerequisiteCheck,
];

type Action = { isElevatedOnly: boolean; run: (terminal: Terminal, isDebug: boolean) => Answer };
const elevated = (run: Action['run']): Action => ({ isElevatedOnly: true, run });
const forEverybody = (run: Action['run']): Action => ({ isElevatedOnly: false, run });

/** What changes the registration of the whole device needs an elevated prompt. An elevated prompt counts as SYSTEM (assumed). */
const actions: Readonly<Record<string, Action>> = {
  status: forEverybody((terminal, isDebug) => answer([...opening(isDebug), ...statusOf(terminal)].join('\n'))),
  join: elevated(tryJoin),
  leave: elevated(leave),
  refreshprt: forEverybody(refreshPrt),
  listaccounts: forEverybody(listAccounts),
  cleanupaccounts: elevated(({ facts, now }, isDebug) => told(isDebug, [], leaveWorkplace(facts, now))),
  forcerecovery: elevated(() =>
    answer('dsregcmd /forcerecovery: asks the user to sign in anew, which the lab does not simulate (assumed).', 1),
  ),
};
const accessDenied = 5;

const statusOf = (terminal: Terminal): string[] => [
  ...blocks.flatMap((block) => frame(block(terminal))),
  '',
  'For more information, please visit https://www.microsoft.com/aadjerrors',
];

/** Lines of /debug. Fragments: hybrid join, troubleshooting; how few there are is the lab's. */
const opening = (isDebug: boolean): string[] => (isDebug ? ['dsregcmd::wmain logging initialized.'] : []);
const told = (isDebug: boolean, lines: readonly string[], changes: Change[] = [], exitCode = 0): Answer =>
  answer(isDebug ? [...opening(true), ...lines].join('\n') : '', exitCode, changes);

/** Says nothing of its own without /debug; `dsregcmd /status` then shows how the attempt ended. */
function tryJoin({ facts, now, place }: Terminal, isDebug: boolean): Answer {
  if (!isInDomain(facts)) return answer('The device is not joined to a domain.', 1);
  if (isEntraJoined(facts)) return answer('The device is joined to Microsoft Entra ID already.', 1);
  return told(isDebug, joinTrace(facts, place !== 'internet'), runJoinTask(facts, now));
}

function joinTrace(facts: Facts, inSight: boolean): string[] {
  const failed = attemptFailure(facts, inSight);
  const { domain } = facts.site;
  const checks = [
    inSight
      ? `DsrCmdAccountMgr::IsDomainControllerAvailable: DsGetDcName success { domain:${domain} forest:${domain} isDcAvailable:true }`
      : 'DsrCmdAccountMgr::IsDomainControllerAvailable: DsGetDcName failed: 0x8007054b.',
    'PreJoinChecks Complete.',
    `preCheckResult: ${inSight ? 'Join' : 'DoNotJoin'}`,
    `isDcAvailable: ${inSight ? 'YES' : 'NO'}`,
    'isSystem: YES',
  ];
  return [
    ...checks,
    ...(failed ? failureTrace(failed) : []),
    'DSREGCMD_END_STATUS',
    `             AzureAdJoined : ${yesNo(failed === null)}`,
    '          EnterpriseJoined : NO',
  ];
}

function failureTrace({ phase, code, serverCode, serverMessage, reason }: JoinFailure): string[] {
  if (phase === 'pre-check') return ['The device can NOT be joined because a domain controller could not be located.'];
  if (phase === 'discover')
    return [
      ...(reason === 'scpMissing'
        ? [
            `TenantInfo::Discover: Failed reading registration data from AD. Defaulting to autojoin disabled ${fileNotFound}`,
          ]
        : []),
      `DsrCmdJoinHelper::Join: TenantInfo::Discover failed with error code ${code}.`,
    ];
  return [
    ...(serverCode === null
      ? []
      : ['Join HTTP status: 400', `Join error code: ${serverCode}`, `Join message: ${serverMessage ?? ''}`]),
    `DsrDeviceAutoJoin failed ${code}.`,
    `DsrCmdJoinHelper::Join: DsrCmdDeviceEnroller::AutoEnrollSync failed with error code ${code}.`,
  ];
}

function leave({ facts, now }: Terminal, isDebug: boolean): Answer {
  const isJoined = isEntraJoined(facts);
  // Nobody could sign in any more: the only accounts of such a device are those of Entra ID.
  if (isJoined && !isInDomain(facts))
    return answer(
      'Refused: a device that is Entra joined only would lose all its users; reset it instead (assumed).',
      1,
    );
  if (!isInDomain(facts)) return answer('The device is not joined.', 1);
  return told(
    isDebug,
    ['DSREGCMD_END_STATUS', '             AzureAdJoined : NO', '          EnterpriseJoined : NO'],
    leaveEntra(facts, now),
  );
}

/** Renews a token that is there; it gives none to a user who has not signed in since the join (assumed). */
function refreshPrt(terminal: Terminal, isDebug: boolean): Answer {
  if (!isEntraJoined(terminal.facts)) return answer('The device is not joined to Microsoft Entra ID.', 1);
  return told(isDebug, [`AzureAdPrt : ${yesNo(hasPrt(terminal))}`]);
}

/** The accounts of the token broker. The words are the lab's. */
function listAccounts(terminal: Terminal, isDebug: boolean): Answer {
  const hasAccount = hasPrt(terminal) || isWorkplaceJoined(terminal);
  const accounts = hasAccount ? [`Account: 0, user: ${terminal.user.upn}, authority: organizations`] : [];
  return answer([...opening(isDebug), `Accounts found: ${accounts.length}`, ...accounts].join('\n'));
}

const usage =
  'Usage: dsregcmd /status | /refreshprt | /listaccounts [/debug]\nElevated only: /leave /join /debug /forcerecovery /cleanupaccounts';

/** Switches in any order; /debug alone tries to join and tells how. Undefined for what it does not know. */
function actionOf(args: readonly string[]): { name: string; action: Action; isDebug: boolean } | undefined {
  const names = args.map((word) => switchOf(word) ?? '');
  const isDebug = names.includes('debug');
  const [name, ...others] = names.filter((one) => one !== 'debug');
  const chosen = name ?? (isDebug ? 'join' : '');
  const action = Object.hasOwn(actions, chosen) ? actions[chosen] : undefined;
  return others.length === 0 && action ? { name: name ?? 'debug', action, isDebug } : undefined;
}

export const dsregcmd: Record<string, Command> = {
  dsregcmd: {
    usage: 'dsregcmd /status | /join | /leave | /refreshprt | /listaccounts | /cleanupaccounts [/debug]',
    about: 'Shows or changes how the device and its user are joined to directories.',
    run: (terminal, { args }) => {
      const asked = actionOf(args);
      if (!asked) return answer(usage, 1);
      const { name, action, isDebug } = asked;
      if (action.isElevatedOnly && !terminal.isElevated)
        return answer(
          `dsregcmd /${name}: access is denied (0x80070005). Run it from an elevated prompt.`,
          accessDenied,
        );
      return action.run(terminal, isDebug);
    },
  },
};

const rule = `+${'-'.repeat(70)}+`;

/** Names are set to the right in 26 places; an empty field divides groups. */
function frame(block: Block | undefined): string[] {
  if (!block) return [];
  const fields = block.fields.map((field) =>
    field === null ? '' : `${field[0].padStart(26)} : ${field[1]}`.trimEnd(),
  );
  return ['', rule, `| ${block.title.padEnd(69)}|`, rule, '', ...fields];
}
