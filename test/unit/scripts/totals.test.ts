import { describe, expect, it } from 'vitest';
import {
  checksTotals,
  exitCodeTotals,
  isGreen,
  playwrightTotals,
  sumTotals,
  totalsLine,
  vitestTotals,
} from '../../../scripts/report/totals.mjs';

const vitestReport = {
  numPassedTests: 7,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [{ status: 'passed', assertionResults: [{ status: 'passed' }] }],
};

const playwrightReport = {
  stats: { expected: 5, unexpected: 0, flaky: 0, skipped: 0 },
  errors: [],
};

describe('a check that is its exit code', () => {
  it('passes with 0 and fails with anything else', () => {
    expect(exitCodeTotals(0)).toEqual({ passed: 1, failed: 0, skipped: 0 });
    expect(exitCodeTotals(1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(exitCodeTotals(137)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

describe('the report of vitest', () => {
  it('is taken at its word', () => {
    expect(vitestTotals(vitestReport, 0)).toEqual({ passed: 7, failed: 0, skipped: 0 });
  });

  it('counts skipped tests and those to be written', () => {
    const report = { ...vitestReport, numPendingTests: 2, numTodoTests: 1 };
    expect(vitestTotals(report, 0)).toEqual({ passed: 7, failed: 0, skipped: 3 });
  });

  it('counts failed tests once, however vitest exits', () => {
    const report = {
      ...vitestReport,
      numFailedTests: 2,
      testResults: [{ status: 'failed', assertionResults: [{ status: 'failed' }] }],
    };
    expect(vitestTotals(report, 1)).toEqual({ passed: 7, failed: 2, skipped: 0 });
    expect(vitestTotals(report, 0)).toEqual({ passed: 7, failed: 2, skipped: 0 });
  });

  it('counts a file that could not be loaded', () => {
    const report = {
      ...vitestReport,
      testResults: [
        { status: 'failed', assertionResults: [] },
        { status: 'failed', assertionResults: [{ status: 'passed' }] },
        { status: 'passed', assertionResults: [] },
      ],
    };
    expect(vitestTotals(report, 1)).toEqual({ passed: 7, failed: 2, skipped: 0 });
  });

  it('counts one failure when all tests passed but vitest did not, as for an unhandled rejection', () => {
    expect(vitestTotals(vitestReport, 1)).toEqual({ passed: 7, failed: 1, skipped: 0 });
  });

  it('counts one failure when no test ran, or all were skipped', () => {
    const nothing = { ...vitestReport, numPassedTests: 0, testResults: [] };
    expect(vitestTotals(nothing, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(vitestTotals({ ...nothing, numPendingTests: 4 }, 0)).toEqual({
      passed: 0,
      failed: 1,
      skipped: 4,
    });
  });

  it('counts one failure when there is no report, or one that cannot be read', () => {
    for (const report of [undefined, null, 'text', [], {}, { numPassedTests: '7' }]) {
      expect(vitestTotals(report, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    }
  });
});

describe('the report of Playwright', () => {
  it('is taken at its word', () => {
    expect(playwrightTotals(playwrightReport, 0)).toEqual({ passed: 5, failed: 0, skipped: 0 });
  });

  it('counts unexpected results as failures, and tests that passed at the second try as passes', () => {
    const report = { stats: { expected: 5, unexpected: 2, flaky: 1, skipped: 4 }, errors: [] };
    expect(playwrightTotals(report, 1)).toEqual({ passed: 6, failed: 2, skipped: 4 });
  });

  it('counts errors outside of tests', () => {
    const report = { ...playwrightReport, errors: [{ message: 'a' }, { message: 'b' }] };
    expect(playwrightTotals(report, 1)).toEqual({ passed: 5, failed: 2, skipped: 0 });
  });

  it('counts one failure when it disagrees with the exit code, is empty or is missing', () => {
    expect(playwrightTotals(playwrightReport, 1)).toEqual({ passed: 5, failed: 1, skipped: 0 });
    const empty = { stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }, errors: [] };
    expect(playwrightTotals(empty, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    for (const report of [undefined, {}, { stats: { expected: 5 } }]) {
      expect(playwrightTotals(report, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    }
  });
});

describe('the report of our own checks', () => {
  it('counts each check', () => {
    const checks = [{ isPassed: true }, { isPassed: false }, { isPassed: true }, {}];
    expect(checksTotals({ checks }, 1)).toEqual({ passed: 2, failed: 2, skipped: 0 });
    expect(checksTotals({ checks: [{ isPassed: true }] }, 0)).toEqual({
      passed: 1,
      failed: 0,
      skipped: 0,
    });
  });

  it('counts one failure when it is empty, missing or disagrees with the exit code', () => {
    expect(checksTotals({ checks: [] }, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(checksTotals(undefined, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(checksTotals({ checks: [{ isPassed: true }] }, 1)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    });
  });
});

describe('the last line', () => {
  it('sums all suites', () => {
    const sum = sumTotals([
      { passed: 4, failed: 0, skipped: 0 },
      { passed: 90, failed: 2, skipped: 1 },
      { passed: 0, failed: 1, skipped: 0 },
    ]);
    expect(sum).toEqual({ passed: 94, failed: 3, skipped: 1 });
    expect(totalsLine(sum)).toBe('94 passed, 3 failed, 1 skipped');
  });

  it('speaks of skipped tests only when there are any', () => {
    expect(totalsLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed');
  });

  it('is green only when something passed and nothing failed', () => {
    expect(isGreen({ passed: 1, failed: 0, skipped: 5 })).toBe(true);
    expect(isGreen({ passed: 9, failed: 1, skipped: 0 })).toBe(false);
    expect(isGreen({ passed: 0, failed: 0, skipped: 5 })).toBe(false);
    expect(isGreen(sumTotals([]))).toBe(false);
  });
});
