// Proves promises of docs/reliability.md and docs/desktop.md.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FileReading } from '../../main/app/file-reading.ts';
import { readAutopilotCsv } from '../../main/lab/autopilot/csv.ts';
import { readScenarioFile } from '../../main/lab/scenario/file.ts';
import { labFolder } from '../support/build-lab.ts';
import { scenarioFolder } from '../support/scenarios.ts';

function start() {
  const told: (string | null)[] = [];
  const worker = resolve(import.meta.dirname, '../../main/workers/files.ts');
  return { reading: new FileReading(worker, ({ fileName }) => told.push(fileName)), told };
}
function write(name: string, content: string): string {
  const path = join(labFolder(), name);
  writeFileSync(path, content);
  return path;
}
const firstDay = readFileSync(join(scenarioFolder, 'first-day.scenario.yaml'), 'utf8');
const unknownFields = (): string =>
  write('unknown.yaml', firstDay + Array.from({ length: 45_000 }, (_, field) => `x${field}: 1\n`).join(''));

describe('FileReading', () => {
  it('reads beside the main thread, which goes on answering, and tells what it reads', async () => {
    const { reading, told } = start();
    const ends: string[] = [];
    const read = reading.read('scenario', unknownFields()).then((result) => {
      ends.push('file');
      return result;
    });
    for (let turn = 0; turn < 20; turn += 1) await new Promise((done) => setImmediate(done));
    ends.push('another request');
    const result = (await read) as { problems: { path: string }[] };
    expect(ends).toEqual(['another request', 'file']);
    expect(result.problems).toHaveLength(100);
    expect(result.problems[0]).toMatchObject({ path: 'x0' });
    expect(told).toEqual(['unknown.yaml', null]);
  });

  it('is canceled by a person, and by the next file', async () => {
    const { reading, told } = start();
    const first = reading.read('scenario', unknownFields());
    await reading.cancel();
    expect(await first).toBeNull();
    const second = reading.read('scenario', unknownFields());
    const third = reading.read('scenario', write('good.yaml', firstDay));
    expect(await second).toBeNull();
    expect(await third).toMatchObject({ summary: { name: 'first-day' } });
    // What the second leaves behind when it is canceled hides nothing of the third.
    expect(told).toEqual(['unknown.yaml', null, 'unknown.yaml', 'good.yaml', null]);
    await reading.cancel();
  });

  it('hands on a refusal as it is', async () => {
    const { reading } = start();
    await expect(reading.read('autopilotCsv', write('blank.csv', '\n'))).rejects.toMatchObject({
      code: 'fileMalformed',
    });
  });
});

describe('what a person’s file may be', () => {
  it.each([
    ['a million brackets', () => write('brackets.yaml', `a: ${'['.repeat(1_572_864)}`), 'nested too deeply'],
    ['a long line', () => write('line.yaml', `a: ${'x'.repeat(1_000_000)}`), 'too long'],
    ['more than two mebibytes', () => write('large.yaml', 'a: 1\n'.repeat(500_000)), 'too large'],
  ])('a scenario of %s is refused by its shape', (_what, file, message) => {
    const result = readScenarioFile(file());
    expect(JSON.stringify(result)).toContain(message);
  });

  it('blank lines of a list count as none, however many there are', () => {
    const header = 'Device Serial Number,Windows Product ID,Hardware Hash\n';
    expect(() => readAutopilotCsv(write('blank.csv', '\n'.repeat(8_000_000)))).toThrow('The file is empty.');
    const rows = (count: number) => header + '\r\n \n'.repeat(1000) + 'a,b,T0FI\n'.repeat(count);
    expect(() => readAutopilotCsv(write('many.csv', rows(501)))).toThrow('The file has 501 rows');
    expect(() => readAutopilotCsv(write('all.csv', rows(500_000)))).toThrow('The file has 500000 rows');
    const { refused } = readAutopilotCsv(write('good.csv', rows(2)));
    expect(refused.map(({ line }) => line)).toEqual([2003]);
  });

  it.skipIf(process.platform === 'win32')('a pipe is refused and not waited for', () => {
    const pipe = join(labFolder(), 'pipe.yaml');
    execFileSync('mkfifo', [pipe]);
    expect(readScenarioFile(pipe)).toMatchObject({ ok: false, errors: [{ message: 'The file cannot be read.' }] });
    expect(() => readAutopilotCsv(pipe)).toThrow('cannot be read');
  });
});
