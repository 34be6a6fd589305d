import type { DeviceListId } from '../devices/lists.ts';

/** The tiles of Home: each counts one field of one list, so a tile always equals the rows that a click on it shows. */
export type Tile = {
  id: string;
  title: string;
  list: DeviceListId;
  field: string;
  kind: 'donut' | 'bars';
  /** Rows counted at all: `field=value` filters, as in the list. */
  filters: readonly { field: string; value: string }[];
  helpCard: string;
};
export const tiles: readonly Tile[] = [
  {
    id: 'compliance',
    title: 'Compliance',
    list: 'intune',
    field: 'compliance',
    kind: 'donut',
    filters: [],
    helpCard: 'compliance',
  },
  {
    id: 'clientStatus',
    title: 'Client status',
    list: 'configmgr',
    field: 'clientStatus',
    kind: 'donut',
    filters: [],
    helpCard: 'clientStatus',
  },
  {
    id: 'management',
    title: 'Management',
    list: 'intune',
    field: 'managedBy',
    kind: 'donut',
    filters: [],
    helpCard: 'managedBy',
  },
  {
    id: 'reachable',
    title: 'Reachable now',
    list: 'fleet',
    field: 'online',
    kind: 'donut',
    filters: [],
    helpCard: 'reachable',
  },
  {
    id: 'builds',
    title: 'Windows builds',
    list: 'fleet',
    field: 'osBuild',
    kind: 'bars',
    filters: [{ field: 'platform', value: 'windows' }],
    helpCard: 'builds',
  },
];
