import { carriers, type CarrierId, type CarrierTraits } from './carriers.ts';
import { catalogue } from './catalogue.ts';
import type { RemoteAction } from './entry.ts';

export type ActionKind = keyof typeof catalogue;
type KindsOf<Carrier extends CarrierId> = {
  [K in ActionKind]: (typeof catalogue)[K]['carrier'] extends Carrier ? K : never;
}[ActionKind];
/** Kinds of activity that giving an order writes, and those that a device's report of it writes. */
export type OrderActivity = (typeof catalogue)[ActionKind]['activity'];
export type CompletedActivity = `${KindsOf<'mdm'>}_completed`;
export type { RemoteAction } from './entry.ts';
/** What is in the catalogue, by its kind; how it is reached and what it does follows from the entry. */
export const remoteActions: Readonly<Record<ActionKind, RemoteAction>> = catalogue;
export const actionKinds = Object.keys(catalogue) as [ActionKind, ...ActionKind[]];

/** What follows from the way that an action takes to its device. */
export const traitsOf = ({ kind }: { kind: ActionKind }): CarrierTraits => carriers[remoteActions[kind].carrier];
export const isTakenAtCheckIn = (action: { kind: ActionKind }): boolean => traitsOf(action).isTakenAtCheckIn;
export const actionsCarriedBy = (carrier: CarrierId): ActionKind[] =>
  actionKinds.filter((kind) => remoteActions[kind].carrier === carrier);

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
  overridden: 'A wipe or retire of this device beats every other waiting action.',
  inSession: 'The session is running.',
  deliveryFailed: 'The device was not reached.',
  enrollmentEnded: 'The enrollment it was given to has ended: nothing of it goes over to another one.',
  recordRemoved: 'The record it was given to has left the tenant.',
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

/** Intune takes at most this many devices in one bulk action. Source: bulk device actions page. */
export const bulkLimit = 100;
