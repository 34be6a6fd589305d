import type { ConfigmgrDeviceRow } from '../../rows/records.ts';
import type { Facts } from '../kernel/change.ts';
import { entraDeviceId } from '../kernel/identifiers.ts';

/** What the site notes of a client that it meets: one that registers from the internet, or one whose record was deleted. */
export function clientRecord({ device, model, site, user, seed }: Facts, now: number): Omit<ConfigmgrDeviceRow, 'id'> {
  const isInDomain = device.join_type === 'domain' || device.join_type === 'hybrid';
  const isInEntra = device.join_type === 'entra' || device.join_type === 'hybrid';
  const account = user ? `${isInDomain ? site.netbios_domain : 'AzureAD'}\\${user.sam_account}` : null;
  return {
    device_id: device.id,
    is_current: 1,
    name: device.name,
    has_client: 1,
    client_version: device.client_version ?? site.client_version,
    client_check: 'noResults',
    client_check_at: null,
    is_obsolete: 0,
    is_decommissioned: 0,
    domain: isInDomain ? site.netbios_domain : 'WORKGROUP',
    os:
      device.platform === 'windowsServer'
        ? 'Microsoft Windows NT Advanced Server 10.0'
        : 'Microsoft Windows NT Workstation 10.0',
    os_version: device.os_version,
    model: model.name,
    serial_number: device.serial_number,
    primary_user: account,
    last_logon_user: account,
    discovered_at: now,
    entra_device_id: isInEntra ? entraDeviceId(seed, device.id) : null,
    comgmt_stage: 'none',
    comgmt_code: null,
    comgmt_policy: 0,
    comgmt_enrolled: 0,
    comgmt_flags: 0,
    comgmt_told_at: null,
  };
}
