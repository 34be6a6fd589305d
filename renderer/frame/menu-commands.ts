import { addressOf } from '../../shared/screens.ts';
import type { MenuCommand } from '../../shared/requests.ts';
import { ask, listen } from '../api/client.ts';
import { labWishes } from '../labs/wishes.svelte.ts';
import { printPage, savePdf } from './print.ts';
import { openShortcuts } from '../parts/palette.svelte.ts';
import { navigate } from '../router.ts';

/** What the menu of the program asks for, done as the window's own commands do it. */
const commands: { [C in MenuCommand['command']]: (asked: Extract<MenuCommand, { command: C }>) => unknown } = {
  newLab: () => labWishes.want({ what: 'create' }),
  openLab: () => labWishes.want({ what: 'open' }),
  openRecent: ({ id }) => labWishes.want({ what: 'openRecent', id }),
  closeLab: () => labWishes.want({ what: 'close' }),
  print: printPage,
  savePdf,
  settings: () => navigate(addressOf('settings')),
  help: () => navigate(addressOf('help')),
  shortcuts: () => openShortcuts(true),
  showLog: () => ask('app:show-log', {}),
};

export const watchMenu = (): (() => void) =>
  listen('menu-command', (asked) => void commands[asked.command](asked as never));
