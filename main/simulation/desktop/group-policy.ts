import { minute } from '../../../shared/time.ts';
import type { Change, Facts } from '../kernel/change.ts';
import { drawBetween } from '../kernel/draw.ts';
import { putSetting } from '../kernel/setting.ts';
import { isInDomain } from './terminal.ts';

/**
 * A value that a Group Policy writes: whoever removes it at the device has it back with the next refresh, as long as the policy
 * stands in the domain. Queued work says that it does.
 */
const blocking = { setting: 'deviceMdmBlock', value: 'policy' } as const;

/** In the background every 90 minutes and up to 30 more. Source: Group Policy processing. */
const refreshSeconds = { from: 90 * minute, to: 120 * minute };

/** Somebody removed the value by hand; on a computer of no domain no policy brings it back. */
export function policyValueRemoved(facts: Facts, now: number): Change[] {
  if (!isInDomain(facts)) return [];
  const { seed, device, presence } = facts;
  const at = now + drawBetween(seed, 'groupPolicy', device.id, now, refreshSeconds.from, refreshSeconds.to);
  const dueAt = presence?.nextOn('intranet', at);
  return dueAt === undefined
    ? []
    : [{ do: 'queue', dueAt, kind: 'groupPolicyRefreshes', deviceId: device.id, subjectId: 0 }];
}

/** The value is back. Nothing where no policy waits to write it. */
export function applyGroupPolicy(facts: Facts, now: number): Change[] {
  const { id } = facts.device;
  if (facts.due('groupPolicyRefreshes', 0) === undefined) return [];
  return [
    { do: 'unqueue', kind: 'groupPolicyRefreshes', deviceId: id },
    putSetting(blocking.setting, String(id), blocking.value, now),
  ];
}

export function groupPolicyRefreshes(facts: Facts, _subject: number, now: number): Change[] {
  const { id } = facts.device;
  // Left the domain meanwhile: its policies hold no longer.
  if (!isInDomain(facts)) return [];
  const dueAt = facts.presence?.nextOn('intranet', now);
  if (dueAt === undefined) return [];
  if (dueAt > now) return [{ do: 'queue', dueAt, kind: 'groupPolicyRefreshes', deviceId: id, subjectId: 0 }];
  return [
    putSetting(blocking.setting, String(id), blocking.value, now),
    { do: 'queue', dueAt: now, kind: 'plan', deviceId: id, subjectId: 0 },
  ];
}
