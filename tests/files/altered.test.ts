// Proves promises of docs/reliability.md.
import Database from 'better-sqlite3';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LabError } from '../../shared/contract/errors.ts';
import { views, type ViewName } from '../../shared/offers.ts';
import { day, latestMoment } from '../../shared/time.ts';
import { answerView, giveInput } from '../../main/lab/door.ts';
import { blaming } from '../../main/lab/journal/blame.ts';
import { Lab } from '../../main/lab/lab.ts';
import { labView } from '../../main/lab/labs/views.ts';
import { draw } from '../../main/simulation/kernel/draw.ts';
import { attach } from '../support/attached-lab.ts';
import { buildLab, labFolder, mixedPopulation, order, pass, refusalCode } from '../support/build-lab.ts';
import { viewSamples } from '../support/offer-samples.ts';
import { withSeed } from '../support/inputs/random-inputs.ts';

const thisFile = 'tests/files/altered.test.ts';
let kept: Buffer | undefined;
/** A closed lab with some history, as bytes. */
function good(): Buffer {
  if (kept) return kept;
  const { devices = [], rates = {} } = mixedPopulation;
  const lab = buildLab({ devices, rates, seed: 4 });
  attach(lab);
  order(lab, 'sync', [1, 3, 12]);
  order(lab, 'restart', [1, 3]);
  pass(lab, 3 * day);
  order(lab, 'sync', [1]);
  lab.close();
  return (kept = readFileSync(lab.file));
}

/** A copy of the good lab with its rows altered behind its back. */
function altered(alter: (db: Database.Database) => void): string {
  const file = join(labFolder(), 'lab.tandem');
  writeFileSync(file, good());
  const db = new Database(file);
  db.pragma('foreign_keys = OFF');
  db.pragma('ignore_check_constraints = ON');
  alter(db);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  return file;
}
const bySql = (sql: string): string => altered((db) => db.exec(sql));

const values: readonly (string | number | null)[] = [
  null,
  0,
  1,
  -1,
  2,
  999_999,
  latestMoment,
  2 ** 53 - 1,
  -(2 ** 53) + 1,
  '',
  'x',
  '[]',
  '{}',
  'null',
  '"x"',
  '[1]',
  '2026-01-01',
];
type Column = { name: string; pk: number };
/** One cell or one row of a drawn table; what the table itself refuses is drawn again. */
function alterOnce(db: Database.Database, seed: number): string {
  const tables = db
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'lab_local' ORDER BY name`)
    .pluck()
    .all() as string[];
  for (let turn = 0; ; turn += 1) {
    const pick = <T>(list: readonly T[], what: string): T => list[draw(seed, what, turn, 0) % list.length]!;
    const table = pick(tables, 'test.table');
    const rows = db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
    if (rows === 0) continue;
    const columns = db.pragma(`table_info(${table})`) as Column[];
    const keys = columns.filter(({ pk }) => pk > 0).map(({ name }) => name);
    const row = db
      .prepare(`SELECT * FROM ${table} LIMIT 1 OFFSET ?`)
      .get(draw(seed, 'test.row', turn, 0) % rows) as Record<string, unknown>;
    const where = keys.map((key) => `${key} = ?`).join(' AND ');
    const key = keys.map((name) => row[name]);
    try {
      if (draw(seed, 'test.what', turn, 0) % 5 === 0) {
        db.prepare(`DELETE FROM ${table} WHERE ${where}`).run(...key);
        return `DELETE FROM ${table} WHERE ${where} [${key.join(', ')}]`;
      }
      const column = pick(columns, 'test.column').name;
      const value = pick(values, 'test.value');
      if (row[column] === value) continue;
      db.prepare(`UPDATE ${table} SET ${column} = ? WHERE ${where}`).run(value, ...key);
      return `UPDATE ${table} SET ${column} = ${JSON.stringify(value)} WHERE ${where} [${key.join(', ')}]`;
    } catch {
      // The table holds its own against this value.
    }
  }
}

/** Everything that a lab can be asked and told. */
function uses(lab: Lab): [string, () => unknown][] {
  return [
    [
      'state',
      () => blaming(lab.db, () => labView(lab.db, { file: lab.file, speed: 0, isJumping: false, revision: 0 })),
    ],
    ...[...views.keys()].map((name): [string, () => unknown] => [
      name,
      () => answerView(lab.db, name as ViewName, viewSamples[name as ViewName] as never),
    ]),
    ...Array.from({ length: 14 }, (_, index): [string, () => unknown] => [
      `device ${index + 1}`,
      () => answerView(lab.db, 'devices.read', { deviceId: index + 1 }),
    ]),
    ['check', () => lab.check()],
    ['replay', () => lab.replay()],
    ['order', () => giveInput(lab, 'actions.order', { kind: 'sync', deviceIds: [2], options: {}, confirm: null })],
    ['advance', () => lab.advanceTo(lab.now + 2 * day)],
    ['hash', () => lab.hash()],
  ];
}

describe('a lab that was altered', () => {
  it.each([1, 51, 101, 151])(
    'is refused, works, or says that it is damaged, whatever was altered (seeds from %i)',
    (first) => {
      const failures: string[] = [];
      for (let seed = first; seed < first + 50; seed += 1)
        withSeed(seed, thisFile, () => {
          let what = '';
          const file = altered((db) => (what = alterOnce(db, seed)));
          let lab: Lab;
          try {
            lab = Lab.open(file);
          } catch (error) {
            if (!(error instanceof LabError)) failures.push(`${seed} ${what}: open: ${String(error)}`);
            return;
          }
          const started = performance.now();
          for (const [name, use] of uses(lab)) {
            try {
              use();
            } catch (error) {
              if (!(error instanceof LabError))
                failures.push(`${seed} ${what}: ${name}: ${String((error as Error).stack).slice(0, 300)}`);
            }
          }
          if (performance.now() - started > 60_000) failures.push(`${seed} ${what}: took too long`);
          lab.close();
        });
      expect(failures).toEqual([]);
    },
  );

  it.each([
    ['a moment far beyond the end of time', `UPDATE lab SET now = ${2 ** 53 - 1}`, /lab\.now is 9007199254740991/],
    [
      'a moment before time',
      `UPDATE devices SET booted_at = -1 WHERE id = 2`,
      /devices\.booted_at is -1 in the row id 2/,
    ],
    ['work due never', `UPDATE work_queue SET due_at = ${2 ** 52}`, /work_queue\.due_at/],
    [
      'contacts every zero seconds',
      `UPDATE device_schedules SET period = 0 WHERE device_id = 1`,
      /device_schedules\.period is 0/,
    ],
    [
      'more devices than can be asked for',
      'UPDATE lab SET device_count_override = 100001',
      /device_count_override is 100001/,
    ],
    ['a world of no device', 'UPDATE lab SET device_count_override = 0', /lab\.device_count_override is 0/],
    ['a seed that nobody can name', `UPDATE lab SET seed = ${2 ** 32}`, /lab\.seed is 4294967296/],
    [
      'full evaluations every minus sixty seconds',
      'UPDATE collections SET full_period = -60',
      /collections\.full_period is -60/,
    ],
    [
      'a grace without end',
      `UPDATE compliance_policies SET grace_seconds = ${2 ** 40}`,
      /grace_seconds is 1099511627776/,
    ],
    [
      'silence that never counts',
      `UPDATE tenant SET compliance_validity_days = ${2 ** 40}`,
      /compliance_validity_days is/,
    ],
    ['silence that counts at once', 'UPDATE tenant SET compliance_validity_days = 0', /compliance_validity_days is 0/],
    ['no site', 'DELETE FROM site', /site has no row/],
    ['no tenant', 'DELETE FROM tenant', /tenant has no row/],
    ['no connector', 'DELETE FROM cloud_attach', /cloud_attach has no row/],
    ['an administrator who is none', 'UPDATE lab SET administrator_id = 9999', /administrator is none/],
    ['a zone that is no list', `UPDATE zones SET transitions = '{}'`, /zones\.transitions/],
    ['a week that is no list', `UPDATE presence_patterns SET week = '7'`, /presence_patterns\.week/],
  ])('is refused by table and row with %s', (_what, sql, message) => {
    const file = bySql(sql);
    expect(refusalCode(() => Lab.open(file))).toBe('damaged');
    expect(() => Lab.open(file)).toThrow(message);
  });
});
