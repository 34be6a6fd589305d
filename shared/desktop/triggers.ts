/**
 * What a person can set off at a device, or from the site console at one device: ids are contract (journal, IPC, command
 * line), labels the products' own. What each needs is checked again when it is carried out.
 */
export type TriggerNeed =
  /** The Configuration Manager client. */
  | 'client'
  /** On, and in reach of its management point or gateway. */
  | 'site'
  | 'internet'
  | 'mdm'
  | 'domain'
  | 'signedIn'
  /** In its box, at the out-of-box experience. */
  | 'oobe';
export type TriggerPlace =
  | 'applet'
  | 'configurations'
  | 'work'
  | 'tasks'
  | 'desktop'
  | 'box'
  | 'siteConsole'
  | 'clientDiagnostics'
  | 'endpointProtection';
export type DeviceTrigger = {
  id: string;
  label: string;
  where: TriggerPlace;
  needs: readonly TriggerNeed[];
  /** What it does, for the tooltip. */
  help: string;
};
/** Menus of the site console's ribbon that send client notifications. Source: client notification page. */
export const notificationMenus = {
  siteConsole: 'Client Notification',
  clientDiagnostics: 'Client Diagnostics',
  endpointProtection: 'Endpoint Protection',
} as const satisfies Partial<Record<TriggerPlace, string>>;
export const triggerPlaces: Record<TriggerPlace, string> = {
  applet: 'Control Panel > Configuration Manager > Actions',
  configurations: 'Control Panel > Configuration Manager > Configurations',
  work: 'Settings > Accounts > Access work or school > Info',
  tasks: 'Task Scheduler > Microsoft > Windows > Workplace Join',
  desktop: 'At the device',
  box: 'At the device',
  siteConsole: 'Configuration Manager console > Client Notification',
  clientDiagnostics: 'Configuration Manager console > Client Diagnostics',
  endpointProtection: 'Configuration Manager console > Endpoint Protection',
};

const trigger = (
  where: TriggerPlace,
  label: string,
  needs: readonly TriggerNeed[],
  help: string,
): Omit<DeviceTrigger, 'id'> => ({ label, where, needs, help });

const catalogue = {
  appEvaluation: trigger(
    'applet',
    'Application Deployment Evaluation Cycle',
    ['client', 'site'],
    'Evaluates deployed applications anew. Every 7 days by itself.',
  ),
  discoveryData: trigger(
    'applet',
    'Discovery Data Collection Cycle',
    ['client', 'site'],
    'Sends a heartbeat: the site learns name, version and Entra device id. Every 7 days by itself.',
  ),
  hardwareInventory: trigger(
    'applet',
    'Hardware Inventory Cycle',
    ['client', 'site'],
    'Sends hardware inventory. Every 7 days by itself.',
  ),
  machinePolicy: trigger(
    'applet',
    'Machine Policy Retrieval & Evaluation Cycle',
    ['client', 'site'],
    'Takes the policy of the site now instead of at the next poll (every 60 minutes).',
  ),
  softwareInventory: trigger(
    'applet',
    'Software Inventory Cycle',
    ['client', 'site'],
    'Sends software inventory. Every 7 days by itself.',
  ),
  updatesEvaluation: trigger(
    'applet',
    'Software Updates Deployment Evaluation Cycle',
    ['client', 'site'],
    'Evaluates deployed software updates anew. Every 7 days by itself.',
  ),
  updatesScan: trigger(
    'applet',
    'Software Updates Scan Cycle',
    ['client', 'site'],
    'Scans for software updates against the software update point. Every 7 days by itself.',
  ),
  userPolicy: trigger(
    'applet',
    'User Policy Retrieval & Evaluation Cycle',
    ['client', 'site', 'signedIn'],
    'Takes the policy of the signed-in user. Co-management policy is machine policy: this brings none of it.',
  ),
  evaluateBaseline: trigger(
    'configurations',
    'Evaluate',
    ['client', 'internet'],
    'Evaluates CoMgmtSettingsProd with what the client holds: an enrollment that waits for it is tried again.',
  ),
  mdmSync: trigger('work', 'Sync', ['mdm', 'internet'], 'Checks in with Intune now.'),
  disconnect: trigger(
    'work',
    'Disconnect',
    ['mdm'],
    'Ends the enrollment of a device that enrolled by MDM alone. On a joined computer it would leave the domain, or Microsoft Entra ID.',
  ),
  joinTask: trigger(
    'tasks',
    'Run Automatic-Device-Join',
    ['domain'],
    'Tries to register the device now. Every hour and at each sign-in by itself.',
  ),
  signIn: trigger(
    'desktop',
    'Sign out and in again',
    ['signedIn'],
    'A sign-in runs Automatic-Device-Join, and lets an enrollment go on that waits for a user.',
  ),
  restartNow: trigger('desktop', 'Restart', ['signedIn'], 'Restarts Windows.'),
  unpack: trigger(
    'box',
    'Unpack and set up',
    ['oobe'],
    'The assigned person goes through the out-of-box experience now.',
  ),
  downloadComputerPolicy: trigger(
    'siteConsole',
    'Download Computer Policy',
    ['client'],
    'The site tells the client to take its policy; a client that is away hears it when its channel is back.',
  ),
  downloadUserPolicy: trigger(
    'siteConsole',
    'Download User Policy',
    ['client'],
    'The client takes the policy of the signed-in user; without one nothing follows.',
  ),
  collectDiscoveryData: trigger(
    'siteConsole',
    'Collect Discovery Data',
    ['client'],
    'The client sends a heartbeat: name, version and Entra device id.',
  ),
  collectSoftwareInventory: trigger(
    'siteConsole',
    'Collect Software Inventory',
    ['client'],
    'The client sends software inventory.',
  ),
  collectHardwareInventory: trigger(
    'siteConsole',
    'Collect Hardware Inventory',
    ['client'],
    'The client sends hardware inventory.',
  ),
  evaluateApplications: trigger(
    'siteConsole',
    'Evaluate Application Deployments',
    ['client'],
    'The client evaluates deployed applications anew.',
  ),
  evaluateUpdates: trigger(
    'siteConsole',
    'Evaluate Software Update Deployments',
    ['client'],
    'The client evaluates deployed software updates anew.',
  ),
  nextUpdatePoint: trigger(
    'siteConsole',
    'Switch to the next Software Update Point',
    ['client'],
    'The client takes another software update point for its next scan. A site with one has none to switch to.',
  ),
  evaluateHealthAttestation: trigger(
    'siteConsole',
    'Evaluate Device Health Attestation',
    ['client'],
    'The client sends what its boot attests.',
  ),
  checkConditionalAccess: trigger(
    'siteConsole',
    'Check Conditional Access Compliance',
    ['client'],
    'The client evaluates what Conditional Access asks of it, where compliance is with the site.',
  ),
  wakeUp: trigger(
    'siteConsole',
    'Wake Up',
    ['client'],
    'Another client of the same subnet wakes the computer, where the client setting Allow network wake-up says so: not so in this site.',
  ),
  restartClient: trigger(
    'siteConsole',
    'Restart',
    ['client'],
    'Software Center counts down, 90 minutes by default, and restarts Windows.',
  ),
  enableVerboseLogging: trigger(
    'clientDiagnostics',
    'Enable verbose logging',
    ['client'],
    'The client sets its global log level to verbose and switches debug logging on.',
  ),
  disableVerboseLogging: trigger(
    'clientDiagnostics',
    'Disable verbose logging',
    ['client'],
    'The client sets its global log level to the default and switches debug logging off.',
  ),
  collectClientLogs: trigger(
    'clientDiagnostics',
    'Collect Client Logs',
    ['client'],
    'The client sends its logs to the management point, as it sends files of software inventory.',
  ),
  fullScan: trigger(
    'endpointProtection',
    'Full Scan',
    ['client'],
    'The client has Microsoft Defender run a full scan.',
  ),
  quickScan: trigger(
    'endpointProtection',
    'Quick Scan',
    ['client'],
    'The client has Microsoft Defender run a quick scan.',
  ),
  downloadDefinition: trigger(
    'endpointProtection',
    'Download Definition',
    ['client'],
    'The client has Microsoft Defender download the latest definitions.',
  ),
} as const;
export type DeviceTriggerId = keyof typeof catalogue;
/** Client notifications, by the number under which one waits for a client that is away: stored, so it stays. */
export const notificationNumbers = {
  downloadComputerPolicy: 1,
  downloadUserPolicy: 2,
  collectDiscoveryData: 3,
  collectHardwareInventory: 4,
  evaluateApplications: 5,
  restartClient: 6,
  collectSoftwareInventory: 7,
  evaluateUpdates: 8,
  nextUpdatePoint: 9,
  evaluateHealthAttestation: 10,
  checkConditionalAccess: 11,
  wakeUp: 12,
  enableVerboseLogging: 13,
  disableVerboseLogging: 14,
  collectClientLogs: 15,
  fullScan: 16,
  quickScan: 17,
  downloadDefinition: 18,
} as const satisfies Partial<Record<DeviceTriggerId, number>>;
/** The notification and the operation of a client that was away, in one number: stored with what waits for it. */
export const waitingSubject = (operationId: number, notification: NotificationId): number =>
  operationId * 100 + notificationNumbers[notification];
export type NotificationId = keyof typeof notificationNumbers;
export const notificationIds = Object.keys(notificationNumbers) as NotificationId[];
export const isNotification = (id: DeviceTriggerId): id is NotificationId => Object.hasOwn(notificationNumbers, id);
export const deviceTriggers: readonly DeviceTrigger[] = Object.entries(catalogue).map(([id, known]) => ({
  id,
  ...known,
}));
export const findTrigger = (id: string): (DeviceTrigger & { id: DeviceTriggerId }) | undefined =>
  deviceTriggers.find((known) => known.id === id) as (DeviceTrigger & { id: DeviceTriggerId }) | undefined;
