import type { DeviceField } from '../../shared/devices/lists.ts';
import type { Cell } from '../../shared/contract/answers.ts';
import type { ActionState } from '../../shared/actions/words.ts';
import type { Tone } from '../ui/types.ts';

/*
 * How good or bad a value is. Only fields in which a value is a judgment have tones: a model or an owner has none, and
 * painting everything would leave nothing that stands out.
 */
const onlineTones: Record<string, Tone> = { true: 'success', false: 'none' };
const yesIsGood: Record<string, Tone> = { true: 'success', false: 'danger' };
const tones: Record<string, Record<string, Tone>> = {
  compliance: {
    compliant: 'success',
    inGracePeriod: 'warning',
    noncompliant: 'danger',
    unknown: 'neutral',
    configManager: 'info',
  },
  clientStatus: {
    active: 'success',
    inactive: 'warning',
    none: 'none',
    obsolete: 'neutral',
    decommissioned: 'blocked',
  },
  clientCheck: { passed: 'success', failed: 'danger', noResults: 'neutral' },
  managementState: { managed: 'success', wipeIssued: 'pending', wipePending: 'active', wipeFailed: 'danger' },
  online: onlineTones,
  clientOnline: onlineTones,
  compliant: yesIsGood,
  encrypted: { true: 'success', false: 'warning' },
  defenderOn: yesIsGood,
  enabled: { true: 'success', false: 'blocked' },
  pendingReboot: { true: 'warning' },
  waiting: { true: 'pending' },
};

export function toneOf(fieldId: string, value: Cell, field?: DeviceField): Tone | null {
  if (value === null) return field?.missing === 'Pending' ? 'pending' : null;
  if (fieldId === 'needs') return value === '' ? null : 'warning';
  return tones[fieldId]?.[String(value)] ?? null;
}

export const actionTones: Record<ActionState, Tone> = {
  pending: 'pending',
  active: 'active',
  done: 'success',
  failed: 'danger',
  canceled: 'blocked',
  notSupported: 'neutral',
};

/** Colors of a chart's parts that are no judgment, in a fixed order so that a value keeps its color. */
export const toneOfPart = (fieldId: string, value: string): Tone | undefined => tones[fieldId]?.[value];
