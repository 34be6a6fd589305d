import { labKey } from '../../parts/lab.svelte.ts';

/** A device that somebody sat down at, as it was called then. */
export type RecentDevice = { id: number; name: string };

const storageKey = 'tandem.recentDevices';
const most = 8;

type Stored = { lab: string; devices: RecentDevice[] };
const isDevice = (value: unknown): value is RecentDevice =>
  typeof value === 'object' &&
  value !== null &&
  Number.isInteger((value as RecentDevice).id) &&
  typeof (value as RecentDevice).name === 'string';

function kept(): Stored {
  try {
    const { lab: key, devices } = JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Partial<Stored>;
    if (typeof key === 'string' && Array.isArray(devices)) return { lab: key, devices: devices.filter(isDevice) };
  } catch {
    // What cannot be read is nothing.
  }
  return { lab: '', devices: [] };
}
let stored: Stored = $state.raw(kept());

/** The devices of this lab that one sat down at last, the newest first. */
export const recentDevices = (): readonly RecentDevice[] => (stored.lab === labKey() ? stored.devices : []);

export function rememberDevice({ id, name }: RecentDevice): void {
  const others = recentDevices().filter((device) => device.id !== id);
  stored = { lab: labKey(), devices: [{ id, name }, ...others].slice(0, most) };
  try {
    localStorage.setItem(storageKey, JSON.stringify(stored));
  } catch {
    // They are kept for this time only.
  }
}
