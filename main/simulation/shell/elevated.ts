import type { Change } from '../change.ts';
import { answer, type Answer, type Terminal } from './terminal.ts';

/** ERROR_ACCESS_DENIED, and what Windows says of it. */
const accessDenied = 5;
export const denied = (): Answer => answer('Access is denied.', accessDenied);

/** The device's own setting (shared/settings.ts, area device). */
export const own = ({ facts }: Terminal, id: string): string => facts.setting(id, String(facts.device.id));

/** A command puts something at the device right, or wrong: for an elevated prompt only. What follows is the caller's to plan. */
export function setOwn(terminal: Terminal, id: string, value: string, said: string): Answer {
  if (!terminal.isElevated) return denied();
  const { device } = terminal.facts;
  const from = own(terminal, id);
  if (from === value) return answer(said);
  const changes: Change[] = [
    { do: 'setting', id, target: String(device.id), value },
    { do: 'history', deviceId: device.id, kind: 'deviceSet', details: { setting: id, from, to: value } },
  ];
  return answer(said, 0, changes);
}
