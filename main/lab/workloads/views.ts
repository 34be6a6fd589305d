import {
  sliderLabels,
  workloads as catalogue,
  type SliderPosition,
  type WorkloadId,
} from '../../../shared/workloads/words.ts';
import type { ViewParams } from '../../../shared/offers.ts';
import { hour } from '../../../shared/time.ts';
import type { ComplianceRules, IntunePolicyView, WorkloadPreview } from '../../../shared/workloads/views.ts';
import type { WorkloadRow } from '../../rows/workloads.ts';
import type { Db } from '../../db/open.ts';
import { allRows, findRow, labRow, prepared } from '../../db/tables.ts';
import { wantedAuthority, type WorkloadAuthority } from '../../simulation/workloads/authority.ts';
import { complianceServiceEnd, consequencesOf, mendedFrom } from '../../simulation/workloads/consequences.ts';
import { channels } from '../../simulation/kernel/schedule.ts';
import { checkMove } from './checks.ts';
import { membersOf } from '../engine/membership.ts';
import { clientSettingOfAll, counterparts, devicesInGroup } from './counterparts.ts';
import { administratorOf } from '../engine/administrator.ts';
import { cloudAttachNode, refuseLacking } from '../rights/needs.ts';
import { worldOf } from '../engine/world.ts';
import { matrixDevices } from './authority.ts';
import type { ViewsOf } from '../engine/offer.ts';
import { listAuthority } from './authority.ts';

type Warning = WorkloadPreview['warnings'][number];
type Change = WorkloadPreview['changes'][number];

/** Counts what happens on how many devices. */
class Tally {
  readonly #counts = new Map<string, { text: string; count: number }>();
  add(what: string, text: string): void {
    const known = this.#counts.get(what);
    if (known) known.count += 1;
    else this.#counts.set(what, { text, count: 1 });
  }
  count(what: string): number {
    return this.#counts.get(what)?.count ?? 0;
  }
  /** Who changes hands first, then when, then what is felt of it. */
  get changes(): Change[] {
    const place = (what: string): number => {
      const at = order.indexOf(what.split(':')[0]!);
      return at === -1 ? order.length : at;
    };
    return [...this.#counts].map(([what, known]) => ({ what, ...known })).sort((a, b) => place(a.what) - place(b.what));
  }
}
const order = ['toIntune', 'toConfigMgr', 'atNextPoll', 'neverPolls', 'notEnrolled', 'override'];

/** What a move would do, device by device, before anybody moves anything. Throws what the move itself would be refused with. */
export function workloadPreview(db: Db, move: ViewParams<'workloads.preview'>): WorkloadPreview {
  refuseLacking(db, { needs: cloudAttachNode }, move, administratorOf(db));
  const { now } = labRow(db);
  const siteVersion = worldOf(db).site.version;
  const before = allRows(db, 'workloads');
  const from = before.find(({ workload }) => workload === move.workload)!.position;
  const { rows, changed, couples } = checkMove(db, move, now);
  const own = rows.find(({ workload }) => workload === move.workload)!;
  const concerned: WorkloadId[] = [move.workload, ...couples];
  const collections = [...before, ...rows].map(({ pilot_collection_id: pilot }) => pilot);
  const members = memberSets(db, collections);
  const isIn = (deviceId: number) => (collectionId: number | null) =>
    collectionId !== null && members.get(collectionId)?.has(deviceId) === true;
  const counterpart = counterparts(db, true);
  const softwareUpdates = clientSettingOfAll(db, 'softwareUpdates');
  const polls = pollingDevices(db);
  const tally = new Tally();
  let devices = 0;
  for (const { id, facts } of matrixDevices(db)) {
    const isMember = isIn(id);
    const moved = concerned.flatMap((workload): WorkloadAuthority[] => {
      const was = wantedAuthority({ siteVersion, sliders: before, isMember }, workload);
      const will = wantedAuthority({ siteVersion, sliders: rows, isMember }, workload);
      return was.authority === will.authority ? [] : [{ workload, ...will, since: null }];
    });
    if (moved.length === 0) continue;
    if (!facts.isEnrolled) {
      tally.add('notEnrolled', 'are not enrolled in Intune: Configuration Manager keeps everything on them');
      continue;
    }
    if (facts.state?.is_override === 1) {
      tally.add('override', 'follow what Intune was given in Windows Autopilot, not the sliders');
      continue;
    }
    devices += 1;
    for (const { workload, authority } of moved) tally.add(...movedText(move.workload, workload, authority));
    if (polls.has(id)) tally.add('atNextPoll', 'get it at their next policy poll, and sync with Intune at once');
    else tally.add('neverPolls', 'do not contact the site any more, so it does not reach them');
    const felt = consequencesOf({
      siteVersion,
      now,
      authorities: moved,
      sliders: rows,
      softwareUpdates: softwareUpdates(id),
      lastSync: null,
      counterpart: (workload) => counterpart(workload, id),
    });
    for (const { workload, what, text } of felt)
      tally.add(workload === move.workload ? what : `${what}:${workload}`, `${catalogue[workload].label}: ${text}`);
  }
  return {
    workload: move.workload,
    from,
    to: move.position,
    couples,
    devices,
    changes: tally.changes,
    stays: changed.length === 0 ? [] : staysOf(concerned, from, move.position),
    warnings: warningsOf(db, own, from, concerned, tally, siteVersion, now),
  };
}

const movedText = (asked: WorkloadId, workload: WorkloadId, authority: 'intune' | 'configMgr'): [string, string] => {
  const what = authority === 'intune' ? 'toIntune' : 'toConfigMgr';
  const to = authority === 'intune' ? 'Intune' : 'Configuration Manager';
  const { label } = catalogue[workload];
  return workload === asked
    ? [what, `${label}: ${to} manages it from then on`]
    : [`${what}:${workload}`, `${label}: taken along, ${to} manages it from then on`];
};

function memberSets(db: Db, collectionIds: readonly (number | null)[]): Map<number, Set<number>> {
  const sets = new Map<number, Set<number>>();
  for (const id of collectionIds) if (id !== null && !sets.has(id)) sets.set(id, new Set(membersOf(db, id)));
  return sets;
}

/** Devices whose client will poll again, over the network of the site or through the gateway. */
const pollingDevices = (db: Db): Set<number> =>
  new Set(
    prepared(
      db,
      `SELECT device_id FROM device_schedules WHERE channel IN (${channels.policy}, ${channels.gatewayPolicy})
         AND until IS NULL AND pattern_id IS NOT NULL`,
    )
      .pluck()
      .all() as number[],
  );

const rank: Record<SliderPosition, number> = { configMgr: 0, pilot: 1, intune: 2 };

/** What a move leaves as it is. Source: the workloads page and the switch page. */
function staysOf(concerned: readonly WorkloadId[], from: SliderPosition, to: SliderPosition): string[] {
  const isBack = rank[to] < rank[from];
  const stays: Partial<Record<WorkloadId, string>> = isBack
    ? {
        windowsUpdate: 'A newer Windows that was installed meanwhile stays.',
        officeClickToRun: 'A newer Office that was installed meanwhile stays.',
        clientApps: 'Apps that Intune installed remain.',
        endpointProtection: 'The policy of Intune remains until a policy of Configuration Manager overwrites it.',
        deviceConfiguration:
          'Resource access and Endpoint Protection stay where they are: only the way to Intune takes them along.',
      }
    : {
        compliancePolicies:
          'Compliance settings of Configuration Manager can still count, through the rule Require device compliance from Configuration Manager.',
        endpointProtection:
          'The policy of Configuration Manager stays on the device until a policy of Intune overwrites it, so no gap opens.',
        deviceConfiguration:
          'Settings of Configuration Manager stay tattooed until they are removed; baselines with Always apply even for co-managed clients go on.',
        windowsUpdate: 'The client setting for software updates stays as it is.',
        clientApps: 'Applications of Configuration Manager stay in Software Center.',
        officeClickToRun: 'The installed Office stays; who updates it changes.',
      };
  return concerned.flatMap((workload) => stays[workload] ?? []);
}

function warningsOf(
  db: Db,
  own: WorkloadRow,
  from: SliderPosition,
  concerned: readonly WorkloadId[],
  tally: Tally,
  siteVersion: number,
  now: number,
): Warning[] {
  const found: Warning[] = [];
  const { workload, position, pilot_collection_id: pilot } = own;
  const isForth = rank[position] > rank[from];
  for (const id of isForth ? concerned : []) {
    const suffix = id === workload ? '' : `:${id}`;
    const { label } = catalogue[id];
    const without = tally.count(`noCounterpartPolicy${suffix}`);
    if (without > 0)
      found.push({
        code: 'noCounterpartPolicy',
        message: `Intune has no assigned policy for ${label}: ${some(without, 'device')} would have none. Assign one before the slider moves.`,
      });
    const outside = tally.count(`outsideAssignedGroup${suffix}`);
    if (outside > 0)
      found.push({
        code: 'outsideAssignedGroup',
        message: `${some(outside, 'device')} ${outside === 1 ? 'is' : 'are'} in no group that a policy for ${label} is assigned to.`,
      });
    if ((id === 'endpointProtection' || id === 'deviceConfiguration') && position === 'pilot')
      found.push({
        code: 'pilotDoesNotRemove',
        message: `${label} at ${sliderLabels.pilot}: Intune deploys settings but does not remove them when they are no longer assigned.`,
      });
  }
  const doubled = tally.count('doubleManagement');
  if (doubled > 0)
    found.push({
      code: 'softwareUpdatesClientSettingOn',
      message: `Software updates stay enabled on ${some(doubled, 'client')}: switch the client setting off there, or both manage updates.`,
    });
  if (isForth && workload === 'windowsUpdate' && siteVersion < mendedFrom)
    found.push({
      code: 'thirdPartyUpdates',
      message: `Before ${mendedFrom}, third-party updates alter the scan source of co-managed clients: updates meant for Intune are sought at WSUS.`,
    });
  if (isForth && workload === 'compliancePolicies' && siteVersion < mendedFrom)
    found.push({
      code: 'complianceServiceEnds',
      message: `The service that sites before ${mendedFrom} ask for compliance ${now < complianceServiceEnd ? 'ends' : 'ended'} in October 2026: the check in Software Center may fail.`,
    });
  if (position === 'pilot' && pilot !== null) found.push(...pilotWarnings(db, pilot));
  return found;
}

const some = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

function pilotWarnings(db: Db, collectionId: number): Warning[] {
  const members = membersOf(db, collectionId);
  const { name } = findRow(db, 'collections', collectionId)!;
  if (members.length === 0) return [{ code: 'emptyPilot', message: `${name} has no members: nothing will change.` }];
  const notEnrolled = prepared(
    db,
    `SELECT count(*) FROM devices WHERE is_mdm_enrolled = 0 AND id IN (SELECT value FROM json_each(?))`,
  )
    .pluck()
    .get(JSON.stringify(members)) as number;
  if (notEnrolled === 0) return [];
  const cloud = findRow(db, 'cloud_attach', 1)!;
  const enrolling = cloud.enroll === 'pilot' ? new Set(membersOf(db, cloud.enroll_collection_id ?? 0)) : undefined;
  const never = enrolling ? members.filter((id) => !enrolling.has(id)).length : 0;
  const besides = never === 0 ? '' : ` The Intune Auto Enrollment collection lacks ${some(never, 'member')}.`;
  return [
    {
      code: 'pilotNotSubsetOfEnrollment',
      message: `Not enrolled, so kept by Configuration Manager: ${some(notEnrolled, 'member')} of ${name}.${besides}`,
    },
  ];
}

/** Intune's policies with how many enrolled Windows devices each reaches. */
export function intunePolicies(db: Db): IntunePolicyView[] {
  const enrolled = prepared(
    db,
    `SELECT device_id FROM intune_devices WHERE is_current = 1 AND removed_at IS NULL AND platform = 'windows'
       AND managed_by <> 'configMgr'`,
  )
    .pluck()
    .all() as number[];
  return allRows(db, 'intune_policies').map(
    ({ id, name, workload, kind, group_id: groupId, is_assigned: isAssigned }) => {
      const group = groupId === null ? undefined : devicesInGroup(db, groupId);
      const reached = group ? enrolled.filter((device) => group.has(device)).length : enrolled.length;
      return {
        id,
        name,
        workload,
        kind,
        groupId,
        group: groupId === null ? null : findRow(db, 'groups', groupId)!.name,
        isAssigned: isAssigned === 1,
        devices: isAssigned === 1 ? reached : 0,
      };
    },
  );
}

function complianceRulesView(db: Db): ComplianceRules {
  const tenant = findRow(db, 'tenant', 1)!;
  return {
    rules: allRows(db, 'compliance_policies').map((row) => ({
      platform: row.platform,
      name: row.name,
      requireEncryption: row.require_encryption === 1,
      requireDefender: row.require_defender === 1,
      minOsBuild: row.min_os_build,
      graceHours: Math.floor(row.grace_seconds / hour),
    })),
    noPolicyMeansCompliant: tenant.no_policy_means_compliant === 1,
    validityDays: tenant.compliance_validity_days,
  };
}

export const workloadViews: ViewsOf<'workloads'> = {
  preview: workloadPreview,
  policies: intunePolicies,
  complianceRules: complianceRulesView,
  authority: (db, query, { revision }) => ({ ...listAuthority(db, query), now: labRow(db).now, revision }),
};
