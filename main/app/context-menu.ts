import { Menu, type ContextMenuParams, type MenuItemConstructorOptions, type WebContents } from 'electron';

type Place = Pick<ContextMenuParams, 'isEditable' | 'selectionText' | 'editFlags'>;

/** What a right click offers: the usual in a field, Copy on selected text, nothing elsewhere. */
export function contextItems({ isEditable, selectionText, editFlags }: Place): MenuItemConstructorOptions[] {
  if (isEditable)
    return [
      { role: 'cut', enabled: editFlags.canCut },
      { role: 'copy', enabled: editFlags.canCopy },
      { role: 'paste', enabled: editFlags.canPaste },
      { type: 'separator' },
      { role: 'selectAll', enabled: editFlags.canSelectAll },
    ];
  return selectionText.trim() === '' ? [] : [{ role: 'copy' }];
}

export function offerContextMenu(webContents: WebContents): void {
  webContents.on('context-menu', (_event, place) => {
    const items = contextItems(place);
    if (items.length > 0) Menu.buildFromTemplate(items).popup();
  });
}
