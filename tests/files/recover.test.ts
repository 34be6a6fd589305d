// Proves promises of docs/reliability.md.
import Database from 'better-sqlite3';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LabError } from '../../shared/contract/errors.ts';
import { day } from '../../shared/time.ts';
import { checkpointFile } from '../../main/lab/files/checkpoints.ts';
import { Lab } from '../../main/lab/lab.ts';
import { buildLab, pass, refusalCode } from '../support/build-lab.ts';

function ruinedLab(): { file: string; hash: string } {
  const lab = buildLab({ withBaseline: true });
  pass(lab, day);
  const { hash } = lab.checkpoint('day one');
  pass(lab, day);
  const { file } = lab;
  lab.close();
  writeFileSync(file, 'no longer a lab');
  return { file, hash: hash! };
}

describe('Lab.recover', () => {
  it('is offered with the refusal of a file that has a checkpoint', () => {
    const { file } = ruinedLab();
    expect(() => Lab.open(file)).toThrow(/Its checkpoint "day one" can take its place/);
    try {
      Lab.open(file);
    } catch (error) {
      expect(error).toBeInstanceOf(LabError);
      expect((error as LabError).details).toEqual({ checkpoint: 'day one', checkpoints: ['day one', 'baseline'] });
    }
    expect(readFileSync(file, 'utf8')).toBe('no longer a lab');
  });

  it('is not offered where no checkpoint can be used', () => {
    const { file } = ruinedLab();
    for (const name of ['day one', 'baseline']) {
      const db = new Database(checkpointFile(file, name));
      db.exec('PRAGMA foreign_keys = OFF; DELETE FROM site');
      db.close();
    }
    expect(() => Lab.open(file)).toThrow(LabError);
    expect(() => Lab.open(file)).not.toThrow(/can take its place/);
    expect(refusalCode(() => Lab.recover(file))).toBe('checkpointNotFound');
  });

  it('puts the newest checkpoint in the place of the unusable file, and keeps that file', () => {
    const { file, hash } = ruinedLab();
    const { lab, kept, to } = Lab.recover(file);
    expect(to).toBe('day one');
    expect(lab.hash()).toBe(hash);
    expect(lab.check()).toEqual([]);
    expect(readFileSync(kept!, 'utf8')).toBe('no longer a lab');
    pass(lab, day);
    expect(lab.replay().equal).toBe(true);
    lab.close();
  });

  it('takes another checkpoint when it is named', () => {
    const { file } = ruinedLab();
    const { lab, to } = Lab.recover(file, 'baseline');
    expect(to).toBe('baseline');
    lab.close();
  });

  it('refuses without a checkpoint, and touches nothing', () => {
    const { file } = ruinedLab();
    expect(refusalCode(() => Lab.recover(file, 'never made'))).toBe('checkpointNotFound');
    expect(readFileSync(file, 'utf8')).toBe('no longer a lab');
    expect(existsSync(`${file}.damaged-1`)).toBe(false);
  });

  it('is refused while another owner has the lab', () => {
    const lab = buildLab({ withBaseline: true });
    expect(refusalCode(() => Lab.recover(lab.file))).toBe('locked');
  });
});
