import type { Sentences } from '../../../../shared/activities/events.ts';
import { actionsCarriedBy, remoteActions } from '../../../../shared/actions/words.ts';
import type { ActionRow } from '../../../rows/actions.ts';
import type { IntuneDeviceRow } from '../../../rows/records.ts';
import type { Change, Facts } from '../../kernel/change.ts';
import type { WorkKind } from '../../kernel/work-kinds.ts';
import type { Refusal } from '../action.ts';

/** The rules of one way to the device, for every action that takes it. */
export type Carrier = {
  /** The record stands for a device that this way does not reach; asked before the kind of device. */
  refuseRecord: (record: IntuneDeviceRow, name: string) => Refusal | undefined;
  /** The device is of the right kind, but not where this way begins. */
  refuseDevice: (record: IntuneDeviceRow, name: string) => Refusal | undefined;
  /** Until when an order waits. */
  deadline: (facts: Facts, now: number, lastContactAt: number | null) => number;
  /** What is queued for an order on its way; nothing of it outlives the order. */
  work: readonly WorkKind[];
  /** Inserts the order and puts it on its way. */
  place: (facts: Facts, row: ActionRow) => Change[];
  /** An order that has not reached its device can be taken back. */
  isCancelable: boolean;
  /** What follows when an order was taken back. */
  withdraw: (facts: Facts, action: ActionRow, now: number) => Change[];
  /** The deadline of an order that still waits has come. */
  expire: (facts: Facts, action: ActionRow, now: number) => Change[];
  /** Activities that all its actions have. */
  sentences: Partial<Sentences>;
};

/** A device that was started checks in 20–90 s later. Assumed. */
export const bootReportSeconds = { from: 20, to: 90 };

/** What is queued for an order, taken back. */
export const unqueued = ({ id, device_id: deviceId }: ActionRow, work: readonly WorkKind[]): Change[] =>
  work.map((kind) => ({ do: 'unqueue', kind, deviceId, subjectId: id }));

/** What goes over an enrollment is nothing for a device that Intune knows through tenant attach only. */
export function needsEnrollment({ managed_by: agent }: IntuneDeviceRow, name: string): Refusal | undefined {
  if (agent !== 'configMgr') return undefined;
  const offered = actionsCarriedBy('clientTask').map((kind) => remoteActions[kind].label);
  return { code: 'attachedOnly', message: `${name} is tenant attached only: it takes ${offered.join(', ')}.` };
}
