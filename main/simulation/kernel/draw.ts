/**
 * Stateless chance: the same (seed, stream, device, occasion) always gives the same number, so nothing has to be stored
 * and a new draw in one process never shifts another. Integer mixing only, so every machine agrees. The name of a stream is part
 * of the chance: whoever renames one makes another world, so streams keep the names they were born with.
 */
function mix(hash: number, value: number): number {
  let h = Math.imul(hash ^ value, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

const streams = new Map<string, number>();
function streamNumber(name: string): number {
  let known = streams.get(name);
  if (known === undefined) {
    known = 0x811c9dc5;
    for (let i = 0; i < name.length; i += 1) known = mix(known, name.charCodeAt(i));
    streams.set(name, known);
  }
  return known;
}

/** A whole number 0 … 2³²−1. `occasion` tells apart draws of one stream for one device (a time, an action id, an index). */
export function draw(seed: number, stream: string, deviceId: number, occasion: number): number {
  let h = mix(streamNumber(stream), seed | 0);
  h = mix(h, Math.floor(seed / 4_294_967_296) | 0);
  h = mix(h, deviceId | 0);
  h = mix(h, occasion | 0);
  h = mix(h, Math.floor(occasion / 4_294_967_296) | 0);
  return mix(h, 0x27d4eb2f) >>> 0;
}

/** A whole number from…to, both included; exact for spans below 2²¹. */
export function drawBetween(
  seed: number,
  stream: string,
  deviceId: number,
  occasion: number,
  from: number,
  to: number,
): number {
  return from + Math.floor((draw(seed, stream, deviceId, occasion) * (to - from + 1)) / 4_294_967_296);
}

/** True in `perThousand` of a thousand draws. */
export const drawChance = (
  seed: number,
  stream: string,
  deviceId: number,
  occasion: number,
  perThousand: number,
): boolean => drawBetween(seed, stream, deviceId, occasion, 0, 999) < perThousand;

/** One of `choices` by whole-number weights. Throws when all weights are zero: a table that offers nothing is a bug. */
export function drawWeighted<T extends { weight: number }>(
  seed: number,
  stream: string,
  deviceId: number,
  occasion: number,
  choices: readonly T[],
): T {
  const total = choices.reduce((sum, choice) => sum + choice.weight, 0);
  let at = drawBetween(seed, stream, deviceId, occasion, 0, total - 1);
  for (const choice of choices) {
    if (at < choice.weight) return choice;
    at -= choice.weight;
  }
  throw new Error(`drawWeighted: no choice in stream ${stream} (total weight ${total})`);
}
