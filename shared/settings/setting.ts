import type { Condition, Way } from './condition.ts';

/**
 * Everything an administrator can set in directory, tenant and site, and what can be wrong at a device: one catalogue that
 * screens, command line, rules and faults share. A value that nobody set stands at `normal`. What a value leads to is in the
 * rules that read it; what it breaks, and how that is put right, stands beside it in `breaks`.
 */
export type SettingArea = 'directory' | 'tenant' | 'site' | 'device' | 'lab';
export type SettingTarget = 'user' | 'device' | 'ou';
/** Where a change shows first; `takesEffect` of `configure` names the moment. */
export type SettingReach = 'now' | 'entraCycle' | 'policyPoll' | 'nextAttempt' | 'restrictions' | 'gateway' | 'upload';
/** Who comes upon the value: waiting devices, the hourly join task among them, or only consoles and processes of the site. */
export type SettingReader = 'devices' | 'joinTask' | 'consoles';

/** That the setting be in order, as lists of prerequisites name it. */
export type SettingRequirement = {
  id: string;
  label: string;
  /** Said when it is met: one sentence, or one for each value. */
  met: string | Readonly<Record<string, string>>;
  neededFor: readonly Way[];
  /** From which site version on it counts; 0 is always. */
  from: number;
  /** The gateway and its list of parts name it (main/simulation/site/gateway.ts); nobody else does. */
  isGatewayPart: boolean;
};

export type Setting = {
  id: string;
  area: Exclude<SettingArea, 'lab'>;
  /** The heading under which screens show it. */
  section: string;
  label: string;
  target: SettingTarget | null;
  values: readonly { value: string; label: string }[] | 'text';
  normal: string;
  reach: SettingReach;
  help: string;
  readBy: SettingReader;
  /** The value that puts it right. */
  right: string;
  requirement: SettingRequirement | null;
  /** By value. */
  breaks: ReadonlyMap<string, Condition>;
};

/** What can be wrong at a device is set there: no console has it, so reading it is truth and setting it a repair. */
export const isAtDevice = ({ area }: Pick<Setting, 'area'>): boolean => area === 'device';

type Usual = 'good' | 'label' | 'code' | 'enrollmentCode' | 'answer' | 'command';
type Break = Omit<Condition, 'setting' | 'bad' | Usual> & Partial<Pick<Condition, Usual>>;
type More = {
  target?: SettingTarget;
  readBy?: SettingReader;
  right?: string;
  needed?: Pick<SettingRequirement, 'met' | 'neededFor'> & Partial<SettingRequirement>;
  breaks?: Readonly<Record<string, Break>>;
};
type Entry = Pick<Setting, 'label' | 'values' | 'normal' | 'reach' | 'help'> & More;

/** `help` null names the codes that its bad values show as. */
export const entry = (
  label: string,
  values: Setting['values'],
  normal: string,
  reach: SettingReach,
  help: string | null,
  more: More = {},
): Entry => ({ label, values, normal, reach, help: help ?? codesIn(more.breaks ?? {}), ...more });

const codesIn = (breaks: Readonly<Record<string, Break>>): string =>
  `${[...new Set(Object.values(breaks).flatMap(({ code }) => code ?? []))].join(', ')}.`;

export const inSection = (area: Setting['area'], section: string, entries: Record<string, Entry>): Setting[] =>
  Object.entries(entries).map(([id, known]) => settingFrom(id, area, section, known));

function settingFrom(id: string, area: Setting['area'], section: string, known: Entry): Setting {
  const { label, values, normal, reach, help, target, readBy, right = normal, needed, breaks = {} } = known;
  const requirement = needed ? { id, label, from: 0, isGatewayPart: false, ...needed } : null;
  const conditions = Object.entries(breaks).map(([bad, broken]): [string, Condition] => [
    bad,
    {
      label: requirement?.label ?? label,
      code: null,
      enrollmentCode: broken.code ?? null,
      answer: null,
      command: null,
      good: right,
      ...broken,
      setting: id,
      bad,
    },
  ]);
  return {
    id,
    area,
    section,
    label,
    target: target ?? null,
    values,
    normal,
    reach,
    help,
    readBy: readBy ?? 'devices',
    right,
    requirement,
    breaks: new Map(conditions),
  };
}

export const onOff = [
  { value: 'on', label: 'On' },
  { value: 'off', label: 'Off' },
] as const;
export const okOr = (...bad: [value: string, label: string][]) => [
  { value: 'ok', label: 'In order' },
  ...bad.map(([value, label]) => ({ value, label })),
];
export const choice = (...pairs: [value: string, label: string][]) => pairs.map(([value, label]) => ({ value, label }));
