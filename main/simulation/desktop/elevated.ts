import { putSetting } from '../kernel/setting.ts';
import { answer, type Answer, type Terminal } from './terminal.ts';

/** ERROR_ACCESS_DENIED, and what Windows says of it. */
const accessDenied = 5;
export const denied = (): Answer => answer('Access is denied.', accessDenied);

/** The device's own setting (shared/settings/device.ts). */
export const own = ({ facts }: Terminal, id: string): string => facts.setting(id, String(facts.device.id));

/** A command puts something at the device right, or wrong: for an elevated prompt only. What follows is the caller's to plan. */
export function setOwn(terminal: Terminal, id: string, value: string, said: string): Answer {
  if (!terminal.isElevated) return denied();
  if (own(terminal, id) === value) return answer(said);
  const { id: deviceId } = terminal.facts.device;
  return answer(said, 0, [putSetting(id, String(deviceId), value, terminal.now)]);
}
