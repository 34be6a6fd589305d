import type { ActionKind, ActionReason, ActionState } from '../../shared/actions/words.ts';

export type ActionRow = {
  id: number;
  kind: ActionKind;
  device_id: number;
  device_name: string;
  state: ActionState;
  /** JSON object of the chosen options. */
  options: string;
  origin: 'intune' | 'configMgr' | 'device' | 'system';
  requested_by: string;
  ordered_at: number;
  /** When the action entered its present state. */
  since: number;
  reason: ActionReason | null;
  /** The lab's own knowledge of when the present wait ends; null once finished. */
  expected_by: number | null;
  /** When Intune gives up on a device that never comes. */
  deadline: number;
  delivered_at: number | null;
  finished_at: number | null;
  result_code: string | null;
  /** The service's last contact when the order was given: what `bound` may be computed from. */
  last_contact_at_order: number | null;
};

export type SessionEventRow = { id: number; action_id: number; at: number; kind: string; details: string };
