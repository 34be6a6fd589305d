import { minute } from '../../../shared/time.ts';
import type { Facts } from './change.ts';

/** The Enrollment Status Page waits an hour by default. */
const defaultMinutes = 60;
/** No page prints the longest that it can be told to wait; a day is assumed. */
const mostMinutes = 1440;
/** Work `clientInstall` with this subject is the end of its patience; it is queued for as long as the page stands. */
export const statusPageGivesUp = 2;

type Asks = Pick<Facts, 'setting' | 'isDeviceInGroup'>;
/** How long the page waits at this device: as its own profile says, or the default one. */
export function statusPageSeconds(facts: Asks): number {
  const group = facts.setting('statusPageGroup');
  const isOwn = group !== '' && facts.isDeviceInGroup(group);
  const given = isOwn ? Number(facts.setting('statusPageMinutes')) : defaultMinutes;
  const minutes = Number.isInteger(given) && given >= 1 ? Math.min(given, mostMinutes) : defaultMinutes;
  return minutes * minute;
}

/** Somebody sits before it who unpacked it a short while ago, whenever that person usually works. */
export const isBeingSetUp = (facts: Facts, now: number): boolean => {
  const { device, autopilot } = facts;
  if (device.power !== 'running' || autopilot?.last_contacted_at == null) return false;
  const since = now - autopilot.last_contacted_at;
  return since >= 0 && since <= statusPageSeconds(facts);
};
