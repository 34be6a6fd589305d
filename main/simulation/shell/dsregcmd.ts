import type { Block } from './dsreg-block.ts';
import { deviceDetails, deviceState, workAccount } from './dsreg-device.ts';
import { diagnosticData, ngcPrerequisiteCheck } from './dsreg-diagnostics.ts';
import { tenantDetails } from './dsreg-tenant.ts';
import { ssoState, userState } from './dsreg-user.ts';
import { switchOf } from './parse.ts';
import { answer, type Command, type Terminal } from './terminal.ts';

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
const elevatedOnly = ['join', 'leave', 'debug', 'forcerecovery', 'cleanupaccounts'];
const accessDenied = 5;

export const dsregcmd: Record<string, Command> = {
  dsregcmd: {
    usage: 'dsregcmd /status',
    about: 'Shows how the device and its user are joined to directories.',
    run: (terminal, { args }) => {
      const name = switchOf(args[0] ?? '') ?? '';
      if (elevatedOnly.includes(name)) {
        return answer(
          `dsregcmd /${name}: access is denied (0x80070005). Run it from an elevated prompt.`,
          accessDenied,
        );
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
