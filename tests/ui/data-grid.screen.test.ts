import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { tick } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import DataGrid from '../../renderer/ui/data/DataGrid.svelte';
import { rowsOf, type Column, type RowSource, type Sort } from '../../renderer/ui/data/data-grid.ts';
import { PagedRows } from '../../renderer/parts/live/paged-rows.svelte.ts';
import { Selection } from '../../renderer/ui/data/selection.svelte.ts';
import { addressOf } from '../../shared/screens.ts';

type Row = { id: number; name: string; os: string };
const columns: Column<Row>[] = [
  {
    id: 'name',
    label: 'Name',
    width: 10,
    isSortable: true,
    format: (row) => row.name,
    path: (row) => addressOf('device', { deviceId: row.id }),
  },
  { id: 'os', label: 'OS', width: 6, isSortable: true, format: (row) => row.os },
];
const rows = Array.from({ length: 1000 }, (_, id): Row => ({ id, name: `PC-${id}`, os: 'Windows' }));

function show(
  props: {
    source?: RowSource<Row>;
    selection?: Selection;
    sort?: Sort | null;
    onsort?: (sort: Sort) => void;
    onopen?: (row: Row) => void;
    oncurrent?: (row: Row | undefined) => void;
  } = {},
) {
  const view = render(DataGrid<Row>, {
    label: 'Devices',
    noun: 'devices',
    source: rowsOf(rows),
    columns,
    rowId: (row) => String(row.id),
    ...props,
  });
  const grid = screen.getByRole('grid', { name: 'Devices' });
  const press = async (key: string, modifiers: Partial<KeyboardEvent> = {}) => {
    await fireEvent.keyDown(grid, { key, ...modifiers });
    await tick();
  };
  const active = () => document.getElementById(grid.getAttribute('aria-activedescendant') ?? '');
  return { ...view, grid, press, active };
}

// There is no layout here: the grid is told that it shows twenty rows of 36 px.
beforeEach(() => Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => 720 }));
afterEach(() => Reflect.deleteProperty(HTMLElement.prototype, 'clientHeight'));

describe('DataGrid', () => {
  it('draws the rows in view only, and tells how many there are', async () => {
    const { grid } = show();
    await tick();
    expect(grid.getAttribute('aria-rowcount')).toBe('1001');
    const drawn = within(grid).getAllByRole('row');
    expect(drawn.length).toBeGreaterThan(20);
    expect(drawn.length).toBeLessThan(40);
    expect(drawn[1]?.getAttribute('aria-rowindex')).toBe('2');
  });

  it('tells the row that is spoken of from rows that are selected, where rows can be selected', async () => {
    const { grid, press } = show({ selection: new Selection(), oncurrent: vi.fn() });
    await tick();
    const [, first, second] = within(grid).getAllByRole('row');
    const states = () => [first, second].map((row) => row!.getAttribute('aria-selected'));
    const isCurrent = () => [first, second].map((row) => row!.classList.contains('current'));
    await vi.waitFor(() => expect(isCurrent()).toEqual([true, false]));
    expect(states()).toEqual(['false', 'false']);
    expect(within(first!).getByRole('checkbox').getAttribute('aria-checked')).toBe('false');
    await press(' ');
    await press('ArrowDown');
    await vi.waitFor(() => expect(isCurrent()).toEqual([false, true]));
    expect(states()).toEqual(['true', 'false']);
  });

  it('counts the row that is spoken of as selected where nothing else can be', async () => {
    const { grid, press } = show({ oncurrent: vi.fn() });
    await tick();
    await press('ArrowDown');
    const states = () =>
      within(grid)
        .getAllByRole('row')
        .slice(1, 3)
        .map((row) => row.getAttribute('aria-selected'));
    await vi.waitFor(() => expect(states()).toEqual(['false', 'true']));
  });

  it('is one stop of the Tab key, and names the active cell', async () => {
    const { grid, active } = show();
    await tick();
    expect(grid.tabIndex).toBe(0);
    expect(grid.querySelectorAll('[tabindex="0"]')).toHaveLength(0);
    expect([...grid.querySelectorAll('a')].every((link) => link.tabIndex === -1)).toBe(true);
    expect(active()?.textContent).toContain('PC-0');
  });

  it('moves with the arrows, Home and End', async () => {
    const { press, active } = show();
    await press('ArrowDown');
    await press('ArrowRight');
    expect(active()?.getAttribute('aria-colindex')).toBe('2');
    expect(active()?.parentElement?.getAttribute('aria-rowindex')).toBe('3');
    await press('Home');
    expect(active()?.textContent).toContain('PC-1');
    await press('ArrowUp');
    await press('ArrowUp');
    expect(active()?.getAttribute('role')).toBe('columnheader');
  });

  it('keeps the active row in the document at the far end of the list', async () => {
    const { grid, press, active } = show();
    await press('End', { ctrlKey: true });
    expect(active()?.parentElement?.getAttribute('aria-rowindex')).toBe('1001');
    grid.scrollTop = 0;
    await fireEvent.scroll(grid);
    expect(active()?.parentElement?.getAttribute('aria-rowindex')).toBe('1001');
    await press('Home', { ctrlKey: true });
    expect(active()?.textContent).toContain('PC-0');
  });

  it('goes a screen at a time with Page Down', async () => {
    const { press, active } = show();
    await tick();
    await press('PageDown');
    expect(active()?.parentElement?.getAttribute('aria-rowindex')).toBe('20');
  });

  it('opens the row with Enter where there is no link, and presses the link where there is one', async () => {
    const onopen = vi.fn();
    const { press, active } = show({ onopen });
    const clicked = vi.fn((event: Event) => event.preventDefault());
    active()?.querySelector('a')?.addEventListener('click', clicked);
    await press('Enter');
    expect(clicked).toHaveBeenCalledOnce();
    await press('ArrowRight');
    await press('Enter');
    expect(onopen).toHaveBeenCalledWith(rows[0], 0);
  });

  it('sorts with Enter on a header, and turns the order when pressed again', async () => {
    const onsort = vi.fn();
    const { press, rerender } = show({ onsort });
    await press('ArrowUp');
    await press('Enter');
    expect(onsort).toHaveBeenLastCalledWith({ column: 'name', isDescending: false });
    await rerender({ sort: { column: 'name', isDescending: false } });
    expect(screen.getByRole('columnheader', { name: 'Name' }).getAttribute('aria-sort')).toBe('ascending');
    await press('Enter');
    expect(onsort).toHaveBeenLastCalledWith({ column: 'name', isDescending: true });
  });

  it('changes a column’s width with Shift and an arrow on its header', async () => {
    const { grid, press } = show();
    await press('ArrowUp');
    await press('ArrowRight', { shiftKey: true });
    expect(grid.style.getPropertyValue('--columns')).toContain('11rem');
  });

  it('selects with Space, a range with Shift, and all by query', async () => {
    const selection = new Selection();
    const { grid, press } = show({ selection });
    await press('ArrowDown');
    await press(' ');
    expect(selection.value).toEqual({ by: 'ids', ids: ['1'] });
    await press('ArrowDown', { shiftKey: true });
    await press('ArrowDown', { shiftKey: true });
    expect(selection.value).toEqual({ by: 'ids', ids: ['1', '2', '3'] });
    await press('a', { ctrlKey: true });
    expect(selection.value).toEqual({ by: 'query', except: [] });
    expect(selection.count(1000)).toBe(1000);
    await press(' ');
    expect(selection.value).toEqual({ by: 'query', except: ['3'] });
    expect(within(grid).getByRole('checkbox', { name: 'Select all' }).getAttribute('aria-checked')).toBe('mixed');
  });

  it('loads what was never scrolled to before it selects a range over it', async () => {
    const selection = new Selection();
    const load = vi.fn(async (from: number, to: number) => rows.slice(from, to));
    const source: RowSource<Row> = {
      ...rowsOf(rows),
      rowAt: (index) => (index < 50 || index > 900 ? rows[index] : undefined),
      load,
    };
    const { press } = show({ source, selection });
    await press(' ');
    await press('End', { ctrlKey: true });
    await press(' ', { shiftKey: true });
    await vi.waitFor(() => expect(selection.count(1000)).toBe(1000));
    expect(load).toHaveBeenCalledWith(0, 1000);
  });

  /** Twenty of the rows; a filter asks for those whose name ends so, and the answer comes when the test says. */
  function showFiltered() {
    const answers: (() => void)[] = [];
    const source = new PagedRows<Row, string>((ending) => {
      const found = rows.slice(0, 20).filter(({ name }) => name.endsWith(ending));
      return new Promise((answer) => answers.push(() => answer({ rows: found, total: found.length })));
    }, '');
    const come = async () => {
      answers.shift()?.();
      await new Promise((resolve) => setTimeout(resolve));
      await tick();
    };
    const link = (name: string) => screen.queryByRole('link', { name });
    return { ...show({ source }), source, come, link };
  }

  it('leaves a row’s link where it is until the rows of another filter are there, and then moves it', async () => {
    const { source, come, link } = showFiltered();
    await come();
    const before = link('PC-7');
    source.setQuery('7');
    await tick();
    expect(link('PC-7')).toBe(before);
    expect(link('PC-3')).not.toBeNull();
    await come();
    expect(link('PC-7')).toBe(before);
    expect(before?.closest('[role="row"]')?.getAttribute('aria-rowindex')).toBe('2');
    expect(link('PC-3')).toBeNull();
  });

  it('carries out a press on a link although the list is filtered before the release', async () => {
    const { source, come, link } = showFiltered();
    await come();
    const pressed = link('PC-3')!;
    await fireEvent.pointerDown(pressed);
    source.setQuery('7');
    await tick();
    await come();
    // What a browser clicks is what was both pressed and released on: the same element, in the same place, of the same device.
    expect(link('PC-3')).toBe(pressed);
    expect(pressed.getAttribute('href')).toBe(addressOf('device', { deviceId: 3 }));
    expect(pressed.closest('[role="row"]')?.getAttribute('aria-rowindex')).toBe('5');
    await fireEvent.pointerUp(pressed);
    expect(pressed.isConnected).toBe(true);
    await vi.waitFor(() => expect(link('PC-3')).toBeNull());
    expect(link('PC-7')).not.toBeNull();
  });

  it('stays where it is scrolled to when a row is pressed', async () => {
    const { grid } = show();
    await tick();
    grid.scrollTop = 3600;
    await fireEvent.scroll(grid);
    await fireEvent.pointerDown(screen.getByRole('link', { name: 'PC-105' }));
    await fireEvent.pointerUp(window);
    await new Promise((resolve) => setTimeout(resolve));
    await tick();
    expect(grid.scrollTop).toBe(3600);
  });

  it('draws a row that two pages hold', async () => {
    const twice: RowSource<Row> = { ...rowsOf(rows.slice(0, 3)), rowAt: (index) => rows[index === 2 ? 0 : index] };
    show({ source: twice });
    await tick();
    expect(screen.getAllByRole('link', { name: 'PC-0' })).toHaveLength(2);
  });

  it('shows stand-ins while the first answer is on its way, then says when there is nothing', async () => {
    const waiting: RowSource<Row> = {
      total: 0,
      version: 0,
      rowAt: () => undefined,
      ensure: () => undefined,
      isSettled: false,
    };
    const { grid, rerender } = show({ source: waiting });
    expect(grid.getAttribute('aria-busy')).toBe('true');
    await rerender({ source: { ...waiting, isSettled: true } });
    expect(screen.getByText('No devices match.')).toBeTruthy();
  });
});
