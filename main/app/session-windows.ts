import type { BrowserWindow } from 'electron';
import { addressOf, screens } from '../../shared/screens.ts';
import type { LabHost } from './lab-host.ts';
import { openWindow } from './window.ts';

/** One Remote Help window per session; closing it is leaving, as in the product. */
export class SessionWindows {
  readonly #windows = new Map<number, BrowserWindow>();
  readonly #host: Pick<LabHost, 'input' | 'replacements'>;

  constructor(host: Pick<LabHost, 'input' | 'replacements'>) {
    this.#host = host;
  }

  show(actionId: number): void {
    const open = this.#windows.get(actionId);
    if (open) {
      open.focus();
      return;
    }
    const window = openWindow({
      path: addressOf('remoteHelp', { actionId }),
      width: 1180,
      height: 780,
      title: screens.remoteHelp.title,
    });
    this.#windows.set(actionId, window);
    const { replacements } = this.#host;
    window.on('closed', () => {
      if (this.#windows.get(actionId) === window) this.#windows.delete(actionId);
      // The session of that number in another lab, or in another attempt, is another one.
      if (this.#host.replacements !== replacements) return;
      // A session that has ended already refuses this, and that is fine.
      void this.#host.input('sessions.end', { actionId }).catch(() => undefined);
    });
  }

  /** Another lab has taken the place of the one that the sessions belong to: nothing in it is ended. */
  closeAll(): void {
    for (const window of [...this.#windows.values()]) window.destroy();
  }
}
