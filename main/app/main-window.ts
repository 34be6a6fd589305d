import type { BrowserWindow } from 'electron';
import { addressOf } from '../../shared/screens.ts';
import type { EventName, LabEvents } from '../../shared/requests.ts';
import type { PreferencesFile } from './preferences.ts';
import { followPlace, keptPlace, pageOf } from './window-place.ts';
import { openWindow } from './window.ts';

/** A page that ends again so soon after it was loaded anew would only do so for ever. */
const restMs = 10_000;

/** The one window with all pages: it comes up where it stood, with the page it showed. */
export class MainWindow {
  readonly #preferences: PreferencesFile;
  #window: BrowserWindow;

  constructor(preferences: PreferencesFile) {
    this.#preferences = preferences;
    this.#window = this.#open();
  }

  get window(): BrowserWindow {
    return this.#window;
  }

  show(): void {
    if (this.#window.isDestroyed()) this.#window = this.#open();
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.focus();
  }

  /** Told as soon as the page can hear it. */
  tell<E extends EventName>(event: E, payload: LabEvents[E]): void {
    const { webContents } = this.#window;
    const say = (): void => webContents.send('tandem:event', event, payload);
    if (webContents.isLoading()) webContents.once('did-finish-load', say);
    else say();
  }

  #open(): BrowserWindow {
    const place = keptPlace(this.#preferences);
    const window = openWindow({
      path: pageOf(this.#preferences.page) ?? addressOf('home'),
      title: 'Tandem',
      ...(place ?? { width: 1280, height: 800 }),
      autoHideMenuBar: false,
      isMaximized: this.#preferences.place?.isMaximized ?? false,
    });
    followPlace(window, this.#preferences);
    reviveAfterCrash(window);
    return window;
  }
}

function reviveAfterCrash(window: BrowserWindow): void {
  let lastMs = -Infinity;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || performance.now() - lastMs < restMs) return;
    lastMs = performance.now();
    console.error(`The window's page ended (${reason}) and is loaded again.`);
    window.webContents.reload();
  });
}
