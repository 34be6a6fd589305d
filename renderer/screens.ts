import type { ScreenId } from '../shared/screens.ts';
import type { LoadScreen } from './router.ts';

/** The component of every page in shared/screens.ts: one that is missing here does not compile. */
// prettier-ignore
export const screenComponents: Readonly<Record<ScreenId, LoadScreen>> = {
  home: () => import('./home/Home.svelte'),
  fleet: () => import('./devices/list/Fleet.svelte'),
  actions: () => import('./actions/Actions.svelte'),
  activities: () => import('./activities/Activities.svelte'),
  logs: () => import('./logs/Logs.svelte'),
  faults: () => import('./faults/Faults.svelte'),
  lab: () => import('./labs/Lab.svelte'),
  help: () => import('./help/Help.svelte'),
  settings: () => import('./settings/Settings.svelte'),
  device: () => import('./devices/page/Device.svelte'),
  remoteHelp: () => import('./sessions/RemoteHelp.svelte'),
  cloudDevices: () => import('./devices/list/CloudDevices.svelte'),
  enrollment: () => import('./enrollment/Enrollment.svelte'),
  connector: () => import('./attach/Connector.svelte'),
  siteDevices: () => import('./devices/list/SiteDevices.svelte'),
  collections: () => import('./collections/Collections.svelte'),
  collection: () => import('./collections/Collection.svelte'),
  cloudAttach: () => import('./comanagement/CloudAttach.svelte'),
  cloudAttachWizard: () => import('./comanagement/Configure.svelte'),
  authority: () => import('./workloads/AuthorityMatrix.svelte'),
  prerequisites: () => import('./prerequisites/Prerequisites.svelte'),
  clientSettings: () => import('./settings/ClientSettings.svelte'),
  gateway: () => import('./site/Gateway.svelte'),
  siteStatus: () => import('./site/SiteStatus.svelte'),
  addDevices: () => import('./autopilot/AddDevices.svelte'),
  directoryDevices: () => import('./devices/list/DirectoryDevices.svelte'),
  directorySync: () => import('./identity/DirectorySync.svelte'),
  mobility: () => import('./identity/Mobility.svelte'),
};
