import { addressOf } from '../../shared/screens.ts';
import type { MenuCommand } from '../../shared/requests.ts';
import { ask, listen } from '../api/client.ts';
import { labWishes } from '../labs/wishes.svelte.ts';
import { onPaper } from './print.ts';
import { openShortcuts } from '../parts/palette.svelte.ts';
import { navigate } from '../router.ts';
import { toast } from '../ui/feedback/toasts.svelte.ts';

async function savePdf(): Promise<void> {
  const answer = await onPaper(() => ask('page:save-pdf', { title: document.title.slice(0, 200) }));
  if (!answer.ok) toast({ tone: 'danger', title: answer.message, message: answer.next, code: answer.code });
  else if (answer.value) toast({ tone: 'success', title: `Saved as ${answer.value.fileName}` });
}

/** What the menu of the program asks for, done as the window's own commands do it. */
const commands: { [C in MenuCommand['command']]: (asked: Extract<MenuCommand, { command: C }>) => unknown } = {
  newLab: () => labWishes.want({ what: 'create' }),
  openLab: () => labWishes.want({ what: 'open' }),
  openRecent: ({ id }) => labWishes.want({ what: 'openRecent', id }),
  closeLab: () => labWishes.want({ what: 'close' }),
  print: () => onPaper(() => ask('page:print', {})),
  savePdf,
  settings: () => navigate(addressOf('settings')),
  help: () => navigate(addressOf('help')),
  shortcuts: () => openShortcuts(true),
  showLog: () => ask('app:show-log', {}),
};

export const watchMenu = (): (() => void) =>
  listen('menu-command', (asked) => void commands[asked.command](asked as never));
