import {
  addressOf,
  consoleIds,
  consoles,
  navigationOf,
  screenAt,
  screens,
  type ConsoleId,
} from '../../../shared/screens.ts';

const storageKey = 'tandem.places';
type Addresses = Partial<Record<ConsoleId, string>>;

/** Where one was in each place, this time and the last; what cannot be read or kept is where one begins. */
function kept(): Addresses {
  try {
    const stored = JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Record<string, unknown>;
    const good = consoleIds.flatMap((id) => {
      const address = stored[id];
      return typeof address === 'string' && consoleAt(address) === id ? [[id, address] as const] : [];
    });
    return Object.fromEntries(good);
  } catch {
    return {};
  }
}

const consoleAt = (address: string): ConsoleId | undefined => {
  const page = screenAt(address.split('?')[0]!);
  return page && screens[page].console;
};

const addresses: Addresses = kept();

/** Keeps where one is, for the next time that one comes to this place. */
export function remember(address: string): void {
  const page = screenAt(address.split('?')[0]!);
  if (!page || screens[page].shown === 'window') return;
  addresses[screens[page].console] = address;
  try {
    localStorage.setItem(storageKey, JSON.stringify(addresses));
  } catch {
    // The places are kept for this time only.
  }
}

/** Where one was in a place, or where one begins there. */
export const lastAddressIn = (console: ConsoleId): string => addresses[console] ?? addressOf(navigationOf(console)[0]!);

/** Ctrl and the number of a place, as the switcher shows them. */
export const placeKeys: readonly { id: ConsoleId; key: string; title: string }[] = consoleIds.map((id, index) => ({
  id,
  key: String(index + 1),
  title: consoles[id].title,
}));
