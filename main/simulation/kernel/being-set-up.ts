import { hour } from '../../../shared/time.ts';
import type { Facts } from './change.ts';

/** The Enrollment Status Page waits an hour by default. */
export const statusPageSeconds = hour;
/** Work `clientInstall` with this subject is the end of its patience; it is queued for as long as the page stands. */
export const statusPageGivesUp = 2;

/** Somebody sits before it who unpacked it within the last hour, whenever that person usually works. */
export const isBeingSetUp = ({ device, autopilot }: Facts, now: number): boolean =>
  device.power === 'running' &&
  autopilot?.last_contacted_at != null &&
  autopilot.last_contacted_at <= now &&
  now - autopilot.last_contacted_at <= statusPageSeconds;
