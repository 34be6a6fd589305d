import type { Preferences } from '../../shared/requests.ts';
import { deviceFields } from '../../shared/devices/lists.ts';
import type { DeviceListRow } from '../../shared/devices/views.ts';
import type { JumpView, LabView } from '../../shared/labs/views.ts';
import type { SettingView } from '../../shared/settings/views.ts';
import type { Answers } from '../support/fake-transport.ts';
import { deviceView } from '../support/device-view.ts';
import { deviceRow, homeView, labView, now } from '../support/views.ts';
import { cloudAttachAnswers } from './cloud-attach.ts';
import { allActions, allActivities } from './orders.ts';
import { sessionOf } from './sessions.ts';

const hour = 3600;
const page = <Row>(rows: readonly Row[], offset: number, limit: number) => ({
  total: rows.length,
  rows: rows.slice(offset, offset + limit),
  now,
  revision: 1,
});

const ledger: JumpView = {
  from: now,
  to: now + 8 * hour,
  events: 1843,
  wallMs: 214,
  wasCanceled: false,
  ledger: [
    {
      what: 'Intune learns what changed on the device',
      count: 1,
      waitedSeconds: { min: 27_600, median: 27_600, max: 27_600 },
      because: 'the record follows at the next check-in (about every 8 h)',
      shortenedBy: 'a Sync would have',
      savedSeconds: 27_300,
      devices: ['CON-LT-00012'],
    },
    {
      what: 'Restart',
      count: 41,
      waitedSeconds: { min: 310, median: 5400, max: 26_100 },
      because: 'the device was offline',
      shortenedBy: 'only switching the device on would have',
      savedSeconds: null,
      devices: ['CON-LT-00031', 'CON-LT-00044', 'CON-LT-00101', 'CON-LT-00120', 'CON-LT-00133', 'CON-LT-00207'],
    },
    {
      what: 'Sync',
      count: 12,
      waitedSeconds: { min: 14, median: 60, max: 900 },
      because: 'the push notification was under way',
      shortenedBy: null,
      savedSeconds: null,
      devices: ['CON-LT-00301', 'CON-LT-00302'],
    },
  ],
};

const settings: SettingView[] = [
  {
    id: 'administrator',
    area: 'lab',
    section: 'Lab',
    normal: null,
    changedAt: null,
    label: 'Signed in as',
    type: 'choice',
    help: 'Whose role and licenses the consoles check.',
    target: null,
    targetLabel: null,
    value: 'robin.beck@contoso.example',
    values: [
      { value: 'robin.beck@contoso.example', label: 'Robin Beck — Intune Administrator' },
      { value: 'sam.ortiz@contoso.example', label: 'Sam Ortiz — Help Desk Operator' },
    ],
  },
  {
    id: 'remoteHelp',
    area: 'tenant',
    section: 'Microsoft Intune',
    normal: null,
    changedAt: null,
    label: 'Enable Remote Help',
    type: 'boolean',
    help: 'Tenant administration > Remote Help. Off by default in a real tenant.',
    target: null,
    targetLabel: null,
    value: 'on',
    values: [
      { value: 'on', label: 'On' },
      { value: 'off', label: 'Off' },
    ],
  },
  ...['Robin Beck', 'Sam Ortiz'].map((name) => ({
    id: 'remoteHelpLicense',
    area: 'directory' as const,
    section: 'Microsoft Entra ID',
    normal: 'on',
    changedAt: null,
    label: 'Remote Help license',
    type: 'boolean' as const,
    help: 'Needed by everybody who uses Remote Help, helpers and sharers.',
    target: name,
    targetLabel: name,
    value: 'on',
    values: [
      { value: 'on', label: 'On' },
      { value: 'off', label: 'Off' },
    ],
  })),
];

const hash = '7c41b1f0a9d0e2c3f4a5968778695a4b3c2d1e0f9182736455463728190a0b1c';
const devices: DeviceListRow[] = Array.from({ length: 1500 }, (_, index) => {
  const number = String(index + 1).padStart(5, '0');
  return deviceRow({ id: index + 1, recordId: index + 1001, name: `CON-LT-${number}` });
});

export function previewAnswers(options: {
  hasLab: boolean;
  isNewSite: boolean;
  theme: string | undefined;
  textPercent: number;
}): Answers {
  let lab: LabView | null = options.hasLab
    ? labView({
        description:
          'A company of medium size with offices on three continents. Part of its estate is co-managed; some of it is in trouble.',
      })
    : null;
  let preferences: Preferences = {
    theme: (options.theme ?? 'light') as Preferences['theme'],
    motion: 'system',
    textPercent: options.textPercent,
    columns: {},
  };
  const scenarios = [
    {
      name: 'contoso',
      title: 'Contoso',
      description: 'Offices on three continents; half of the estate is co-managed, some of it is in trouble.',
      devices: 1500,
      users: 1400,
      isScalable: true,
      schemaVersion: 1,
    },
    {
      name: 'first-steps',
      title: 'First steps',
      description: 'Twelve devices with one fault each: the quickest way to see what a record is.',
      devices: 12,
      users: 10,
      isScalable: false,
      schemaVersion: 1,
    },
  ];
  return {
    ...cloudAttachAnswers(options.isNewSite),
    'app:info': {
      version: '0.1.0',
      electron: '45.4.1',
      node: '24.21.0',
      sqlite: '3.54.0',
      platform: 'linux-x64',
      labsFolder: '~/Documents/Tandem labs',
    },
    'preferences:read': () => preferences,
    'preferences:write': (written) => (preferences = written),
    'lab:state': () => lab,
    'lab:scenarios': scenarios,
    'lab:choose-scenario': {
      fileName: 'mine.scenario.yaml',
      problems: [
        {
          line: 12,
          column: 5,
          path: 'offices[1].zone',
          message: 'No zone of this name is defined.',
          expected: 'one of berlin, tokyo',
        },
        {
          line: 48,
          column: 3,
          path: 'devices.laptops.cout',
          message: 'Unknown key.',
          expected: 'count, model, office, pattern',
        },
      ],
    },
    'lab:create': () => (lab = labView()),
    'lab:recent': [
      { id: 'a', fileName: 'contoso.tandem', title: 'Contoso', scenario: 'contoso', now, isOpen: options.hasLab },
      {
        id: 'b',
        fileName: 'first-steps-2.tandem',
        title: 'First steps',
        scenario: 'first-steps',
        now: now - 90_000,
        isOpen: false,
      },
    ],
    'lab:open': () => (lab = labView()),
    'lab:open-file': null,
    'lab:save-copy': { fileName: 'contoso-copy.tandem' },
    'lab:delete-checkpoint': null,
    'lab:reveal': null,
    'lab:checkpoints': [
      { name: 'baseline', at: now - 7 * hour, madeAt: now, hash, bytes: 9_000_000 },
      { name: 'before the wipe', at: now, madeAt: now, hash: null, bytes: 9_400_000 },
    ],
    'lab:checkpoint': ({ name }) => ({ name, at: now, madeAt: now, hash: null, bytes: 9_400_000 }),
    'lab:reset': ({ to }) => ({ archived: 'before reset 1', to: to ?? 'baseline', hash, matches: true }),
    'lab:hash': { hash },
    'lab:check': { ok: true, violations: [] },
    'settings.list': settings,
    'settings.individual': [],
    'settings.configure': settings[0]!,
    'clock:set-speed': ({ speed }) => (lab = labView({ ...lab, speed })),
    'clock:jump': ledger,
    'clock:cancel-jump': null,
    'home.read': homeView(),
    'devices.list': ({ offset, limit }) => page(devices, offset, limit),
    'devices.values': ({ list, field }) =>
      Object.keys(deviceFields[list].find(({ id }) => id === field)?.labels ?? {}).map((value) => ({
        value,
        count: 7,
      })),
    'devices.ids': { total: 1500, ids: [1, 2, 3] },
    'devices.find': ({ text }) =>
      devices
        .filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()))
        .slice(0, 8)
        .map(({ id, name }) => ({ id, name, detail: 'Latitude 7440 · Ana López' })),
    'devices.read': ({ deviceId }) => deviceView({ id: Number(deviceId) }),
    'actions.preview': { refusals: [], confirm: null, meant: [] },
    'actions.order': () => allActions.slice(0, 1),
    'actions.cancel': ({ actionId }) => allActions.find(({ id }) => id === actionId) ?? allActions[0]!,
    'actions.list': ({ states, kinds, reasons, search, offset, limit }) =>
      page(
        allActions.filter(
          (action) =>
            (states.length === 0 || states.includes(action.state)) &&
            (kinds.length === 0 || kinds.includes(action.kind)) &&
            (reasons.length === 0 || (action.reason !== null && reasons.includes(action.reason))) &&
            action.device.toLowerCase().includes(search.toLowerCase()),
        ),
        offset,
        limit,
      ),
    'activities.list': ({ kinds, search, offset, limit }) =>
      page(
        allActivities.filter(
          ({ kind, text }) =>
            (kinds.length === 0 || kinds.includes(kind)) && text.toLowerCase().includes(search.toLowerCase()),
        ),
        offset,
        limit,
      ),
    'session:show': null,
    'sessions.read': ({ actionId }) => sessionOf(actionId),
    'sessions.requestControl': ({ actionId }) => sessionOf(actionId),
    'sessions.end': () => sessionOf(8),
    'sessions.run': ({ command }) => ({ stdout: `'${command}' was run.\nSecond line of output.\n`, exitCode: 0 }),
  };
}
