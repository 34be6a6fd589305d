import type { IconName } from '../icons.ts';
import type { Tone } from '../types.ts';

/** Each tone's sign: the same wherever the tone appears, so that it is known without its color. */
export const toneIcons: Record<Tone, IconName> = {
  success: 'status-success',
  danger: 'status-danger',
  warning: 'status-warning',
  info: 'status-info',
  neutral: 'status-neutral',
  pending: 'status-pending',
  active: 'status-active',
  blocked: 'status-blocked',
  none: 'status-none',
  lab: 'status-lab',
};
