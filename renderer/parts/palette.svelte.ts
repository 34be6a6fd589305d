import { ask, listen } from '../api/client.ts';

export type FoundDevice = { id: number; name: string; detail: string };

class Palette {
  isOpen = $state(false);
  areShortcutsOpen = $state(false);
  devices: readonly FoundDevice[] = $state.raw([]);
  /** The text that `devices` answers; another text on screen means that they are still being looked for. */
  answered = $state('');

  found(devices: readonly FoundDevice[], answered: string): void {
    this.devices = devices;
    this.answered = answered;
  }
}
export const palette = new Palette();

export function openPalette(isOpen: boolean): void {
  palette.isOpen = isOpen;
  palette.found([], '');
  if (isOpen) palette.areShortcutsOpen = false;
}
export function openShortcuts(isOpen: boolean): void {
  palette.areShortcutsOpen = isOpen;
  if (isOpen) palette.isOpen = false;
}

/** Typing is faster than searching: only the answer to the last text is kept. */
let latest = '';
export async function findDevices(text: string): Promise<void> {
  const wanted = text.trim().slice(0, 200);
  latest = wanted;
  if (wanted === '') {
    palette.found([], '');
    return;
  }
  const answer = await ask('devices.find', { text: wanted });
  if (latest === wanted) palette.found(answer.ok ? answer.value : [], wanted);
}

/** Devices of another lab must not be offered. */
export const watchPalette = (): (() => void) => listen('lab-replaced', () => palette.found([], ''));
