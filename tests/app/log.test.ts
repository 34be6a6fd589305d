// Proves promises of docs/desktop.md.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Log } from '../../main/app/log.ts';
import { traceOf } from '../../main/workers/rpc.ts';
import { LabError } from '../../shared/contract/errors.ts';
import { labFolder } from '../support/build-lab.ts';

describe('Log', () => {
  it('writes lines to its file, the same one after another only once, and keeps one earlier file', () => {
    const log = new Log(join(labFolder(), 'logs'));
    for (const line of ['lab:open fileNotFound', 'lab:open fileNotFound', 'end']) log.info(line);
    log.fault('lab:check', 'TypeError\n  at check (lab.cjs:1:2)');
    const text = readFileSync(log.file, 'utf8');
    expect(text.match(/fileNotFound/g)).toHaveLength(1);
    expect(text).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \[info\] +lab:open fileNotFound\n/);
    expect(log.lastLines().slice(-2)).toEqual([
      expect.stringMatching(/\[error\] lab:check TypeError$/),
      '  at check (lab.cjs:1:2)',
    ]);
    for (let number = 0; number < 3000; number += 1) log.info(`${number} ${'x'.repeat(500)}`);
    expect(existsSync(`${log.file}.old`)).toBe(true);
    expect(readFileSync(log.file).length).toBeLessThan(600 * 1024);
    expect(log.lastLines()).toHaveLength(30);
  });
});

describe('traceOf', () => {
  it('says kind, code and frames of an error and its cause, without paths and without a word of a message', () => {
    const cause = Object.assign(new TypeError('LAP-MAYA is undefined'), { code: 'SQLITE_CORRUPT' });
    const trace = traceOf(new LabError('damaged', 'The lab of Maya Lind in /home/maya.', { cause }));
    expect(trace).toMatch(/^LabError\n {2}at .*log\.test\.ts:\d+:\d+/);
    expect(trace).toContain('caused by TypeError SQLITE_CORRUPT\n');
    expect(trace).not.toMatch(/maya|damaged|\//i);
    expect(traceOf('LAP-MAYA')).toBe('string');
  });
});
