import { describe, expect, it } from 'vitest';
import {
  add,
  countCheck,
  countPlaywright,
  countVitest,
  nothing,
  summaryLine,
} from '../../../tools/setup/stages/counting.mjs';

const vitest = {
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [] as unknown[],
};
const playwright = { stats: { expected: 4, unexpected: 0, flaky: 0, skipped: 0 }, errors: [] as unknown[] };

describe('countVitest', () => {
  it('takes passed, failed and skipped from the report', () => {
    const report = { ...vitest, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 };
    expect(countVitest(report, 1)).toEqual({ passed: 5, failed: 2, skipped: 2 });
  });

  it('counts a file that could not be loaded', () => {
    const report = {
      ...vitest,
      testResults: [
        { status: 'failed', assertionResults: [] },
        { status: 'passed', assertionResults: [{ status: 'passed' }] },
      ],
    };
    expect(countVitest(report, 1).failed).toBe(1);
  });

  it('does not count a failed test twice', () => {
    const report = {
      ...vitest,
      numFailedTests: 1,
      testResults: [{ status: 'failed', assertionResults: [{ status: 'failed' }] }],
    };
    expect(countVitest(report, 1).failed).toBe(1);
  });

  it('turns a failure that only the exit code tells into a failed test', () => {
    expect(countVitest(vitest, 1)).toEqual({ passed: 5, failed: 1, skipped: 0 });
  });

  it('takes a run without a report for a failure', () => {
    expect(countVitest(null, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

describe('countPlaywright', () => {
  it('takes passed, failed and skipped from the report', () => {
    const report = { ...playwright, stats: { expected: 4, unexpected: 1, flaky: 0, skipped: 3 } };
    expect(countPlaywright(report, 1)).toEqual({ passed: 4, failed: 1, skipped: 3 });
  });

  it('calls a flaky test failed', () => {
    expect(countPlaywright({ ...playwright, stats: { ...playwright.stats, flaky: 1 } }, 0).failed).toBe(1);
  });

  it('counts an error outside any test', () => {
    expect(countPlaywright({ ...playwright, errors: [{ message: 'no tests found' }] }, 1).failed).toBe(1);
  });

  it('turns a failure that only the exit code tells into a failed test', () => {
    expect(countPlaywright(playwright, 1).failed).toBe(1);
  });
});

describe('summaryLine', () => {
  it('adds up stages', () => {
    const total = [countCheck(true), countCheck(false), { passed: 7, failed: 0, skipped: 0 }].reduce(add, nothing);
    expect(summaryLine(total)).toBe('8 passed, 1 failed');
  });

  it('mentions skipped tests only when there are some', () => {
    expect(summaryLine({ passed: 3, failed: 0, skipped: 2 })).toBe('3 passed, 0 failed, 2 skipped');
  });
});
