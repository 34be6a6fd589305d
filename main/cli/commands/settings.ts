import type { Lab } from '../../lab/lab.ts';
import { takesEffect, type Effect } from '../../lab/settings/effects.ts';
import { answerView } from '../../lab/door.ts';
import { refuseWithheld } from '../../lab/knowledge.ts';
import { settingOf } from '../../lab/settings/settings.ts';
import { runNowIds } from '../../../shared/settings/run-now.ts';
import type { SettingView } from '../../../shared/settings/views.ts';
import type { Command } from '../command.ts';
import { iso, isoOrNull, type Json } from '../json.ts';
import { unlessWithheld, withLab } from '../open-lab.ts';

const settings: Command = {
  usage: ['settings FILE'],
  about: 'Lists what can be changed in site, tenant, directory and lab, and what was changed at devices and people.',
  positionals: [1, 1],
  options: {},
  run: (args) => withLab(args, ({ db }) => answerView(db, 'settings.list', {}).map(settingJson)),
};

const settingJson = ({ values, changedAt, withheld: _said, ...setting }: SettingView): Json => ({
  ...setting,
  changedAt: isoOrNull(changedAt),
  values: values.map(({ value }) => value),
  labels: Object.fromEntries(values.map(({ value, label }) => [value, label])),
});

const configure: Command = {
  usage: ['configure FILE SETTING VALUE [--target NAME]'],
  about: 'Changes a setting; NAME is the user, device or organizational unit that it is for.',
  positionals: [3, 3],
  options: { target: 'text' },
  run: (args) => {
    const [, setting, value] = args.positionals as [string, string, string];
    return withLab(args, (lab) => change(lab, setting, value, args.text('target') ?? null));
  },
};

function change(lab: Lab, setting: string, value: string, target: string | null): Json {
  const before = settingOf(lab.db, setting, target);
  // The journal gets the value as it is listed, so that typing it in capitals makes no other lab.
  const listed = before.values.find((known) => known.value.toLowerCase() === value.toLowerCase())?.value;
  lab.input('settings.configure', { setting: before.id, value: listed ?? value, target: before.target });
  const after = settingOf(lab.db, setting, target);
  return {
    setting: after.id,
    target: after.target,
    from: before.value,
    to: after.value,
    takesEffect: unlessWithheld(lab, 'expected', () => takesEffect(lab.db, after.id, after.target).map(effectJson)),
  };
}

/** A place that follows over a span of time has its first moment besides. */
const effectJson = ({ where, from, expectedBy }: Effect): Json => ({
  where,
  ...(from === expectedBy || expectedBy === null ? {} : { from: iso(from) }),
  expectedBy: isoOrNull(expectedBy),
});

const runNow: Command = {
  usage: ['run-now FILE WHAT'],
  about: `Starts by hand what runs on a schedule: ${runNowIds.join(', ')}.`,
  positionals: [2, 2],
  options: {},
  run: (args) =>
    withLab(args, (lab) => {
      const typed = args.positionals[1]!;
      const what = runNowIds.find((id) => id.toLowerCase() === typed.toLowerCase()) ?? typed;
      refuseWithheld(lab.db, 'identity.runNow', { what });
      lab.input('identity.runNow', { what });
      return { what, at: iso(lab.now) };
    }),
};

export const settingCommands = { settings, configure, 'run-now': runNow };
