import { civilFromDays, day, formatIso, hour, minute, weekdayOf } from '../../../shared/time.ts';

/** Dates and numbers as a Windows with US English settings writes them (assumed for every device). */
const pad = (value: number): string => String(value).padStart(2, '0');
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const longWeekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = 'January February March April May June July August September October November December'.split(' ');

function parts(local: number) {
  const days = Math.floor(local / day);
  const rest = local - days * day;
  const hours = Math.floor(rest / hour);
  return {
    ...civilFromDays(days),
    weekday: weekdayOf(days),
    hours12: hours % 12 === 0 ? 12 : hours % 12,
    half: hours < 12 ? 'AM' : 'PM',
    minutes: Math.floor((rest % hour) / minute),
    seconds: rest % minute,
  };
}

/** `Wed 09/16/2026`. */
export function shortDate(local: number): string {
  const { weekday, month, day: dayOfMonth, year } = parts(local);
  return `${weekdays[weekday]} ${pad(month)}/${pad(dayOfMonth)}/${year}`;
}

/** `09:45 AM`. */
export function shortTime(local: number): string {
  const { hours12, minutes, half } = parts(local);
  return `${pad(hours12)}:${pad(minutes)} ${half}`;
}

/** `Wednesday, September 16, 2026 9:45:00 AM`, as ipconfig writes moments. */
export function longDateAndTime(local: number): string {
  const { weekday, month, day: dayOfMonth, year, hours12, minutes, seconds, half } = parts(local);
  const clock = `${hours12}:${pad(minutes)}:${pad(seconds)} ${half}`;
  return `${longWeekdays[weekday]}, ${months[month - 1]} ${dayOfMonth}, ${year} ${clock}`;
}

/** `2026-09-16 07:45:00.000 UTC`, as dsregcmd writes moments. */
export const utcMoment = (utc: number): string => `${formatIso(utc).replace('T', ' ').replace('Z', '')}.000 UTC`;

/** `16,107`. */
export const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

/** A table with a line of `=` under its heading, as whoami draws them. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heading.map((title, column) =>
    rows.reduce((widest, row) => (row[column]!.length > widest ? row[column]!.length : widest), title.length),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join(' ')
      .trimEnd();
  return [line(heading), widths.map((width) => '='.repeat(width)).join(' '), ...rows.map(line)].join('\n');
}
