import { screen, type BrowserWindow } from 'electron';
import type { HostInput } from '../../shared/requests.ts';
import { addressOf } from '../../shared/screens.ts';
import { openWindow } from './window.ts';

type Side = HostInput<'window:show'>;

/** Where a window beside the main one begins; there are no others. */
function pathOf(side: Side): string {
  if (side.window === 'device') return addressOf('deviceWindow', { deviceId: side.deviceId });
  const query = new URLSearchParams([
    ['where', side.where],
    ...side.logs.map((log) => ['log', log] as [string, string]),
  ]);
  return addressOf('logWindow', {}, query.toString());
}
const sizes = { device: { width: 1280, height: 800 }, logs: { width: 1180, height: 720 } } as const;
/** Each costs a process of its own, so nobody opens more of them by mistake. */
const most = 8;

/** Windows beside the main one: one for each device, and one for each choice of logs. */
export class SideWindows {
  /** In the order in which they were in front: the last one used is the last. */
  readonly #windows = new Map<BrowserWindow, string>();

  show(side: Side, title: string): void {
    const path = pathOf(side);
    const [open] = [...this.#windows].find(([, shown]) => shown === path) ?? [];
    if (open) {
      if (open.isMinimized()) open.restore();
      open.focus();
      return;
    }
    // The one that was not used for the longest time goes, as from a row of windows that is full.
    if (this.#windows.size >= most) this.#windows.keys().next().value?.destroy();
    const window = openWindow({ path, title, ...within(sizes[side.window]) });
    this.#windows.set(window, path);
    window.on('focus', () => this.#shows(window, this.#windows.get(window)));
    // Other logs can be chosen in it: from then on it is the window of those.
    window.webContents.on('did-navigate-in-page', (_event, url) => this.#shows(window, addressIn(url)));
    window.on('closed', () => this.#windows.delete(window));
  }

  #shows(window: BrowserWindow, path: string | undefined): void {
    if (path === undefined || !this.#windows.delete(window)) return;
    this.#windows.set(window, path);
  }

  /** They show a lab that is no longer open, or belong to a main window that is gone. */
  closeAll(): void {
    for (const window of [...this.#windows.keys()]) window.destroy();
  }
}

/** The address within the app, as `pathOf` writes it. */
function addressIn(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}

type Size = { width: number; height: number };
/** No larger than the display has room for. */
function within({ width, height }: Size): Size {
  const { workAreaSize: area } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
  return { width: Math.min(width, area.width), height: Math.min(height, area.height) };
}
