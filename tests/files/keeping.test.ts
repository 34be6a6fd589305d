// Proves promises of docs/reliability.md.
import { execFileSync } from 'node:child_process';
import Database from 'better-sqlite3';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { LabError } from '../../shared/contract/errors.ts';
import { type ErrorCode } from '../../shared/contract/errors.ts';
import { day } from '../../shared/time.ts';
import { checkpointFile, nextName } from '../../main/lab/files/checkpoints.ts';
import { refuseOwnFiles } from '../../main/lab/files/own.ts';
import { checkpointFolder } from '../../main/lab/files/paths.ts';
import { sweepUnfinishedLabs } from '../../main/lab/files/sweep.ts';
import { lockLab } from '../../main/db/lock.ts';
import { Lab } from '../../main/lab/lab.ts';
import { buildLab, buildScenario, labFolder, order, pass, refusalCode } from '../support/build-lab.ts';
import { givePerson, openedByPerson } from '../support/ordinary-person.ts';

const proven = (set: Parameters<typeof buildLab>[0] = {}): Lab =>
  buildLab({ devices: [{ presence: 'always' }, {}], withHash: true, withBaseline: true, ...set });
const names = (lab: Lab): string[] => lab.checkpoints().map(({ name }) => name);
const codeOf = async (work: Promise<unknown>): Promise<ErrorCode | undefined> =>
  work.then(
    () => undefined,
    (error: unknown) => (error as LabError).code,
  );
const offeredBy = (file: string): unknown => {
  try {
    Lab.open(file).close();
  } catch (error) {
    return (error as LabError).details;
  }
  return 'opened';
};
/** A lab with checkpoints of three days, closed. */
function threeDays(): string {
  const lab = proven();
  for (const name of ['one', 'two', 'three']) {
    pass(lab, day);
    lab.checkpoint(name);
  }
  lab.close();
  return lab.file;
}
const spoil = (path: string): void => {
  const bytes = readFileSync(path);
  bytes.fill(0xaa, 4096, bytes.length);
  writeFileSync(path, bytes);
};

describe('recovering', () => {
  it('offers and takes the newest good checkpoint, and any other by name', () => {
    const file = threeDays();
    spoil(file);
    spoil(checkpointFile(file, 'three'));
    expect(offeredBy(file)).toEqual({ checkpoint: 'two', checkpoints: ['two', 'one', 'baseline'] });
    const { lab, to } = Lab.recover(file);
    expect([to, lab.check(), lab.replay().equal]).toEqual(['two', [], true]);
    lab.close();
    const { lab: older } = Lab.recover(file, 'one');
    expect(older.check()).toEqual([]);
    older.close();
    expect(refusalCode(() => Lab.recover(file, 'three'))).toBe('damaged');
    Lab.open(file).close();
  });

  it('brings back a file that is missing, as a sudden end in the middle of it leaves things', () => {
    const file = threeDays();
    unlinkSync(file);
    writeFileSync(`${file}.part`, Buffer.alloc(4096));
    expect(offeredBy(file)).toEqual({ checkpoint: 'three', checkpoints: ['three', 'two', 'one', 'baseline'] });
    const { lab, kept } = Lab.recover(file);
    expect([kept, lab.check()]).toEqual([null, []]);
    lab.close();
    expect(existsSync(`${file}.part`)).toBe(false);
  });

  it('moves a log without its file out of the way: it would be worked into the checkpoint', () => {
    const file = threeDays();
    const lab = Lab.open(file);
    pass(lab, day);
    const log = readFileSync(`${file}-wal`);
    lab.close();
    unlinkSync(file);
    writeFileSync(`${file}-wal`, log);
    const { lab: back } = Lab.recover(file);
    expect([back.check(), back.replay().equal]).toEqual([[], true]);
    back.close();
  });

  it('leaves the unusable file where it is when the checkpoint cannot take its place', () => {
    const file = threeDays();
    spoil(file);
    const before = readFileSync(file);
    spoil(checkpointFile(file, 'one'));
    expect(refusalCode(() => Lab.recover(file, 'one'))).toBe('damaged');
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(dirname(file)).filter((name) => name.includes('damaged') || name.endsWith('.part'))).toEqual([]);
  });
});

describe('a folder of checkpoints', () => {
  it.skipIf(process.platform === 'win32')('is listed whatever lies in it, and says what is skipped', () => {
    const lab = proven();
    const folder = checkpointFolder(lab.file);
    execFileSync('mkfifo', [join(folder, 'pipe.tandem')]);
    mkdirSync(join(folder, 'folder.tandem'));
    writeFileSync(join(folder, 'text.tandem'), 'a letter');
    writeFileSync(join(folder, 'b.a.d.tandem'), 'a letter');
    copyFileSync(checkpointFile(lab.file, 'baseline'), join(folder, 'endless.tandem'));
    const db = new Database(join(folder, 'endless.tandem'));
    db.exec(`ALTER TABLE lab RENAME TO lab_was; CREATE VIEW lab AS
      WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT l.* FROM lab_was l, n WHERE n.x < 0`);
    db.close();
    copyFileSync(checkpointFile(lab.file, 'baseline'), join(folder, 'logged.tandem'));
    const logged = new Database(join(folder, 'logged.tandem'));
    logged.pragma('journal_mode = WAL');
    logged.close();
    const before = readdirSync(folder);
    const { kept, skipped } = lab.listing();
    expect(kept.map(({ view }) => view.name)).toEqual(['baseline', 'logged']);
    expect(skipped.map(({ name }) => name).sort()).toEqual(['b.a.d', 'endless', 'folder', 'pipe', 'text']);
    expect(skipped.every(({ why }) => why.length > 10)).toBe(true);
    expect(readdirSync(folder)).toEqual(before);
  });

  it('is read again only where something changed', () => {
    const lab = proven();
    lab.checkpoint('mine');
    const path = checkpointFile(lab.file, 'mine');
    utimesSync(path, 1_000_000, 1_000_000);
    expect(names(lab)).toEqual(['baseline', 'mine']);
    writeFileSync(path, Buffer.alloc(statSync(path).size));
    utimesSync(path, 1_000_000, 1_000_000);
    expect(names(lab)).toEqual(['baseline', 'mine']);
    utimesSync(path, 1_000_000, 1_000_001);
    expect(names(lab)).toEqual(['baseline']);
  });

  it('is no crash when it is a file', () => {
    const lab = buildLab();
    writeFileSync(checkpointFolder(lab.file), 'a file');
    expect(lab.listing()).toMatchObject({ kept: [], skipped: [{ name: 'lab.tandem.checkpoints' }] });
    expect(refusalCode(() => lab.checkpoint('x'))).toBe('fileNotWritable');
  });

  it('names archives by the highest number that is there, and reads those of before', async () => {
    const lab = proven();
    copyFileSync(checkpointFile(lab.file, 'baseline'), checkpointFile(lab.file, 'attempt-1'));
    copyFileSync(checkpointFile(lab.file, 'baseline'), checkpointFile(lab.file, 'before reset 7'));
    expect(nextName(lab.file, 'before reset')).toBe('before reset 8');
    expect(await lab.reset('attempt-1')).toMatchObject({ archived: 'before reset 8', matches: true });
  });

  it('loses none that a person named to those that the lab makes by itself, in whatever letters', async () => {
    const lab = proven();
    lab.checkpoint('before Wipe 1');
    lab.checkpoint('Before wipe 3');
    for (let made = 0; made < 7; made += 1) lab.keepBefore('Wipe');
    const mine = ['Before wipe 3', 'before Wipe 1'];
    const kept = ['10', '6', '7', '8', '9'].map((number) => `before Wipe ${number}`);
    expect(names(lab).sort()).toEqual([...mine, ...kept, 'baseline'].sort());
    // Whoever goes back to one of the lab's own goes on with a lab whose checkpoints are a person's again.
    await lab.reset('before Wipe 6');
    lab.checkpoint('before Wipe 11');
    for (let made = 0; made < 6; made += 1) lab.keepBefore('Wipe');
    expect(names(lab)).toEqual(expect.arrayContaining([...mine, 'before Wipe 11', 'before Wipe 17']));
    expect(names(lab)).not.toContain('before Wipe 10');
  });

  it('finds another number where the highest that it reads is taken', () => {
    const lab = proven();
    lab.checkpoint('before wipe 999999999999999');
    lab.keepBefore('Wipe');
    lab.keepBefore('Wipe');
    expect(names(lab)).toEqual(
      expect.arrayContaining(['before Wipe 1000000000000000', 'before Wipe 1000000000000001']),
    );
  });

  it('loses a checkpoint only when somebody says so, and never the baseline, in whatever letters', async () => {
    const lab = proven();
    lab.checkpoint('mine');
    for (const name of ['baseline', 'Baseline', 'BASELINE'])
      expect(refusalCode(() => lab.deleteCheckpoint(name))).toBe('checkpointKept');
    expect(await lab.reset('Baseline')).toMatchObject({ to: 'baseline', matches: true });
    lab.deleteCheckpoint('before reset 1');
    expect(refusalCode(() => lab.deleteCheckpoint('nothing'))).toBe('checkpointNotFound');
    expect(refusalCode(() => lab.deleteCheckpoint('../lab'))).toBe('badName');
    lab.deleteCheckpoint('mine');
    expect(names(lab)).toEqual(['baseline']);
  });
});

describe('a checkpoint of another lab', () => {
  const other = (set: Parameters<typeof buildLab>[0]): Lab => {
    const lab = proven(set);
    pass(lab, day);
    lab.checkpoint('theirs');
    return lab;
  };
  it.each([
    ['another seed', { seed: 2 }],
    ['another scenario', { devices: [{}, {}, {}] }],
    ['the same scenario and seed', {}],
  ] as const)('is refused, with %s', async (_what, set) => {
    const lab = proven();
    const theirs = other(set);
    copyFileSync(checkpointFile(theirs.file, 'theirs'), checkpointFile(lab.file, 'theirs'));
    const hash = lab.hash();
    expect(await codeOf(lab.reset('theirs'))).toBe('otherLab');
    expect(lab.hash()).toBe(hash);
    expect(names(lab)).toEqual(['baseline', 'theirs']);
    lab.close();
    spoil(lab.file);
    expect(offeredBy(lab.file)).toEqual({ checkpoint: 'baseline', checkpoints: ['baseline'] });
    expect(refusalCode(() => Lab.recover(lab.file, 'theirs'))).toBe('otherLab');
  });

  it('does not prove a reset by itself: a baseline without its hash is made again', async () => {
    const lab = proven();
    const first = lab.hash();
    pass(lab, day);
    const db = new Database(checkpointFile(lab.file, 'baseline'));
    db.exec(`UPDATE devices SET disk_free_mb = 1; DELETE FROM lab_local WHERE key = 'hash'`);
    db.close();
    expect(await lab.reset()).toMatchObject({ hash: first, matches: true });
    expect(lab.hash()).toBe(first);
  });

  it('is told from one of a time before labs had an identity', async () => {
    const lab = proven();
    pass(lab, day);
    lab.checkpoint('old');
    const db = new Database(checkpointFile(lab.file, 'old'));
    db.exec(`DELETE FROM lab_local WHERE key = 'identity'`);
    db.close();
    const own = lab.listing().kept[0]!.identity.id;
    expect(await lab.reset('old')).toMatchObject({ matches: true });
    lab.checkpoint('again');
    expect(lab.listing().kept.find(({ view }) => view.name === 'again')!.identity.id).toBe(own);
  });
});

describe('a creation that is taken back', () => {
  it('takes away what it made, and nothing else, before it lets the lock go', () => {
    const file = join(labFolder(), 'lab.tandem');
    mkdirSync(checkpointFolder(file));
    const notes = join(checkpointFolder(file), 'notes.txt');
    writeFileSync(notes, 'mine');
    const { lab } = Lab.create({ ...buildScenario(), seed: 2, devices: null, file });
    lab.discard();
    expect(readFileSync(notes, 'utf8')).toBe('mine');
    expect(readdirSync(dirname(file), { recursive: true }).sort()).toEqual([
      'lab.tandem.checkpoints',
      join('lab.tandem.checkpoints', 'notes.txt'),
    ]);
  });
});

describe('creating by force', () => {
  const force = (file: string) => Lab.create({ ...buildScenario(), seed: 2, devices: null, file, force: true });

  it('replaces a lab and nothing else', () => {
    const folder = labFolder();
    const letter = join(folder, 'letter.txt');
    writeFileSync(letter, 'Dear aunt');
    expect(refusalCode(() => force(letter))).toBe('foreign');
    expect(readdirSync(folder)).toEqual(['letter.txt']);
    expect(readFileSync(letter, 'utf8')).toBe('Dear aunt');
  });

  it('takes away the checkpoints of the lab that it replaces, and leaves what else lies there', () => {
    const file = threeDays();
    const folder = checkpointFolder(file);
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    writeFileSync(join(folder, 'letter.tandem'), 'Dear aunt');
    force(file).lab.close();
    expect(readdirSync(folder).sort()).toEqual(['baseline.tandem', 'letter.tandem', 'notes.txt']);
  });

  it('is asked for where the checkpoints of a missing lab still are', () => {
    const file = threeDays();
    unlinkSync(file);
    expect(refusalCode(() => Lab.create({ ...buildScenario(), seed: 2, devices: null, file }))).toBe('fileExists');
    expect(readdirSync(checkpointFolder(file))).toHaveLength(4);
  });
});

describe.skipIf(process.platform === 'win32')('a file that goes away under an open lab', () => {
  const losses: Record<string, (file: string) => void> = {
    deleted: (file) => rmSync(file),
    moved: (file) => renameSync(file, `${file}.elsewhere`),
    replaced: (file) => {
      copyFileSync(file, `${file}.copy`);
      renameSync(`${file}.copy`, file);
    },
  };
  it.each(Object.keys(losses))(
    'is noticed when it is %s: nothing more is acknowledged, the state can be saved',
    async (how) => {
      const lab = proven();
      order(lab, 'sync', [1]);
      pass(lab, day);
      const hash = lab.hash();
      losses[how]!(lab.file);
      expect(refusalCode(() => order(lab, 'sync', [2]))).toBe('fileGone');
      expect(refusalCode(() => pass(lab, day))).toBe('fileGone');
      expect(refusalCode(() => lab.checkpoint('x'))).toBe('fileGone');
      expect(await codeOf(lab.reset())).toBe('fileGone');
      expect(lab.hash()).toBe(hash);
      const to = join(labFolder(), 'saved.tandem');
      lab.saveCopy(to);
      expect(refusalCode(() => lab.saveCopy(to))).toBe('fileExists');
      lab.close();
      const saved = Lab.open(to);
      expect([saved.hash(), saved.check(), saved.replay().equal]).toEqual([hash, [], true]);
      saved.close();
    },
  );

  it('goes on when the file comes back', () => {
    const lab = proven();
    renameSync(lab.file, `${lab.file}.elsewhere`);
    expect(refusalCode(() => order(lab, 'sync', [1]))).toBe('fileGone');
    renameSync(`${lab.file}.elsewhere`, lab.file);
    expect(order(lab, 'sync', [1])).toBe(1);
  });
});

describe('an export', () => {
  it('goes nowhere where a lab, its checkpoints or its lock lie, by whatever name', () => {
    const lab = proven();
    const { file } = lab;
    const other = buildLab();
    other.close();
    const links = labFolder();
    symlinkSync(file, join(links, 'link.csv'));
    linkSync(file, join(links, 'hard.csv'));
    symlinkSync(dirname(file), join(links, 'labs'));
    const own = [
      file,
      `${file}-wal`,
      `${file}-shm`,
      `${file}.lock`,
      `${file}.creating`,
      `${file}.damaged-1`,
      checkpointFolder(file),
      checkpointFile(file, 'baseline'),
      join(checkpointFolder(file), 'new.csv'),
      join(links, 'link.csv'),
      join(links, 'hard.csv'),
      join(links, 'labs', 'lab.tandem'),
      other.file,
    ];
    for (const path of own)
      expect(
        refusalCode(() => refuseOwnFiles(file, path)),
        path,
      ).toBe('ownFile');
    expect(refusalCode(() => refuseOwnFiles(undefined, other.file))).toBe('ownFile');
    refuseOwnFiles(undefined, join(links, 'new.csv'));
    refuseOwnFiles(file, join(links, 'new.csv'));
    refuseOwnFiles(file, join(dirname(file), 'new.csv'));
    order(lab, 'sync', [1]);
    refuseOwnFiles(file, join(links, 'new.csv.lock'));
    // Looking at its names has not loosened the lab's locks.
    expect(lab.check()).toEqual([]);
  });

  it('goes nowhere beside a lab that is not open, whatever state that is in', () => {
    const open = proven();
    const crashed = threeDays();
    const lab = Lab.open(crashed);
    order(lab, 'sync', [1]);
    const log = readFileSync(`${crashed}-wal`);
    lab.close();
    writeFileSync(`${crashed}-wal`, log);
    const gone = threeDays();
    rmSync(gone);
    const own = ['-wal', '-shm', '-journal', '.lock', '.lock-journal', '.creating', '.creating-wal', '.part'];
    for (const suffix of [...own, '-WAL', '.damaged-1', '.damaged-1-wal', '.checkpoints', '.checkpoints/new.csv'])
      for (const file of [crashed, gone])
        for (const from of [open.file, undefined])
          expect(
            refusalCode(() => refuseOwnFiles(from, `${file}${suffix}`)),
            `${file}${suffix}`,
          ).toBe('ownFile');
    for (const suffix of ['-shm', '-journal', '.checkpoints/new.tandem'])
      expect(
        refusalCode(() =>
          Lab.create({ ...buildScenario(), seed: 1, devices: null, file: `${crashed}${suffix}`, force: true }),
        ),
        suffix,
      ).toBe('ownFile');
    expect(readFileSync(`${crashed}-wal`).equals(log)).toBe(true);
    expect(open.check()).toEqual([]);
  });
});

describe('what a killed process left behind', () => {
  const id = 'aabbccdd-0011-2233-4455-66778899aabb';

  it('goes when the lab is opened', () => {
    const file = threeDays();
    const before = readdirSync(dirname(file), { recursive: true }).sort();
    for (const stray of ['.creating', '.part', `.${id}.part`]) writeFileSync(`${file}${stray}`, Buffer.alloc(8192));
    for (const stray of ['.creating-journal', '.part-wal', `.${id}.part-journal`])
      writeFileSync(`${file}${stray}`, 'x');
    mkdirSync(`${file}.creating.checkpoints`);
    copyFileSync(checkpointFile(file, 'baseline'), join(`${file}.creating.checkpoints`, 'baseline.tandem'));
    writeFileSync(join(`${file}.creating.checkpoints`, `baseline.tandem.${id}.part`), '');
    copyFileSync(checkpointFile(file, 'two'), join(checkpointFolder(file), 'two.tandem.part'));
    for (const stray of [`two.tandem.${id}.part`, 'two.tandem.part-journal', 'baseline.tandem.upgraded'])
      writeFileSync(join(checkpointFolder(file), stray), '');
    Lab.open(file).close();
    expect(readdirSync(dirname(file), { recursive: true }).sort()).toEqual(before);
  });

  it('is told from what a person left there under such a name', () => {
    const file = threeDays();
    const lab = Lab.open(file);
    const folder = checkpointFolder(file);
    mkdirSync(`${file}.creating.checkpoints`);
    const letters = [
      `${file}.creating`,
      `${file}.part`,
      join(`${file}.creating.checkpoints`, 'notes.txt'),
      join(`${file}.creating.checkpoints`, 'baseline.tandem'),
      join(folder, 'four.tandem.part'),
      join(folder, 'four.tandem.upgraded'),
    ];
    const copy = join(labFolder(), 'copy.tandem');
    for (const letter of [...letters, `${copy}.part`]) writeFileSync(letter, 'Dear aunt');
    lab.checkpoint('four');
    lab.saveCopy(copy);
    lab.close();
    Lab.open(file).close();
    spoil(file);
    Lab.recover(file).lab.close();
    expect(refusalCode(() => Lab.create({ ...buildScenario(), seed: 2, devices: null, file, force: true }))).toBe(
      'foreign',
    );
    for (const letter of [...letters, `${copy}.part`]) expect(readFileSync(letter, 'utf8'), letter).toBe('Dear aunt');
    Lab.open(file).close();
  });

  it.skipIf(process.platform === 'win32')('is no hindrance where it may not be looked at', () => {
    const file = threeDays();
    writeFileSync(`${file}.part`, '');
    chmodSync(`${file}.part`, 0o000);
    givePerson(dirname(file));
    expect(openedByPerson(file)).toBe('done');
    chmodSync(dirname(file), 0o300);
    expect(openedByPerson(file)).toBe('done');
    chmodSync(dirname(file), 0o700);
    writeFileSync(`${file}.part`, 'Dear aunt');
    chmodSync(`${file}.part`, 0o000);
    expect(openedByPerson(file)).toBe('done');
    expect(existsSync(`${file}.part`)).toBe(true);
  });

  it('goes from a folder of labs when nobody is making them', () => {
    const folder = labFolder();
    for (const name of ['a.tandem.creating', 'b.tandem.creating', `c.tandem.${id}.part`, 'notes.creating'])
      writeFileSync(join(folder, name), '');
    writeFileSync(join(folder, 'd.tandem.creating'), 'Dear aunt');
    const { release } = lockLab(join(folder, 'b.tandem'));
    sweepUnfinishedLabs(folder);
    release();
    const kept = ['d.tandem.creating', 'notes.creating'];
    expect(readdirSync(folder).sort()).toEqual(['b.tandem.creating', 'b.tandem.lock', ...kept]);
    sweepUnfinishedLabs(folder);
    expect(readdirSync(folder)).toEqual(kept);
  });
});
