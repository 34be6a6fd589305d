import type { Withholding } from './knowledge.ts';

/** What the lab answers. Times are UTC seconds of simulated time; the command line turns them into ISO text. */
export type Cell = string | number | boolean | null;

export type Bound = { from: number; to: number; basis: string } | null;

export type Page<T> = Withholding & { total: number; rows: T[]; now: number; revision: number };
