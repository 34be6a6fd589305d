import { isTakenAtCheckIn } from '../../../shared/actions/words.ts';
import type { ComplianceState, ManagedBy } from '../../../shared/contract/device-words.ts';
import type { IntuneDeviceRow } from '../../rows/records.ts';
import { day, week } from '../../../shared/time.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { intuneJudges, type AppliedPolicy } from '../workloads/authority.ts';
import { heartbeatChannel, stateMessageAt } from '../comanagement/policy.ts';
import {
  complianceAfter,
  complianceWithoutPolicy,
  evaluateCompliance,
  reasonsText,
  type ComplianceReason,
} from '../compliance/verdict.ts';
import { diskFreeAt } from '../kernel/drift.ts';
import { channels, lastContact, nextContact, scheduleFromNow } from '../kernel/schedule.ts';
import { tellActivity } from '../kernel/tell.ts';

/** The device runs, and its pattern has it on the internet. */
export const isReachable = (facts: Facts, at: number): boolean =>
  facts.device.power === 'running' && facts.presence?.isOn('internet', at) === true;

/** Intune's own knowledge of the last contact: the present schedule's, or what a closed record kept. */
export function lastIntuneContact(facts: Facts, at: number): number | null {
  // Tenant attach is no check-in, whatever the device did when it was enrolled.
  if (facts.intune?.managed_by === 'configMgr') return null;
  const schedule = facts.schedule(channels.intune);
  return schedule ? lastContact(schedule, facts.presenceOf(schedule), at) : (facts.intune?.last_contact_at ?? null);
}

/** When the device checks in next by itself; undefined when it never will. */
export function nextIntuneContact(facts: Facts, at: number): number | undefined {
  if (!facts.device.is_mdm_enrolled) return undefined;
  const schedule = facts.schedule(channels.intune);
  return schedule && nextContact(schedule, facts.presenceOf(schedule), at);
}

/**
 * A check-in with Intune that does something: the record learns the truth, orders that wait are handed over, and the
 * maintenance slots begin anew (never more than one in 6.5 h, so the next is a full period away).
 * `besides` is an action that the caller is just handling; `applied` the policy that the client has taken just now.
 */
export function checkIn(facts: Facts, at: number, besides?: number, applied?: AppliedPolicy): Change[] {
  const schedule = facts.schedule(channels.intune);
  if (!schedule || facts.device.is_mdm_enrolled === 0) return [];
  const changes: Change[] = [
    { do: 'schedule', row: { ...scheduleFromNow(schedule, at), pattern_id: facts.device.pattern_id } },
    ...tellIntune(facts, at, applied),
  ];
  for (const action of facts.waiting) {
    if (
      action.id === besides ||
      !isTakenAtCheckIn(action) ||
      action.delivered_at !== null ||
      action.reason === 'overridden'
    )
      continue;
    changes.push(
      { do: 'unqueue', kind: 'deliver', deviceId: facts.device.id, subjectId: action.id },
      { do: 'unqueue', kind: 'actionExpires', deviceId: facts.device.id, subjectId: action.id },
      { do: 'queue', dueAt: at, kind: 'deliver', deviceId: facts.device.id, subjectId: action.id },
    );
  }
  // A required app that waits for the next check-in is there now (main/simulation/autopilot/client-installation.ts).
  const setupAt = facts.device.client_version === null ? facts.due('clientInstall', 0) : undefined;
  if (setupAt !== undefined && setupAt > at)
    changes.push(
      { do: 'unqueue', kind: 'clientInstall', deviceId: facts.device.id, subjectId: 0 },
      { do: 'queue', dueAt: at, kind: 'clientInstall', deviceId: facts.device.id, subjectId: 0 },
    );
  return changes;
}

/** What Intune's record takes over from the device at a check-in, and the compliance that follows from it. */
export function tellIntune(facts: Facts, at: number, applied?: AppliedPolicy): Change[] {
  const { device, intune } = facts;
  // A record that tenant attach brought anew after a Delete is the site's, whatever the device still believes.
  if (intune?.removed_at !== null || intune.managed_by === 'configMgr') return [];
  const set: Partial<IntuneDeviceRow> = {};
  if (intune.name !== device.name) set.name = device.name;
  if (intune.os_version !== device.os_version) set.os_version = device.os_version;
  if (intune.os !== device.os) set.os = device.os;
  if (intune.is_encrypted !== device.is_encrypted) set.is_encrypted = device.is_encrypted;
  if (intune.join_type !== device.join_type) set.join_type = device.join_type;
  const agent = agentOf(facts, applied);
  if (agent !== intune.managed_by) set.managed_by = agent;
  // Hardware inventory travels every seven days; the steps between are computed on reading, so only a break is stored.
  if (device.disk_since > intune.disk_as_of && at - intune.disk_as_of >= week) {
    set.disk_free_mb = diskFreeAt(device, at);
    set.disk_as_of = at;
  }
  const changes = intuneJudges(facts, applied) ? judgeCompliance(facts, at, set) : leaveToSite(facts, at, set);
  // Intune writes what it manages to the device object in Entra ID. That this includes the version is assumed.
  if (set.os_version !== undefined && facts.entra) {
    changes.push({
      do: 'update',
      table: 'entra_devices',
      id: facts.entra.id,
      set: { os_version: set.os_version, told_at: at },
    });
  }
  if (Object.keys(set).length > 0) changes.unshift({ do: 'update', table: 'intune_devices', id: intune.id, set });
  return changes;
}

/** Whose agents manage an enrolled device: also the site's, while its client holds co-management policy. */
export function agentOf({ device, intune, comanagement }: Facts, applied?: AppliedPolicy): ManagedBy {
  const { managed_by: told } = intune!;
  if (told === 'configMgr') return told;
  if (device.client_version === null) return 'intune';
  if (!comanagement && !applied) return told;
  return (applied?.isPresent ?? comanagement?.policy_at != null) ? 'coManaged' : 'intune';
}

/** Intune's verdict becomes another one; `settings` names what is not compliant, joined by commas. */
export const complianceChanged = (
  { device_id: deviceId, name, compliance }: IntuneDeviceRow,
  to: ComplianceState,
  settings: string,
): Change =>
  tellActivity(
    'compliance_changed',
    { deviceId, subject: name, actor: 'Microsoft Intune' },
    { from: compliance, to, settings },
  );

type Judgement = { reasons: ComplianceReason[]; text: string; verdict: ComplianceState; grace: number | null };
/** What Intune would make of the device at a check-in: by the rule of its platform, or by the tenant's default where it has none. */
export function judgement({ device, policy, tenant }: Facts, before: IntuneDeviceRow, at: number): Judgement {
  const reasons = evaluateCompliance(policy, device);
  const { compliance, grace_until: grace } = policy
    ? complianceAfter(policy, reasons, before, at)
    : complianceWithoutPolicy(tenant);
  return { reasons, text: reasonsText(reasons), verdict: compliance, grace };
}

/** Adds the new verdict to `set` and returns what else follows: the audit entry, Entra's flag, the end of grace. */
function judgeCompliance(facts: Facts, at: number, set: Partial<IntuneDeviceRow>): Change[] {
  const { device, intune, entra } = facts;
  if (!intune) return [];
  const { reasons, text, verdict, grace } = judgement(facts, intune, at);
  if (text !== intune.compliance_reasons) set.compliance_reasons = text;
  if (grace !== intune.grace_until) set.grace_until = grace;
  const graceEnd: Change[] =
    verdict === 'inGracePeriod' && grace !== null && grace !== intune.grace_until
      ? [
          { do: 'unqueue', kind: 'graceEnds', deviceId: device.id },
          { do: 'queue', dueAt: grace, kind: 'graceEnds', deviceId: device.id, subjectId: 0 },
        ]
      : [];
  if (verdict === intune.compliance) return graceEnd;
  set.compliance = verdict;
  const changes: Change[] = [complianceChanged(intune, verdict, reasons.join(', '))];
  if (entra) {
    changes.push({
      do: 'update',
      table: 'entra_devices',
      id: entra.id,
      set: { is_compliant: verdict === 'noncompliant' ? 0 : 1, told_at: at },
    });
  }
  return [...changes, ...graceEnd];
}

/**
 * Compliance policies are with Configuration Manager: Intune judges no more and says so. What the site then writes into the
 * device object is not simulated, so whether the device is compliant is open there.
 */
function leaveToSite({ device, intune, entra }: Facts, at: number, set: Partial<IntuneDeviceRow>): Change[] {
  if (!intune || intune.compliance === 'configManager') return [];
  Object.assign(set, { compliance: 'configManager', compliance_reasons: '[]', grace_until: null });
  const changes: Change[] = [
    { do: 'unqueue', kind: 'graceEnds', deviceId: device.id },
    complianceChanged(intune, 'configManager', ''),
  ];
  if (entra)
    changes.push({ do: 'update', table: 'entra_devices', id: entra.id, set: { is_compliant: null, told_at: at } });
  return changes;
}

/** After the truth changed: the services learn of it at their next contacts, and only then. */
/**
 * A client that has joined Entra ID tells its site the new id with the next state message, and does not wait for a heartbeat: a
 * computer is eligible for co-management before anybody enables it. That it takes no longer than a state message is assumed.
 */
export function queueJoinReport(facts: Facts, now: number): Change[] {
  const { device, configmgr } = facts;
  const dueAt = stateMessageAt(facts, now);
  if (dueAt === undefined || !configmgr || device.client_version === null) return [];
  return [
    { do: 'unqueue', kind: 'heartbeatReports', deviceId: device.id },
    { do: 'queue', dueAt, kind: 'heartbeatReports', deviceId: device.id, subjectId: 0 },
  ];
}

export const queueReports = (facts: Facts, at: number): Change[] => [
  ...queueStateReport(facts, at),
  ...queueHeartbeatReport(facts, at),
];

export function queueStateReport(facts: Facts, at: number): Change[] {
  const { device, intune } = facts;
  const dueAt = nextIntuneContact(facts, at);
  if (dueAt === undefined || intune?.removed_at !== null) return [];
  return [
    { do: 'unqueue', kind: 'stateReports', deviceId: device.id },
    { do: 'queue', dueAt, kind: 'stateReports', deviceId: device.id, subjectId: 0 },
  ];
}

export function queueHeartbeatReport(facts: Facts, at: number): Change[] {
  const { device } = facts;
  const schedule = heartbeatChannel(facts);
  const dueAt = schedule && nextContact(schedule, facts.presenceOf(schedule), at);
  if (dueAt === undefined || device.client_version === null) return [];
  return [
    { do: 'unqueue', kind: 'heartbeatReports', deviceId: device.id },
    { do: 'queue', dueAt, kind: 'heartbeatReports', deviceId: device.id, subjectId: 0 },
  ];
}

/** Ends every contact of a device with the services: it was reset, so nothing of it calls any more. */
export function endSchedules(facts: Facts, at: number): Change[] {
  return Object.values(channels).flatMap((channel): Change[] => {
    const schedule = facts.schedule(channel);
    if (!schedule) return [];
    const before = lastContact(schedule, facts.presenceOf(schedule), at);
    return [{ do: 'schedule', row: { ...schedule, since: at, until: null, pattern_id: null, before_at: before } }];
  });
}

/**
 * The clean-up rule of the tenant hides a record without a check-in for so long. Nothing happens to the device, and the record is back with
 * its next check-in. Source: device clean-up rules. That one rule counts for all platforms is assumed.
 */
export function isCleanedUp(facts: Facts, now: number): boolean {
  const { intune } = facts;
  const days = Number(facts.setting('deviceCleanup'));
  if (!days || intune?.removed_at !== null || intune.managed_by === 'configMgr') return false;
  return (lastIntuneContact(facts, now) ?? intune.enrolled_at) < now - days * day;
}

/**
 * When silence makes the device not compliant: only a device whose contacts have ended can be silent for that long, so only
 * then something is queued. Source: compliance status validity period, 30 days by default.
 */
export function silenceEnds(facts: Facts, lastContactAt: number): number {
  return lastContactAt + facts.tenant.compliance_validity_days * day;
}

/** Queues the end of patience with a device that calls no more. Called with whatever ends its schedule for Intune. */
export function queueSilence(facts: Facts, at: number): Change[] {
  const last = lastIntuneContact(facts, at);
  if (last === null || !facts.intune) return [];
  const dueAt = silenceEnds(facts, last);
  if (dueAt < at) return [];
  return [
    { do: 'unqueue', kind: 'goesSilent', deviceId: facts.device.id },
    { do: 'queue', dueAt, kind: 'goesSilent', deviceId: facts.device.id, subjectId: 0 },
  ];
}
