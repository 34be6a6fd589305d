import type { Screen } from '../screen.ts';

/** Every page, in the order of the navigation. */
// prettier-ignore
export const screens: readonly Screen[] = [
  { id: 'home', group: 'lab', title: 'Home', icon: 'home', path: '/', component: () => import('./home/Home.svelte') },
  { id: 'fleet', group: 'lab', title: 'All devices', icon: 'desktop', path: '/lab/devices', component: () => import('./fleet/Fleet.svelte') },
  { id: 'cloudDevices', group: 'cloud', title: 'Devices', icon: 'cloud', path: '/cloud/devices', component: () => import('./cloud-devices/CloudDevices.svelte') },
  { id: 'siteDevices', group: 'site', title: 'Devices', icon: 'server', path: '/site/devices', component: () => import('./site-devices/SiteDevices.svelte') },
  { id: 'directoryDevices', group: 'directory', title: 'Devices', icon: 'organization', path: '/directory/devices', component: () => import('./directory-devices/DirectoryDevices.svelte') },
  { id: 'device', title: 'Device', icon: 'laptop', path: '/devices/:deviceId', component: () => import('./device/Device.svelte') },
];
