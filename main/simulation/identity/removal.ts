import type { AdComputerRow, EntraDeviceRow } from '../../rows/records.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { putSetting } from '../kernel/setting.ts';

const plan = ({ device }: Facts, now: number): Change => ({
  do: 'queue',
  dueAt: now,
  kind: 'plan',
  deviceId: device.id,
  subjectId: 0,
});

/** The object that the device signs in with: what is done to it shows when a token is asked for. */
const isInUse = ({ device }: Facts, { is_current: isCurrent, join_type: joinType }: EntraDeviceRow): boolean =>
  isCurrent === 1 && joinType === device.join_type;

const objectIs = (facts: Facts, value: 'ok' | 'disabled' | 'deleted', now: number): Change[] =>
  facts.device.platform === 'windows'
    ? [putSetting('deviceEntraObject', String(facts.device.id), value, now), plan(facts, now)]
    : [];

/**
 * Somebody deletes a device in Entra ID. The device goes on believing in its join; where Entra Connect finds a computer it makes another
 * object for it in its next cycle, which helps the device only after `dsregcmd /leave`.
 */
export const removeObject = (facts: Facts, object: EntraDeviceRow, now: number): Change[] => [
  { do: 'remove', table: 'entra_devices', key: { id: object.id } },
  ...(object.is_current === 1
    ? [{ do: 'remove', table: 'group_devices', key: { device_id: facts.device.id } } as const]
    : []),
  ...(isInUse(facts, object) ? objectIs(facts, 'deleted', now) : []),
];

/** The device still signs in with an object that somebody deleted: what is done to the new one it does not feel. */
const isLost = (facts: Facts): boolean => facts.setting('deviceEntraObject', String(facts.device.id)) === 'deleted';

/** Enables or disables a device in Entra ID: a disabled one gets no token, and whoever uses it no access. */
export const enableObject = (facts: Facts, object: EntraDeviceRow, isEnabled: boolean, now: number): Change[] => [
  { do: 'update', table: 'entra_devices', id: object.id, set: { is_enabled: isEnabled ? 1 : 0 } },
  ...(isInUse(facts, object) && !isLost(facts) ? objectIs(facts, isEnabled ? 'ok' : 'disabled', now) : []),
];

/** *Disable Account* and *Enable Account*: nothing at the device, and its hybrid object follows in the next cycle of Entra Connect. */
export const enableComputer = (facts: Facts, computer: AdComputerRow, isEnabled: boolean, now: number): Change[] => [
  {
    do: 'update',
    table: 'ad_computers',
    id: computer.id,
    set: { is_enabled: isEnabled ? 1 : 0, account_waits: 1 },
  },
  ...(computer.is_current === 1 && facts.device.platform === 'windows' ? [plan(facts, now)] : []),
];

/** Somebody deletes a computer object in Active Directory: the next cycle of Entra Connect deletes the hybrid object with it. */
export const removeComputer = (facts: Facts, computer: AdComputerRow, now: number): Change[] => [
  { do: 'remove', table: 'ad_computers', key: { id: computer.id } },
  ...(computer.is_current === 1 && facts.device.platform === 'windows' ? [plan(facts, now)] : []),
];
