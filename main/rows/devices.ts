import type {
  ClientHealth,
  ConsentHabit,
  JoinType,
  Ownership,
  Platform,
  PowerState,
  WipeHabit,
} from '../../shared/contract/device-words.ts';
import type { Flag } from './flag.ts';

export type DeviceRow = {
  id: number;
  name: string;
  platform: Platform;
  os: string;
  os_version: string;
  /** The comparable build: Windows 26100 from 10.0.26100.4652; major version × 100 + minor for phones. */
  os_build: number;
  model_id: number;
  serial_number: string;
  office_id: number;
  /** Null: never online (in a drawer, waiting at the out-of-box experience). */
  pattern_id: number | null;
  user_id: number | null;
  ownership: Ownership;
  join_type: JoinType;
  is_mdm_enrolled: Flag;
  is_attached: Flag;
  client_version: string | null;
  client_health: ClientHealth;
  power: PowerState;
  is_encrypted: Flag;
  is_defender_on: Flag;
  is_push_blocked: Flag;
  is_supervised: Flag;
  booted_at: number;
  pending_reboot_since: number | null;
  pending_os_version: string | null;
  pending_os_build: number | null;
  /** Free space at `disk_since`; it changes by `disk_mb_per_day` (usually negative) from then on. */
  disk_free_mb: number;
  disk_since: number;
  disk_mb_per_day: number;
  /** Battery capacity left of design, 0–100 at `battery_since`; one point is lost every `battery_days_per_percent` days (0: never). */
  battery_percent: number | null;
  battery_since: number;
  battery_days_per_percent: number;
  consent_habit: ConsentHabit;
  wipe_habit: WipeHabit;
  story: string | null;
};

/**
 * 1 Intune check-in; 2 policy poll and 3 heartbeat discovery over the network of the site; 4 and 5 the same two through the
 * cloud management gateway, for clients that were installed from the internet. A client has 2 and 3, or 4 and 5.
 */
export type Channel = 1 | 2 | 3 | 4 | 5;

export type ScheduleRow = {
  device_id: number;
  channel: Channel;
  since: number;
  until: number | null;
  pattern_id: number | null;
  /** Seconds after `since` of the first slot, 1…period; then every `period` seconds. */
  phase: number;
  period: number;
  /** The last contact at or before `since`, null when there was none. */
  before_at: number | null;
};
