const dates = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const pad = (value: number) => String(value).padStart(2, '0');

/** Simulated time as shown on the clock. The offset is the scenario's, so the computer's own zone data is never asked. */
export function formatClock(utcSeconds: number, offsetSeconds: number, hasSeconds: boolean) {
  const local = new Date((utcSeconds + offsetSeconds) * 1000);
  const utc = new Date(utcSeconds * 1000);
  const minutes = `${pad(local.getUTCHours())}:${pad(local.getUTCMinutes())}`;
  const offset = Math.abs(offsetSeconds);
  const sign = offsetSeconds < 0 ? '−' : '+';
  return {
    date: dates.format(local),
    time: hasSeconds ? `${minutes}:${pad(local.getUTCSeconds())}` : minutes,
    zone: offsetSeconds === 0 ? 'UTC' : `UTC${sign}${pad(Math.floor(offset / 3600))}:${pad(Math.floor((offset % 3600) / 60))}`,
    utc: `${dates.format(utc)} ${pad(utc.getUTCHours())}:${pad(utc.getUTCMinutes())}`,
  };
}
