import type { Channel, ScheduleRow } from '../../rows/devices.ts';
import { day, hour } from '../../../shared/time.ts';
import { channelPeriod, channels, lastContact } from '../kernel/schedule.ts';
import type { Places } from './places.ts';
import type { Plan, VersionHistory } from './plan.ts';

/** The device's schedules and, from them, what each service heard last: the records are derived from these moments. */
export type Contacts = {
  readonly schedules: readonly ScheduleRow[];
  readonly intune: number | null;
  readonly policy: number | null;
  readonly heartbeat: number | null;
};
const streams: Record<Channel, string> = {
  1: 'generator.slots.1',
  2: 'generator.slots.2',
  3: 'generator.slots.3',
  4: 'generator.slots.4',
  5: 'generator.slots.5',
};

export function planContacts(places: Places, plan: Plan): Contacts {
  const schedules: ScheduleRow[] = [];
  const { intune, site } = plan;
  let intuneLast: number | null = null;
  let policyLast: number | null = null;
  let heartbeatLast: number | null = null;
  if (intune) {
    const wiped = plan.work.silentWipe?.deliveredAt;
    const row =
      wiped === undefined
        ? schedule(
            places,
            plan,
            channels.intune,
            intune.enrolledAt,
            intune.isOrphan ? orphanedSince(places, plan) : plan.lastOn,
          )
        : lastly(plan, channels.intune, wiped);
    schedules.push(row);
    intuneLast = heard(row, plan, places.start);
  }
  if (site?.hasClient) {
    const silentSince = site.silentSince ?? plan.lastOn;
    const policy = schedule(places, plan, channels.policy, site.discoveredAt, silentSince);
    const heartbeat = schedule(places, plan, channels.heartbeat, site.discoveredAt, silentSince);
    schedules.push(policy, heartbeat);
    policyLast = heard(policy, plan, places.start);
    heartbeatLast = heard(heartbeat, plan, places.start);
  }
  return { schedules, intune: intuneLast, policy: policyLast, heartbeat: heartbeatLast };
}

/**
 * Most records are up to date: the version was started before the services were told last. For a few the newest version
 * came after that, so the record still shows the one before until the next contact.
 */
export function settleVersion({ chance }: Places, plan: Plan, contacts: Contacts): VersionHistory {
  const { version, device, recordsLag } = plan;
  const told = earlier(contacts.intune, contacts.heartbeat);
  if (recordsLag || told === null || version.since <= told || told <= version.released) return version;
  return { ...version, since: told - (chance.bits('generator.recordSettles', device.id) % (told - version.released)) };
}
const earlier = (a: number | null, b: number | null): number | null => (a === null ? b : b === null || a < b ? a : b);

const heard = (row: ScheduleRow, plan: Plan, at: number): number | null =>
  lastContact(row, row.pattern_id === null ? undefined : plan.presence, at);

/** The last check-in of a device that has left Intune without telling it. */
function orphanedSince({ chance, start }: Places, { device, lastOn }: Plan): number {
  return lastOn ?? start - chance.between('generator.orphaned', device.id, 3 * day, 45 * day);
}

/** A schedule without slots: `at` was the last contact for good. */
function lastly({ device }: Pick<Plan, 'device'>, channel: Channel, at: number): ScheduleRow {
  const period = channelPeriod[channel];
  return {
    device_id: device.id,
    channel,
    since: at,
    until: null,
    pattern_id: null,
    phase: period,
    period,
    before_at: at,
  };
}

/**
 * A schedule that began four to eight weeks ago, so that every contact of the last weeks is computed; later when the device
 * was enrolled later.
 */
function schedule(
  { chance, start }: Places,
  { device, presence }: Plan,
  channel: Channel,
  knownSince: number,
  silentSince: number | null,
): ScheduleRow {
  const period = channelPeriod[channel];
  const bits = chance.bits(streams[channel], device.id);
  const steady = start - 28 * day - (bits % (28 * day));
  const phase = 1 + ((bits >>> 7) % period);
  if (silentSince !== null || !presence) {
    const before = (silentSince ?? start - hour) - ((bits >>> 3) % period);
    return lastly({ device }, channel, before > knownSince ? before : knownSince);
  }
  if (knownSince >= steady) {
    return {
      device_id: device.id,
      channel,
      since: knownSince,
      until: null,
      pattern_id: device.pattern_id,
      phase: period,
      period,
      before_at: knownSince,
    };
  }
  const before = steady - ((bits >>> 11) % period);
  return {
    device_id: device.id,
    channel,
    since: steady,
    until: null,
    pattern_id: device.pattern_id,
    phase,
    period,
    before_at: before > knownSince ? before : knownSince,
  };
}
