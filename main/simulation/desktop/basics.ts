import { diskFreeAt } from '../kernel/drift.ts';
import { domainController } from '../kernel/hosts.ts';
import { hexOf } from '../kernel/identifiers.ts';
import { answer, isInDomain, isLocalAdministrator, type Command, type Terminal } from './terminal.ts';
import { grouped, shortDate, shortTime } from './words.ts';

/** What the command interpreter itself knows: no program is started for these. */
export const basics: Record<string, Command> = {
  cls: {
    usage: 'cls',
    about: 'Clears the screen.',
    // Where there is no console, cmd answers cls with a form feed; the screen that shows this text clears on it.
    run: () => answer('\f'),
  },
  echo: {
    usage: 'echo [text]',
    about: 'Shows a text; %NAME% stands for a variable.',
    run: (_terminal, { rest }) => {
      if (rest.startsWith('.')) return answer(rest.slice(1));
      return answer(rest.trim() === '' ? 'ECHO is on.' : rest.replace(/^\s/, ''));
    },
  },
  set: {
    usage: 'set [name]',
    about: 'Shows the variables, or those whose names begin like the one given.',
    run: (terminal, { rest }) => {
      const wanted = rest.trim().toUpperCase();
      if (wanted.includes('='))
        return answer('Variables last as long as one command here, so setting one has no effect.', 1);
      const lines = Object.entries(variables(terminal)).flatMap(([name, value]) =>
        name.toUpperCase().startsWith(wanted) ? [`${name}=${value}`] : [],
      );
      return lines.length > 0 ? answer(lines.join('\n')) : answer(`Environment variable ${rest.trim()} not defined`, 1);
    },
  },
  cd: { usage: 'cd', about: 'Shows the current folder.', run: currentFolder },
  chdir: { usage: 'chdir', about: 'The same as cd.', run: currentFolder },
  dir: {
    usage: 'dir',
    about: 'Lists the user’s folder.',
    run: (terminal, { args }) => {
      if (args.some((word) => !word.startsWith('/'))) return answer('File Not Found', 1);
      return answer(listFolder(terminal));
    },
  },
  date: {
    usage: 'date /t',
    about: 'Shows the date of the device.',
    run: ({ local }, { args }) => (isShowOnly(args) ? answer(shortDate(local)) : answer(noPrivilege, 1)),
  },
  time: {
    usage: 'time /t',
    about: 'Shows the time of the device.',
    run: ({ local }, { args }) => (isShowOnly(args) ? answer(shortTime(local)) : answer(noPrivilege, 1)),
  },
  ver: {
    usage: 'ver',
    about: 'Shows the version of Windows.',
    run: ({ facts }) => answer(`\nMicrosoft Windows [Version ${facts.device.os_version}]`),
  },
};

/** Without /t both commands ask for a new value, which only an administrator may set. */
const isShowOnly = (args: readonly string[]): boolean => args.length === 1 && args[0]!.toLowerCase() === '/t';
const noPrivilege = 'A required privilege is not held by the client. Use /t to show the value only.';

function currentFolder({ account }: Terminal, { args }: { args: readonly string[] }) {
  if (args.length === 0) return answer(account.profile);
  return answer('This terminal stays in the user’s folder: every command is run on its own.', 1);
}

/** Variables of the signed-in user, replaced in every command line before it runs. */
export function variables(terminal: Terminal): Record<string, string> {
  const { facts, account, user } = terminal;
  const { device, site } = facts;
  const inDomain = isInDomain(facts) && !isLocalAdministrator(terminal);
  return {
    COMPUTERNAME: device.name.toUpperCase().slice(0, 15),
    ComSpec: 'C:\\Windows\\system32\\cmd.exe',
    HOMEDRIVE: 'C:',
    HOMEPATH: account.profile.slice(2),
    LOGONSERVER: inDomain ? `\\\\${domainController(site.netbios_domain)}` : `\\\\${device.name.toUpperCase()}`,
    OS: 'Windows_NT',
    SystemDrive: 'C:',
    SystemRoot: 'C:\\Windows',
    ...(inDomain ? { USERDNSDOMAIN: site.domain.toUpperCase() } : {}),
    USERDOMAIN: account.authority,
    USERNAME: inDomain ? user.sam_account : account.name,
    USERPROFILE: account.profile,
  };
}

export function expandVariables(terminal: Terminal, line: string): string {
  if (!line.includes('%')) return line;
  const known = new Map(Object.entries(variables(terminal)).map(([name, value]) => [name.toUpperCase(), value]));
  return line.replace(/%([^%]+)%/g, (text, name: string) => known.get(name.toUpperCase()) ?? text);
}

const folders = ['.', '..', 'Desktop', 'Documents', 'Downloads', 'Favorites', 'Music', 'Pictures', 'Videos'];

function listFolder({ facts, account, local, now }: Terminal): string {
  const { device, seed } = facts;
  const serial = hexOf(seed, 'id.volume', device.id, 1).toUpperCase();
  const bootedLocal = device.booted_at + (local - now);
  const stamp = `${shortDate(bootedLocal).slice(4)}  ${shortTime(bootedLocal)}`;
  const free = grouped(diskFreeAt(device, now) * 1_048_576);
  return [
    ' Volume in drive C is Windows',
    ` Volume Serial Number is ${serial.slice(0, 4)}-${serial.slice(4)}`,
    '',
    ` Directory of ${account.profile}`,
    '',
    ...folders.map((name) => `${stamp}    <DIR>          ${name}`),
    `${'0'.padStart(16)} File(s)              0 bytes`,
    `${String(folders.length).padStart(16)} Dir(s)  ${free} bytes free`,
  ].join('\n');
}
