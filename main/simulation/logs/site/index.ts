import type { SiteLog } from '../log.ts';
import { adminService, policyProvider, restProvider } from './administration.ts';
import { adUserDiscovery, collEval, discoveryAgent } from './discovery.ts';
import { ccmSts, cloudMgr, proxyConnector } from './gateway.ts';
import { bgbServer, collectedFiles, notificationWorker, softwareInventory } from './tasks.ts';
import { genericUploadWorker, syncUploadWorker } from './upload.ts';

export const siteLogs: readonly SiteLog[] = [
  syncUploadWorker,
  notificationWorker,
  genericUploadWorker,
  cloudMgr,
  bgbServer,
  collectedFiles,
  softwareInventory,
  proxyConnector,
  ccmSts,
  adminService,
  restProvider,
  discoveryAgent,
  adUserDiscovery,
  collEval,
  policyProvider,
];
