import type { DeskView } from '../../../shared/desktop/views.ts';

/** A device runs, or says by its screen why not. */
const screens: Record<Exclude<DeskView['power'], 'running'>, string> = {
  restarting: 'Restarting',
  resetting: 'Resetting this PC',
  oobe: 'In its box, or at the out-of-box experience',
  unbootable: 'Windows does not start',
};
const places = {
  office: 'In the office network',
  vpn: 'Away, connected by VPN',
  internet: 'Away from the office network',
} as const;

/** Where a device is, as whoever stands in front of it knows. */
export function placeText({ power, place }: Pick<DeskView, 'power' | 'place'>): string {
  if (power !== 'running') return screens[power];
  return place === null ? 'Off or asleep' : places[place];
}

export const isWindows = ({ platform }: Pick<DeskView, 'platform'>): boolean =>
  platform === 'windows' || platform === 'windowsServer';

/** Whether Windows shows a desktop. */
export const isOn = ({ power, place }: Pick<DeskView, 'power' | 'place'>): boolean =>
  power === 'running' && place !== null;
