import { civilFromDays, day, formatIso, formatLocal, parseIso, weekdayOf } from '../../shared/time.ts';
import { utcOfLocal, type Zone } from '../../shared/zone.ts';

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Wed 16 Sep 2026`, at an offset from UTC: the weekday decides whether an office is open, so it is always shown. */
export function dateText(seconds: number, offsetSeconds: number): string {
  const days = Math.floor((seconds + offsetSeconds) / day);
  const { year, month, day: dayOfMonth } = civilFromDays(days);
  return `${weekdays[weekdayOf(days)]!} ${dayOfMonth} ${months[month - 1]!} ${year}`;
}

/** `09:30`, or `09:30:05` with seconds. */
export const timeText = (seconds: number, offsetSeconds: number, hasSeconds = false): string =>
  formatIso(seconds + offsetSeconds).slice(11, hasSeconds ? 19 : 16);

/** `Wed 16 Sep 2026 09:30`. */
export const wholeMoment = (seconds: number, offsetSeconds: number): string =>
  `${dateText(seconds, offsetSeconds)} ${timeText(seconds, offsetSeconds)}`;

/** `Wed 16 Sep 09:30`; with its year when that is another than `now`’s, for a wait can last longer than a year. */
export function momentText(seconds: number, offsetSeconds: number, now: number): string {
  const date = dateText(seconds, offsetSeconds);
  const isThisYear = date.slice(-4) === dateText(now, offsetSeconds).slice(-4);
  return `${isThisYear ? date.slice(0, -5) : date} ${timeText(seconds, offsetSeconds)}`;
}

/** The value of a `datetime-local` field, and back; undefined when it is no moment. */
export const fieldValue = (seconds: number, offsetSeconds: number): string =>
  formatLocal(seconds, offsetSeconds).replace(' ', 'T');
/** What the wall clock of a place shows then, whatever it was changed by until then. */
export function momentIn(value: string, zone: Zone): number | undefined {
  const local = parseIso(`${value.length === 16 ? `${value}:00` : value}Z`);
  return local === undefined ? undefined : utcOfLocal(zone, local);
}
