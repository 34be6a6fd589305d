import type { Command } from '../command.ts';
import { iso, isoOrNull } from '../json.ts';
import { withDoor } from '../open-lab.ts';

const directory: Command = {
  usage: ['directory FILE'],
  about:
    'Shows domain, tenant, Entra Connect, organizational units, groups, and the device objects of Microsoft Entra ID.',
  positionals: [1, 1],
  options: {},
  run: (args) =>
    withDoor(args, (door) => {
      const { sync, ...view } = door.view('identity.read', {});
      const { lastCycle, nextCycle, scheduler, runs } = sync;
      return {
        ...view,
        sync: {
          ...sync,
          lastCycle: isoOrNull(lastCycle),
          nextCycle: isoOrNull(nextCycle),
          scheduler: Object.fromEntries(scheduler.map(({ name, value }) => [name, value])),
          runs: runs.map((run) => ({ ...run, at: iso(run.at) })),
        },
      };
    }),
};

export const directoryCommands = { directory };
