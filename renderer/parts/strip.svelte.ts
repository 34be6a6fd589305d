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
  /** Pages that say more. */
  links?: readonly StripLink[];
  /** What of it is withheld where the lab keeps things back: the sentence then is not said. */
  knows?: KnowledgeKind;
  device?: SameDevice;
};

let said = $state.raw<Said | null>(null);
/** What follows from what a person has just done: it goes before what the page says by itself. */
let followed = $state.raw<Said | null>(null);
let hosts = $state(0);

/** The strip between console and clock, in which alone the lab speaks while a console is shown. */
export const strip = {
  get said(): Said | null {
    return followed === null ? said : { ...(said?.device ? { device: said.device } : {}), ...followed };
  },
  /** Whether there is a strip; the lab's own pages have none, and say there what they have to say. */
  get isThere(): boolean {
    return hosts > 0;
  },
};

/** Called by the strip, for as long as it is there. */
export function hostStrip(): void {
  hosts += 1;
  $effect(() => () => {
    hosts -= 1;
  });
}

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

/** The same for what follows from a change that was made on the page. */
export function sayWhatFollows(words: () => Said | null): void {
  $effect(() => {
    const mine = words();
    followed = mine;
    return () => {
      if (followed === mine) followed = null;
    };
  });
}
