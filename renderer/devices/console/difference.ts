import type { DeviceView } from '../../../shared/devices/views.ts';
import { addressOf } from '../../../shared/screens.ts';
import { cellText } from '../../parts/cells.ts';
import { lab } from '../../parts/lab.svelte.ts';
import { fieldOf } from '../page/comparison.ts';
import type { RecordService } from './record.ts';

/** What the lab says beside a console’s record of a device: where it is wrong, and how many more such places there are. */
export function differenceText(
  { id, differences }: DeviceView,
  service: RecordService,
): { text: string; link?: { label: string; path: string } } {
  const link = { label: 'Compare', path: addressOf('device', { deviceId: id, tab: 'records' }) };
  const mine = (differences ?? []).filter(({ recordedBy }) => recordedBy === service);
  const [first] = mine;
  if (!first) return { text: 'This record is as the device is.', link };
  const text = cellText(fieldOf('truth', first.field), first.truth, lab.zone);
  const more =
    mine.length > 1 ? ` ${mine.length - 1} more ${mine.length === 2 ? 'fact differs' : 'facts differ'}.` : '';
  return { text: `${first.label} is really ${text}.${more}`, link };
}
