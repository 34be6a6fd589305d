/**
 * Applications that every lab's site deploys, and what an administrator can do with them on an attached device. States, actions
 * and rules: tenant attach documentation, applications (April 2026). The catalogue itself is the lab's own.
 */
export const applicationStates = {
  available: 'Available',
  required: 'Required',
  installRequested: 'Install requested',
  installing: 'Installing',
  installed: 'Installed',
  failed: 'Failed',
  restartPending: 'Restart pending',
  requirementsNotMet: 'Requirements not met',
  notInstalled: 'Not installed',
} as const;
export type ApplicationState = keyof typeof applicationStates;

export const applicationActions = {
  install: 'Install',
  reinstall: 'Reinstall',
  uninstall: 'Uninstall',
  repair: 'Repair',
  reevaluate: 'Re-evaluate',
} as const;
export type ApplicationAction = keyof typeof applicationActions;
export const isApplicationAction = (text: string): text is ApplicationAction => Object.hasOwn(applicationActions, text);

/** Who gets it, and how: a user deployment that is not required, and any that needs approval, runs when the client is next online. */
export const deploymentKinds = {
  deviceRequired: { label: 'Device, required', needsOnline: true },
  deviceAvailable: { label: 'Device, available', needsOnline: true },
  deviceApproval: { label: 'Device, requires approval', needsOnline: false },
  userRequired: { label: 'User, required', needsOnline: true },
  userAvailable: { label: 'User, available', needsOnline: false },
  userApproval: { label: 'User, requires approval', needsOnline: false },
} as const;
export type DeploymentKind = keyof typeof deploymentKinds;

export type Application = {
  id: number;
  name: string;
  version: string;
  publisher: string;
  deployment: DeploymentKind;
  hasUninstall: boolean;
  hasRepair: boolean;
  /** The application that takes its place when it is chosen. */
  supersededBy: number | null;
  /** Free space that its requirement rule asks for; 0 without one. */
  needsFreeMb: number;
  restarts: boolean;
  /** Of a thousand devices, how many have it already when a lab begins. */
  spread: number;
};
const application = (
  id: number,
  name: string,
  version: string,
  publisher: string,
  deployment: DeploymentKind,
  spread: number,
  more: Partial<Application> = {},
): Application => ({
  id,
  name,
  version,
  publisher,
  deployment,
  hasUninstall: true,
  hasRepair: false,
  supersededBy: null,
  needsFreeMb: 0,
  restarts: false,
  spread,
  ...more,
});
export const applications: readonly Application[] = [
  application(1, 'Line of Business Client', '4.2', 'In-house', 'deviceRequired', 960, { hasRepair: true }),
  application(2, 'VPN Client', '7.1', 'In-house', 'deviceRequired', 980, { hasUninstall: false, restarts: true }),
  application(3, 'Archive Tool', '24.8', 'In-house', 'deviceAvailable', 300),
  application(4, 'Diagram Editor', '3.0', 'In-house', 'userAvailable', 120, { hasRepair: true }),
  application(5, 'Reporting Add-in', '1.9', 'In-house', 'userRequired', 700),
  application(6, 'Video Suite', '11.5', 'In-house', 'deviceAvailable', 40, { needsFreeMb: 40_960 }),
  application(7, 'Remote Desktop Manager', '2.3', 'In-house', 'deviceApproval', 20),
  application(8, 'Archive Tool Classic', '19.0', 'In-house', 'deviceAvailable', 90, { supersededBy: 3 }),
];
export const applicationById: ReadonlyMap<number, Application> = new Map(
  applications.map((known) => [known.id, known]),
);
