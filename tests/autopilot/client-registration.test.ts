import { describe, expect, it } from 'vitest';
import { register } from '../../main/simulation/autopilot/client-registration.ts';
import { buildFacts, wednesdayMorning } from '../support/device-facts.ts';

describe('a client that registers from the internet', () => {
  it('is new to the site: nothing was told of it yet, and nothing of co-management', () => {
    const changes = register(buildFacts({ join: 'entra' }), wednesdayMorning);
    const record = changes.flatMap((change) =>
      change.do === 'insert' && change.table === 'configmgr_devices' ? [change.row] : [],
    );
    expect(record).toEqual([
      expect.objectContaining({
        is_current: 1,
        has_client: 1,
        client_check: 'noResults',
        client_check_at: null,
        is_obsolete: 0,
        is_decommissioned: 0,
        domain: 'WORKGROUP',
        primary_user: 'AzureAD\\anna.berg',
        discovered_at: wednesdayMorning,
        comgmt_stage: 'none',
        comgmt_code: null,
        comgmt_policy: 0,
        comgmt_enrolled: 0,
        comgmt_flags: 0,
        comgmt_told_at: null,
      }),
    ]);
  });
});
