import { Notification, type BrowserWindow } from 'electron';
import type { EventName, LabEvents } from '../../shared/requests.ts';

/** What a desktop can show of work that goes on while one looks elsewhere. */
export type Desktop = {
  /** From 0 to 1; null takes it away. */
  showProgress: (part: number | null) => void;
  isWatched: () => boolean;
  notify: (title: string, body: string) => void;
  nowMs: () => number;
};

/** So long a jump has to last until somebody may have gone on with something else. */
const longMs = 10_000;

/** Follows jumps: progress at the program's icon, and a word at the end of a long one that nobody watched. */
export class JumpProgress {
  readonly #desktop: Desktop;
  #sinceMs: number | undefined;

  constructor(desktop: Desktop) {
    this.#desktop = desktop;
  }

  hear<E extends EventName>(event: E, payload: LabEvents[E]): void {
    if (event === 'jump-progress') this.#goOn(payload as LabEvents['jump-progress']);
    if (event === 'clock-changed' && !(payload as LabEvents['clock-changed']).isJumping) this.#end();
    if (event === 'lab-replaced') this.#end();
  }

  #goOn({ from, now, to }: LabEvents['jump-progress']): void {
    this.#sinceMs ??= this.#desktop.nowMs();
    this.#desktop.showProgress(to > from ? (now - from) / (to - from) : 0);
  }

  #end(): void {
    if (this.#sinceMs === undefined) return;
    const lastedMs = this.#desktop.nowMs() - this.#sinceMs;
    this.#sinceMs = undefined;
    this.#desktop.showProgress(null);
    if (lastedMs > longMs && !this.#desktop.isWatched())
      this.#desktop.notify('Tandem', 'The jump is over. The lab waits for you.');
  }
}

/** Nobody has seen these on a real desktop yet: taskbar, dock and notifications need one. */
export const realDesktop = (window: () => BrowserWindow): Desktop => ({
  showProgress: (part) => {
    if (!window().isDestroyed()) window().setProgressBar(part ?? -1);
  },
  isWatched: () => !window().isDestroyed() && window().isFocused(),
  notify: (title, body) => {
    if (Notification.isSupported()) new Notification({ title, body }).show();
  },
  nowMs: () => performance.now(),
});
