import type { CompletedActivity } from '../../../shared/actions/words.ts';
import type { ActionRow } from '../../rows/actions.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { tellActivity, type About } from '../kernel/tell.ts';

export const finish = (
  action: ActionRow,
  state: 'done' | 'failed' | 'canceled',
  now: number,
  more: Partial<ActionRow> = {},
): Change => ({
  do: 'update',
  table: 'actions',
  id: action.id,
  set: {
    state,
    since: now,
    finished_at: now,
    delivered_at: action.delivered_at ?? (state === 'done' ? now : null),
    reason: null,
    expected_by: null,
    result_code: state === 'done' ? '0x0' : null,
    ...more,
  },
});

/** The device tells of an order, under the name that the order was given for. */
export const ofOrder = ({ device }: Facts, { device_name: subject }: ActionRow): About => ({
  deviceId: device.id,
  subject,
  actor: device.name,
});

/** The device reports that it has done what was ordered, which it does of orders that travel by MDM. */
export const completed = (facts: Facts, action: ActionRow): Change =>
  tellActivity(`${action.kind}_completed` as CompletedActivity, ofOrder(facts, action), { action: action.id });

/** Intune's record of the device is gone, unless one that tenant attach shows goes on as the site's. */
export const recordRemoved = ({ device, intune }: Facts, { id }: ActionRow, goesOn = false): Change[] =>
  intune?.removed_at !== null || (goesOn && intune.attached_at !== null)
    ? []
    : [
        tellActivity(
          'intune_record_removed',
          { deviceId: device.id, subject: intune.name, actor: 'Microsoft Intune' },
          { action: id, compliance: intune.compliance },
        ),
      ];
