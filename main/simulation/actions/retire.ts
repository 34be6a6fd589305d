import { endKey } from '../attach/recovery-keys.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { leaveIntune } from '../enrollment/enroll.ts';
import { isListed } from '../contact/delivery.ts';
import type { MdmAction } from './action.ts';
import { dropSessions } from './carriers/session.ts';
import { completed, finish, recordRemoved } from './outcome.ts';

export const retire = {
  carrier: 'mdm',
  beats: true,
  managementStates: {
    ordered: 'retireIssued',
    // The device acknowledges at the check-in at which it takes it, so nothing stands between (assumed).
    delivered: 'managed',
    reported: 'managed',
    canceled: 'managed',
    expired: 'retireFailed',
  },
  deliver: (facts, action, now) => [
    finish(action, 'done', now),
    ...(isListed(action) ? [completed(facts, action), ...recordRemoved(facts, action, true)] : []),
    ...leaveIntune(facts, now),
    ...leaveEntra(facts, now),
    ...suspendBitLocker(facts, now),
  ],
  because: 'the device left at its check-in',
  sentences: { retire_completed: (subject) => `${subject} was retired` },
} satisfies MdmAction;

/**
 * What a Retire does to the directory: a joined computer leaves it and a registration ends, each with its object; that of a device of
 * Autopilot stays. A hybrid join is Active Directory's and stays (assumed: the page speaks of joined and registered ones only).
 */
function leaveEntra(facts: Facts, now: number): Change[] {
  const { device, entra, autopilot } = facts;
  if (device.join_type !== 'entra' && device.join_type !== 'registered') return [];
  const isJoined = device.join_type === 'entra';
  return [
    {
      do: 'update',
      table: 'devices',
      id: device.id,
      // Nobody signs in to it with a work account any more; a local administrator may.
      set: { join_type: 'workgroup', ...(isJoined ? { user_id: null } : {}) },
    },
    ...(isJoined ? dropSessions(facts, now) : []),
    ...(entra && !autopilot
      ? ([
          { do: 'remove', table: 'entra_devices', key: { id: entra.id } },
          { do: 'remove', table: 'group_devices', key: { device_id: device.id } },
        ] as const)
      : []),
  ];
}

/**
 * At an Entra joined computer Intune takes the protectors of BitLocker away. Suspended counts as not encrypted here, for the lab knows
 * no third state of a disk, and a key that the site kept opens nothing any more (assumed).
 */
const suspendBitLocker = (facts: Facts, now: number): Change[] =>
  facts.device.platform === 'windows' && facts.device.join_type === 'entra'
    ? [...endKey(facts, now), { do: 'update', table: 'devices', id: facts.device.id, set: { is_encrypted: 0 } }]
    : [];
