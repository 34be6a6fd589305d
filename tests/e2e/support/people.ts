import type { RequestInput } from '../../../shared/requests.ts';
import type { Facts } from '../../../main/simulation/kernel/change.ts';
import { traitsOf } from '../../../shared/actions/words.ts';
import { draw, drawChance } from '../../../main/simulation/kernel/draw.ts';
import { planAnswer } from '../../../main/simulation/actions/carriers/session.ts';
import type { Tandem } from './tandem.ts';

/**
 * What the people at devices without a written habit will do. Chance is stateless, so it can be known beforehand from seed,
 * device and order; a story or a test can then choose somebody who says yes without waiting for many who do not.
 */
export function answerOf(seed: number, deviceId: number, actionId: number) {
  const facts = { seed, device: { id: deviceId, consent_habit: 'drawn' } } as unknown as Facts;
  const { accepts, at } = planAnswer(facts, actionId, 0);
  return { accepts, seconds: at, grantsControl: draw(seed, 'control', deviceId, actionId) % 10 !== 0 };
}

/** Whether a device without a written habit can report its wipe before it resets. */
export const wipeReports = (seed: number, deviceId: number, actionId: number): boolean =>
  drawChance(seed, 'wipeReport', deviceId, actionId, 850);

/** Somebody who says yes within seconds, also to being controlled. Time runs at 1× then, so seconds are seconds. */
export function isWilling(seed: number, deviceId: number, actionId: number): boolean {
  const { accepts, seconds, grantsControl } = answerOf(seed, deviceId, actionId);
  return accepts && seconds <= 9 && grantsControl;
}

export type Chosen = { id: number; name: string; user: string };
type Filters = RequestInput<'devices.list'>['filters'];

/** The first compliant computer that is online with somebody at it, may be ordered everything that Intune carries, and suits. */
export async function chooseDevice(
  tandem: Tandem,
  suits: (deviceId: number) => boolean,
  filters: Filters = [{ field: 'managedBy', value: 'coManaged' }],
): Promise<Chosen> {
  const { rows } = await tandem.ask('devices.list', {
    list: 'fleet',
    filters: [
      { field: 'platform', value: 'windows' },
      { field: 'online', value: 'true' },
      { field: 'compliance', value: 'compliant' },
      ...filters,
    ],
    search: '',
    sort: null,
    offset: 0,
    limit: 500,
  });
  for (const { id, name } of rows) {
    if (!suits(id)) continue;
    const { commands, user } = await tandem.ask('devices.read', { deviceId: id });
    const takesAll = commands.every(({ kind, refusal }) => refusal === null || traitsOf({ kind }).passesSite);
    if (user?.isSignedIn && takesAll) {
      return { id, name, user: user.displayName };
    }
  }
  throw new Error('This lab has no such device.');
}

/** The first computer that is on with somebody signed in, so that its screen and its terminal can be used. */
export async function findSignedIn(tandem: Tandem, filters: Filters, suits = (_name: string) => true): Promise<Chosen> {
  const { rows } = await tandem.ask('devices.list', {
    list: 'fleet',
    filters: [{ field: 'platform', value: 'windows' }, { field: 'online', value: 'true' }, ...filters],
    search: '',
    sort: null,
    offset: 0,
    limit: 500,
  });
  for (const { id, name } of rows) {
    if (!suits(name)) continue;
    const { user } = await tandem.ask('devices.read', { deviceId: id });
    if (user?.isSignedIn) return { id, name, user: user.displayName };
  }
  throw new Error('Nobody is signed in at such a device now.');
}
