import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import NodeList from '../../renderer/parts/NodeList.svelte';
import { groupDigits } from '../../renderer/parts/cells.ts';
import type { Column } from '../../renderer/ui/data/data-grid.ts';

type Row = { name: string; count: number; at: number | null };
const rows: Row[] = [
  { name: 'A', count: 1024, at: 3 },
  { name: 'B', count: 57, at: null },
  { name: 'C', count: 200, at: 20 },
];
const columns: Column<Row>[] = [
  { id: 'name', label: 'Name', width: 8, format: ({ name }) => name },
  { id: 'count', label: 'Count', width: 8, format: ({ count }) => groupDigits(count), sortBy: ({ count }) => count },
  { id: 'at', label: 'At', width: 8, format: ({ at }) => (at === null ? '' : `${at}/1/2026`), sortBy: ({ at }) => at },
];
const show = (total?: number) =>
  render(NodeList<Row>, {
    label: 'Things',
    noun: 'things',
    rows,
    columns,
    rowId: ({ name }: Row) => name,
    rowName: ({ name }: Row) => name,
    ...(total === undefined ? {} : { total }),
  });
const names = () =>
  within(screen.getByRole('grid'))
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('gridcell')[0]!.textContent.trim());
const sortBy = (name: string) => fireEvent.click(screen.getByRole('columnheader', { name }));

beforeEach(() => Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => 720 }));
afterEach(() => Reflect.deleteProperty(HTMLElement.prototype, 'clientHeight'));

describe('the list of a node', () => {
  it('orders numbers and moments by what they are, not by how they are printed', async () => {
    show();
    await sortBy('Count');
    await waitFor(() => expect(names()).toEqual(['B', 'C', 'A']));
    await sortBy('Count');
    await waitFor(() => expect(names()).toEqual(['A', 'C', 'B']));
    await sortBy('At');
    await waitFor(() => expect(names()).toEqual(['B', 'A', 'C']));
  });

  it('says how far its search reaches where it holds but the first of many', async () => {
    show(4200);
    expect(screen.getByText('The first 3 of 4,200.')).toBeTruthy();
    await fireEvent.input(screen.getByRole('textbox', { name: 'Search Things' }), { target: { value: 'zzz' } });
    expect(await screen.findByText('The first 3 of 4,200 were searched.')).toBeTruthy();
    expect(screen.getByText('The first 3 of 4,200.')).toBeTruthy();
  });

  it('says nothing of that where it holds them all', async () => {
    show();
    await fireEvent.input(screen.getByRole('textbox', { name: 'Search Things' }), { target: { value: 'zzz' } });
    expect(await screen.findByText('Search for something else.')).toBeTruthy();
    expect(screen.queryByText(/The first/)).toBeNull();
  });
});
