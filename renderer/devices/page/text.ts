import { traitsOf, remoteActions, type ActionKind } from '../../../shared/actions/words.ts';
import { screens } from '../../../shared/screens.ts';

export const text = {
  tabs: screens.device.tabs.titles,
  loading: 'Reading the device',
  notFound: {
    title: 'No such device',
    message: 'This lab has no device with that number. It may be a link from another lab.',
    lead: 'Show all devices',
  },
  stale: 'This device could not be read again; what is shown may be old.',
  waiting: {
    title: 'Waiting actions',
    none: 'No action is waiting for this device.',
    all: (count: number) => (count === 1 ? 'Show the past action' : `Show all ${count} actions`),
  },
  differences: {
    title: 'Where records differ from the device',
    all: 'Compare everything',
  },
  health: 'Health',
  user: { title: 'User', none: 'Nobody is assigned to this device.' },
  story: 'About this device',
  records: {
    stale: 'Stale records',
    staleRemark: 'Left over from an earlier life of this device. Services do not remove them by themselves for weeks.',
    legend:
      'A marked cell differs from what is really so on the device. An empty cell: that service does not keep the fact.',
  },
  actions: {
    none: {
      title: 'No actions yet',
      message: 'What you order with the commands above appears here, from order to report.',
    },
  },
  activity: {
    none: { title: 'No activity yet', message: 'Orders, deliveries and reports of this device appear here.' },
    list: 'Activity',
  },
  canceled: { title: 'Order canceled', message: 'Only the lab can do this; the product documents no cancel.' },
  ordered: (kind: ActionKind) => ({
    title: `${remoteActions[kind].label} ordered`,
    message: traitsOf({ kind }).ordered,
  }),
};

export type Tab = keyof typeof text.tabs;
const tabs = Object.keys(text.tabs) as Tab[];
export const tabOf = (name: string | null): Tab => tabs.find((tab) => tab === name) ?? 'overview';
