import type { ScreenId } from '../../shared/screens.ts';
import type { LoadScreen } from '../router.ts';

/** The component of every page in shared/screens.ts: one that is missing here does not compile. */
// prettier-ignore
export const screenComponents: Readonly<Record<ScreenId, LoadScreen>> = {
  home: () => import('./home/Home.svelte'),
  fleet: () => import('./fleet/Fleet.svelte'),
  actions: () => import('./actions/Actions.svelte'),
  activities: () => import('./activities/Activities.svelte'),
  logs: () => import('./logs/Logs.svelte'),
  faults: () => import('./faults/Faults.svelte'),
  lab: () => import('./lab/Lab.svelte'),
  help: () => import('./help/Help.svelte'),
  settings: () => import('./settings/Settings.svelte'),
  device: () => import('./device/Device.svelte'),
  remoteHelp: () => import('./remote-help/RemoteHelp.svelte'),
  cloudDevices: () => import('./cloud-devices/CloudDevices.svelte'),
  enrollment: () => import('./enrollment/Enrollment.svelte'),
  connector: () => import('./connector/Connector.svelte'),
  siteDevices: () => import('./site-devices/SiteDevices.svelte'),
  collections: () => import('./collections/Collections.svelte'),
  collection: () => import('./collections/Collection.svelte'),
  cloudAttach: () => import('./cloud-attach/CloudAttach.svelte'),
  cloudAttachWizard: () => import('./cloud-attach/Configure.svelte'),
  authority: () => import('./authority/AuthorityMatrix.svelte'),
  prerequisites: () => import('./prerequisites/Prerequisites.svelte'),
  clientSettings: () => import('./client-settings/ClientSettings.svelte'),
  gateway: () => import('./gateway/Gateway.svelte'),
  siteStatus: () => import('./site-status/SiteStatus.svelte'),
  addDevices: () => import('./add-devices/AddDevices.svelte'),
  directoryDevices: () => import('./directory-devices/DirectoryDevices.svelte'),
  directorySync: () => import('./directory-sync/DirectorySync.svelte'),
  mobility: () => import('./mobility/Mobility.svelte'),
};
