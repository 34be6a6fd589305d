import type { FaultView } from '../../shared/faults/views.ts';
import type { SettingTarget } from '../../shared/settings/setting.ts';

export const targetWords: Record<SettingTarget, string> = {
  user: 'User (sign-in or display name)',
  device: 'Device (name or id)',
  ou: 'Organizational unit',
};

/** How much of the trainee's way each fault asks for. */
export const difficulties: Record<FaultView['difficulty'], string> = {
  1: 'One screen says it',
  2: 'A code leads to it',
  3: 'Several places say it together',
};
