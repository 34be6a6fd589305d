import { LabError } from '../../../shared/contract/errors.ts';
import type { Db } from '../../db/open.ts';
import { prepared } from '../../db/tables.ts';
import { isAscii, teachFold } from './fold.ts';

type Candidate = { id: number; name: string };

/** Where a name may stand, in the order in which it is believed: the id, the device's own name, what services recorded. */
const places: readonly ((equals: (column: string) => string) => string)[] = [
  () => `SELECT id, name FROM devices WHERE CAST(id AS TEXT) = :text`,
  (equals) => `SELECT id, name FROM devices WHERE ${equals('name')}`,
  (equals) => `SELECT DISTINCT d.id, d.name FROM devices d JOIN (
     SELECT device_id, name FROM intune_devices UNION ALL SELECT device_id, name FROM configmgr_devices
     UNION ALL SELECT device_id, name FROM entra_devices UNION ALL SELECT device_id, name FROM ad_computers
   ) r ON r.device_id = d.id WHERE ${equals('r.name')}`,
];
/** The index on names folds ASCII only, which is enough for all but a few names. */
const asciiEquals = (column: string): string => `${column} = :text COLLATE NOCASE`;
const unicodeEquals = (column: string): string => `fold(${column}) = fold(:text)`;
const mostCandidates = 20;

/**
 * The device that people mean by an id or a name, which may be an old one. Throws `deviceNotFound`, or `nameAmbiguous` with
 * the candidates as details.
 */
export function resolveDevice(db: Db, text: string): number {
  const wanted = text.trim();
  teachFold(db);
  const equals = isAscii(wanted) ? asciiEquals : unicodeEquals;
  for (const place of places) {
    const select = prepared(db, `${place(equals)} ORDER BY 1 LIMIT ${mostCandidates + 1}`);
    const found = select.all({ text: wanted }) as Candidate[];
    if (found.length === 1) return found[0]!.id;
    if (found.length > 1) throw ambiguous(wanted, found);
  }
  throw new LabError('deviceNotFound', `There is no device "${text}".`);
}

function ambiguous(wanted: string, found: readonly Candidate[]): LabError {
  const candidates = found.slice(0, mostCandidates).map(({ id, name }) => ({ id: String(id), name }));
  const named = candidates.map(({ id, name }) => `${name} (id ${id})`).join(', ');
  const more = found.length > mostCandidates ? ' and more' : '';
  return new LabError('nameAmbiguous', `"${wanted}" stands for several devices: ${named}${more}.`, {
    details: { candidates },
  });
}
