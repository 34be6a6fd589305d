import type { Command, Crumb } from '../ui/types.ts';
import { addressOf, screens, wayTo, type ScreenId } from '../../shared/screens.ts';
import { groupDigits } from './cells.ts';

/** How many rows a page lists, null while they are counted, and how many of them are marked. */
export type Count = { items: number | null; selected?: number };

/** What a page hands to the frame of its console, which shows it outside of the page: ribbon and status bar of a desktop console. */
type Handed = { page: ScreenId; title: string; label: string; commands: readonly Command[]; count?: Count | undefined };

let hosts = $state(0);
let handed = $state.raw<Handed | null>(null);

/** “2,705 items”. */
export const itemsText = (items: number): string => (items === 1 ? '1 item' : `${groupDigits(items)} items`);

export const chrome = {
  /** Whether a frame stands around the page that has a ribbon; without one the page shows its commands itself. */
  get hasRibbon(): boolean {
    return hosts > 0;
  },
  get handed(): Handed | null {
    return handed;
  },
};

/** Called by a frame that has a ribbon, for as long as it is there. */
export function hostRibbon(): void {
  hosts += 1;
  $effect(() => () => {
    hosts -= 1;
  });
}

/** Called by a page: what `what` answers stands in the ribbon for as long as the page is there. */
export function handToFrame(what: () => Handed | null): void {
  $effect(() => {
    const mine = what();
    handed = mine;
    return () => {
      if (handed === mine) handed = null;
    };
  });
}

/** The documented way to a page, and the page as it is called there; Home itself needs no way. */
export function crumbsTo(page: ScreenId, label: string): Crumb[] {
  if (page === 'home') return [];
  const way = wayTo(page);
  const isWithin = screens[page].shown === 'within';
  const above = isWithin ? way : way.slice(0, -1);
  return [
    ...above.map((node) => ({ label: node.title, ...(node.page === undefined ? {} : { path: addressOf(node.page) }) })),
    { label: isWithin ? label : (way.at(-1)?.title ?? label) },
  ];
}
