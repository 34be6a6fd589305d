import { describe, expect, it } from 'vitest';
import { register } from '../../main/simulation/autopilot/client-registration.ts';
import { buildFacts, wednesdayMorning } from '../support/device-facts.ts';

describe('a client that registers from the internet', () => {
  it('has told the site nothing of co-management yet', () => {
    const changes = register(buildFacts({ join: 'entra' }), wednesdayMorning);
    const told = changes.flatMap((change) =>
      change.do === 'insert' && change.table === 'configmgr_devices'
        ? [[change.row.comgmt_policy, change.row.comgmt_enrolled, change.row.comgmt_told_at]]
        : [],
    );
    expect(told).toEqual([[0, 0, null]]);
  });
});
