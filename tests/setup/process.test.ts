import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isOnlyAlive, listenForSilence, stream } from '../../tools/setup/process.mjs';
import { temporaryFolder } from './temporary-folder.ts';
import ProgressReporter from '../../tools/setup/stages/progress-reporter.mjs';

const node = (script: string, silenceMs: number) => stream(process.execPath, ['-e', script], { silenceMs });

/** A program that starts another on the same terminal, which would go on for ever. */
function parent(then: string) {
  const file = join(temporaryFolder(), 'child');
  const script = `
    const child = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'inherit' });
    require('fs').writeFileSync(${JSON.stringify(file)}, String(child.pid));
    ${then}`;
  return { script, childId: () => Number(readFileSync(file, 'utf8')) };
}
const isAlive = (processId: number): boolean => {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
};

describe('a program that is listened to', () => {
  it('is ended when it falls silent', async () => {
    expect(await node('setInterval(() => undefined, 1000)', 300)).toEqual({ code: 1, fellSilent: true });
  });

  it('ends with its children', async () => {
    const { script, childId } = parent('setInterval(() => undefined, 1000)');
    expect(await node(script, 2000)).toMatchObject({ fellSilent: true });
    await vi.waitUntil(() => !isAlive(childId()), { timeout: 60_000 });
  });

  it('keeps its exit code, and is not waited for because of a child that it left behind', async () => {
    expect(await node('process.exitCode = 3', 60_000)).toEqual({ code: 3, fellSilent: false });
    const { script, childId } = parent('process.exit()');
    expect(await node(script, 60_000)).toEqual({ code: 0, fellSilent: false });
    expect(isAlive(childId())).toBe(true);
    process.kill(childId(), 'SIGKILL');
  });

  it('that cannot be started is a failure', async () => {
    expect(await stream('no-such-program', [], { silenceMs: 60_000 })).toEqual({ code: 127, fellSilent: false });
  });
});

describe('silence', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is measured from the last word on, however long the whole takes', () => {
    const fellSilent = vi.fn();
    const silence = listenForSilence(1000, fellSilent);
    for (let words = 0; words < 100; words += 1) {
      vi.advanceTimersByTime(999);
      silence.heard();
    }
    expect(fellSilent).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1000);
    expect(fellSilent).toHaveBeenCalledOnce();
  });

  it('is not broken by a clock, only by what gets further', () => {
    expect(isOnlyAlive('  still at it, 5.0 s\n  still at it, 10 s\n')).toBe(true);
    expect(isOnlyAlive('  still at it, 5.0 s, 3 of 10 MB\n')).toBe(false);
    expect(isOnlyAlive('  still at it, 5.0 s\n✓ one more test\n')).toBe(false);
  });

  it('is nothing to one that does not listen, or no longer', () => {
    const fellSilent = vi.fn();
    listenForSilence(0, fellSilent).heard();
    listenForSilence(1000, fellSilent).stop();
    vi.advanceTimersByTime(1_000_000);
    expect(fellSilent).not.toHaveBeenCalled();
  });

  it('does not come over a long file of tests', () => {
    const said = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    try {
      const reporter = new ProgressReporter();
      for (let test = 0; test < 120; test += 1) {
        vi.advanceTimersByTime(1000);
        reporter.onTestCaseResult();
      }
      expect(said.mock.calls.map(([text]) => String(text).trim())).toEqual([
        '30 tests so far',
        '60 tests so far',
        '90 tests so far',
        '120 tests so far',
      ]);
    } finally {
      said.mockRestore();
    }
  });
});
