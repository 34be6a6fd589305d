/**
 * How what is wrong at a device is put right there in real life: the bad value of a device setting, what to do, and the command
 * that does it in the device's terminal (elevated). Without a command the repair is made elsewhere, as `how` says.
 * Sources: hybrid join and co-management troubleshooting, Windows enrollment errors; commands besides are assumed.
 */
export type DeviceRepair = { setting: string; from: string; value: string; how: string; command: string | null };

const repair = (
  setting: string,
  from: string,
  how: string,
  command: string | null = null,
  value = 'ok',
): DeviceRepair => ({ setting, from, value, how, command });

const workplaceJoinKey = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\CDJ\\AAD';
export const joinTaskName = '\\Microsoft\\Windows\\Workplace Join\\Automatic-Device-Join';
export const mdmPolicyKey = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\CurrentVersion\\MDM';
export const legacyAgentCode = '{1B4C95C6-6C53-4F0F-9C2E-6F0D2B7E51A4}';
export const firewallRule = 'Block device registration';
const provisioningService =
  'sc create dmwappushservice binPath= "%SystemRoot%\\system32\\svchost.exe -k netsvcs -p" start= demand';

export const deviceRepairs: readonly DeviceRepair[] = [
  repair(
    'deviceMdmBlock',
    'policy',
    'Unlink the Group Policy that disables MDM enrollment, or remove its registry value.',
    `reg delete ${mdmPolicyKey} /v DisableRegistration /f`,
  ),
  repair('deviceMdmBlock', 'legacyAgent', 'Uninstall the old Intune PC agent.', `msiexec /x ${legacyAgentCode} /qn`),
  repair(
    'deviceScp',
    'wrongTenant',
    'Remove the targeted service connection point; the one of the forest counts then.',
    `reg delete ${workplaceJoinKey} /f`,
    'none',
  ),
  repair(
    'deviceJoinTask',
    'off',
    'Enable the task Automatic-Device-Join.',
    `schtasks /change /tn "${joinTaskName}" /enable`,
    'on',
  ),
  repair(
    'deviceNetwork',
    'proxy',
    'Let the computer account past the proxy: no proxy in the system context that asks for a user.',
    'netsh winhttp reset proxy',
  ),
  repair(
    'deviceNetwork',
    'dns',
    'Take the name servers from DHCP again instead of those entered by hand.',
    'netsh interface ip set dns name="Ethernet" source=dhcp',
  ),
  repair(
    'deviceNetwork',
    'timeout',
    'Remove the firewall rule that drops the way to the registration service.',
    `netsh advfirewall firewall delete rule name="${firewallRule}"`,
  ),
  repair('deviceTpm', 'keysetMissing', 'Clear the TPM; Windows makes new keys.', 'powershell Clear-Tpm'),
  repair('deviceTpm', 'outOfMemory', 'Clear the TPM; Windows makes new keys.', 'powershell Clear-Tpm'),
  repair('deviceTpm', 'fips', 'Switch off the FIPS mode of the TPM in the setup of the firmware; no command does it.'),
  repair(
    'deviceStaleEnrolment',
    'certificate',
    'Remove the certificate that the issuer Sc_Online_Issuing gave for the former enrollment.',
    'certutil -delstore My Sc_Online_Issuing',
  ),
  repair(
    'deviceStaleEnrolment',
    'otherUser',
    'Remove the work account of the other user (Access work or school), or its enrollment in the registry.',
    'reg delete HKLM\\SOFTWARE\\Microsoft\\Enrollments /va /f',
  ),
  repair('deviceProvisioning', 'missing', 'Put the service dmwappushservice back.', provisioningService),
  repair('deviceToken', 'missing', 'Register the device anew; the hourly task joins it again.', 'dsregcmd /leave'),
  repair('deviceToken', 'grantFailed', 'Register the device anew; the hourly task joins it again.', 'dsregcmd /leave'),
  repair(
    'deviceWorkplaceJoin',
    'registered',
    'Remove the work account that was added before the join.',
    'dsregcmd /cleanupaccounts',
    'none',
  ),
  repair(
    'deviceGatewayTrust',
    'missing',
    'Import the root certificate of the authority that issued the certificate of the gateway.',
    'certutil -addstore Root gateway-root.cer',
  ),
  repair('deviceEntraObject', 'deleted', 'Leave, restart, and let the task join the device anew.', 'dsregcmd /leave'),
  repair(
    'deviceEntraObject',
    'disabled',
    'Enable the device object in Microsoft Entra ID; nothing at the device does it.',
  ),
];
