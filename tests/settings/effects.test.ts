import { describe, expect, it } from 'vitest';
import { directoryView } from '../../main/lab/identity/views.ts';
import { takesEffect } from '../../main/lab/settings/effects.ts';
import type { Lab } from '../../main/lab/lab.ts';
import { siteFactsOf } from '../../main/lab/engine/site-facts.ts';
import { followsFrom } from '../../main/simulation/triggers/setting-effects.ts';
import { settingById, settingsCatalogue } from '../../shared/settings/catalogue.ts';
import { hour, minute } from '../../shared/time.ts';
import { answerView } from '../../main/lab/door.ts';
import { buildLab, noAutoRegister, pass, refusalCode } from '../support/build-lab.ts';

const computer = { join: 'domain', client: true, enrolled: false, presence: 'always' } as const;
const set = (lab: Lab, setting: string, value: string, target: string | null = null): void => {
  lab.input('settings.configure', { setting, value, target });
};
const last = (lab: Lab, id: string, target: string | null = null) => takesEffect(lab.db, id, target).at(-1)!;

describe('takesEffect', () => {
  it('names a moment for every setting, or says that nothing leads there', () => {
    const lab = buildLab({ devices: [computer] });
    for (const { id, target } of settingsCatalogue) {
      const effects = takesEffect(lab.db, id, target === 'device' ? '1' : null);
      expect(effects[0], id).toMatchObject({ from: lab.now, expectedBy: lab.now });
      for (const { from, expectedBy } of effects) {
        expect(from, id).toBeGreaterThanOrEqual(lab.now);
        if (expectedBy !== null) expect(expectedBy, id).toBeGreaterThanOrEqual(from);
      }
    }
  });

  it('waits for the next cycle of Entra Connect, which must run and export', () => {
    const lab = buildLab({ devices: [computer] });
    expect(last(lab, 'entraConnectHybridJoin')).toMatchObject({ expectedBy: directoryView(lab.db).sync.nextCycle });
    set(lab, 'entraConnectStaging', 'on');
    expect(last(lab, 'entraConnectHybridJoin').expectedBy).toBeNull();
  });

  it('waits for the policy polls of all clients', () => {
    const lab = buildLab({ devices: [computer, computer, { ...computer, presence: 'office' }], cloud: noAutoRegister });
    pass(lab, 10 * minute);
    set(lab, 'autoRegister', 'on');
    const { where, from, expectedBy } = last(lab, 'autoRegister');
    expect(where).toBe('clients');
    lab.advanceTo(expectedBy!);
    const arrivals = lab.db.prepare(`SELECT at FROM history WHERE kind = 'joinAllowed' ORDER BY at`).pluck().all();
    expect(arrivals).toHaveLength(3);
    expect([arrivals[0], arrivals[2]]).toEqual([from, expectedBy]);
  });

  it('knows the next attempt of one device, and the hour of the task for many', () => {
    const lab = buildLab({ devices: [computer] });
    set(lab, 'autoRegister', 'on');
    pass(lab, 3 * hour);
    set(lab, 'scp', 'ownTenant');
    expect(last(lab, 'scp').expectedBy).toBe(lab.now + hour);
    set(lab, 'deviceNetwork', 'dns', '1');
    const { where, expectedBy } = last(lab, 'deviceNetwork', '1');
    expect(where).toBe('LAP-1');
    lab.advanceTo(expectedBy!);
    const attempt = lab.db.prepare(`SELECT at, details FROM history WHERE kind = 'joinAttempt' ORDER BY id DESC`).get();
    expect(attempt).toMatchObject({ at: expectedBy });
  });

  it('adds the quarter of an hour of enrollment restrictions', () => {
    const lab = buildLab({ devices: [computer] });
    expect(last(lab, 'windowsEnrollment').expectedBy).toBe(lab.now + 15 * minute);
  });
});

describe('followsFrom', () => {
  const kindsOf = (lab: Lab, id: string, target: string, value: string): string[] =>
    followsFrom(siteFactsOf(lab.db), settingById.get(id)!, target, value, lab.now).map((change) =>
      'kind' in change ? `${change.do} ${change.kind}` : change.do,
    );

  it('works out anew all devices, those of a person, or the one; and none where no device is concerned', () => {
    const lab = buildLab({ devices: [computer, computer] });
    expect(kindsOf(lab, 'scp', '', 'ownTenant')).toEqual(['unqueue replan', 'queue replan']);
    expect(kindsOf(lab, 'mfaEnforced', 'person2@fabrikam.com', 'on')).toEqual(['queue plan']);
    expect(kindsOf(lab, 'mfaEnforced', 'intuneadministrator@fabrikam.com', 'on')).toEqual([]);
    expect(kindsOf(lab, 'deviceTpm', '1', 'fips')).toEqual(['queue plan']);
    expect(kindsOf(lab, 'remoteHelp', '', 'off')).toEqual([]);
    expect(kindsOf(lab, 'softwareUpdates', '', 'off')).toEqual([]);
  });

  it('does not put off a round that another setting has just begun', () => {
    const lab = buildLab({ devices: [computer] });
    set(lab, 'scp', 'ownTenant');
    set(lab, 'windowsEnrollment', 'block');
    const dues = lab.db.prepare(`SELECT due_at FROM work_queue WHERE kind = 'replan' ORDER BY due_at`).pluck().all();
    expect(dues).toEqual([lab.now + 1, lab.now + 15 * minute]);
  });
});

describe('the effect of a setting on a target that is none', () => {
  it.each([
    ['deviceNotFound', settingsCatalogue.find(({ target }) => target === 'device')!.id, 'NO-SUCH'],
    ['settingUnknown', 'intuneLicense', 'nobody@nowhere'],
    ['settingUnknown', 'autoRegister', 'LAP-1'],
    ['settingUnknown', 'noSuchSetting', 'LAP-1'],
  ])('is refused as %s', (code, setting, target) => {
    const lab = buildLab();
    expect(refusalCode(() => answerView(lab.db, 'settings.effects', { setting, target }))).toBe(code);
  });
});
