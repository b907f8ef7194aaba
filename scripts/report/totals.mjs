// @ts-check
/**
 * Turns what the test tools report into numbers that can be added up. Pure: reports in, totals out.
 *
 * A suite that crashed, says nothing or says something else than its exit code does counts as a failure,
 * so that no test can get lost on the way to the last line.
 *
 * @typedef {{ passed: number, failed: number, skipped: number }} Totals
 */

/** @type {Totals} */
export const oneFailure = { passed: 0, failed: 1, skipped: 0 };

/** @type {Totals} */
export const onePass = { passed: 1, failed: 0, skipped: 0 };

/**
 * One check that is its exit code.
 * @param {number} exitCode
 * @returns {Totals}
 */
export function exitCodeTotals(exitCode) {
  return exitCode === 0 ? onePass : oneFailure;
}

/**
 * @param {unknown} report what vitest's json reporter wrote; undefined when there is no such file
 * @param {number} exitCode
 * @returns {Totals}
 */
export function vitestTotals(report, exitCode) {
  const root = asRecord(report);
  const passed = asCount(root?.numPassedTests);
  const failed = asCount(root?.numFailedTests);
  const pending = asCount(root?.numPendingTests);
  if (passed === undefined || failed === undefined || pending === undefined) return oneFailure;
  const files = Array.isArray(root?.testResults) ? root.testResults.map(asRecord) : [];
  // A file that cannot even be loaded has no tests that could fail.
  const brokenFiles = files.filter((file) => {
    const tests = Array.isArray(file?.assertionResults) ? file.assertionResults : [];
    return file?.status === 'failed' && !tests.some((test) => asRecord(test)?.status === 'failed');
  });
  const skipped = pending + (asCount(root?.numTodoTests) ?? 0);
  return checked({ passed, failed: failed + brokenFiles.length, skipped }, exitCode);
}

/**
 * @param {unknown} report what Playwright's json reporter wrote; undefined when there is no such file
 * @param {number} exitCode
 * @returns {Totals}
 */
export function playwrightTotals(report, exitCode) {
  const root = asRecord(report);
  const stats = asRecord(root?.stats);
  const expected = asCount(stats?.expected);
  const unexpected = asCount(stats?.unexpected);
  const flaky = asCount(stats?.flaky);
  const skipped = asCount(stats?.skipped);
  if (
    expected === undefined ||
    unexpected === undefined ||
    flaky === undefined ||
    skipped === undefined
  ) {
    return oneFailure;
  }
  // Errors outside of any test: a file that cannot be loaded, a server that did not start.
  const outside = Array.isArray(root?.errors) ? root.errors.length : 0;
  // Playwright's word for a test that passed at the second try.
  return checked({ passed: expected + flaky, failed: unexpected + outside, skipped }, exitCode);
}

/**
 * The report of our own scripts: `{ "checks": [{ "name": "…", "isPassed": true }] }`.
 * @param {unknown} report
 * @param {number} exitCode
 * @returns {Totals}
 */
export function checksTotals(report, exitCode) {
  const checks = asRecord(report)?.checks;
  if (!Array.isArray(checks)) return oneFailure;
  const passed = checks.filter((check) => asRecord(check)?.isPassed === true).length;
  return checked({ passed, failed: checks.length - passed, skipped: 0 }, exitCode);
}

/**
 * @param {readonly Totals[]} all
 * @returns {Totals}
 */
export function sumTotals(all) {
  return all.reduce(
    (sum, totals) => ({
      passed: sum.passed + totals.passed,
      failed: sum.failed + totals.failed,
      skipped: sum.skipped + totals.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

/** @param {Totals} totals */
export function isGreen(totals) {
  return totals.failed === 0 && totals.passed > 0;
}

/** @param {Totals} totals */
export function totalsLine(totals) {
  const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
  return `${totals.passed} passed, ${totals.failed} failed${skipped}`;
}

/**
 * A report of failures goes with a failing exit, and a report of passes with a good one. When they
 * disagree, or nothing ran, one failure more is the honest number.
 * @param {Totals} totals
 * @param {number} exitCode
 * @returns {Totals}
 */
function checked(totals, exitCode) {
  const isExplained = totals.failed > 0 || (exitCode === 0 && totals.passed > 0);
  return isExplained ? totals : { ...totals, failed: totals.failed + 1 };
}

/**
 * @param {unknown} value
 * @returns {Record<string, unknown> | undefined}
 */
function asRecord(value) {
  return typeof value === 'object' && value !== null
    ? /** @type {Record<string, unknown>} */ (value)
    : undefined;
}

/**
 * @param {unknown} value
 * @returns {number | undefined}
 */
function asCount(value) {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;
}
