import { draw } from '../kernel/draw.ts';
import { switchOf } from './parse.ts';
import { answer, isInDomain, isLocalAdministrator, type Answer, type Command, type Terminal } from './terminal.ts';
import { table } from './words.ts';

const views: Record<string, (terminal: Terminal) => Answer> = {
  upn: (terminal) => {
    const isJoined = isInDomain(terminal.facts) || terminal.facts.device.join_type === 'entra';
    const hasUpn = isJoined && !isLocalAdministrator(terminal);
    return hasUpn
      ? answer(terminal.user.upn)
      : answer('ERROR: Unable to get User Principal Name (UPN): the account is a local one.', 1);
  },
  user: (terminal) =>
    answer(
      `\nUSER INFORMATION\n----------------\n\n${table(['User Name', 'SID'], [[logonName(terminal), userSid(terminal)]])}`,
    ),
  groups: (terminal) =>
    answer(
      `\nGROUP INFORMATION\n-----------------\n\n${table(['Group Name', 'Type', 'SID', 'Attributes'], groupsOf(terminal))}`,
    ),
};

export const account: Record<string, Command> = {
  whoami: {
    usage: 'whoami [/upn | /user | /groups]',
    about: 'Shows who is signed in.',
    run: (terminal, { args }) => {
      const [first] = args;
      if (first === undefined) return answer(logonName(terminal));
      const view = views[switchOf(first) ?? ''];
      if (!view || args.length > 1) return answer(`ERROR: Invalid argument/option - '${args.at(-1) ?? ''}'.`, 1);
      return view(terminal);
    },
  },
  hostname: {
    usage: 'hostname',
    about: 'Shows the device’s name.',
    run: ({ facts }, { args }) =>
      args.length === 0
        ? answer(facts.device.name)
        : answer('The name can only be changed in the settings of the device.', 1),
  },
};

const logonName = ({ account: { authority, name } }: Terminal): string => `${authority}\\${name}`.toLowerCase();

/** A security identifier of the form Windows gives: one authority for a domain or device, another for Entra accounts. */
function userSid(terminal: Terminal): string {
  const { facts, user } = terminal;
  const { seed, device } = facts;
  const part = (index: number, id: number): number => draw(seed, 'id.sid', id, index);
  if (isLocalAdministrator(terminal))
    return `S-1-5-21-${[4, 5, 6].map((index) => part(index, device.id)).join('-')}-500`;
  if (device.join_type === 'entra') return `S-1-12-1-${[0, 1, 2, 3].map((index) => part(index, user.id)).join('-')}`;
  const authority = isInDomain(facts) ? 0 : device.id;
  return `S-1-5-21-${[4, 5, 6].map((index) => part(index, authority)).join('-')}-${1000 + user.id}`;
}

const enabled = 'Mandatory group, Enabled by default, Enabled group';

/** The groups that every standard user of Windows has; what the directory adds is not simulated. */
function groupsOf(terminal: Terminal): string[][] {
  const { facts, isElevated } = terminal;
  const wellKnown = 'Well-known group';
  const rows = [
    ['Everyone', wellKnown, 'S-1-1-0', enabled],
    ['BUILTIN\\Users', 'Alias', 'S-1-5-32-545', enabled],
    ['NT AUTHORITY\\INTERACTIVE', wellKnown, 'S-1-5-4', enabled],
    ['CONSOLE LOGON', wellKnown, 'S-1-2-1', enabled],
    ['NT AUTHORITY\\Authenticated Users', wellKnown, 'S-1-5-11', enabled],
    ['NT AUTHORITY\\This Organization', wellKnown, 'S-1-5-15', enabled],
    ['LOCAL', wellKnown, 'S-1-2-0', enabled],
  ];
  if (isInDomain(facts) && !isLocalAdministrator(terminal)) {
    const domain = [4, 5, 6].map((index) => draw(facts.seed, 'id.sid', 0, index)).join('-');
    rows.push([`${terminal.account.authority}\\Domain Users`, 'Group', `S-1-5-21-${domain}-513`, enabled]);
  }
  if (facts.device.join_type === 'entra' && !isLocalAdministrator(terminal))
    rows.push(['NT AUTHORITY\\Cloud Account Authentication', wellKnown, 'S-1-5-64-36', enabled]);
  if (isElevated) {
    rows.push(['BUILTIN\\Administrators', 'Alias', 'S-1-5-32-544', `${enabled}, Group owner`]);
    rows.push(['Mandatory Label\\High Mandatory Level', 'Label', 'S-1-16-12288', '']);
  } else rows.push(['Mandatory Label\\Medium Mandatory Level', 'Label', 'S-1-16-8192', '']);
  return rows;
}
