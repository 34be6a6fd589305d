import {
  findTrigger,
  isNotification,
  type DeviceTriggerId,
  type TriggerNeed,
} from '../../../shared/desktop/triggers.ts';
import type { Facts } from '../kernel/change.ts';
import { reachesSite } from '../comanagement/policy.ts';
import { isReachable } from '../contact/contact.ts';
import { isInDomain } from '../desktop/terminal.ts';

export type TriggerRefusal = { code: 'deviceOffline' | 'triggerNotPossible'; message: string };

/** Why something cannot be set off at this device now; undefined when it can. */
export function triggerRefusal(facts: Facts, id: DeviceTriggerId, now: number): TriggerRefusal | undefined {
  const { label, needs } = findTrigger(id)!;
  const { device, configmgr } = facts;
  const no = (message: string): TriggerRefusal => ({ code: 'triggerNotPossible', message });
  // The console of the site knows its own record: what the client makes of it, and whether there is one, shows later.
  if (isNotification(id) && device.platform === 'windows')
    return configmgr?.has_client === 1
      ? undefined
      : no(`${configmgr?.name ?? device.name} has no Configuration Manager client.`);
  if (device.platform !== 'windows') return no(`${label} is for Windows computers; ${device.name} is none.`);
  if (id === 'unpack') {
    if (device.power !== 'oobe') return no(`${device.name} is unpacked and set up already.`);
    if (!facts.user && !facts.namedUser()) return no(`${device.name} is for nobody yet: no user is assigned.`);
    return facts.officePatterns().length > 0
      ? undefined
      : no(
          `Nothing says when ${device.name} would be used: the lab gives a new computer the hours of a colleague’s, and no other Windows computer is in use.`,
        );
  }
  if (!isReachable(facts, now)) return { code: 'deviceOffline', message: `${device.name} is off.` };
  const tie = id === 'disconnect' ? tieOf(facts) : undefined;
  if (tie !== undefined) return no(tie);
  for (const need of needs) {
    const refusal = missing[need]?.(facts, now);
    if (refusal !== undefined) return no(refusal);
  }
  return undefined;
}

/**
 * What Disconnect would take a joined computer out of: its one entry stands for the join, and the enrollment only goes with it. The lab
 * carries out neither.
 */
function tieOf(facts: Facts): string | undefined {
  const { device, site } = facts;
  if (isInDomain(facts))
    return `Disconnect would take ${device.name} out of the domain ${site.domain}: nobody of the domain could sign in to it any more. The lab does not do that. The enrollment of a computer of the domain ends by Retire or Delete.`;
  if (device.join_type === 'entra')
    return `${device.name} is joined to Microsoft Entra ID: disconnecting would take it out of the directory, and nobody could sign in.`;
  return undefined;
}

const missing: Partial<Record<TriggerNeed, (facts: Facts, now: number) => string | undefined>> = {
  client: ({ device }) =>
    device.client_version === null ? `${device.name} has no Configuration Manager client.` : undefined,
  site: (facts, now) =>
    reachesSite(facts, now)
      ? undefined
      : `${facts.device.name} reaches no management point: it is away from the network of the site, and has no gateway.`,
  mdm: ({ device }) => (device.is_mdm_enrolled === 1 ? undefined : `${device.name} is not enrolled in Intune.`),
  domain: (facts) => (isInDomain(facts) ? undefined : `${facts.device.name} is in no domain, so it has no such task.`),
  signedIn: ({ device, user }) => (user ? undefined : `Nobody is signed in at ${device.name}.`),
};
