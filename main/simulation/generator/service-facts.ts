import type { DeviceRow } from '../../rows/devices.ts';
import type { PopulationGroup } from '../../../shared/scenario/scenario.ts';
import { day, hour, minute } from '../../../shared/time.ts';
import type { People, Person } from './people.ts';
import type { Places } from './places.ts';
import type { IntunePlan, SitePlan, StalePlan, WorkPlan } from './plan.ts';

/** What is drawn of how the services know a device, and of what is due to happen to it. Ranges without a source are assumed. */

export function drawIntune(
  places: Places,
  people: People,
  id: number,
  device: DeviceRow,
  boughtAt: number,
  lastOn: number | null,
  user: Person | null,
  isOrphan: boolean,
): IntunePlan {
  const { chance, start, scenario, policies } = places;
  const { rates } = scenario;
  const isFresh = lastOn === null && !isOrphan && chance.perThousand('generator.justEnrolled', id, rates.justEnrolled);
  const grace = policies.get(device.platform)?.grace_seconds ?? 0;
  const hasOther =
    user !== null &&
    people.employees.length > 1 &&
    chance.perThousand('generator.otherUser', id, rates.otherPrimaryUser);
  return {
    enrolledAt: isFresh
      ? start - chance.between('generator.freshAt', id, 5 * minute, 3 * hour)
      : boughtAt + chance.below('generator.enrolledAt', id, 20 * day),
    isOrphan,
    notEvaluated: isFresh,
    graceUntil:
      grace >= hour && lastOn === null && chance.perThousand('generator.grace', id, rates.inGraceOfFailing)
        ? start + chance.between('generator.graceUntil', id, grace > day ? day : hour, grace)
        : null,
    primaryUser: hasOther
      ? people.employees[chance.below('generator.otherUserIs', id, people.employees.length)]!
      : user,
  };
}

export function drawSite(
  { chance, start, scenario }: Places,
  group: PopulationGroup,
  id: number,
  boughtAt: number,
  lastOn: number | null,
  user: Person | null,
  isInactive: boolean,
  hasFailedCheck: boolean,
): SitePlan | null {
  // Without a client the site knows a computer only through Active Directory discovery.
  if (!group.client && group.join !== 'domain' && group.join !== 'hybrid') return null;
  const isMissing = chance.perThousand('generator.clientCheckMissing', id, scenario.rates.clientCheckMissing);
  return {
    hasClient: group.client,
    discoveredAt: boughtAt + chance.below('generator.discoveredAt', id, 3 * day),
    check: !group.client || isMissing ? 'noResults' : hasFailedCheck ? 'failed' : 'passed',
    silentSince:
      isInactive && lastOn === null ? start - chance.between('generator.clientSilence', id, 8 * day, 38 * day) : null,
    lastLogonUser: user,
  };
}

/** A re-enrolled or reinstalled device left its former record behind. */
export function drawStale(
  { chance, scenario, start }: Places,
  group: PopulationGroup,
  id: number,
  name: string,
  boughtAt: number,
): StalePlan[] {
  if (group.newInBox || (!group.enrolled && !group.client)) return [];
  if (!chance.perThousand('generator.stale', id, scenario.rates.staleRecord)) return [];
  const lastContactAt = boughtAt - chance.between('generator.staleAt', id, hour, 90 * day);
  // Services clean up: Intune removes a record 180 days after its certificate ended (remote-actions facts §1), which is less
  // than a year after the last contact of a record like this.
  if (lastContactAt < start - 340 * day) return [];
  const service =
    group.enrolled && (!group.client || chance.perThousand('generator.staleIn', id, 500)) ? 'intune' : 'configmgr';
  return [{ service, name, lastContactAt, decommissioned: chance.perThousand('generator.decommissioned', id, 400) }];
}

/** Most people restart when they are asked to, some days later; some updates will be installed in the coming month. */
export function drawWork(
  { chance, start, scenario }: Places,
  id: number,
  isUsed: boolean,
  isWindows: boolean,
  pendingSince: number | null,
): WorkPlan {
  const { rates } = scenario;
  const restarts =
    isUsed && pendingSince !== null && chance.perThousand('generator.userRestarts', id, rates.userRestartsOfPending);
  const updates =
    isUsed && isWindows && pendingSince === null && chance.perThousand('generator.update', id, rates.updatesIn30Days);
  return {
    restartFrom: restarts ? start + chance.between('generator.restartAt', id, day, 10 * day) : null,
    updateFrom: updates ? start + day + chance.below('generator.updateAt', id, 29 * day) : null,
    silentWipe: null,
  };
}
