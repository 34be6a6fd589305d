import type { ViewParams } from '../../../shared/offers.ts';
import type { IntuneManagement, IntuneManagementView, UserDevicesView } from '../../../shared/comanagement/views.ts';
import { workloadIds } from '../../../shared/workloads/words.ts';
import type { Db } from '../../db/open.ts';
import { labRow, prepared } from '../../db/tables.ts';
import { agentStateAt, judgeAgent } from '../../simulation/comanagement/agent-state.ts';
import { policyChannel } from '../../simulation/comanagement/policy.ts';
import { isCleanedUp, lastIntuneContact } from '../../simulation/contact/contact.ts';
import type { Facts } from '../../simulation/kernel/change.ts';
import { hasWorkload } from '../../simulation/workloads/capabilities.ts';
import { factsOf, factsOfNamed } from '../engine/facts.ts';
import { historyOfKind } from '../engine/history.ts';
import { remembering } from '../engine/memory.ts';
import { scheduleAt } from '../devices/schedule-at.ts';

export function intuneManagement(db: Db, { deviceId }: ViewParams<'comanagement.intune'>): IntuneManagementView {
  const { now } = labRow(db);
  return { deviceId, now, management: managementOf(db, factsOfNamed(db, deviceId), now) };
}

/** Devices of which Intune has the user as primary user, attached ones too, by name. */
export const userDevices = (db: Db, { upn }: ViewParams<'comanagement.userDevices'>): UserDevicesView =>
  remembering(db, () => {
    const { now, seed } = labRow(db);
    const ids = prepared(
      db,
      `SELECT device_id FROM intune_devices WHERE primary_user_upn = ? COLLATE NOCASE AND is_current = 1
       AND removed_at IS NULL ORDER BY name, id`,
    )
      .pluck()
      .all(upn) as number[];
    const shown = ids.map((id) => factsOf(db, id, seed)).filter((facts) => !isCleanedUp(facts, now));
    return { now, devices: shown.map((facts) => userDevice(db, facts, now)) };
  });

function userDevice(db: Db, facts: Facts, now: number): UserDevicesView['devices'][number] {
  const { device_id: id, name, managed_by: managedBy, os, os_version: osVersion, compliance } = facts.intune!;
  const lastCheckIn = lastIntuneContact(facts, now);
  return { id, name, managedBy, os, osVersion, compliance, lastCheckIn, management: managementOf(db, facts, now) };
}

/**
 * The client writes it at the device, and Intune reads it at a check-in: what has changed since then is not known there. A record that
 * says co-managed was told so by a device that had the client and its policy.
 */
function managementOf(db: Db, facts: Facts, now: number): IntuneManagement | null {
  if (facts.intune?.managed_by !== 'coManaged') return null;
  const asOf = lastIntuneContact(facts, now);
  const registrations = historyOfKind(db, facts.device.id, 'clientRegistered');
  const checks = historyOfKind(db, facts.device.id, 'clientChecked');
  const report =
    asOf === null ? undefined : agentStateAt(facts, asOf, siteScheduleAt(db, facts, asOf), registrations, checks);
  // Where Intune gave itself all workloads, the value holds all of them.
  const flags = flagsAt(db, facts, asOf);
  const workloads = workloadIds.map((workload) => ({
    workload,
    managedBy: hasWorkload(flags, workload) ? ('intune' as const) : ('configMgr' as const),
  }));
  const isWithSite = workloads.some(
    ({ workload, managedBy }) => workload === 'compliancePolicies' && managedBy === 'configMgr',
  );
  return {
    asOf,
    agentState: judgeAgent(report, asOf, now),
    // Source: co-management bootstrap troubleshooting.
    agentCheckIn: isWithSite ? null : (report?.syncedAt ?? null),
    isWithSite,
    workloads,
  };
}

function siteScheduleAt(db: Db, facts: Facts, at: number) {
  const present = policyChannel(facts);
  return present && (scheduleAt(db, present, at) ?? present);
}

/**
 * The capability value that the client had at a moment: an immediate sync tells Intune of a change where the device is online. What
 * became of it later stands in its history; of a client that is gone the site still knows what it had.
 */
function flagsAt(db: Db, { device, comanagement, configmgr }: Facts, at: number | null): number {
  const merges = historyOfKind(db, device.id, 'policyMerged');
  const known = at === null ? undefined : merges.find((merge) => merge.at <= at);
  const present = comanagement?.policy_at == null ? configmgr?.comgmt_flags : comanagement.flags;
  return known?.details.flags ?? merges.at(-1)?.details.flagsBefore ?? present ?? 0;
}
