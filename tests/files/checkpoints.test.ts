// Proves promises of docs/reliability.md.
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { connect } from '../../main/db/open.ts';
import { withheldIn } from '../../main/lab/files/local.ts';
import { checkpointFile } from '../../main/lab/files/checkpoints.ts';
import { checkpointFolder, copyClosedDatabase } from '../../main/lab/files/paths.ts';
import { engineVersion } from '../../main/lab/engine/version.ts';
import { Lab } from '../../main/lab/lab.ts';
import { LabError } from '../../shared/contract/errors.ts';
import { countDevices } from '../../main/lab/devices/list.ts';
import { deviceView } from '../../main/lab/devices/device.ts';
import { day, hour } from '../../shared/time.ts';
import {
  buildLab,
  buildScenario,
  changeDevice,
  labFolder,
  mixedPopulation,
  order,
  pass,
  refusalCode,
} from '../support/build-lab.ts';

const proven = () => buildLab({ devices: [{ presence: 'always' }, {}], withHash: true, withBaseline: true });
const codeOf = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof LabError) return error.code;
    throw error;
  }
  return 'nothing was refused';
};

const withheldOf = (file: string): readonly string[] => {
  const db = connect(file, { readonly: true });
  try {
    return withheldIn(db);
  } finally {
    db.close();
  }
};
/** What `look` finds at the moment when the pages of the next reset are in, and nothing else has happened since. */
function watchBackup(look: () => unknown): { atOnce: unknown[] } {
  const atOnce: unknown[] = [];
  const plain = Database.prototype.backup;
  const spy = vi.spyOn(Database.prototype, 'backup').mockImplementation(async function (
    this: Database.Database,
    ...asked
  ) {
    const done = await plain.apply(this, asked);
    atOnce.push(look());
    return done;
  });
  onTestFinished(() => spy.mockRestore());
  return { atOnce };
}

describe('checkpoint', () => {
  it('keeps the present state under its name, with its hash', () => {
    const lab = proven();
    order(lab, 'sync');
    pass(lab, hour);
    const view = lab.checkpoint('After the sync');
    expect(view).toEqual({
      name: 'After the sync',
      at: lab.now,
      hash: lab.hash(),
      madeAt: Math.floor(statSync(checkpointFile(lab.file, 'After the sync')).mtimeMs / 1000),
      bytes: statSync(checkpointFile(lab.file, 'After the sync')).size,
    });
    expect(Math.abs(view.madeAt * 1000 - Date.now())).toBeLessThan(600_000);
    expect(lab.checkpoints().map(({ name }) => name)).toEqual(['baseline', 'After the sync']);
    expect(lab.checkpoints()[1]).toEqual(view);
  });

  it('is itself a lab that opens', () => {
    const lab = proven();
    pass(lab, day);
    lab.checkpoint('copy');
    const to = join(labFolder(), 'other.tandem');
    copyClosedDatabase(checkpointFile(lab.file, 'copy'), to);
    const other = Lab.open(to);
    expect(other.hash()).toBe(lab.hash());
    expect(other.check()).toEqual([]);
    expect(other.replay().equal).toBe(true);
    other.close();
  });

  it.each(['', ' ', 'a/b', '..', 'a.b', 'ä', 'x'.repeat(65), ' x', 'x ', 'a\0b', 'a\nb', '../x', 'C:x'])(
    'refuses the name %j',
    (name) => {
      const lab = proven();
      expect(refusalCode(() => lab.checkpoint(name))).toBe('badName');
      expect(lab.checkpoints()).toHaveLength(1);
    },
  );

  it('is never overwritten, and names ignore case', () => {
    const lab = proven();
    lab.checkpoint('One');
    expect(refusalCode(() => lab.checkpoint('One'))).toBe('checkpointExists');
    expect(refusalCode(() => lab.checkpoint('one'))).toBe('checkpointExists');
    expect(refusalCode(() => lab.checkpoint('Baseline'))).toBe('checkpointExists');
  });

  it('cannot take the name of the baseline, even where there is none', () => {
    const lab = buildLab();
    pass(lab, day);
    expect(refusalCode(() => lab.checkpoint('baseline'))).toBe('checkpointExists');
    expect(lab.checkpoints()).toEqual([]);
  });

  it('leaves the lab and its hash as they were', () => {
    const lab = proven();
    pass(lab, day);
    const hash = lab.hash();
    lab.checkpoint('x');
    expect(lab.hash()).toBe(hash);
    expect(lab.replay().equal).toBe(true);
  });

  it('lists nothing that is no checkpoint', () => {
    const lab = proven();
    writeFileSync(join(checkpointFolder(lab.file), 'note.tandem'), 'no database');
    writeFileSync(join(checkpointFolder(lab.file), 'half.tandem.part'), '');
    writeFileSync(join(checkpointFolder(lab.file), 'read me.txt'), '');
    expect(lab.checkpoints().map(({ name }) => name)).toEqual(['baseline']);
  });
});

describe('reset', () => {
  it('leads back to the baseline with the very hash of the first time, and archives the attempt', async () => {
    const lab = buildLab({ ...mixedPopulation, withHash: true, withBaseline: true });
    const first = lab.hash();
    const { now } = lab;
    order(lab, 'restart', [1, 2, 3]);
    pass(lab, 3 * day);
    const attempt = { hash: lab.hash(), now: lab.now };
    const { revision } = lab;
    expect(await lab.reset()).toEqual({ archived: 'before reset 1', to: 'baseline', hash: first, matches: true });
    expect([lab.hash(), lab.now]).toEqual([first, now]);
    expect(lab.revision).toBeGreaterThan(revision);
    expect(lab.check()).toEqual([]);
    // The same again gives the same again: two classes get the same lesson.
    order(lab, 'restart', [1, 2, 3]);
    pass(lab, 3 * day);
    expect(lab.hash()).toBe(attempt.hash);
    expect(lab.replay().equal).toBe(true);
    // The archive is the attempt itself.
    expect(await lab.reset('before reset 1')).toMatchObject({
      archived: 'before reset 2',
      to: 'before reset 1',
      hash: attempt.hash,
      matches: true,
    });
    expect([lab.hash(), lab.now]).toEqual([attempt.hash, attempt.now]);
    expect(await lab.reset()).toMatchObject({ archived: 'before reset 3', matches: true });
  });

  it('leads to a named checkpoint, from an earlier or a later time', async () => {
    const lab = proven();
    pass(lab, day);
    const { hash } = lab.checkpoint('monday');
    pass(lab, 5 * day);
    expect(await lab.reset('monday')).toMatchObject({ to: 'monday', hash, matches: true });
    await lab.reset();
    expect(await lab.reset('monday')).toMatchObject({ hash, matches: true });
    expect(
      lab
        .checkpoints()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['baseline', 'before reset 1', 'before reset 2', 'before reset 3', 'monday']);
    expect(lab.check()).toEqual([]);
  });

  it('rebuilds a baseline that is missing', async () => {
    const lab = proven();
    const first = lab.hash();
    rmSync(checkpointFolder(lab.file), { recursive: true });
    pass(lab, day);
    expect(await lab.reset()).toEqual({ archived: 'before reset 1', to: 'baseline', hash: first, matches: true });
    const unbased = buildLab({ devices: [{ presence: 'always' }, {}] });
    pass(unbased, day);
    expect(await unbased.reset()).toMatchObject({ hash: first, matches: true });
    expect(unbased.checkpoints().map(({ name }) => name)).toEqual(['baseline', 'before reset 1']);
  });

  it('survives closing and opening', async () => {
    const lab = proven();
    const first = lab.hash();
    pass(lab, day);
    await lab.reset();
    lab.close();
    const again = Lab.open(lab.file);
    expect(again.hash()).toBe(first);
    pass(again, day);
    expect(again.replay().equal).toBe(true);
    again.close();
  });

  it('answers readings of the new state at once', async () => {
    const lab = buildLab({ ...mixedPopulation, withBaseline: true, withHash: true });
    const query = { list: 'fleet' as const, filters: [{ field: 'online', value: 'true' }], search: '', sort: null };
    const before = [countDevices(lab.db, query), deviceView(lab.db, 1)];
    pass(lab, 3 * day + 10 * hour);
    countDevices(lab.db, query);
    await lab.reset();
    expect([countDevices(lab.db, query), deviceView(lab.db, 1)]).toEqual(before);
  });

  it.each([
    ['withholds what the baseline does not', ['truth', 'hash'], []],
    ['withholds nothing although the checkpoint did', [], ['truth']],
  ] as const)('brings pages and policy in one transaction: a lab that %s', async (_how, now, then) => {
    const lab = proven();
    const first = lab.hash();
    lab.withheld = then;
    const to = then.length === 0 ? 'baseline' : lab.checkpoint('kept').name;
    lab.withheld = now;
    const { atOnce } = watchBackup(() => withheldOf(lab.file));
    expect(await lab.reset(to)).toMatchObject({ hash: first, matches: true });
    expect(atOnce).toEqual([now]);
    expect(lab.withheld).toEqual(now);
    // The checkpoint stays what it was, and nothing lies beside it.
    expect(withheldOf(checkpointFile(lab.file, to))).toEqual(then);
    expect(readdirSync(checkpointFolder(lab.file)).filter((name) => !name.endsWith('.tandem'))).toEqual([]);
  });

  it('reads anew however the pages came in', async () => {
    const lab = buildLab({ ...mixedPopulation, withBaseline: true, withHash: true });
    const query = { list: 'fleet' as const, filters: [{ field: 'online', value: 'true' }], search: '', sort: null };
    const before = countDevices(lab.db, query);
    pass(lab, 3 * day + 10 * hour);
    countDevices(lab.db, query);
    const { revision } = lab;
    watchBackup(() => {
      throw new Error('The last page was in.');
    });
    await expect(lab.reset()).rejects.toThrow('The last page was in.');
    expect(lab.revision).toBeGreaterThan(revision);
    expect(countDevices(lab.db, query)).toBe(before);
    order(lab, 'sync');
    expect(lab.check()).toEqual([]);
  });

  it('refuses to make a missing baseline again for a lab of another engine', async () => {
    const lab = proven();
    lab.db.prepare('UPDATE lab SET engine_version = ?').run(engineVersion + 1);
    rmSync(checkpointFile(lab.file, 'baseline'));
    expect(await codeOf(lab.reset())).toBe('engineDiffers');
    expect(lab.checkpoints()).toEqual([]);
    expect(lab.check()).toEqual([]);
  });

  it('tells when a checkpoint was altered', async () => {
    const lab = proven();
    pass(lab, day);
    lab.checkpoint('altered');
    const copy = Lab.open(checkpointFile(lab.file, 'altered'));
    changeDevice(copy, { disk_free_mb: 1 });
    copy.close();
    expect(await lab.reset('altered')).toMatchObject({ to: 'altered', matches: false });
  });

  it('refuses names without a checkpoint and files that are none, and leaves the lab as it was', async () => {
    const lab = proven();
    pass(lab, day);
    const hash = lab.hash();
    writeFileSync(
      checkpointFile(lab.file, 'broken'),
      'no database at all, only some text that is long enough to be looked at for a while and found wanting',
    );
    expect(await codeOf(lab.reset('nothing'))).toBe('checkpointNotFound');
    expect(await codeOf(lab.reset('../lab'))).toBe('badName');
    expect(await codeOf(lab.reset('broken'))).toBe('foreign');
    expect(lab.hash()).toBe(hash);
    expect(lab.check()).toEqual([]);
  });

  it('lets nobody in while it runs', async () => {
    const lab = buildLab({ ...mixedPopulation, withBaseline: true, withHash: true });
    const first = lab.hash();
    pass(lab, day);
    const resetting = lab.reset();
    expect(refusalCode(() => order(lab, 'sync'))).toBe('jumpRunning');
    expect(refusalCode(() => pass(lab, 60))).toBe('jumpRunning');
    expect(await codeOf(lab.reset())).toBe('jumpRunning');
    expect(await resetting).toMatchObject({ matches: true, hash: first });
    expect(order(lab, 'sync')).toBeGreaterThan(0);
    expect(lab.replay().equal).toBe(true);
  });

  it('is ready again after one that failed', async () => {
    const lab = proven();
    expect(await codeOf(lab.reset('nothing'))).toBe('checkpointNotFound');
    expect(order(lab, 'sync')).toBe(1);
  });
});

describe('create', () => {
  it('never replaces a file unasked, and wholly when asked', () => {
    const lab = proven();
    pass(lab, day);
    lab.checkpoint('mine');
    const hash = lab.hash();
    const again = { ...buildScenario(), seed: 2, devices: null, file: lab.file };
    expect(refusalCode(() => Lab.create(again))).toBe('fileExists');
    expect(refusalCode(() => Lab.create({ ...again, force: true }))).toBe('locked');
    expect(lab.hash()).toBe(hash);
    lab.close();
    const { lab: next } = Lab.create({ ...again, force: true });
    expect(next.checkpoints().map(({ name }) => name)).toEqual(['baseline']);
    expect(next.check()).toEqual([]);
    expect(next.replay().equal).toBe(true);
    next.close();
  });

  it('leaves nothing but the lab, its lock and its checkpoints', () => {
    const lab = proven();
    lab.close();
    expect(readdirSync(join(lab.file, '..')).sort()).toEqual([
      'lab.tandem',
      'lab.tandem.checkpoints',
      'lab.tandem.lock',
    ]);
    expect(readdirSync(checkpointFolder(lab.file))).toEqual(['baseline.tandem']);
    expect(existsSync(`${lab.file}-wal`)).toBe(false);
    expect(statSync(lab.file).size).toBeGreaterThan(10_000);
  });
});
