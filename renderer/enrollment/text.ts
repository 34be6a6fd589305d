import type { WorkloadId } from '../../shared/workloads/words.ts';

/** What kind of Intune policy stands for each workload. */
export const policyKinds: Record<WorkloadId, string> = {
  compliancePolicies: 'Compliance policy',
  resourceAccess: 'Certificate, VPN or Wi-Fi profile',
  deviceConfiguration: 'Settings catalog',
  windowsUpdate: 'Update ring',
  endpointProtection: 'Endpoint security policy',
  clientApps: 'Required or available app',
  officeClickToRun: 'Microsoft 365 Apps',
};
