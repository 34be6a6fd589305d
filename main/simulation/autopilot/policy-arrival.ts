import type { ConfigmgrDeviceRow } from '../../rows/records.ts';
import { uploadChange } from '../site/connector.ts';
import { isBeingSetUp, statusPageGivesUp } from '../kernel/being-set-up.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { touchCollections } from '../site/touch.ts';
import { checkIn, isReachable, queueStateReport } from '../contact/contact.ts';
import { ledgerOfPolicy } from '../contact/ledger.ts';
import { entraDeviceId } from '../kernel/identifiers.ts';
import {
  heldPolicy,
  joinPolicyDiffers,
  nextPoll,
  queueComgmtReport,
  reachesSite,
  siteFlags,
  wantedPolicy,
} from '../comanagement/policy.ts';
import { planDevice } from './plan.ts';
import { putComanagement } from '../comanagement/state.ts';
import { putJoin } from '../identity/join-state.ts';
import { tellDevice } from '../kernel/tell.ts';

/** The client polls, and takes what the site has for it by now. */
export function policyArrives(facts: Facts, _subject: number, now: number, queuedAt: number): Change[] {
  const { device } = facts;
  if (!reachesSite(facts, now)) {
    const dueAt = nextPoll(facts, now);
    return dueAt === undefined
      ? []
      : [{ do: 'queue', dueAt, kind: 'policyArrives', deviceId: device.id, subjectId: 0 }];
  }
  const changes: Change[] = takePolicy(facts, now);
  if (changes.length > 0) changes.push(ledgerOfPolicy(facts, queuedAt, now));
  if (joinPolicyDiffers(facts)) {
    const isAllowed = facts.clientSetting('autoRegister') === 'on';
    const reason = isAllowed ? 'joinTask' : 'clientSettingOff';
    const fresh = facts.join
      ? {}
      : ({ stage: 'waitingForTask', since: now, certificate_at: facts.ad?.certificate_at ?? null } as const);
    changes.push(
      putJoin(device.id, { ...fresh, reason, expected_by: null }, now),
      tellDevice(device.id, isAllowed ? 'joinAllowed' : 'joinDisallowed', {}),
    );
  }
  // What follows from it is planned from the rows as they are then.
  changes.push({ do: 'queue', dueAt: now, kind: 'plan', deviceId: device.id, subjectId: 0 });
  return changes;
}

/** The co-management part of a policy: merged, applied, and told to the site; a new capability value makes an MDM sync. */
function takePolicy(facts: Facts, now: number): Change[] {
  const { device, comanagement } = facts;
  const wanted = wantedPolicy(facts);
  const held = heldPolicy(facts);
  if (
    wanted.isPresent === held.isPresent &&
    wanted.autoEnroll === held.autoEnroll &&
    (comanagement?.is_override === 1 || wanted.flags === held.flags)
  )
    return [];
  const flags = comanagement?.is_override === 1 ? comanagement.flags : wanted.flags;
  const changes: Change[] = [
    putComanagement(
      device.id,
      {
        policy_at: wanted.isPresent ? (comanagement?.policy_at ?? now) : null,
        auto_enroll: wanted.autoEnroll ? 1 : 0,
        flags,
        ...(flags === held.flags ? {} : { flags_at: now }),
      },
      now,
    ),
    tellDevice(device.id, 'policyMerged', {
      isPresent: wanted.isPresent,
      autoEnroll: wanted.autoEnroll,
      flagsBefore: held.flags,
      flags,
      ...(comanagement?.is_override === 1 && wanted.isPresent ? { siteFlags: siteFlags(facts) } : {}),
    }),
    ...queueComgmtReport(facts, now),
    // With the production policy the status page goes on: there is nothing more to give up.
    ...(wanted.isPresent && facts.due('clientInstall', statusPageGivesUp) !== undefined
      ? [{ do: 'unqueue', kind: 'clientInstall', deviceId: device.id, subjectId: statusPageGivesUp } as const]
      : []),
  ];
  if (flags !== held.flags && device.is_mdm_enrolled === 1) {
    const applied = { isPresent: wanted.isPresent, flags };
    changes.push(
      ...(isReachable(facts, now) || isBeingSetUp(facts, now)
        ? checkIn(facts, now, undefined, applied)
        : queueStateReport(facts, now)),
    );
  }
  return changes;
}

/** Works out anew what the device waits for. */
export const plan = (facts: Facts, _subject: number, now: number): Change[] => planDevice(facts, now);

/** The site takes in what the client says of its co-management, as far as the client has told it. */
export function comgmtReports(facts: Facts, _subject: number, now: number): Change[] {
  const { device, configmgr, comanagement } = facts;
  if (!configmgr) return [];
  if (!reachesSite(facts, now)) {
    const dueAt = nextPoll(facts, now);
    return dueAt === undefined
      ? []
      : [{ do: 'queue', dueAt, kind: 'comgmtReports', deviceId: device.id, subjectId: 0 }];
  }
  const stage = comanagement?.stage ?? 'none';
  // A device that has registered tells its Entra id with its first report, if no heartbeat has.
  const joined: Partial<ConfigmgrDeviceRow> =
    device.join_type === 'hybrid' || device.join_type === 'entra'
      ? { entra_device_id: entraDeviceId(facts.seed, device.id) }
      : {};
  return [
    {
      do: 'update',
      table: 'configmgr_devices',
      id: configmgr.id,
      set: {
        comgmt_stage: stage,
        comgmt_code: comanagement?.code ?? null,
        comgmt_policy: comanagement !== undefined && comanagement.policy_at !== null ? 1 : 0,
        comgmt_enrolled: device.is_mdm_enrolled,
        comgmt_flags: comanagement?.flags ?? 0,
        comgmt_told_at: now,
        ...joined,
      },
    },
    ...(configmgr.entra_device_id === null ? touchCollections(facts, device.id, joined, now) : []),
    tellDevice(device.id, 'comgmtReported', {
      stage,
      code: comanagement?.code ?? null,
      isEnrolled: device.is_mdm_enrolled === 1,
    }),
    ...uploadChange(facts, [device.id], now),
  ];
}
