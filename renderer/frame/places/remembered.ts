import {
  addressOf,
  consoleIds,
  consoles,
  navigationOf,
  screenAt,
  screens,
  type ConsoleId,
  type ScreenId,
} from '../../../shared/screens.ts';

const storageKey = 'tandem.places';
type Addresses = Partial<Record<ConsoleId, string>>;
/** `lab`: whose ids stand in the addresses; empty as long as no lab was open. */
type Kept = { lab: string; addresses: Addresses };

/** Where one was in each place, this time and the last; what cannot be read or kept is where one begins. */
function stored(): Kept {
  try {
    const { lab, addresses } = JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Record<string, unknown>;
    if (typeof lab !== 'string') return { lab: '', addresses: {} };
    const found = addresses as Record<string, unknown>;
    const good = consoleIds.flatMap((id) => {
      const address = found[id];
      return typeof address === 'string' && consoleAt(address) === id ? [[id, address] as const] : [];
    });
    return { lab, addresses: Object.fromEntries(good) };
  } catch {
    return { lab: '', addresses: {} };
  }
}

const pageAt = (address: string): ScreenId | undefined => screenAt(address.split('?')[0]!);
const consoleAt = (address: string): ConsoleId | undefined => {
  const page = pageAt(address);
  return page && screens[page].console;
};

const state: Kept = stored();

/** What names something of a lab, in its path or its query, means nothing in another one. */
function turnTo(lab: string): void {
  if (lab === '' || lab === state.lab) return;
  const isAnother = state.lab !== '';
  state.lab = lab;
  if (!isAnother) return;
  const kept = (Object.entries(state.addresses) as [ConsoleId, string][])
    .filter(([, address]) => !screens[pageAt(address)!].address.includes(':'))
    .map(([id, address]) => [id, address.split('?')[0]!] as const);
  state.addresses = Object.fromEntries(kept);
}

/** Keeps where one is, for the next time that one comes to this place. `lab` is the `labKey` of the open one. */
export function remember(address: string, lab: string): void {
  const page = pageAt(address);
  if (!page || screens[page].shown === 'window') return;
  turnTo(lab);
  state.addresses[screens[page].console] = address;
  try {
    localStorage.setItem(storageKey, JSON.stringify(state));
  } catch {
    // The places are kept for this time only.
  }
}

/** Where one was in a place while this lab was open, or where one begins there. */
export function lastAddressIn(console: ConsoleId, lab: string): string {
  turnTo(lab);
  return state.addresses[console] ?? addressOf(navigationOf(console)[0]!);
}

/** Ctrl and the number of a place, as the switcher shows them. */
export const placeKeys: readonly { id: ConsoleId; key: string; title: string }[] = consoleIds.map((id, index) => ({
  id,
  key: String(index + 1),
  title: consoles[id].title,
}));
