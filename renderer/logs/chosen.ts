import type { LogName } from '../../shared/logs/views.ts';

/** A chosen log in an address: `CcmExec.log`; of another machine than the one that is looked at, `12|CcmExec.log`. */
export const chosenAs = ({ where, log }: LogName, own: string): string => (where === own ? log : `${where}|${log}`);

export function logOf(chosen: string, own: string): LogName {
  const at = chosen.indexOf('|');
  return at === -1 ? { where: own, log: chosen } : { where: chosen.slice(0, at), log: chosen.slice(at + 1) };
}
