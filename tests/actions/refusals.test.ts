import { describe, expect, it } from 'vitest';
import { actionKinds, bulkLimit, remoteActions, type ActionKind } from '../../shared/actions/words.ts';
import { roleCatalogue, roles, type Right } from '../../shared/rights/words.ts';
import { platforms } from '../../shared/contract/device-words.ts';
import { checkOrder, refusalsOf } from '../../main/lab/actions/checks.ts';
import { confirmationFor, checkConfirmation } from '../../main/lab/actions/confirmation.ts';
import { targetsOf, type Target } from '../../main/lab/actions/targets.ts';
import { day, hour } from '../../shared/time.ts';
import {
  action,
  buildLab,
  onPlatform,
  order,
  pass,
  record,
  refusalCode,
  runUntilFinished,
  signIn,
  type DeviceSet,
} from '../support/build-lab.ts';

const one: Target[] = [{ deviceId: 1, stale: undefined }];
const both: Target[] = [...one, { deviceId: 2, stale: undefined }];
const mdmKinds = actionKinds.filter((kind) => remoteActions[kind].carrier !== 'clientTask');
const actionsIn = (lab: ReturnType<typeof buildLab>): number =>
  lab.db.prepare('SELECT count(*) FROM actions').pluck().get() as number;
const inputsIn = (lab: ReturnType<typeof buildLab>): number =>
  lab.db.prepare('SELECT count(*) FROM inputs').pluck().get() as number;

describe('order', () => {
  it.each(platforms)('takes on %s exactly what the catalogue names', (platform) => {
    const device: DeviceSet = onPlatform(platform, { presence: 'always', enrolled: platform !== 'windowsServer' });
    for (const ownership of ['corporate', 'personal'] as const) {
      for (const supervised of platform === 'ios' ? [true, false] : [false]) {
        const lab = buildLab({ devices: [{ ...device, ownership, supervised }] });
        for (const kind of mdmKinds) {
          const rule = remoteActions[kind].platforms[platform];
          const isTaken = rule === 'any' || rule === ownership || (rule === 'supervised' && supervised);
          const [refusal] = refusalsOf(lab.db, kind, targetsOf(lab.db, { deviceIds: [1] }));
          if (platform === 'windowsServer') expect(refusal?.code).toBe('noIntuneRecord');
          else expect(refusal?.code, `${kind} on ${platform}, ${ownership}`).toBe(isTaken ? undefined : 'notSupported');
        }
      }
    }
  });

  it.each(roles)('takes from the role %s what its rights allow', (role) => {
    const lab = buildLab({ devices: [{ presence: 'always', consentHabit: 'accept' }] });
    signIn(lab, role);
    for (const kind of ['remoteAssistance', 'sync', 'restart', 'wipe'] as const) {
      const has = (right: Right) => roleCatalogue[role].rights.includes(right);
      const isAllowed = remoteActions[kind].needs.intune?.every((need) =>
        typeof need === 'string' ? has(need) : need.some(has),
      );
      if (isAllowed) expect(order(lab, kind)).toBeGreaterThan(0);
      else expect(refusalCode(() => order(lab, kind))).toBe('missingRight');
    }
  });

  it.each([
    ['a device without a record in Intune', { enrolled: false, client: true, join: 'hybrid' }, 'noIntuneRecord'],
    [
      'a computer in its box',
      { enrolled: false, join: 'workgroup', power: 'oobe', presence: 'drawer', person: null },
      'noIntuneRecord',
    ],
  ] as const)('refuses every kind for %s', (_what, set, code) => {
    const lab = buildLab({ devices: [set] });
    for (const kind of actionKinds) expect(refusalCode(() => order(lab, kind))).toBe(code);
    expect([actionsIn(lab), inputsIn(lab)]).toEqual([0, 0]);
  });

  it('refuses a device that Intune knows through tenant attach only', () => {
    const lab = buildLab({ devices: [{ client: true, join: 'hybrid' }] });
    lab.db.prepare(`UPDATE intune_devices SET managed_by = 'configMgr'`).run();
    for (const kind of mdmKinds) expect(refusalCode(() => order(lab, kind))).toBe('attachedOnly');
  });

  it('refuses a kind that is waiting already, and takes it again once that is over', () => {
    for (const kind of ['sync', 'restart', 'remoteAssistance'] as const) {
      const lab = buildLab({ devices: [{ presence: 'always', consentHabit: 'accept' }] });
      const id = order(lab, kind);
      expect(refusalCode(() => order(lab, kind))).toBe('alreadyWaiting');
      runUntilFinished(lab, id);
      expect(order(lab, kind)).toBeGreaterThan(id);
    }
  });

  it('takes orders for a record whose device has left, which then wait for nobody', () => {
    const lab = buildLab({
      devices: [
        {
          orphan: true,
          enrolled: false,
          join: 'registered',
          ownership: 'personal',
          presence: 'drawer',
          lastOnDaysAgo: 9,
        },
      ],
    });
    const id = order(lab, 'sync');
    expect(action(lab, id)).toMatchObject({ state: 'pending', reason: 'neverContacts' });
  });

  it('keeps all or none of a bulk order', () => {
    const lab = buildLab({ devices: [{}, {}, { enrolled: false, join: 'workgroup' }, {}] });
    expect(refusalCode(() => order(lab, 'sync', [1, 2, 3, 4]))).toBe('noIntuneRecord');
    expect([actionsIn(lab), inputsIn(lab)]).toEqual([0, 0]);
    expect(lab.db.prepare('SELECT count(*) FROM work_queue').pluck().get()).toBe(0);
    expect(order(lab, 'sync', [1, 2, 4])).toBe(1);
    expect([actionsIn(lab), inputsIn(lab)]).toEqual([3, 1]);
  });

  it(`takes at most ${bulkLimit} devices at once, one for a session, each named once`, () => {
    const devices = Array.from({ length: bulkLimit + 1 }, () => ({}));
    const lab = buildLab({ devices });
    const ids = devices.map((_, index) => index + 1);
    expect(refusalCode(() => order(lab, 'sync', ids))).toBe('tooManyDevices');
    expect(order(lab, 'sync', ids.slice(1))).toBe(1);
    expect(actionsIn(lab)).toBe(bulkLimit);
    expect(refusalCode(() => order(lab, 'remoteAssistance', [1, 2]))).toBe('tooManyDevices');
    expect(refusalCode(() => order(lab, 'restart', [1, 2, 1]))).toBe('badOption');
  });

  it('takes 500 wipes a day, and more after midnight UTC', () => {
    const lab = buildLab({ devices: Array.from({ length: 101 }, () => ({ presence: 'drawer', lastOnDaysAgo: 1 })) });
    const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
    for (let i = 0; i < 5; i += 1) {
      const first = order(lab, 'wipe', hundred);
      for (let id = first; id < first + 100; id += 1) lab.input('actions.cancel', { actionId: id });
    }
    expect(refusalCode(() => order(lab, 'wipe', 101))).toBe('dailyLimit');
    expect(order(lab, 'sync', 101)).toBeGreaterThan(0);
    lab.advanceTo((Math.floor(lab.now / day) + 1) * day - 1);
    expect(refusalCode(() => order(lab, 'wipe', 101))).toBe('dailyLimit');
    pass(lab, 1);
    expect(order(lab, 'wipe', 101)).toBeGreaterThan(0);
    expect(lab.check()).toEqual([]);
  });

  it('refuses options that the kind or the platform does not have', () => {
    const lab = buildLab({ devices: [{}, onPlatform('ios')] });
    expect(refusalCode(() => order(lab, 'sync', 1, { keepEnrollmentData: true }))).toBe('badOption');
    expect(refusalCode(() => order(lab, 'wipe', 1, { keepUserData: true }))).toBe('badOption');
    expect(
      refusalCode(() => order(lab, 'wipe', 1, JSON.parse('{"constructor":true}') as Record<string, boolean>)),
    ).toBe('badOption');
    expect(refusalCode(() => order(lab, 'wipe', 2, { keepEnrollmentData: true }))).toBe('badOption');
    expect(order(lab, 'wipe', 2, { keepEnrollmentData: false })).toBe(1);
    expect(action(lab, 1).options).toEqual({});
  });

  it('refuses devices that do not exist', () => {
    const lab = buildLab();
    expect(refusalCode(() => order(lab, 'sync', 99))).toBe('deviceNotFound');
    expect(refusalCode(() => checkOrder(lab.db, 'sync', [99], {}))).toBe('deviceNotFound');
  });

  it('leaves no trace when it is refused', () => {
    const lab = buildLab({ devices: [{ presence: 'drawer', lastOnDaysAgo: 3 }] });
    const hash = lab.hash();
    for (const kind of ['remoteAssistance'] satisfies ActionKind[]) refusalCode(() => order(lab, kind));
    refusalCode(() => order(lab, 'wipe', 1, { nothing: true }));
    refusalCode(() => lab.input('actions.cancel', { actionId: 7 }));
    refusalCode(() => lab.input('settings.configure', { setting: 'remoteHelp', value: 'perhaps', target: null }));
    refusalCode(() =>
      lab.input('settings.configure', { setting: 'administrator', value: 'nobody@fabrikam.com', target: null }),
    );
    refusalCode(() => lab.input('sessions.end', { actionId: 1 }));
    expect(lab.hash()).toBe(hash);
  });
});

describe('confirmation', () => {
  it('is the exact name for one destructive order and the number for several, whatever the kind', () => {
    const lab = buildLab({ devices: [{}, {}] });
    expect(confirmationFor(lab.db, remoteActions.wipe, one)).toBe('LAP-1');
    expect(confirmationFor(lab.db, remoteActions.sync, one)).toBeNull();
    expect(confirmationFor(lab.db, remoteActions.sync, both)).toBe('2');
    for (const wrong of [null, '', 'lap-1', 'LAP-1 ', 'LAP-2', '1']) {
      expect(
        refusalCode(() => checkConfirmation(lab.db, remoteActions.wipe, one, wrong)),
        String(wrong),
      ).toBe('confirmationMismatch');
    }
    expect(() => checkConfirmation(lab.db, remoteActions.wipe, one, 'LAP-1')).not.toThrow();
    expect(() => checkConfirmation(lab.db, remoteActions.sync, one, null)).not.toThrow();
    expect(refusalCode(() => checkConfirmation(lab.db, remoteActions.sync, one, 'LAP-2'))).toBe('confirmationMismatch');
    expect(refusalCode(() => checkConfirmation(lab.db, remoteActions.wipe, both, 'LAP-1'))).toBe(
      'confirmationMismatch',
    );
  });
});

describe('expectedBy', () => {
  it('is always told while an action waits, in every situation, and never lies in the past', () => {
    const presences = ['office', 'home', 'evenings', 'nights', 'always', 'leavesSoon', 'drawer'];
    const devices: DeviceSet[] = presences.flatMap((presence) =>
      [false, true].map(
        (pushBlocked) =>
          ({
            presence,
            pushBlocked,
            wipeHabit: 'silent',
            ...(presence === 'drawer' ? { lastOnDaysAgo: 3 } : {}),
          }) as const,
      ),
    );
    const lab = buildLab({ devices });
    const ids = devices.map((_, index) => index + 1);
    order(lab, 'sync', ids);
    order(lab, 'restart', ids);
    const overdue = lab.db.prepare(
      `SELECT id, reason FROM actions WHERE state IN ('pending', 'active') AND (expected_by IS NULL OR expected_by < (SELECT now FROM lab))`,
    );
    for (let i = 0; i < 120; i += 1) {
      expect(overdue.all(), `after ${i} events`).toEqual([]);
      if (i === 60)
        order(
          lab,
          'wipe',
          ids.filter((id) => record(lab, 'intune_devices', id)),
        );
      if (lab.nextEventAt === undefined) break;
      lab.advanceTo(Math.min(lab.nextEventAt, lab.now + 3 * hour));
    }
  });
});
