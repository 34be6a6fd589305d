import { LabError } from '../../../shared/contract/errors.ts';
import { roleCatalogue, roles } from '../../../shared/rights/words.ts';
import type { UserRow } from '../../rows/identity.ts';
import { findSetting, settingById, settingsCatalogue } from '../../../shared/settings/catalogue.ts';
import type { Setting } from '../../../shared/settings/setting.ts';
import type { SettingView } from '../../../shared/settings/views.ts';
import type { Db } from '../../db/open.ts';
import { findRow, labRow, prepared } from '../../db/tables.ts';
import type { Change } from '../../simulation/kernel/change.ts';
import { ouOf } from '../../simulation/identity/entra-connect.ts';
import { followsFrom } from '../../simulation/triggers/setting-effects.ts';
import { resolveDevice } from '../devices/resolve.ts';
import { changeSetting, readSetting } from './values.ts';
import { siteFactsOf } from '../engine/site-facts.ts';
import { tellActivity } from '../../simulation/kernel/tell.ts';

/** What can be set, as the catalogue lists it, with what it stands at. Settings of the lab itself are here besides. */
const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const administrators = (db: Db): UserRow[] =>
  prepared(db, 'SELECT * FROM users WHERE role IS NOT NULL ORDER BY id').all() as UserRow[];
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

/** Organizational units that hold computers: `Berlin/Computers`, from the computers' distinguished names. */
export function organizationalUnits(db: Db): string[] {
  const names = prepared(
    db,
    'SELECT DISTINCT substr(distinguished_name, instr(distinguished_name, ?)) FROM ad_computers',
  )
    .pluck()
    .all(',OU=') as string[];
  return [...new Set(names.map(ouOf))].sort();
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

function targetLabelOf(db: Db, { target: kind }: Setting, target: string): string {
  if (kind === 'device') return findRow(db, 'devices', Number(target))?.name ?? target;
  if (kind === 'user') {
    const name = prepared(db, 'SELECT display_name FROM users WHERE upn = ?').pluck().get(target);
    return (name as string | undefined) ?? target;
  }
  return target;
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

/** The stored form of a target, and its name for people. */
export function resolveTarget(
  db: Db,
  kind: NonNullable<Setting['target']>,
  target: string,
): { key: string; label: string } {
  if (kind === 'device') {
    const device = findRow(db, 'devices', resolveDevice(db, target))!;
    return { key: String(device.id), label: device.name };
  }
  if (kind === 'ou') {
    const ou = organizationalUnits(db).find((known) => same(known, target));
    if (ou === undefined) throw new LabError('settingUnknown', `There is no organizational unit "${target}".`);
    return { key: ou, label: ou };
  }
  const found = prepared(
    db,
    'SELECT * FROM users WHERE upn = :target OR display_name = :target COLLATE NOCASE ORDER BY id',
  ).all({ target }) as UserRow[];
  const users = found.some(({ upn }) => same(upn, target)) ? found.filter(({ upn }) => same(upn, target)) : found;
  if (users.length > 1) {
    const candidates = users.map(({ upn, display_name: name }) => ({ upn, name }));
    throw new LabError('nameAmbiguous', `"${target}" stands for ${candidates.map(({ upn }) => upn).join(', ')}.`, {
      details: { candidates },
    });
  }
  const [user] = users;
  if (!user) throw new LabError('settingUnknown', `There is no user "${target}".`);
  return { key: user.upn, label: user.display_name };
}

type Configuration = { setting: string; value: string; target: string | null };

/**
 * Changes of one setting; `target` is in its stored form. Throws LabError `settingUnknown` for anything the catalogue does not
 * list, and for values it does not know.
 */
export function configure(db: Db, { setting: id, value, target }: Configuration, actor: string): Change[] {
  const { now } = labRow(db);
  if (id === 'administrator') {
    const next = administrators(db).find(({ upn }) => same(upn, value));
    if (!next) throw new LabError('settingUnknown', `${value} is no administrator of this lab.`);
    return [
      { do: 'update', table: 'lab', id: 1, set: { administrator_id: next.id } },
      audit('Signed-in administrator', id, actor, value, actor),
    ];
  }
  const setting = settingById.get(id);
  if (!setting) throw new LabError('settingUnknown', `There is no setting "${id}".`);
  if ((setting.target === null) !== (target === null))
    throw new LabError('settingUnknown', `${id} ${setting.target === null ? 'has no target' : 'needs a target'}.`);
  if (setting.values !== 'text' && !setting.values.some((known) => known.value === value)) {
    const values = setting.values.map((known) => known.value).join(', ');
    throw new LabError('settingUnknown', `${id} is one of ${values}, not "${value}".`);
  }
  if (setting.values === 'text' && value.length > 2000)
    throw new LabError('settingUnknown', `${id} takes at most 2,000 characters.`);
  const key = target ?? '';
  if (setting.target !== null) resolveTarget(db, setting.target, key);
  const from = readSetting(db, id, key);
  if (from === value) return [];
  const subject = target === null ? setting.label : `${setting.label}: ${targetLabelOf(db, setting, key)}`;
  return [
    changeSetting(db, id, key, value, now),
    audit(subject, id, from, value, actor),
    ...followsFrom(siteFactsOf(db), setting, key, value, now),
  ];
}

const audit = (subject: string, setting: string, from: string, to: string, actor: string): Change =>
  tellActivity('setting_changed', { subject, actor }, { setting, from, to });
