import { untrack } from 'svelte';

export type Toast = {
  id: number;
  tone: 'info' | 'success' | 'warning' | 'danger';
  title: string;
  message?: string;
  /** Of an error: its details can be copied then. */
  code?: string;
  action?: { label: string; onaction: () => void };
};

let shown = $state<readonly Toast[]>([]);
let nextId = 1;
const shownMs = 8000;
const maxShown = 3;

export const toasts = {
  get shown(): readonly Toast[] {
    return shown;
  },
};

/** A short notice in the corner. What must not be missed is a MessageBar, and errors stay until they are dismissed. */
export function toast(notice: Omit<Toast, 'id'>): void {
  const id = nextId++;
  // Reading without tracking: an effect that gives a notice must not run again because of it.
  shown = [...untrack(() => shown), { ...notice, id }].slice(-maxShown);
  if (notice.tone !== 'danger' && !notice.action) setTimeout(() => dismissToast(id), shownMs);
}

export function dismissToast(id: number): void {
  shown = untrack(() => shown).filter((other) => other.id !== id);
}
