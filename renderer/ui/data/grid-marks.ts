import { announce } from '../feedback/announce.svelte.ts';
import type { RowSource } from './data-grid.ts';
import type { Selection } from './selection.svelte.ts';

type Grid<Row> = {
  readonly source: RowSource<Row>;
  readonly selection: Selection | undefined;
  readonly noun: string;
  readonly rowId: (row: Row) => string;
};

/** What keys and pointer do to a grid's selection. Each change is said aloud, as the rows themselves may be out of view. */
export class GridMarks<Row> {
  readonly #grid: Grid<Row>;
  /** Where a range begins: the row marked last, or the one from which Shift and an arrow set out. */
  anchor = 0;
  #ranges = 0;

  constructor(grid: Grid<Row>) {
    this.#grid = grid;
  }

  toggle(index: number): void {
    const { source, selection, rowId } = this.#grid;
    const row = source.rowAt(index);
    if (row === undefined || !selection) return;
    selection.toggle(rowId(row));
    this.anchor = index;
    this.#announce();
  }

  /** Selects the rows from the anchor to this one. Rows that were never scrolled to are loaded first, not left out. */
  async extendTo(index: number): Promise<void> {
    const { source, selection, rowId } = this.#grid;
    if (!selection) return;
    const [low, high] = this.anchor < index ? [this.anchor, index] : [index, this.anchor];
    const range = ++this.#ranges;
    const here = Array.from({ length: high - low + 1 }, (_, step) => source.rowAt(low + step));
    const rows = here.includes(undefined) && source.load ? await source.load(low, high + 1) : here;
    // A slow answer must not undo a range that was drawn after it.
    if (range !== this.#ranges) return;
    selection.only(rows.filter((row) => row !== undefined).map(rowId));
    this.#announce();
  }

  toggleAll(): void {
    const { source, selection } = this.#grid;
    if (selection?.count(source.total) === source.total) {
      selection.clear();
      this.#announce();
    } else this.all();
  }

  all(): void {
    this.#grid.selection?.all();
    this.#announce();
  }

  #announce(): void {
    const { source, selection, noun } = this.#grid;
    if (!selection) return;
    const count = selection.count(source.total).toLocaleString('en');
    announce(`${count} of ${source.total.toLocaleString('en')} ${noun} selected`);
  }
}
