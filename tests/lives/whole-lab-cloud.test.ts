import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { prepared } from '../../main/db/tables.ts';
import { factsOf } from '../../main/lab/engine/facts.ts';
import { Lab } from '../../main/lab/lab.ts';
import { funnelOf } from '../../main/lab/comanagement/views.ts';
import type { Change } from '../../main/simulation/kernel/change.ts';
import { planDevice } from '../../main/simulation/autopilot/plan.ts';
import { funnelStages } from '../../shared/comanagement/words.ts';
import { hour } from '../../shared/time.ts';
import { labFolder } from '../support/build-lab.ts';
import { cloudSteps, underWay } from '../support/inputs/random-cloud-inputs.ts';
import { doStep, seeds, withSeed, type Step } from '../support/inputs/random-inputs.ts';
import { bundledScenario } from '../support/scenarios.ts';

const file = 'tests/lives/whole-lab-cloud.test.ts';
const scenarios = ['contoso-onprem', 'contoso-broken', 'fabrikam-cloud'] as const;
const steps = 110;

function build(scenario: string, seed: number): Lab {
  const { lab } = Lab.create({
    ...bundledScenario(scenario),
    seed,
    devices: 50,
    file: join(labFolder(), 'lab.tandem'),
    withHash: false,
    withBaseline: false,
  });
  onTestFinished(() => {
    if (lab.db.open) lab.close();
  });
  return lab;
}

/**
 * Work that a device should be waiting for and is not: nobody told it that something changed. A policy that Download Computer
 * Policy has asked for may bring nothing new, and the words for a wait may age, so neither counts.
 */
function forgotten(lab: Lab): string[] {
  const isQueued = (kind: string, deviceId: number): boolean =>
    prepared(lab.db, 'SELECT 1 FROM work_queue WHERE kind = ? AND device_id = ?').get(kind, deviceId) !== undefined;
  if (isQueued('replan', 0)) return [];
  const ids = prepared(lab.db, `SELECT id FROM devices WHERE platform = 'windows' AND power <> 'resetting'`);
  const counts = (change: Change): boolean =>
    (change.do === 'queue' && change.deviceId !== 0) || (change.do === 'unqueue' && change.kind !== 'policyArrives');
  return (ids.pluck().all() as number[]).flatMap((id) =>
    isQueued('plan', id)
      ? []
      : planDevice(factsOf(lab.db, id), lab.now)
          .filter(counts)
          .map((change) => `device ${id}: ${JSON.stringify(change)}`),
  );
}

/** Does the drawn steps, and answers those that were taken. */
function live(lab: Lab, seed: number, look: (step: Step) => void): Step[] {
  const next = cloudSteps(lab, seed);
  const taken: Step[] = [];
  const first = underWay(lab);
  for (let index = -first.length; index < steps; index += 1) {
    const step = index < 0 ? first[index + first.length]! : next();
    if (!doStep(lab, step)) continue;
    taken.push(step);
    look(step);
  }
  return taken;
}

describe.each(scenarios)('%s under random inputs about cloud attach', (scenario) => {
  it.each(seeds(2))(
    'is sound after every step, and the same by the hour, by the event and played again (seed %i)',
    (seed) => {
      withSeed(seed, file, () => {
        const lab = build(scenario, seed);
        const taken = live(lab, seed, (step) => {
          const after = `after ${JSON.stringify(step)}`;
          expect(lab.check(), after).toEqual([]);
          expect(forgotten(lab), after).toEqual([]);
          const funnel = funnelOf(lab.db);
          expect(
            funnelStages.reduce((sum, stage) => sum + funnel[stage], 0),
            after,
          ).toBe(funnel.total);
          expect(funnel.coManaged, after).toBeLessThanOrEqual(funnel.enrolled);
        });
        expect(taken.filter((step) => step.do === 'input').length).toBeGreaterThan(30);
        expect(lab.replay().equal).toBe(true);
        const hash = lab.hash();
        const byEvent = build(scenario, seed);
        const byHour = build(scenario, seed);
        for (const step of taken) {
          doStep(byEvent, step, (seconds) => {
            const to = byEvent.now + seconds;
            for (let at = byEvent.nextEventAt; at !== undefined && at <= to; at = byEvent.nextEventAt)
              byEvent.advanceTo(at);
            byEvent.advanceTo(to);
          });
          doStep(byHour, step, (seconds) => {
            const to = byHour.now + seconds;
            while (byHour.now < to) byHour.advanceTo(Math.min(to, byHour.now + hour));
          });
        }
        expect(byEvent.hash()).toBe(hash);
        expect(byHour.hash()).toBe(hash);
      });
    },
  );
});
