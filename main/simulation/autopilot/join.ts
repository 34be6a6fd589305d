import { day, minute } from '../../../shared/time.ts';
import type { UserRow } from '../../rows/identity.ts';
import type { EntraDeviceRow } from '../../rows/records.ts';
import { endComanagement } from '../comanagement/state.ts';
import { canSignInToCloud } from '../identity/user-token.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { draw, drawBetween } from '../kernel/draw.ts';
import { entraDeviceId } from '../kernel/identifiers.ts';
import { channels } from '../kernel/schedule.ts';
import { tellActivity, tellDevice } from '../kernel/tell.ts';
import { hasProfile } from './assignment.ts';
import { enrolls, givesIntuneAll, waitFor } from './new-device.ts';

/** How the device will be used: like that of one of the colleagues. Undefined where nobody has one. */
export const patternOf = ({ seed, device }: Facts, patterns: readonly number[]): number | undefined =>
  patterns[draw(seed, 'newDevicePattern', device.id, 0) % Math.max(patterns.length, 1)];

/** For whom the device is: a computer that was reset goes back to whom the records name. Assumed. */
const personOf = (facts: Facts): UserRow | undefined => facts.user ?? facts.namedUser();

/** The person for whom the device is goes through the out-of-box experience now; nothing happens without such a person. */
export function unpack(facts: Facts, now: number): Change[] {
  return unpackAt(facts, now, patternOf(facts, facts.officePatterns()), now);
}

/** New computers are unpacked over the next five working days, some time after their user has begun to work. Assumed. */
export function unpackLater(facts: Facts, now: number, patterns: readonly number[]): Change[] {
  const pattern = patternOf(facts, patterns);
  const presence = pattern === undefined ? undefined : presenceOf(facts, pattern);
  const days = drawBetween(facts.seed, 'unpackDay', facts.device.id, now, 0, 4);
  let at = now;
  for (let waited = 0; waited <= days; waited += 1) {
    const next = presence?.nextOn('internet', waited === 0 ? at : at + day / 2);
    if (next === undefined) return [];
    at = next;
  }
  const afterwards = drawBetween(facts.seed, 'unpackMinute', facts.device.id, now, 5, 150) * minute;
  return unpackAt(facts, at + afterwards, pattern, now);
}

export function unpackAt(facts: Facts, at: number, pattern: number | undefined, now: number): Change[] {
  const { device } = facts;
  const user = personOf(facts);
  if (device.power !== 'oobe' || device.platform !== 'windows' || !user || pattern === undefined) return [];
  return [
    { do: 'unqueue', kind: 'outOfBox', deviceId: device.id },
    { do: 'queue', dueAt: at, kind: 'outOfBox', deviceId: device.id, subjectId: pattern },
    waitFor(facts, now, 'outOfBox', at, { code: null }),
  ];
}

export const presenceOf = (facts: Facts, patternId: number) =>
  facts.presenceOf({
    device_id: facts.device.id,
    channel: channels.intune,
    since: 0,
    until: null,
    pattern_id: patternId,
    phase: 1,
    period: 1,
    before_at: null,
  });

/** Why the join itself does not come about; null when it does. */
export function joinFault(facts: Facts): { code: string; cause: string } | null {
  const { entra, device, autopilot } = facts;
  const user = personOf(facts);
  if (!user) return null;
  if (user.is_enabled === 0) return { code: 'AADSTS50057', cause: 'userDisabled' };
  if (!canSignInToCloud(facts, user)) return { code: '0xCAA9004D', cause: 'verifiedUpnSuffix' };
  // Registration for Autopilot made the object; without it the deployment breaks off.
  if (autopilot && (!entra || facts.setting('deviceEntraObject', String(device.id)) === 'deleted'))
    return { code: '0x801C03F3', cause: 'deviceEntraObject' };
  const limit = facts.setting('entraDeviceLimit');
  const own = entra?.owner_upn === user.upn ? 1 : 0;
  if (limit !== 'unlimited' && facts.devicesOfUser() - own >= Number(limit))
    return { code: '0x801C000E', cause: 'entraDeviceLimit' };
  return null;
}

export function join(facts: Facts, pattern: number, now: number): Change[] {
  const { device, autopilot, seed } = facts;
  const user = personOf(facts);
  if (!user) return [];
  const isDeployed = autopilot !== undefined && hasProfile(facts);
  const started = tellDevice(facts.device.id, 'oobeStarted', { profile: isDeployed, upn: user.upn });
  const fault = joinFault(facts);
  if (fault)
    return [
      started,
      tellDevice(facts.device.id, 'oobeFailed', { code: fault.code, cause: fault.cause }),
      waitFor(facts, now, 'cause', null, { code: fault.code, attempted_at: now }),
    ];
  const name = isDeployed && device.name.startsWith('DESKTOP-') ? deployedName(facts) : device.name;
  const enrollsAt = now + drawBetween(seed, 'oobeEnrolls', device.id, now, 2 * minute, 6 * minute);
  const object = {
    name,
    join_type: 'entra',
    registration_state: 'registered',
    registered_at: now,
    is_enabled: 1,
    is_compliant: null,
    owner_upn: user.upn,
    os: 'Windows',
    os_version: device.os_version,
    told_at: now,
  } as const;
  return [
    started,
    {
      do: 'update',
      table: 'devices',
      id: device.id,
      // Windows encrypts the disk of such a computer by itself once it is joined (automatic device encryption).
      set: {
        name,
        power: 'running',
        pattern_id: pattern,
        user_id: user.id,
        join_type: 'entra',
        booted_at: now,
        is_encrypted: 1,
      },
    },
    ...objectOf(facts, object),
    ...(autopilot
      ? [
          {
            do: 'update',
            table: 'autopilot_identities',
            id: autopilot.id,
            set: { enrollment_state: 'notContacted', last_contacted_at: now },
          } as const,
        ]
      : []),
    // What was known of its life before the reset is over.
    endComanagement(device.id),
    waitFor(facts, now, 'outOfBox', enrollsAt, { is_override: givesIntuneAll(facts) ? 1 : 0 }),
    tellDevice(facts.device.id, 'entraJoined', { upn: user.upn, name, deviceId: entraDeviceId(seed, device.id) }),
    tellActivity('entra_joined', { deviceId: device.id, subject: name, actor: user.upn }, {}),
    { do: 'queue', dueAt: enrollsAt, kind: 'outOfBox', deviceId: device.id, subjectId: enrolls },
  ];
}

/** The join takes over the object that stood for the device; that of a former hybrid join stays behind as another. */
function objectOf({ device, entra }: Facts, object: Omit<EntraDeviceRow, 'id' | 'device_id' | 'is_current'>): Change[] {
  if (entra && entra.join_type !== 'hybrid')
    return [{ do: 'update', table: 'entra_devices', id: entra.id, set: object }];
  return [
    ...(entra ? [{ do: 'update', table: 'entra_devices', id: entra.id, set: { is_current: 0 } } as const] : []),
    { do: 'insert', table: 'entra_devices', row: { ...object, device_id: device.id, is_current: 1 } },
  ];
}

/** Name template of the profile: site code and serial number, at most 15 characters. Assumed. */
function deployedName({ site, device }: Facts): string {
  const serial = device.serial_number.toUpperCase().replace(/[^A-Z0-9]/g, '');
  return `${site.code}-${serial.slice(-(15 - site.code.length - 1))}`;
}
