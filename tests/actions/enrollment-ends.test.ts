import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyChanges } from '../../main/lab/engine/apply.ts';
import { factsOf } from '../../main/lab/engine/facts.ts';
import type { Lab } from '../../main/lab/lab.ts';
import { findRow } from '../../main/db/tables.ts';
import type { Change, Facts } from '../../main/simulation/kernel/change.ts';
import { enroll, unenroll } from '../../main/simulation/enrollment/enroll.ts';
import { actionKinds } from '../../shared/actions/words.ts';
import { day, hour, minute } from '../../shared/time.ts';
import { attachedLab, configure } from '../support/attached-lab.ts';
import { coManaged, coManagedLab } from '../support/co-managed.ts';
import {
  action,
  buildLab,
  device,
  order,
  pass,
  record,
  runUntil,
  runUntilFinished,
  type DeviceSet,
} from '../support/build-lab.ts';

/** Enrolled by MDM alone, and off when it is ordered something: the order waits. */
const away: DeviceSet = { presence: 'evenings', join: 'registered' };

function take(lab: Lab, rule: (facts: Facts) => Change[]): void {
  applyChanges(lab.db, rule(factsOf(lab.db, 1)), lab.now);
  lab.advanceTo(lab.now);
}
const leave = (lab: Lab): void => take(lab, (facts) => unenroll(facts, lab.now));
const enrollment = { enrollmentType: 'windowsAzureADJoin', managedBy: 'intune', primaryUser: null } as const;
const enrollAnew = (lab: Lab): void => take(lab, (facts) => enroll(facts, enrollment, lab.now));
const told = (lab: Lab): unknown[] =>
  (
    lab.db.prepare(`SELECT details FROM activities WHERE kind = 'action_ended' ORDER BY id`).pluck().all() as string[]
  ).map((details): unknown => JSON.parse(details));

describe('an order that waits', () => {
  it('ends with the enrollment it was given to, and does not reach the next one', () => {
    const lab = buildLab({ devices: [away] });
    const id = order(lab, 'wipe');
    leave(lab);
    expect(action(lab, id)).toMatchObject({
      state: 'canceled',
      console: 'Canceled',
      reason: 'enrollmentEnded',
      finishedAt: lab.now,
      expectedBy: null,
    });
    expect(findRow(lab.db, 'intune_devices', 1)).toMatchObject({
      removed_at: lab.now,
      management_state: 'wipeCanceled',
    });
    expect(told(lab)).toEqual([{ action: id, kind: 'wipe', reason: 'enrollmentEnded' }]);
    expect(lab.check()).toEqual([]);
    pass(lab, day);
    enrollAnew(lab);
    pass(lab, 3 * day);
    expect(device(lab).power).toBe('running');
    expect(record(lab, 'intune_devices')).toMatchObject({ removed_at: null, management_state: 'managed' });
    expect(lab.check()).toEqual([]);
  });

  it('ends with a new enrollment too, where the old one was never taken back', () => {
    // A plain wipe without a report: Intune goes on showing the record, until the device is somebody's again.
    const lab = buildLab({ devices: [{ ...away, presence: 'always', wipeHabit: 'silent' }] });
    const id = order(lab, 'wipe');
    runUntil(lab, () => device(lab).power === 'oobe');
    expect(action(lab, id)).toMatchObject({ state: 'pending', reason: 'neverReports' });
    lab.db.prepare(`UPDATE devices SET power = 'running', pattern_id = 1`).run();
    enrollAnew(lab);
    expect(action(lab, id)).toMatchObject({ state: 'failed', console: 'Failed', reason: 'enrollmentEnded' });
    expect(findRow(lab.db, 'intune_devices', 1)).toMatchObject({ is_current: 0, management_state: 'wipeFailed' });
    // It beats nothing that is ordered over the new enrollment.
    const sync = order(lab, 'sync');
    expect(action(lab, sync).reason).not.toBe('overridden');
    expect(lab.check()).toEqual([]);
  });

  it('that the device has already happens, and nobody hears of it', () => {
    const lab = buildLab({ devices: [{ ...away, presence: 'always' }] });
    const id = order(lab, 'restart');
    runUntil(lab, () => action(lab, id).state === 'active');
    const bootedAt = device(lab).booted_at;
    leave(lab);
    expect(action(lab, id)).toMatchObject({ state: 'failed', reason: 'enrollmentEnded' });
    pass(lab, hour);
    expect(device(lab).booted_at).toBeGreaterThan(bootedAt);
    expect(action(lab, id).state).toBe('failed');
    expect(lab.check()).toEqual([]);
  });

  it.each(['wipe', 'delete'] as const)('over the site ends with its record: %s', (kind) => {
    const lab = coManagedLab({
      devices: [coManaged({ wipeHabit: 'reports' })],
      cloud: { tenantAttach: { since: '2026-04-01T09:00:00Z' } },
    });
    pass(lab, hour);
    configure(lab, 'serviceConnectionPoint', 'offline');
    const id = order(lab, 'syncMachinePolicy');
    order(lab, kind);
    runUntil(lab, () => record(lab, 'intune_devices') === undefined);
    expect(action(lab, id)).toMatchObject({ state: 'canceled', reason: 'recordRemoved' });
    expect(lab.check()).toEqual([]);
  });

  it('over the site goes on with a record that goes on as the site’s', () => {
    const lab = coManagedLab({ cloud: { tenantAttach: { since: '2026-04-01T09:00:00Z' } } });
    pass(lab, hour);
    configure(lab, 'serviceConnectionPoint', 'offline');
    const id = order(lab, 'syncMachinePolicy');
    runUntilFinished(lab, order(lab, 'retire'));
    expect(record(lab, 'intune_devices')).toMatchObject({ managed_by: 'configMgr' });
    expect(action(lab, id).state).toBe('pending');
    expect(lab.check()).toEqual([]);
  });

  it('over the site ends with the attachment that it was given to', () => {
    const lab = attachedLab();
    configure(lab, 'serviceConnectionPoint', 'offline');
    const id = order(lab, 'syncMachinePolicy');
    expect(action(lab, id).state).toBe('pending');
    lab.input('attach.detach', { from: 'cloud' });
    runUntil(lab, () => record(lab, 'intune_devices') === undefined);
    expect(action(lab, id)).toMatchObject({ state: 'canceled', reason: 'recordRemoved' });
    expect(lab.check()).toEqual([]);
  });
});

describe('whatever happens to an enrollment', () => {
  const step = fc.oneof(
    fc
      .constantFrom('sync', 'restart', 'wipe', 'keep', 'protected', 'retire', 'delete', 'leave', 'enroll')
      .map((does) => ({ does })),
    fc
      .constantFrom(20, 2 * minute, 10 * minute, hour, 9 * hour, 30 * hour)
      .map((seconds) => ({ does: 'wait', seconds })),
  );
  const options: Record<string, Record<string, boolean>> = {
    keep: { keepEnrollmentData: true },
    protected: { useProtectedWipe: true },
  };
  function live(lab: Lab, does: string, seconds: number): void {
    const { is_mdm_enrolled: isEnrolled, power } = device(lab);
    if (does === 'wait') pass(lab, seconds);
    else if (does === 'leave') leave(lab);
    else if (does === 'enroll') {
      // A reset computer is set up by somebody first.
      if (power === 'oobe') lab.db.prepare(`UPDATE devices SET power = 'running', pattern_id = 1`).run();
      if (isEnrolled === 0 && power !== 'unbootable') enrollAnew(lab);
    } else
      try {
        order(lab, actionKinds.find((kind) => kind === does) ?? 'wipe', 1, options[does]);
      } catch {
        // Refused: there is no record, or the same waits already.
      }
  }

  it('nothing is delivered over another one than it was ordered for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.constantFrom('always', 'evenings', 'office', 'nights'),
        fc.array(step, { minLength: 4, maxLength: 14 }),
        (seed, presence, steps) => {
          const lab = buildLab({ devices: [{ ...away, presence }], seed });
          for (const { does, seconds = 0 } of steps as { does: string; seconds?: number }[]) {
            live(lab, does, seconds);
            expect(lab.check(), `after ${does}`).toEqual([]);
          }
          lab.close();
        },
      ),
      { numRuns: 40 },
    );
  });
});
