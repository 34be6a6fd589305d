import { day, formatIso } from '../../../shared/time.ts';
import { offsetAt, utcOfLocal, type Zone } from '../../../shared/zone.ts';

export { offsetAt, utcOfLocal, type Zone } from '../../../shared/zone.ts';

/** The first local midnight after a UTC time. */
export function nextMidnight(zone: Zone, utc: number): number {
  const localDay = Math.floor((utc + offsetAt(zone, utc)) / day);
  const next = utcOfLocal(zone, (localDay + 1) * day);
  return next > utc ? next : utcOfLocal(zone, (localDay + 2) * day);
}

/** `09/16/2026 09:45:00`: a moment on the wall clock of a zone, as logs of the client write one within their text. */
export function localDateTime(zone: Zone, utc: number): string {
  const [date = '', time = ''] = formatIso(utc + offsetAt(zone, utc)).split('T');
  const [year, month, dayOfMonth] = date.split('-');
  return `${month}/${dayOfMonth}/${year} ${time.slice(0, 8)}`;
}
