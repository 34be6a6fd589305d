import type { KnowledgeKind } from '../../shared/contract/knowledge.ts';
import type { ConsoleId } from '../../shared/screens.ts';

/** The same device, and in which places there is something to see of it; the directory may still call it by another name. */
export type SameDevice = { id: number; name: string; places: readonly ConsoleId[]; nameInAd?: string };

type StripLink = { label: string; path: string };
/** What the lab says beside a console: one sentence that no console would show, a link with it, and where else the device is. */
export type Said = {
  /** What anybody could conclude and no console says: a documented bound. It is never withheld. */
  fact?: string;
  text?: string;
  link?: StripLink;
  /** Pages of the lab that say more. */
  links?: readonly StripLink[];
  /** What of it is withheld where the lab keeps things back: the sentence then is not said. */
  knows?: KnowledgeKind;
  device?: SameDevice;
};

let said = $state.raw<Said | null>(null);

/** The strip between console and clock, in which alone the lab speaks while a console is shown. */
export const strip = {
  get said(): Said | null {
    return said;
  },
};

/** Called by a page when it begins: the strip says what `words` answers for as long as the page is there. */
export function sayBeside(words: () => Said | null): void {
  $effect(() => {
    const mine = words();
    said = mine;
    return () => {
      if (said === mine) said = null;
    };
  });
}
