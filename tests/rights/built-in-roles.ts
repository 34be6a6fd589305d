/**
 * Permissions of Intune's built-in roles, as the reference page of built-in roles lists them (February 2026): the groups of which
 * this lab has any right. Written as the page prints them, without its full stops and previews.
 */
const views = [
  'View client details',
  'View collections',
  'View resource explorer',
  'View software updates',
  'View timeline',
];
const cloudAttached = (...more: string[]) => [...views, ...more].map((action) => `Cloud attached devices/${action}`);
const tasks = (...actions: string[]) => actions.map((action) => `Remote tasks/${action}`);
const helpApp = (...actions: string[]) => actions.map((action) => `Remote Help app/${action}`);

const inAll = ['Organization/Read'];
const helpersTasks = tasks(
  'Initiate Configuration Manager action',
  'Locate device',
  'Offer remote assistance',
  'Reboot now',
  'Retire',
  'Set device name',
  'Sync devices',
  'Wipe',
);
const runs = [
  'Enroll Now',
  'Run CMPivot query',
  'Run script',
  'Take application actions',
  'View applications',
  'View scripts',
];

export const documentedRoles: Readonly<Record<string, readonly string[]>> = {
  'Application Manager': [
    ...inAll,
    ...cloudAttached('Take application actions', 'View applications'),
    'Managed devices/Read',
  ],
  'Endpoint Security Manager': [
    ...inAll,
    ...cloudAttached('Run CMPivot query', 'View scripts'),
    'Managed devices/Delete',
    'Managed devices/Read',
    'Remote assistance connectors/Read',
    'Remote assistance connectors/View reports',
    ...tasks(
      'Initiate Configuration Manager action',
      'Reboot now',
      'Remote lock',
      'Rotate BitLockerKeys',
      'Shut down',
      'Sync devices',
    ),
  ],
  'Help Desk Operator': [
    ...inAll,
    ...cloudAttached(...runs),
    'Managed devices/Read',
    'Remote assistance connectors/Read',
    ...helpApp('Elevation', 'Take full control', 'Unattended control', 'View screen'),
    ...helpersTasks,
    ...tasks('Rotate BitLockerKeys', 'Shut down'),
  ],
  'Policy and Profile Manager': [...inAll, ...cloudAttached('View applications', 'View scripts')],
  'Read Only Operator': [
    ...inAll,
    ...cloudAttached('View applications', 'View scripts'),
    'Managed devices/Read',
    'Remote assistance connectors/Read',
    'Remote assistance connectors/View reports',
  ],
  'School Administrator': [
    ...inAll,
    ...cloudAttached(...runs),
    'Managed devices/Delete',
    'Managed devices/Read',
    'Remote assistance connectors/Read',
    'Remote assistance connectors/Update',
    ...helpApp('Elevation', 'Take full control', 'View screen'),
    ...helpersTasks,
  ],
};
