import { actionReasons, type ActionReason } from '../actions/words.ts';
import { ofTheLab, type CardText } from '../contract/help-card.ts';

/** Short names of the reasons, for filters and tables; the sentence stands in the catalogue of actions. */
export const actionReasonLabels: Record<ActionReason, string> = {
  delivering: 'Push on its way',
  offline: 'Device offline',
  awaitingContact: 'Push does not arrive',
  neverContacts: 'Will not come back',
  awaitingUser: 'Waiting for consent',
  awaitingRestart: 'Restart announced',
  restarting: 'Restarting',
  resetting: 'Resetting',
  awaitingReport: 'Done, not reported',
  neverReports: 'Will never report',
  overridden: 'Overridden',
  inSession: 'Session running',
  deliveryFailed: 'Not reached',
  enrollmentEnded: 'Enrollment ended',
  recordRemoved: 'Record removed',
  certificateExpired: 'Certificate expired',
  declined: 'Declined',
  noAnswer: 'No answer',
  wentOffline: 'Went offline',
  canceledInLab: 'Canceled in the lab',
  forwarding: 'On its way to the client',
  connectorDown: 'Connector down',
  channelDown: 'Client channel down',
  siteRefused: 'Refused by the site',
  taskExpired: 'Task expired',
};

/** What the reason asks of an administrator. */
const advice: Record<ActionReason, string> = {
  delivering: 'Nothing to do: a push takes seconds, at times hours.',
  offline: 'Nothing but time or a phone call helps: a Sync would wait for the same check-in.',
  awaitingContact:
    'Check that the network lets the device reach the Windows push service (WNS). Until then it asks about every eight hours by itself.',
  neverContacts:
    'Find the device: it may be in a drawer, reset or sold. The order waits until the MDM certificate ends.',
  awaitingUser: 'Call the person: the prompt hides behind do-not-disturb, and nothing goes on without an answer.',
  awaitingRestart: 'Five minutes, as a rule. The person may see a notice, or none.',
  restarting: 'The report comes at the first check-in after the restart.',
  resetting: 'A reset takes its time; do not switch the device off.',
  awaitingReport: 'The work is done. Only the report is missing, so ordering it again would do it twice.',
  neverReports: 'Make sure that the device was really reset, then delete its record by hand.',
  overridden: 'Order it again after the device is enrolled anew, if it still makes sense.',
  inSession: 'The clock stays at 1× until either side ends the session.',
  deliveryFailed: 'Look at the device’s last contact before you order again.',
  enrollmentEnded:
    'Look at the device before you order it again: what is enrolled by now may be in other hands, with other data on it.',
  recordRemoved: 'See why the record went: the device left the upload, the site was detached, or somebody deleted it.',
  certificateExpired: 'The device has to be enrolled again; its record leaves the list 180 days later.',
  declined: 'Ask why before you send another request.',
  noAnswer: 'Agree a time with the person, then send another request.',
  wentOffline: 'Start again when the device is back online.',
  canceledInLab: 'A real console documents no way to do this.',
  forwarding: 'Nothing to do: three hops take seconds when site and client are online.',
  connectorDown:
    'Look at the service connection point and its internet endpoints: nothing of the cloud reaches the site meanwhile.',
  channelDown: 'The client takes it by itself when it is back on the network of the site or reaches the gateway.',
  siteRefused:
    'Look at the log of the notification worker: it names the administrator. Rights, user discovery and the authentication level of the SMS Provider count.',
  taskExpired: 'Order it again when the client is in use; look at its last policy request first.',
};

/** A card for each reason, so that nothing the Actions screen names is without an explanation. */
export const reasonCards = Object.fromEntries(
  (Object.keys(actionReasons) as ActionReason[]).map((reason): [string, CardText] => [
    `reason.${reason}`,
    {
      title: `Reason: ${actionReasonLabels[reason]}`,
      topic: 'Waiting and states',
      what: actionReasons[reason],
      why: advice[reason],
      where: 'The lab’s own line of an action. A console shows only the state.',
      ...ofTheLab,
      related: ['labKnows'],
    },
  ]),
) as Record<`reason.${ActionReason}`, CardText>;
