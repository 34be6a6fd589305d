import Database from 'better-sqlite3';
import { copyFileSync, existsSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { day, week } from '../../shared/time.ts';
import type { ListQuery } from '../../shared/devices/views.ts';
import { migrations, schemaVersion, type Migration } from '../../main/db/migrations/index.ts';
import { readSetting } from '../../main/lab/engine/setting-values.ts';
import { engineVersion } from '../../main/lab/engine/version.ts';
import { checkpointFile } from '../../main/lab/files/checkpoints.ts';
import { checkpointFolder } from '../../main/lab/files/paths.ts';
import { Lab } from '../../main/lab/lab.ts';
import { deviceIds, orderedIds, rowsOfRecords } from '../../main/lab/devices/list.ts';
import { deviceView } from '../../main/lab/devices/device.ts';
import { capabilitiesOf } from '../../main/simulation/workloads/capabilities.ts';
import {
  isWorkKind,
  rankOf,
  siteWorkKinds,
  workKinds,
  type AnyWorkKind,
} from '../../main/simulation/kernel/work-kinds.ts';
import { faultById } from '../../shared/faults/catalogue.ts';
import { isInputName } from '../../shared/offers.ts';
import { settingById } from '../../shared/settings/catalogue.ts';
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
/** What this process holds open, where the system tells. */
const openFiles = (): string[] =>
  readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)];
    } catch {
      return [];
    }
  });
const query = <T>(file: string, sql: string): T => {
  const db = new Database(file);
  const value = db.prepare(sql).pluck().get() as T;
  db.close();
  return value;
};

/**
 * Labs as the Tandems of their day left them: `first-day` with seed 7, one to two days old, with actions waiting. That of 10 is
 * of the release before cloud attach. No release had 20 alone: its lab was made by the commit a927f24 with the tables of 20 as
 * they became, and knows no inputs about cloud attach. That of 30 is of 7d17e2e, that of 40 of 4e909ae; that of 50 is the first
 * whose ranks of work, inputs and ids have the names that stay.
 */
const labsOfOld = resolve(import.meta.dirname, '../labs');
function labOfSchema(version: number): string {
  const file = join(labFolder(), `schema-${version}.tandem`);
  writeFileSync(file, gunzipSync(readFileSync(join(labsOfOld, `schema-${version}.tandem.gz`))));
  return file;
}
/** How many of these records Intune has removed. */
const removed = (lab: Lab, ids: readonly number[]): unknown =>
  lab.db
    .prepare(
      `SELECT count(*) FROM intune_devices WHERE removed_at IS NOT NULL AND id IN (SELECT value FROM json_each(?))`,
    )
    .pluck()
    .get(JSON.stringify(ids));
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
      // Ends of records have been queued since.
      `work_queue WHERE kind <> 'recordEnds'`,
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

describe.each([10, 20, 30, 40, 50])('a lab of schema %i', (version) => {
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

  it('lets records end that nobody will hear of any more, and dates those that tenant attach brought', () => {
    const file = labOfSchema(version);
    const ageOfBrought = `SELECT last_contact_at FROM intune_devices WHERE managed_by = 'configMgr'`;
    const uploaded = version < 30 ? undefined : query(file, 'SELECT last_upload_at FROM cloud_attach');
    // Labs since tenant attach hold a record that it brought, without an age.
    expect(query(file, ageOfBrought)).toBe(version < 30 ? undefined : null);
    const lab = Lab.open(file);
    expect(lab.db.prepare(ageOfBrought).pluck().all()).toEqual(version < 30 ? [] : [uploaded]);
    const silent = lab.db
      .prepare(
        `SELECT i.id FROM intune_devices i LEFT JOIN device_schedules s ON s.device_id = i.device_id AND s.channel = 1 AND s.until IS NULL
         WHERE i.removed_at IS NULL AND i.managed_by <> 'configMgr' AND (i.is_current = 0 OR s.pattern_id IS NULL) ORDER BY i.id`,
      )
      .pluck()
      .all() as number[];
    expect(silent.length).toBeGreaterThan(0);
    const queued = () =>
      lab.db.prepare(`SELECT subject_id FROM work_queue WHERE kind = 'recordEnds' ORDER BY subject_id`).pluck().all();
    expect(queued()).toEqual(silent);
    pass(lab, 2);
    expect(queued().length + (removed(lab, silent) as number)).toBe(silent.length);
    pass(lab, 3 * 365 * day);
    expect(removed(lab, silent)).toBe(silent.length);
    lab.close();
  });

  it('holds nothing but names and ranks of today', () => {
    const lab = Lab.open(labOfSchema(version));
    const rows = <T>(sql: string): T[] => lab.db.prepare(sql).all() as T[];
    const queue = rows<{ kind: AnyWorkKind; rank: number }>('SELECT kind, rank FROM work_queue');
    expect(queue.length).toBeGreaterThan(0);
    for (const { kind, rank } of queue) expect([kind, rank]).toEqual([kind, rankOf(kind)]);
    const kinds = rows<{ kind: string }>('SELECT DISTINCT kind FROM inputs').map(({ kind }) => kind);
    expect(kinds).toContain('actions.order');
    expect(kinds.filter((kind) => !isInputName(kind))).toEqual([]);
    const ids = rows<{ id: string }>('SELECT id FROM settings').filter(({ id }) => !settingById.has(id));
    const faults = rows<{ fault: string }>('SELECT fault FROM faults').filter(({ fault }) => !faultById.has(fault));
    expect([ids, faults]).toEqual([[], []]);
    lab.close();
  });

  it('has the client settings that it had, whatever is normal today', () => {
    const file = labOfSchema(version);
    const ids = ['autoRegister', 'endpointAnalytics'] as const;
    const had = ids.map((id) =>
      version === 10 ? undefined : query<string | undefined>(file, `SELECT value FROM settings WHERE id = '${id}'`),
    );
    const lab = Lab.open(file);
    expect(ids.map((id) => readSetting(lab.db, id))).toEqual(had.map((value) => value ?? 'off'));
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

/** Every kind of work in the order of schema 40, whose place in it was its rank, and every input of its journal. */
const workOfSchema40 =
  'restartEnds wipeEnds restartBegins wipeBegins updateInstalled userRestarts clientCheckRuns joinTask outOfBox clientInstall policyArrives enrollAttempt userSignsIn deliver taskForwarded taskArrives applicationStep keyRotates sessionAnswer controlAnswer sessionTimesOut sessionDrops sessionUserEnds actionReports stateReports heartbeatReports comgmtReports entraSync syncSlows graceEnds goesSilent plan actionExpires replan gatewayDeploys resourceChanged collectionRefresh cloudSync upload uploadVisible detachCompletes syncCycle'.split(
    ' ',
  );
const inputsOfSchema40 =
  'order cancel configure sessionControl sessionRun sessionEnd attach detach comanage removeComanagement moveWorkload assignPolicy createCollection deleteCollection addRule removeRule refreshCollection syncCollection customClientSettings addDevices deviceRun deviceTrigger showRecoveryKey fetchTimeline applicationAction runNow plant cure'.split(
    ' ',
  );

describe('what schema 40 could hold', () => {
  /** A lab of schema 40 with other rows in it, opened by the program of today. */
  function upgraded(fill: (db: Database.Database) => void): Lab {
    const file = labOfSchema(40);
    const db = new Database(file);
    fill(db);
    db.close();
    return Lab.open(file);
  }

  it('work of every kind, has its written rank, and keeps its order within a second', () => {
    const lab = upgraded((db) => {
      const queue = db.prepare('INSERT INTO work_queue VALUES (4000000000, ?, 1, ?, ?, 0, 0)');
      workOfSchema40.forEach((kind, rank) => queue.run(rank, 1000 + rank, kind));
    });
    const rows = lab.db
      .prepare('SELECT kind, rank FROM work_queue WHERE due_at = 4000000000 ORDER BY rank, device_id, seq')
      .all() as { kind: string; rank: number }[];
    expect(rows.map(({ kind }) => kind)).toEqual(workOfSchema40);
    expect(rows.map(({ kind, rank }) => isWorkKind(kind) && rankOf(kind) === rank)).toEqual(rows.map(() => true));
    lab.close();
  });

  it('inputs of every kind, are told by the subject and verb of today', () => {
    const lab = upgraded((db) => {
      const journal = db.prepare(`INSERT INTO inputs (at, kind, params) VALUES (4000000000, ?, '{}')`);
      for (const kind of inputsOfSchema40) journal.run(kind);
    });
    const kinds = lab.db.prepare('SELECT kind FROM inputs WHERE at = 4000000000').pluck().all() as string[];
    expect(new Set(kinds).size).toBe(inputsOfSchema40.length);
    expect(kinds.filter((kind) => !isInputName(kind))).toEqual([]);
    lab.close();
  });

  it('ids of before, in settings, faults, inputs, activities and history, are those of today', () => {
    const old = ['intuneLicence', 'remoteHelpLicence', 'entraLicence', 'deviceStaleEnrolment'];
    const details = JSON.stringify(
      [...old, 'intuneLicenceMissing', 'She said "licence"'].map((setting) => ({ setting })),
    );
    const lab = upgraded((db) => {
      for (const id of old) db.prepare(`INSERT INTO settings VALUES (?, 'x', 'off', 1)`).run(id);
      db.prepare(`INSERT INTO faults VALUES ('intuneLicenceMissing', 'x', 1)`).run();
      db.prepare(`INSERT INTO inputs (at, kind, params) VALUES (4000000000, 'configure', ?)`).run(details);
      db.prepare(`INSERT INTO activities VALUES (9999, 1, 'setting_changed', NULL, 's', 'a', ?)`).run(details);
      db.prepare(`INSERT INTO history VALUES (9999, 1, 1, 'x', ?)`).run(details);
    });
    const all = (sql: string): unknown[] => lab.db.prepare(sql).pluck().all();
    const today = ['intuneLicense', 'remoteHelpLicense', 'entraLicense', 'deviceStaleEnrollment'];
    expect(all(`SELECT id FROM settings WHERE target = 'x' ORDER BY id`)).toEqual([...today].sort());
    expect(all(`SELECT fault FROM faults WHERE target = 'x'`)).toEqual(['intuneLicenseMissing']);
    // What somebody wrote is nobody's id, and stays.
    const after = JSON.stringify(
      [...today, 'intuneLicenseMissing', 'She said "licence"'].map((setting) => ({ setting })),
    );
    expect(all('SELECT params FROM inputs WHERE at = 4000000000')).toEqual([after]);
    expect(all('SELECT details FROM activities WHERE id = 9999')).toEqual([after]);
    expect(all('SELECT details FROM history WHERE id = 9999')).toEqual([after]);
    lab.close();
  });

  it('is the whole of what the program knows by now, but for kinds that came later', () => {
    expect(workOfSchema40.filter((kind) => !isWorkKind(kind))).toEqual([]);
    const ranks = [...workKinds, ...siteWorkKinds].map(rankOf);
    expect(new Set(ranks).size).toBe(ranks.length);
    expect(ranks.filter((rank) => rank < 100)).toEqual([]);
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

  it('is let go and what it was when its copy could be upgraded, and it could not', () => {
    const { file, hash } = oldLab();
    const sql = `CREATE TABLE seen (file TEXT CHECK (file <> '${file}'));
      INSERT INTO seen SELECT file FROM pragma_database_list WHERE name = 'main'`;
    expect(() => Lab.open(file, [...later, { version: next + 10, sql }])).toThrow();
    if (existsSync('/proc/self/fd')) expect(openFiles().filter((path) => path.startsWith(file))).toEqual([]);
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
