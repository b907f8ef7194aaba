import { expect, it } from 'vitest';
import { type StepReport, writeStep, writeSummary } from '../../../src/check/check-report.js';

const ok: StepReport = {
  id: 'a',
  title: 'The account opens',
  status: 'ok',
  durationMs: 12,
  notes: [{ text: 'Two phones.' }, { text: 'With ws:.', question: 'Q2' }],
};
const early: StepReport = { ...ok, notes: [{ text: 'None.', question: 'Q10' }] };
const failed: StepReport = {
  id: 'b',
  title: 'The phone is online',
  status: 'failed',
  durationMs: 3,
  notes: [],
  error: { code: 'phone_offline', message: 'It is off.' },
  advice: 'Switch it on.',
};
const skipped: StepReport = {
  id: 'c',
  title: 'It streams',
  status: 'skipped',
  durationMs: 0,
  notes: [],
  reason: 'It needs the step "The phone is online".',
};

it('Writes a step with what was seen, what failed and what to do', () => {
  expect([ok, failed, skipped].map((step, index) => writeStep(step, index + 1)).join('')).toBe(
    ` 1  ok       The account opens (12 ms)
             Two phones.
             With ws:.
 2  failed   The phone is online (3 ms)
             phone_offline: It is off.
             What to do: Switch it on.
 3  skipped  It streams
             It needs the step "The phone is online".
`,
  );
});

it('Sums up, with the questions that were answered in their order', () => {
  const report = {
    vendor: 'v',
    phoneId: 'P1',
    isPassed: false,
    steps: [early, ok, failed, skipped],
  };
  const text = writeSummary(report);
  expect(text).toContain('2 of 4 steps passed.');
  expect(text).toContain('  Q2   With ws:.\n  Q10  None.\n');
  expect(writeSummary({ ...report, isPassed: true, steps: [failed] })).toBe(
    '\nAll 1 steps passed.\n',
  );
});
