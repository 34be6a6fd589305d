import { describe, expect, it } from 'vitest';
import { applicationState } from '../../main/simulation/apps/applications.ts';
import type { Application } from '../../shared/apps/words.ts';
import { buildFacts, wednesdayMorning } from '../support/device-facts.ts';

const needing = (needsFreeMb: number): Application => ({
  id: 1,
  name: 'Drawing',
  version: '1.0',
  publisher: 'Contoso',
  deployment: 'deviceAvailable',
  hasUninstall: true,
  hasRepair: false,
  supersededBy: null,
  needsFreeMb,
  restarts: false,
  spread: 0,
});

describe('the free space that an application asks for', () => {
  it('is met by just as much, and not by one megabyte less', () => {
    const facts = buildFacts({ device: { disk_free_mb: 4000 } });
    expect(applicationState(facts, needing(4000), wednesdayMorning)).toBe('available');
    expect(applicationState(facts, needing(4001), wednesdayMorning)).toBe('requirementsNotMet');
  });
});
