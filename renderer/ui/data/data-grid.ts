import type { Snippet } from 'svelte';
import type { KnowledgeKind } from '../../../shared/contract/knowledge.ts';
import type { Tone } from '../types.ts';

/** Where a grid's rows come from. PagedRows in renderer/parts fits it; so does `rowsOf` for a list that is all there. */
export interface RowSource<Row> {
  /** How many rows there are, loaded or not. */
  readonly total: number;
  /** Changes whenever any row may read differently. */
  readonly version: number;
  rowAt(index: number): Row | undefined;
  /** The grid is about to show these rows, `to` not included. */
  ensure(from: number, to: number): void;
  /** Changes with another filter or sort: the grid goes back to its top. */
  readonly generation?: number;
  /** False while the first answer is on its way. */
  readonly isSettled?: boolean;
  /** Loads a whole range, for a selection with Shift. */
  load?(from: number, to: number): Promise<readonly (Row | undefined)[]>;
}

export type Column<Row> = {
  id: string;
  label: string;
  /** In rem. */
  width: number;
  align?: 'start' | 'end';
  isSortable?: boolean;
  isMono?: boolean;
  /** What the cell says. Given beside `cell` it is the cell's tooltip when the text is cut off. */
  format?: (row: Row) => string | number | null | undefined;
  /** What a list in memory is ordered by, where the text does not tell it: a number, or a moment. */
  sortBy?: (row: Row) => number | null;
  /** Makes the text a link. */
  path?: (row: Row) => string | undefined;
  /** Makes the text a status with its sign. */
  tone?: (row: Row) => Tone | null;
  /** What the column would tell, while that is withheld: its cells are closed, and nobody sorts by it. */
  withheld?: KnowledgeKind | null;
  /** Draws the cell. Give what can be pressed inside `tabindex="-1"`: the grid is one stop of the Tab key, Enter presses it. */
  cell?: Snippet<[Row]>;
};

export type Sort = { column: string; isDescending: boolean };

/** A source as it stood at one moment, with the rows that were drawn then; any other is as if it had not come yet. */
export const frozen = <Row>(source: RowSource<Row>, drawn: ReadonlyMap<number, Row | undefined>): RowSource<Row> => ({
  total: source.total,
  version: source.version,
  rowAt: (index) => drawn.get(index),
  ensure: () => undefined,
  generation: source.generation,
  isSettled: source.isSettled,
  load: source.load && ((from, to) => source.load?.(from, to) ?? Promise.resolve([])),
});

/** A list that is wholly in memory, as a source. */
export const rowsOf = <Row>(rows: readonly Row[]): RowSource<Row> => ({
  total: rows.length,
  version: 0,
  rowAt: (index) => rows[index],
  ensure: () => undefined,
  load: (from, to) => Promise.resolve(rows.slice(from, to)),
});
