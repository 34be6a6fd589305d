import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Lab } from '../../main/lab/lab.ts';
import { logList, logPlaces, logView } from '../../main/lab/logs/views.ts';
import { draw } from '../../main/simulation/kernel/draw.ts';
import type { LogLine } from '../../shared/logs/views.ts';
import { day, formatIso, hour } from '../../shared/time.ts';
import { buildLab, labFolder, mixedPopulation } from '../support/build-lab.ts';
import { cloudSteps, underWay } from '../support/inputs/random-cloud-inputs.ts';
import { doStep, seeds, withSeed } from '../support/inputs/random-inputs.ts';
import { bundledScenario } from '../support/scenarios.ts';

/** A log never rewrites its past: what was read at T is what a later reading shows of the time up to T. */

const file = 'tests/logs/past.test.ts';
/** Recurring lines go back for so long; what both readings cover is what the later one still reaches. */
const covered = 7 * day;

type Reading = { at: number; life: number; logs: Map<string, LogLine[]> };
const scenarios = ['contoso-onprem', 'contoso-broken', 'contoso-attached'] as const;

/** A small company of every kind of device in turn with those that the lab brings along. */
function build(seed: number): Lab {
  if (seed % 2 === 0) return buildLab({ ...mixedPopulation, seed });
  const { lab } = Lab.create({
    ...bundledScenario(scenarios[seed % scenarios.length]!),
    seed,
    devices: 40,
    file: join(labFolder(), 'lab.tandem'),
    withHash: false,
    withBaseline: false,
  });
  onTestFinished(() => {
    if (lab.db.open) lab.close();
  });
  return lab;
}
const places = (lab: Lab): string[] => [
  logPlaces(lab.db, { search: '' })[0]!.id,
  ...(
    lab.db.prepare(`SELECT id FROM devices WHERE platform = 'windows' ORDER BY id LIMIT 8`).pluck().all() as number[]
  ).map(String),
];

/** When the disk of a device was wiped last: with it went its logs. */
const lifeOf = (lab: Lab, where: string): number =>
  (lab.db
    .prepare(
      `SELECT max(at) FROM (SELECT at FROM activities WHERE device_id = :id AND kind = 'device_reset'
       UNION SELECT at FROM history WHERE device_id = :id AND kind = 'entraJoined')`,
    )
    .pluck()
    .get({ id: Number(where) || -1 }) as number | null) ?? 0;

function readAll(lab: Lab, where: string): Reading {
  const names = logList(lab.db, { where }).logs.map(({ name }) => name);
  const logs = new Map(names.map((log) => [log, logView(lab.db, { where, log, tail: 1_000_000 }).lines]));
  return { at: lab.now, life: lifeOf(lab, where), logs };
}

const key = (line: LogLine): string => `${formatIso(line.at)} ${line.severity} ${line.thread} ${line.text}`;
const between = (lines: readonly LogLine[], from: number, to: number): string[] =>
  lines.filter(({ at }) => at > from && at < to).map(key);

/** Lines of the last second can only be added to: an input comes after all that happened in its second. */
function rewritten(earlier: Reading, later: Reading): string[] {
  if (later.life >= earlier.at) return [];
  const from = Math.max(later.at - covered, later.life);
  return [...earlier.logs].flatMap(([log, then]) => {
    const now = later.logs.get(log) ?? [];
    const before = between(then, from, earlier.at);
    const after = between(now, from, earlier.at);
    const lost = before.filter((line) => !after.includes(line)).map((line) => `${log}: lost ${line}`);
    const made = after.filter((line) => !before.includes(line)).map((line) => `${log}: made ${line}`);
    const last = now.filter(({ at }) => at === earlier.at).map(key);
    const gone = then.filter(({ at, text }) => at === earlier.at && !last.join('\n').includes(text)).map(key);
    return [...lost, ...made, ...gone.map((line) => `${log}: lost ${line}`)].slice(0, 5);
  });
}

describe('a log, whatever happens after it was read', () => {
  it.each(seeds(5))('says the same of the past (seed %i)', (seed) => {
    withSeed(seed, file, () => {
      const lab = build(seed);
      for (const step of underWay(lab)) doStep(lab, step);
      const next = cloudSteps(lab, seed);
      const readings = new Map<string, Reading[]>(places(lab).map((where) => [where, []]));
      let lines = 0;
      for (let index = 0; index < 120; index += 1) {
        doStep(lab, next());
        // No reading falls on the full minute, on which people come in.
        doStep(lab, { do: 'advance', seconds: 1 + (draw(seed, 'test.past', 0, index) % (3 * hour)) });
        for (const [where, known] of readings) {
          if (draw(seed, 'test.read', Number(where) || 0, index) % 5 !== 0) continue;
          const reading = readAll(lab, where);
          for (const earlier of known)
            expect(
              rewritten(earlier, reading),
              `${where}, read at ${formatIso(earlier.at)} and ${formatIso(lab.now)}`,
            ).toEqual([]);
          known.push(reading);
          lines += [...reading.logs.values()].reduce((sum, log) => sum + log.length, 0);
        }
      }
      expect(lines).toBeGreaterThan(1000);
    });
  });
});
