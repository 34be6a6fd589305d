import { deviceConditions } from '../../../shared/settings/conditions.ts';
import type { ViewParams } from '../../../shared/offers.ts';
import { settingById } from '../../../shared/settings/catalogue.ts';
import type { DeviceManagementView } from '../../../shared/comanagement/views.ts';
import type { Db } from '../../db/open.ts';
import { labRow } from '../../db/tables.ts';
import type { Facts } from '../../simulation/kernel/change.ts';
import { runShell } from '../../simulation/desktop/index.ts';
import { registryOf } from '../../simulation/desktop/registry-model.ts';
import { deviceHistory } from '../engine/history.ts';
import { factsOfNamed } from '../engine/facts.ts';
import { authorityOfDevice } from '../workloads/authority.ts';
import { appletOf } from '../desktop/applet.ts';
import { pathOf, stepsOf } from './steps.ts';
import { workOf } from '../desktop/work.ts';
import { prerequisitesView } from '../prerequisites/views.ts';

/** A device's way to co-management, and what the device itself shows: its applet, its settings, its registry. */
export function deviceManagement(db: Db, { deviceId }: ViewParams<'comanagement.device'>): DeviceManagementView {
  const { now } = labRow(db);
  const facts = factsOfNamed(db, deviceId);
  const { configmgr } = facts;
  const history = deviceHistory(db, deviceId);
  const authority = authorityOfDevice(db, deviceId);
  const isWindows = facts.device.platform === 'windows' || facts.device.platform === 'windowsServer';
  return {
    deviceId,
    now,
    path: pathOf(facts),
    steps: stepsOf(facts, now, history.findLast(({ kind }) => kind === 'entraObjectSynced')?.at ?? null),
    // The one definition, by what the site was told.
    isCoManaged: configmgr?.comgmt_enrolled === 1 && configmgr.comgmt_policy === 1,
    authority,
    prerequisites:
      facts.device.platform === 'windows'
        ? prerequisitesView(db, { deviceId }).items.filter(({ scope }) => scope === 'device')
        : [],
    applet: appletOf(facts, history, now),
    work: workOf(facts, authority, now),
    dsregcmd: isWindows ? runShell(facts, 'dsregcmd /status', now, true).stdout : '',
    registry: isWindows ? registryOf(facts, now).filter(({ values }) => values.length > 0) : [],
    repairs: repairsOf(facts),
  };
}

/** What stands at a bad value at this device, and what to do about it. */
function repairsOf(facts: Facts): DeviceManagementView['repairs'] {
  const target = String(facts.device.id);
  return deviceConditions
    .filter(({ setting, bad }) => facts.setting(setting, target) === bad)
    .map(({ setting, bad, good, fix, command }) => {
      const { label, values } = settingById.get(setting)!;
      const known = values === 'text' ? undefined : values.find((option) => option.value === bad)?.label;
      const state = `${label}: ${known ?? bad}.`;
      return {
        setting,
        label: fix,
        value: good,
        from: command === null ? state : `${state} At the prompt: ${command}`,
      };
    });
}
