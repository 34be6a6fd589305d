import type { WorldRows, WorldTable } from '../../rows/world.ts';

export type WorldItem = { [T in WorldTable]: { table: T; row: WorldRows[T] } }[WorldTable];
