/**
 * Every page of the window, once: what it is called, where it stands and by which address it is reached. The window, faults, help,
 * tests and the tour name a page by its id; titles and addresses are read here, so a page can be moved by changing its line.
 */

/** The places that the navigation shows, in its order. `product`: what the real console is called. */
export const consoles = {
  lab: { title: 'Lab', product: null },
  intune: { title: 'Cloud console', product: 'Intune admin center' },
  configmgr: { title: 'Site console', product: 'Configuration Manager console' },
  entra: { title: 'Directory', product: 'Microsoft Entra admin center' },
} as const;
type ConsoleId = keyof typeof consoles;
export const consoleIds = Object.keys(consoles) as ConsoleId[];

type Page = {
  title: string;
  /** Parts of the path that begin with a colon are parameters. */
  address: `/${string}`;
  console: ConsoleId;
  /** A name of renderer/ui/icons.ts. */
  icon: string;
  /** In the navigation; reached only through another page; or a window of its own, without navigation and clock. */
  shown: 'navigation' | 'within' | 'window';
  /** The page between Home and this one, where there is one. */
  parent?: string;
  /** The nodes that lead there in the real console. */
  documented?: readonly string[];
  /**
   * Sides of the page with addresses of their own: the name in the query that chooses one, what each is called, and what a link may
   * still call it.
   */
  tabs?: { by: string; titles: Readonly<Record<string, string>>; formerly?: Readonly<Record<string, string>> };
};

const cloudServices = ['Administration', 'Cloud Services'] as const;
const deviceCollections = ['Assets and Compliance', 'Device Collections'] as const;

/** In the order of the navigation. */
// prettier-ignore
export const screens = {
  home: { title: 'Home', address: '/', console: 'lab', icon: 'home', shown: 'navigation' },
  fleet: { title: 'All devices', address: '/lab/devices', console: 'lab', icon: 'desktop', shown: 'navigation' },
  actions: { title: 'Actions', address: '/actions', console: 'lab', icon: 'clipboard-task', shown: 'navigation',
    tabs: { by: 'tab', titles: { waiting: 'Waiting', past: 'Past', all: 'All' } } },
  activities: { title: 'Activity log', address: '/activities', console: 'lab', icon: 'history', shown: 'navigation' },
  logs: { title: 'Logs', address: '/lab/logs', console: 'lab', icon: 'text-bullet-list', shown: 'navigation' },
  faults: { title: 'Faults', address: '/lab/faults', console: 'lab', icon: 'wrench-screwdriver', shown: 'navigation' },
  lab: { title: 'Lab', address: '/lab', console: 'lab', icon: 'beaker', shown: 'navigation' },
  help: { title: 'Help', address: '/help', console: 'lab', icon: 'book-open', shown: 'navigation' },
  settings: { title: 'Settings', address: '/settings', console: 'lab', icon: 'settings', shown: 'navigation' },
  device: { title: 'Device', address: '/devices/:deviceId', console: 'lab', icon: 'laptop', shown: 'within', parent: 'fleet',
    tabs: { by: 'tab', titles: {
      overview: 'Overview', records: 'Reality and records', management: 'Cloud attach', attached: 'ConfigMgr',
      atDevice: 'At the device', logs: 'Logs', actions: 'Actions', activity: 'Activity',
    }, formerly: { desk: 'atDevice' } } },
  remoteHelp: { title: 'Remote Help', address: '/remote-help/:actionId', console: 'lab', icon: 'person-support', shown: 'window' },

  cloudDevices: { title: 'Devices', address: '/cloud/devices', console: 'intune', icon: 'cloud', shown: 'navigation',
    documented: ['Devices', 'All devices'] },
  enrollment: { title: 'Enrollment and policies', address: '/cloud/enrollment', console: 'intune', icon: 'shield-task', shown: 'navigation',
    documented: ['Devices', 'Enrollment'] },
  connector: { title: 'ConfigMgr connector', address: '/cloud/connector', console: 'intune', icon: 'plug-connected', shown: 'navigation',
    documented: ['Tenant administration', 'Connectors and tokens', 'Microsoft Endpoint Configuration Manager'] },

  siteDevices: { title: 'Devices', address: '/site/devices', console: 'configmgr', icon: 'server', shown: 'navigation',
    documented: ['Assets and Compliance', 'Devices'] },
  collections: { title: 'Device collections', address: '/site/collections', console: 'configmgr', icon: 'apps-list', shown: 'navigation',
    documented: deviceCollections },
  collection: { title: 'Collection', address: '/site/collections/:collectionId', console: 'configmgr', icon: 'apps-list', shown: 'within',
    parent: 'collections', documented: deviceCollections },
  cloudAttach: { title: 'Cloud Attach', address: '/site/cloud-attach', console: 'configmgr', icon: 'cloud-link', shown: 'navigation',
    documented: [...cloudServices, 'Cloud Attach'],
    tabs: { by: 'properties', titles: {
      upload: 'Configure upload', enablement: 'Enablement', workloads: 'Workloads', staging: 'Staging',
    } } },
  cloudAttachWizard: { title: 'Cloud Attach Configuration Wizard', address: '/site/cloud-attach/configure', console: 'configmgr', icon: 'cloud-link',
    shown: 'within', parent: 'cloudAttach', documented: [...cloudServices, 'Cloud Attach', 'Configure Cloud Attach'],
    tabs: { by: 'step', titles: {
      prerequisites: 'Prerequisites', signIn: 'Sign in', settings: 'Settings', upload: 'Configure upload', enablement: 'Enablement',
      preview: 'Preview', summary: 'Summary', completion: 'Completion',
    } } },
  authority: { title: 'Authority matrix', address: '/site/authority', console: 'configmgr', icon: 'table', shown: 'navigation', parent: 'cloudAttach' },
  prerequisites: { title: 'Prerequisites', address: '/site/prerequisites', console: 'configmgr', icon: 'task-list-ltr', shown: 'navigation' },
  clientSettings: { title: 'Client settings', address: '/site/client-settings', console: 'configmgr', icon: 'window-settings', shown: 'navigation',
    documented: ['Administration', 'Client Settings'] },
  gateway: { title: 'Cloud management gateway', address: '/site/gateway', console: 'configmgr', icon: 'cloud-link', shown: 'navigation',
    documented: [...cloudServices, 'Cloud Management Gateway'] },
  siteStatus: { title: 'Site status', address: '/site/status', console: 'configmgr', icon: 'server-link', shown: 'navigation',
    documented: ['Monitoring', 'System Status', 'Component Status'] },
  addDevices: { title: 'Add devices', address: '/site/add-devices', console: 'configmgr', icon: 'add', shown: 'navigation' },

  directoryDevices: { title: 'Devices', address: '/directory/devices', console: 'entra', icon: 'organization', shown: 'navigation',
    documented: ['Devices', 'All devices'],
    tabs: { by: 'directory', titles: { entra: 'Microsoft Entra ID', ad: 'Active Directory' } } },
  directorySync: { title: 'Directory sync', address: '/directory/sync', console: 'entra', icon: 'arrow-sync', shown: 'navigation' },
  mobility: { title: 'Users and mobility', address: '/directory/mobility', console: 'entra', icon: 'people-team', shown: 'navigation',
    documented: ['Mobility (MDM and WIP)', 'Microsoft Intune'] },
} as const satisfies Readonly<Record<string, Page>>;

type Screens = typeof screens;
export type ScreenId = keyof Screens;
export const screenIds = Object.keys(screens) as ScreenId[];

type ParameterNames<Address extends string> = Address extends `${string}/:${infer Name}/${infer Rest}`
  ? Name | ParameterNames<`/${Rest}`>
  : Address extends `${string}/:${infer Name}`
    ? Name
    : never;
/** A page that one can go to without knowing anything more. */
export type PlainScreenId = {
  [Id in ScreenId]: [ParameterNames<Screens[Id]['address']>] extends [never] ? Id : never;
}[ScreenId];
type Tabs<Id extends ScreenId> = Screens[Id] extends { tabs: { by: infer By extends string; titles: infer Titles } }
  ? Partial<Record<By, keyof Titles>>
  : unknown;
/** What the address of a page needs, its parameters, and what it may have, its tab. */
type ScreenParameters<Id extends ScreenId> = Record<ParameterNames<Screens[Id]['address']>, number | string> & Tabs<Id>;
/** What stands after the question mark beside the tab, written as in an address. */
type Query = string;
/** Of every page: `addressOf('home')`, `addressOf('device', { deviceId: 12, tab: 'records' })`. */
export type ToScreen<Id extends ScreenId> = [
  id: Id,
  ...(object extends ScreenParameters<Id>
    ? [parameters?: ScreenParameters<Id>, query?: Query]
    : [parameters: ScreenParameters<Id>, query?: Query]),
];

type Given = Readonly<Record<string, number | string | undefined>>;
/** The address of a page, from the root of the window on. */
export function addressOf<Id extends ScreenId>(...to: ToScreen<Id>): string {
  // What the types ask of each page comes to this for any of them.
  const [id, given = {}, query = ''] = to as unknown as [Id, Given?, Query?];
  const page: Page = screens[id];
  const path = page.address.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(given[name])));
  const tab = page.tabs && given[page.tabs.by];
  const asked = [tab === undefined ? '' : `${page.tabs!.by}=${tab}`, query].filter((part) => part !== '').join('&');
  return asked === '' ? path : `${path}?${asked}`;
}

const patternOf = (id: ScreenId): RegExp => new RegExp(`^${screens[id].address.replace(/:\w+/g, '[^/]+')}$`);
/** The page at a path without a query; undefined where there is none. */
export const screenAt = (path: string): ScreenId | undefined => screenIds.find((id) => patternOf(id).test(path));

/** The pages of a console that the navigation lists, in its order. */
export const navigationOf = (console: ConsoleId): PlainScreenId[] =>
  screenIds.filter((id): id is PlainScreenId => screens[id].console === console && screens[id].shown === 'navigation');

/** The pages on the way to a page, from Home on and without itself. */
export function wayTo(id: ScreenId): PlainScreenId[] {
  const page = screens[id];
  if (id === 'home') return [];
  return 'parent' in page ? [...wayTo(page.parent), page.parent] : ['home'];
}

/** Where a page is in the window: “Site console › Prerequisites”. One that others lead to is known by its title alone. */
export function placeOf(id: ScreenId): string {
  const { title, console, shown } = screens[id];
  return shown === 'navigation' ? `${consoles[console].title} › ${title}` : title;
}

type DocumentedId = { [Id in ScreenId]: Screens[Id] extends { documented: readonly string[] } ? Id : never }[ScreenId];
/** Where the real console has the page: “Administration › Client Settings”. */
export const documentedPath = (id: DocumentedId): string => screens[id].documented.join(' › ');
/** The same with the console's name: “Configuration Manager console › Administration › Client Settings”. */
export const documentedPlace = (id: DocumentedId): string =>
  `${consoles[screens[id].console].product} › ${documentedPath(id)}`;
