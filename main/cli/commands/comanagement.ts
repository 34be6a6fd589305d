import { resolveCollection } from '../../lab/collections/resolve.ts';
import { comanagementView } from '../../lab/comanagement/views.ts';
import { answerView } from '../../lab/door.ts';
import { refuseWithheld } from '../../lab/knowledge.ts';
import type { Lab } from '../../lab/lab.ts';
import { enrollModes, type EnrollMode } from '../../../shared/comanagement/words.ts';
import { usage, type Args } from '../args.ts';
import type { Command } from '../command.ts';
import type { Json } from '../json.ts';
import { unlessWithheld, withLab } from '../open-lab.ts';

const comanage: Command = {
  usage: ['comanage FILE --enroll none|pilot|all [--collection NAME] [--preview]', 'comanage FILE --remove'],
  about:
    'Enables co-management or changes who enrolls automatically; --preview only counts, --remove takes it from the site.',
  positionals: [1, 1],
  options: { enroll: 'text', collection: 'text', preview: 'flag', remove: 'flag' },
  run: (args) => {
    if (args.has('remove')) return remove(args);
    const enroll = readMode(args);
    const name = args.text('collection');
    return withLab(args, (lab) => {
      const collectionId = name === undefined ? null : resolveCollection(lab.db, name);
      if (!args.has('preview')) return carryOut(lab, enroll, collectionId);
      refuseWithheld(lab.db, 'comanagement.preview', {});
      return preview(lab, enroll, collectionId);
    });
  },
};

function remove(args: Args) {
  if (args.text('enroll') !== undefined || args.text('collection') !== undefined || args.has('preview'))
    throw usage('--remove stands alone.');
  return withLab(args, (lab) => {
    lab.input('comanagement.remove', {});
    return answer(lab, 'none', null);
  });
}

function readMode(args: Args): EnrollMode {
  const text = args.text('enroll');
  const mode = enrollModes.find((known) => known === text?.toLowerCase());
  if (!mode) throw usage(`--enroll is one of ${enrollModes.join(', ')}${text === undefined ? '' : `, not "${text}"`}.`);
  return mode;
}

/** The collection that was chosen before counts when none is named. */
const preview = (lab: Lab, enroll: EnrollMode, collectionId: number | null): Json =>
  answer(lab, enroll, collectionId ?? comanagementView(lab.db).enrollCollectionId);

function carryOut(lab: Lab, enroll: EnrollMode, collectionId: number | null): Json {
  const before = preview(lab, enroll, collectionId);
  lab.input('comanagement.enable', { enroll, collectionId });
  return before;
}

function answer(lab: Lab, enroll: EnrollMode, collectionId: number | null): Json {
  const counted = unlessWithheld(lab, 'preview', () =>
    answerView(lab.db, 'comanagement.preview', { enroll, collectionId }),
  );
  const name = lab.db.prepare('SELECT name FROM collections WHERE id = ?').pluck().get(collectionId);
  return {
    enroll,
    collection: enroll === 'pilot' ? ((name as string | undefined) ?? null) : null,
    preview: counted && {
      eligible: counted.eligible,
      notEligible: counted.notEligible,
      alreadyEnrolled: counted.alreadyEnrolled,
      spreadSeconds: counted.spreadSeconds,
    },
  };
}

const funnel: Command = {
  usage: ['funnel FILE'],
  about: 'Counts how far the clients are on their way to co-management, as the dashboard of the site does.',
  positionals: [1, 1],
  options: {},
  run: (args) => withLab(args, ({ db }) => answerView(db, 'comanagement.read', {}).funnel as unknown as Json),
};

export const comanagementCommands = { comanage, funnel };
