import type { ActionKind, ActionReason, ActionState } from './words.ts';
import type { Withholding } from '../contract/knowledge.ts';
import type { Bound } from '../contract/answers.ts';

/** One order, with the three lines of pending truth: `console`, `bound`, and the lab's `reason` and `expectedBy`. */
export type ActionView = Withholding & {
  id: number;
  kind: ActionKind;
  device: string;
  deviceId: number;
  state: ActionState;
  console: string;
  bound: Bound;
  reason: ActionReason | null;
  reasonText: string | null;
  /** Since when it stands so. */
  since: number | null;
  expectedBy: number | null;
  deadline: number;
  deliveredAt: number | null;
  finishedAt: number | null;
  resultCode: string | null;
  origin: 'intune' | 'configMgr' | 'device' | 'system';
  requestedBy: string;
  orderedAt: number;
  options: Record<string, boolean>;
  canCancel: boolean;
};

export type TraceHop = {
  where: string;
  log: string;
  at: number | null;
  text: string;
  state: 'done' | 'waiting' | 'refused' | 'failed';
};

/** What the lab alone knows of an order; its state and its bound anybody can read. */
export const actionKnows = {
  reason: 'expected',
  reasonText: 'expected',
  since: 'expected',
  expectedBy: 'expected',
} as const;

export type TraceView = { actionId: number; hops: TraceHop[] };
