import type { DeviceField } from '../../shared/devices/lists.ts';
import { formatConsole, formatIso, formatLocal } from '../../shared/time.ts';
import type { Cell } from '../../shared/contract/answers.ts';
import type { LabView } from '../../shared/labs/views.ts';

export type Zone = LabView['zone'];
export const utc: Zone = { name: 'UTC', city: 'UTC', offsetSeconds: 0, transitions: [[0, 0]] };

/** Whose page it is: the lab's own, or a console's, which prints moments as its product does. */
export type Manner = 'lab' | 'console';
export const timeCell = (seconds: number, zone: Zone, manner: Manner): string =>
  manner === 'console' ? formatConsole(seconds, zone.offsetSeconds) : formatLocal(seconds, zone.offsetSeconds);

/** How a field's value reads. A dash stands for "not known", never for "no". */
export const unknown = '–';

export function cellText(field: DeviceField, value: Cell, zone: Zone, manner: Manner = 'lab'): string {
  if (value === null || value === '') return field.missing ?? unknown;
  if (field.isSet)
    return needsOf(value)
      .map((reason) => field.labels?.[reason] ?? reason)
      .join(', ');
  if (field.labels) return field.labels[String(value)] ?? String(value);
  if (field.type === 'time' && typeof value === 'number') return timeCell(value, zone, manner);
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number') return field.isCode ? String(value) : numberText(value, field.unit);
  return value;
}

/** What a filter's value reads like. Values travel as text; `null` stands for "has none". */
export function valueLabel(field: DeviceField, value: string, zone: Zone, manner: Manner = 'lab'): string {
  if (value === 'null' || value === '') return field.missing ?? 'None';
  if (field.labels) return field.labels[value] ?? value;
  if (value === 'true' || value === 'false') return value === 'true' ? 'Yes' : 'No';
  return field.type === 'time' ? timeCell(Number(value), zone, manner) : value;
}

/** The values of a field that may have several at once: they come joined by commas. */
export const needsOf = (value: Cell): string[] =>
  typeof value === 'string' ? value.split(',').map((reason) => reason.trim()) : [];

export const numberText = (value: number, unit?: string): string => {
  if (unit === 'MB') return megabytesText(value);
  const text = groupDigits(value);
  return unit ? `${text} ${unit}` : text;
};

export function megabytesText(megabytes: number): string {
  if (Math.abs(megabytes) < 1024) return `${megabytes} MB`;
  const gigabytes = megabytes / 1024;
  return `${gigabytes < 100 ? gigabytes.toFixed(1) : groupDigits(Math.round(gigabytes))} GB`;
}

/** `100,000`: the same on every machine, whatever its locale. */
export const groupDigits = (value: number): string => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

export const devicesText = (count: number): string => (count === 1 ? '1 device' : `${groupDigits(count)} devices`);

/** `UTC+02:00`. */
export function offsetText(offsetSeconds: number): string {
  if (offsetSeconds === 0) return 'UTC';
  const minutes = Math.abs(Math.trunc(offsetSeconds / 60));
  const pad = (part: number) => String(part).padStart(2, '0');
  return `UTC${offsetSeconds < 0 ? '−' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

/** What a tooltip says of a moment, so that nobody has to do sums with zones. */
export const utcText = (seconds: number): string => `${formatIso(seconds).slice(0, 19).replace('T', ' ')} UTC`;
