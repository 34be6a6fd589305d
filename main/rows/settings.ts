/** One value that somebody set; what has no row stands at its default. `target` is '' for the whole. */
export type SettingRow = { id: string; target: string; value: string; changed_at: number };

export type FaultRow = { fault: string; target: string; planted_at: number };

export type ClientSettingsRow = {
  id: number;
  name: string;
  description: string;
  /** The lowest number wins. */
  priority: number;
  /** JSON object: client setting id to value. */
  chosen: string;
  changed_at: number;
};

/** Custom client settings hold for the members of each collection that they are deployed to. */
export type ClientSettingsDeploymentRow = { settings_id: number; collection_id: number; since: number };

/** What the site has told clients to do: one device, or the members that a collection had then. */
export type ClientOperationRow = {
  id: number;
  /** The number of the client notification (shared/desktop/triggers.ts). */
  notification: number;
  device_id: number | null;
  /** A collection may be gone by now. */
  collection_id: number | null;
  /** What the target was called. */
  target: string;
  /** How many clients it was sent to. */
  total: number;
  /** Of a collection the last device that it was sent to, while there may be others to come; null when it went out to all. */
  reached_id: number | null;
  started_at: number;
  canceled_at: number | null;
};
