// Proves promises of docs/reliability.md.
import Database from 'better-sqlite3';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deviceLists } from '../../shared/devices/lists.ts';
import { LabError } from '../../shared/contract/errors.ts';
import { day } from '../../shared/time.ts';
import { applicationId } from '../../main/db/open.ts';
import { asLabError } from '../../main/db/sqlite-errors.ts';
import { schemaVersion } from '../../main/db/migrations/index.ts';
import { canonicalPath } from '../../main/lab/files/paths.ts';
import { Lab } from '../../main/lab/lab.ts';
import { countDevices, listDevices } from '../../main/lab/devices/list.ts';
import { deviceView } from '../../main/lab/devices/device.ts';
import { homeView } from '../../main/lab/home/views.ts';
import { labView } from '../../main/lab/labs/views.ts';
import { anyAction, listActions } from '../../main/lab/actions/views.ts';
import { listActivities } from '../../main/lab/activities/views.ts';
import { draw } from '../../main/simulation/kernel/draw.ts';
import { buildLab, labFolder, mixedPopulation, order, pass, refusalCode } from '../support/build-lab.ts';
import { givePerson, openedByPerson } from '../support/ordinary-person.ts';
import { startLabProcess } from '../support/processes/lab-process.ts';
import { seeds, withSeed } from '../support/inputs/random-inputs.ts';

const thisFile = 'tests/files/bad-files.test.ts';
let cached: Buffer | undefined;
/** A closed lab with some history, as bytes. */
function good(): Buffer {
  if (cached) return cached;
  const { devices = [], rates = {} } = mixedPopulation;
  const lab = buildLab({ devices, rates, seed: 4 });
  order(lab, 'sync', [1, 3, 12]);
  order(lab, 'restart', [1, 3]);
  order(lab, 'wipe', [4]);
  pass(lab, 5 * day);
  lab.close();
  return (cached = readFileSync(lab.file));
}

function fileOf(bytes: Buffer | string): string {
  const file = join(labFolder(), 'lab.tandem');
  writeFileSync(file, bytes);
  return file;
}
/** A good lab with its content altered by SQL. */
function altered(sql: string): string {
  const file = fileOf(good());
  const db = new Database(file);
  db.unsafeMode();
  db.exec(sql);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
  return file;
}
/** Opens what should be refused; the file must be as it was, and nothing must lie beside it. */
function refused(file: string): string {
  const before = readFileSync(file);
  const code = refusalCode(() => Lab.open(file));
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(readdirSync(join(file, '..'))).toEqual(['lab.tandem']);
  return code;
}

describe('opening', () => {
  it('takes a good lab', () => {
    const lab = Lab.open(fileOf(good()));
    expect(lab.check()).toEqual([]);
    expect(lab.replay().equal).toBe(true);
    lab.close();
  });

  it('refuses a lab that was cut short, at whatever length', () => {
    const { length } = good();
    const lengths = new Set([0, 1, 15, 16, 17, 99, 100, 101, 4095, 4096, 4097, length - 4096, length - 1]);
    for (let i = 1; i < 40; i += 1) lengths.add(Math.floor((length * i) / 40));
    for (const size of lengths) {
      const code = refused(fileOf(good().subarray(0, size)));
      expect(size === 0 ? ['empty'] : size < 100 ? ['foreign'] : ['damaged'], `${size} of ${length} bytes`).toContain(
        code,
      );
    }
  });

  it('refuses a lab with more behind it than belongs to it, or reads it as it was', () => {
    const file = fileOf(Buffer.concat([good(), Buffer.alloc(10_000, 7)]));
    const lab = Lab.open(file);
    expect(lab.check()).toEqual([]);
    lab.close();
  });

  it.each([
    [
      'text',
      'This is a letter to my aunt, and a rather long one at that; it goes on for more than a hundred bytes.'.repeat(3),
    ],
    ['a short text', 'x'],
    ['zeros', Buffer.alloc(8192)],
    ['a picture', Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(500, 3)])],
  ])('refuses %s', (_what, bytes) => {
    expect(refused(fileOf(bytes))).toBe('foreign');
  });

  it('refuses an empty file, a folder and no file at all', () => {
    expect(refused(fileOf(''))).toBe('empty');
    expect(refusalCode(() => Lab.open(join(labFolder(), 'none.tandem')))).toBe('fileNotFound');
    const folder = join(labFolder(), 'folder.tandem');
    mkdirSync(folder);
    expect(refusalCode(() => Lab.open(folder))).toBe('foreign');
  });

  it('refuses a SQLite database of somebody else', () => {
    const file = join(labFolder(), 'lab.tandem');
    const db = new Database(file);
    db.exec('CREATE TABLE lab (id INTEGER); INSERT INTO lab VALUES (1)');
    db.close();
    expect(refused(file)).toBe('foreign');
    const claims = new Database(file);
    claims.pragma(`application_id = ${applicationId}`);
    claims.pragma(`user_version = ${schemaVersion}`);
    claims.close();
    expect(refused(file)).toBe('foreign');
  });

  it('refuses a lab of a newer Tandem, and one without a lab in it', () => {
    expect(refused(altered(`PRAGMA user_version = ${schemaVersion + 1}`))).toBe('newer');
    expect(refused(altered('PRAGMA foreign_keys = OFF; DELETE FROM lab'))).toBe('empty');
  });

  it.each([
    ['a trigger', 'CREATE TRIGGER evil AFTER UPDATE ON lab BEGIN DELETE FROM devices; END'],
    ['a view', 'CREATE VIEW evil AS SELECT * FROM devices'],
    ['another table', 'CREATE TABLE evil (x)'],
    ['another index', 'CREATE INDEX evil ON devices (serial_number)'],
    ['another column', 'ALTER TABLE devices ADD COLUMN evil TEXT'],
    ['a table that is missing', 'DROP TABLE session_events'],
    ['an index that is missing', 'DROP INDEX devices_by_name'],
    ['a virtual table', 'CREATE VIRTUAL TABLE evil USING fts5(x)'],
    [
      'a table that hides as one of SQLite’s own',
      `PRAGMA writable_schema = ON; INSERT INTO sqlite_schema VALUES ('trigger', 'sqlite_evil', 'lab', 0, 'CREATE TRIGGER sqlite_evil AFTER UPDATE ON lab BEGIN DELETE FROM devices; END')`,
    ],
    [
      'a default that was changed in the schema’s text',
      `PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'story TEXT', 'story TEXT DEFAULT (random())') WHERE name = 'devices'`,
    ],
  ])('refuses a lab with %s', (_what, sql) => {
    expect(['foreign', 'damaged']).toContain(refused(altered(sql)));
  });

  it.each(seeds(80))('refuses a lab with flipped bits, or works with it (seed %i)', (seed) => {
    withSeed(seed, thisFile, () => {
      const bytes = Buffer.from(good());
      const flips = [1, 1, 2, 8, 64][seed % 5]!;
      // Every third file is hit in its first page: header and schema.
      const range = seed % 3 === 0 ? 4096 : bytes.length;
      for (let i = 0; i < flips; i += 1) {
        const at = draw(seed, 'test.flip', 0, i) % range;
        bytes[at]! ^= 1 << (draw(seed, 'test.bit', 0, i) % 8);
      }
      const file = fileOf(bytes);
      let lab: Lab;
      try {
        lab = Lab.open(file);
      } catch (error) {
        expect(error).toBeInstanceOf(LabError);
        expect(['damaged', 'foreign', 'newer', 'empty']).toContain((error as LabError).code);
        expect(readFileSync(file).equals(bytes)).toBe(true);
        return;
      }
      useAll(lab);
    });
  });

  it('notices pages that changed places', () => {
    const bytes = Buffer.from(good());
    const pages = bytes.length / 4096;
    let refusals = 0;
    for (let i = 0; i < 12; i += 1) {
      const [a, b] = [1 + (draw(7, 'test.page', 0, i) % (pages - 1)), 1 + (draw(7, 'test.page', 1, i) % (pages - 1))];
      if (a === b) continue;
      const mixed = Buffer.from(bytes);
      bytes.copy(mixed, a * 4096, b * 4096, (b + 1) * 4096);
      bytes.copy(mixed, b * 4096, a * 4096, (a + 1) * 4096);
      try {
        useAll(Lab.open(fileOf(mixed)));
      } catch (error) {
        expect((error as LabError).code).toBe('damaged');
        refusals += 1;
      }
    }
    expect(refusals).toBeGreaterThan(5);
  });
});

/** Everything a lab can be asked. What was altered inside a value may be found out late, but always as damage. */
function useAll(lab: Lab): void {
  const id = 1;
  const uses: (() => unknown)[] = [
    () => lab.hash(),
    () => lab.check(),
    () => labView(lab.db, { file: lab.file, speed: 0, isJumping: false, revision: 0 }),
    () => homeView(lab.db),
    ...deviceLists.flatMap((list) => {
      const query = { list, filters: [], search: 'a', sort: null };
      return [() => listDevices(lab.db, { ...query, search: '' }, 0, 500), () => countDevices(lab.db, query)];
    }),
    ...Array.from({ length: 14 }, (_, index) => () => deviceView(lab.db, index + 1)),
    () => listActions(lab.db, anyAction, lab.now, 0, 100),
    () => listActivities(lab.db, { deviceId: null, kinds: [], search: '' }, 0, 100),
    () => lab.input('actions.order', { kind: 'restart', deviceIds: [id], options: {} }),
    () => lab.advanceTo(lab.now + day),
    () => lab.checkpoint('copy'),
    () => lab.replay(),
  ];
  try {
    for (const use of uses) {
      try {
        use();
      } catch (error) {
        // As everybody who asks a lab does: workers and command line.
        const known = asLabError(error, lab.file);
        if (!(known instanceof LabError)) throw error;
        expect(known.code).not.toBe('internal');
      }
    }
  } finally {
    lab.close();
  }
}

describe('locking', () => {
  it('keeps a second opener of this process out, and lets it in afterwards', () => {
    const lab = buildLab();
    expect(refusalCode(() => Lab.open(lab.file))).toBe('locked');
    expect(order(lab, 'sync')).toBe(1);
    lab.close();
    const again = Lab.open(lab.file);
    expect(again.check()).toEqual([]);
    again.close();
  });

  it('keeps another process out, and is kept out by it until it ends, however it ends', async () => {
    const lab = buildLab();
    const { file } = lab;
    lab.close();
    const holder = startLabProcess('hold', file);
    await holder.saw('open');
    expect(refusalCode(() => Lab.open(file))).toBe('locked');
    expect(
      refusalCode(() => Lab.create({ scenario: {} as never, text: '', seed: 1, devices: null, file, force: true })),
    ).toBe('locked');
    await holder.kill();
    const mine = Lab.open(file);
    expect(mine.check()).toEqual([]);
    const late = startLabProcess('hold', file);
    await late.ended;
    expect(late.lines).toEqual([]);
    mine.close();
  });

  it('knows a lab by whatever link leads to it', () => {
    const lab = buildLab({ withBaseline: true });
    const folder = labFolder();
    symlinkSync(lab.file, join(folder, 'link.tandem'));
    symlinkSync(join(lab.file, '..'), join(folder, 'labs'));
    for (const link of [join(folder, 'link.tandem'), join(folder, 'labs', 'lab.tandem')]) {
      expect(refusalCode(() => Lab.open(link))).toBe('locked');
      expect(refusalCode(() => Lab.recover(link))).toBe('locked');
      expect(
        refusalCode(() =>
          Lab.create({ scenario: {} as never, text: '', seed: 1, devices: null, file: link, force: true }),
        ),
      ).toBe('locked');
    }
    expect(readdirSync(folder)).toEqual(['labs', 'link.tandem']);
    const inside = join(folder, 'labs', 'deeper', 'new.tandem');
    expect(canonicalPath(inside)).toBe(join(realpathSync(join(lab.file, '..')), 'deeper', 'new.tandem'));
    lab.close();
    const again = Lab.open(join(folder, 'link.tandem'));
    expect(again.file).toBe(realpathSync(lab.file));
    expect(again.checkpoints()).toHaveLength(1);
    again.close();
  });

  it('does not mind a lock file that is left over', () => {
    const lab = buildLab();
    lab.close();
    expect(existsSync(`${lab.file}.lock`)).toBe(true);
    Lab.open(lab.file).close();
  });
});

describe.skipIf(process.platform === 'win32')('a read-only place', () => {
  it('is named as such, and left as it was', () => {
    const lab = buildLab();
    lab.close();
    const folder = join(lab.file, '..');
    givePerson(folder);
    const before = readdirSync(folder);
    expect(openedByPerson(lab.file)).toBe('done');
    chmodSync(lab.file, 0o444);
    expect(openedByPerson(lab.file)).toBe('fileNotWritable');
    chmodSync(folder, 0o555);
    try {
      expect(openedByPerson(lab.file)).toBe('fileNotWritable');
      chmodSync(lab.file, 0o644);
      expect(openedByPerson(lab.file)).toBe('fileNotWritable');
      expect(readdirSync(folder)).toEqual(before);
    } finally {
      chmodSync(folder, 0o755);
    }
  });
});
