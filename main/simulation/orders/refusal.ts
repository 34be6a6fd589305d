import type { ErrorCode } from '../../../shared/errors.ts';
import {
  remoteActions,
  rightLabels,
  roleCatalogue,
  roles,
  siteActionKinds,
  type ActionKind,
  type Role,
} from '../../../shared/remote-actions.ts';
import type { UserRow } from '../../../shared/rows.ts';
import { platformLabels } from '../../../shared/device.ts';
import type { Facts } from '../change.ts';
import { isReachable } from '../contact.ts';

export type Refusal = { code: ErrorCode; message: string };
const isRole = (role: string | null): role is Role => roles.some((known) => known === role);

/** The name that the consoles show. A refusal must not give away what the device is called by now. */
export const shownName = ({ device, intune }: Facts): string => intune?.name ?? device.name;

/** Why this administrator may not give this order to this device now; undefined when it may. Order of checks as in the console. */
export function refusalOf(kind: ActionKind, facts: Facts, administrator: UserRow, now: number): Refusal | undefined {
  const action = remoteActions[kind];
  const { device, intune } = facts;
  const name = shownName(facts);
  const granted = isRole(administrator.role) ? roleCatalogue[administrator.role].rights : [];
  const either = action.anyRights;
  const missing =
    action.rights.find((right) => !granted.includes(right)) ??
    (either && !either.some((right) => granted.includes(right)) ? either[0] : undefined);
  if (missing)
    return { code: 'missingRight', message: `${administrator.display_name} lacks the right ${rightLabels[missing]}.` };
  if (intune?.removed_at !== null) return { code: 'noIntuneRecord', message: `${name} is not enrolled in Intune.` };
  if (action.via === 'intune' && intune.managed_by === 'configMgr') {
    const offered = siteActionKinds.map((known) => remoteActions[known].label).join(', ');
    return { code: 'attachedOnly', message: `${name} is tenant attached only: it takes ${offered}.` };
  }
  const rule = action.platforms[device.platform];
  const platform = platformLabels[device.platform];
  if (!rule)
    return {
      code: 'notSupported',
      message: `${action.label} on ${platform} ${kind === 'remoteAssistance' ? 'is not part of this lab' : 'is not supported'} (${name}).`,
    };
  if (action.via === 'site' && intune.attached_at === null)
    return { code: 'notAttached', message: `${name} is not tenant attached, or its upload does not show yet.` };
  if ((rule === 'corporate' || rule === 'personal') && intune.ownership !== rule) {
    return {
      code: 'notSupported',
      message: `${action.label} on ${platform} is for ${rule} devices only; ${name} is ${intune.ownership}.`,
    };
  }
  if (rule === 'supervised' && !device.is_supervised) {
    return {
      code: 'notSupported',
      message: `${action.label} on ${platform} needs a supervised device; ${name} is not.`,
    };
  }
  if (facts.waiting.some((other) => other.kind === kind)) {
    return { code: 'alreadyWaiting', message: `${action.label} is already waiting for ${name}.` };
  }
  return kind === 'remoteAssistance' ? sessionRefusal(facts, administrator, now) : undefined;
}

/** Remote Help's own conditions. Source: Remote Help plan and start pages, 13 August 2026. Compliance only warns. */
function sessionRefusal(facts: Facts, helper: UserRow, now: number): Refusal | undefined {
  const { tenant, user } = facts;
  const name = shownName(facts);
  if (!tenant.remote_help_enabled)
    return { code: 'remoteHelpOff', message: 'Remote Help is switched off for this tenant.' };
  if (!helper.remote_help_licence)
    return { code: 'licenceMissing', message: `The helper ${helper.upn} has no Remote Help license.` };
  if (user && !user.remote_help_licence)
    return { code: 'licenceMissing', message: `The sharer ${user.upn} has no Remote Help license.` };
  if (!isReachable(facts, now)) return { code: 'deviceOffline', message: `${name} is offline.` };
  if (!user) return { code: 'nobodySignedIn', message: `Nobody is signed in at ${name}.` };
  return undefined;
}
