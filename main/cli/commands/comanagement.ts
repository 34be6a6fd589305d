import { enrollModes, type EnrollMode } from '../../../shared/comanagement/words.ts';
import type { EnrollPreview } from '../../../shared/comanagement/views.ts';
import { usage, type Args } from '../args.ts';
import type { Command } from '../command.ts';
import type { Door } from '../door.ts';
import type { Json } from '../json.ts';
import { withDoor } from '../open-lab.ts';

const comanage: Command = {
  usage: ['comanage FILE --enroll none|pilot|all [--collection NAME] [--preview]', 'comanage FILE --remove'],
  about:
    'Enables co-management or changes who enrolls automatically; --preview only counts, --remove takes it from the site.',
  positionals: [1, 1],
  options: { enroll: 'text', collection: 'text', preview: 'flag', remove: 'flag' },
  run: (args) => {
    if (args.has('remove')) return remove(args);
    const enroll = readMode(args);
    const collection = args.text('collection') ?? null;
    return withDoor(args, (door) => {
      if (!args.has('preview')) return carryOut(door, enroll, collection);
      door.refuseKinds(['preview']);
      return preview(door, enroll, collection);
    });
  },
};

function remove(args: Args) {
  if (args.text('enroll') !== undefined || args.text('collection') !== undefined || args.has('preview'))
    throw usage('--remove stands alone.');
  return withDoor(args, (door) => {
    door.input('comanagement.remove', {});
    return answer(door, 'none', null);
  });
}

function readMode(args: Args): EnrollMode {
  const text = args.text('enroll');
  const mode = enrollModes.find((known) => known === text?.toLowerCase());
  if (!mode) throw usage(`--enroll is one of ${enrollModes.join(', ')}${text === undefined ? '' : `, not "${text}"`}.`);
  return mode;
}

/** The collection that was chosen before counts when none is named. */
const preview = (door: Door, enroll: EnrollMode, collection: string | null): Json =>
  answer(door, enroll, collection ?? door.view('comanagement.read', {}, ['enrollCollectionId']).enrollCollectionId);

function carryOut(door: Door, enroll: EnrollMode, collection: string | null): Json {
  const before = preview(door, enroll, collection);
  door.input('comanagement.enable', { enroll, collectionId: collection });
  return before;
}

function answer(door: Door, enroll: EnrollMode, collectionId: number | string | null): Json {
  const counted = door.withheld.unless(['preview'], () => door.view('comanagement.preview', { enroll, collectionId }));
  const pilot =
    enroll === 'pilot' && collectionId !== null ? door.view('collections.read', { collectionId }, ['name']).name : null;
  return { enroll, collection: pilot, preview: counted && countsOf(counted) };
}

const countsOf = ({ eligible, notEligible, alreadyEnrolled, spreadSeconds }: EnrollPreview): Json => ({
  eligible,
  notEligible,
  alreadyEnrolled,
  spreadSeconds,
});

const funnel: Command = {
  usage: ['funnel FILE'],
  about: 'Counts how far the clients are on their way to co-management, as the dashboard of the site does.',
  positionals: [1, 1],
  options: {},
  run: (args) => withDoor(args, (door) => door.view('comanagement.read', {}, ['funnel']).funnel as unknown as Json),
};

export const comanagementCommands = { comanage, funnel };
