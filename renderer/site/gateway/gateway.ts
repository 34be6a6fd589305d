import type { CertificateFile } from '../../../shared/settings/gateway.ts';

/** Regions of Azure in the order of their names, as far as anybody needs one here. */
export const regions = [
  'East US',
  'Germany West Central',
  'North Europe',
  'UK South',
  'West Europe',
  'West US',
] as const;
export const sizes = ['Lab (B2s)', 'Standard (A2_V2)', 'Large (A4_v2)'] as const;

/** The first part of a service name: what the deployment in Azure is called. */
export const deploymentName = (serviceName: string): string => serviceName.split('.')[0] ?? '';
/** Where Azure has a gateway: the target of its CNAME record. */
export const azureName = (serviceName: string, region: string): string =>
  `${deploymentName(serviceName)}.${region.toLowerCase().replaceAll(' ', '')}.cloudapp.azure.com`;

/** The one subscription of the company, made of the id of its tenant (assumed). */
export function subscriptionId(tenantId: string): string {
  const digits = Array.from(tenantId.replaceAll('-', '')).reverse().join('');
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join(
    '-',
  );
}

/** Why a service name does not fit its certificate, or null: a wildcard leaves the first part to whoever creates the gateway. */
export function refusalOfName(serviceName: string, { commonName }: CertificateFile): string | null {
  const name = serviceName.trim().toLowerCase();
  const common = commonName.toLowerCase();
  if (!/^[a-z][a-z0-9-]{2,23}(\.[a-z0-9-]+)+$/.test(name))
    return 'The deployment name has 3 to 24 letters and digits and begins with a letter.';
  if (common.startsWith('*.'))
    return name.endsWith(common.slice(1)) ? null : `The name has to end with ${common.slice(1)}.`;
  return name === common ? null : `The certificate is for ${commonName}.`;
}
