import { LabError } from '../../../shared/contract/errors.ts';
import { isRunNowId, runNowIds } from '../../../shared/settings/run-now.ts';
import type { Change } from '../../simulation/kernel/change.ts';
import { assignmentFollows } from '../../simulation/autopilot/assignment.ts';
import { putGroupDevice } from '../../simulation/collections/sync.ts';
import { tellActivity } from '../../simulation/kernel/tell.ts';
import type { Db } from '../../db/open.ts';
import { findRow, nextId, prepared } from '../../db/tables.ts';
import { applyChanges } from '../engine/apply.ts';
import { estateOf } from '../engine/estate.ts';
import { factsOfNamed } from '../engine/facts.ts';
import type { InputsOf } from '../engine/offer.ts';
import { startedNow } from './run-now.ts';

export const identityInputs: InputsOf<'identity'> = {
  createGroup(db, { name, description, deviceIds }, now, by) {
    if (prepared(db, 'SELECT 1 FROM groups WHERE name = ? COLLATE NOCASE').get(name) !== undefined)
      throw new LabError('nameTaken', `There is a group ${name} already.`);
    for (const deviceId of deviceIds) objectOf(db, deviceId);
    const id = nextId(db, 'groups');
    const members = [...new Set(deviceIds)].sort((a, b) => a - b);
    const made: Change[] = [
      { do: 'insert', table: 'groups', row: { id, name, description } },
      tellActivity('group_created', { subject: name, actor: by.upn }, { devices: members.length }),
      ...members.map((deviceId) => putGroupDevice(id, deviceId, 'entra', now)),
    ];
    applyChanges(db, [...made, ...assignmentFollows(estateOf(db), name, members, now)], now);
    return id;
  },
  setMember(db, { groupId, deviceId, isMember }, now, by) {
    const group = findRow(db, 'groups', groupId);
    if (!group) throw new LabError('groupNotFound', `There is no group with the id ${groupId}.`);
    const subject = objectOf(db, deviceId);
    const key = { group_id: groupId, device_id: deviceId };
    const was = prepared(db, 'SELECT 1 FROM group_devices WHERE group_id = ? AND device_id = ?').get(groupId, deviceId);
    if ((was !== undefined) === isMember) return null;
    const told = { group: group.name };
    const about = { deviceId, subject, actor: by.upn };
    applyChanges(
      db,
      [
        isMember ? putGroupDevice(groupId, deviceId, 'entra', now) : { do: 'remove', table: 'group_devices', key },
        isMember ? tellActivity('group_member_added', about, told) : tellActivity('group_member_removed', about, told),
        ...assignmentFollows(estateOf(db), group.name, [deviceId], now),
      ],
      now,
    );
    return null;
  },
  runNow(db, { what }, now, by) {
    if (!isRunNowId(what))
      throw new LabError('triggerUnknown', `"${what}" cannot be started; it is one of ${runNowIds.join(', ')}.`);
    applyChanges(db, startedNow(db, what, now, by.upn), now);
    return null;
  },
};

/** The name of the object that Entra ID has of a device; a group takes nothing else. Throws `recordNotFound`. */
function objectOf(db: Db, deviceId: number): string {
  const { entra, device } = factsOfNamed(db, deviceId);
  if (entra) return entra.name;
  throw new LabError('recordNotFound', `Microsoft Entra ID has no object of ${device.name}.`);
}
