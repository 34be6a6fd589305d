import type { DeviceLog } from '../log.ts';
import {
  appEnforce,
  bitLockerHandler,
  diagnostics,
  endpointProtectionAgent,
  inventoryAgent,
  scanAgent,
  updatesDeployment,
} from './agents.ts';
import { coManagementHandler } from './comanagement.ts';
import { adalOperationProvider, clientIdManagerStartup } from './identity.ts';
import { ccmMessaging, locationServices, notificationAgent } from './messages.ts';
import { policyAgent, policyEvaluator } from './policy.ts';
import { ccmEval, ccmsetup } from './setup.ts';
import { ciAgent, complRelayAgent, wuaHandler } from './workloads.ts';

export const clientLogs: readonly DeviceLog[] = [
  coManagementHandler,
  policyAgent,
  policyEvaluator,
  clientIdManagerStartup,
  locationServices,
  ccmMessaging,
  notificationAgent,
  complRelayAgent,
  ciAgent,
  wuaHandler,
  scanAgent,
  updatesDeployment,
  adalOperationProvider,
  ccmsetup,
  ccmEval,
  inventoryAgent,
  appEnforce,
  bitLockerHandler,
  diagnostics,
  endpointProtectionAgent,
];
