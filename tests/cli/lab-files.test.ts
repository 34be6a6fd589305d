import Database from 'better-sqlite3';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { commands } from '../../main/cli/commands.ts';
import { codeForPerson, givePerson } from '../support/ordinary-person.ts';
import { bundledScenarios, done, run, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
const good = join(folder, 'good.tandem');
const path = (name: string): string => join(folder, name);
beforeAll(async () => {
  await done('create', '--scenario', 'first-day', '--out', good);
  await done('action', good, 'sync', '--device', 'LAP-TOM');
  await done('advance', good, '1h');
});

/** A copy of the good lab, changed behind the program's back. */
function altered(name: string, change: (db: Database.Database) => void): string {
  const file = path(name);
  copyFileSync(good, file);
  const db = new Database(file);
  change(db);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.pragma('journal_mode = DELETE');
  db.close();
  return file;
}
function written(name: string, content: string | Buffer): string {
  writeFileSync(path(name), content);
  return path(name);
}

const unusable: Record<string, [code: string, make: () => string]> = {
  text: ['foreign', () => written('text.tandem', 'This is a letter, not a lab.')],
  empty: ['empty', () => written('empty.tandem', '')],
  'another program’s database': [
    'foreign',
    () => {
      const db = new Database(path('other.tandem'));
      db.exec('CREATE TABLE letters (id INTEGER)');
      db.close();
      return path('other.tandem');
    },
  ],
  'a newer schema': ['newer', () => altered('newer.tandem', (db) => db.pragma('user_version = 99990'))],
  'a trigger planted': [
    'foreign',
    () =>
      altered('trigger.tandem', (db) => db.exec('CREATE TRIGGER t AFTER UPDATE ON lab BEGIN DELETE FROM devices; END')),
  ],
  'no lab row': ['empty', () => altered('hollow.tandem', (db) => db.exec('DELETE FROM lab'))],
  'cut short': ['damaged', () => written('cut.tandem', readFileSync(good).subarray(0, 20_000))],
  'a folder': [
    'foreign',
    () => {
      mkdirSync(path('folder.tandem'));
      return path('folder.tandem');
    },
  ],
};

describe('a lab file that cannot be used', () => {
  it.each(Object.entries(unusable))('%s: exit 3, and left as it is', async (_title, [code, make]) => {
    const file = make();
    const content = code === 'foreign' && file.includes('folder') ? null : readFileSync(file);
    const beside = readdirSync(folder);
    for (const argv of [
      ['info', file],
      ['advance', file, '1h'],
      ['devices', file],
      ['hash', file],
      ['replay', file],
      ['check', file],
      ['checkpoint', file, 'x'],
      ['reset', file],
    ]) {
      const { exitCode, json } = await run(...argv);
      expect({ exitCode, json }, argv[0]).toMatchObject({ exitCode: 3, json: { error: { code } } });
      expect(json.error.next.length).toBeGreaterThan(10);
    }
    if (content) expect(readFileSync(file).equals(content)).toBe(true);
    expect(readdirSync(folder)).toEqual(beside);
  });

  it('that is not there is a missing input, for every command that takes one', async () => {
    const rest: Record<string, string[]> = {
      advance: ['1h'],
      device: ['X'],
      action: ['sync', '--device', 'X'],
      cancel: ['1'],
      checkpoint: ['x'],
      configure: ['a', 'b'],
      'run-now': ['deltaSync'],
      'remove-record': ['ad', '--device', 'X', '--confirm', 'X'],
      'entra-device': ['disable', '--device', 'X'],
      'ad-computer': ['disable', '--device', 'X'],
      detach: ['--from', 'site'],
      trace: ['1'],
      comanage: ['--enroll', 'none'],
      workload: ['clientApps', 'intune'],
      collection: ['X'],
      'add-devices': ['--count', '1', '--model', 'X'],
      logs: ['X'],
      log: ['X', 'CcmEval.log'],
      shell: ['X', '--', 'ver'],
      trigger: ['X', 'machinePolicy'],
      plant: ['scpMissing', '--site'],
      cure: ['scpMissing', '--site'],
      view: ['home.read'],
      input: ['comanagement.remove'],
    };
    for (const name of Object.keys(commands)) {
      if (!commands[name]!.usage[0]!.startsWith(`${name} FILE`)) continue;
      expect(await run(name, path('none.tandem'), ...(rest[name] ?? [])), name).toMatchObject({
        exitCode: 1,
        json: { error: { code: 'fileNotFound' } },
      });
    }
    expect(existsSync(path('none.tandem.lock'))).toBe(false);
  });

  it.skipIf(process.platform === 'win32')('in a folder without the right to write says so', () => {
    const open = mkdtempSync(join(tmpdir(), 'tandem-closed-'));
    onTestFinished(() => rmSync(open, { recursive: true, force: true }));
    const closed = join(open, 'closed');
    mkdirSync(closed);
    givePerson(open);
    chmodSync(closed, 0o500);
    const create = `async ({ runCli }) => {
      let said = '';
      const io = { stdout: (text) => { said += text; }, stderr: () => undefined, stdin: async () => '' };
      const argv = ['create', '--scenario', 'first-day', '--out', ${JSON.stringify(join(closed, 'a.tandem'))}];
      const exit = await runCli(argv, { ...io, bundledScenarios: ${JSON.stringify(bundledScenarios)} });
      if (exit !== 0) throw { code: exit + ' ' + JSON.parse(said).error.code };
    }`;
    expect(codeForPerson('main/cli/run.ts', create)).toBe('3 fileNotWritable');
    chmodSync(closed, 0o700);
    expect(codeForPerson('main/cli/run.ts', create)).toBe('done');
  });

  it('is created where a file stands in the way of its folder only with a clear message', async () => {
    const { exitCode, json } = await run('create', '--scenario', 'first-day', '--out', join(good, 'inside.tandem'));
    expect(exitCode).toBe(3);
    expect(json.error.code).toBe('fileNotWritable');
    mkdirSync(path('inTheWay'));
    for (const [more, code] of [
      [[], 'fileExists'],
      [['--force'], 'foreign'],
    ] as const) {
      const refused = await run('create', '--scenario', 'first-day', '--out', path('inTheWay'), ...more);
      expect(refused.json.error.code).toBe(code);
    }
    expect(readdirSync(folder).filter((name) => name.startsWith('inTheWay'))).toEqual(['inTheWay']);
  });
});

describe('a lab that was altered', () => {
  it('is noticed by replay', async () => {
    const file = altered('altered.tandem', (db) => db.exec(`UPDATE devices SET serial_number = 'FAKE' WHERE id = 3`));
    const { hash, replayed, equal } = await done('replay', file);
    expect(equal).toBe(false);
    expect(hash).not.toBe(replayed);
    expect(replayed).toBe((await done('hash', good)).hash);
  });

  it('is noticed by replay when an input is gone, changed or nonsense', async () => {
    const gone = altered('gone.tandem', (db) => db.exec('DELETE FROM inputs'));
    expect(await done('replay', gone)).toMatchObject({ equal: false });
    const changed = altered('changed.tandem', (db) =>
      db.exec(`UPDATE inputs SET params = replace(params, '"sync"', '"restart"')`),
    );
    expect(await done('replay', changed)).toMatchObject({ equal: false });
    const nonsense = altered('nonsense.tandem', (db) => db.exec(`UPDATE inputs SET params = '{}'`));
    expect((await run('replay', nonsense)).exitCode).not.toBe(0);
  });

  it('is noticed by check', async () => {
    const file = altered('broken.tandem', (db) =>
      db.exec(`UPDATE actions SET state = 'pending', finished_at = NULL WHERE id = 2`),
    );
    const { ok, violations } = await done('check', file);
    expect(ok).toBe(false);
    expect(violations.length).toBeGreaterThan(0);
  });

  it('comes back to its beginning, also without its baseline', async () => {
    const file = path('again.tandem');
    const { hash } = await done('create', '--scenario', 'first-day', '--seed', '5', '--out', file);
    await done('advance', file, '3d', '--no-hash');
    expect(await done('reset', file)).toMatchObject({ hash, matches: true });
    const { rmSync } = await import('node:fs');
    rmSync(path('again.tandem.checkpoints'), { recursive: true });
    await done('advance', file, '3d', '--no-hash');
    expect(await done('reset', file)).toMatchObject({ hash, matches: true });
  });

  it('says when a checkpoint is not what it was', async () => {
    const file = path('tampered.tandem');
    await done('create', '--scenario', 'first-day', '--out', file);
    const db = new Database(path('tampered.tandem.checkpoints/baseline.tandem'));
    db.exec(`UPDATE devices SET serial_number = 'FAKE' WHERE id = 3`);
    db.close();
    expect(await done('reset', file)).toMatchObject({ matches: false });
  });
});
