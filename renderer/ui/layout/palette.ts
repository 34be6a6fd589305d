import type { IconName } from '../icons.ts';

export type PaletteEntry = {
  id: string;
  label: string;
  detail?: string;
  icon?: IconName;
  hint?: string;
  onaction: () => void;
};
export type PaletteGroup = { id: string; label: string; entries: readonly PaletteEntry[] };
/** Answers a query with groups, at once or later. The signal is aborted when the query has changed. */
export type PaletteProvider = (
  query: string,
  signal: AbortSignal,
) => readonly PaletteGroup[] | Promise<readonly PaletteGroup[]>;
