import { isTelepadError, TelepadError } from '../core/errors.js';
import type { BrokerTools } from '../core/ports/broker.js';
import type { CheckPlan, CheckSocket, CheckStep, CheckTools } from '../core/ports/check.js';
import type { CheckReport, StepNote, StepReport } from './check-report.js';
import { HiddenWords } from './hidden-words.js';

/** What a check needs of the machine that it runs on. */
export interface CheckEquipment {
  /** How calls get to the vendor. */
  serverTools(signal: AbortSignal): BrokerTools;
  openSocket(url: string, signal: AbortSignal): Promise<CheckSocket>;
  /** Ms since 1970. */
  now(): number;
  readonly runId: string;
}

export interface CheckRun {
  readonly vendor: string;
  readonly plan: CheckPlan;
  /** Values that must not be shown. */
  readonly secrets: readonly string[];
  /** No further step is begun, except those that clean up. */
  readonly signal: AbortSignal;
  /** Called as each step ends. */
  readonly onStep: (step: StepReport, position: number) => void;
}

/** Runs the steps of a check, one after another. Never rejects: what goes wrong is in the report. */
export async function runCheck(run: CheckRun, equipment: CheckEquipment): Promise<CheckReport> {
  const { vendor, plan, signal, onStep } = run;
  const hidden = new HiddenWords();
  for (const secret of run.secrets) hidden.add(secret);
  const sockets: CheckSocket[] = [];
  const begun = new Set<string>();
  const passed = new Set<string>();
  const reports: StepReport[] = [];

  for (const [index, step] of plan.steps.entries()) {
    const reason = reasonToSkip(step, plan.steps[index - 1]);
    const report = reason === undefined ? await runStep(step) : skippedReport(step, reason);
    if (report.status === 'ok') passed.add(step.id);
    reports.push(report);
    onStep(report, index + 1);
  }
  for (const socket of sockets) socket.close();
  const isPassed = passed.size === plan.steps.length;
  return { vendor, phoneId: plan.phoneId, isPassed, steps: reports };

  function reasonToSkip(step: CheckStep, before: CheckStep | undefined): string | undefined {
    if (step.cleansUpAfter !== undefined) {
      return begun.has(step.cleansUpAfter) ? undefined : 'There is nothing to give back.';
    }
    if (signal.aborted) return 'The check was interrupted.';
    const needs = step.needs ?? (before ? [before.id] : []);
    const missing = plan.steps.find(({ id }) => needs.includes(id) && !passed.has(id));
    return missing && `It needs the step "${missing.title}".`;
  }

  async function runStep(step: CheckStep): Promise<StepReport> {
    begun.add(step.id);
    const notes: StepNote[] = [];
    const startedAt = equipment.now();
    const end = (rest: Omit<StepReport, 'id' | 'title' | 'durationMs' | 'notes'>): StepReport => ({
      id: step.id,
      title: step.title,
      durationMs: equipment.now() - startedAt,
      // What is hidden may have become known after it was noted.
      notes: notes.map((note) => ({ ...note, text: hidden.clean(note.text) })),
      ...rest,
    });
    try {
      const skipped = await step.run(toolsFor(step, notes));
      // It took nothing, so that nothing may be given back: it could be somebody else's.
      if (skipped) begun.delete(step.id);
      return end(
        skipped ? { status: 'skipped', reason: hidden.clean(skipped.skipped) } : { status: 'ok' },
      );
    } catch (thrown) {
      // What cleans up is not interrupted: its failure is its own.
      const isInterrupted = signal.aborted && step.cleansUpAfter === undefined;
      const { code, message } = describeFailure(thrown, isInterrupted);
      const advice = step.advise?.(code);
      return end({
        status: 'failed',
        error: { code, message: hidden.clean(message) },
        ...(advice !== undefined && { advice: hidden.clean(advice) }),
      });
    }
  }

  function toolsFor(step: CheckStep, notes: StepNote[]): CheckTools {
    // Giving back what was taken goes on when the user wants no more; each of its calls has its own time limit.
    const limit = step.cleansUpAfter === undefined ? signal : new AbortController().signal;
    const note = (text: string, question?: string) =>
      void notes.push({ text, ...(question !== undefined && { question }) });
    return {
      server: { ...equipment.serverTools(limit), warn: (message) => note(message) },
      runId: equipment.runId,
      now: equipment.now,
      async openSocket(url) {
        const socket = await equipment.openSocket(url, limit);
        sockets.push(socket);
        return socket;
      },
      note,
      hide: (secret) => hidden.add(secret),
    };
  }
}

function skippedReport({ id, title }: CheckStep, reason: string): StepReport {
  return { id, title, status: 'skipped', durationMs: 0, notes: [], reason };
}

function describeFailure(thrown: unknown, isInterrupted: boolean): TelepadError {
  if (isInterrupted) return new TelepadError('aborted', 'The step was interrupted.');
  if (isTelepadError(thrown)) return thrown;
  // Its message could hold anything.
  const name = thrown instanceof Error ? thrown.name : typeof thrown;
  return new TelepadError(
    'internal_error',
    `The step ended with an error that nothing here was made for (${name}). Report it.`,
  );
}
