import { actionKinds, remoteActions, type ActionKind } from '../actions/words.ts';
import { documentedPlace } from '../screens.ts';
import type { CardText, CardTexts } from '../contract/help-card.ts';

/** The card of each remote action, from its entry in the catalogue. */
const ownCards = Object.fromEntries(
  actionKinds.map((kind): [ActionKind, CardText] => {
    const { label, description, card } = remoteActions[kind];
    const { more, path = label, ...rest } = card;
    return [
      kind,
      {
        title: label,
        topic: 'Remote actions',
        what: `${description} ${more}`,
        where: `${documentedPlace('cloudDevices')} › the device › ${path}; its progress under Devices › Device actions`,
        ...rest,
      },
    ];
  }),
) as Record<ActionKind, CardText>;

/** The rules that all actions share, and options that need words of their own. */
const ruleCards = {
  keepEnrollment: {
    title: 'Wipe, but keep the enrollment',
    topic: 'Remote actions',
    what: 'An option of Wipe on Windows: user data and accounts stay, the device stays enrolled and BitLocker stays on; apps that were installed are lost, and policy is applied again at the next sync.',
    why: 'It repairs a device that its owner goes on using. It is no way to prepare a device for somebody else.',
    where: 'The first tick box of the Wipe dialog',
    source:
      'Intune documentation, device actions: Wipe; RemoteWipe CSP (doWipePersistUserData). A text of 2023 had user files outside the kept set',
    asOf: 'September 2026',
    related: ['wipe', 'protectedWipe'],
  },
  protectedWipe: {
    title: 'Wipe that survives a power cut',
    topic: 'Remote actions',
    what: 'An option of Wipe on Windows: the reset overwrites free space and starts again after every interruption until it is done.',
    why: 'It may leave the device unbootable, so it is for corporate devices with somebody who can reinstall them.',
    where: 'The second tick box of the Wipe dialog',
    source: 'Intune documentation, device actions: Wipe; RemoteWipe CSP (doWipeProtected)',
    asOf: 'September 2026',
    related: ['wipe', 'keepEnrollment'],
  },
  precedence: {
    title: 'Precedence of actions',
    topic: 'Remote actions',
    what: 'Retire, Wipe and Delete beat every other action: what else waits for the device is ignored.',
    why: 'A Restart or Sync ordered before a Wipe never runs. It does not fail at the device, it simply lost its meaning.',
    where: 'Not shown by the console; the other actions stay as they were',
    source: 'Intune documentation, index of device actions',
    asOf: 'September 2026',
    related: ['wipe', 'reason.overridden'],
  },
  dailyLimit: {
    title: 'Daily limits of a tenant',
    topic: 'Remote actions',
    what: 'A tenant accepts 500 Wipes, 1,000 Retires and 1,000 Deletes a day; console, bulk actions and Graph count together.',
    why: 'It limits the damage of one wrong selection. What the console answers beyond the limit is not documented: the lab refuses with a sentence (assumed), and counts days from midnight UTC (assumed).',
    where: 'Nowhere in the console; support can change it',
    source: 'Intune documentation, index of device actions; the pages of Wipe, Retire and Delete',
    asOf: 'September 2026',
    related: ['wipe', 'bulkLimit'],
  },
  bulkLimit: {
    title: 'Bulk device actions',
    topic: 'Remote actions',
    what: 'One order for up to 100 devices. Each device still takes it at its own time, and each counts against the daily limit.',
    why: 'The list of results is a list of single waits: some devices finish in minutes, some in days.',
    where: `${documentedPlace('cloudDevices')} › Bulk device actions`,
    source: 'Intune documentation, index of device actions and bulk device actions',
    asOf: 'September 2026',
    related: ['dailyLimit'],
  },
  roleRights: {
    title: 'Roles and rights for remote actions',
    topic: 'Remote actions',
    what: 'Every action needs its own right in an Intune role (for a Restart: Remote tasks/Reboot now), rights to see the device, and the device in the role’s scope.',
    why: 'A button that is gray, or an order that is refused, is often a matter of role and not of the device. Sign in as another administrator of the lab to see the difference.',
    where: 'Intune admin center › Tenant administration › Roles',
    source: 'Intune documentation, index of device actions and the page of each action',
    asOf: 'September 2026',
    related: ['administrator', 'auditLog'],
  },
  auditLog: {
    title: 'Who ordered it',
    topic: 'Remote actions',
    what: 'The audit log names the administrator who initiated an action. No entry usually means that the user did it in the Company Portal.',
    why: 'After an unexpected Wipe this is the first place to look. The lab’s Activity log is wider: it also holds what devices and services did by themselves.',
    where: 'Intune admin center › Tenant administration › Audit logs, column Initiated By',
    source: 'Intune documentation, index of device actions; troubleshooting device actions',
    asOf: 'September 2026',
    related: ['activity'],
  },
} as const satisfies CardTexts;

export const actionCards = { ...ownCards, ...ruleCards };
