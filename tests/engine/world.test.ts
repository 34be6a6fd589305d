import { describe, expect, it } from 'vitest';
import { prepared } from '../../main/db/tables.ts';
import { forgetWorld, worldOf } from '../../main/lab/engine/world.ts';
import { hour } from '../../shared/time.ts';
import { buildLab } from '../support/build-lab.ts';

/** The zones of a lab, all with this offset from UTC. */
function zonesAt(offset: number): unknown {
  const { db } = buildLab();
  prepared(db, 'UPDATE zones SET transitions = ?').run(JSON.stringify([[0, offset]]));
  forgetWorld(db);
  return [...worldOf(db).zones.values()][0]!.transitions;
}

describe('the zones of a lab', () => {
  it.each([18 * hour, -18 * hour])('are read with an offset of %d seconds, the most that a zone may have', (offset) => {
    expect(zonesAt(offset)).toEqual([[0, offset]]);
  });
  it.each([18 * hour + 1, -18 * hour - 1])('are damaged with one of %d', (offset) => {
    expect(() => zonesAt(offset)).toThrow(expect.objectContaining({ code: 'damaged' }));
  });
});
