import { listen } from '../../api/client.ts';

/** Does it each time another lab, or the lab as it was, comes in place of the open one, while the component is there that asks. */
export function whenReplaced(does: () => void): void {
  $effect(() => listen('lab-replaced', does));
}
