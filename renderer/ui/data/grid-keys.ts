export type GridPosition = { row: number; column: number };
type Size = { rows: number; columns: number; pageRows: number };

/** The header counts as the row above the first. */
export const headerRow = -1;

/** Where a key leads from a cell, or undefined when the key does not move. Keys follow the ARIA pattern for grids. */
export function moveInGrid(
  at: GridPosition,
  { key, ctrlKey, metaKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey'>,
  { rows, columns, pageRows }: Size,
): GridPosition | undefined {
  const isWhole = ctrlKey || metaKey;
  const lastRow = rows - 1;
  const lastColumn = columns - 1;
  const within = (row: number, column: number): GridPosition => ({
    row: Math.min(Math.max(row, headerRow), lastRow),
    column: Math.min(Math.max(column, 0), lastColumn),
  });
  switch (key) {
    case 'ArrowDown':
      return within(isWhole ? lastRow : at.row + 1, at.column);
    case 'ArrowUp':
      return within(isWhole ? 0 : at.row - 1, at.column);
    case 'ArrowRight':
      return within(at.row, isWhole ? lastColumn : at.column + 1);
    case 'ArrowLeft':
      return within(at.row, isWhole ? 0 : at.column - 1);
    case 'PageDown':
      return within(at.row + pageRows, at.column);
    case 'PageUp':
      return within(Math.max(0, at.row - pageRows), at.column);
    case 'Home':
      return within(isWhole ? 0 : at.row, 0);
    case 'End':
      return within(isWhole ? lastRow : at.row, lastColumn);
    default:
      return undefined;
  }
}
