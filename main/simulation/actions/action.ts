import type { catalogue } from '../../../shared/actions/catalogue.ts';
import type { ManagementState } from '../../../shared/contract/device-words.ts';
import type { ErrorCode } from '../../../shared/contract/errors.ts';
import type { Sentences } from '../../../shared/activities/events.ts';
import type { ActionKind, CompletedActivity } from '../../../shared/actions/words.ts';
import type { ActionRow } from '../../rows/actions.ts';
import type { UserRow } from '../../rows/identity.ts';
import type { Change, Facts } from '../kernel/change.ts';
import type { WorkKind } from '../kernel/work-kinds.ts';

export type Refusal = { code: ErrorCode; message: string };
/** Who asks, when, and what the consoles call the device. */
export type Asked = { by: UserRow; now: number; name: string };

type Common = {
  /** What stands against the order beyond rights, platform and carrier. */
  refuse?: (facts: Facts, asked: Asked) => Refusal | undefined;
  /** Activities of its own; that it was ordered is told from the catalogue, the rest by its carrier. */
  sentences: Partial<Sentences>;
};

/** What becomes of an order, as far as Intune can see it. */
export type Stage = 'ordered' | 'delivered' | 'reported' | 'canceled' | 'expired';

export type MdmAction = Common & {
  carrier: 'mdm';
  /** While it waits, nothing else that goes by MDM reaches the device. Source: device actions index. */
  beats: boolean;
  /** What `managementState` of the record says at each stage; without it the record says nothing of the action. */
  managementStates?: Readonly<Record<Stage, ManagementState>>;
  /** The service does it by itself, at once: nothing of it travels to the device under this order. */
  atOnce?: (facts: Facts, action: ActionRow) => Change[];
  /** Work of its own that is taken back when another order leaves nothing of it; what else it queued happens all the same. */
  withdraws?: readonly WorkKind[];
  /** The device has the order, at a check-in that stands already. */
  deliver: (facts: Facts, action: ActionRow, now: number) => Change[];
  /** Why it takes its time from order to report. */
  because: string;
};

export type ClientTask = Common & {
  carrier: 'clientTask';
  /** TemplateID in the log of the notification worker. */
  template: number;
  /** Its log of policy requests shows a retrieval besides the rhythm of polls. */
  retrievesPolicy?: true;
  /** The client runs the task. */
  deliver: (facts: Facts, now: number) => Change[];
};

export type SessionAction = Common & { carrier: 'session' };

/** What one action does, in a file of its own; what follows from its way to the device is its carrier's. */
export type Action = MdmAction | ClientTask | SessionAction;

type ActionBy = { mdm: MdmAction; clientTask: ClientTask; session: SessionAction };
/** What the file of this kind has to give: by its carrier, and with a sentence for what a device reports of it. */
export type ActionOf<K extends ActionKind> = ActionBy[(typeof catalogue)[K]['carrier']] & {
  sentences: Pick<Sentences, Extract<CompletedActivity, `${K}_completed`>>;
};
