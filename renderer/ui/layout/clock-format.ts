import { civilFromDays, day, formatIso, weekdayOf } from '../../../shared/time.ts';

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const pad = (value: number) => String(value).padStart(2, '0');

function dateText(seconds: number): string {
  const days = Math.floor(seconds / day);
  const { year, month, day: dayOfMonth } = civilFromDays(days);
  return `${weekdays[weekdayOf(days)]!} ${dayOfMonth} ${months[month - 1]!} ${year}`;
}

/** Simulated time as shown on the clock. The offset is the scenario's, so the computer's own zone data is never asked. */
export function formatClock(utcSeconds: number, offsetSeconds: number, hasSeconds: boolean) {
  const local = utcSeconds + offsetSeconds;
  const offset = Math.abs(offsetSeconds);
  const sign = offsetSeconds < 0 ? '−' : '+';
  return {
    date: dateText(local),
    time: formatIso(local).slice(11, hasSeconds ? 19 : 16),
    zone:
      offsetSeconds === 0
        ? 'UTC'
        : `UTC${sign}${pad(Math.floor(offset / 3600))}:${pad(Math.floor((offset % 3600) / 60))}`,
    utc: `${dateText(utcSeconds)} ${formatIso(utcSeconds).slice(11, 16)}`,
  };
}
