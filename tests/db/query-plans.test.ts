import { describe, expect, it } from 'vitest';
import { connect, migrate } from '../../main/db/open.ts';
import { exportCandidates } from '../../main/lab/engine/site-facts.ts';

/** How SQLite carries a query out, one step a line. */
function planOf(sql: string, params: Record<string, number>): string[] {
  const db = connect(':memory:');
  migrate(db);
  const steps = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(params) as { detail: string }[];
  return steps.map(({ detail }) => detail);
}

describe('a query that is asked for a batch at a time', () => {
  it('goes on in every table by an index, and sorts nothing', () => {
    const plan = planOf(exportCandidates, { from: 1, limit: 200 });
    expect(plan.filter((step) => /^SCAN|TEMP B-TREE/.test(step))).toEqual([]);
    for (const index of ['ad_computers_current', 'entra_devices_current', 'entra_devices_former'])
      expect(plan, index).toContainEqual(expect.stringContaining(`USING INDEX ${index} (device_id>?)`));
  });
});
