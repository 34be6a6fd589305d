import { fireEvent, render, screen } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import Menu from '../../renderer/ui/controls/Menu.svelte';
import CommandPalette from '../../renderer/ui/layout/CommandPalette.svelte';
import type { PaletteGroup } from '../../renderer/ui/layout/palette.ts';

describe('between press and release', () => {
  it('the palette keeps the entry that was pressed, whatever is found meanwhile', async () => {
    const run = vi.fn();
    let find: (groups: PaletteGroup[]) => void = () => undefined;
    const group = (id: string, onaction: () => void): PaletteGroup[] => [
      { id: 'pages', label: 'Pages', entries: [{ id, label: id, onaction }] },
    ];
    const provider = (query: string): PaletteGroup[] | Promise<PaletteGroup[]> =>
      query === '' ? group('Old', run) : new Promise((resolve) => (find = resolve));
    render(CommandPalette, { open: true, providers: [provider] });
    const old = await screen.findByRole('option', { name: 'Old' });
    await fireEvent.input(screen.getByRole('combobox'), { target: { value: 'n' } });
    await fireEvent.pointerDown(old);
    find(group('New', () => undefined));
    await new Promise((done) => setTimeout(done, 20));
    expect(old.isConnected).toBe(true);
    expect(screen.queryByText('New')).toBeNull();
    await fireEvent.pointerUp(old);
    await fireEvent.click(old);
    expect(run).toHaveBeenCalledOnce();
  });

  it('the palette shows what was found as soon as the press is over', async () => {
    let find: (groups: PaletteGroup[]) => void = () => undefined;
    const entries = (label: string): PaletteGroup[] => [
      { id: 'pages', label: 'Pages', entries: [{ id: label, label, onaction: () => undefined }] },
    ];
    const provider = (query: string): PaletteGroup[] | Promise<PaletteGroup[]> =>
      query === '' ? entries('Old') : new Promise((resolve) => (find = resolve));
    render(CommandPalette, { open: true, providers: [provider] });
    const old = await screen.findByRole('option', { name: 'Old' });
    await fireEvent.input(screen.getByRole('combobox'), { target: { value: 'n' } });
    await fireEvent.pointerDown(old);
    find(entries('New'));
    await fireEvent.pointerUp(window);
    expect(await screen.findByRole('option', { name: 'New' })).toBeTruthy();
    expect(screen.queryByText('Old')).toBeNull();
  });

  it('a menu keeps the item that was pressed', async () => {
    const trigger = createRawSnippet(() => ({ render: () => '<button>Open</button>' }));
    const item = (id: string) => ({ id, label: id, onaction: () => undefined });
    const { rerender } = render(Menu, { items: [item('Old')], trigger, open: true });
    const old = await screen.findByRole('menuitem', { name: 'Old' });
    await fireEvent.pointerDown(old);
    await rerender({ items: [item('New')] });
    expect(old.isConnected).toBe(true);
    await fireEvent.pointerUp(window);
    expect(await screen.findByRole('menuitem', { name: 'New' })).toBeTruthy();
  });
});
