import type { DeviceView } from '../../shared/devices/views.ts';
import type { IconName } from '../ui/icons.ts';

const byForm: Record<string, IconName> = {
  laptop: 'laptop',
  desktop: 'desktop-tower',
  tablet: 'phone',
  phone: 'phone',
  server: 'server',
};
const byPlatform: Record<string, IconName> = { windowsServer: 'server', ios: 'phone', android: 'phone' };

export const deviceIcon = ({ truth }: DeviceView): IconName =>
  byForm[String(truth['form'])] ?? byPlatform[String(truth['platform'])] ?? 'laptop';
