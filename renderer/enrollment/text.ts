import type { ComplianceRule } from '../../shared/workloads/views.ts';
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

export const ruleText = {
  title: 'Compliance settings',
  create: 'Create compliance settings',
  buildHint: '22631 for Windows, major version × 100 + minor for phones. Empty: any.',
  grace: (hours: number): string => (hours === 0 ? 'Immediately' : `After ${hours} h`),
  noPolicy: (isCompliant: boolean, days: number): string =>
    `Mark devices with no compliance policy assigned as: ${isCompliant ? 'Compliant' : 'Not compliant'}. Compliance status validity period: ${days} days.`,
  defaults: 'Edit compliance settings',
  withoutPolicy: 'Mark devices with no compliance policy assigned as',
  validity: 'Compliance status validity period (days)',
};
export const ruleSettings = ({ requireEncryption, requireDefender, minOsBuild }: ComplianceRule): string =>
  [
    ...(requireEncryption ? ['Encryption'] : []),
    ...(minOsBuild === null ? [] : [`Build ${minOsBuild} or later`]),
    ...(requireDefender ? ['Microsoft Defender'] : []),
  ].join(', ') || 'Nothing';
