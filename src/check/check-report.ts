import type { ErrorCode } from '../core/errors.js';

/** What became of a check. Nothing in it is secret. */
export interface CheckReport {
  readonly vendor: string;
  readonly phoneId: string;
  /** Every step was done, and none failed. */
  readonly isPassed: boolean;
  readonly steps: readonly StepReport[];
}

export interface StepReport {
  readonly id: string;
  readonly title: string;
  readonly status: 'ok' | 'failed' | 'skipped';
  readonly durationMs: number;
  readonly notes: readonly StepNote[];
  /** Of a step that was skipped. */
  readonly reason?: string;
  /** Of a step that failed. */
  readonly error?: { readonly code: ErrorCode; readonly message: string };
  readonly advice?: string;
}

export interface StepNote {
  readonly text: string;
  /** The open question of the vendor's that it answers. */
  readonly question?: string;
}

const indent = ' '.repeat(13);

/** Lines for people, as each step ends. */
export function writeStep(step: StepReport, position: number): string {
  const { status, title, durationMs, notes, reason, error, advice } = step;
  const time = status === 'skipped' ? '' : ` (${durationMs} ms)`;
  const lines = [
    `${String(position).padStart(2)}  ${status.padEnd(7)}  ${title}${time}`,
    ...notes.map(({ text }) => `${indent}${text}`),
    ...(reason === undefined ? [] : [`${indent}${reason}`]),
    ...(error ? [`${indent}${error.code}: ${error.message}`] : []),
    ...(advice === undefined ? [] : [`${indent}What to do: ${advice}`]),
  ];
  return `${lines.join('\n')}\n`;
}

/** What comes last: how many passed, and what was seen of the questions that the documents leave open. */
export function writeSummary({ steps, isPassed }: CheckReport): string {
  const passed = steps.filter(({ status }) => status === 'ok').length;
  const answers = steps
    .flatMap(({ notes }) =>
      notes.flatMap(({ text, question }) =>
        question === undefined ? [] : [[question, text] as const],
      ),
    )
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }));
  const lines = [
    '',
    isPassed
      ? `All ${steps.length} steps passed.`
      : `${passed} of ${steps.length} steps passed. The first that did not says what to do.`,
    ...(answers.length > 0
      ? [
          '',
          'Seen of what the documents leave open; the number is that of the question in the README of the vendor:',
          ...answers.map(([question, text]) => `  ${question.padEnd(5)}${text}`),
        ]
      : []),
  ];
  return `${lines.join('\n')}\n`;
}
