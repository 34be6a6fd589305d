import { listActivities } from '../../lab/activities/views.ts';
import { resolveDevice } from '../../lab/devices/resolve.ts';
import type { Command } from '../command.ts';
import { activityJson } from '../json.ts';
import { withLab } from '../open-lab.ts';

const activities: Command = {
  usage: ['activities FILE [--device NAME] [--limit N] [--offset N]'],
  about: 'Lists what happened, the newest first.',
  positionals: [1, 1],
  options: { device: 'text', limit: 'text', offset: 'text' },
  run: (args) => {
    const name = args.text('device');
    const limit = args.rows('limit');
    const offset = args.rows('offset') ?? 0;
    return withLab(args, ({ db }) => {
      const deviceId = name === undefined ? null : resolveDevice(db, name);
      const { total, rows } = listActivities(db, { deviceId, kinds: [], search: '' }, offset, limit ?? -1);
      return { total, rows: rows.map(activityJson) };
    });
  },
};

export const activityCommands = { activities };
