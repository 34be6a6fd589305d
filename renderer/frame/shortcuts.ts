import { consoles, screens, type ScreenId } from '../../shared/screens.ts';
import { goKeys } from './go-keys.ts';
import { placeKeys } from './places/remembered.ts';

/** Several pages are called Devices; those of the lab itself are known by their title. */
const pageTitle = (id: ScreenId): string => {
  const { console, title } = screens[id];
  return console === 'lab' ? title : `${consoles[console].title}: ${title}`;
};

/** What the sheet of shortcuts lists. Keys are handled where they work; this is their one description. */
export const shortcutGroups = [
  {
    title: 'Everywhere',
    shortcuts: [
      { keys: 'Ctrl+K', what: 'Search devices, pages and commands' },
      { keys: '?', what: 'This list' },
      { keys: 'Esc', what: 'Close what lies on top' },
      { keys: 'Tab', what: 'Next control' },
    ],
  },
  {
    title: 'Places',
    shortcuts: placeKeys.map(({ key, title }) => ({ keys: `Ctrl+${key}`, what: title })),
  },
  {
    title: 'Go to a page: G, then',
    shortcuts: Object.entries(goKeys).map(([key, id]) => ({ keys: key.toUpperCase(), what: pageTitle(id) })),
  },
  {
    title: 'Remote Help window',
    shortcuts: [
      { keys: 'Ctrl+Shift+F6', what: 'Leave the terminal' },
      { keys: 'Alt+←|Alt+→', what: 'Move the window in front; also up and down' },
      { keys: 'Esc', what: 'Close the window in front' },
    ],
  },
  {
    title: 'Command bars, menus and tabs',
    shortcuts: [
      { keys: '←|→', what: 'Move between commands or tabs' },
      { keys: '↑|↓', what: 'Move in a menu' },
      { keys: 'Enter', what: 'Do it' },
    ],
  },
  {
    title: 'Lists',
    shortcuts: [
      { keys: '←|↑|↓|→', what: 'Move from cell to cell' },
      { keys: 'Page Up|Page Down', what: 'A screen up or down' },
      { keys: 'Ctrl+Home|Ctrl+End', what: 'First or last row' },
      { keys: 'Space', what: 'Select the row' },
      { keys: 'Shift+Space', what: 'Select up to here' },
      { keys: 'Ctrl+A', what: 'Select all' },
      { keys: 'Enter', what: 'Open the row; on a header, sort' },
      { keys: 'Shift+←|Shift+→', what: 'On a header: narrower or wider' },
    ],
  },
];
