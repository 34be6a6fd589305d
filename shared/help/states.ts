import { actionStateLabels } from '../actions/words.ts';
import { ofTheLab, type CardTexts } from '../contract/help-card.ts';

const graph = {
  source: 'Microsoft Graph v1.0, actionState; Intune documentation, device actions',
  asOf: 'September 2026',
};
const where =
  'Intune admin center › the device › Overview, Device actions status; all devices under Devices › Device actions';

/** The states of an order and the three lines that the lab shows about every wait. */
export const stateCards = {
  pendingTruth: {
    title: 'Pending truth: the three lines',
    topic: 'Waiting and states',
    what: 'Everything that waits is told in three lines: what the console shows, what the documentation promises, and what the lab knows about this very device.',
    why: 'In real work you only have the first line, and the second if you know the documentation. The third is there to check your guess; exam labs hide it.',
    where: 'Actions, and every device page of this lab',
    ...ofTheLab,
    related: ['consoleShows', 'documentedBound', 'labKnows'],
  },
  consoleShows: {
    title: 'Console shows',
    topic: 'Waiting and states',
    what: 'The literal label of the product, at this moment. Pending may mean seconds or for ever; the product does not tell them apart.',
    why: 'It is all that you will have at work.',
    where,
    ...graph,
    related: ['pendingTruth', 'state.pending'],
  },
  documentedBound: {
    title: 'Documented bound',
    topic: 'Waiting and states',
    what: 'A range of time that follows from published delays and from the last contact the service knows of. It says “unknown” when the documentation promises nothing.',
    why: 'It is what a well-read administrator can say without seeing the device: “at the latest at its next check-in, about eight hours after the last”. It never uses what only the lab knows.',
    where: 'Not in any console; the delays are in the documentation of check-in and of each action',
    source: 'Intune documentation, troubleshoot device profiles (sync kinds and intervals)',
    asOf: 'May 2026',
    related: ['checkIn', 'push', 'labKnows'],
  },
  labKnows: {
    title: 'Lab knows',
    topic: 'Waiting and states',
    what: 'The reason for the wait and the moment it ends, from the simulated device’s own schedule. No console has this.',
    why: 'Use it to check your own reasoning. A later order, an outage or a Wipe can still change it.',
    where: 'Only in this lab; hidden in exam mode',
    ...ofTheLab,
    related: ['pendingTruth', 'seed'],
  },
  'state.pending': {
    title: `State: ${actionStateLabels.pending}`,
    topic: 'Waiting and states',
    what: 'The order is recorded and the device has not taken it. A device that is off stays so until its MDM certificate ends, a year unless renewed.',
    why: 'It is no sign of an error. Ask when the device was last heard, and whether push can reach it.',
    where,
    ...graph,
    related: ['push', 'checkIn', 'certificate'],
  },
  'state.active': {
    title: `State: ${actionStateLabels.active}`,
    topic: 'Waiting and states',
    what: 'The device has the order and is carrying it out, or has done it and not yet reported.',
    why: 'From here nothing takes the order back.',
    where,
    ...graph,
    related: ['reason.awaitingReport', 'cancel'],
  },
  'state.done': {
    title: `State: ${actionStateLabels.done}`,
    topic: 'Waiting and states',
    what: 'The device reported success. Microsoft Graph calls it done, the portal writes Complete.',
    why: 'For Delete it says less: Complete then means that the record is gone from the list, not that the device has done anything.',
    where,
    ...graph,
  },
  'state.failed': {
    title: `State: ${actionStateLabels.failed}`,
    topic: 'Waiting and states',
    what: 'The device answered with an error, or it can never take the order any more.',
    why: 'Read the result code first; then the reason in the lab’s line.',
    where,
    ...graph,
  },
  'state.canceled': {
    title: `State: ${actionStateLabels.canceled}`,
    topic: 'Waiting and states',
    what: 'The order was withdrawn, or a Wipe overrode it.',
    why: 'Graph knows the state, but the documentation describes no way to cancel a waiting Restart or Wipe.',
    where,
    ...graph,
    related: ['cancel', 'precedence'],
  },
  'state.notSupported': {
    title: `State: ${actionStateLabels.notSupported}`,
    topic: 'Waiting and states',
    what: 'The platform, its ownership or its join type does not know this action.',
    why: 'It is final: ordering it again changes nothing.',
    where,
    ...graph,
  },
  cancel: {
    title: 'Cancel (lab only)',
    topic: 'Waiting and states',
    what: 'Takes back an order that the device has not received yet.',
    why: 'It lets you try things out. Do not count on it at work: no cancel for a waiting Restart or Wipe is documented for the real console.',
    where: 'Only in this lab, and marked so',
    ...ofTheLab,
    related: ['state.canceled'],
  },
} as const satisfies CardTexts;
