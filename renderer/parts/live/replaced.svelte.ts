import { listen } from '../../api/client.ts';

/** How often another lab, or the lab as it was, has come in place of the open one since the component is there that made this. */
export class Replaced {
  times = $state(0);

  constructor() {
    $effect(() => listen('lab-replaced', () => void (this.times += 1)));
  }
}
