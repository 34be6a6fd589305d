/** One value that somebody set; what has no row stands at its default. `target` is '' for the whole. */
export type SettingRow = { id: string; target: string; value: string; changed_at: number };

export type FaultRow = { fault: string; target: string; planted_at: number };

export type ClientSettingsRow = {
  id: number;
  name: string;
  /** 10000 is the default; the lowest number wins. */
  priority: number;
  /** Null on the default: everybody. */
  collection_id: number | null;
  /** JSON object: client setting id to value. */
  chosen: string;
  changed_at: number;
};
