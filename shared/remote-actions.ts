import type { ManagementState, Ownership, Platform } from './device.ts';

/**
 * The catalogue of remote actions: an entry here is what makes a button, its validation, its audit entry, its help card
 * and its tests appear. Facts: Intune device actions documentation, as of September 2026.
 */
export const actionKinds = [
  'sync',
  'restart',
  'remoteAssistance',
  'wipe',
  'syncMachinePolicy',
  'syncUserPolicy',
  'appEvaluation',
] as const;
export type ActionKind = (typeof actionKinds)[number];

/** Microsoft Graph `actionState`, without `none`. */
export const actionStates = ['pending', 'active', 'done', 'failed', 'canceled', 'notSupported'] as const;
export type ActionState = (typeof actionStates)[number];
/** The product's literal labels; `done` reads Complete in the portal. */
export const actionStateLabels: Record<ActionState, string> = {
  pending: 'Pending',
  active: 'Active',
  done: 'Complete',
  failed: 'Failed',
  canceled: 'Canceled',
  notSupported: 'Not supported',
};
export const isFinished = (state: ActionState): boolean => state !== 'pending' && state !== 'active';

/** The lab's own knowledge of why an action waits or how it failed. */
export const actionReasons = {
  delivering: 'The push notification is on its way to a device that is online.',
  offline: 'The device is offline; it takes the action at its next check-in.',
  awaitingContact: 'The device is online but push does not reach it; it takes the action at its next check-in.',
  neverContacts: 'The device will not come back by itself: nothing in its schedule leads to another check-in.',
  awaitingUser: 'The person at the device has not answered yet.',
  awaitingRestart: 'Windows shows its five-minute notice, then restarts.',
  restarting: 'The device is restarting and has not checked in again.',
  resetting: 'The device is resetting.',
  awaitingReport: 'The device has done it and reports at its next contact.',
  neverReports: 'The device reset before it could report. The console keeps showing Pending.',
  overridden: 'A wipe of this device beats every other waiting action.',
  inSession: 'The session is running.',
  deliveryFailed: 'The device was not reached.',
  certificateExpired: 'The MDM certificate expired before the device came back.',
  declined: 'The person at the device declined.',
  noAnswer: 'Nobody answered at the device.',
  wentOffline: 'The device went offline.',
  forwarding: 'The task is on its way: service connection point, notification server, client.',
  connectorDown: 'The service connection point does not reach the cloud; it takes the task when it does again.',
  channelDown: 'The notification channel of the client is down; it takes the task when the channel is back.',
  siteRefused: 'Configuration Manager refused the task: the administrator may not give it.',
  taskExpired: 'The client did not come back in time for the task.',
  canceledInLab: 'Canceled in the lab; the real product documents no cancel.',
} as const;
export type ActionReason = keyof typeof actionReasons;

/** Rights of Intune roles that the actions of this lab need. */
export const rights = [
  'syncDevices',
  'rebootNow',
  'wipe',
  'offerRemoteAssistance',
  'remoteAssistanceConnectorRead',
  'remoteHelpViewScreen',
  'remoteHelpFullControl',
  'initiateSiteAction',
  'rotateBitLockerKeys',
  'viewClientDetails',
  'viewCollections',
  'viewResourceExplorer',
  'viewTimeline',
  'viewSoftwareUpdates',
  'viewApplications',
  'takeApplicationActions',
] as const;
export type Right = (typeof rights)[number];
export const rightLabels: Record<Right, string> = {
  syncDevices: 'Remote tasks/Sync devices',
  rebootNow: 'Remote tasks/Reboot now',
  wipe: 'Remote tasks/Wipe',
  offerRemoteAssistance: 'Remote tasks/Offer remote assistance',
  remoteAssistanceConnectorRead: 'Remote Assistance Connector/Read',
  remoteHelpViewScreen: 'Remote Help app/View screen',
  remoteHelpFullControl: 'Remote Help app/Take full control',
  initiateSiteAction: 'Remote tasks/Initiate Configuration Manager action',
  rotateBitLockerKeys: 'Remote tasks/Rotate BitLockerKeys',
  viewClientDetails: 'Cloud attached devices/View client details',
  viewCollections: 'Cloud attached devices/View collections',
  viewResourceExplorer: 'Cloud attached devices/View resource explorer',
  viewTimeline: 'Cloud attached devices/View timeline',
  viewSoftwareUpdates: 'Cloud attached devices/View software updates',
  viewApplications: 'Cloud attached devices/View applications',
  takeApplicationActions: 'Cloud attached devices/Take application actions',
};
const attachedViews = [
  'viewClientDetails',
  'viewCollections',
  'viewResourceExplorer',
  'viewTimeline',
  'viewSoftwareUpdates',
  'viewApplications',
] as const satisfies readonly Right[];
/**
 * Built-in Intune roles and what they may do here. Source: action pages and Remote Help plan page, August 2026; the rights on
 * attached devices from the page on Intune RBAC. That the Endpoint Security Manager starts no client action is assumed.
 */
export const roles = [
  'intuneAdministrator',
  'helpDeskOperator',
  'schoolAdministrator',
  'endpointSecurityManager',
  'readOnlyOperator',
] as const;
export type Role = (typeof roles)[number];
export const roleCatalogue: Record<Role, { label: string; rights: readonly Right[] }> = {
  intuneAdministrator: { label: 'Intune Administrator', rights },
  helpDeskOperator: { label: 'Help Desk Operator', rights },
  schoolAdministrator: { label: 'School Administrator', rights },
  endpointSecurityManager: {
    label: 'Endpoint Security Manager',
    rights: ['syncDevices', 'rebootNow', 'rotateBitLockerKeys', ...attachedViews],
  },
  readOnlyOperator: { label: 'Read Only Operator', rights: attachedViews },
};

export type ActionOption = { id: string; label: string; help: string };
/** Kinds of audit entry that giving an order writes, one for each action; the sentences are in activity-text.ts. */
export type OrderActivity =
  | 'sync_ordered'
  | 'restart_ordered'
  | 'remote_session_requested'
  | 'wipe_ordered'
  | 'machine_policy_ordered'
  | 'user_policy_ordered'
  | 'app_evaluation_ordered';
export type RemoteAction = {
  kind: ActionKind;
  /** The product's name of the action. */
  label: string;
  /** Who carries it to the device: Intune's own channel, or the site through its service connection point. */
  via: 'intune' | 'site';
  /** What people call it, when that differs. */
  subtitle?: string;
  /** Past-tense activity written when it is ordered. */
  activity: OrderActivity;
  /** All of these are needed … */
  rights: readonly Right[];
  /** … and one of these. */
  anyRights?: readonly Right[];
  /** Platforms with the ownership or supervision they need. */
  platforms: Partial<Record<Platform, 'any' | Ownership | 'supervised'>>;
  isDestructive: boolean;
  bulk: boolean;
  options: readonly ActionOption[];
  /** Orders a tenant accepts in one UTC day (the day boundary is assumed); null for no limit. */
  dailyLimit: number | null;
  icon: string;
  description: string;
  source: string;
};

/** A task for the client of a tenant attached device; it never travels by MDM. */
const clientAction = (
  kind: ActionKind,
  label: string,
  activity: OrderActivity,
  description: string,
): RemoteAction => ({
  kind,
  label,
  via: 'site',
  activity,
  rights: ['initiateSiteAction'],
  platforms: { windows: 'any', windowsServer: 'any' },
  isDestructive: false,
  bulk: false,
  options: [],
  dailyLimit: null,
  icon: 'site',
  description,
  source: 'Configuration Manager documentation, tenant attach: device sync and device actions (April 2026)',
});

export const remoteActions: Record<ActionKind, RemoteAction> = {
  sync: {
    kind: 'sync',
    via: 'intune',
    label: 'Sync',
    activity: 'sync_ordered',
    rights: ['syncDevices'],
    platforms: { windows: 'any', ios: 'any', android: 'any', macos: 'any', linux: 'any' },
    isDestructive: false,
    bulk: true,
    options: [],
    dailyLimit: null,
    icon: 'sync',
    description: 'Asks the device to check in with Intune now and take pending actions and policy.',
    source: 'Intune documentation, device actions: Sync (April 2026)',
  },
  restart: {
    kind: 'restart',
    via: 'intune',
    label: 'Restart',
    activity: 'restart_ordered',
    rights: ['rebootNow'],
    platforms: { windows: 'any', ios: 'supervised', android: 'corporate', macos: 'any' },
    isDestructive: false,
    bulk: true,
    options: [],
    dailyLimit: null,
    icon: 'restart',
    description:
      'Restarts the device, usually about five minutes after it receives the order. The user may see no notice and can lose unsaved work.',
    source: 'Intune documentation, device actions: Restart (October 2025)',
  },
  remoteAssistance: {
    kind: 'remoteAssistance',
    via: 'intune',
    label: 'New remote assistance session',
    subtitle: 'Remote Help',
    activity: 'remote_session_requested',
    rights: ['offerRemoteAssistance', 'remoteAssistanceConnectorRead'],
    anyRights: ['remoteHelpViewScreen', 'remoteHelpFullControl'],
    platforms: { windows: 'any' },
    isDestructive: false,
    bulk: false,
    options: [],
    dailyLimit: null,
    icon: 'remote',
    description: 'Asks the person at the device to share the screen with Remote Help. Causes no check-in.',
    source: 'Intune documentation, Remote Help: plan and start a session (13 August 2026)',
  },
  wipe: {
    kind: 'wipe',
    via: 'intune',
    label: 'Wipe',
    subtitle: 'Factory reset',
    activity: 'wipe_ordered',
    rights: ['wipe'],
    platforms: { windows: 'any', ios: 'any', android: 'corporate', macos: 'any' },
    isDestructive: true,
    bulk: true,
    options: [
      {
        id: 'keepEnrollmentData',
        label: 'Wipe device, but keep enrollment state and associated user account',
        help: 'Windows only. User data and accounts stay, the device stays enrolled; apps are lost.',
      },
      {
        id: 'useProtectedWipe',
        label: 'Wipe device, and continue to wipe even if device loses power',
        help: 'Windows only. Keeps retrying until done and may leave the device unbootable.',
      },
    ],
    dailyLimit: 500,
    icon: 'wipe',
    description: 'Restores the device to its factory settings and removes it from Intune once it reports.',
    source: 'Intune documentation, device actions: Wipe (16 September 2026)',
  },
  syncMachinePolicy: clientAction(
    'syncMachinePolicy',
    'Sync Machine Policy',
    'machine_policy_ordered',
    'Asks a tenant attached client to retrieve and evaluate its machine policy from the site now.',
  ),
  syncUserPolicy: clientAction(
    'syncUserPolicy',
    'Sync User Policy',
    'user_policy_ordered',
    'Asks a tenant attached client to retrieve the policy of its user from the site now.',
  ),
  appEvaluation: clientAction(
    'appEvaluation',
    'App Evaluation Cycle',
    'app_evaluation_ordered',
    'Asks a tenant attached client to evaluate its application deployments now.',
  ),
};
/** Actions that go to the client of the site rather than to the MDM channel. */
export const siteActionKinds = actionKinds.filter((kind) => remoteActions[kind].via === 'site');
export const isSiteAction = ({ kind }: { kind: ActionKind }): boolean => remoteActions[kind].via === 'site';

/** Intune takes at most this many devices in one bulk action. Source: bulk device actions page. */
export const bulkLimit = 100;

/** `managementState` while a destructive action is under way. The order issued → pending is a design choice. */
export const wipeStates: Record<'ordered' | 'delivered', ManagementState> = {
  ordered: 'wipeIssued',
  delivered: 'wipePending',
};
