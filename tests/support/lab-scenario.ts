import { parseScenario } from '../../main/lab/scenario/file.ts';
import type { Role } from '../../shared/rights/words.ts';
import type { CastDevice } from '../../shared/scenario/cast.ts';
import type { Scenario } from '../../shared/scenario/scenario.ts';

/** Small scenarios of every kind of device. Every option has a default: without any, one healthy laptop in the office. */
export type DeviceSet = Partial<CastDevice> & {
  /** What its person has; `null` for a device without a person. */
  person?: { remoteHelpLicense?: boolean } | null;
};
export type ScenarioSet = {
  devices?: readonly DeviceSet[];
  population?: readonly Record<string, unknown>[];
  people?: number;
  tenant?: Record<string, unknown>;
  policy?: Record<string, unknown> | null;
  rates?: Record<string, number>;
  start?: string;
  site?: Record<string, unknown>;
  /** The scenario's section `cloudAttach`. */
  cloud?: Record<string, unknown>;
};
/** A site that has set No: its domain-joined computers do not register. */
export const noAutoRegister = { settings: [{ setting: 'autoRegister', value: 'off' }] };
/** Wednesday 16 September 2026, 10:10 in Berlin. */
const start = '2026-09-16T08:10:00Z';
const workdays = ['mon', 'tue', 'wed', 'thu', 'fri'];
const everyDay = [...workdays, 'sat', 'sun'];
const presence = [
  { kind: 'office', week: [{ days: workdays, from: '08:00', to: '17:00', at: 'office' }], variants: 3 },
  { kind: 'home', week: [{ days: workdays, from: '08:00', to: '17:30', at: 'internet' }], awayEveryWeeks: 5 },
  { kind: 'evenings', week: [{ days: everyDay, from: '18:30', to: '22:30', at: 'internet' }] },
  { kind: 'nights', week: [{ days: everyDay, from: '22:00', to: '06:00', at: 'vpn' }] },
  { kind: 'always', week: [{ days: everyDay, from: '00:00', to: '24:00', at: 'office' }] },
  /** Leaves at 10:15, five minutes after the start, and is back at noon. */
  {
    kind: 'leavesSoon',
    week: [
      { days: workdays, from: '08:00', to: '10:15', at: 'office' },
      { days: workdays, from: '12:00', to: '17:00', at: 'office' },
    ],
  },
  /** In the office until 10:15, then at home. */
  {
    kind: 'goesHome',
    week: [
      { days: workdays, from: '08:00', to: '10:15', at: 'office' },
      { days: workdays, from: '11:00', to: '17:00', at: 'internet' },
    ],
  },
];
const models = [
  { name: 'Latitude 5450', manufacturer: 'Dell', form: 'laptop', platform: 'windows', diskGb: 512, battery: true },
  { name: 'PowerEdge R760', manufacturer: 'Dell', form: 'server', platform: 'windowsServer', diskGb: 1920 },
  { name: 'iPhone 15', manufacturer: 'Apple', form: 'phone', platform: 'ios', diskGb: 128, battery: true },
  { name: 'Pixel 9', manufacturer: 'Google', form: 'phone', platform: 'android', diskGb: 128, battery: true },
  { name: 'MacBook Air 13', manufacturer: 'Apple', form: 'laptop', platform: 'macos', diskGb: 512, battery: true },
  { name: 'Linux Box', manufacturer: 'Framework', form: 'laptop', platform: 'linux', diskGb: 512, battery: true },
];
const build = (name: string, os: string, platform: string, number: number, versions: readonly string[]) => ({
  name,
  os,
  platform,
  build: number,
  versions: versions.map((version, index) => ({ version, released: `2026-0${7 + index}-14` })),
});
const osBuilds = [
  build('win11', 'Windows 11 Enterprise', 'windows', 26_100, ['10.0.26100.8875', '10.0.26100.9168']),
  build('server', 'Windows Server 2022 Datacenter', 'windowsServer', 20_348, ['10.0.20348.5386']),
  build('ios', 'iOS', 'ios', 2606, ['26.6']),
  build('android', 'Android', 'android', 1600, ['16']),
  build('macos', 'macOS', 'macos', 2606, ['26.6']),
  build('linux', 'Ubuntu', 'linux', 2404, ['24.04']),
];
/** Model, build and join of each platform, as a device of it comes when a test names nothing else. */
const ofPlatform = {
  windows: { model: 'Latitude 5450', osBuild: 'win11', join: 'entra' },
  windowsServer: { model: 'PowerEdge R760', osBuild: 'server', join: 'domain', enrolled: false, client: true },
  ios: { model: 'iPhone 15', osBuild: 'ios', join: 'registered' },
  android: { model: 'Pixel 9', osBuild: 'android', join: 'registered' },
  macos: { model: 'MacBook Air 13', osBuild: 'macos', join: 'registered' },
  linux: { model: 'Linux Box', osBuild: 'linux', join: 'registered' },
} as const;
export const onPlatform = (platform: keyof typeof ofPlatform, more: DeviceSet = {}): DeviceSet => ({
  ...ofPlatform[platform],
  ...more,
});

export const administratorOfRole = (role: Role): string => `${role.toLowerCase()}@fabrikam.com`;
const administrators = (
  [
    'intuneAdministrator',
    'helpDeskOperator',
    'schoolAdministrator',
    'endpointSecurityManager',
    'readOnlyOperator',
    'globalAdministrator',
    'applicationManager',
    'policyAndProfileManager',
  ] as const
).map((role) => ({
  upn: administratorOfRole(role),
  name: `Ada ${role}`,
  role,
  office: 'Berlin',
}));

export function scenarioText({
  devices = [{}],
  population = [],
  people,
  tenant = {},
  policy = {},
  rates,
  start: from = start,
  site = {},
  cloud,
}: ScenarioSet = {}): string {
  const persons = devices.map(({ person }, index) =>
    person === null
      ? null
      : {
          upn: `person${index + 1}@fabrikam.com`,
          name: `Person ${index + 1}`,
          department: 'Sales',
          title: 'Seller',
          office: 'Berlin',
          ...person,
        },
  );
  const users = persons.filter((user) => user !== null);
  const scenario = {
    schemaVersion: 2,
    name: 'tiny',
    title: 'Tiny',
    description: 'For tests.',
    start: from,
    serviceDate: '2026-09-16',
    site: {
      code: 'FAB',
      name: 'Fabrikam',
      domain: 'corp.fabrikam.com',
      netbiosDomain: 'FABRIKAM',
      managementPoint: 'cm01.corp.fabrikam.com',
      serviceConnectionPoint: 'cm01.corp.fabrikam.com',
      clientVersion: '5.00.9146.1000',
      ...site,
    },
    tenant: { name: 'Fabrikam', domain: 'fabrikam.com', remoteHelp: true, ...tenant },
    compliancePolicies:
      policy === null
        ? []
        : [
            {
              name: 'Windows',
              platform: 'windows',
              requireEncryption: true,
              requireDefender: true,
              minOsBuild: 22_631,
              graceHours: 72,
              ...policy,
            },
          ],
    zones: [
      {
        name: 'Europe/Berlin',
        transitions: [
          ['1970-01-01', '01'],
          ['2026-03-29', '02'],
          ['2026-10-25', '01'],
          ['2027-03-28', '02'],
          ['2027-10-31', '01'],
        ].map(([date, hours]) => ({
          from: `${date}T${date === '1970-01-01' ? '00' : '01'}:00:00Z`,
          offset: `+${hours}:00`,
        })),
      },
    ],
    offices: [{ name: 'Berlin', city: 'Berlin', country: 'Germany', code: 'BER', zone: 'Europe/Berlin', main: true }],
    departments: [{ name: 'Sales', titles: ['Seller'] }],
    groups: [{ name: 'All Sales', departments: ['Sales'] }],
    models,
    osBuilds,
    presence,
    administrators,
    population,
    people: { count: people ?? administrators.length + users.length },
    ...(rates ? { rates } : {}),
    ...(cloud ? { cloudAttach: cloud } : {}),
    cast: {
      users,
      devices: devices.map(({ person: _, ...device }, index) => ({
        name: `LAP-${index + 1}`,
        story: 'For tests.',
        office: 'Berlin',
        presence: 'office',
        enrolled: true,
        ...ofPlatform.windows,
        ...(persons[index] ? { user: persons[index].upn } : {}),
        ...device,
      })),
    },
  };
  // The parser takes no endless lines.
  return JSON.stringify(scenario, null, 1);
}

export function buildScenario(set: ScenarioSet = {}): { scenario: Scenario; text: string } {
  const text = scenarioText(set);
  const result = parseScenario(text);
  if (!result.ok) throw new Error(`buildScenario: ${JSON.stringify(result.errors.slice(0, 3))}`);
  return { scenario: result.scenario, text };
}

/** Two hundred mixed devices with every kind of trouble: enough for lists, seeds and invariants, made in a fraction of a second. */
export const mixedPopulation: ScenarioSet = {
  devices: [
    { autopilot: true },
    { presence: 'drawer', lastOnDaysAgo: 23 },
    { pushBlocked: true },
    { wipeHabit: 'silent' },
    { wipeHabit: 'reports' },
    { encrypted: false, graceEndsInHours: 20 },
    { notEvaluated: true, enrolledDaysAgo: 0 },
    { presence: 'drawer', lastOnDaysAgo: 40, enrolledDaysAgo: 500 },
    { silentWipe: { orderedHoursAgo: 27, deliveredHoursAgo: 26 }, presence: 'drawer', lastOnDaysAgo: 1 },
    { orphan: true, enrolled: false, join: 'registered', ownership: 'personal', presence: 'drawer', lastOnDaysAgo: 9 },
    {
      staleRecords: [
        { service: 'intune', name: 'LAP-OLD', lastContactDaysAgo: 52, decommissioned: false },
        { service: 'entra', name: 'LAP-OLD', lastContactDaysAgo: 52, decommissioned: false },
      ],
    },
    onPlatform('ios', { supervised: true, presence: 'always' }),
    onPlatform('android', { ownership: 'personal', presence: 'always' }),
    onPlatform('windowsServer', { presence: 'always', person: null }),
  ],
  people: 180,
  population: [
    groupOf('Laptops', 60, {
      presence: { office: 4, home: 3, evenings: 1, drawer: 1 },
      join: 'hybrid',
      client: true,
      enrolled: true,
    }),
    groupOf('Cloud laptops', 50, { presence: { office: 3, home: 3, nights: 1 }, join: 'entra', enrolled: true }),
    groupOf('Site only', 40, { presence: { office: 3, always: 1 }, join: 'hybrid', client: true }),
    groupOf('Phones', 40, {
      models: { 'iPhone 15': 1 },
      osBuilds: { ios: 1 },
      presence: { always: 1 },
      join: 'registered',
      enrolled: true,
      users: 'mobile',
      ownership: 'personal',
    }),
  ],
  rates: {
    encryptionOff: 150,
    defenderOff: 60,
    pendingReboot: 200,
    updatesIn30Days: 400,
    diskNearlyFull: 80,
    pushBlocked: 80,
    clientCheckFailed: 100,
    orphanRecord: 40,
    staleRecord: 60,
    recordsLag: 300,
  },
};

/** So many computers alike, of one model with Windows 11. */
export function groupOf(name: string, count: number, more: Record<string, unknown>): Record<string, unknown> {
  return {
    name,
    count,
    deviceName: `${name.slice(0, 3).toUpperCase().trim()}-{number}`,
    models: { 'Latitude 5450': 1 },
    osBuilds: { win11: 1 },
    ...more,
  };
}
