import type { ActionRow } from '../../rows/actions.ts';
import { lastIntuneContact } from '../contact/contact.ts';
import { endOrdersOfRecord, managementAfterwards, queueDelivery } from '../contact/delivery.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { uploadChange } from '../site/connector.ts';
import type { MdmAction } from './action.ts';
import { completed, recordRemoved } from './outcome.ts';
import { tellActivity } from '../kernel/tell.ts';
import type { IntuneDeviceRow } from '../../rows/records.ts';

export const deletion = {
  carrier: 'mdm',
  beats: true,
  atOnce: remove,
  deliver: () => [],
  because: 'the service removes its record by itself',
  sentences: { delete_completed: (subject) => `${subject} was deleted from Intune` },
} satisfies MdmAction;

/** An order that is complete as soon as it is given. */
const doneAtOnce = (row: ActionRow): Change => ({
  do: 'insert',
  table: 'actions',
  row: { ...row, state: 'done', finished_at: row.ordered_at, reason: null, expected_by: null, result_code: '0x0' },
});

/** A record that an earlier enrollment left behind: it goes alone, and the device has nothing to be retired of. Assumed. */
export const deleteStale = (facts: Facts, row: ActionRow, record: IntuneDeviceRow): Change[] => [
  doneAtOnce(row),
  { do: 'update', table: 'intune_devices', id: record.id, set: { removed_at: row.ordered_at } },
  { do: 'unqueue', kind: 'recordEnds', deviceId: facts.device.id, subjectId: record.id },
  tellActivity(
    'intune_record_removed',
    { deviceId: facts.device.id, subject: record.name, actor: 'Microsoft Intune' },
    { action: row.id, compliance: record.compliance },
  ),
];

/** The record is gone and the order complete; what reaches the device is a Retire. Source: Delete page, August 2026. */
function remove(facts: Facts, row: ActionRow): Change[] {
  const { intune, device } = facts;
  const now = row.ordered_at;
  if (!intune) return [];
  return [
    ...endOrdersOfRecord(facts, now),
    doneAtOnce(row),
    {
      do: 'update',
      table: 'intune_devices',
      id: intune.id,
      set: {
        removed_at: now,
        is_current: 0,
        last_contact_at: lastIntuneContact(facts, now),
        management_state: managementAfterwards(facts),
      },
    },
    ...recordRemoved(facts, row),
    completed(facts, row),
    // The site still has its record, so tenant attach brings the device back.
    ...(intune.attached_at === null ? [] : uploadChange(facts, [device.id], now)),
    // A device that was reset, or left, has nothing to be retired of.
    ...(device.is_mdm_enrolled === 0 ? [] : sendRetire(facts, row)),
  ];
}

/** The order that no console lists: its number follows that of the Delete. */
function sendRetire(facts: Facts, row: ActionRow): Change[] {
  const sent: ActionRow = { ...row, id: row.id + 1, kind: 'retire', origin: 'system' };
  const { changes, set } = queueDelivery(facts, sent, row.ordered_at);
  return [{ do: 'insert', table: 'actions', row: { ...sent, ...set } }, ...changes];
}
