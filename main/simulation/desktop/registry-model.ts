import { legacyAgentCode, mdmPolicyKey } from '../../../shared/settings/device.ts';
import { formatIso } from '../../../shared/time.ts';
import type { Facts } from '../kernel/change.ts';
import { agentState } from '../comanagement/agent-state.ts';
import { guidFor, thumbprint } from '../kernel/identifiers.ts';
import { isEntraJoined } from './terminal.ts';

export type RegistryType = 'REG_SZ' | 'REG_EXPAND_SZ' | 'REG_DWORD' | 'REG_QWORD';
/** `data` is written as Windows shows it: numbers in hexadecimal. */
export type RegistryValue = { name: string; type: RegistryType; data: string };
export type RegistryKey = { path: string; values: RegistryValue[] };

const text = (name: string, data: string): RegistryValue => ({ name, type: 'REG_SZ', data });
const number = (name: string, value: number): RegistryValue => ({
  name,
  type: 'REG_DWORD',
  data: `0x${value.toString(16)}`,
});

export const keys = {
  client: 'HKLM\\SOFTWARE\\Microsoft\\CCM',
  clientLogging: 'HKLM\\SOFTWARE\\Microsoft\\CCM\\Logging',
  mobileClient: 'HKLM\\SOFTWARE\\Microsoft\\SMS\\Mobile Client',
  targetedScp: 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\CDJ\\AAD',
  mdm: 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\MDM',
  mdmPolicy: mdmPolicyKey,
  enrollments: 'HKLM\\SOFTWARE\\Microsoft\\Enrollments',
  joinInfo: 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\CloudDomainJoin\\JoinInfo',
  pushService: 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\dmwappushservice',
  onlineManagement: 'HKLM\\SOFTWARE\\Microsoft\\OnlineManagement',
  policyProvider:
    'HKLM\\SOFTWARE\\Microsoft\\Windows\\Autopilot\\EnrollmentStatusTracking\\Device\\DevicePreparation\\PolicyProviders\\ConfigMgr',
  mdmProvider: 'HKLM\\SOFTWARE\\Microsoft\\DeviceManageabilityCSP\\Provider\\MS DM Server',
  uninstall: 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall',
} as const;

const enrollmentId = ({ seed, device }: Facts): string => guidFor(seed, 'id.enrollment', device.id).toUpperCase();
/** Another tenant's id, for a service connection point that names the wrong one. */
const strangeTenant = ({ seed }: Facts): string => guidFor(seed, 'id.otherTenant', 0);

/** A Co-management settings policy is assigned to the device, and installs the client. */
function isPolicyProvider(facts: Facts): boolean {
  const group = facts.setting('clientDeliveryGroup');
  const isGiven = facts.setting('clientDelivery') === 'policy' && facts.setting('clientPolicyInstalls') === 'on';
  return isGiven && (group === '' || facts.isDeviceInGroup(group));
}

/** What the status page of Windows Autopilot goes by: 1 not installed, 2 not required, 3 complete, 4 error. */
function installationState(facts: Facts): number | undefined {
  const { device, autopilot, comanagement } = facts;
  if (!autopilot || device.join_type !== 'entra') return undefined;
  if (device.client_version !== null) return 3;
  if (!isPolicyProvider(facts)) return 2;
  return comanagement?.code == null ? 1 : 4;
}

/**
 * What the MDM provider notes of who manages the device: 2 where the site's policy shares it with Intune, 1 where everything is
 * Intune's. Values seen at devices in the field; that a device of Intune alone has 1 too is assumed.
 */
const configInfo = ({ comanagement }: Facts): string =>
  comanagement !== undefined && comanagement.policy_at !== null && comanagement.is_override === 0 ? '2' : '1';

/** What the registry of the device holds of join, enrollment and client; everything else in it is not simulated. */
export function registryOf(facts: Facts, now: number): RegistryKey[] {
  const { device, site, tenant, comanagement, user, seed } = facts;
  const own = (id: string): string => facts.setting(id, String(device.id));
  const found: RegistryKey[] = [];
  const key = (path: string, ...values: RegistryValue[]): void => void found.push({ path, values });

  if (device.client_version !== null) {
    if (comanagement && comanagement.policy_at !== null)
      key(keys.client, number('CoManagementFlags', comanagement.flags));
    else key(keys.client);
    const isVerbose = own('deviceClientLogging') === 'verbose';
    key(`${keys.clientLogging}\\@GLOBAL`, number('LogLevel', isVerbose ? 0 : 1));
    key(`${keys.clientLogging}\\DebugLogging`, text('Enabled', isVerbose ? 'True' : 'False'));
    key(keys.mobileClient, text('AssignedSiteCode', site.code), text('ProductVersion', device.client_version));
  }
  const agent = agentState(facts, now);
  if (agent)
    key(
      keys.mdm,
      number('ClientHealthStatus', agent.status),
      ...(agent.syncedAt === null ? [] : [text('ClientHealthLastSyncTime', formatIso(agent.syncedAt))]),
    );
  const scp = own('deviceScp');
  if (scp !== 'none')
    key(
      keys.targetedScp,
      text('TenantId', scp === 'ownTenant' ? tenant.tenant_guid : strangeTenant(facts)),
      text('TenantName', scp === 'ownTenant' ? tenant.domain : 'old-tenant.example'),
    );
  if (own('deviceMdmBlock') === 'policy') key(keys.mdmPolicy, number('DisableRegistration', 1));
  if (own('deviceMdmBlock') === 'legacyAgent') {
    key(
      `${keys.uninstall}\\${legacyAgentCode}`,
      text('DisplayName', 'Windows Intune Endpoint Protection Agent'),
      text('UninstallString', `MsiExec.exe /X${legacyAgentCode}`),
    );
    key(keys.onlineManagement, text('AccountType', 'PC'));
  }
  key(keys.enrollments);
  if (device.is_mdm_enrolled === 1)
    key(
      `${keys.enrollments}\\${enrollmentId(facts)}`,
      number('EnrollmentState', 1),
      text('ProviderID', 'MS DM Server'),
      text('UPN', user?.upn ?? ''),
      text('AADTenantID', tenant.tenant_guid),
    );
  if (device.is_mdm_enrolled === 1) key(keys.mdmProvider, text('ConfigInfo', configInfo(facts)));
  if (own('deviceStaleEnrollment') === 'otherUser')
    key(
      `${keys.enrollments}\\${guidFor(seed, 'id.otherEnrollment', device.id).toUpperCase()}`,
      number('EnrollmentState', 1),
      text('ProviderID', 'MS DM Server'),
      text('UPN', `former.user@${tenant.domain}`),
    );
  if (own('deviceStaleEnrollment') === 'certificate')
    key(keys.onlineManagement, text('AccountCertificate', 'Sc_Online_Issuing'));
  if (isEntraJoined(facts))
    key(
      `${keys.joinInfo}\\${thumbprint(seed, 'id.deviceCertificate', device.id)}`,
      text('TenantId', tenant.tenant_guid),
      text('UserEmail', user?.upn ?? ''),
    );
  const installation = installationState(facts);
  if (installation !== undefined) key(keys.policyProvider, number('InstallationState', installation));
  if (own('deviceProvisioning') !== 'missing')
    key(
      keys.pushService,
      { name: 'ImagePath', type: 'REG_EXPAND_SZ', data: '%SystemRoot%\\system32\\svchost.exe -k netsvcs -p' },
      number('Start', 3),
    );
  return found;
}
