import type { Wanted } from '../../parts/wizards/configure-all.ts';

/** The pages of the wizard of Microsoft Entra Connect. Source: its custom set-up, device options and hybrid join pages, 2024. */
export const pageTitles = {
  welcome: 'Welcome to Microsoft Entra Connect',
  tasks: 'Additional tasks',
  review: 'Review your solution',
  overview: 'Overview',
  account: 'Connect to Microsoft Entra ID',
  units: 'Domain and OU filtering',
  attributes: 'Microsoft Entra attributes',
  device: 'Device options',
  systems: 'Device operating systems',
  scp: 'SCP configuration',
  staging: 'Configure staging mode',
  signIn: 'User sign-in',
  ready: 'Ready to configure',
  complete: 'Configuration complete',
} as const;
export type PageId = keyof typeof pageTitles;

/** What the server can be set up for once it is installed, and the pages between the choice and *Ready to configure*. */
export const tasks = {
  review: { label: 'View or export current configuration', pages: [] },
  synchronization: {
    label: 'Customize synchronization options',
    pages: ['account', 'units', 'attributes'],
  },
  device: { label: 'Configure device options', pages: ['overview', 'account', 'device', 'systems', 'scp'] },
  staging: { label: 'Configure staging mode', pages: ['account', 'staging'] },
  signIn: { label: 'Change user sign-in', pages: ['account', 'signIn'] },
} as const satisfies Record<string, { label: string; pages: readonly PageId[] }>;
export type TaskId = keyof typeof tasks;
export const taskIds = Object.keys(tasks) as TaskId[];

/** Pages of a task from first to last. Of a federated domain the service connection point comes before the operating systems. */
export function pagesOf(task: TaskId, isFederated: boolean): PageId[] {
  if (task === 'review') return ['welcome', 'tasks', 'review'];
  const own: PageId[] = [...tasks[task].pages];
  if (task === 'device' && isFederated) own.splice(-2, 2, 'scp', 'systems');
  return ['welcome', 'tasks', ...own, 'ready', 'complete'];
}

/** Options of the page *Device operating systems*. */
export const systems = {
  current: 'Windows 10 or later domain-joined devices.',
  downlevel: 'Supported Windows downlevel domain-joined devices.',
} as const;

/** What is chosen in the wizard; it begins with what is set up. */
export type Draft = {
  systems: { current: boolean; downlevel: boolean };
  /** A forest that gets a service connection point, and by which service its users are authenticated; null leaves it as it is. */
  service: string | null;
  isAuthorized: boolean;
  /** By organizational unit. */
  units: Readonly<Record<string, boolean>>;
  limitsAttributes: boolean;
  isStaging: boolean;
  signIn: string;
};

const onOff = (isOn: boolean): string => (isOn ? 'on' : 'off');

/** What *Configure* sets, in words and as settings. */
type Step = { words: string; wanted: Wanted };

/** What a task comes to. `before` is what is set up: what stays as it is, is not set again. */
export function stepsOf(task: TaskId, draft: Draft, before: Draft, forest: string): Step[] {
  if (task === 'device') {
    const { current } = draft.systems;
    return [
      {
        words: `${current ? 'Configure' : 'Leave out'} Microsoft Entra hybrid join for Windows 10 or later domain-joined devices`,
        wanted: { setting: 'entraConnectHybridJoin', value: onOff(current) },
      },
      ...(draft.service === null
        ? []
        : [
            {
              words: `Configure the service connection point of ${forest}`,
              wanted: { setting: 'scp', value: 'ownTenant' },
            },
          ]),
    ];
  }
  if (task === 'synchronization')
    return [
      ...Object.entries(draft.units)
        .filter(([unit, isIn]) => before.units[unit] !== isIn)
        .map(([unit, isIn]) => ({
          words: `${isIn ? 'Synchronize' : 'Do not synchronize'} ${unit}`,
          wanted: { setting: 'ouInSync', value: onOff(isIn), target: unit },
        })),
      {
        words: draft.limitsAttributes
          ? 'Leave the default device attributes out of the synchronization'
          : 'Synchronize the default device attributes',
        wanted: { setting: 'entraConnectAttributes', value: onOff(!draft.limitsAttributes) },
      },
    ];
  if (task === 'staging')
    return [
      {
        words: draft.isStaging ? 'Enable staging mode' : 'Disable staging mode',
        wanted: { setting: 'entraConnectStaging', value: onOff(draft.isStaging) },
      },
    ];
  return task === 'signIn'
    ? [{ words: 'Change user sign-in', wanted: { setting: 'signInMethod', value: draft.signIn } }]
    : [];
}
