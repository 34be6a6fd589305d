import { LabError } from '../../../shared/contract/errors.ts';
import { clientSettings as catalogue } from '../../../shared/settings/client.ts';
import { allRows } from '../../db/tables.ts';
import { replanAll } from '../../simulation/autopilot/plan.ts';
import type { Change } from '../../simulation/kernel/change.ts';
import { findCollection } from '../collections/checks.ts';
import { tellActivity } from '../../simulation/kernel/tell.ts';
import { applyChanges } from '../engine/apply.ts';
import { fullRule, type InputsOf } from '../engine/offer.ts';
import { configure } from './configure.ts';
import { settingOf } from './settings.ts';

export const settingInputs: InputsOf<'settings'> = {
  configure: fullRule({
    /** The journal gets the setting, its value and its target as they are listed, so that typing them otherwise makes no other lab. */
    named(db, { setting, value, target }) {
      const known = settingOf(db, setting, target);
      const listed = known.values.find((choice) => choice.value.toLowerCase() === value.toLowerCase())?.value;
      return { setting: known.id, value: listed ?? value, target: known.target };
    },
    carryOut(db, params, _now, by) {
      applyChanges(db, configure(db, params, by.upn), _now);
    },
    answer: (db, _done, { setting, target }) => settingOf(db, setting, target),
  }),

  customize(db, { name, priority, collectionId, settings }, now, by) {
    findCollection(db, collectionId);
    for (const [id, value] of Object.entries(settings)) checkClientSetting(id, value);
    const rows = allRows(db, 'client_settings');
    const known = rows.find((row) => row.name.toLowerCase() === name.toLowerCase());
    const chosen = JSON.stringify(Object.fromEntries(Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1))));
    const isDeleted = Object.keys(settings).length === 0;
    if (isDeleted && !known) throw new LabError('settingUnknown', `There are no client settings "${name}".`);
    const taken = rows.find((row) => row.priority === priority && row.id !== known?.id);
    if (taken && !isDeleted)
      throw new LabError('priorityTaken', `${taken.name} has priority ${priority} already.`, {
        details: { name: taken.name },
      });
    const changes: Change[] = [];
    const set = { priority, collection_id: collectionId, chosen, changed_at: now };
    if (!known) changes.push({ do: 'insert', table: 'client_settings', row: { name, ...set } });
    else if (isDeleted) changes.push({ do: 'remove', table: 'client_settings', key: { id: known.id } });
    else changes.push({ do: 'update', table: 'client_settings', id: known.id, set });
    const subject = known?.name ?? name;
    const details = { priority, collection: findCollection(db, collectionId).name };
    changes.push(
      tellActivity(
        isDeleted ? 'client_settings_deleted' : 'client_settings_changed',
        { subject, actor: by.upn },
        details,
      ),
    );
    applyChanges(db, [...changes, ...replanAll(now)], now);
    return null;
  },
};

/** Throws `settingUnknown` for what is no client setting, or no value of it. */
function checkClientSetting(id: string, value: string): void {
  const setting = catalogue.find((known) => known.id === id);
  if (!setting) throw new LabError('settingUnknown', `There is no client setting "${id}".`);
  if (setting.values !== 'text' && !setting.values.some((known) => known.value === value))
    throw new LabError(
      'settingUnknown',
      `${id} is one of ${setting.values.map((known) => known.value).join(', ')}, not "${value}".`,
    );
}
