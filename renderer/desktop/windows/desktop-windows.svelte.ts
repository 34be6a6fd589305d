import { labKey } from '../../parts/lab.svelte.ts';
import type { IconName } from '../../ui/icons.ts';

/** A program of a drawn desktop: what its window is called, its sign, and how much room it opens with. */
export type DesktopApp = { id: string; title: string; icon: IconName; room?: 'small' | 'large' };

/** Where a window stands: how far it was moved from where it opened, in pixels, and whether it fills the desktop. */
type Stand = { x: number; y: number; isMaximized: boolean };
const asOpened: Stand = { x: 0, y: 0, isMaximized: false };

/** Which windows are open on one drawn desktop, where they stand, and which lies on top. */
export class DesktopWindows {
  /** From the lowest to the topmost. A closed window is not in it; a minimized one is. */
  #order = $state<string[]>([]);
  #minimized = $state<string[]>([]);
  /** What a window shows, where that is chosen in it, such as the logs that are open. */
  #choices = $state.raw<Readonly<Record<string, readonly string[]>>>({});
  #stands = $state.raw<Readonly<Record<string, Stand>>>({});
  /** The window that somebody has just called: it takes the focus. */
  #called = $state.raw<string | null>(null);

  get open(): readonly string[] {
    return this.#order;
  }
  get top(): string | undefined {
    return this.#order.findLast((id) => !this.isMinimized(id));
  }
  get called(): string | null {
    return this.#called;
  }
  isOpen(id: string): boolean {
    return this.#order.includes(id);
  }
  isMinimized(id: string): boolean {
    return this.#minimized.includes(id);
  }
  layer(id: string): number {
    return this.#order.indexOf(id) + 1;
  }
  standOf(id: string): Stand {
    return this.#stands[id] ?? asOpened;
  }

  show(id: string): void {
    this.#minimized = this.#minimized.filter((other) => other !== id);
    if (this.#order.at(-1) !== id) this.#order = [...this.#order.filter((other) => other !== id), id];
    this.#called = id;
  }
  minimize(id: string): void {
    if (!this.isMinimized(id)) this.#minimized = [...this.#minimized, id];
    this.#called = this.top ?? null;
  }
  close(id: string): void {
    this.#order = this.#order.filter((other) => other !== id);
    this.#minimized = this.#minimized.filter((other) => other !== id);
    this.#stands = Object.fromEntries(Object.entries(this.#stands).filter(([other]) => other !== id));
    this.#called = this.top ?? null;
  }
  /** What a button of the taskbar does: opens, brings to the front, or puts the topmost away. */
  toggle(id: string): void {
    if (this.top === id) this.minimize(id);
    else this.show(id);
  }
  move(id: string, x: number, y: number): void {
    this.#put(id, { x, y });
  }
  maximize(id: string, isMaximized: boolean): void {
    this.#put(id, { isMaximized });
  }
  chosen(id: string): readonly string[] {
    return this.#choices[id] ?? [];
  }
  choose(id: string, what: readonly string[]): void {
    this.#choices = { ...this.#choices, [id]: what };
  }
  /** The called window has the focus: it is not called again when it is drawn anew. */
  heard(): void {
    this.#called = null;
  }

  #put(id: string, change: Partial<Stand>): void {
    this.#stands = { ...this.#stands, [id]: { ...this.standOf(id), ...change } };
  }
}

const desktops = new Map<string, DesktopWindows>();
let labOfDesktops: string | undefined;

/** The windows of a machine as one left them, as long as the program runs and the lab is the same; `first` opens where there were none. */
export function windowsOf(machine: string, first?: string): DesktopWindows {
  const key = labKey();
  if (key !== labOfDesktops) desktops.clear();
  labOfDesktops = key;
  let windows = desktops.get(machine);
  if (windows) return windows;
  desktops.set(machine, (windows = new DesktopWindows()));
  if (first !== undefined) windows.show(first);
  windows.heard();
  return windows;
}
