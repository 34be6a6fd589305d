import { answerView } from '../../lab/door.ts';
import type { Command } from '../command.ts';
import { isoOrNull } from '../json.ts';
import { withLab } from '../open-lab.ts';

const directory: Command = {
  usage: ['directory FILE'],
  about:
    'Shows domain, tenant, Entra Connect, organizational units, groups, and the device objects of Microsoft Entra ID.',
  positionals: [1, 1],
  options: {},
  run: (args) =>
    withLab(args, ({ db }) => {
      const { sync, ...view } = answerView(db, 'identity.read', {});
      const { lastCycle, nextCycle, scheduler } = sync;
      return {
        ...view,
        sync: {
          ...sync,
          lastCycle: isoOrNull(lastCycle),
          nextCycle: isoOrNull(nextCycle),
          scheduler: Object.fromEntries(scheduler.map(({ name, value }) => [name, value])),
        },
      };
    }),
};

export const directoryCommands = { directory };
