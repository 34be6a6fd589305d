import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../shared/contract/errors.ts';
import { day } from '../../shared/time.ts';
import { views } from '../../shared/offers.ts';
import { Lab } from '../../main/lab/lab.ts';
import { doStep, randomSteps } from '../support/inputs/random-inputs.ts';
import { viewSamples } from '../support/offer-samples.ts';
import { gate, isFault } from './doors.ts';
import { demand, dice, inFolder, newLab, type Dice, type Trial } from './trial.ts';

const contentOf = (folder: string): string =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(
      ({ name }) =>
        `${name} ${createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex')}`,
    )
    .sort()
    .join('\n');

/** Ways in which a file comes to be another than Tandem left it. */
const alterations: Record<string, (file: string, dice: Dice, log: Buffer) => void> = {
  'bytes turned': (file, { below }) => {
    const bytes = readFileSync(file);
    for (let n = 1 + below(40); n > 0; n -= 1) bytes[below(bytes.length)] = below(256);
    writeFileSync(file, bytes);
  },
  'cut short': (file, { below }) => {
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, below(bytes.length)));
  },
  'pages exchanged': (file, { below }) => {
    const bytes = readFileSync(file);
    const pages = Math.floor(bytes.length / 4096);
    const [one, two] = [below(pages) * 4096, below(pages) * 4096];
    const kept = Buffer.from(bytes.subarray(one, one + 4096));
    bytes.copy(bytes, one, two, two + 4096);
    kept.copy(bytes, two);
    writeFileSync(file, bytes);
  },
  'the log of another file': (file, _dice, log) => writeFileSync(`${file}-wal`, log),
  'a log that is none': (file, { below }) => {
    writeFileSync(`${file}-wal`, Buffer.from(Array.from({ length: 32 + below(9000) }, () => below(256))));
  },
  'a value changed by hand': (file, dice) =>
    bySql(file, dice, (table, column) => {
      const value = dice.pick(['NULL', '-1', '0', "''", "'x'", '9007199254740991', '1e300', "x'00'", "'{'"]);
      return `UPDATE "${table}" SET "${column}" = ${value} WHERE rowid = (SELECT rowid FROM "${table}" ORDER BY rowid LIMIT 1 OFFSET ${dice.below(5)})`;
    }),
  'rows deleted by hand': (file, dice) =>
    bySql(file, dice, (table) => `DELETE FROM "${table}" WHERE rowid % ${1 + dice.below(4)} = 0`),
};

/** As a crash leaves it beside the file: full of what was acknowledged. */
function logOf(file: string, seed: number): Buffer {
  const lab = Lab.open(file);
  for (const step of randomSteps(seed, 10, 20)) doStep(lab, step);
  const log = readFileSync(`${file}-wal`);
  lab.close();
  demand(log.length > 4096, 'the log of another file is empty');
  return log;
}

function bySql(file: string, { pick }: Dice, sqlOf: (table: string, column: string) => string): void {
  const db = new Database(file);
  db.pragma('foreign_keys = OFF');
  const tables = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`).pluck();
  const table = pick(tables.all() as string[]);
  const columns = db.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table) as string[];
  try {
    db.exec(sqlOf(table, pick(columns)));
  } catch {
    // The schema itself refuses some values, and a table without rowid has none.
  }
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

/** Opens what was altered: refused, and left as it is; or opened, and every question has an answer or says what is damaged. */
export const alteredFile: Trial = (seed) =>
  inFolder(async (folder) => {
    const good = newLab(folder, seed, 'good');
    const lived = Lab.open(good);
    for (const step of randomSteps(seed, 30, 40)) doStep(lived, step);
    lived.close();
    const log = logOf(newLab(folder, seed + 1, 'crashed'), seed + 1);
    const figures = { refused: 0, opened: 0, questions: 0 };
    const drawn = dice(seed, 'altered');
    for (const [what, alter] of Object.entries(alterations)) {
      await inFolder(async (own) => {
        const file = join(own, 'lab.tandem');
        copyFileSync(good, file);
        alter(file, drawn, log);
        const before = contentOf(own);
        let lab: Lab;
        try {
          lab = Lab.open(file);
        } catch (error) {
          demand(error instanceof LabError && error.code !== 'internal', `${what}: ${String(error)}`);
          demand(contentOf(own) === before, `${what}: a refused file was touched`);
          figures.refused += 1;
          return;
        }
        figures.opened += 1;
        try {
          for (const name of views.keys()) {
            const told = await gate(lab, name, viewSamples[name as keyof typeof viewSamples]);
            demand(!isFault(told), `${what}: ${name} → ${JSON.stringify(told.value)}`);
            figures.questions += 1;
          }
          for (const work of [() => lab.check(), () => lab.replay(), () => lab.advanceTo(lab.now + day)])
            orRefused(what, work);
        } finally {
          lab.close();
        }
      });
    }
    return figures;
  });

function orRefused(what: string, work: () => unknown): void {
  try {
    work();
  } catch (error) {
    demand(error instanceof LabError && error.code !== 'internal', `${what}: ${String(error)}`);
  }
}
