import { addressOf } from '../../shared/screens.ts';
import { navigate } from '../router.ts';

/** What somebody wants of the Lab page from elsewhere: the program's menu, or a file dropped on the window. */
export type LabWish =
  | { what: 'create' }
  | { what: 'open' }
  | { what: 'close' }
  | { what: 'openRecent'; id: string }
  | { what: 'openDropped'; file: File };

class Wishes {
  #wanted: LabWish | null = $state.raw(null);

  get wanted(): LabWish | null {
    return this.#wanted;
  }
  /** The Lab page comes up and does it, and tells there what went wrong. */
  async want(wish: LabWish): Promise<void> {
    this.#wanted = wish;
    await navigate(addressOf('lab'));
  }
  take(): LabWish | null {
    const wish = this.#wanted;
    this.#wanted = null;
    return wish;
  }
}
export const labWishes = new Wishes();
