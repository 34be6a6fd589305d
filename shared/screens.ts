/**
 * Every page of the window, once: what it is called, where it stands and by which address it is reached. The window, faults, help,
 * tests and the tour name a page by its id; titles and addresses are read here, so a page can be moved by changing its line.
 */

/**
 * The places of the switcher, in its order: the lab, and what it simulates. `product`: what the real console is called. `portals`: where a
 * browser has it, as tutorials tell people to go there; the search knows these.
 */
export const consoles = {
  lab: { title: 'Lab', product: null, icon: 'beaker', portals: [] },
  intune: {
    title: 'Intune',
    product: 'Microsoft Intune admin center',
    icon: 'cloud',
    portals: ['https://intune.microsoft.com'],
  },
  configmgr: { title: 'ConfigMgr', product: 'Configuration Manager console', icon: 'server', portals: [] },
  entra: {
    title: 'Entra',
    product: 'Microsoft Entra admin center',
    icon: 'organization',
    portals: ['https://entra.microsoft.com', 'https://portal.azure.com'],
  },
  servers: { title: 'Servers', product: null, icon: 'building', portals: [] },
  devices: { title: 'Devices', product: null, icon: 'laptop', portals: [] },
} as const;
export type ConsoleId = keyof typeof consoles;
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
  /** The nodes that lead there as the documentation writes them, the page's own included; in the lab, the heading it stands under. */
  path: readonly string[];
  /** Addresses it once had, which still lead there: `/former/:deviceId?by=value`, where the query has to be there and is left out. */
  formerly?: readonly string[];
  /**
   * Sides of the page with addresses of their own: the name in the query that chooses one, what each is called, and what a link may
   * still call it.
   */
  tabs?: { by: string; titles: Readonly<Record<string, string>>; formerly?: Readonly<Record<string, string>> };
};

const labOnly = 'What only the lab knows';
const thisLab = 'This lab';
const allDevices = ['Devices', 'All devices'] as const;
const enrollmentPath = ['Devices', 'Device onboarding', 'Enrollment'] as const;
const tenantAdministration = 'Tenant administration';
const connectorPath = [
  tenantAdministration,
  'Connectors and tokens',
  'Microsoft Endpoint Configuration Manager',
] as const;
const assets = 'Assets and Compliance';
const systemStatus = ['Monitoring', 'System Status'] as const;
const cloudServices = ['Administration', 'Cloud Services'] as const;
const mobility = ['Entra ID', 'Mobility (MDM and MAM)'] as const;
const entraDevices = ['Entra ID', 'Devices', 'All devices'] as const;

/** In the order of the navigation. */
// prettier-ignore
export const screens = {
  home: { title: 'Home', address: '/', console: 'lab', icon: 'home', shown: 'navigation', path: ['Home'] },
  fleet: { title: 'All devices', address: '/lab/devices', console: 'lab', icon: 'desktop', shown: 'navigation', path: ['All devices'] },
  actions: { title: 'Actions', address: '/actions', console: 'lab', icon: 'clipboard-task', shown: 'navigation', path: ['Actions'],
    tabs: { by: 'tab', titles: { waiting: 'Waiting', past: 'Past', all: 'All' } } },
  activities: { title: 'Activity log', address: '/activities', console: 'lab', icon: 'history', shown: 'navigation', path: ['Activity log'] },
  logs: { title: 'Logs', address: '/lab/logs', console: 'lab', icon: 'text-bullet-list', shown: 'navigation', path: ['Logs'] },
  waits: { title: 'What waits for what', address: '/lab/waits', console: 'lab', icon: 'hourglass', shown: 'navigation',
    path: [labOnly, 'What waits for what'] },
  prerequisites: { title: 'Prerequisites', address: '/lab/prerequisites', console: 'lab', icon: 'task-list-ltr', shown: 'navigation',
    path: [labOnly, 'Prerequisites'], formerly: ['/site/prerequisites'] },
  authority: { title: 'Authority matrix', address: '/lab/authority', console: 'lab', icon: 'table', shown: 'navigation',
    path: [labOnly, 'Authority matrix'], formerly: ['/site/authority'] },
  faults: { title: 'Faults', address: '/lab/faults', console: 'lab', icon: 'wrench-screwdriver', shown: 'navigation', path: [labOnly, 'Faults'] },
  addDevices: { title: 'Add devices', address: '/lab/add-devices', console: 'lab', icon: 'add', shown: 'navigation',
    path: [labOnly, 'Add devices'], formerly: ['/site/add-devices'] },
  uploads: { title: 'Uploads to the tenant', address: '/lab/uploads', console: 'lab', icon: 'cloud-sync', shown: 'navigation',
    path: [labOnly, 'Uploads to the tenant'] },
  lab: { title: 'Lab and checkpoints', address: '/lab', console: 'lab', icon: 'beaker', shown: 'navigation', path: [thisLab, 'Lab and checkpoints'] },
  help: { title: 'Help', address: '/help', console: 'lab', icon: 'book-open', shown: 'navigation', path: [thisLab, 'Help'] },
  settings: { title: 'Settings', address: '/settings', console: 'lab', icon: 'settings', shown: 'navigation', path: [thisLab, 'Settings'] },
  device: { title: 'Device', address: '/devices/:deviceId', console: 'lab', icon: 'laptop', shown: 'within', path: ['All devices'],
    tabs: { by: 'tab', titles: {
      overview: 'Overview', records: 'Reality and records', management: 'Cloud attach', logs: 'Logs', actions: 'Actions',
      activity: 'Activity',
    } } },
  remoteHelp: { title: 'Remote Help', address: '/remote-help/:actionId', console: 'lab', icon: 'person-support', shown: 'window', path: [] },

  cloudDevices: { title: 'All devices', address: '/intune/devices', console: 'intune', icon: 'desktop', shown: 'navigation',
    path: allDevices, formerly: ['/cloud/devices'] },
  cloudDevice: { title: 'Device', address: '/intune/devices/:deviceId', console: 'intune', icon: 'laptop', shown: 'within',
    path: allDevices, formerly: ['/devices/:deviceId?tab=attached'],
    tabs: { by: 'page', titles: {
      overview: 'Overview', clientDetails: 'Client details', collections: 'Collections', timeline: 'Timeline',
      resourceExplorer: 'Resource explorer', applications: 'Applications', softwareUpdates: 'Software updates',
      recoveryKeys: 'Recovery keys', cmpivot: 'CMPivot', scripts: 'Scripts', properties: 'Properties', hardware: 'Hardware', compliance: 'Device compliance',
    } } },
  bulkActions: { title: 'Bulk device action', address: '/intune/bulk-device-action', console: 'intune', icon: 'table-simple', shown: 'within',
    path: allDevices },
  deviceActions: { title: 'Device actions', address: '/intune/device-actions', console: 'intune', icon: 'clipboard-task', shown: 'navigation',
    path: ['Devices', 'Device actions'] },
  deviceCleanup: { title: 'Device clean-up rules', address: '/intune/device-cleanup', console: 'intune', icon: 'delete', shown: 'navigation',
    path: ['Devices', 'Device clean-up rules'] },
  enrollment: { title: 'Enrollment', address: '/intune/enrollment', console: 'intune', icon: 'key', shown: 'navigation',
    path: enrollmentPath, formerly: ['/cloud/enrollment'] },
  statusPageProfiles: { title: 'Enrollment Status Page', address: '/intune/enrollment/status-page', console: 'intune', icon: 'key',
    shown: 'within', path: [...enrollmentPath, 'Windows'] },
  deploymentProfiles: { title: 'Deployment Profiles', address: '/intune/enrollment/deployment-profiles', console: 'intune', icon: 'key',
    shown: 'within', path: [...enrollmentPath, 'Windows'] },
  coManagementSettings: { title: 'Co-management settings', address: '/intune/enrollment/co-management-settings', console: 'intune',
    icon: 'key', shown: 'within', path: [...enrollmentPath, 'Windows'] },
  compliancePolicies: { title: 'Compliance', address: '/intune/compliance', console: 'intune', icon: 'shield-task', shown: 'navigation',
    path: ['Devices', 'Compliance'] },
  configurationPolicies: { title: 'Configuration', address: '/intune/configuration', console: 'intune', icon: 'slide-multiple',
    shown: 'navigation', path: ['Devices', 'Configuration'] },
  updatePolicies: { title: 'Windows updates', address: '/intune/windows-updates', console: 'intune', icon: 'arrow-sync', shown: 'navigation',
    path: ['Devices', 'Windows updates'] },
  allApps: { title: 'All apps', address: '/intune/apps', console: 'intune', icon: 'apps', shown: 'navigation', path: ['Apps', 'All apps'] },
  clientApp: { title: 'ConfigMgr Client Setup Bootstrap', address: '/intune/apps/configmgr-client', console: 'intune', icon: 'apps', shown: 'within',
    path: ['Apps', 'All apps'], tabs: { by: 'page', titles: {
      overview: 'Overview', properties: 'Properties', devices: 'Device install status',
    } } },
  endpointSecurity: { title: 'Endpoint security', address: '/intune/endpoint-security', console: 'intune', icon: 'shield', shown: 'navigation',
    path: ['Endpoint security'] },
  users: { title: 'All users', address: '/intune/users', console: 'intune', icon: 'people-team', shown: 'navigation', path: ['Users', 'All users'] },
  intuneGroups: { title: 'All groups', address: '/intune/groups', console: 'intune', icon: 'people-team', shown: 'navigation',
    path: ['Groups', 'All groups'] },
  tenantStatus: { title: 'Tenant status', address: '/intune/tenant-status', console: 'intune', icon: 'info', shown: 'navigation',
    path: [tenantAdministration, 'Tenant status'], tabs: { by: 'tab', titles: {
      details: 'Tenant details', connectors: 'Connector status', health: 'Service health and message center',
    } } },
  connector: { title: 'Microsoft Endpoint Configuration Manager', address: '/intune/connector', console: 'intune', icon: 'plug-connected',
    shown: 'navigation', path: connectorPath, formerly: ['/cloud/connector'] },
  connectorSite: { title: 'Configuration Manager hierarchy', address: '/intune/connector/site', console: 'intune', icon: 'server', shown: 'within',
    path: connectorPath, tabs: { by: 'tab', titles: { properties: 'Properties', recommendations: 'Recommendations' } } },
  intuneRoles: { title: 'Roles', address: '/intune/roles', console: 'intune', icon: 'person-key', shown: 'navigation',
    path: [tenantAdministration, 'Roles'] },
  remoteHelpSettings: { title: 'Remote Help', address: '/intune/remote-help', console: 'intune', icon: 'person-support', shown: 'navigation',
    path: [tenantAdministration, 'Remote Help'] },
  troubleshoot: { title: 'Troubleshoot', address: '/intune/troubleshoot', console: 'intune', icon: 'wrench-screwdriver', shown: 'navigation',
    path: ['Troubleshooting + support', 'Troubleshoot'] },

  siteDevices: { title: 'Devices', address: '/configmgr/devices', console: 'configmgr', icon: 'desktop', shown: 'navigation',
    path: [assets, 'Devices'], formerly: ['/site/devices'] },
  siteDevice: { title: 'Device', address: '/configmgr/devices/:deviceId', console: 'configmgr', icon: 'laptop', shown: 'within',
    path: [assets, 'Devices'],
    tabs: { by: 'tab', titles: {
      general: 'General', agent: 'Client', client: 'Client Check Detail', collections: 'Collections', deployments: 'Deployments',
      cloud: 'Cloud',
    } } },
  collections: { title: 'Device Collections', address: '/configmgr/collections', console: 'configmgr', icon: 'apps-list', shown: 'navigation',
    path: [assets, 'Device Collections'], formerly: ['/site/collections'] },
  collection: { title: 'Collection', address: '/configmgr/collections/:collectionId', console: 'configmgr', icon: 'apps-list', shown: 'within',
    path: [assets, 'Device Collections'], formerly: ['/site/collections/:collectionId'] },
  siteSystems: { title: 'Site Status', address: '/configmgr/site-status', console: 'configmgr', icon: 'server', shown: 'navigation',
    path: [...systemStatus, 'Site Status'] },
  siteStatus: { title: 'Component Status', address: '/configmgr/status', console: 'configmgr', icon: 'server-link', shown: 'navigation',
    path: [...systemStatus, 'Component Status'], formerly: ['/site/status'] },
  deployments: { title: 'Deployments', address: '/configmgr/deployments', console: 'configmgr', icon: 'arrow-import', shown: 'navigation',
    path: ['Monitoring', 'Deployments'] },
  clientOperations: { title: 'Client Operations', address: '/configmgr/client-operations', console: 'configmgr', icon: 'alert',
    shown: 'navigation', path: ['Monitoring', 'Client Operations'] },
  cloudAttachStatus: { title: 'Cloud Attach', address: '/configmgr/monitoring/cloud-attach', console: 'configmgr', icon: 'cloud-link',
    shown: 'navigation', path: ['Monitoring', 'Cloud Attach'] },
  azureServices: { title: 'Azure Services', address: '/configmgr/azure-services', console: 'configmgr', icon: 'cloud', shown: 'navigation',
    path: [...cloudServices, 'Azure Services'] },
  entraTenants: { title: 'Microsoft Entra Tenants', address: '/configmgr/entra-tenants', console: 'configmgr', icon: 'organization',
    shown: 'navigation', path: [...cloudServices, 'Microsoft Entra Tenants'] },
  gateway: { title: 'Cloud Management Gateway', address: '/configmgr/gateway', console: 'configmgr', icon: 'globe', shown: 'navigation',
    path: [...cloudServices, 'Cloud Management Gateway'], formerly: ['/site/gateway'] },
  cloudAttach: { title: 'Cloud Attach', address: '/configmgr/cloud-attach', console: 'configmgr', icon: 'cloud-link', shown: 'navigation',
    path: [...cloudServices, 'Cloud Attach'], formerly: ['/site/cloud-attach'],
    tabs: { by: 'properties', titles: {
      upload: 'Configure upload', enablement: 'Enablement', workloads: 'Workloads', staging: 'Staging',
    } } },
  cloudAttachWizard: { title: 'Cloud Attach Configuration Wizard', address: '/configmgr/cloud-attach/configure', console: 'configmgr',
    icon: 'cloud-link', shown: 'within', path: [...cloudServices, 'Cloud Attach'], formerly: ['/site/cloud-attach/configure'] },
  sites: { title: 'Sites', address: '/configmgr/sites', console: 'configmgr', icon: 'building', shown: 'navigation',
    path: ['Administration', 'Site Configuration', 'Sites'] },
  siteRoles: { title: 'Servers and Site System Roles', address: '/configmgr/site-roles', console: 'configmgr', icon: 'server',
    shown: 'navigation', path: ['Administration', 'Site Configuration', 'Servers and Site System Roles'],
    tabs: { by: 'properties', titles: { roles: 'Roles and communication' } } },
  clientSettings: { title: 'Client Settings', address: '/configmgr/client-settings', console: 'configmgr', icon: 'window-settings',
    shown: 'navigation', path: ['Administration', 'Client Settings'], formerly: ['/site/client-settings'],
    tabs: { by: 'properties', titles: { default: 'Default Settings' } } },

  entraOverview: { title: 'Overview', address: '/entra', console: 'entra', icon: 'organization', shown: 'navigation',
    path: ['Entra ID', 'Overview'] },
  entraUsers: { title: 'All users', address: '/entra/users', console: 'entra', icon: 'people-team', shown: 'navigation',
    path: ['Entra ID', 'Users', 'All users'] },
  entraGroups: { title: 'All groups', address: '/entra/groups', console: 'entra', icon: 'people-team', shown: 'navigation',
    path: ['Entra ID', 'Groups', 'All groups'] },
  directoryDevices: { title: 'All devices', address: '/entra/devices', console: 'entra', icon: 'desktop', shown: 'navigation',
    path: entraDevices, formerly: ['/directory/devices'] },
  directoryDevice: { title: 'Device', address: '/entra/devices/:deviceId', console: 'entra', icon: 'laptop', shown: 'within', path: entraDevices },
  mobility: { title: 'Mobility (MDM and MAM)', address: '/entra/mobility', console: 'entra', icon: 'phone', shown: 'navigation',
    path: mobility, formerly: ['/directory/mobility'] },
  mobilityIntune: { title: 'Microsoft Intune', address: '/entra/mobility/intune', console: 'entra', icon: 'phone', shown: 'within',
    path: mobility },
  connectSync: { title: 'Connect Sync status', address: '/entra/connect-sync', console: 'entra', icon: 'arrow-sync', shown: 'navigation',
    path: ['Entra ID', 'Entra Connect', 'Connect Sync status'] },
  appRegistrations: { title: 'App registrations', address: '/entra/app-registrations', console: 'entra', icon: 'apps', shown: 'navigation',
    path: ['Entra ID', 'App registrations'] },
  appRegistration: { title: 'App registration', address: '/entra/app-registrations/:app', console: 'entra', icon: 'apps', shown: 'within',
    path: ['Entra ID', 'App registrations'], tabs: { by: 'page', titles: { overview: 'Overview', permissions: 'API permissions' } } },
  azurePortal: { title: 'Azure portal', address: '/entra/azure-portal', console: 'entra', icon: 'cloud', shown: 'navigation',
    path: ['Azure portal'] },

  siteServer: { title: 'Site server', address: '/servers/site', console: 'servers', icon: 'server', shown: 'navigation', path: ['Site server'] },
  domainController: { title: 'Domain controller', address: '/servers/domain-controller', console: 'servers', icon: 'organization',
    shown: 'navigation', path: ['Domain controller'], formerly: ['/directory/devices?directory=ad'] },
  entraConnect: { title: 'Entra Connect', address: '/servers/entra-connect', console: 'servers', icon: 'arrow-sync', shown: 'navigation',
    path: ['Entra Connect'], formerly: ['/directory/sync'] },

  atDevices: { title: 'Devices', address: '/at', console: 'devices', icon: 'laptop', shown: 'navigation', path: ['Devices'] },
  atDevice: { title: 'At the device', address: '/at/:deviceId', console: 'devices', icon: 'laptop', shown: 'within', path: ['Devices'],
    formerly: ['/devices/:deviceId?tab=atDevice', '/devices/:deviceId?tab=desk'] },
  deviceWindow: { title: 'Desktop', address: '/device-window/:deviceId', console: 'devices', icon: 'laptop', shown: 'window', path: [] },
  logWindow: { title: 'Log viewer', address: '/log-viewer', console: 'devices', icon: 'text-bullet-list', shown: 'window', path: [] },
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

/** A node of a console's navigation: a page, what pages stand under, or both. */
export type PlaceNode = { title: string; page: PlainScreenId | undefined; nodes: PlaceNode[] };

/** The navigation of a console as a tree: only nodes that exist, under the parents that the documentation writes, in their order. */
export function treeOf(console: ConsoleId): PlaceNode[] {
  const root: PlaceNode[] = [];
  for (const page of navigationOf(console)) {
    let level = root;
    let node: PlaceNode | undefined;
    for (const title of screens[page].path) {
      node = level.find((one) => one.title === title);
      if (!node) level.push((node = { title, page: undefined, nodes: [] }));
      level = node.nodes;
    }
    if (node) node.page = page;
  }
  return root;
}

/** The first page at or under a node: where one comes to who chooses it. */
export const firstPageOf = (node: PlaceNode): PlainScreenId => node.page ?? firstPageOf(node.nodes[0]!);

export type WayNode = { title: string; page: PlainScreenId | undefined };
/** The nodes that lead to a page, itself included where it is one; `page` where a node is a page. */
export function wayTo(id: ScreenId): WayNode[] {
  const { console, path } = screens[id];
  const own = path.map((title, index): WayNode => {
    const nodes = path.slice(0, index + 1).join('\n');
    return { title, page: navigationOf(console).find((page) => screens[page].path.join('\n') === nodes) };
  });
  // The lab has a home of its own; what its pages stand under there is a heading and no node.
  if (console !== 'lab') return own;
  const pages = own.filter(({ page }) => page !== undefined);
  return id === 'home' ? pages : [{ title: screens.home.title, page: 'home' }, ...pages];
}

/** Where a page is in the window: “ConfigMgr › Administration › Client Settings”. One that others lead to is known by its title alone. */
export function placeOf(id: ScreenId): string {
  const { title, console, path, shown } = screens[id];
  if (shown !== 'navigation') return title;
  return [consoles[console].title, ...(console === 'lab' ? [title] : path)].join(' › ');
}

type DocumentedId = {
  [Id in ScreenId]: (typeof consoles)[Screens[Id]['console']]['product'] extends string ? Id : never;
}[ScreenId];
/** Where the real console has the page: “Administration › Client Settings”. */
export const documentedPath = (id: DocumentedId): string => screens[id].path.join(' › ');
/** The same with the console's name: “Configuration Manager console › Administration › Client Settings”. */
export const documentedPlace = (id: DocumentedId): string =>
  `${consoles[screens[id].console].product} › ${documentedPath(id)}`;

type Former = { pattern: RegExp; names: readonly string[]; query: readonly string[]; id: ScreenId };
const partsOf = (query: string): string[] => query.replace(/^\?/, '').split('&').filter(Boolean);
const formers: Former[] = screenIds
  .flatMap((id) => {
    const { formerly = [] }: Page = screens[id];
    return formerly.map((address): Former => {
      const [path = '', query = ''] = address.split('?');
      const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name!);
      return { pattern: new RegExp(`^${path.replace(/:\w+/g, '([^/]+)')}$`), names, query: partsOf(query), id };
    });
  })
  // What asks for more goes first.
  .sort((a, b) => b.query.length - a.query.length);

/** Where the page is that once had this address (a path, and what stands after the question mark); undefined where none had it. */
export function presentAddress(path: string, search = ''): string | undefined {
  const asked = partsOf(search);
  for (const { pattern, names, query, id } of formers) {
    const found = pattern.exec(path);
    if (!found || !query.every((part) => asked.includes(part))) continue;
    const given = Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1]!)]));
    const left = asked.filter((part) => !query.includes(part)).join('&');
    return addressOf(...([id, given, left] as unknown as ToScreen<ScreenId>));
  }
  return undefined;
}
