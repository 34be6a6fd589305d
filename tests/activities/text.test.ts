import { describe, expect, it } from 'vitest';
import { answerView } from '../../main/lab/door.ts';
import type { ActivityKind } from '../../shared/activities/events.ts';
import { buildLab } from '../support/build-lab.ts';

describe('the sentences of the audit log', () => {
  it('name the collection of an enrollment where it has one', () => {
    const lab = buildLab();
    const said = (kind: ActivityKind): string =>
      answerView(lab.db, 'activities.list', { deviceId: null, kinds: [kind], search: '', offset: 0, limit: 1 }).rows[0]!
        .text;
    lab.input('comanagement.enable', { enroll: 'all', collectionId: null });
    expect(said('comanagement_enabled')).toBe('Co-management enabled, automatic enrollment: All');
    lab.input('comanagement.enable', { enroll: 'pilot', collectionId: 1 });
    expect(said('comanagement_changed')).toBe('Automatic enrollment: Pilot (All Systems)');
    lab.input('comanagement.enable', { enroll: 'none', collectionId: null });
    expect(said('comanagement_changed')).toBe('Automatic enrollment: None');
  });
});
