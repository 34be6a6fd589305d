import { platformLabels } from '../../../shared/contract/device-words.ts';
import { remoteActions, type ActionKind } from '../../../shared/actions/words.ts';
import type { IntuneDeviceRow } from '../../rows/records.ts';
import type { UserRow } from '../../rows/identity.ts';
import type { Refusal } from './action.ts';
import { carrierOf } from './carriers/index.ts';
import { actionOf } from './index.ts';
import type { Facts } from '../kernel/change.ts';
import { isCleanedUp } from '../contact/contact.ts';
import { missing } from '../site/rights.ts';

/** The name that the consoles show. A refusal must not give away what the device is called by now. */
export const shownName = ({ device, intune }: Facts): string => intune?.name ?? device.name;

/** Why this administrator may not give this order to this device now; undefined when it may. Order of checks as in the console. */
export function refusalOf(kind: ActionKind, facts: Facts, administrator: UserRow, now: number): Refusal | undefined {
  const { label, needs } = remoteActions[kind];
  const { intune } = facts;
  const name = shownName(facts);
  const carrier = carrierOf({ kind });
  // What the site asks for is asked when the order gets there.
  const lacked = missing(administrator, { ...needs, site: undefined }, facts);
  if (lacked) return lacked;
  if (intune?.removed_at !== null) return { code: 'noIntuneRecord', message: `${name} is not enrolled in Intune.` };
  if (isCleanedUp(facts, now))
    return { code: 'noIntuneRecord', message: `${name} is hidden by the device clean-up rule until it checks in.` };
  return (
    carrier.refuseRecord(intune, name) ??
    refusedPlatform(kind, facts) ??
    carrier.refuseDevice(intune, name) ??
    refusedOwnership(kind, facts, intune) ??
    (facts.waiting.some((other) => other.kind === kind)
      ? { code: 'alreadyWaiting', message: `${label} is already waiting for ${name}.` }
      : actionOf({ kind }).refuse?.(facts, { by: administrator, now, name }))
  );
}

/** The same of a record that an earlier enrollment left behind: it can be deleted, and nothing reaches the device through it. Assumed. */
export function staleRefusalOf(
  kind: ActionKind,
  facts: Facts,
  { name }: IntuneDeviceRow,
  administrator: UserRow,
): Refusal | undefined {
  const { label, needs } = remoteActions[kind];
  const lacked = missing(administrator, { ...needs, site: undefined }, facts);
  if (lacked) return lacked;
  return kind === 'delete'
    ? undefined
    : {
        code: 'noIntuneRecord',
        message: `${name} is a record of an earlier enrollment: ${label} reaches nothing through it.`,
      };
}

function refusedPlatform(kind: ActionKind, facts: Facts): Refusal | undefined {
  const { label, platforms, otherPlatforms = 'is not supported' } = remoteActions[kind];
  const { platform } = facts.device;
  if (platforms[platform]) return undefined;
  return {
    code: 'notSupported',
    message: `${label} on ${platformLabels[platform]} ${otherPlatforms} (${shownName(facts)}).`,
  };
}

function refusedOwnership(kind: ActionKind, facts: Facts, { ownership }: IntuneDeviceRow): Refusal | undefined {
  const { label, platforms } = remoteActions[kind];
  const { platform, is_supervised: isSupervised } = facts.device;
  const rule = platforms[platform];
  const name = shownName(facts);
  const refused = (message: string): Refusal => ({
    code: 'notSupported',
    message: `${label} on ${platformLabels[platform]} ${message}`,
  });
  if ((rule === 'corporate' || rule === 'personal') && ownership !== rule)
    return refused(`is for ${rule} devices only; ${name} is ${ownership}.`);
  if (rule === 'supervised' && !isSupervised) return refused(`needs a supervised device; ${name} is not.`);
  return undefined;
}
