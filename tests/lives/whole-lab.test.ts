import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Lab } from '../../main/lab/lab.ts';
import { Lab as LabClass } from '../../main/lab/lab.ts';
import { homeView } from '../../main/lab/home/views.ts';
import { deviceView } from '../../main/lab/devices/device.ts';
import { sessionView } from '../../main/lab/sessions/session.ts';
import { buildLab, mixedPopulation } from '../support/build-lab.ts';
import { doStep, randomSteps, seeds, withSeed } from '../support/inputs/random-inputs.ts';
import { draw } from '../../main/simulation/kernel/draw.ts';
import { day, hour } from '../../shared/time.ts';

const file = 'tests/lives/whole-lab.test.ts';
const devices = 204;
const build = (seed: number): Lab => buildLab({ ...mixedPopulation, seed });

/** What holds at every whole moment beside the lab's own invariants; each query names the rows that break it. */
const promises: readonly [string, string][] = [
  [
    'a waiting action promises nothing in the past',
    `SELECT id, kind, reason FROM actions WHERE state IN ('pending', 'active') AND expected_by < (SELECT now FROM lab)`,
  ],
  [
    'an order is carried out once',
    `SELECT json_extract(details, '$.action') AS action, kind FROM activities WHERE kind IN ('sync_completed', 'restart_announced', 'restart_completed', 'wipe_received', 'wipe_reported', 'wipe_completed', 'device_reset', 'action_expired', 'remote_session_started') GROUP BY 1, 2 HAVING count(*) > 1`,
  ],
  [
    'an ordered restart restarts once',
    `SELECT json_extract(details, '$.action') AS action FROM activities WHERE kind = 'device_restarted' AND action IS NOT NULL GROUP BY 1 HAVING count(*) > 1`,
  ],
  ['a session ends once', `SELECT action_id FROM session_events WHERE kind = 'ended' GROUP BY 1 HAVING count(*) > 1`],
  [
    'nothing happens in a session after its end',
    `SELECT a.action_id FROM session_events a JOIN session_events b ON b.action_id = a.action_id AND b.id > a.id WHERE a.kind = 'ended'`,
  ],
  [
    'a finished session has an ending',
    `SELECT id FROM actions WHERE kind = 'remoteAssistance' AND finished_at IS NOT NULL AND result_code IS NULL`,
  ],
  [
    'a device is delivered to only while it has a record',
    `SELECT a.id FROM actions a JOIN intune_devices i ON i.device_id = a.device_id AND i.removed_at IS NOT NULL WHERE a.origin <> 'system' AND a.delivered_at > i.removed_at AND NOT EXISTS (SELECT 1 FROM intune_devices j WHERE j.device_id = a.device_id AND j.removed_at IS NULL)`,
  ],
  [
    'a device that was reset for good tells nobody anything',
    `SELECT d.id FROM devices d JOIN device_schedules s ON s.device_id = d.id AND s.until IS NULL WHERE d.power IN ('oobe', 'unbootable') AND s.pattern_id IS NOT NULL`,
  ],
  [
    'only a device that is down or wiped keeps an action from its restart',
    `SELECT a.id FROM actions a JOIN devices d ON d.id = a.device_id WHERE a.reason = 'restarting' AND d.power <> 'restarting'`,
  ],
  [
    'a device restarts or resets for a reason that is queued',
    `SELECT id FROM devices d WHERE (power = 'restarting' AND NOT EXISTS (SELECT 1 FROM work_queue WHERE device_id = d.id AND kind = 'restartEnds')) OR (power = 'resetting' AND NOT EXISTS (SELECT 1 FROM work_queue WHERE device_id = d.id AND kind = 'wipeEnds'))`,
  ],
  [
    'management states follow the orders that wait',
    `SELECT i.id FROM intune_devices i WHERE i.is_current = 1 AND (${['wipe', 'retire']
      .map(
        (kind) =>
          `(management_state IN ('${kind}Issued', '${kind}Pending') AND NOT EXISTS (SELECT 1 FROM actions a WHERE a.device_id = i.device_id AND a.kind = '${kind}' AND a.state IN ('pending', 'active')))`,
      )
      .join(' OR ')} OR (management_state NOT IN ('wipeIssued', 'wipePending', 'retireIssued', 'retirePending')
      AND EXISTS (SELECT 1 FROM actions a WHERE a.device_id = i.device_id AND a.kind IN ('wipe', 'retire') AND a.state IN ('pending', 'active'))))`,
  ],
];
function broken(lab: Lab): string[] {
  return [
    ...lab.check(),
    ...promises.flatMap(([says, sql]) =>
      lab.db.prepare(sql).all().length > 0 ? [`${says}: ${JSON.stringify(lab.db.prepare(sql).all().slice(0, 3))}`] : [],
    ),
  ];
}

afterEach(() => vi.restoreAllMocks());

describe('a lab under random inputs', () => {
  it.each(seeds(8))('is sound after every step, and plays again to the same hash (seed %i)', (seed) => {
    withSeed(seed, file, () => {
      const lab = build(seed);
      const taken = { inputs: 0, refused: 0 };
      for (const [index, step] of randomSteps(seed, 100, devices).entries()) {
        const wasTaken = doStep(lab, step);
        if (step.do === 'input') taken[wasTaken ? 'inputs' : 'refused'] += 1;
        expect(broken(lab), `after step ${index}: ${JSON.stringify(step)}`).toEqual([]);
      }
      expect(lab.db.prepare('SELECT count(*) FROM inputs').pluck().get()).toBe(taken.inputs);
      expect(taken.inputs).toBeGreaterThan(5);
      homeView(lab.db);
      for (let id = 1; id <= devices; id += 1) expect(deviceView(lab.db, id).id).toBe(id);
      for (const id of lab.db
        .prepare(`SELECT id FROM actions WHERE kind = 'remoteAssistance'`)
        .pluck()
        .all() as number[])
        sessionView(lab.db, id);
      expect(lab.replay().equal).toBe(true);
      // Long enough for every certificate to end: then nothing waits any more.
      lab.advanceTo(lab.now + 400 * day);
      expect(broken(lab)).toEqual([]);
      expect(lab.db.prepare(`SELECT * FROM actions WHERE state IN ('pending', 'active')`).all()).toEqual([]);
    });
  });
});

describe('jumping', () => {
  let canceled = 0;
  /** Ways to let the same time pass; each must lead to the same state. */
  const ways: readonly [string, (lab: Lab, to: number, seed: number) => void][] = [
    ['in one jump', (lab, to) => void lab.advanceTo(to)],
    [
      'to each next event',
      (lab, to) => {
        for (let next = lab.nextEventAt; next !== undefined && next <= to; next = lab.nextEventAt) lab.advanceTo(next);
        lab.advanceTo(to);
      },
    ],
    [
      'by the hour',
      (lab, to) => {
        while (lab.now < to) lab.advanceTo(Math.min(to, lab.now + hour));
      },
    ],
    [
      'in random steps, standing still now and then',
      (lab, to, seed) => {
        for (let i = 0; lab.now < to; i += 1)
          lab.advanceTo(Math.min(to, lab.now + (draw(seed, 'test.steps', 1, i) % [1, 60, 7000, 40_000][i % 4]!)));
      },
    ],
    [
      'in jumps that are canceled and taken up again',
      (lab, to, seed) => {
        // Every look at the clock takes a tenth of a second, so that each moment is a chunk of its own.
        let clock = 0;
        vi.spyOn(performance, 'now').mockImplementation(() => (clock += 100));
        let asked = 0;
        while (lab.now < to) {
          const before = lab.now;
          const steps = lab.advanceInSteps(to, {
            shouldStop: () => draw(seed, 'test.cancel', 1, (asked += 1)) % 5 === 0,
          });
          let step = steps.next();
          while (!step.done) step = steps.next();
          if (step.value.wasCanceled) canceled += 1;
          expect(step.value).toMatchObject({ from: before, to: lab.now });
          expect(lab.now).toBeLessThanOrEqual(to);
          expect(lab.nextEventAt === undefined || lab.nextEventAt > lab.now).toBe(true);
        }
        vi.restoreAllMocks();
      },
    ],
  ];

  it.each(seeds(3))('leads to the same state in whatever steps time passes (seed %i)', (seed) => {
    withSeed(seed, file, () => {
      const steps = randomSteps(seed + 100, 40, devices);
      const results = ways.map(([, pass]) => {
        const lab = build(seed);
        for (const step of steps) doStep(lab, step, (seconds) => pass(lab, lab.now + seconds, seed));
        return {
          hash: lab.hash(),
          now: lab.now,
          activities: lab.db.prepare('SELECT count(*) FROM activities').pluck().get(),
        };
      });
      for (const [index, result] of results.entries()) expect(result, ways[index]![0]).toEqual(results[0]);
      expect(results[0]!.activities).toBeGreaterThan(20);
      expect(canceled).toBeGreaterThan(0);
    });
  });
});

describe('saving', () => {
  it.each(seeds(3))('and opening again leaves no trace (seed %i)', (seed) => {
    withSeed(seed, file, () => {
      const steps = randomSteps(seed + 200, 50, devices);
      const whole = build(seed);
      for (const step of steps) doStep(whole, step);
      let lab = build(seed);
      for (const [index, step] of steps.entries()) {
        doStep(lab, step);
        if (index % 7 !== 3) continue;
        const before = lab.hash();
        lab.close();
        lab = LabClass.open(lab.file);
        expect(lab.hash()).toBe(before);
      }
      expect(lab.hash()).toBe(whole.hash());
      lab.close();
    });
  });
});

describe('a seed', () => {
  it('gives the same lab each time, and another seed another', () => {
    const [a, b, c] = [build(5).hash(), build(5).hash(), build(6).hash()];
    expect(a).toBe(b);
    expect(a).not.toBe(c);
  });
});
