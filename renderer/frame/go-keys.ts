import type { PlainScreenId } from '../../shared/screens.ts';

/** G, then one of these, goes to a page of the navigation. */
export const goKeys: Readonly<Record<string, PlainScreenId>> = {
  h: 'home',
  d: 'fleet',
  a: 'actions',
  l: 'activities',
  b: 'lab',
  e: 'help',
  s: 'settings',
  c: 'cloudDevices',
  m: 'siteDevices',
  k: 'cloudAttach',
  v: 'authority',
  z: 'addDevices',
  y: 'directoryDevices',
  f: 'faults',
  q: 'logs',
  n: 'connector',
  r: 'enrollment',
  p: 'prerequisites',
  o: 'collections',
  i: 'clientSettings',
  w: 'gateway',
  t: 'siteStatus',
  x: 'entraConnect',
  u: 'mobility',
};

/** How long G is remembered: long enough to look for the second key, too short to surprise. */
const patienceMs = 1500;

/** Follows the keys pressed outside of fields; answers the id of the page to go to when a sequence is complete. */
export class GoSequence {
  #since = -Infinity;

  press(key: string, nowMs: number): PlainScreenId | undefined {
    const isSecond = nowMs - this.#since <= patienceMs;
    this.#since = key === 'g' && !isSecond ? nowMs : -Infinity;
    return isSecond ? goKeys[key] : undefined;
  }
}
