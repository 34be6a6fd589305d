import { findField, type DeviceListId } from '../../../shared/devices/lists.ts';
import { formatIso } from '../../../shared/time.ts';
import type { DeviceListRow } from '../../../shared/devices/views.ts';
import { LabError } from '../../../shared/contract/errors.ts';

const fieldOf = (list: DeviceListId, id: string) => {
  const field = findField(list, id);
  if (!field) throw new LabError('usage', `The list ${list} has no field "${id}".`);
  return field;
};

/** Column titles as the grid shows them; a unit goes into the title, so that cells stay numbers. */
export const csvHeader = (list: DeviceListId, columns: readonly string[]): string[] =>
  columns.map((id) => {
    const { label, unit } = fieldOf(list, id);
    return unit ? `${label} (${unit})` : label;
  });

/** Cells as the grid words them; times in ISO 8601 UTC, an absent record is an empty cell. */
export const csvRow = (list: DeviceListId, columns: readonly string[], row: DeviceListRow): string[] =>
  columns.map((id) => {
    const { type, labels } = fieldOf(list, id);
    const value = row[id] ?? null;
    if (value === null) return '';
    if (type === 'time') return formatIso(Number(value));
    return labels?.[String(value)] ?? String(value);
  });
