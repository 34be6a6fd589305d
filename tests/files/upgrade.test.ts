import Database from 'better-sqlite3';
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { day, week } from '../../shared/time.ts';
import type { ListQuery } from '../../shared/devices/views.ts';
import { migrations, schemaVersion, type Migration } from '../../main/db/migrations/index.ts';
import { engineVersion } from '../../main/lab/engine/version.ts';
import { checkpointFile, checkpointFolder } from '../../main/lab/files/paths.ts';
import { Lab } from '../../main/lab/lab.ts';
import { deviceIds, orderedIds, rowsOfRecords } from '../../main/lab/devices/list.ts';
import { deviceView } from '../../main/lab/devices/device.ts';
import { capabilitiesOf } from '../../main/simulation/workloads/capabilities.ts';
import { buildLab, labFolder, order, pass, refusalCode } from '../support/build-lab.ts';

const next = schemaVersion + 10;
/** What a Tandem to come knows. */
const later: readonly Migration[] = [
  ...migrations,
  { version: next, sql: `ALTER TABLE offices ADD COLUMN floor INTEGER; UPDATE offices SET floor = 3` },
];
const kept = `before upgrade from ${schemaVersion}`;

/** A closed lab of today with some history, and the hash of its state. */
function oldLab(): { file: string; hash: string } {
  const lab = buildLab({ withBaseline: true, withHash: true });
  order(lab, 'restart');
  pass(lab, day);
  const { file } = lab;
  const hash = lab.hash();
  lab.close();
  return { file, hash };
}
const query = <T>(file: string, sql: string): T => {
  const db = new Database(file);
  const value = db.prepare(sql).pluck().get() as T;
  db.close();
  return value;
};

/**
 * Labs as the Tandems of their day left them: `first-day` with seed 7, one to two days old, with actions waiting. That of 10 is
 * of the release before cloud attach. No release had 20 alone: its lab was made by the commit a927f24 with the tables of 20 as
 * they became, and knows no inputs about cloud attach. That of 30 is of 7d17e2e, that of 40 of 4e909ae.
 */
const labsOfOld = resolve(import.meta.dirname, '../labs');
function labOfSchema(version: number): string {
  const file = join(labFolder(), `schema-${version}.tandem`);
  writeFileSync(file, gunzipSync(readFileSync(join(labsOfOld, `schema-${version}.tandem.gz`))));
  return file;
}
const labOfSchema10 = (): string => labOfSchema(10);

describe('a lab of the Tandem before cloud attach', () => {
  it('is upgraded, sound, and goes on with what was under way', () => {
    const file = labOfSchema10();
    expect(query(file, 'PRAGMA user_version')).toBe(10);
    const before = [
      'devices',
      'intune_devices',
      'configmgr_devices',
      'actions',
      'activities',
      'inputs',
      'work_queue',
    ].map((table) => [table, query(file, `SELECT count(*) FROM ${table}`)]);
    const lab = Lab.open(file);
    expect(lab.schemaVersion).toBe(schemaVersion);
    expect(lab.checkpoints().map(({ name }) => name)).toEqual(['before upgrade from 10']);
    expect(before).toEqual(
      before.map(([table]) => [
        table,
        lab.db
          .prepare(`SELECT count(*) FROM ${table as string}`)
          .pluck()
          .get(),
      ]),
    );
    expect(lab.check()).toEqual([]);
    pass(lab, week);
    expect(lab.check()).toEqual([]);
    lab.close();
  });

  it('knows what site and tenant are set to, and takes the inputs of today', () => {
    const lab = Lab.open(labOfSchema10());
    // Intune judged its co-managed devices, so it keeps that; what clients and site hold says the same.
    const positions = lab.db
      .prepare(`SELECT workload FROM workloads WHERE position = 'intune' ORDER BY id`)
      .pluck()
      .all();
    expect(positions).toEqual(['compliancePolicies', 'resourceAccess']);
    const held = lab.db.prepare('SELECT DISTINCT flags FROM comanagement').pluck().all();
    expect(held).toEqual([capabilitiesOf(['compliancePolicies', 'resourceAccess'])]);
    lab.input('settings.configure', { setting: 'autoRegister', target: null, value: 'on' });
    lab.input('comanagement.enable', { enroll: 'all', collectionId: null });
    pass(lab, 2 * week);
    expect(
      lab.db.prepare('SELECT count(*) FROM comanagement WHERE policy_at IS NOT NULL').pluck().get(),
    ).toBeGreaterThan(0);
    expect(lab.check()).toEqual([]);
    lab.close();
  });
});

describe.each([10, 20, 30, 40])('a lab of schema %i', (version) => {
  it('opens, is sound, lists its devices and goes on with what was under way', () => {
    const file = labOfSchema(version);
    expect(query(file, 'PRAGMA user_version')).toBe(version);
    const waiting = query<number>(file, `SELECT count(*) FROM work_queue WHERE kind = 'deliver'`);
    expect(waiting).toBeGreaterThan(0);
    const devices = query<number>(file, 'SELECT count(*) FROM devices');
    const lab = Lab.open(file);
    expect(lab.schemaVersion).toBe(schemaVersion);
    expect(lab.check()).toEqual([]);
    const list: ListQuery = { list: 'fleet', filters: [], search: '', sort: null };
    expect(rowsOfRecords(lab.db, 'fleet', orderedIds(lab.db, list))).toHaveLength(devices);
    for (const id of deviceIds(lab.db, list, 500)) expect(deviceView(lab.db, id).id).toBe(id);
    pass(lab, week);
    expect(lab.check()).toEqual([]);
    expect(lab.db.prepare(`SELECT count(*) FROM work_queue WHERE kind = 'deliver'`).pluck().get()).toBeLessThan(
      waiting,
    );
    lab.close();
  });

  it('is played again to the same state by the engine that made it, and refused by any other', () => {
    const file = labOfSchema(version);
    const madeBy = query<number>(file, 'SELECT engine_version FROM lab');
    const lab = Lab.open(file);
    if (madeBy === engineVersion) expect(lab.replay()).toMatchObject({ equal: true });
    else expect(refusalCode(() => lab.replay())).toBe('engineDiffers');
    lab.close();
  });
});

describe('a lab of an older Tandem', () => {
  it('is kept as a checkpoint, then upgraded, and goes on from where it stood', () => {
    const { file, hash } = oldLab();
    const lab = Lab.open(file, later);
    expect(lab.schemaVersion).toBe(next);
    expect(lab.db.prepare('SELECT floor FROM offices').pluck().all()).toEqual([3]);
    expect(lab.checkpoints().map(({ name }) => name)).toEqual(['baseline', kept]);
    expect(lab.check()).toEqual([]);
    pass(lab, day);
    lab.close();
    // The copy is the lab as it was, for the Tandem that made it.
    const copy = join(labFolder(), 'copy.tandem');
    copyFileSync(checkpointFile(file, kept), copy);
    const before = Lab.open(copy);
    expect([before.schemaVersion, before.hash()]).toEqual([schemaVersion, hash]);
    before.close();
  });

  it('is upgraded once, and refused by the Tandem that made it', () => {
    const { file } = oldLab();
    Lab.open(file, later).close();
    const again = Lab.open(file, later);
    expect(again.checkpoints()).toHaveLength(2);
    again.close();
    expect(refusalCode(() => Lab.open(file))).toBe('newer');
  });

  it('goes back to checkpoints of before, which stay as they are', async () => {
    const { file, hash } = oldLab();
    const lab = Lab.open(file, later);
    pass(lab, day);
    expect(await lab.reset('baseline')).toMatchObject({ matches: true, to: 'baseline' });
    expect([lab.schemaVersion, lab.check()]).toEqual([next, []]);
    const first = lab.hash();
    pass(lab, day);
    expect(await lab.reset(kept)).toMatchObject({ matches: true });
    expect(lab.hash()).not.toBe(first);
    lab.close();
    expect(query(checkpointFile(file, kept), 'PRAGMA user_version')).toBe(schemaVersion);
    expect(query(checkpointFile(file, 'baseline'), `SELECT value FROM lab_local WHERE key = 'hash'`)).not.toBe(hash);
    expect(readdirSync(checkpointFolder(file)).filter((name) => !name.endsWith('.tandem'))).toEqual([]);
  });

  it.each([
    ['a migration that fails', 'CREATE TABLE offices (id INTEGER)'],
    ['a migration that fails half-way', 'ALTER TABLE offices ADD COLUMN floor INTEGER; SELECT nonsense'],
  ])('is what it was after %s', (_what, sql) => {
    const { file, hash } = oldLab();
    expect(() => Lab.open(file, [...later, { version: next + 10, sql }])).toThrow();
    const lab = Lab.open(file);
    expect([lab.schemaVersion, lab.hash()]).toEqual([schemaVersion, hash]);
    expect(lab.checkpoints().map(({ name }) => name)).toEqual(['baseline']);
    lab.close();
  });

  it.each([
    ['no version', 'PRAGMA user_version = 0'],
    ['a version that never was', `PRAGMA user_version = ${schemaVersion + 5}`],
    ['the tables of another version', 'ALTER TABLE offices ADD COLUMN floor INTEGER'],
  ])('is foreign with %s, and left as it is', (_what, sql) => {
    const { file } = oldLab();
    const db = new Database(file);
    db.exec(sql);
    db.close();
    const before = readFileSync(file);
    expect(refusalCode(() => Lab.open(file, later))).toBe('foreign');
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(existsSync(checkpointFile(file, kept))).toBe(false);
  });

  it('is left alone when no migration is newer than it', () => {
    const { file, hash } = oldLab();
    const lab = Lab.open(file);
    expect([lab.hash(), lab.checkpoints()]).toMatchObject([hash, [{ name: 'baseline' }]]);
    lab.close();
  });
});
