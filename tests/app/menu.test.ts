// Proves promises of docs/desktop.md.
import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import type { MenuCommand } from '../../shared/requests.ts';

vi.mock('electron', () => ({ Menu: {} }));
const { menuTemplate } = await import('../../main/app/menu.ts');
const { contextItems } = await import('../../main/app/context-menu.ts');

const recent = [
  { id: 'a', fileName: 'a.tandem', title: 'Contoso', scenario: 'contoso', now: 1, isOpen: true },
  { id: 'b', fileName: 'b.tandem', title: 'Fabrikam & sons', scenario: 'fabrikam', now: 1, isOpen: false },
];
const state = { hasLab: true, recent, isDevelopment: false, isMac: false };
const all = (items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? all(item.submenu) : [])]);
const entry = (items: readonly MenuItemConstructorOptions[], label: string): MenuItemConstructorOptions =>
  all(items).find((item) => item.label === label)!;

describe('the menu', () => {
  it('has nothing for developers in what is handed out, by whatever key', () => {
    const ofDevelopers = (isDevelopment: boolean) =>
      all(menuTemplate({ ...state, isDevelopment }, () => undefined)).filter(({ role, label, accelerator }) =>
        /reload|devtools|develop/i.test(`${role} ${label} ${String(accelerator)}`),
      );
    expect(ofDevelopers(false)).toEqual([]);
    expect(ofDevelopers(true).map(({ role }) => role)).toEqual([undefined, 'reload', 'forceReload', 'toggleDevTools']);
  });

  it('says each command to the window, and a lab by its id', () => {
    const said: MenuCommand[] = [];
    const items = menuTemplate(state, (command) => said.push(command));
    for (const item of all(items)) if (item.click) (item.click as () => void)();
    expect(said).toEqual([
      { command: 'newLab' },
      { command: 'openLab' },
      { command: 'openRecent', id: 'b' },
      { command: 'print' },
      { command: 'savePdf' },
      { command: 'closeLab' },
      { command: 'settings' },
      { command: 'help' },
      { command: 'shortcuts' },
      { command: 'showLog' },
    ]);
    expect(entry(items, 'Fabrikam && sons, b.tandem')).toBeDefined();
  });

  it('closes a lab only where one is open, and lists others only where there are some', () => {
    expect(
      entry(
        menuTemplate(state, () => undefined),
        'Close lab',
      ).enabled,
    ).toBe(true);
    const without = menuTemplate({ ...state, hasLab: false, recent: [] }, () => undefined);
    expect(entry(without, 'Close lab').enabled).toBe(false);
    expect(entry(without, 'Recent labs').enabled).toBe(false);
  });
});

describe('the context menu', () => {
  const flags = { canCut: true, canCopy: true, canPaste: false, canSelectAll: true };
  const roles = (place: { isEditable: boolean; selectionText: string }) =>
    contextItems({ ...place, editFlags: flags as never }).flatMap(({ role }) => role ?? []);
  it('offers the usual in a field, copying on selected text, and nothing elsewhere', () => {
    expect(roles({ isEditable: true, selectionText: '' })).toEqual(['cut', 'copy', 'paste', 'selectAll']);
    expect(roles({ isEditable: false, selectionText: 'LAP-CARL' })).toEqual(['copy']);
    expect(roles({ isEditable: false, selectionText: ' \n' })).toEqual([]);
  });
});
