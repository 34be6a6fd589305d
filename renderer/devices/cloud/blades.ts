import type { AttachedPage } from '../../../shared/attach/views.ts';
import type { DeviceView } from '../../../shared/devices/views.ts';
import { addressOf, screens } from '../../../shared/screens.ts';
import type { IconName } from '../../ui/icons.ts';
import type { BladeGroup } from '../../ui/layout/BladeMenu.svelte';

const { titles } = screens.cloudDevice.tabs;
/** The pages of which a device's page in Intune consists; each has an address of its own. */
export type Blade = keyof typeof titles;

const icons: Record<Blade, IconName> = {
  overview: 'info',
  clientDetails: 'server-link',
  collections: 'apps-list',
  timeline: 'history',
  resourceExplorer: 'search',
  applications: 'apps',
  softwareUpdates: 'arrow-sync',
  recoveryKeys: 'key',
  cmpivot: 'window-console',
  scripts: 'text-bullet-list',
  properties: 'settings',
  hardware: 'laptop',
  compliance: 'shield-task',
};
/** What tenant attach adds; the documentation names no heading over it. */
const attached = [
  'clientDetails',
  'collections',
  'timeline',
  'resourceExplorer',
  'applications',
  'softwareUpdates',
  'recoveryKeys',
  'cmpivot',
  'scripts',
] as const satisfies readonly AttachedPage[];

export const isAttachedBlade = (blade: Blade): blade is AttachedPage => (attached as readonly string[]).includes(blade);

/** What there is of a device depends on how Intune has it: enrolled, brought by tenant attach, or both. */
function bladesOf({ records }: DeviceView): { title: string | null; blades: readonly Blade[] }[] {
  const fields = records.intune?.fields ?? {};
  const isEnrolled = fields['managedBy'] !== 'configMgr';
  const isAttached = fields['attachedAt'] != null;
  return [
    { title: null, blades: ['overview', ...(isAttached ? attached : [])] },
    { title: 'Manage', blades: isEnrolled ? ['properties'] : [] },
    { title: 'Monitor', blades: ['hardware', ...(isEnrolled ? (['compliance'] as const) : [])] },
  ];
}

/** The page that an address chooses: the overview where the device does not have it. */
export function bladeAt(view: DeviceView, name: string | null): Blade {
  const known = bladesOf(view).flatMap(({ blades }) => blades);
  return known.find((blade) => blade === name) ?? 'overview';
}

export const bladeTitle = (blade: Blade): string => titles[blade];
/** `recordId` of a page that was opened on a record which another has replaced: all its pages are of that one. */
export function bladePath(deviceId: number, page: Blade, recordId: number | null): string {
  const query = recordId === null ? '' : `record=${recordId}`;
  return addressOf('cloudDevice', page === 'overview' ? { deviceId } : { deviceId, page }, query);
}

export const bladeMenu = (view: DeviceView, recordId: number | null): BladeGroup[] =>
  bladesOf(view).map(({ title, blades }) => ({
    title,
    items: blades.map((id) => ({ id, title: titles[id], icon: icons[id], path: bladePath(view.id, id, recordId) })),
  }));
