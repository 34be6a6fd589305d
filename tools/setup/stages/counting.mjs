// What the test runners say of their own runs, turned into the one line that ends `npm test`.

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @type {Counts} */
export const nothing = { passed: 0, failed: 0, skipped: 0 };

/** A check without parts of its own: it passed or it failed. @returns {Counts} */
export function countCheck(/** @type {boolean} */ isGood) {
  return isGood ? { ...nothing, passed: 1 } : { ...nothing, failed: 1 };
}

/**
 * Counts from Vitest's JSON report. A file that could not even be loaded has no test to fail and counts as one failure,
 * and so does an error outside any test.
 * @param {any} report null when the run ended before it wrote one
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countVitest(report, exitCode) {
  if (!report) return countCheck(false);
  const brokenFiles = report.testResults.filter(
    (/** @type {any} */ file) =>
      file.status === 'failed' && !file.assertionResults.some((/** @type {any} */ test) => test.status === 'failed'),
  );
  const failed = report.numFailedTests + brokenFiles.length;
  return {
    passed: report.numPassedTests,
    failed: atLeastOne(failed, exitCode),
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * Counts from Playwright's JSON report. A flaky test failed at least once, so it is a failure here.
 * @param {any} report null when the run ended before it wrote one
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countPlaywright(report, exitCode) {
  if (!report) return countCheck(false);
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: atLeastOne(unexpected + flaky + report.errors.length, exitCode), skipped };
}

/** A runner that reports a failure by its exit code alone must not end in "0 failed". */
function atLeastOne(/** @type {number} */ failed, /** @type {number} */ exitCode) {
  return failed === 0 && exitCode !== 0 ? 1 : failed;
}

/** @returns {Counts} */
export function add(/** @type {Counts} */ a, /** @type {Counts} */ b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

export function summaryLine(/** @type {Counts} */ { passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
