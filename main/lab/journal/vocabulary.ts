import { actionKinds, actionReasons, actionStates } from '../../../shared/actions/words.ts';
import { applicationStates } from '../../../shared/apps/words.ts';
import { comanagementStages, enrollModes } from '../../../shared/comanagement/words.ts';
import {
  clientCheckResults,
  clientHealths,
  complianceStates,
  consentHabits,
  deviceForms,
  joinTypes,
  managedByValues,
  managementStates,
  ownerships,
  platforms,
  powerStates,
  wipeHabits,
} from '../../../shared/contract/device-words.ts';
import { faults } from '../../../shared/faults/catalogue.ts';
import { joinStages } from '../../../shared/identity/words.ts';
import { siteScriptNames } from '../../../shared/attach/scripts.ts';
import { settingsCatalogue } from '../../../shared/settings/catalogue.ts';
import { sliderPositions, workloadIds } from '../../../shared/workloads/words.ts';
import type { Db } from '../../db/open.ts';
import { siteWorkKinds, workKinds } from '../../simulation/kernel/work-kinds.ts';
import { deviceEventsIn, siteEventsIn } from '../../simulation/logs/events.ts';
import { activityKinds } from '../activities/text.ts';

/** Words that rules look up: a row with any other was altered, and whoever reads it would stop. */
const words = (): Readonly<Record<string, readonly string[]>> => ({
  'actions.kind': actionKinds,
  'actions.state': actionStates,
  'actions.reason': Object.keys(actionReasons),
  'activities.kind': activityKinds,
  'application_states.state': Object.keys(applicationStates),
  'cloud_attach.enroll': enrollModes,
  'cloud_attach.detach_from': ['site', 'cloud'],
  'comanagement.stage': comanagementStages,
  'configmgr_devices.client_check': clientCheckResults,
  'configmgr_devices.comgmt_stage': comanagementStages,
  'devices.client_health': clientHealths,
  'devices.consent_habit': consentHabits,
  'devices.join_type': joinTypes,
  'devices.ownership': ownerships,
  'devices.platform': platforms,
  'devices.power': powerStates,
  'devices.wipe_habit': wipeHabits,
  'faults.fault': faults.map(({ id }) => id),
  'history.kind': [...Object.keys(deviceEventsIn), ...Object.keys(siteEventsIn)],
  'hybrid_joins.stage': joinStages,
  'intune_devices.compliance': complianceStates,
  'intune_devices.managed_by': managedByValues,
  'intune_devices.management_state': managementStates,
  'intune_devices.platform': platforms,
  'models.form': deviceForms,
  'models.platform': platforms,
  'script_runs.script': siteScriptNames,
  'settings.id': settingsCatalogue.map(({ id }) => id),
  'work_queue.kind': [...workKinds, ...siteWorkKinds],
  'workloads.position': sliderPositions,
  'workloads.workload': workloadIds,
});

/** Columns that hold JSON, and of what shape. */
const shapes: Readonly<Record<string, 'array' | 'object'>> = {
  'actions.options': 'object',
  'activities.details': 'object',
  'client_settings.chosen': 'object',
  'collection_rules.query': 'array',
  'history.details': 'object',
  'inputs.params': 'object',
  'intune_devices.compliance_reasons': 'array',
  'presence_patterns.week': 'array',
  'session_events.details': 'object',
  'zones.transitions': 'array',
};

/** Sentences that name column and text of what no rule can read. */
export function unreadable(db: Db): string[] {
  const unknown = Object.entries(words()).flatMap(([place, known]) => {
    const [table, column] = place.split('.') as [string, string];
    const found = db
      .prepare(
        `SELECT DISTINCT ${column} FROM ${table} WHERE ${column} NOT IN (SELECT value FROM json_each(?)) LIMIT 5`,
      )
      .pluck()
      .all(JSON.stringify(known)) as string[];
    return found.map((text) => `${place} holds “${text.slice(0, 60)}”, which nothing knows`);
  });
  const misshapen = Object.entries(shapes).flatMap(([place, shape]) => {
    const [table, column] = place.split('.') as [string, string];
    const found = db
      .prepare(
        `SELECT count(*) FROM ${table} WHERE ${column} IS NOT NULL AND
           CASE WHEN json_valid(${column}) THEN json_type(${column}) <> '${shape}' ELSE 1 END`,
      )
      .pluck()
      .get() as number;
    return found === 0 ? [] : [`${place} is no JSON ${shape} in ${found} row${found === 1 ? '' : 's'}`];
  });
  return [...unknown, ...misshapen];
}
