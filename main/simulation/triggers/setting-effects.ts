import type { EntraDeviceRow } from '../../rows/records.ts';
import type { Setting } from '../../../shared/settings/setting.ts';
import { minute } from '../../../shared/time.ts';
import { gatewayFollows } from '../site/gateway.ts';
import { connectorFollows } from '../attach/upload.ts';
import type { Change, SiteFacts } from '../kernel/change.ts';
import { resumeSyncs } from '../collections/sync.ts';
import { replanAll } from '../autopilot/plan.ts';
import { nextCycle } from '../identity/entra-connect.ts';
import { leaveEntra } from '../identity/join.ts';

/** Changes of enrollment restrictions take about a quarter of an hour to be processed. Source: enrollment restrictions page. */
export const restrictionSeconds = 15 * minute;

/**
 * What a changed setting sets going besides standing there: whatever waits because of it is worked out anew. Rules read settings
 * when they run, so nothing else has to be told.
 */
export function followsFrom(site: SiteFacts, setting: Setting, target: string, value: string, now: number): Change[] {
  if (setting.target === 'device')
    return [...objectFollows(site, setting.id, Number(target), value, now), plan(now, target)];
  const changes = [
    ...gatewayFollows(site, setting.id, value, now),
    ...resumeSyncs(site, setting.id, now),
    ...connectorFollows(site, setting.id, value, now),
  ];
  if (setting.readBy === 'consoles') return changes;
  if (setting.target === 'user') {
    // What the directory on premises says of a person comes to Entra ID with the next cycle.
    const dueAt = setting.reach === 'entraCycle' ? nextCycle(site, now) : now;
    return [...changes, ...site.devicesOf(target).map((id) => plan(dueAt, id))];
  }
  // A round that is about to begin for another reason goes on besides.
  if (setting.reach === 'restrictions')
    return [...changes, { do: 'queue', dueAt: now + restrictionSeconds, kind: 'replan', deviceId: 0, subjectId: 1 }];
  return [...changes, ...replanAll(now)];
}

const plan = (dueAt: number, device: number | string): Change => ({
  do: 'queue',
  dueAt,
  kind: 'plan',
  deviceId: Number(device),
  subjectId: 0,
});

/** Two settings of a device speak of its objects in Entra ID, so the records follow. */
function objectFollows(site: SiteFacts, id: string, deviceId: number, value: string, now: number): Change[] {
  if (id === 'deviceWorkplaceJoin')
    return value === 'none' ? withoutWorkplace(deviceId) : workplace(site, deviceId, now);
  if (id !== 'deviceEntraObject') return [];
  const facts = site.facts(deviceId);
  const { entra, device } = facts;
  if (!entra) return [];
  const update = (set: Partial<EntraDeviceRow>): Change[] => [
    { do: 'update', table: 'entra_devices', id: entra.id, set },
  ];
  if (value === 'disabled') return update({ is_enabled: 0 });
  const isHybrid = device.join_type === 'hybrid' && entra.join_type === 'hybrid';
  if (value === 'deleted')
    return isHybrid ? update({ registration_state: 'pending', registered_at: now, told_at: now, is_enabled: 1 }) : [];
  // Nothing but leaving helps a device whose object was made anew.
  if (isHybrid && entra.registration_state === 'pending') return leaveEntra(facts, now);
  return entra.is_enabled === 0 ? update({ is_enabled: 1 }) : [];
}

/** A person added a work account: a second object of the device, registered, and owned by that person. */
function workplace(site: SiteFacts, deviceId: number, now: number): Change[] {
  const { device, user } = site.facts(deviceId);
  return [
    {
      do: 'insert',
      table: 'entra_devices',
      row: {
        device_id: deviceId,
        is_current: 0,
        name: device.name,
        join_type: 'registered',
        registration_state: 'registered',
        registered_at: now,
        is_enabled: 1,
        is_compliant: null,
        owner_upn: user?.upn ?? null,
        os: 'Windows',
        os_version: device.os_version,
        told_at: now,
      },
    },
  ];
}
const withoutWorkplace = (deviceId: number): Change[] => [
  { do: 'remove', table: 'entra_devices', key: { device_id: deviceId, join_type: 'registered', is_current: 0 } },
];
