import { removableRecords, type RemovableRecord } from '../../../shared/contract/device-words.ts';
import { usage, type Args } from '../args.ts';
import type { Command } from '../command.ts';
import type { Door } from '../door.ts';
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

const which = { device: 'names', record: 'list' } as const;

const removeRecord: Command = {
  usage: [
    'remove-record FILE SERVICE --device NAME… --confirm TEXT',
    'remove-record FILE SERVICE --record ID… --confirm TEXT',
  ],
  about: `Deletes records in the console of their service; SERVICE is ${removableRecords.join(', ')}.`,
  positionals: [2, 2],
  options: { ...which, confirm: 'text' },
  run: (args) => {
    const service = removableRecords.find((known) => known === args.positionals[1]!.toLowerCase());
    if (!service)
      throw usage(`There is no service "${args.positionals[1]!}"; there are ${removableRecords.join(', ')}.`);
    return withDoor(args, (door) => ({
      removed: door.input('devices.removeRecords', {
        service,
        recordIds: recordIds(door, args, service),
        confirm: args.text('confirm') ?? null,
      }),
    }));
  },
};

const enabling = (command: string, service: 'entra' | 'ad', about: string): Command => ({
  usage: [`${command} FILE enable|disable --device NAME…`, `${command} FILE enable|disable --record ID…`],
  about,
  positionals: [2, 2],
  options: which,
  run: (args) => {
    const what = args.positionals[1]!.toLowerCase();
    if (what !== 'enable' && what !== 'disable') throw usage(`A device is enabled or disabled, not "${what}".`);
    return withDoor(args, (door) => ({
      changed: door.input('devices.enableObjects', {
        service,
        recordIds: recordIds(door, args, service),
        isEnabled: what === 'enable',
      }),
    }));
  },
});

/** Of named devices the record that stands for them now; of one that is stale only its id will do. */
function recordIds(door: Door, args: Args, service: RemovableRecord): number[] {
  const named = args.list('device').map((deviceId) => {
    const { records } = door.view('devices.read', { deviceId }, ['records']);
    const recordId = records[service]?.recordId;
    if (recordId === undefined) throw usage(`${deviceId} has no record in ${service}.`);
    return recordId;
  });
  const ids = [...named, ...args.ids('record')];
  if (ids.length === 0) throw usage('--device NAME or --record ID is missing.');
  return ids;
}

export const directoryCommands = {
  directory,
  'remove-record': removeRecord,
  'entra-device': enabling('entra-device', 'entra', 'Enables or disables device objects in Microsoft Entra ID.'),
  'ad-computer': enabling('ad-computer', 'ad', 'Enables or disables accounts of computers in Active Directory.'),
};
