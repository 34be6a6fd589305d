import { findField, type DeviceListId } from '../../../shared/devices/lists.ts';
import type { DeviceListRow, DeviceView, RecordDetails } from '../../../shared/devices/views.ts';
import { cellText, timeCell, type Zone } from '../../parts/cells.ts';
import { closed } from '../../parts/knowledge.ts';
import type { SameDevice } from '../../parts/strip.svelte.ts';
import { toneOf } from '../status.ts';

export type RecordService = 'intune' | 'configmgr' | 'entra' | 'ad';

/** Fields of a row of a list as its console prints them, in the order of their names. */
export function rowItems(list: DeviceListId, row: DeviceListRow, names: readonly string[], zone: Zone) {
  return names.flatMap((id) => {
    const field = findField(list, id);
    if (!field) return [];
    const value = row[id] ?? null;
    const tone = toneOf(id, value);
    return {
      id,
      label: field.label,
      value: cellText(field, value, zone, 'console'),
      withheld: closed(field.knows),
      ...(tone ? { tone } : {}),
    };
  });
}

/** What a record says besides the fields of its list. */
export const moreItems = (more: RecordDetails['more'], zone: Zone) =>
  more.map(({ label, value, type }) => ({
    id: label,
    label,
    value: type === 'time' && typeof value === 'number' ? timeCell(value, zone, 'console') : value,
  }));

/**
 * In which places there is something to see of a device: the consoles that have a record, the domain controller that has its
 * object, and the device itself where one can sit.
 */
export function sameDevice({ id, name, records, truth }: DeviceView): SameDevice {
  const isWindows = truth['platform'] === 'windows' || truth['platform'] === 'windowsServer';
  const inAd = records.ad?.fields['name'];
  return {
    id,
    name,
    places: [
      ...(['intune', 'configmgr', 'entra'] as const).filter((service) => records[service] !== null),
      ...(records.ad ? (['servers'] as const) : []),
      ...(isWindows ? (['devices'] as const) : []),
    ],
    ...(typeof inAd === 'string' ? { nameInAd: inAd } : {}),
  };
}
