import type { ComanagementView } from '../../shared/comanagement/views.ts';
import { enrollLabels } from '../../shared/comanagement/words.ts';
import type { ConnectorView } from '../../shared/attach/views.ts';
import { isAttached } from './commands.ts';

/** The one object of Administration › Cloud Services › Cloud Attach: enrollment and upload are sides of its properties. */
export type Policy = { name: string; enrollment: string; upload: string; analytics: string };

export const policySides = [
  { id: 'summary', label: 'Summary' },
  { id: 'staging', label: 'Staging' },
];

const notConfigured = 'Not configured';
const onOff = (isOn: boolean): string => (isOn ? 'Enabled' : 'Disabled');

/** None before the site is attached or co-management enabled. */
export function policiesOf(view: ComanagementView | null, connector: ConnectorView | null): Policy[] {
  const attached = isAttached(connector) ? connector : null;
  if (!view || (!view.isEnabled && !attached)) return [];
  return [
    {
      name: 'CoMgmtSettingsProd',
      enrollment: view.isEnabled ? enrollLabels[view.enroll] : notConfigured,
      upload: attached?.uploads ? attached.scope : notConfigured,
      analytics: attached ? onOff(attached.analytics) : notConfigured,
    },
  ];
}

/** What stands under *Configure upload* of the details, as text. */
export const uploadItems = (connector: ConnectorView | null, tenant: string | undefined) =>
  isAttached(connector) && connector
    ? [
        { id: 'environment', label: 'Azure environment', value: 'AzurePublicCloud' },
        { id: 'tenant', label: 'Tenant', value: tenant },
        { id: 'upload', label: 'Upload', value: connector.uploads ? connector.scope : onOff(false) },
        { id: 'analytics', label: 'Endpoint analytics', value: onOff(connector.analytics) },
        { id: 'rbac', label: 'Enforce Configuration Manager RBAC', value: connector.enforceRbac ? 'Yes' : 'No' },
        { id: 'defender', label: 'Microsoft Defender for Endpoint data', value: onOff(connector.defenderReports) },
      ]
    : [{ id: 'upload', label: 'Upload', value: notConfigured }];
