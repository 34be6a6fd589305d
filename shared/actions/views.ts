import { traitsOf, type ActionKind, type ActionReason, type ActionState } from './words.ts';
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
  /** When it reached the device, which a console says with the state only. */
  deliveredAt: number | null;
  finishedAt: number | null;
  resultCode: string | null;
  origin: 'intune' | 'configMgr' | 'device' | 'system';
  requestedBy: string;
  orderedAt: number;
  options: Record<string, boolean>;
  canCancel: boolean | null;
};

export type TraceHop = {
  where: string;
  log: string;
  at: number | null;
  text: string;
  state: 'done' | 'waiting' | 'refused' | 'failed';
};

/** Whether the order reached its device is seen: its state says so, or two people talk. */
export const isDeliverySeen = ({ state, kind }: Pick<ActionView, 'state' | 'kind'>): boolean =>
  state === 'active' || state === 'done' || traitsOf({ kind }).isConversation;

/** What the lab alone knows of an order; its state and its bound anybody can read. */
export const actionKnows = {
  reason: 'expected',
  reasonText: 'expected',
  since: 'expected',
  expectedBy: 'expected',
  deliveredAt: ({ holder }: { holder: ActionView }) => (isDeliverySeen(holder) ? null : 'expected'),
  // What has reached its device cannot be taken back.
  canCancel: ({ holder }: { holder: ActionView }) =>
    holder.state !== 'pending' || isDeliverySeen(holder) ? null : 'expected',
} as const;

export type TraceView = { actionId: number; hops: TraceHop[] };

/** An order as Intune's own list has it; that a Delete sends a Retire is none of its lines. */
export type ConsoleAction = {
  id: number;
  kind: ActionKind;
  device: string;
  deviceId: number;
  state: ActionState;
  console: string;
  /** Of the present state, as far as the console knows. */
  at: number;
  requestedBy: string;
};

/** A device that is about to be ordered something that destroys, as Intune's record has it, so that nobody means another one. */
export type MeantDevice = {
  deviceId: number;
  name: string;
  user: string | null;
  serialNumber: string;
  model: string;
  lastCheckIn: number | null;
  /** Other records that could be meant instead, the closest first, a few of them; `because` names what is the same. */
  alike: { deviceId: number; name: string; because: string }[];
};

/** What an order would meet as far as a console knows. */
export type OrderPreview = {
  /** Each of a device, or of the record that was chosen of it. */
  refusals: { deviceId: number; recordId?: number; device: string; code: string; message: string }[];
  /** The text that confirms it; null when none is needed. */
  confirm: string | null;
  /** The devices of an order that destroys, of others none. */
  meant: MeantDevice[];
};
