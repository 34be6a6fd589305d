import type { DeviceListRow, RecordDetails } from '../../../shared/devices/views.ts';
import type { Zone } from '../../parts/cells.ts';
import { screens } from '../../../shared/screens.ts';
import { moreItems, rowItems } from './record.ts';

/** What Configuration Manager shows of a device: the same sides in its properties and under the list. */
export const siteSides = Object.entries(screens.siteDevice.tabs.titles).map(([id, label]) => ({ id, label }));

/** Fields of the site's list by heading. What is no field of the list is asked for by its label. */
const groups = {
  general: {
    title: 'General',
    fields: [
      'name',
      'domain',
      'primaryUser',
      'lastLogonUser',
      'os',
      'osVersion',
      'model',
      'serialNumber',
      'discovered',
    ],
    more: ['Site Code'],
  },
  client: {
    title: 'Client',
    fields: ['client', 'clientVersion', 'clientStatus', 'clientOnline', 'lastPolicyRequest', 'lastHeartbeat'],
    more: [],
  },
  check: { title: 'Client check', fields: ['clientCheck'], more: ['Last Client Check'] },
  cloud: {
    title: 'Co-management',
    fields: ['coManaged', 'mdmEnrolled', 'policyPresent', 'capabilities', 'intuneWorkloads'],
    more: [],
  },
  enrollment: {
    title: 'Enrollment',
    fields: ['coManagement', 'enrollmentError', 'joinedAs', 'entraId'],
    more: [],
  },
} as const satisfies Record<string, { title: string; fields: readonly string[]; more: readonly string[] }>;
type GroupId = keyof typeof groups;

const onSides: Readonly<Record<string, readonly GroupId[]>> = {
  general: ['general', 'client', 'cloud'],
  agent: ['client'],
  client: ['check'],
  cloud: ['cloud', 'enrollment'],
};

/** The headings of a side with what stands under each; none for a side that is a list. */
export const siteGroups = (side: string, row: DeviceListRow, more: RecordDetails['more'], zone: Zone) =>
  (onSides[side] ?? []).map((id) => {
    const { title, fields, more: labels } = groups[id];
    const others = moreItems(
      more.filter(({ label }) => (labels as readonly string[]).includes(label)),
      zone,
    );
    return { id, title, items: [...rowItems('configmgr', row, fields, zone), ...others] };
  });
