import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { RecentLab } from '../../shared/labs/views.ts';
import type { MenuCommand } from '../../shared/requests.ts';

export type MenuState = {
  hasLab: boolean;
  recent: readonly RecentLab[];
  /** Reload and developer tools are for whoever works on Tandem, never in what is handed out. */
  isDevelopment: boolean;
  isMac: boolean;
};
type Do = (command: MenuCommand) => void;

const line: MenuItemConstructorOptions = { type: 'separator' };

/** The menu of the program. Its entries are commands of the window: what they do is written there, once. */
export function menuTemplate(state: MenuState, run: Do): MenuItemConstructorOptions[] {
  return [
    ...(state.isMac ? [{ role: 'appMenu' } as const] : []),
    fileMenu(state, run),
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        line,
        { role: 'togglefullscreen' },
        line,
        { label: 'Settings', click: () => run({ command: 'settings' }) },
      ],
    },
    ...(state.isDevelopment ? [developMenu] : []),
    {
      label: '&Help',
      role: 'help',
      submenu: [
        { label: 'Concepts and names', accelerator: 'F1', click: () => run({ command: 'help' }) },
        { label: 'Keyboard shortcuts', click: () => run({ command: 'shortcuts' }) },
        line,
        { label: 'Show the log', click: () => run({ command: 'showLog' }) },
      ],
    },
  ];
}

const developMenu: MenuItemConstructorOptions = {
  label: '&Develop',
  submenu: [{ role: 'reload' }, { role: 'forceReload' }, { role: 'toggleDevTools' }],
};

function fileMenu({ hasLab, recent, isMac }: MenuState, run: Do): MenuItemConstructorOptions {
  const others = recent.filter(({ isOpen }) => !isOpen);
  return {
    label: '&File',
    submenu: [
      { label: 'New lab…', accelerator: 'CommandOrControl+N', click: () => run({ command: 'newLab' }) },
      { label: 'Open…', accelerator: 'CommandOrControl+O', click: () => run({ command: 'openLab' }) },
      {
        label: 'Recent labs',
        enabled: others.length > 0,
        submenu: others.map(({ id, title, fileName }) => ({
          // A single & would underline the letter after it.
          label: `${title}, ${fileName}`.replaceAll('&', '&&'),
          click: () => run({ command: 'openRecent', id }),
        })),
      },
      line,
      { label: 'Print…', accelerator: 'CommandOrControl+P', click: () => run({ command: 'print' }) },
      { label: 'Save page as PDF…', click: () => run({ command: 'savePdf' }) },
      line,
      { label: 'Close lab', enabled: hasLab, click: () => run({ command: 'closeLab' }) },
      isMac ? { role: 'close' } : { role: 'quit' },
    ],
  };
}

export const showMenu = (state: MenuState, run: Do): void =>
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(state, run)));
