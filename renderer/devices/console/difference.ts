import { comparedFacts, comparedIn } from '../../../shared/devices/compared.ts';
import type { DeviceView } from '../../../shared/devices/views.ts';
import { addressOf } from '../../../shared/screens.ts';
import { cellText } from '../../parts/cells.ts';
import { closed } from '../../parts/knowledge.ts';
import { lab } from '../../parts/lab.svelte.ts';
import type { Said } from '../../parts/strip.svelte.ts';
import { fieldOf } from '../page/comparison.ts';
import type { RecordService } from './record.ts';

/** What the lab says beside a console’s record of a device: where it is wrong, and how many more such places there are. */
export function differenceText(view: DeviceView, service: RecordService): Said {
  const link = { label: 'Compare', path: addressOf('device', { deviceId: view.id, tab: 'records' }) };
  return { ...wordsOf(view, service), link, knows: 'differences' };
}

/** A record says more than is compared, so what was looked at is named: agreeing in it is all that can be said. */
function wordsOf({ records, differences }: DeviceView, service: RecordService): { text?: string } {
  if (differences === null) return {};
  const mine = differences.filter(({ recordedBy }) => recordedBy === service);
  const [first] = mine;
  if (!first) {
    const fields = records[service]?.fields ?? {};
    const nouns = comparedIn(service, fields).map((id) => comparedFacts[id].noun);
    return nouns.length === 0 ? {} : { text: `No difference in ${inWords(nouns)}.` };
  }
  const more =
    mine.length > 1 ? ` ${mine.length - 1} more ${mine.length === 2 ? 'fact differs' : 'facts differ'}.` : '';
  const field = fieldOf('truth', first.field);
  if (closed(field.knows)) return { text: `${first.label} is not what this record says.${more}` };
  return { text: `${first.label} is really ${cellText(field, first.truth, lab.zone)}.${more}` };
}

const inWords = (nouns: readonly string[]): string =>
  nouns.length < 2 ? nouns.join('') : `${nouns.slice(0, -1).join(', ')} and ${nouns.at(-1)}`;
