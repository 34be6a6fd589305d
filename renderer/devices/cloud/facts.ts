import { deviceFields } from '../../../shared/devices/lists.ts';
import type { DeviceView } from '../../../shared/devices/views.ts';
import { userAddress } from '../../identity/users.ts';
import { cellText, unknown, type Zone } from '../../parts/cells.ts';
import type { Tone } from '../../ui/types.ts';
import { toneOf } from '../status.ts';

/** Fields of Intune's record under the names that its pages print. Lists call some of them otherwise. */
const labels = {
  name: 'Device name',
  ownership: 'Ownership',
  serialNumber: 'Serial number',
  primaryUser: 'Primary user',
  managedBy: 'Managed by',
  compliance: 'Compliance',
  operatingSystem: 'Operating system',
  system: 'Operating system',
  model: 'Device model',
  lastCheckIn: 'Last check-in time',
  manufacturer: 'Manufacturer',
  osVersion: 'Operating system version',
  diskFreeMb: 'Free storage space',
  encrypted: 'Encrypted',
  joinType: 'Join type',
  enrolledAt: 'Enrolled date',
  managementState: 'Management state',
} as const;
export type FactId = keyof typeof labels;

export const essentials: readonly FactId[] = [
  'name',
  'ownership',
  'serialNumber',
  'primaryUser',
  'managedBy',
  'compliance',
  'operatingSystem',
  'model',
  'lastCheckIn',
];
export const properties: readonly FactId[] = ['name', 'ownership', 'primaryUser', 'managementState', 'enrolledAt'];
/** By the headings of the page. */
export const hardware: readonly { title: string; facts: readonly FactId[] }[] = [
  { title: 'Operating system', facts: ['system', 'osVersion'] },
  { title: 'System enclosure', facts: ['serialNumber', 'manufacturer', 'model'] },
  { title: 'Storage', facts: ['diskFreeMb', 'encrypted'] },
  { title: 'Conditional access', facts: ['joinType', 'compliance'] },
];

type FactItem = { id: FactId; label: string; value: string; tone?: Tone; path?: string };
/** The facts that the record has, as a list describes them. A release of Windows is no field there: Intune has the version. */
export function factItems({ records }: DeviceView, ids: readonly FactId[], zone: Zone): FactItem[] {
  const values = records.intune?.fields ?? {};
  const system = typeof values['os'] === 'string' ? values['os'].split(' ')[0] : null;
  return ids.flatMap((id): FactItem[] => {
    if (id === 'operatingSystem' || id === 'system') {
      const parts = id === 'system' ? [system] : [system, values['osVersion']];
      return system === null ? [] : [{ id, label: labels[id], value: parts.join(' ').trim() }];
    }
    if (!(id in values)) return [];
    const value = values[id] ?? null;
    const field = deviceFields.intune.find((known) => known.id === id);
    const text = field ? cellText(field, value, zone, 'console') : unknown;
    const tone = id === 'compliance' ? toneOf(id, value) : null;
    const path = id === 'primaryUser' && typeof value === 'string' ? userAddress(value) : undefined;
    return [{ id, label: labels[id], value: text, ...(tone ? { tone } : {}), ...(path ? { path } : {}) }];
  });
}
