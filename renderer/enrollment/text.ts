import type { ScreenId } from '../../shared/screens.ts';
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

export type PolicyPage = Extract<
  ScreenId,
  'compliancePolicies' | 'configurationPolicies' | 'updatePolicies' | 'allApps' | 'endpointSecurity'
>;
/** Which policies each node of the admin center has, by the workload that they stand for, and what its button is called. */
export const policyPages: Record<PolicyPage, { create: string; column: string; workloads: readonly WorkloadId[] }> = {
  compliancePolicies: { create: 'Create policy', column: 'Policy name', workloads: ['compliancePolicies'] },
  configurationPolicies: {
    create: 'New policy',
    column: 'Policy name',
    workloads: ['deviceConfiguration', 'resourceAccess'],
  },
  updatePolicies: { create: 'Create profile', column: 'Name', workloads: ['windowsUpdate'] },
  allApps: { create: 'Add', column: 'Name', workloads: ['clientApps', 'officeClickToRun'] },
  endpointSecurity: { create: 'Create policy', column: 'Policy name', workloads: ['endpointProtection'] },
};
