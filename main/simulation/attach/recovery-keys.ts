import type { RecoveryKeyRow } from '../../rows/attach.ts';
import { day, minute } from '../../../shared/time.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { reachesSite } from '../comanagement/policy.ts';
import { draw, drawBetween } from '../kernel/draw.ts';
import { guidFor } from '../kernel/identifiers.ts';
import { reconnectsAt } from '../contact/channel.ts';
import { ofDevice, tellActivity, tellDevice } from '../kernel/tell.ts';

/** Recovery keys that the site's BitLocker management keeps; shown in the cloud from site version 2107. */
export const recoveryKeysFrom = 2107;
/** The device learns that its key was shown and makes a new one some minutes later. Assumed. */
const rotateSeconds = { from: 5 * minute, to: 30 * minute };

export const recoveryKeyId = (seed: number, deviceId: number, number: number): string =>
  guidFor(seed, `recoveryKey:${number}`, deviceId);

/** Eight groups of six digits, each a multiple of eleven below 720,896: the form of every recovery password. */
export const recoveryPassword = (seed: number, deviceId: number, number: number): string =>
  Array.from({ length: 8 }, (_, group) =>
    String((draw(seed, `recoveryPassword:${number}`, deviceId, group) % 65_536) * 11).padStart(6, '0'),
  ).join('-');

/**
 * The key in force. The first one of a client came when it took the site's policy, a day after its discovery (assumed). A
 * computer that was reset has none until it has a client again, and then a new one.
 */
export function currentKey(facts: Facts): RecoveryKeyRow | undefined {
  const { device, configmgr, recoveryKey: stored } = facts;
  if (device.is_encrypted !== 1 || device.client_version === null || device.platform !== 'windows') return undefined;
  if (configmgr?.has_client !== 1) return undefined;
  if (stored?.rotated_at === null) return stored;
  return {
    device_id: device.id,
    number: stored ? stored.number + 1 : 0,
    saved_at: configmgr.discovered_at + day,
    shown_at: null,
    rotated_at: null,
  };
}

const putKey = ({ device_id, number, ...set }: RecoveryKeyRow): Change => ({
  do: 'put',
  table: 'recovery_keys',
  key: { device_id, number },
  set,
});

/** The record of the client goes, and with it the day from which the first key is dated: the site keeps the key as it is. */
export function keepKey(facts: Facts): Change[] {
  const key = currentKey(facts);
  return key ? [putKey(key)] : [];
}

/** The computer is reset: its key opens nothing any more. A rotation stores the next key, so only a reset leaves none in force. */
export function endKey(facts: Facts, now: number): Change[] {
  const key = currentKey(facts);
  return [
    ...(key ? [putKey({ ...key, rotated_at: now })] : []),
    { do: 'unqueue', kind: 'keyRotates', deviceId: facts.device.id },
  ];
}

/** The key was read: it is noted, and the device is told to make another. */
export function keyShown(facts: Facts, key: RecoveryKeyRow, now: number): Change[] {
  const deviceId = facts.device.id;
  const at = reachesSite(facts, now)
    ? now + drawBetween(facts.seed, 'keyRotates', deviceId, now, rotateSeconds.from, rotateSeconds.to)
    : reconnectsAt(facts, key.number, now);
  return [
    putKey({ ...key, shown_at: now }),
    { do: 'unqueue', kind: 'keyRotates', deviceId },
    ...(at === undefined
      ? []
      : ([{ do: 'queue', dueAt: at, kind: 'keyRotates', deviceId, subjectId: 0 }] satisfies Change[])),
  ];
}

/** The channel of a client that was cut off comes back at `at`: a key that was shown meanwhile is replaced then. */
export const resumeRotation = (facts: Facts, at: number): Change[] =>
  currentKey(facts)?.shown_at == null || facts.due('keyRotates', 0) !== undefined
    ? []
    : [{ do: 'queue', dueAt: at, kind: 'keyRotates', deviceId: facts.device.id, subjectId: 0 }];

export function keyRotates(facts: Facts, _subject: number, now: number): Change[] {
  const key = currentKey(facts);
  const { id: deviceId } = facts.device;
  if (key?.shown_at == null) return [];
  if (!reachesSite(facts, now)) {
    const dueAt = reconnectsAt(facts, key.number, now);
    return dueAt === undefined ? [] : [{ do: 'queue', dueAt, kind: 'keyRotates', deviceId, subjectId: 0 }];
  }
  return [
    putKey({ ...key, rotated_at: now }),
    putKey({ device_id: deviceId, number: key.number + 1, saved_at: now, shown_at: null, rotated_at: null }),
    tellDevice(deviceId, 'recoveryKeyRotated', { number: key.number + 1 }),
    tellActivity('recovery_key_rotated', ofDevice(facts.device), {}),
  ];
}
