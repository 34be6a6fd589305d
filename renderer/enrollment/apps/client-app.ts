import type { Wanted } from '../../parts/wizards/configure-all.ts';

/** The installer that a site keeps for new clients, and what it calls itself. */
export const clientPackage = {
  path: 'C:\\Program Files\\Microsoft Configuration Manager\\bin\\i386\\ccmsetup.msi',
  file: 'ccmsetup.msi',
  name: 'ConfigMgr Client Setup Bootstrap',
  publisher: 'Microsoft',
} as const;

/** For whom an app is required: a group by its name, everybody, or nobody. */
export type Required = { to: 'nobody' } | { to: 'everybody' } | { to: 'group'; group: string };
export const nobody: Required = { to: 'nobody' };
export const requiredText = (required: Required): string =>
  required.to === 'group' ? required.group : required.to === 'everybody' ? 'All devices' : 'None';

/** The settings that an assignment comes to. Another way in which the client is delivered stays where nothing is assigned. */
export const assignment = (required: Required, isApp: boolean): Wanted[] => {
  if (required.to === 'nobody') return isApp ? [{ setting: 'clientDelivery', value: 'none' }] : [];
  return [
    { setting: 'clientDeliveryGroup', value: required.to === 'group' ? required.group : '' },
    { setting: 'clientDelivery', value: 'app' },
  ];
};
