import { leaveEntra, leaveWorkplace, runJoinTask } from '../../identity/join.ts';
import type { Block } from './block.ts';
import { deviceDetails, deviceState, workAccount } from './device.ts';
import { diagnosticData, ngcPrerequisiteCheck } from './diagnostics.ts';
import { tenantDetails } from './tenant.ts';
import { ssoState, userState } from './user.ts';
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
  ngcPrerequisiteCheck,
];

/** These change the registration of the whole device, so they need an elevated prompt. */
const elevatedOnly: Record<string, (terminal: Terminal) => Answer> = {
  join: tryJoin,
  debug: tryJoin,
  leave,
  cleanupaccounts: ({ facts, now }) => answer('', 0, leaveWorkplace(facts, now)),
  forcerecovery: () =>
    answer('dsregcmd /forcerecovery: asks the user to sign in anew, which the lab does not simulate (assumed).', 1),
};
const accessDenied = 5;

/** Says nothing of its own; `dsregcmd /status` then shows how the attempt ended. */
function tryJoin({ facts, now }: Terminal): Answer {
  if (!isInDomain(facts)) return answer('The device is not joined to a domain.', 1);
  if (isEntraJoined(facts)) return answer('The device is joined to Microsoft Entra ID already.', 1);
  return answer('', 0, runJoinTask(facts, now));
}

function leave({ facts, now }: Terminal): Answer {
  const isJoined = isEntraJoined(facts);
  // Nobody could sign in any more: the only accounts of such a device are those of Entra ID.
  if (isJoined && !isInDomain(facts))
    return answer(
      'Refused: a device that is Entra joined only would lose all its users; reset it instead (assumed).',
      1,
    );
  return isInDomain(facts) ? answer('', 0, leaveEntra(facts, now)) : answer('The device is not joined.', 1);
}

export const dsregcmd: Record<string, Command> = {
  dsregcmd: {
    usage: 'dsregcmd /status | /join | /leave | /debug | /cleanupaccounts',
    about: 'Shows or changes how the device and its user are joined to directories.',
    run: (terminal, { args }) => {
      const name = (switchOf(args[0] ?? '') ?? '').toLowerCase();
      const change = Object.hasOwn(elevatedOnly, name) ? elevatedOnly[name] : undefined;
      if (change && args.length === 1) {
        return terminal.isElevated
          ? change(terminal)
          : answer(`dsregcmd /${name}: access is denied (0x80070005). Run it from an elevated prompt.`, accessDenied);
      }
      if (name !== 'status' || args.length > 1) {
        return answer('Usage: dsregcmd /status\nElevated only: /leave /join /debug /forcerecovery /cleanupaccounts', 1);
      }
      return answer(blocks.flatMap((block) => frame(block(terminal))).join('\n'));
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
