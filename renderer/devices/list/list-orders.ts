import type { DeviceListRow } from '../../../shared/devices/views.ts';
import { bulkLimit } from '../../../shared/actions/words.ts';
import { mostRecords } from '../removal/removing.svelte.ts';
import type { NamedRecord } from '../removal/text.ts';
import { deviceIdOf, recordIdOf, rowKey } from './row-key.ts';
import { toast } from '../../ui/feedback/toasts.svelte.ts';
import type { Selection } from '../../ui/data/selection.svelte.ts';
import type { DeviceList } from './devices.svelte.ts';
import type { OrderedDevice } from '../../actions/orders.svelte.ts';
import { text } from './text.ts';

/**
 * The devices that a selection stands for, in the list of Intune by their records, of which a device may have several. *Select all* names
 * no rows, so the lab is asked which they are.
 */
export const selectedDevices = (devices: DeviceList, selection: Selection): Promise<OrderedDevice[]> =>
  devices.query.list === 'intune' ? selectedOfIntune(devices, selection) : selectedOnce(devices, selection);

async function selectedOfIntune(devices: DeviceList, { value }: Selection): Promise<OrderedDevice[]> {
  if (value.by === 'ids')
    return value.ids.map((key) => {
      const id = deviceIdOf(key);
      return { id, name: devices.nameOf(id), recordId: recordIdOf(key) };
    });
  const answer = await devices.firstRows(bulkLimit + value.except.length);
  if (!answer.ok) {
    toast({ tone: 'danger', title: answer.message, message: answer.next });
    return [];
  }
  const rows = answer.value.rows.filter((row) => !value.except.includes(rowKey(row)));
  return rows.map(({ id, name, recordId }) => ({ id, name, recordId }));
}

async function selectedOnce(devices: DeviceList, { value }: Selection): Promise<OrderedDevice[]> {
  if (value.by === 'ids') return unique(value.ids.map(deviceIdOf)).map((id) => ({ id, name: devices.nameOf(id) }));
  const except = new Set(value.except.map(deviceIdOf));
  const answer = await devices.idsOf(bulkLimit + except.size);
  if (!answer.ok) {
    toast({ tone: 'danger', title: answer.message, message: answer.next });
    return [];
  }
  return unique(answer.value.ids)
    .filter((id) => !except.has(id))
    .map((id) => ({ id, name: devices.nameOf(id) }));
}

/** Records that are selected: how many, and which, read when a command needs them. */
export type Selected = { count: number; read: () => Promise<NamedRecord[]>; ondone: () => void };

/** The records that a selection stands for, at most so many as one command takes. */
export async function selectedRecords(devices: DeviceList, selection: Selection): Promise<NamedRecord[]> {
  const { value } = selection;
  const named = ({ recordId, name }: DeviceListRow): NamedRecord => ({ recordId, name });
  const rows = value.by === 'ids' ? value.ids.map((key) => devices.rowOf(recordIdOf(key))) : [];
  if (value.by === 'ids') return rows.flatMap((row) => (row ? [named(row)] : []));
  const answer = await devices.firstRows(mostRecords + value.except.length);
  if (answer.ok) return answer.value.rows.filter((row) => !value.except.includes(rowKey(row))).map(named);
  toast({ tone: 'danger', title: answer.message, message: answer.next });
  return [];
}

const unique = (ids: readonly number[]): number[] => [...new Set(ids)];

export async function exportList(devices: DeviceList, columns: readonly string[]): Promise<void> {
  const answer = await devices.export(columns);
  if (!answer.ok) toast({ tone: 'danger', title: text.exportRefused, message: `${answer.message} ${answer.next}` });
  // Null: the person closed the dialog, and knows it.
  else if (answer.value) toast({ tone: 'success', ...text.exportDone(answer.value.fileName, answer.value.rows) });
}
