import type { RowSource } from './data-grid.ts';
import type { GridPosition } from './grid-keys.ts';

type Grid<Row> = {
  /** Where keys and pointer are. */
  active: GridPosition;
  readonly source: RowSource<Row>;
  readonly drawn: readonly { row: Row | undefined; index: number }[];
  readonly rowAt: (index: number) => Row | undefined;
  readonly rowId: (row: Row) => string;
  readonly oncurrent: ((row: Row | undefined) => void) | undefined;
};

/**
 * The row where keys and pointer are. It stays the one that was chosen when the list is read anew and its rows have moved; where it
 * is no longer there, no other takes its place until somebody chooses one.
 */
export class MarkedRow<Row> {
  readonly #grid: Grid<Row>;
  #id: string | undefined = $state();
  #markedIn: number | undefined;
  /** Where it was chosen, as the very object: what comes to stand there by itself was not. */
  #chosenAt: GridPosition | undefined;

  constructor(grid: Grid<Row>) {
    this.#grid = grid;
  }

  is(row: Row | undefined): boolean {
    return this.#grid.oncurrent !== undefined && row !== undefined && this.#grid.rowId(row) === this.#id;
  }

  /** The list moves the active row by itself. */
  follow(row: number): void {
    const wasChosen = this.#grid.active === this.#chosenAt;
    this.#grid.active = { ...this.#grid.active, row };
    if (wasChosen) this.#chosenAt = this.#grid.active;
  }

  /** Rows may stand elsewhere by now. */
  findAgain(): void {
    const { active, oncurrent, rowAt } = this.#grid;
    if (!oncurrent || (active.row >= 0 && this.is(rowAt(active.row)))) return;
    const index = this.#where();
    if (active.row >= 0) {
      if (index !== undefined) this.follow(index);
    } else if (index !== undefined) this.#mark(rowAt(index));
    else if (this.#isLost) oncurrent(undefined);
    else this.#mark(rowAt(0));
  }

  /** What stands at the active place now, or that nothing is there at all. */
  take(place: GridPosition, row: Row | undefined): void {
    if (row !== undefined && place === this.#chosenAt && this.#isLost && !this.is(row))
      this.#grid.oncurrent?.(undefined);
    else if (row !== undefined || this.#grid.source.total === 0) {
      this.#chosenAt = place;
      this.#mark(row);
    }
  }

  #mark(row: Row | undefined): void {
    this.#id = row && this.#grid.rowId(row);
    this.#markedIn = this.#grid.source.generation;
    this.#grid.oncurrent?.(row);
  }

  get #isLost(): boolean {
    return this.#id !== undefined && this.#grid.source.generation === this.#markedIn;
  }

  /** Wherever it went in the same list; in a list of another filter or sort, where it is in view. */
  #where(): number | undefined {
    const { drawn, rowAt, source } = this.#grid;
    if (source.generation !== this.#markedIn) return drawn.find(({ row }) => this.is(row))?.index;
    for (let index = 0; index < source.total; index += 1) if (this.is(rowAt(index))) return index;
    return undefined;
  }
}
