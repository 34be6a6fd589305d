import { createStore } from 'zustand/vanilla';
import { ask, listen } from '../api/client.ts';

export type FoundDevice = { id: number; name: string; detail: string };
export type PaletteState = {
  isOpen: boolean;
  areShortcutsOpen: boolean;
  devices: readonly FoundDevice[];
  /** The text that `devices` answers; another text on screen means that they are still being looked for. */
  answered: string;
};

export const palette = createStore<PaletteState>(() => ({
  isOpen: false,
  areShortcutsOpen: false,
  devices: [],
  answered: '',
}));

export const openPalette = (isOpen: boolean): void =>
  palette.setState({ isOpen, devices: [], answered: '', ...(isOpen ? { areShortcutsOpen: false } : {}) });
export const openShortcuts = (isOpen: boolean): void =>
  palette.setState({ areShortcutsOpen: isOpen, ...(isOpen ? { isOpen: false } : {}) });

/** Typing is faster than searching: only the answer to the last text is kept. */
let latest = '';
export async function findDevices(text: string): Promise<void> {
  const wanted = text.trim().slice(0, 200);
  latest = wanted;
  if (wanted === '') {
    palette.setState({ devices: [], answered: '' });
    return;
  }
  const answer = await ask('devices:find', { text: wanted });
  if (latest === wanted) palette.setState({ devices: answer.ok ? answer.value : [], answered: wanted });
}

/** Devices of another lab must not be offered. */
export const watchPalette = (): (() => void) =>
  listen('lab-replaced', () => palette.setState({ devices: [], answered: '' }));
