import { civilFromDays, day, hour, minute } from '../../shared/time.ts';

/** Moments as a Windows with US English settings writes them (assumed for every machine). `seconds` are UTC, the offset is added. */
const pad = (value: number): string => String(value).padStart(2, '0');

/** `9/16/2026`. */
export function usDate(seconds: number, offsetSeconds = 0): string {
  const { year, month, day: dayOfMonth } = civilFromDays(Math.floor((seconds + offsetSeconds) / day));
  return `${month}/${dayOfMonth}/${year}`;
}

/** `9:45 AM`, or `9:45:07 AM` with seconds. */
export function usTime(seconds: number, offsetSeconds = 0, hasSeconds = false): string {
  const local = seconds + offsetSeconds;
  const rest = local - Math.floor(local / day) * day;
  const hours = Math.floor(rest / hour);
  const minutes = pad(Math.floor((rest % hour) / minute));
  const half = hours < 12 ? 'AM' : 'PM';
  return `${hours % 12 === 0 ? 12 : hours % 12}:${minutes}${hasSeconds ? `:${pad(rest % minute)}` : ''} ${half}`;
}

/** `9/16/2026 9:45:07 AM`. */
export const usMoment = (seconds: number, offsetSeconds = 0): string =>
  `${usDate(seconds, offsetSeconds)} ${usTime(seconds, offsetSeconds, true)}`;
