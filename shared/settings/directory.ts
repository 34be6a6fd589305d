import { enrolling } from './condition.ts';
import { choice, entry, inSection, onOff } from './setting.ts';

/** Sources of what breaks: identity notes §2.3–3.2, co-management notes §2, §7 and §10. */
const computers = { neededFor: ['comanagement'] } as const;
/** Of a computer that waits for an object which never comes. */
const noObject = '0x801c03f2';
/** Of a user for whom Microsoft Entra ID offers no MDM. */
const noMdm = '0x8018002B';
const mobility = 'Microsoft Entra admin center > Identity > Settings > Mobility > Microsoft Intune';

export const entraConnect = inSection('directory', 'Microsoft Entra Connect', {
  entraConnectHybridJoin: entry(
    'Configure hybrid join',
    onOff,
    'off',
    'entraCycle',
    'Configure device options > Configure hybrid Microsoft Entra join. Without it no computer object is exported.',
    {
      right: 'on',
      needed: {
        id: 'hybridJoin',
        label: 'Hybrid join configured in Entra Connect',
        met: 'Entra Connect exports computers that ask for it.',
        ...computers,
      },
      breaks: {
        off: {
          title: 'Hybrid join is not configured',
          unmet:
            'Hybrid join is not configured: Entra Connect exports no computer, so domain-joined clients never register.',
          code: noObject,
          fix: 'Microsoft Entra Connect > Configure device options > Configure hybrid Microsoft Entra join: choose the operating systems and write the service connection point of each forest. Wait for the next cycle, or run Start-ADSyncSyncCycle -PolicyType Delta.',
        },
      },
    },
  ),
  scp: entry(
    'Service connection point of the forest',
    choice(['none', 'Not written'], ['ownTenant', 'This tenant'], ['wrongTenant', 'Another tenant']),
    'none',
    'nextAttempt',
    'Written per forest by Configure hybrid join: tells computers with which tenant they register.',
    {
      right: 'ownTenant',
      readBy: 'joinTask',
      needed: { met: 'It names this tenant.', ...computers },
      breaks: {
        none: {
          title: 'The forest has no service connection point',
          unmet: 'It is not written, so computers do not know with which tenant to register.',
          code: '0x801c001d',
          fix: 'Microsoft Entra Connect > Configure device options > Configure hybrid Microsoft Entra join > SCP: for each forest choose Microsoft Entra ID as authentication service, and give enterprise administrator credentials.',
        },
        wrongTenant: {
          title: 'The service connection point names another tenant',
          unmet: 'It names another tenant, where nobody knows the computers.',
          code: '0x801c003a',
          fix: 'Microsoft Entra Connect > Configure device options > Configure hybrid Microsoft Entra join > SCP: write it again; or correct azureADName and azureADId in the keywords of CN=62a0ff2e-97b9-4513-943f-0d221bd30080 in the configuration partition. Computers try again within the hour.',
        },
      },
    },
  ),
  entraConnectSync: entry('Sync cycle enabled', onOff, 'on', 'entraCycle', 'Get-ADSyncScheduler: SyncCycleEnabled.', {
    breaks: {
      off: {
        title: 'The sync cycle is disabled',
        unmet:
          'The sync cycle is disabled (SyncCycleEnabled False): nothing that is changed in Active Directory comes up.',
        code: noObject,
        fix: 'Set-ADSyncScheduler -SyncCycleEnabled $true, then Start-ADSyncSyncCycle -PolicyType Delta.',
      },
    },
  }),
  entraConnectStaging: entry(
    'Staging mode',
    onOff,
    'off',
    'entraCycle',
    'A server in staging mode imports and syncs, and exports nothing.',
    {
      breaks: {
        on: {
          title: 'The Entra Connect server is in staging mode',
          unmet: 'The server is in staging mode (StagingModeEnabled True): it imports and syncs, and exports nothing.',
          code: noObject,
          fix: 'Microsoft Entra Connect > Configure staging mode: off, on exactly one server.',
        },
      },
    },
  ),
  entraConnectWizard: entry(
    'Configuration wizard left open',
    onOff,
    'off',
    'entraCycle',
    'An open wizard suspends the scheduler: SchedulerSuspended.',
    {
      breaks: {
        on: {
          title: 'The configuration wizard was left open',
          unmet: 'The configuration wizard is open, which suspends the scheduler (SchedulerSuspended True).',
          code: noObject,
          fix: 'Close Microsoft Entra Connect on its server; the next cycle runs as usual.',
        },
      },
    },
  ),
  entraConnectCycle: entry(
    'Sync cycle',
    choice(['30', 'Every 30 minutes'], ['60', 'Every hour'], ['180', 'Every 3 hours'], ['1440', 'Every day']),
    '30',
    'entraCycle',
    'CustomizedSyncCycleInterval; 30 minutes is the shortest allowed.',
  ),
  entraConnectAttributes: entry(
    'Send the default device attributes',
    onOff,
    'on',
    'entraCycle',
    'Without userCertificate a device object cannot be registered.',
    {
      needed: {
        label: 'Default device attributes are synchronized',
        met: 'userCertificate is among them.',
        ...computers,
      },
      breaks: {
        off: {
          title: 'The default device attributes are excluded from the sync',
          unmet: 'Without userCertificate a computer has nothing to prove itself with.',
          code: noObject,
          fix: 'Microsoft Entra Connect > Customize synchronization options > Microsoft Entra attributes: restore the default device attributes, userCertificate above all. Wait for the next cycle.',
        },
      },
    },
  ),
  ouInSync: entry(
    'Organizational unit in the scope of Entra Connect',
    onOff,
    'on',
    'entraCycle',
    'Domain and OU filtering.',
    {
      target: 'ou',
      breaks: {
        off: {
          title: 'An organizational unit is not in the scope of the sync',
          unmet: 'Its computers never get an object in Microsoft Entra ID.',
          code: noObject,
          fix: 'Microsoft Entra Connect > Customize synchronization options > Domain and OU filtering: select the unit. After the next cycle its computers register with their next hourly task.',
        },
      },
    },
  ),
  signInMethod: entry(
    'User sign-in',
    choice(
      ['phs', 'Password hash sync with seamless SSO'],
      ['pta', 'Pass-through authentication with seamless SSO'],
      ['federation', 'Federation with AD FS'],
    ),
    'phs',
    'nextAttempt',
    'With federation a device registers without waiting for the sync.',
    { readBy: 'joinTask' },
  ),
});

export const entraId = inSection('directory', 'Microsoft Entra ID', {
  entraLicense: entry(
    'Entra ID license of the tenant',
    choice(['none', 'Free'], ['p1', 'P1'], ['p2', 'P2']),
    'p1',
    'now',
    'The MDM user scope is a feature of P1 and P2.',
    {
      needed: {
        label: 'Microsoft Entra ID P1 or P2',
        met: { p1: 'The tenant has Microsoft Entra ID P1.', p2: 'The tenant has Microsoft Entra ID P2.' },
        neededFor: enrolling,
      },
      breaks: {
        none: {
          title: 'The tenant has no Entra ID P1 or P2 license',
          unmet: 'Without P1 or P2 there is no automatic enrollment: the MDM user scope cannot be set.',
          // Documented is only that the scope cannot be set; the code is assumed.
          code: noMdm,
          fix: 'Microsoft 365 admin center > Billing > Purchase services: Microsoft Entra ID P1 or P2 (P1 is part of EMS and Microsoft 365 E3). Assign it to the users who enroll.',
        },
      },
    },
  ),
  mdmUserScope: entry(
    'MDM user scope',
    choice(['none', 'None'], ['some', 'Some'], ['all', 'All']),
    'all',
    'nextAttempt',
    'Mobility (MDM and MAM) > Microsoft Intune. Who may enroll automatically.',
    {
      breaks: {
        none: {
          title: 'The MDM user scope is None',
          unmet: 'Nobody may enroll automatically.',
          code: noMdm,
          fix: `${mobility} > MDM user scope: All, or Some with the group of the users. Clients enroll at their next attempt.`,
        },
      },
    },
  ),
  mdmUserScopeGroup: entry(
    'Group of the MDM user scope',
    'text',
    '',
    'nextAttempt',
    'The group that Some stands for.',
    {
      breaks: {
        // Only while the scope is Some.
        '': {
          title: 'The MDM user scope is Some, and no group is chosen',
          unmet: 'Some is chosen, but no group, so it includes nobody.',
          good: null,
          code: noMdm,
          fix: `${mobility} > MDM user scope: choose the group that holds the users of the devices, or All.`,
        },
      },
    },
  ),
  mdmUrls: entry(
    'MDM discovery URL',
    choice(['default', 'Default'], ['changed', 'Changed']),
    'default',
    'nextAttempt',
    'Restore default MDM URLs puts it right.',
    {
      needed: { met: 'It is the default of Intune.', neededFor: enrolling },
      breaks: {
        changed: {
          title: 'The MDM discovery URL is not the one of Intune',
          unmet: 'It was changed, so no enrollment finds its service.',
          code: '0x8000FFFF',
          fix: `${mobility} > Restore default MDM URLs, then Save.`,
        },
      },
    },
  ),
  verifiedUpnSuffix: entry(
    'UPN suffix is a verified domain',
    onOff,
    'on',
    'entraCycle',
    'A suffix such as .local cannot be verified.',
    {
      target: 'user',
      breaks: {
        off: {
          title: 'The UPN suffix of the user is not verified',
          label: 'Verified UPN suffix of the user',
          unmet:
            'The UPN suffix is no verified domain of the tenant, so Microsoft Entra ID issues no token for the user.',
          code: noMdm,
          fix: 'Active Directory Users and Computers > Account: give the user a UPN suffix that is a verified domain of the tenant, then let Entra Connect run a cycle.',
        },
      },
    },
  ),
  intuneLicense: entry('Intune license', onOff, 'on', 'nextAttempt', 'Assigned per user.', {
    target: 'user',
    breaks: {
      off: {
        title: 'The user has no Intune license',
        label: 'Intune license of the user',
        unmet: 'The user has no Intune license, so Intune refuses the enrollment.',
        code: '0x80180018',
        fix: 'Microsoft 365 admin center > Users > Active users > Licenses and apps: assign Microsoft Intune. The client tries again by itself.',
      },
    },
  }),
  remoteHelpLicense: entry(
    'Remote Help license',
    onOff,
    'on',
    'now',
    'Needed by everybody who uses Remote Help, helpers and sharers.',
    { target: 'user', readBy: 'consoles' },
  ),
  mfaEnforced: entry(
    'Per-user MFA enforced',
    onOff,
    'off',
    'nextAttempt',
    'Enforced MFA breaks the user token of an automatic enrollment; Enabled does not.',
    {
      target: 'user',
      breaks: {
        on: {
          title: 'Per-user MFA is enforced',
          label: 'Per-user MFA not enforced',
          unmet: 'Enforced MFA breaks the token of the user.',
          code: '0x8018002A',
          fix: 'Microsoft Entra admin center > Users > Per-user MFA: Enabled instead of Enforced, or Conditional Access that leaves Microsoft Intune Enrollment out. The next attempt gets its token.',
        },
      },
    },
  ),
  conditionalAccessBlocksServerApp: entry(
    'Conditional Access for all cloud apps includes the server app',
    onOff,
    'off',
    'now',
    'Token requests of the site are refused then.',
    {
      readBy: 'consoles',
      needed: {
        label: 'Conditional Access leaves the server app out',
        met: 'No Conditional Access policy includes the server app.',
        neededFor: ['internetDevices'],
        isGatewayPart: true,
      },
      breaks: {
        on: {
          title: 'Conditional Access refuses the server app its token',
          unmet: 'A policy for all cloud apps includes the server app, so the site is refused tokens.',
          answer: { code: 'AADSTS53003', http: 401, name: null },
          fix: 'Microsoft Entra admin center > Protection > Conditional Access: exclude the server app of the site from policies for all cloud apps.',
        },
      },
    },
  ),
  entraDeviceLimit: entry(
    'Maximum number of devices per user',
    choice(['20', '20'], ['50', '50'], ['100', '100'], ['unlimited', 'Unlimited']),
    '50',
    'now',
    'Counts Entra joined and registered devices, not hybrid joined ones.',
  ),
});
