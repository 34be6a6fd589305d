import { views, type ViewAnswer } from '../../../shared/offers.ts';
import { runNowIds } from '../../../shared/settings/run-now.ts';
import type { SettingView } from '../../../shared/settings/views.ts';
import type { Command } from '../command.ts';
import type { Door } from '../door.ts';
import { iso, isoOrNull, type Json } from '../json.ts';
import { withDoor } from '../open-lab.ts';

const settings: Command = {
  usage: ['settings FILE'],
  about: 'Lists what can be changed in site, tenant, directory and lab, and what was changed at devices and people.',
  positionals: [1, 1],
  options: {},
  run: (args) =>
    withDoor(args, (door) =>
      [
        ...door.view('settings.list', {}),
        ...(door.withheld.unless(['faults'], () => door.view('settings.individual', {})) ?? []),
      ].map(settingJson),
    ),
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
    return withDoor(args, (door) => change(door, setting, value, args.text('target') ?? null));
  },
};

function change(door: Door, setting: string, value: string, target: string | null): Json {
  const read = { setting, target };
  const before = door.withheld.unless(views.get('settings.read')!.asks(read), () =>
    door.view('settings.read', read, ['value']),
  );
  const after = door.input('settings.configure', { setting, value, target }, ['id', 'target', 'value']);
  return {
    setting: after.id,
    target: after.target,
    from: before?.value ?? null,
    to: after.value,
    takesEffect: door.withheld.unless(['expected'], () =>
      door.view('settings.effects', { setting: after.id, target: after.target }).map(effectJson),
    ),
  };
}

/** A place that follows over a span of time has its first moment besides. */
type Effect = ViewAnswer<'settings.effects'>[number];
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
    withDoor(args, (door) => {
      const typed = args.positionals[1]!;
      const what = runNowIds.find((id) => id.toLowerCase() === typed.toLowerCase()) ?? typed;
      door.input('identity.runNow', { what });
      return { what, at: iso(door.now) };
    }),
};

export const settingCommands = { settings, configure, 'run-now': runNow };
