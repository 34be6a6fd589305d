import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import CommandBar from '../../renderer/ui/controls/CommandBar.svelte';
import SearchBox from '../../renderer/ui/controls/SearchBox.svelte';
import RowMenu from '../../renderer/ui/data/RowMenu.svelte';
import type { Command } from '../../renderer/ui/types.ts';

const onaction = vi.fn();
const notify: Command = {
  id: 'notify',
  label: 'Client Notification',
  icon: 'alert',
  menu: [{ id: 'policy', label: 'Download Computer Policy', onaction }],
  disabledReason: 'Select a device first.',
};
const cell = createRawSnippet(() => ({ render: () => '<div role="gridcell">LAP-ONE</div>' }));
const policy = () => screen.findByRole('menuitem', { name: /Download Computer Policy/ });

afterEach(() => vi.restoreAllMocks());

describe('a menu that cannot be used', () => {
  it('stays so where there is no room for it in the bar', async () => {
    vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(200);
    vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 150, 30));
    const refresh: Command = { id: 'refresh', label: 'Refresh', icon: 'arrow-clockwise', onaction };
    render(CommandBar, { label: 'Commands', commands: [refresh, notify] });
    const more = await screen.findByRole('button', { name: 'More commands' });
    await fireEvent.keyDown(more, { key: 'Enter' });
    await fireEvent.click(await policy());
    expect((await policy()).textContent).toContain('Select a device first.');
    expect(onaction).not.toHaveBeenCalled();
  });

  it('stays so in the menu of a row', async () => {
    render(RowMenu, { commands: [notify], children: cell });
    await fireEvent.contextMenu(screen.getByRole('gridcell'));
    await fireEvent.click(await policy());
    expect(onaction).not.toHaveBeenCalled();
  });
});

describe('the menu of a row', () => {
  it('does not open where there is no command', async () => {
    render(RowMenu, { commands: [], children: cell });
    // True where nothing kept the system's own menu away.
    expect(await fireEvent.contextMenu(screen.getByRole('gridcell'))).toBe(true);
    expect(screen.queryByRole('menu')).toBeNull();
  });
});

describe('a search', () => {
  it('keeps Enter for itself in a form', async () => {
    const onsearch = vi.fn();
    const { container } = render(SearchBox, { label: 'Search devices', value: 'LAP', onsearch });
    const field = within(container).getByRole('textbox');
    expect(await fireEvent.keyDown(field, { key: 'Enter' })).toBe(false);
    await vi.waitFor(() => expect(onsearch).toHaveBeenCalledWith('LAP'));
    expect(await fireEvent.keyDown(field, { key: 'a' })).toBe(true);
  });
});
