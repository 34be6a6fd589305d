import { LabError } from '../../../shared/contract/errors.ts';
import { roleCatalogue, roles } from '../../../shared/rights/words.ts';
import { findSetting, settingsCatalogue } from '../../../shared/settings/catalogue.ts';
import type { Setting } from '../../../shared/settings/setting.ts';
import type { SettingView } from '../../../shared/settings/views.ts';
import type { Db } from '../../db/open.ts';
import { findRow, labRow, prepared } from '../../db/tables.ts';
import { readSetting } from '../engine/setting-values.ts';
import { organizationalUnits } from '../identity/units.ts';
import { administrators, resolveTarget, same, targetLabelOf } from './targets.ts';

/** What can be set, as the catalogue lists it, with what it stands at. Settings of the lab itself are here besides. */
const roleLabel = (role: string | null): string =>
  roles.flatMap((known) => (known === role ? [roleCatalogue[known].label] : []))[0] ?? 'No role';

function signedIn(db: Db): SettingView {
  return {
    id: 'administrator',
    area: 'lab',
    section: 'Lab',
    label: 'Signed in as',
    type: 'choice',
    target: null,
    targetLabel: null,
    value: findRow(db, 'users', labRow(db).administrator_id)!.upn,
    normal: null,
    changedAt: null,
    help: 'Whose role and licenses the consoles check.',
    values: administrators(db).map(({ upn, display_name: name, role }) => ({
      value: upn,
      label: `${name} — ${roleLabel(role)}`,
    })),
  };
}

function viewOf(db: Db, setting: Setting, target = '', targetLabel: string | null = null): SettingView {
  const { id, area, section, label, values, help, normal } = setting;
  const changedAt = prepared(db, 'SELECT changed_at FROM settings WHERE id = ? AND target = ?').pluck().get(id, target);
  const isSwitch = values !== 'text' && values.length === 2 && values[0]!.value === 'on';
  return {
    id,
    area,
    section,
    label,
    type: values === 'text' ? 'text' : isSwitch ? 'boolean' : 'choice',
    target: target === '' ? null : target,
    targetLabel,
    values: values === 'text' ? [] : values.map((value) => ({ ...value })),
    value: readSetting(db, id, target),
    normal,
    changedAt: (changedAt as number | undefined) ?? null,
    help,
  };
}

/** Whose value of a setting with a target is listed; null where nobody lists them. */
function listedTargets(db: Db, { id, target }: Setting): { key: string; label: string }[] | null {
  if (target === 'ou') return organizationalUnits(db).map((ou) => ({ key: ou, label: ou }));
  if (id === 'remoteHelpLicense' || id === 'intuneLicense' || id === 'siteRole')
    return administrators(db).map(({ upn, display_name: name }) => ({ key: upn, label: name }));
  return null;
}

/** All settings without a target, and of those with one the administrators' licenses and every organizational unit. */
export const settingsOf = (db: Db): SettingView[] => [
  signedIn(db),
  ...settingsCatalogue.flatMap((setting): SettingView[] =>
    setting.target === null
      ? [viewOf(db, setting)]
      : (listedTargets(db, setting) ?? []).map(({ key, label }) => viewOf(db, setting, key, label)),
  ),
];

/** What somebody has set for one user or one device, of settings that no list has. */
export function individualSettings(db: Db): SettingView[] {
  const set = prepared(db, `SELECT id, target FROM settings WHERE target <> '' ORDER BY id, target`).all() as {
    id: string;
    target: string;
  }[];
  return settingsCatalogue
    .filter((setting) => setting.target !== null && listedTargets(db, setting) === null)
    .flatMap((setting) =>
      set
        .filter(({ id }) => id === setting.id)
        .map(({ target }) => viewOf(db, setting, target, targetLabelOf(db, setting, target))),
    );
}

/**
 * One setting as it stands now. A target may be named as people do: a sign-in or display name, a device, an organizational
 * unit. Throws `settingUnknown`, or `nameAmbiguous` with the candidates.
 */
export function settingOf(db: Db, id: string, target: string | null): SettingView {
  if (same(id, 'administrator')) {
    if (target !== null) throw new LabError('settingUnknown', 'administrator is for the whole lab; it has no target.');
    return signedIn(db);
  }
  const setting = findSetting(id);
  if (!setting) throw new LabError('settingUnknown', `There is no setting "${id}".`);
  if (setting.target === null) {
    if (target !== null)
      throw new LabError('settingUnknown', `${setting.id} is for the whole ${setting.area}; it has no target.`);
    return viewOf(db, setting);
  }
  if (target === null)
    throw new LabError('settingUnknown', `${setting.id} needs the ${targetWords[setting.target]} it is for.`);
  const { key, label } = resolveTarget(db, setting.target, target);
  return viewOf(db, setting, key, label);
}
const targetWords = { user: 'user', device: 'device', ou: 'organizational unit' } as const;
