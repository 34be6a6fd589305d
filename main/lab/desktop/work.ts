import { workloads } from '../../../shared/workloads/words.ts';
import type { AuthorityRow } from '../../../shared/workloads/views.ts';
import type { DeviceManagementView } from '../../../shared/comanagement/views.ts';
import type { Facts } from '../../simulation/kernel/change.ts';
import { lastIntuneContact } from '../../simulation/contact/contact.ts';
import { entraDeviceId, guidFor } from '../../simulation/kernel/identifiers.ts';

/**
 * Settings > Accounts > Access work or school: one entry. On a computer of the domain, hybrid joined or not, it is that of the domain,
 * and its Info tells of the MDM; MDM has an entry of its own only where the device enrolled by MDM alone. Source: practice.
 */
export function workOf(facts: Facts, authority: readonly AuthorityRow[], now: number): DeviceManagementView['work'] {
  const { device, tenant, site, user, intune, comanagement, seed } = facts;
  const isEnrolled = device.is_mdm_enrolled === 1;
  const isInDomain = device.join_type === 'domain' || device.join_type === 'hybrid';
  const isInEntra = device.join_type === 'entra' || device.join_type === 'hybrid';
  const connected = isEnrolled || isInDomain || isInEntra || device.join_type === 'registered';
  const label = !connected
    ? 'Not connected to work or school'
    : isInDomain
      ? `Connected to ${site.netbios_domain} AD domain`
      : isInEntra
        ? `Connected to ${tenant.name}’s Microsoft Entra ID`
        : isEnrolled
          ? `Connected to ${tenant.name} MDM`
          : 'Work or school account';
  const info: { name: string; value: string }[] = [];
  if (isInEntra) {
    info.push({ name: 'Tenant', value: `${tenant.name} (${tenant.tenant_guid})` });
    info.push({ name: 'Entra device ID', value: entraDeviceId(seed, device.id) });
  }
  if (isEnrolled) {
    info.push({
      name: 'Management server address',
      value: 'https://r.manage.microsoft.com/devicegatewayproxy/cimhandler.ashx',
    });
    info.push({ name: 'Enrollment ID', value: guidFor(seed, 'id.enrollment', device.id).toUpperCase() });
    info.push({
      name: 'Enrolled by',
      value: comanagement?.policy_at == null ? 'User' : 'Configuration Manager co-management',
    });
  }
  const areas = authority.filter((row) => row.authority === 'intune').map(({ workload }) => workloads[workload].label);
  return {
    connected,
    label,
    account: device.join_type === 'workgroup' ? null : (user?.upn ?? null),
    info,
    managedAreas: isEnrolled ? (authority.length === 0 ? ['Policies', 'Applications'] : areas) : [],
    lastSync: isEnrolled && intune ? lastIntuneContact(facts, now) : null,
    canDisconnect: isEnrolled && !isInDomain && !isInEntra,
  };
}
