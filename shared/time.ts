/**
 * Simulated time: integer UTC seconds since 1970, and civil dates computed from them by integer arithmetic. The runtime's
 * own date functions are not used, because they carry the machine's zone data and would make two machines differ.
 */
export const minute = 60;
export const hour = 3600;
export const day = 86_400;
export const week = 7 * day;

/** 2100-01-01T00:00:00Z, where simulated time ends: scenarios begin before it, and zone offsets mean nothing long after. */
export const latestMoment = 4_102_444_800;

export type CivilDate = { year: number; month: number; day: number };

/** Days since 1970-01-01 of a proleptic Gregorian date. Source: the usual era-based civil-date arithmetic. */
export function daysFromCivil({ year, month, day: dayOfMonth }: CivilDate): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

export function civilFromDays(days: number): CivilDate {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const mp = Math.floor((5 * dayOfYear + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * mp + 2) / 5) + 1,
  };
}

/** Monday 0 … Sunday 6 of a count of days since 1970-01-01 (a Thursday). */
export const weekdayOf = (days: number): number => (((days + 3) % 7) + 7) % 7;

const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

/** `2026-09-16T07:30:00Z`. */
export function formatIso(seconds: number): string {
  const days = Math.floor(seconds / day);
  const rest = seconds - days * day;
  const { year, month, day: dayOfMonth } = civilFromDays(days);
  const clock = `${pad(Math.floor(rest / hour))}:${pad(Math.floor((rest % hour) / minute))}:${pad(rest % minute)}`;
  return `${pad(year, 4)}-${pad(month)}-${pad(dayOfMonth)}T${clock}Z`;
}

/** `2026-09-16 09:30` at a zone's offset from UTC (seconds). */
export const formatLocal = (seconds: number, offsetSeconds = 0): string =>
  formatIso(seconds + offsetSeconds)
    .slice(0, 16)
    .replace('T', ' ');

/** `9/16/2026`, as consoles and a Windows with US English settings write a date (assumed for every machine); at an offset from UTC. */
export function usDate(seconds: number, offsetSeconds = 0): string {
  const { year, month, day: dayOfMonth } = civilFromDays(Math.floor((seconds + offsetSeconds) / day));
  return `${month}/${dayOfMonth}/${year}`;
}

/** `9:45 AM`, or `9:45:07 AM` with seconds. */
export function usTime(seconds: number, offsetSeconds = 0, hasSeconds = false): string {
  const local = seconds + offsetSeconds;
  const rest = local - Math.floor(local / day) * day;
  const hours = Math.floor(rest / hour);
  const tail = hasSeconds ? `:${pad(rest % minute)}` : '';
  return `${hours % 12 || 12}:${pad(Math.floor((rest % hour) / minute))}${tail} ${hours < 12 ? 'AM' : 'PM'}`;
}

/** `9/16/2026 9:45:07 AM`, as log viewers and PowerShell write a moment. */
export const usMoment = (seconds: number, offsetSeconds = 0): string =>
  `${usDate(seconds, offsetSeconds)} ${usTime(seconds, offsetSeconds, true)}`;

/** `9/17/2026, 2:02:11 PM`: how the consoles, and systeminfo, print a moment. The lab itself keeps ISO. */
export const formatConsole = (seconds: number, offsetSeconds = 0): string =>
  `${usDate(seconds, offsetSeconds)}, ${usTime(seconds, offsetSeconds, true)}`;

/** Seconds of `2026-09-16T07:30[:00]Z`, `…+02:00` or `2026-09-16` (midnight UTC); undefined when it is no such date. */
export function parseIso(text: string): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.0+)?)?(Z|[+-]\d{2}:\d{2}))?$/.exec(text);
  if (!match) return undefined;
  const [, year, month, dayText, hourText = '0', minuteText = '0', secondText = '0', zone = 'Z'] = match;
  const date = { year: Number(year), month: Number(month), day: Number(dayText) };
  const days = daysFromCivil(date);
  const back = civilFromDays(days);
  if (date.month < 1 || date.month > 12 || back.day !== date.day || back.month !== date.month) return undefined;
  if (Number(hourText) > 23 || Number(minuteText) > 59 || Number(secondText) > 59) return undefined;
  const sign = zone.startsWith('-') ? -1 : 1;
  const [zoneHours = 0, zoneMinutes = 0] = zone === 'Z' ? [0, 0] : zone.slice(1).split(':').map(Number);
  if (zoneHours > 14 || zoneMinutes > 59) return undefined;
  const offset = sign * (zoneHours * hour + zoneMinutes * minute);
  return days * day + Number(hourText) * hour + Number(minuteText) * minute + Number(secondText) - offset;
}

/** Longest jump accepted: ten simulated years. */
const longestSeconds = 10 * 366 * day;

/** Seconds of `90s 15m 8h 7d`, at least 1; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const match = /^([1-9]\d{0,8})([smhd])$/.exec(text);
  if (!match) return undefined;
  const unit = { s: 1, m: minute, h: hour, d: day }[match[2] as 's' | 'm' | 'h' | 'd'];
  const seconds = Number(match[1]) * unit;
  return seconds <= longestSeconds ? seconds : undefined;
}

/** `7 h 40 min`, `3 d 2 h`, `45 s`: at most two units, for people. */
export function formatDuration(seconds: number): string {
  const total = Math.abs(seconds);
  const units: [number, string][] = [
    [Math.floor(total / day), 'd'],
    [Math.floor((total % day) / hour), 'h'],
    [Math.floor((total % hour) / minute), 'min'],
    [total % minute, 's'],
  ];
  const first = units.findIndex(([value]) => value > 0);
  if (first === -1) return '0 s';
  const shown = units.slice(first, first + 2).filter(([value]) => value > 0);
  return shown.map(([value, unit]) => `${value} ${unit}`).join(' ');
}
