import type { DeviceListId } from '../../../shared/devices/lists.ts';
import { devicesText, groupDigits } from '../../parts/cells.ts';

export const text = {
  summary: (total: number | null, selected: number, hasSelection: boolean) => {
    const all = total === null ? 'Reading…' : devicesText(total);
    return hasSelection && selected > 0 ? `${groupDigits(selected)} of ${all} selected` : all;
  },
  commands: { export: 'Export', columns: 'Columns' },
  entraCommands: { export: 'Download devices', columns: 'Manage view' },
  exporting: 'Exporting the list',
  exported: ({ done, total }: { done: number; total: number }) => `${groupDigits(done)} of ${devicesText(total)}`,
  exportDone: (fileName: string, rows: number) => ({
    title: 'List exported',
    message: `${devicesText(rows)} in ${fileName}.`,
  }),
  exportRefused: 'The list was not exported',
  noneMarked: 'Select a device first.',
  noSelection: 'Select one or more devices first.',
  tooMany: (limit: number) => `Intune takes at most ${limit} devices in one bulk action.`,
  noMatch: {
    title: 'No device matches',
    message: 'Take a filter away, or search for something else.',
    clear: 'Clear search and filters',
  },
  empty: {
    fleet: { title: 'No devices in this lab', message: 'The scenario has none.' },
    intune: {
      title: 'No records in Intune',
      message: 'Devices appear here when they enroll, or are uploaded by tenant attach.',
    },
    configmgr: {
      title: 'No records in the site',
      message: 'Devices appear here when they are discovered or register as clients.',
    },
    entra: {
      title: 'No records in Entra ID',
      message: 'Devices appear here when they join, register or are synchronized.',
    },
    ad: { title: 'No computers in Active Directory', message: 'Computers appear here when they join the domain.' },
  } satisfies Record<DeviceListId, { title: string; message: string }>,
  ordered: (label: string, count: number) => ({
    title: `${label} ordered`,
    message:
      count === 1
        ? 'It waits for the device; its state appears with the device’s actions.'
        : `It waits for ${devicesText(count)}; each state appears with the actions.`,
  }),
};
