import { enrolling } from './condition.ts';
import { choice, entry, inSection, onOff } from './setting.ts';

/** Sources of what breaks: co-management notes §2, §3.3 and §7. */
const restriction = 'Intune admin center > Devices > Enrollment > Device platform restriction > Default';
const internetDevices = { neededFor: ['internetDevices'] } as const;

/** Of a minimum that this Windows does not reach; whether it does is compared with the build. */
const tooOld = {
  title: 'The default enrollment restriction wants a newer Windows',
  label: 'Windows version allowed by the default restriction',
  unmet: 'Windows is older than the minimum version of the default restriction.',
  code: '0x80180014',
  fix: `${restriction}: lower or clear the minimum version, or upgrade Windows. Compare the builds of those that fail.`,
} as const;

export const intune = inSection('tenant', 'Microsoft Intune', {
  remoteHelp: entry(
    'Enable Remote Help',
    onOff,
    'off',
    'now',
    'Tenant administration > Remote Help. Off by default in a real tenant.',
    { readBy: 'consoles' },
  ),
  deviceCleanup: entry(
    'Device clean-up rule',
    choice(
      ['none', 'No rule'],
      ['30', '30 days'],
      ['60', '60 days'],
      ['90', '90 days'],
      ['180', '180 days'],
      ['270', '270 days'],
    ),
    'none',
    'now',
    'Devices > Device clean-up rules: hides records without a check-in for so long, from 30 to 270 days; nothing happens to the devices.',
    { readBy: 'consoles' },
  ),
  mdmAuthority: entry(
    'MDM authority',
    choice(['intune', 'Microsoft Intune'], ['unset', 'Not set']),
    'intune',
    'now',
    'Enrollment is blocked until it is set.',
    {
      needed: { met: 'Microsoft Intune.', neededFor: enrolling },
      breaks: {
        unset: {
          title: 'The MDM authority is not set',
          unmet: 'It is not set, so every enrollment is refused.',
          // Documented is only that enrollment is blocked; the code is assumed.
          code: '0x8018002B',
          fix: 'Intune admin center > Devices > Enrollment: choose Microsoft Intune as the MDM authority.',
        },
      },
    },
  ),
  windowsEnrollment: entry(
    'Default enrollment restriction: Windows (MDM)',
    choice(['allow', 'Allow'], ['block', 'Block']),
    'allow',
    'restrictions',
    'Only the default restriction counts for co-management. Changes take about 15 minutes.',
    {
      needed: { met: 'Windows (MDM) may enroll.', neededFor: enrolling },
      breaks: {
        block: {
          title: 'The default enrollment restriction blocks Windows',
          unmet: 'Windows (MDM) is blocked, so every new enrollment is refused.',
          code: '0x80180014',
          fix: `${restriction}: set Windows (MDM) to Allow. It takes about 15 minutes; for co-management only the default restriction counts.`,
        },
      },
    },
  ),
  windowsMinimumVersion: entry(
    'Default enrollment restriction: minimum Windows version',
    choice(['none', 'None'], ['10.0.19045', '10.0.19045'], ['10.0.22631', '10.0.22631'], ['10.0.26100', '10.0.26100']),
    'none',
    'restrictions',
    'Older devices are refused with 0x80180014.',
    { breaks: { '10.0.19045': tooOld, '10.0.22631': tooOld, '10.0.26100': tooOld } },
  ),
  enrollmentDeviceLimit: entry(
    'Device limit per user',
    choice(['1', '1'], ['5', '5'], ['15', '15']),
    '15',
    'restrictions',
    'Not for co-management, Entra join or Windows Autopilot.',
    { readBy: 'consoles' },
  ),
  useIntuneRbac: entry(
    'Use Intune RBAC for attached devices',
    onOff,
    'off',
    'now',
    'Tenant administration > Connectors and tokens > Microsoft Endpoint Configuration Manager.',
    { readBy: 'consoles' },
  ),
  clientDelivery: entry(
    'Delivery of the Configuration Manager client',
    choice(
      ['none', 'Nothing assigned'],
      ['app', 'Line-of-business app ccmsetup.msi, required'],
      ['policy', 'Co-management settings policy'],
    ),
    'none',
    'nextAttempt',
    'How new internet-based devices get the client.',
    {
      right: 'policy',
      needed: {
        label: 'Intune delivers the Configuration Manager client',
        met: { app: 'ccmsetup.msi is a required app.', policy: 'A Co-management settings policy is assigned.' },
        ...internetDevices,
      },
      breaks: {
        none: {
          title: 'Intune delivers no Configuration Manager client',
          unmet: 'Nothing is assigned: new computers stay managed by Intune alone.',
          fix: 'Intune admin center > Devices > Enrollment > Windows > Co-management settings > Create; or Apps > Windows > Line-of-business app ccmsetup.msi, required.',
        },
      },
    },
  ),
  clientDeliveryGroup: entry(
    'Group of the delivery',
    'text',
    '',
    'nextAttempt',
    'To whom the app or the policy is assigned; empty is everybody. A policy reaches a group of devices, an app users, too.',
  ),
  clientAppAdded: entry(
    'Line-of-business app ConfigMgr Client Setup Bootstrap',
    choice(['no', 'Not added'], ['yes', 'Added']),
    'no',
    'now',
    'Added, an app is there and assigned to nobody.',
    { readBy: 'consoles' },
  ),
  clientPolicyName: entry('Name of the Co-management settings policy', 'text', '', 'now', 'As it stands in the list.', {
    readBy: 'consoles',
  }),
  clientPolicyInstalls: entry(
    'Automatically install the Configuration Manager client',
    onOff,
    'on',
    'nextAttempt',
    'Of the Co-management settings policy. With No the device waits for Configuration Manager, and nothing installs its client.',
  ),
  clientCommandLine: entry(
    'Command line of the client setup',
    'text',
    '',
    'nextAttempt',
    'Copied from the Enablement tab; at most 1,024 characters.',
  ),
  overrideToIntune: entry(
    'Override co-management policy and use Intune for all workloads',
    onOff,
    'off',
    'nextAttempt',
    'Advanced option of the Co-management settings policy. Do not change it after provisioning.',
    {
      breaks: {
        on: {
          title: 'The co-management settings policy gives all workloads to Intune',
          unmet: 'New internet-based computers ignore the sliders of the site.',
          fix: 'Intune admin center > Devices > Enrollment > Co-management settings > Advanced: set Override co-management policy to No before the next device is provisioned. Devices that have it keep it.',
        },
      },
    },
  ),
  autopilotProfileName: entry(
    'Name of the Windows Autopilot deployment profile',
    'text',
    '',
    'now',
    'As it stands in the list.',
    { readBy: 'consoles' },
  ),
  autopilotProfileGroup: entry(
    'Group of the Windows Autopilot deployment profile',
    'text',
    '',
    'nextAttempt',
    'A group of devices; empty is all of them.',
  ),
  statusPageName: entry(
    'Name of the enrollment status page profile',
    'text',
    '',
    'now',
    'Empty: there is the default profile only.',
    { readBy: 'consoles' },
  ),
  statusPageGroup: entry(
    'Group of the enrollment status page profile',
    'text',
    '',
    'nextAttempt',
    'Whose devices the profile holds for; everybody else has the default one.',
  ),
  statusPageMinutes: entry(
    'Show an error when installation takes longer than specified number of minutes',
    'text',
    '60',
    'nextAttempt',
    'Of the enrollment status page profile.',
  ),
  autopilotProfile: entry(
    'Windows Autopilot deployment profile',
    choice(['assigned', 'User-driven, assigned'], ['none', 'None assigned']),
    'assigned',
    'now',
    'Entra joined, user-driven.',
    {
      needed: {
        met: 'A user-driven profile is assigned: new computers join Microsoft Entra ID in the out-of-box experience.',
        ...internetDevices,
      },
      breaks: {
        none: {
          title: 'No Windows Autopilot deployment profile is assigned',
          unmet: 'No profile is assigned: users set up new computers by hand, and no status page waits for the client.',
          fix: 'Intune admin center > Devices > Enrollment > Windows > Deployment profiles > Create profile: user-driven, Microsoft Entra joined.',
        },
      },
    },
  ),
});
