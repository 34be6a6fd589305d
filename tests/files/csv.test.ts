import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeAtOnce, writeCsv } from '../../main/lab/files/csv.ts';
import { LabError } from '../../shared/contract/errors.ts';
import { labFolder } from '../support/build-lab.ts';

function* rows(count: number, endsWith?: Error): Generator<string[]> {
  for (let row = 1; row <= count; row += 1) yield [`device ${row}`, '=1+1', 'x'.repeat(100)];
  if (endsWith) throw endsWith;
}
const refusalOf = (work: () => unknown): LabError => {
  try {
    work();
  } catch (error) {
    if (error instanceof LabError) return error;
    throw error;
  }
  throw new Error('it was written');
};

describe('a file of CSV', () => {
  it('is written in pieces, has its name when it is whole, and escapes formulas', () => {
    const to = join(labFolder(), 'devices.csv');
    const writing = writeCsv(to, ['Name', 'Note', 'Text'], rows(3000));
    const seen: number[] = [];
    let step = writing.next();
    for (; !step.done; step = writing.next()) {
      seen.push(step.value);
      expect(existsSync(to)).toBe(false);
    }
    expect(step.value).toEqual({ rows: 3000 });
    expect(seen.length).toBeGreaterThan(3);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    const lines = readFileSync(to, 'utf8').split('\r\n');
    expect(lines[0]).toBe('\uFEFFName,Note,Text');
    expect(lines[3000]).toMatch(/^device 3000,'=1\+1,x+$/);
    expect(lines).toHaveLength(3002);
  });

  it('leaves alone what lies beside it, and replaces only what it was to replace', () => {
    const folder = labFolder();
    const to = join(folder, 'devices.csv');
    writeFileSync(`${to}.part`, 'of somebody else');
    writeFileSync(to, 'of before');
    writeAtOnce(writeCsv(to, ['Name'], [['one']]));
    expect(readFileSync(to, 'utf8')).toBe('\uFEFFName\r\none\r\n');
    expect(readFileSync(`${to}.part`, 'utf8')).toBe('of somebody else');
    expect(readdirSync(folder).sort()).toEqual(['devices.csv', 'devices.csv.part']);
  });

  it('is no file at all when its rows end early, or nobody goes on with it', () => {
    const folder = labFolder();
    const to = join(folder, 'devices.csv');
    writeFileSync(to, 'of before');
    expect(() => writeAtOnce(writeCsv(to, ['Name'], rows(2000, new Error('the rows'))))).toThrow('the rows');
    const left = writeCsv(to, ['Name'], rows(2000));
    left.next();
    left.return({ rows: 0 });
    expect(readFileSync(to, 'utf8')).toBe('of before');
    expect(readdirSync(folder)).toEqual(['devices.csv']);
  });

  it('is refused by the name of the target', () => {
    const folder = labFolder();
    const to = join(folder, 'no', 'devices.csv');
    const missing = refusalOf(() => writeAtOnce(writeCsv(to, ['Name'], [])));
    expect(missing.code).toBe('fileNotFound');
    expect(missing.message).toContain(to);
    expect(missing.message).not.toContain('.part');
    const onFolder = refusalOf(() => writeAtOnce(writeCsv(folder, ['Name'], [])));
    expect(onFolder.message).toContain(`${folder} cannot be written`);
    expect(readdirSync(folder)).toEqual([]);
  });
});
