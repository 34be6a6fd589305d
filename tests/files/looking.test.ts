// Proves promises of docs/reliability.md.
import Database from 'better-sqlite3';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { day } from '../../shared/time.ts';
import { Lab } from '../../main/lab/lab.ts';
import { buildLab, labFolder, order, pass, refusalCode } from '../support/build-lab.ts';
import { givePerson, openedByPerson } from '../support/ordinary-person.ts';

/** Every file of the folder with its content, and which of them this process has open. */
function stateOf(folder: string): { files: Record<string, string>; open: string[] } {
  const files = readdirSync(folder).map((name) => {
    const path = join(folder, name);
    return [name, statSync(path).isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : 'no file'];
  });
  return { files: Object.fromEntries(files) as Record<string, string>, open: openIn(folder) };
}
function openIn(folder: string): string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${fd}`);
      return path.startsWith(folder) ? [path] : [];
    } catch {
      return [];
    }
  });
}
/** Opens what should be refused: no byte changes, no file comes, no handle stays. */
function refusedUntouched(file: string): string {
  const folder = dirname(file);
  const before = stateOf(folder);
  let message = 'nothing was refused';
  try {
    Lab.open(file).close();
  } catch (error) {
    message = `${(error as { code?: string }).code}: ${(error as Error).message}`;
  }
  expect(stateOf(folder)).toEqual(before);
  expect(before.open).toEqual([]);
  return message;
}
const workedLab = (seed: number, days = 2): Lab => {
  const lab = buildLab({ devices: [{ presence: 'always' }, {}, {}], seed });
  for (let at = 0; at < days; at += 1) {
    order(lab, 'sync', [1]);
    pass(lab, day);
  }
  return lab;
};
/** Files of a lab as a crash leaves them: with the log beside. */
function crashed(seed: number): { bytes: Buffer; log: Buffer } {
  const lab = workedLab(seed);
  const found = { bytes: readFileSync(lab.file), log: readFileSync(`${lab.file}-wal`) };
  lab.close();
  return found;
}

describe('the first look at a file', () => {
  it('leaves a lab with a broken header as it is, without log, lock or handle', () => {
    const lab = workedLab(1);
    lab.close();
    const bytes = readFileSync(lab.file);
    for (const at of [16, 18, 19, 20, 24, 28, 44, 47, 56, 100, 103]) {
      const broken = Buffer.from(bytes);
      broken[at]! ^= 0xff;
      const file = join(labFolder(), 'lab.tandem');
      writeFileSync(file, broken);
      const before = stateOf(dirname(file));
      try {
        Lab.open(file).close();
      } catch {
        expect(stateOf(dirname(file)), `byte ${at}`).toEqual(before);
      }
      expect(openIn(dirname(file))).toEqual([]);
    }
  });

  it('opens a lab with the log of its own crash', () => {
    const { bytes, log } = crashed(1);
    const file = join(labFolder(), 'lab.tandem');
    writeFileSync(file, bytes);
    writeFileSync(`${file}-wal`, log);
    const lab = Lab.open(file);
    expect(lab.check()).toEqual([]);
    expect(lab.replay().equal).toBe(true);
    lab.close();
    expect(existsSync(`${file}-wal`)).toBe(false);
  });

  it('says of a lab with the log of another lab that the log is not its own, and touches neither', () => {
    const { log } = crashed(1);
    const other = buildLab({ devices: Array.from({ length: 40 }, () => ({})), seed: 9 });
    other.close();
    const file = join(labFolder(), 'lab.tandem');
    copyFileSync(other.file, file);
    writeFileSync(`${file}-wal`, log);
    expect(refusedUntouched(file)).toMatch(/^damaged: .*belongs to another file.*Move the log away/);
  });

  it('never lets a journal beside it be worked into a file that is refused', () => {
    const lab = workedLab(1);
    lab.close();
    const db = new Database(lab.file);
    db.exec('CREATE TABLE evil (x)');
    db.pragma('journal_mode = DELETE');
    db.close();
    writeFileSync(`${lab.file}-journal`, Buffer.alloc(4096, 7));
    expect(refusedUntouched(lab.file)).toMatch(/^foreign/);
  });

  it.skipIf(process.platform === 'win32')('ends at a pipe, at once', () => {
    const file = join(labFolder(), 'lab.tandem');
    execFileSync('mkfifo', [file]);
    expect(refusalCode(() => Lab.open(file))).toBe('foreign');
    expect(readdirSync(dirname(file))).toEqual(['lab.tandem']);
  });

  it('refuses a lab with a second name: each name would be an owner', () => {
    const lab = workedLab(1);
    lab.close();
    linkSync(lab.file, join(dirname(lab.file), 'second.tandem'));
    expect(refusedUntouched(join(dirname(lab.file), 'second.tandem'))).toMatch(/^fileNotWritable: .*second name/);
  });

  it.skipIf(process.platform === 'win32')('refuses a read-only file without a trace', () => {
    const lab = workedLab(1);
    lab.close();
    chmodSync(lab.file, 0o444);
    givePerson(dirname(lab.file));
    const before = stateOf(dirname(lab.file));
    expect(openedByPerson(lab.file)).toBe('fileNotWritable');
    expect(stateOf(dirname(lab.file))).toEqual(before);
  });
});
