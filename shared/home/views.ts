import type { ActionReason } from '../actions/words.ts';
import type { AttentionReason } from '../devices/lists.ts';
import type { Withholding } from '../contract/knowledge.ts';
import type { FieldValue } from '../devices/views.ts';

export type TileView = {
  id: string;
  total: number;
  asOf: { newest: number | null; oldest: number | null };
  values: FieldValue[] | null;
  truthNote: string | null;
};

export type HomeView = Withholding & {
  now: number;
  tiles: TileView[];
  attention: { reason: AttentionReason; count: number; devices: { id: number; name: string }[] }[] | null;
  waiting: { reason: ActionReason; count: number; oldestSince: number }[] | null;
  /** Reachable devices by hour of the last seven days, from the devices' present schedules. */
  reachableTrend: { at: number; count: number }[] | null;
  /** Devices that Intune called compliant at the end of each simulated day since the lab began. */
  complianceTrend: { at: number; compliant: number; total: number }[];
};
