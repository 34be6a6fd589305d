import type { Db } from '../../db/open.ts';
import { prepared } from '../../db/tables.ts';
import { detailSql } from '../engine/history.ts';
import { ouOf } from '../../../shared/identity/units.ts';

/**
 * Organizational units that hold computers, `Berlin/Computers`, from the computers’ distinguished names; and those that held some until
 * somebody moved the last one out, for a unit does not go with its computers.
 */
export function organizationalUnits(db: Db): string[] {
  const paths = prepared(
    db,
    'SELECT DISTINCT substr(distinguished_name, instr(distinguished_name, ?)) FROM ad_computers',
  )
    .pluck()
    .all(',OU=') as string[];
  return [...new Set([...paths.map(ouOf), ...leftUnits(db)])].sort();
}

/** Units that somebody moved a computer out of. */
export const leftUnits = (db: Db): string[] =>
  prepared(db, `SELECT DISTINCT ${detailSql('computer_moved', 'from')} FROM activities WHERE kind = 'computer_moved'`)
    .pluck()
    .all() as string[];
