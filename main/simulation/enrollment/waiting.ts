import type { ComanagementRow } from '../../rows/workloads.ts';
import { type Waiting, putComanagement } from '../comanagement/state.ts';
import type { Change, Facts } from '../kernel/change.ts';

export const isSelected = ({ policy_at: policyAt, auto_enroll: autoEnroll }: ComanagementRow): boolean =>
  policyAt !== null && autoEnroll === 1;

/** Entra joined or hybrid joined, and registered. What somebody did to the object in Entra ID shows when a token is asked for. */
export function isJoined(facts: Facts): boolean {
  const { device, entra } = facts;
  if (device.join_type !== 'hybrid' && device.join_type !== 'entra') return false;
  return entra?.registration_state === 'registered' || facts.setting('deviceEntraObject', String(device.id)) !== 'ok';
}

/**
 * Puts the state, and the next attempt at or after `at`, when the device is on. That it is off is the reason only of what could be
 * done now, or never; a device that never comes on waits for nothing.
 */
export function wait(facts: Facts, at: number, now: number, state: Waiting): Change[] {
  const { id } = facts.device;
  const dueAt = facts.presence?.nextOn('internet', at);
  const isOff = dueAt === undefined || (at <= now && dueAt > at);
  return [
    { do: 'unqueue', kind: 'enrollAttempt', deviceId: id },
    putComanagement(id, { ...state, ...(isOff ? { reason: 'deviceOff' } : {}), expected_by: dueAt ?? null }, now),
    ...(dueAt === undefined
      ? []
      : [{ do: 'queue', dueAt, kind: 'enrollAttempt', deviceId: id, subjectId: 0 } as const]),
  ];
}

/** Whatever the client of a device, or a new enrollment, waits for: the device is reset. */
export const forgetWaits = ({ device }: Facts): Change[] =>
  (
    ['policyArrives', 'enrollAttempt', 'comgmtReports', 'heartbeatReports', 'userSignsIn', 'syncSlows', 'plan'] as const
  ).map((kind): Change => ({ do: 'unqueue', kind, deviceId: device.id }));
