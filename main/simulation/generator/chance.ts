import { draw } from '../kernel/draw.ts';

/**
 * The generator's own view of `draw`: the seed is fixed once, and weighted choices are prepared once per table instead of
 * being added up for each of 100,000 devices.
 */
export type Chance = {
  /** 0 … below − 1. */
  readonly below: (stream: string, id: number, below: number) => number;
  /** from … to, both included. */
  readonly between: (stream: string, id: number, from: number, to: number) => number;
  readonly perThousand: (stream: string, id: number, share: number) => boolean;
  /** 32 raw bits. */
  readonly bits: (stream: string, id: number) => number;
  readonly pick: <T>(stream: string, id: number, table: Weighted<T>) => T;
};

export type Weighted<T> = { readonly values: readonly T[]; readonly ends: readonly number[]; readonly total: number };

export function weighted<T>(choices: readonly (readonly [T, number])[]): Weighted<T> {
  const values: T[] = [];
  const ends: number[] = [];
  let total = 0;
  for (const [value, weight] of choices) {
    if (weight <= 0) continue;
    total += weight;
    values.push(value);
    ends.push(total);
  }
  return { values, ends, total };
}

export function chanceOf(seed: number): Chance {
  const below = (stream: string, id: number, limit: number): number =>
    Math.floor((draw(seed, stream, id, 0) * limit) / 4_294_967_296);
  return {
    below,
    between: (stream, id, from, to) => from + below(stream, id, to - from + 1),
    perThousand: (stream, id, share) => share > 0 && below(stream, id, 1000) < share,
    bits: (stream, id) => draw(seed, stream, id, 0),
    pick: (stream, id, { values, ends, total }) => {
      const at = below(stream, id, total);
      let index = 0;
      while (at >= (ends[index] ?? total) && index < values.length - 1) index += 1;
      const value = values[index];
      if (value === undefined) throw new Error(`pick: nothing to choose from in ${stream}`);
      return value;
    },
  };
}
