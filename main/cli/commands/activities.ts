import type { Command } from '../command.ts';
import { activityJson } from '../json.ts';
import { withDoor } from '../open-lab.ts';

const activities: Command = {
  usage: ['activities FILE [--device NAME] [--limit N] [--offset N]'],
  about: 'Lists what happened, the newest first.',
  positionals: [1, 1],
  options: { device: 'text', limit: 'text', offset: 'text' },
  run: (args) => {
    const query = { deviceId: args.text('device') ?? null, kinds: [], search: '' };
    const [limit, offset] = [args.rows('limit'), args.rows('offset')];
    return withDoor(args, (door) => {
      const { total, rows } = door.rows((page) => door.view('activities.list', { ...query, ...page }), {
        offset,
        limit,
      });
      return { total, rows: rows.map(activityJson) };
    });
  },
};

export const activityCommands = { activities };
