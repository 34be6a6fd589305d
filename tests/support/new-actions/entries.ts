import { catalogue } from '../../../shared/actions/catalogue.ts';
import type { RemoteAction } from '../../../shared/actions/entry.ts';
import type { ActionKind } from '../../../shared/actions/words.ts';

/**
 * Two actions that no product has, put into the catalogue as a new entry would be. This file has to be a test's first import:
 * whatever is read after it finds them there, as it finds an entry that was written into the catalogue.
 */
const blink: RemoteAction = {
  label: 'Blink',
  subtitle: 'Find it',
  icon: 'beaker',
  description: 'Lets the screen of the device blink, so that somebody finds it.',
  carrier: 'mdm',
  activity: 'blink_ordered',
  needs: { intune: ['rebootNow'] },
  platforms: { windows: 'any', ios: 'supervised' },
  confirmation: 'name',
  dialog: { verb: 'Blink at', confirm: 'Blink', consequences: ['Somebody may be startled.'] },
  place: { position: 25 },
  bulk: true,
  dailyLimit: 2,
  options: [{ id: 'loud', label: 'With a sound', help: 'Windows only.', platform: 'windows' }],
  outcomes: [
    { options: [], title: 'It blinks silently', tone: 'warning', lines: ['For one minute.'] },
    { options: ['loud'], title: 'It blinks and beeps', tone: 'danger', lines: ['Until somebody presses a key.'] },
  ],
  card: { more: 'It is a fixture.', why: 'Nobody needs it.', source: 'Tests', asOf: 'September 2026' },
};

const countMice: RemoteAction = {
  label: 'Count mice',
  icon: 'beaker',
  description: 'Asks a tenant attached client how many mice it has.',
  carrier: 'clientTask',
  activity: 'mice_ordered',
  needs: { intune: ['initiateSiteAction'], site: ['readResource'] },
  platforms: { windows: 'any' },
  confirmation: 'none',
  dialog: { verb: 'Count the mice of', confirm: 'Yes', consequences: [] },
  place: { position: 115, menu: 'clientActions' },
  bulk: false,
  dailyLimit: null,
  options: [],
  card: { more: 'It is a fixture.', why: 'Nobody needs it.', source: 'Tests', asOf: 'September 2026' },
};

Object.assign(catalogue, { blink, countMice });

export const newKinds = { blink: 'blink' as ActionKind, countMice: 'countMice' as ActionKind };
