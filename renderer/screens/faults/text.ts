import type { FaultView } from '../../../shared/views-cloud.ts';
import type { SettingTarget } from '../../../shared/settings.ts';

export const targetWords: Record<SettingTarget, string> = {
  user: 'User (sign-in name)',
  device: 'Device (name or id)',
  ou: 'Organizational unit',
};

/** How much of the trainee's way each fault asks for. */
export const difficulties: Record<FaultView['difficulty'], string> = {
  1: 'Easy to find',
  2: 'Takes some looking',
  3: 'Hard to find',
};
