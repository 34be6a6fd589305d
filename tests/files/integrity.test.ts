// Proves promises of docs/reliability.md.
import { describe, expect, it } from 'vitest';
import { checkInvariants } from '../../main/lab/journal/check.ts';
import { buildLab } from '../support/build-lab.ts';

describe('the check of a lab', () => {
  it('tells what the database itself finds broken, though every row is sound', () => {
    const { db } = buildLab();
    expect(checkInvariants(db)).toEqual([]);
    // Pages that belong to nothing any more: only the check of the database sees them.
    db.unsafeMode(true);
    db.pragma('writable_schema = ON');
    db.exec(`DELETE FROM sqlite_schema WHERE name = 'devices_by_name'`);
    db.pragma('writable_schema = RESET');
    expect(checkInvariants(db)).toEqual([expect.stringMatching(/^integrity: [^]*never used/)]);
  });
});
