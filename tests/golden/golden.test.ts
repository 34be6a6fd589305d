import { describe, expect, it } from 'vitest';
import { labName, labs } from './files.ts';
import { shareOut } from './pool.ts';
import { sections } from './take.ts';
import type { Verdict } from './verify.ts';

/** The second seeds are for `npm run golden`. */
const chosen = labs.filter(({ seed }) => seed === 1);

describe('the golden records', () => {
  const verdicts = new Map<string, (verdict: Verdict) => void>();
  const expected = chosen.map(
    (lab) =>
      [lab.scenario, new Promise<Verdict>((resolve) => verdicts.set(labName(lab), resolve))] as [
        string,
        Promise<Verdict>,
      ],
  );
  const whole = shareOut(
    chosen.map((lab) => ({ lab, wanted: sections, isRecording: false })),
    (verdict) => verdicts.get(labName(verdict.lab))!(verdict),
  );

  it.each(expected)('are what %s is today', async (_scenario, verdict) => {
    const { differs, checked, report } = await Promise.race([verdict, whole.then(() => verdict)]);
    expect(report.slice(0, 60)).toEqual([]);
    expect(differs).toBe(0);
    expect(checked).toBeGreaterThan(1000);
  });
});
