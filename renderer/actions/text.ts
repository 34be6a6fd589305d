import { bulkLimit } from '../../shared/actions/words.ts';
import { actionReasonLabels } from '../../shared/help/cards.ts';
import { screens } from '../../shared/screens.ts';
import { formatDuration } from '../../shared/time.ts';
import type { ActionView } from '../../shared/actions/views.ts';
import { momentText } from '../clock/moment.ts';
import type { ActionsTab } from './actions-query.ts';

const count = (total: number) => `${total.toLocaleString('en')} ${total === 1 ? 'order' : 'orders'}`;

export const text = {
  tabs: screens.actions.tabs.titles,
  summary: (total: number | null) => (total === null ? 'Reading…' : count(total)),
  empty: {
    waiting: {
      title: 'Nothing waits',
      message: 'Every order has come to its end. Order a remote action from a list of devices in the cloud console.',
    },
    past: { title: 'Nothing has ended yet', message: 'Orders move here when a device has answered, or never will.' },
    all: { title: 'No orders yet', message: 'Order a remote action from a list of devices in the cloud console.' },
  } satisfies Record<ActionsTab, { title: string; message: string }>,
  noMatch: {
    title: 'No order matches',
    message: 'Take a filter away, or search for something else.',
    clear: 'Clear filters',
  },
  canceled: (device: string) => ({
    title: 'Order canceled',
    message: `${device} will not receive it. The real product documents no way to do this.`,
  }),
};

export const bulkText = {
  steps: { basics: 'Basics', devices: 'Devices', review: 'Review + create' },
  noPlatform: 'Select an OS first.',
  noAction: 'Select a device action first.',
  noDevices: 'Select one or more devices first.',
  tooMany: `Intune takes at most ${bulkLimit} devices in one bulk action.`,
  checking: 'The lab is still checking the order.',
  refused: 'Devices that refuse the order have to be left out first.',
  notConfirmed: 'Repeat the text first.',
  ordered: (label: string, count: number) => ({
    title: `${label} ordered`,
    message: `Device actions lists it for ${count === 1 ? 'the device' : `${count} devices`}.`,
  }),
};

export const deviceActionsText = {
  summary: (total: number | null) =>
    total === null ? 'Reading…' : `${total.toLocaleString('en')} device ${total === 1 ? 'action' : 'actions'}`,
  empty: { title: 'No results', message: 'What is ordered for devices of Intune is listed here.' },
};

/** “until Wed 16 Sep 17:10”, as a grid has room for; the panel tells the whole range and its basis. */
export function boundText({ bound, state }: ActionView, now: number, offsetSeconds: number): string {
  if (state !== 'pending' && state !== 'active') return '';
  if (bound === null) return 'Unknown';
  return bound.to < now
    ? `Passed ${momentText(bound.to, offsetSeconds, now)}`
    : `By ${momentText(bound.to, offsetSeconds, now)}`;
}

export const reasonText = ({ reason }: ActionView): string => (reason === null ? '' : actionReasonLabels[reason]);

/** How long it has waited, or took. */
export function ageText({ orderedAt, finishedAt }: ActionView, now: number): string {
  return finishedAt === null
    ? formatDuration(Math.max(0, now - orderedAt))
    : `took ${formatDuration(finishedAt - orderedAt)}`;
}

export function expectedText({ expectedBy, finishedAt }: ActionView, now: number, offsetSeconds: number): string {
  return finishedAt !== null || expectedBy === null ? '' : momentText(expectedBy, offsetSeconds, now);
}
