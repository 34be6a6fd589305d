import type { IconName } from '../ui/icons.ts';

export const desktopApps = [
  { id: 'about', title: 'About this PC', icon: 'laptop' },
  { id: 'health', title: 'Device health', icon: 'heart-pulse' },
  { id: 'work', title: 'Access work or school', icon: 'building' },
  { id: 'terminal', title: 'Command Prompt', icon: 'window-console' },
] as const satisfies readonly { id: string; title: string; icon: IconName }[];
export type DesktopAppId = (typeof desktopApps)[number]['id'];

/** Which windows are open on the drawn desktop, and which lies on top. */
export class DesktopWindows {
  /** From the lowest to the topmost. A closed window is not in it; a minimized one is. */
  #order = $state<DesktopAppId[]>([]);
  #minimized = $state<DesktopAppId[]>([]);

  get open(): readonly DesktopAppId[] {
    return this.#order;
  }
  get top(): DesktopAppId | undefined {
    return this.#order.findLast((id) => !this.isMinimized(id));
  }
  isOpen(id: DesktopAppId): boolean {
    return this.#order.includes(id);
  }
  isMinimized(id: DesktopAppId): boolean {
    return this.#minimized.includes(id);
  }
  layer(id: DesktopAppId): number {
    return this.#order.indexOf(id) + 1;
  }

  show(id: DesktopAppId): void {
    this.#minimized = this.#minimized.filter((other) => other !== id);
    if (this.#order.at(-1) !== id) this.#order = [...this.#order.filter((other) => other !== id), id];
  }
  minimize(id: DesktopAppId): void {
    if (!this.isMinimized(id)) this.#minimized = [...this.#minimized, id];
  }
  close(id: DesktopAppId): void {
    this.#order = this.#order.filter((other) => other !== id);
    this.#minimized = this.#minimized.filter((other) => other !== id);
  }
  /** What a button of the taskbar does: opens, brings to the front, or puts the topmost away. */
  toggle(id: DesktopAppId): void {
    if (this.top === id) this.minimize(id);
    else this.show(id);
  }
}
