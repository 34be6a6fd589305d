import { helpCards } from '../../shared/help/cards.ts';
import { addressOf, consoleIds, consoles, navigationOf, placeOf, screens } from '../../shared/screens.ts';
import { jumpDurations } from '../clock/jump-menu.ts';
import type { PaletteEntry, PaletteProvider } from '../ui/layout/palette.ts';
import { navigate } from '../router.ts';
import { clock, jump, openLedger, setSpeed } from '../clock/clock.svelte.ts';
import { findCards, helpAddress } from '../help/help.ts';
import { labWishes } from '../labs/wishes.svelte.ts';
import { lab } from '../parts/lab.svelte.ts';
import { findDevices, openShortcuts, palette } from '../parts/palette.svelte.ts';
import { isWithheld } from '../parts/knowledge.ts';
import { preferences } from '../settings/preferences.svelte.ts';
import { appearanceItems } from './menus.ts';
import { printPage, savePdf } from './print.ts';

const fits = (text: string, query: string): boolean => {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => text.toLowerCase().includes(word));
};
/** `product`: a name by which it is found too, and which is not shown. */
type Findable = PaletteEntry & { product?: string | null };
const fitting = (entries: readonly Findable[], query: string): PaletteEntry[] =>
  entries.filter(({ label, detail = '', product }) => fits(`${label} ${detail} ${product ?? ''}`, query));

/** Several pages have one name, even in one console; where they stand is what tells them apart. */
const pageEntries: readonly Findable[] = consoleIds.flatMap((console) =>
  navigationOf(console).map((id) => ({
    id,
    label: screens[id].title,
    detail: placeOf(id),
    product: consoles[console].product,
    icon: screens[id].icon,
    onaction: () => void navigate(addressOf(id)),
  })),
);
/** The addresses of the portals, where a tutorial begins; unasked, they would only be in the way. */
const portalEntries: readonly PaletteEntry[] = consoleIds.flatMap((console) =>
  consoles[console].portals.map((portal) => ({
    id: portal,
    label: portal,
    detail: consoles[console].product ?? consoles[console].title,
    icon: consoles[console].icon,
    // Of Azure the lab has one page, in the same place.
    onaction: () =>
      void navigate(addressOf(portal === 'https://portal.azure.com' ? 'azurePortal' : navigationOf(console)[0]!)),
  })),
);
const findPages: PaletteProvider = (query) => [
  {
    id: 'pages',
    label: 'Pages',
    entries: fitting([...pageEntries, ...(query.includes('.') ? portalEntries : [])], query),
  },
];

const findAllDevices: PaletteProvider = async (query) => {
  if (query === '') return [];
  await findDevices(query);
  const entries = palette.devices.map(({ id, name, detail }) => ({
    id: String(id),
    label: name,
    detail,
    icon: 'desktop' as const,
    onaction: () => void navigate(addressOf('device', { deviceId: id })),
  }));
  return [{ id: 'devices', label: 'Devices', entries }];
};

/** What the clock can do now; of what a session, a jump or the lab itself does not let it do, the clock bar tells why. */
const findTimes: PaletteProvider = (query) => {
  const open = lab.current;
  if (!open || open.liveSession || open.isJumping) return [];
  const entries: PaletteEntry[] = [
    ...jumpDurations.map(({ id, label, seconds }) => ({
      id,
      label: `Jump ${label}`,
      icon: 'fast-forward' as const,
      onaction: () => void jump({ by: 'duration', seconds }),
    })),
    {
      id: 'morning',
      label: 'Jump to the next working morning',
      icon: 'weather-sunny',
      onaction: () => void jump({ by: 'nextMorning', deviceId: null }),
    },
    ...(isWithheld('expected')
      ? []
      : [
          {
            id: 'event',
            label: 'Jump to the next event',
            icon: 'next' as const,
            onaction: () => void jump({ by: 'nextEvent' }),
          },
        ]),
    open.speed === 0
      ? { id: 'run', label: 'Let time run, 1×', icon: 'play', onaction: () => void setSpeed(1) }
      : { id: 'pause', label: 'Pause time', icon: 'pause', onaction: () => void setSpeed(0) },
    ...(clock.lastJump
      ? [{ id: 'ledger', label: 'Ledger of the last jump', icon: 'history' as const, onaction: () => openLedger(true) }]
      : []),
  ];
  return [{ id: 'time', label: 'Time', entries: fitting(entries, query) }];
};

const findCommands: PaletteProvider = (query) => {
  const themes = appearanceItems(preferences.current).flatMap((item): PaletteEntry[] =>
    'onaction' in item && item.id.startsWith('theme-')
      ? [{ id: item.id, label: `Theme: ${item.label}`, icon: 'dark-theme', onaction: item.onaction }]
      : [],
  );
  const shortcuts: PaletteEntry = {
    id: 'shortcuts',
    label: 'Keyboard shortcuts',
    icon: 'keyboard',
    hint: '?',
    onaction: () => openShortcuts(true),
  };
  const ofTheLab: PaletteEntry[] = lab.current
    ? [{ id: 'close', label: 'Close lab', icon: 'dismiss', onaction: () => void labWishes.want({ what: 'close' }) }]
    : [];
  const paper: PaletteEntry[] = [
    { id: 'print', label: 'Print this page', icon: 'open', onaction: () => void printPage() },
    { id: 'pdf', label: 'Save this page as PDF', icon: 'save', onaction: () => void savePdf() },
  ];
  return [
    { id: 'commands', label: 'Commands', entries: fitting([...themes, shortcuts, ...paper, ...ofTheLab], query) },
  ];
};

const shownCards = 8;
/** Cards come last and only to a question: unasked, a hundred of them would bury everything else. */
const findHelp: PaletteProvider = (query) => {
  if (query === '') return [];
  const entries = findCards(query, helpCards)
    .slice(0, shownCards)
    .map(({ id, title, topic }) => ({
      id,
      label: title,
      detail: topic,
      icon: 'book-open' as const,
      onaction: () => void navigate(helpAddress({ card: id })),
    }));
  return [{ id: 'help', label: 'Help', entries }];
};

export const paletteProviders: readonly PaletteProvider[] = [
  findAllDevices,
  findPages,
  findTimes,
  findCommands,
  findHelp,
];
