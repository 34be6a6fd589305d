import { choice, entry, inSection, okOr, onOff } from './setting.ts';

/**
 * What can be wrong at a device. `command` puts it right in the device's elevated terminal; without one it is done elsewhere, as
 * `fix` says. Sources: identity notes §2.4, co-management notes §7, Windows enrollment errors; commands besides are assumed.
 */
const targetedScpKey = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\CDJ\\AAD';
export const joinTaskName = '\\Microsoft\\Windows\\Workplace Join\\Automatic-Device-Join';
export const mdmPolicyKey = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\CurrentVersion\\MDM';
export const legacyAgentCode = '{1B4C95C6-6C53-4F0F-9C2E-6F0D2B7E51A4}';
export const firewallRule = 'Block device registration';
const provisioningService =
  'sc create dmwappushservice binPath= "%SystemRoot%\\system32\\svchost.exe -k netsvcs -p" start= demand';

const ofDevice = { target: 'device' } as const;
/** What the join task meets as well as an enrollment. */
const atJoin = { target: 'device', readBy: 'joinTask' } as const;
const refusesToEnroll = '0x80180026';
const tokenRefused = '0xCAA20003';

export const device = inSection('device', 'At the device', {
  deviceMdmBlock: entry(
    'MDM enrollment',
    okOr(['policy', 'Blocked by Group Policy'], ['legacyAgent', 'Old Intune PC agent installed']),
    'ok',
    'nextAttempt',
    null,
    {
      ...ofDevice,
      breaks: {
        policy: {
          title: 'A Group Policy blocks MDM enrollment',
          label: 'MDM enrollment allowed at the device',
          unmet: 'A Group Policy disables MDM enrollment, so the device refuses to enroll.',
          code: refusesToEnroll,
          fix: 'Group Policy: Computer Configuration > Administrative Templates > Windows Components > MDM > Disable MDM Enrollment: Not Configured, or on the domain controller Remove-GPRegistryValue; then gpupdate at the device. Whoever only removes its registry value has it back with the next refresh. The client tries again.',
        },
        legacyAgent: {
          title: 'The old Intune PC agent is still installed',
          label: 'No old Intune PC agent',
          unmet: 'The old Intune PC agent is installed, so the device refuses to enroll.',
          code: refusesToEnroll,
          fix: 'At the device: uninstall the old Intune PC agent (Windows Intune Center) and let the client try again.',
          command: `msiexec /x ${legacyAgentCode} /qn`,
        },
      },
    },
  ),
  deviceScp: entry(
    'Targeted service connection point in the registry',
    choice(['none', 'None'], ['ownTenant', 'This tenant'], ['wrongTenant', 'Another tenant']),
    'none',
    'nextAttempt',
    'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\CDJ\\AAD wins over Active Directory.',
    {
      ...atJoin,
      breaks: {
        wrongTenant: {
          title: 'A service connection point in the registry names another tenant',
          label: 'Service connection point that the device reads',
          unmet: 'The one in its registry names another tenant and wins over the forest.',
          code: '0x801c003a',
          fix: `At the device: remove TenantId and TenantName under ${targetedScpKey}, and unlink the Group Policy that writes them; the service connection point of the forest counts then. Start the task Automatic-Device-Join.`,
          command: `reg delete ${targetedScpKey} /f`,
        },
      },
    },
  ),
  deviceJoinTask: entry('Task Automatic-Device-Join', onOff, 'on', 'nextAttempt', 'Task Scheduler.', {
    ...atJoin,
    needed: { met: 'It runs every hour and at each sign-in.', neededFor: ['comanagement'] },
    breaks: {
      off: {
        title: 'The task Automatic-Device-Join is disabled',
        unmet: 'It is disabled, so the device never tries to register, and no error shows.',
        fix: 'At the device: Task Scheduler > Microsoft > Windows > Workplace Join > Automatic-Device-Join: enable and run it, or enable the policy Register domain joined computers as devices.',
        command: `schtasks /change /tn "${joinTaskName}" /enable`,
      },
    },
  }),
  deviceNetwork: entry(
    'Way to the registration service',
    okOr(['proxy', 'Proxy needs a user'], ['dns', 'Name not resolved'], ['timeout', 'Times out']),
    'ok',
    'nextAttempt',
    'In the system context.',
    {
      ...atJoin,
      breaks: {
        proxy: {
          title: 'The proxy wants a user, and the computer account has none',
          label: 'Way to Microsoft Entra ID and Intune',
          unmet: 'The proxy wants a user, and the computer account has none.',
          code: '0x8007000d',
          enrollmentCode: '0xCAA70004',
          fix: 'Proxy: allow enterpriseregistration.windows.net, login.microsoftonline.com and device.login.microsoftonline.com for the computer account without authentication, or reset the proxy of the system with netsh winhttp.',
          command: 'netsh winhttp reset proxy',
        },
        dns: {
          title: 'The name of the registration service is not resolved',
          label: 'Names of Microsoft Entra ID and Intune',
          unmet: 'The name servers of the device do not resolve them.',
          code: '0x801c0021',
          enrollmentCode: '0x80192EE7',
          fix: 'At the device: take the name servers from DHCP again instead of those entered by hand, or put their forwarders right, so that enterpriseregistration.windows.net resolves.',
          command: 'netsh interface ip set dns name="Ethernet" source=dhcp',
        },
        timeout: {
          title: 'The registration service times out',
          label: 'Connection to Microsoft Entra ID and Intune',
          unmet: 'Attempts end without an answer: something drops what the system context sends.',
          code: '0x801c001f',
          enrollmentCode: '0x80192EE2',
          fix: 'Firewall, at the device or before it: open the way to the registration and enrollment endpoints for the system context, and take them out of TLS inspection.',
          command: `netsh advfirewall firewall delete rule name="${firewallRule}"`,
        },
      },
    },
  ),
  deviceTpm: entry(
    'TPM',
    okOr(['keysetMissing', 'Keyset missing'], ['fips', 'In FIPS mode'], ['outOfMemory', 'Out of memory']),
    'ok',
    'nextAttempt',
    null,
    {
      ...atJoin,
      breaks: {
        keysetMissing: {
          title: 'The key of the device is missing in the TPM',
          label: 'Key of the device in its TPM',
          unmet: 'The keyset is missing, so the device cannot prove who it is.',
          code: '0x80090016',
          fix: 'At the device: suspend BitLocker, clear the TPM (tpm.msc) and restart. If the device was joined: dsregcmd /leave in an elevated prompt first, then let the task join it again. Never take images of joined computers.',
          command: 'powershell Clear-Tpm',
        },
        fips: {
          title: 'The TPM is in FIPS mode',
          label: 'TPM not in FIPS mode',
          unmet: 'It is in FIPS mode, which is not supported.',
          code: '0x80280036',
          fix: 'Setup of the firmware: switch the FIPS mode of the TPM off; no command does it. Windows 10 1903 or later leaves a TPM 1.2 alone.',
        },
        outOfMemory: {
          title: 'The memory of the TPM is full',
          label: 'Memory of the TPM',
          unmet: 'It is full, so no further key fits in.',
          // That a full TPM shows as too little memory is assumed.
          code: '0x82AA0008',
          fix: 'At the device: suspend BitLocker, clear the TPM (tpm.msc) and restart; Windows makes new keys.',
          command: 'powershell Clear-Tpm',
        },
      },
    },
  ),
  deviceStaleEnrollment: entry(
    'Rest of a former enrollment',
    okOr(['certificate', 'Old account certificate'], ['otherUser', 'Enrolled by another user']),
    'ok',
    'nextAttempt',
    null,
    {
      ...ofDevice,
      breaks: {
        certificate: {
          title: 'A former enrollment was left behind',
          label: 'No rest of a former enrollment',
          unmet: 'The certificate of a former enrollment is left.',
          code: '0x8007064C',
          fix: 'At the device: delete the certificate of the issuer Sc_Online_Issuing and HKLM\\SOFTWARE\\Microsoft\\OnlineManagement, and let the client try again.',
          command: 'certutil -delstore My Sc_Online_Issuing',
        },
        otherUser: {
          title: 'Another person has enrolled the device',
          label: 'Not enrolled by somebody else',
          unmet: 'Another person has enrolled it.',
          code: '0x8018000A',
          fix: 'At the device, signed in as the other person: Settings > Accounts > Access work or school: disconnect the work account, or remove its enrollment in the registry. The client tries again.',
          command: 'reg delete HKLM\\SOFTWARE\\Microsoft\\Enrollments /va /f',
        },
      },
    },
  ),
  deviceProvisioning: entry(
    'Service dmwappushservice',
    okOr(['missing', 'Missing']),
    'ok',
    'nextAttempt',
    '0x80180023 with 0x800706D9.',
    {
      ...ofDevice,
      breaks: {
        missing: {
          title: 'The service dmwappushservice is missing',
          label: 'Service dmwappushservice',
          unmet: 'It is missing: provisioning ends with 0x800706D9, and the enrollment is undone again.',
          code: '0x80180023',
          fix: 'At the device: restore the registry key of the service dmwappushservice from a healthy computer, restart, and let the client try again.',
          command: provisioningService,
        },
      },
    },
  ),
  deviceToken: entry(
    'Device token',
    okOr(['missing', 'Not issued'], ['grantFailed', 'Grant fails']),
    'ok',
    'nextAttempt',
    'Without a device token the enrollment waits for a user.',
    {
      ...ofDevice,
      breaks: {
        missing: {
          title: 'The device gets no token of its own',
          label: 'Device token issued',
          unmet: 'The device gets no token of its own, so its enrollment waits for a user to sign in.',
          fix: 'Let a licensed user sign in: the enrollment goes on with the user’s token. Then check TPM and device certificate with dsregcmd /status; dsregcmd /leave in an elevated prompt registers the device anew.',
          command: 'dsregcmd /leave',
        },
        grantFailed: {
          title: 'The authorization grant fails',
          label: 'Device token granted',
          unmet: 'Microsoft Entra ID refuses the grant of a token.',
          code: tokenRefused,
          fix: 'At the device: dsregcmd /leave in an elevated prompt, restart, and let the task join it again.',
          command: 'dsregcmd /leave',
        },
      },
    },
  ),
  deviceWorkplaceJoin: entry(
    'Work account added before the join',
    choice(['none', 'No'], ['registered', 'Registered as well']),
    'none',
    'nextAttempt',
    'Two Entra objects for one device.',
    {
      ...ofDevice,
      needed: {
        id: 'workplaceJoin',
        label: 'No work account added besides',
        met: 'Microsoft Entra ID has one object of the device.',
        neededFor: ['comanagement'],
      },
      breaks: {
        registered: {
          title: 'A work account was added before the hybrid join',
          unmet: 'The user added a work account before the join: two objects stand for one device.',
          fix: 'At the device: Settings > Accounts > Access work or school: remove the work account. Prevent it with BlockAADWorkplaceJoin=1 under HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\WorkplaceJoin.',
          command: 'dsregcmd /cleanupaccounts',
        },
      },
    },
  ),
  deviceGatewayTrust: entry(
    'Trust in the certificate of the gateway',
    okOr(['missing', 'Root not trusted']),
    'ok',
    'nextAttempt',
    null,
    {
      ...ofDevice,
      breaks: {
        // Only while the gateway has a certificate from a private CA.
        missing: {
          title: 'The certificate of the gateway is from a private CA that the device does not trust',
          unmet: 'The device does not trust the private CA of the gateway’s certificate.',
          code: 'WINHTTP_CALLBACK_STATUS_FLAG_INVALID_CA',
          answer: { code: '0x80072f8f', http: null, name: 'WINHTTP_CALLBACK_STATUS_FLAG_INVALID_CA' },
          fix: 'Deploy the root certificate to the device, for example with a trusted certificate profile of Intune, or give the gateway a certificate of a public CA.',
          command: 'certutil -addstore Root gateway-root.cer',
        },
      },
    },
  ),
  deviceEntraObject: entry(
    'Object in Entra ID',
    okOr(['disabled', 'Disabled'], ['deleted', 'Deleted and made anew']),
    'ok',
    'nextAttempt',
    'DeviceAuthStatus FAILED, or Pending for good.',
    {
      ...ofDevice,
      breaks: {
        // A token for a device whose object is disabled or another one is refused. That it shows with this code is assumed.
        disabled: {
          title: 'The object of the device in Entra ID is disabled',
          label: 'Object in Microsoft Entra ID enabled',
          unmet: 'It is disabled, so no token is issued.',
          enrollmentCode: tokenRefused,
          fix: 'Microsoft Entra admin center > Devices > All devices: choose the device, Enable; nothing at the device does it.',
        },
        deleted: {
          title: 'The object of the device was deleted and made anew',
          label: 'Object in Microsoft Entra ID is the one of the device',
          unmet: 'It was deleted and made anew, so no token is issued.',
          enrollmentCode: tokenRefused,
          fix: 'At the device: dsregcmd /leave in an elevated prompt, then restart: it registers anew.',
          command: 'dsregcmd /leave',
        },
      },
    },
  ),
  deviceClientLogging: entry(
    'Logging of the Configuration Manager client',
    choice(['default', 'Default'], ['verbose', 'Verbose, with debug logging']),
    'default',
    'now',
    'Set by Client Diagnostics of the site console; nothing depends on it.',
    ofDevice,
  ),
});
