import type { Facts } from '../../../main/simulation/change.ts';
import { draw, drawChance } from '../../../main/simulation/draw.ts';
import { planAnswer } from '../../../main/simulation/work/session.ts';

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
