import type { Screen } from '../screen.ts';

/** Every page, in the order of the navigation. */
// prettier-ignore
export const screens: readonly Screen[] = [
  { id: 'home', group: 'lab', title: 'Home', icon: 'home', path: '/', component: () => import('./home/Home.svelte') },
  { id: 'fleet', group: 'lab', title: 'All devices', icon: 'desktop', path: '/lab/devices', component: () => import('./fleet/Fleet.svelte') },
  { id: 'actions', group: 'lab', title: 'Actions', icon: 'clipboard-task', path: '/actions', component: () => import('./actions/Actions.svelte') },
  { id: 'activities', group: 'lab', title: 'Activity log', icon: 'history', path: '/activities', component: () => import('./activities/Activities.svelte') },
  { id: 'logs', group: 'lab', title: 'Logs', icon: 'text-bullet-list', path: '/lab/logs', component: () => import('./logs/Logs.svelte') },
  { id: 'faults', group: 'lab', title: 'Faults', icon: 'wrench-screwdriver', path: '/lab/faults', component: () => import('./faults/Faults.svelte') },
  { id: 'lab', group: 'lab', title: 'Lab', icon: 'beaker', path: '/lab', component: () => import('./lab/Lab.svelte') },
  { id: 'help', group: 'lab', title: 'Help', icon: 'book-open', path: '/help', component: () => import('./help/Help.svelte') },
  { id: 'settings', group: 'lab', title: 'Settings', icon: 'settings', path: '/settings', component: () => import('./settings/Settings.svelte') },
  { id: 'cloudDevices', group: 'cloud', title: 'Devices', icon: 'cloud', path: '/cloud/devices', component: () => import('./cloud-devices/CloudDevices.svelte') },
  { id: 'enrollment', group: 'cloud', title: 'Enrollment and policies', icon: 'shield-task', path: '/cloud/enrollment', component: () => import('./enrollment/Enrollment.svelte') },
  { id: 'connector', group: 'cloud', title: 'ConfigMgr connector', icon: 'plug-connected', path: '/cloud/connector', component: () => import('./connector/Connector.svelte') },
  { id: 'siteDevices', group: 'site', title: 'Devices', icon: 'server', path: '/site/devices', component: () => import('./site-devices/SiteDevices.svelte') },
  { id: 'collections', group: 'site', title: 'Device collections', icon: 'apps-list', path: '/site/collections', component: () => import('./collections/Collections.svelte') },
  { id: 'cloudAttach', group: 'site', title: 'Cloud Attach', icon: 'cloud-link', path: '/site/cloud-attach', component: () => import('./cloud-attach/CloudAttach.svelte') },
  { id: 'cloudAttachWizard', title: 'Cloud Attach Configuration Wizard', icon: 'cloud-link', path: '/site/cloud-attach/configure', component: () => import('./cloud-attach/Configure.svelte') },
  { id: 'authority', group: 'site', title: 'Authority matrix', icon: 'table', path: '/site/authority', component: () => import('./authority/AuthorityMatrix.svelte') },
  { id: 'prerequisites', group: 'site', title: 'Prerequisites', icon: 'task-list-ltr', path: '/site/prerequisites', component: () => import('./prerequisites/Prerequisites.svelte') },
  { id: 'clientSettings', group: 'site', title: 'Client settings', icon: 'window-settings', path: '/site/client-settings', component: () => import('./client-settings/ClientSettings.svelte') },
  { id: 'gateway', group: 'site', title: 'Cloud management gateway', icon: 'cloud-link', path: '/site/gateway', component: () => import('./gateway/Gateway.svelte') },
  { id: 'siteStatus', group: 'site', title: 'Site status', icon: 'server-link', path: '/site/status', component: () => import('./site-status/SiteStatus.svelte') },
  { id: 'addDevices', group: 'site', title: 'Add devices', icon: 'add', path: '/site/add-devices', component: () => import('./add-devices/AddDevices.svelte') },
  { id: 'directoryDevices', group: 'directory', title: 'Devices', icon: 'organization', path: '/directory/devices', component: () => import('./directory-devices/DirectoryDevices.svelte') },
  { id: 'directorySync', group: 'directory', title: 'Directory sync', icon: 'arrow-sync', path: '/directory/sync', component: () => import('./directory-sync/DirectorySync.svelte') },
  { id: 'mobility', group: 'directory', title: 'Users and mobility', icon: 'people-team', path: '/directory/mobility', component: () => import('./mobility/Mobility.svelte') },
  { id: 'collection', title: 'Collection', icon: 'apps-list', path: '/site/collections/:collectionId', component: () => import('./collections/Collection.svelte') },
  { id: 'device', title: 'Device', icon: 'laptop', path: '/devices/:deviceId', component: () => import('./device/Device.svelte') },
  { id: 'remoteHelp', title: 'Remote Help', icon: 'person-support', path: '/remote-help/:actionId', isOwnWindow: true, component: () => import('./remote-help/RemoteHelp.svelte') },
];
