import { account } from './account.ts';
import { basics } from './basics.ts';
import { dsregcmd } from './dsreg/dsregcmd.ts';
import { network } from './network.ts';
import { registry } from './registry.ts';
import { scheduledTasks } from './scheduled-tasks.ts';
import { security } from './security.ts';
import { services } from './services.ts';
import { shutdown } from './shutdown.ts';
import { systemInfo } from './system-info.ts';
import { answer, type Command } from './terminal.ts';

const groups: Record<string, Command> = {
  ...basics,
  ...account,
  ...network,
  ...systemInfo,
  ...dsregcmd,
  ...shutdown,
  ...registry,
  ...services,
  ...scheduledTasks,
  ...security,
};

const help: Command = {
  usage: 'help [command]',
  about: 'Lists the commands, or explains one.',
  run: (_terminal, { args }) => {
    const [wanted] = args;
    if (wanted === undefined) {
      const names = Object.keys(commands).sort((a, b) => (a < b ? -1 : 1));
      const lines = names.map((name) => `${name.toUpperCase().padEnd(12)}${commands[name]!.about}`);
      return answer([...lines, '', 'Output can be piped through FIND, FINDSTR and MORE.'].join('\n'));
    }
    const name = wanted.toLowerCase();
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) return answer(`This command is not supported by the help utility. Try "${wanted} /?".`, 1);
    return answer(explain(command));
  },
};

/** Every command of the terminal by its lower-case name. Help, validation and tests follow from this table. */
export const commands: Readonly<Record<string, Command>> = { ...groups, help };

export const explain = ({ about, usage }: Command): string =>
  `${about}\n\n${usage.toUpperCase().split(' ', 1)[0]!}${usage.slice(usage.split(' ', 1)[0]!.length)}`;
