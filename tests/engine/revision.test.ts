import { describe, expect, it } from 'vitest';
import type { Lab } from '../../main/lab/lab.ts';
import { hour, minute } from '../../shared/time.ts';
import { buildLab, order, refusalCode } from '../support/build-lab.ts';

/** How much further the count is after some work. */
function counted(lab: Lab, work: () => unknown): number {
  const { revision } = lab;
  work();
  return lab.revision - revision;
}
const away = { devices: [{ presence: 'nights' as const }] };
function stepped(lab: Lab, seconds: number): void {
  const steps = lab.advanceInSteps(lab.now + seconds);
  while (!steps.next().done);
}

describe('the revision of a lab', () => {
  it('counts an input that was carried out, and none that was refused', () => {
    const lab = buildLab();
    expect(counted(lab, () => order(lab, 'sync'))).toBe(1);
    expect(counted(lab, () => refusalCode(() => lab.input('actions.cancel', { actionId: 99 })))).toBe(0);
    expect(counted(lab, () => (lab.withheld = ['truth']))).toBe(1);
  });

  it.each([
    ['at once', (lab: Lab, seconds: number) => void lab.advanceTo(lab.now + seconds)],
    ['in steps', stepped],
  ])('counts no time that merely passes, but what happens in it: %s', (_how, pass) => {
    const lab = buildLab(away);
    expect(counted(lab, () => pass(lab, minute))).toBe(0);
    order(lab, 'sync');
    expect(counted(lab, () => pass(lab, minute))).toBe(0);
    expect(counted(lab, () => pass(lab, 24 * hour))).toBeGreaterThan(0);
    expect(counted(lab, () => pass(lab, minute))).toBe(0);
  });

  it('counts what was given together', () => {
    const lab = buildLab();
    expect(counted(lab, () => lab.together(() => order(lab, 'sync')))).toBe(1);
  });
});
