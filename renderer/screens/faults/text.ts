import type { SettingTarget } from '../../../shared/settings.ts';

export const targetWords: Record<SettingTarget, string> = {
  user: 'User (sign-in name)',
  device: 'Device (name or id)',
  ou: 'Organizational unit',
};
