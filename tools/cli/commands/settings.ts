import type { Lab } from '../../../main/lab/lab.ts';
import { settingOf, settingsOf } from '../../../main/lab/settings.ts';
import type { SettingView } from '../../../shared/views.ts';
import type { Command } from '../command.ts';
import { iso, type Json } from '../json.ts';
import { withLab } from '../open-lab.ts';

const settings: Command = {
  usage: ['settings FILE'],
  about: 'Lists what an administrator can change in site, tenant, directory and lab.',
  positionals: [1, 1],
  options: {},
  run: (args) => withLab(args, ({ db }) => settingsOf(db).map(settingJson)),
};

const settingJson = ({ values, ...setting }: SettingView): Json => ({
  ...setting,
  values: values.map(({ value }) => value),
  labels: Object.fromEntries(values.map(({ value, label }) => [value, label])),
});

const configure: Command = {
  usage: ['configure FILE SETTING VALUE [--target NAME]'],
  about: 'Changes a setting; NAME is the user whom a licence is for.',
  positionals: [3, 3],
  options: { target: 'text' },
  run: (args) => {
    const [, setting, value] = args.positionals as [string, string, string];
    return withLab(args, (lab) => change(lab, setting, value, args.text('target') ?? null));
  },
};

/** So far every setting is in force at once; where one is not, the lab says when each place follows. */
function change(lab: Lab, setting: string, value: string, target: string | null): Json {
  const before = settingOf(lab.db, setting, target);
  // The journal gets the value as it is listed, so that typing it in capitals makes no other lab.
  const listed = before.values.find((known) => known.value.toLowerCase() === value.toLowerCase())?.value;
  lab.input('configure', { setting: before.id, value: listed ?? value, target: before.target });
  const after = settingOf(lab.db, setting, target);
  return {
    setting: after.id,
    target: after.target,
    from: before.value,
    to: after.value,
    takesEffect: [{ where: after.area, expectedBy: iso(lab.now) }],
  };
}

export const settingCommands = { settings, configure };
