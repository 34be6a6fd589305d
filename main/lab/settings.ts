import { LabError } from '../../shared/errors.ts';
import { roleCatalogue, roles } from '../../shared/remote-actions.ts';
import type { UserRow } from '../../shared/rows.ts';
import type { SettingView } from '../../shared/views.ts';
import type { Db } from '../db/open.ts';
import { findRow, labRow, prepared } from '../db/tables.ts';
import type { Change } from '../simulation/change.ts';

/** What an administrator can change in tenant and directory so far; more areas join with cloud attach. */
const onOff = [
  { value: 'on', label: 'On' },
  { value: 'off', label: 'Off' },
];

const administrators = (db: Db): UserRow[] =>
  prepared(db, 'SELECT * FROM users WHERE role IS NOT NULL ORDER BY id').all() as UserRow[];
const roleLabel = (role: string | null): string =>
  roles.flatMap((known) => (known === role ? [roleCatalogue[known].label] : []))[0] ?? 'No role';

export function settingsOf(db: Db): SettingView[] {
  const tenant = findRow(db, 'tenant', 1)!;
  const signedIn = findRow(db, 'users', labRow(db).administrator_id)!;
  return [
    {
      id: 'administrator',
      area: 'lab',
      label: 'Signed in as',
      type: 'choice',
      target: null,
      value: signedIn.upn,
      help: 'Whose role and licences the consoles check.',
      values: administrators(db).map(({ upn, display_name: name, role }) => ({
        value: upn,
        label: `${name} — ${roleLabel(role)}`,
      })),
    },
    {
      id: 'remoteHelp',
      area: 'tenant',
      label: 'Enable Remote Help',
      type: 'boolean',
      target: null,
      values: onOff,
      value: tenant.remote_help_enabled ? 'on' : 'off',
      help: 'Tenant administration > Remote Help. Off by default in a real tenant.',
    },
    ...administrators(db).map((user): SettingView => licence(user)),
  ];
}

const licence = (user: UserRow): SettingView => ({
  id: 'remoteHelpLicence',
  area: 'directory',
  label: `Remote Help licence of ${user.display_name}`,
  type: 'boolean',
  target: user.upn,
  values: onOff,
  value: user.remote_help_licence ? 'on' : 'off',
  help: 'Needed by everybody who uses Remote Help, helpers and sharers.',
});

/**
 * One setting as it stands now. A licence may be asked for any user, by sign-in name or display name, not only for those
 * listed. Throws `settingUnknown`, or `nameAmbiguous` with the candidates.
 */
export function settingOf(db: Db, id: string, target: string | null): SettingView {
  const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
  const known = settingsOf(db).filter((setting) => same(setting.id, id));
  const [first] = known;
  if (!first) throw new LabError('settingUnknown', `There is no setting "${id}".`);
  if (first.target === null) {
    if (target !== null)
      throw new LabError('settingUnknown', `${first.id} is for the whole ${first.area}; it has no target.`);
    return first;
  }
  if (target === null) throw new LabError('settingUnknown', `${first.id} needs the user whom it is for.`);
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
  return licence(user);
}

type Configuration = { setting: string; value: string; target: string | null };

/** Changes of one setting. Any user may be the target of a licence. Throws LabError `settingUnknown` for anything not listed. */
export function configure(db: Db, { setting, value, target }: Configuration, actor: string): Change[] {
  const audit = (subject: string, from: string): Change => ({
    do: 'activity',
    kind: 'setting_changed',
    deviceId: null,
    subject,
    actor,
    details: { setting, from, to: value },
  });
  const flag = (): 0 | 1 => {
    if (value === 'on' || value === 'off') return value === 'on' ? 1 : 0;
    throw new LabError('settingUnknown', `${setting} is on or off, not "${value}".`);
  };
  const user =
    target === null
      ? undefined
      : (prepared(db, 'SELECT * FROM users WHERE upn = ?').get(target) as UserRow | undefined);
  switch (setting) {
    case 'administrator': {
      const next = administrators(db).find(({ upn }) => upn.toLowerCase() === value.toLowerCase());
      if (!next) throw new LabError('settingUnknown', `${value} is no administrator of this lab.`);
      prepared(db, 'UPDATE lab SET administrator_id = ? WHERE id = 1').run(next.id);
      return [audit('Signed-in administrator', actor)];
    }
    case 'remoteHelp': {
      const tenant = findRow(db, 'tenant', 1)!;
      return [
        { do: 'update', table: 'tenant', id: 1, set: { remote_help_enabled: flag() } },
        audit('Remote Help', tenant.remote_help_enabled ? 'on' : 'off'),
      ];
    }
    case 'remoteHelpLicence':
      if (!user) throw new LabError('settingUnknown', `There is no user ${target ?? '(none named)'}.`);
      return [
        { do: 'update', table: 'users', id: user.id, set: { remote_help_licence: flag() } },
        audit(user.upn, user.remote_help_licence ? 'on' : 'off'),
      ];
    default:
      throw new LabError('settingUnknown', `There is no setting "${setting}".`);
  }
}
