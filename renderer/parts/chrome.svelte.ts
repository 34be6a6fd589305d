import type { Command } from '../ui/types.ts';
import type { ScreenId } from '../../shared/screens.ts';

/** What a page hands to the frame of its console, which shows it outside of the page: the ribbon of a desktop console. */
type Handed = { page: ScreenId; label: string; commands: readonly Command[] };

let hosts = $state(0);
let handed = $state.raw<Handed | null>(null);

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
