import type { BrowserWindow } from 'electron';
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
  readonly #windows = new Map<string, BrowserWindow>();

  show(side: Side, title: string): void {
    const path = pathOf(side);
    const open = this.#windows.get(path);
    if (open) {
      open.focus();
      return;
    }
    // The oldest goes, as from a row of windows that is full.
    if (this.#windows.size >= most) this.#windows.values().next().value?.destroy();
    const window = openWindow({ path, title, ...sizes[side.window] });
    this.#windows.set(path, window);
    window.on('closed', () => {
      if (this.#windows.get(path) === window) this.#windows.delete(path);
    });
  }

  /** They show a lab that is no longer open, or belong to a main window that is gone. */
  closeAll(): void {
    for (const window of [...this.#windows.values()]) window.destroy();
  }
}
