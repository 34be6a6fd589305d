import type { WorldRows, WorldTable } from '../../../shared/rows.ts';

export type WorldItem = { [T in WorldTable]: { table: T; row: WorldRows[T] } }[WorldTable];
