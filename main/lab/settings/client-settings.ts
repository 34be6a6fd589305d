import type { InputParams } from '../../../shared/offers.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import { clientSettings as catalogue } from '../../../shared/settings/client.ts';
import type { ClientSettingsRow } from '../../rows/settings.ts';
import type { UserRow } from '../../rows/identity.ts';
import type { Db } from '../../db/open.ts';
import { allRows, findRow, nextId, prepared } from '../../db/tables.ts';
import { replanAll } from '../../simulation/autopilot/plan.ts';
import type { Change } from '../../simulation/kernel/change.ts';
import { tellActivity } from '../../simulation/kernel/tell.ts';
import { findCollection } from '../collections/checks.ts';
import { applyChanges } from '../engine/apply.ts';
import type { InputsOf } from '../engine/offer.ts';

/** Custom client device settings. What is chosen in them holds for the members of the collections they are deployed to. */
export const clientSettingInputs: Omit<InputsOf<'settings'>, 'configure'> = {
  createClientSettings(db, { name, description, settings }, now, by) {
    checkChosen(settings);
    refuseEmpty(settings);
    refuseTaken(db, name);
    const id = nextId(db, 'client_settings');
    const priority = 1 + Math.max(0, ...allRows(db, 'client_settings').map((row) => row.priority));
    const row = { id, name, description, priority, chosen: stored(settings), changed_at: now };
    applyChanges(
      db,
      [
        { do: 'insert', table: 'client_settings', row },
        tellActivity('client_settings_created', { subject: name, actor: by.upn }, { priority }),
      ],
      now,
    );
    return id;
  },

  editClientSettings(db, { settingsId, name, description, settings }, now, by) {
    const known = findSettings(db, settingsId);
    checkChosen(settings);
    refuseEmpty(settings);
    if (name.toLowerCase() !== known.name.toLowerCase()) refuseTaken(db, name);
    const set = { name, description, chosen: stored(settings) };
    if (set.name === known.name && set.description === known.description && set.chosen === known.chosen) return null;
    applyChanges(
      db,
      [
        { do: 'update', table: 'client_settings', id: settingsId, set: { ...set, changed_at: now } },
        tellActivity('client_settings_edited', { subject: name, actor: by.upn }, {}),
        ...replanAll(now),
      ],
      now,
    );
    return null;
  },

  deleteClientSettings(db, { settingsId }, now, by) {
    const { name, priority } = findSettings(db, settingsId);
    const collections = deploymentsOf(db, settingsId);
    const collection = collections.length === 1 ? findCollection(db, collections[0]!).name : null;
    applyChanges(
      db,
      [
        { do: 'remove', table: 'client_settings_deployments', key: { settings_id: settingsId } },
        { do: 'remove', table: 'client_settings', key: { id: settingsId } },
        tellActivity('client_settings_deleted', { subject: name, actor: by.upn }, { priority, collection }),
        ...replanAll(now),
      ],
      now,
    );
    return null;
  },

  deployClientSettings: deploy(true),
  undeployClientSettings: deploy(false),

  moveClientSettings(db, { settingsId, direction }, now, by) {
    const known = findSettings(db, settingsId);
    const inOrder = allRows(db, 'client_settings', 'priority, id');
    const at = inOrder.findIndex(({ id }) => id === settingsId);
    const other = inOrder[direction === 'up' ? at - 1 : at + 1];
    if (!other) throw new LabError('settingUnknown', `${known.name} cannot be moved further ${direction}.`);
    applyChanges(
      db,
      [
        { do: 'update', table: 'client_settings', id: settingsId, set: { priority: other.priority, changed_at: now } },
        { do: 'update', table: 'client_settings', id: other.id, set: { priority: known.priority, changed_at: now } },
        tellActivity('client_settings_moved', { subject: known.name, actor: by.upn }, { priority: other.priority }),
        ...replanAll(now),
      ],
      now,
    );
    return null;
  },

  customize(db, { name, priority, collectionId, settings }, now, by) {
    findCollection(db, collectionId);
    checkChosen(settings);
    const rows = allRows(db, 'client_settings');
    const known = rows.find((row) => row.name.toLowerCase() === name.toLowerCase());
    const chosen = stored(settings);
    const isDeleted = Object.keys(settings).length === 0;
    if (isDeleted && !known) throw new LabError('settingUnknown', `There are no client settings "${name}".`);
    const taken = rows.find((row) => row.priority === priority && row.id !== known?.id);
    if (taken && !isDeleted)
      throw new LabError('priorityTaken', `${taken.name} has priority ${priority} already.`, {
        details: { name: taken.name },
      });
    const changes: Change[] = [];
    const set = { priority, chosen, changed_at: now };
    const id = known?.id ?? nextId(db, 'client_settings');
    if (known) changes.push({ do: 'remove', table: 'client_settings_deployments', key: { settings_id: id } });
    if (!known) changes.push({ do: 'insert', table: 'client_settings', row: { id, name, description: '', ...set } });
    else if (isDeleted) changes.push({ do: 'remove', table: 'client_settings', key: { id } });
    else changes.push({ do: 'update', table: 'client_settings', id, set });
    if (!isDeleted) changes.push(deployed(id, collectionId, now));
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

/** Deploys, or takes a deployment back; what is so already stays so. */
function deploy(isDeployed: boolean) {
  return (
    db: Db,
    { settingsId, collectionId }: InputParams<'settings.deployClientSettings'>,
    now: number,
    by: UserRow,
  ): null => {
    const { name } = findSettings(db, settingsId);
    const { name: collection } = findCollection(db, collectionId);
    if (deploymentsOf(db, settingsId).includes(collectionId) === isDeployed) return null;
    const key = { settings_id: settingsId, collection_id: collectionId };
    applyChanges(
      db,
      [
        isDeployed
          ? deployed(settingsId, collectionId, now)
          : { do: 'remove', table: 'client_settings_deployments', key },
        tellActivity(
          isDeployed ? 'client_settings_deployed' : 'client_settings_undeployed',
          { subject: name, actor: by.upn },
          { collection },
        ),
        ...replanAll(now),
      ],
      now,
    );
    return null;
  };
}

const deployed = (settingsId: number, collectionId: number, now: number): Change => ({
  do: 'insert',
  table: 'client_settings_deployments',
  row: { settings_id: settingsId, collection_id: collectionId, since: now },
});

const deploymentsOf = (db: Db, settingsId: number): number[] =>
  prepared(
    db,
    'SELECT collection_id FROM client_settings_deployments WHERE settings_id = ? ORDER BY since, collection_id',
  )
    .pluck()
    .all(settingsId) as number[];

/** Throws `settingUnknown`. */
function findSettings(db: Db, settingsId: number): ClientSettingsRow {
  const found = findRow(db, 'client_settings', settingsId);
  if (!found) throw new LabError('settingUnknown', `There are no client settings with id ${settingsId}.`);
  return found;
}

/** Throws `nameTaken`: a name is unique, that of the default settings too. */
function refuseTaken(db: Db, name: string): void {
  const taken = [...allRows(db, 'client_settings').map((row) => row.name), 'Default Client Settings'];
  if (taken.some((known) => known.toLowerCase() === name.toLowerCase()))
    throw new LabError('nameTaken', `There are client settings "${name}" already.`);
}

const stored = (settings: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.fromEntries(Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1))));

function refuseEmpty(settings: Readonly<Record<string, string>>): void {
  if (Object.keys(settings).length === 0)
    throw new LabError('settingUnknown', 'Custom client settings have at least one group of settings.');
}

/** Throws `settingUnknown` for what is no client setting, or no value of it. */
function checkChosen(settings: Readonly<Record<string, string>>): void {
  for (const [id, value] of Object.entries(settings)) checkClientSetting(id, value);
}
function checkClientSetting(id: string, value: string): void {
  const setting = catalogue.find((known) => known.id === id);
  if (!setting) throw new LabError('settingUnknown', `There is no client setting "${id}".`);
  if (setting.values !== 'text' && !setting.values.some((known) => known.value === value))
    throw new LabError(
      'settingUnknown',
      `${id} is one of ${setting.values.map((known) => known.value).join(', ')}, not "${value}".`,
    );
}
