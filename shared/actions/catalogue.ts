import type { RemoteAction } from './entry.ts';

/**
 * The catalogue of remote actions, in the order in which the lab lists them. An entry here and the action's file in
 * main/simulation/actions are the whole of it: button, dialog, validation, audit entry, help card and command line follow.
 * Facts: Intune device actions documentation, as of September 2026.
 */

/** A task for the client of a tenant attached device; it never travels by MDM. */
const clientTask = {
  carrier: 'clientTask',
  needs: { intune: ['initiateSiteAction'], site: ['read', 'notifyResource'] },
  platforms: { windows: 'any', windowsServer: 'any' },
  confirmation: 'none',
  bulk: false,
  dailyLimit: null,
  options: [],
} as const satisfies Partial<RemoteAction>;
const ofClientTasks = {
  source: 'Configuration Manager documentation, tenant attach: device sync and device actions',
  asOf: 'April 2026',
};

export const catalogue = {
  sync: {
    label: 'Sync',
    icon: 'arrow-sync',
    description: 'Asks the device to check in with Intune now and take pending actions and policy.',
    carrier: 'mdm',
    activity: 'sync_ordered',
    needs: { intune: ['syncDevices'] },
    platforms: { windows: 'any', ios: 'any', android: 'any', macos: 'any', linux: 'any' },
    // It takes nothing away.
    confirmation: 'none',
    dialog: {
      verb: 'Sync',
      confirm: 'Sync',
      consequences: ['A device that is offline checks in when it is back; asking it makes that no sooner.'],
    },
    place: { position: 40 },
    bulk: true,
    dailyLimit: null,
    options: [],
    card: {
      more: 'It is silent at the device.',
      why: 'It is the one thing an administrator can do to shorten a wait: a device that is online answers in seconds to minutes instead of at its next eight-hour check-in. A device that is offline gains nothing.',
      source: 'Intune documentation, device actions: Sync',
      asOf: 'April 2026',
      related: ['checkIn', 'push', 'documentedBound'],
    },
  },
  restart: {
    label: 'Restart',
    icon: 'power',
    description:
      'Restarts the device, usually about five minutes after it receives the order. The user may see no notice and can lose unsaved work.',
    carrier: 'mdm',
    activity: 'restart_ordered',
    needs: { intune: ['rebootNow'] },
    platforms: { windows: 'any', ios: 'supervised', android: 'corporate', macos: 'any' },
    confirmation: 'dialog',
    dialog: {
      verb: 'Restart',
      confirm: 'Restart',
      consequences: [
        'A device that push reaches restarts about five minutes later; another one after its next check-in.',
        'The product documents no way to take a waiting restart back.',
      ],
    },
    place: { position: 10 },
    bulk: true,
    dailyLimit: null,
    options: [],
    card: {
      more: 'The order travels by push.',
      why: 'An offline device, or one whose push is blocked, restarts when it next connects, perhaps in the middle of someone’s work. Configuration Manager’s own client notification Restart is another thing: it counts down 90 minutes in Software Center.',
      source: 'Intune documentation, device actions: Restart',
      asOf: 'October 2025',
      related: ['push', 'restartNotice', 'pendingReboot'],
    },
  },
  remoteAssistance: {
    label: 'New remote assistance session',
    subtitle: 'Remote Help',
    icon: 'person-support',
    description: 'Asks the person at the device to share the screen with Remote Help. Causes no check-in.',
    carrier: 'session',
    activity: 'remote_session_requested',
    needs: {
      intune: [
        'offerRemoteAssistance',
        'remoteAssistanceConnectorRead',
        ['remoteHelpViewScreen', 'remoteHelpFullControl'],
      ],
    },
    platforms: { windows: 'any' },
    otherPlatforms: 'is not part of this lab',
    confirmation: 'dialog',
    dialog: {
      verb: 'Start a remote assistance session on',
      confirm: 'Continue',
      consequences: [
        'Somebody signed in at the device is asked, and decides.',
        'It causes no check-in: the records stay as old as they are.',
        'The lab’s clock runs at 1× as long as the prompt or the session is open.',
      ],
    },
    place: { position: 20, menu: 'remoteControl' },
    bulk: false,
    dailyLimit: null,
    options: [],
    card: {
      more: 'The product behind it is Remote Help or TeamViewer, whichever the tenant uses; this lab has Remote Help.',
      why: 'It is the exception among the actions: an offline device is an error for the helper, not something that waits, and somebody at the device has to agree.',
      formerly: ['Remote control (Configuration Manager quickstart)'],
      source: 'Intune documentation, Remote Help: plan and start a session',
      asOf: 'August 2026',
      related: ['remoteHelp', 'consent', 'viewAndControl'],
    },
  },
  wipe: {
    label: 'Wipe',
    subtitle: 'Factory reset',
    icon: 'arrow-reset',
    description: 'Restores the device to its factory settings and removes it from Intune once it reports.',
    carrier: 'mdm',
    activity: 'wipe_ordered',
    needs: { intune: ['wipe'] },
    platforms: { windows: 'any', ios: 'any', android: 'corporate', macos: 'any' },
    confirmation: 'name',
    dialog: {
      verb: 'Wipe',
      confirm: 'Wipe',
      // The description is of a wipe without options; what the chosen one does stands beneath them.
      description: 'A factory reset. Nobody at the device is asked, and a waiting wipe beats every other action.',
      consequences: [],
    },
    place: { position: 30 },
    bulk: true,
    dailyLimit: 500,
    options: [
      {
        id: 'keepEnrollmentData',
        label: 'Wipe device, but keep enrollment state and associated user account',
        help: 'Windows only. User data and accounts stay, the device stays enrolled; apps are lost.',
        platform: 'windows',
      },
      {
        id: 'useProtectedWipe',
        label: 'Wipe device, and continue to wipe even if device loses power',
        help: 'Windows only. Keeps retrying until done and may leave the device unbootable.',
        platform: 'windows',
      },
    ],
    exclusive: {
      options: ['keepEnrollmentData', 'useProtectedWipe'],
      message: 'Keeping the enrollment and a protected wipe exclude each other in this lab.',
    },
    outcomes: [
      {
        options: [],
        title: 'Everything on the device goes',
        tone: 'danger',
        lines: [
          'User data, apps, settings and policies are removed; BitLocker is decrypted.',
          'The device leaves Intune once it has reported. Often it cannot report before it resets: the record then waits for ever and has to be deleted by hand.',
          'The records in Entra ID, Active Directory and Configuration Manager stay, and so does the Autopilot registration.',
        ],
      },
      {
        options: ['keepEnrollmentData'],
        title: 'User data and enrollment stay',
        tone: 'warning',
        lines: [
          'User data, accounts and important settings are kept; installed apps are lost. The drive stays encrypted.',
          'The device stays enrolled; policies come back with its next sync.',
          'A Configuration Manager client is an app too: it has to be installed again.',
        ],
      },
      {
        options: ['useProtectedWipe'],
        title: 'Everything goes, and the device may not start again',
        tone: 'danger',
        lines: [
          'All data is removed and the wipe is retried until it is done, even after a loss of power.',
          'It may leave the device unbootable: only for corporate devices with a recovery procedure.',
          'The device leaves Intune once it has reported; its other records stay.',
        ],
      },
      {
        options: ['keepEnrollmentData', 'useProtectedWipe'],
        title: 'Both together are not documented',
        tone: 'warning',
        lines: ['The documentation does not say what the two options do together. Choose one.'],
      },
    ],
    card: {
      more: 'User data, settings and apps go unless the enrollment is kept. An Autopilot registration always stays.',
      why: 'It cannot be taken back once the device has it. The device often resets before it can report, and then the console waits for ever: somebody has to check and delete the record by hand.',
      path: 'Remove data › Wipe',
      formerly: ['Factory reset'],
      source: 'Intune documentation, device actions: Wipe',
      asOf: 'September 2026',
      related: ['keepEnrollment', 'protectedWipe', 'reason.neverReports', 'precedence', 'dailyLimit'],
    },
  },
  syncMachinePolicy: {
    ...clientTask,
    label: 'Sync Machine Policy',
    icon: 'desktop-sync',
    description: 'Asks a tenant attached client to retrieve and evaluate its machine policy from the site now.',
    activity: 'machine_policy_ordered',
    dialog: {
      verb: 'Sync the machine policy of',
      confirm: 'Yes',
      consequences: [
        'The task goes through the service connection point and the notification server to the client of the site.',
        'A client whose notification channel is down takes it when the channel is back.',
      ],
    },
    place: { position: 110, menu: 'clientActions' },
    card: {
      more: 'It goes through the service connection point and the notification server of the management point.',
      why: 'A slider, a collection or a client setting that changed reaches a client at its next policy poll, up to an hour later. This is the way to shorten that wait from the cloud; the Sync of Intune does nothing of it.',
      source: 'Configuration Manager documentation, tenant attach: device sync and device actions, troubleshooting',
      asOf: 'April 2026',
      related: ['reason.channelDown', 'reason.siteRefused', 'roleRights'],
    },
  },
  syncUserPolicy: {
    ...clientTask,
    label: 'Sync User Policy',
    icon: 'person-circle',
    description: 'Asks a tenant attached client to retrieve the policy of its user from the site now.',
    activity: 'user_policy_ordered',
    dialog: {
      verb: 'Sync the user policy of',
      confirm: 'Yes',
      consequences: ['A client whose notification channel is down takes it when the channel is back.'],
    },
    place: { position: 120, menu: 'clientActions' },
    card: {
      more: 'User policy holds what is deployed to people.',
      why: 'An application that is deployed to a user appears only after user policy has arrived.',
      ...ofClientTasks,
      related: ['syncMachinePolicy', 'appEvaluation'],
    },
  },
  appEvaluation: {
    ...clientTask,
    label: 'App Evaluation Cycle',
    icon: 'apps-list',
    description: 'Asks a tenant attached client to evaluate its application deployments now.',
    activity: 'app_evaluation_ordered',
    dialog: {
      verb: 'Evaluate the applications of',
      confirm: 'Yes',
      consequences: ['Required applications that are missing are installed.'],
    },
    place: { position: 130, menu: 'clientActions' },
    card: {
      more: 'Required ones that are missing are installed again.',
      why: 'The client evaluates its deployments on its own schedule. After an installation that failed, nobody has to wait for that.',
      ...ofClientTasks,
      related: ['syncMachinePolicy', 'syncUserPolicy'],
    },
  },
} as const satisfies Record<string, RemoteAction>;
