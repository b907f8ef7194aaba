import { describe, expect, it } from 'vitest';
import type { StepReport } from '../../../src/check/check-report.js';
import { type CheckEquipment, runCheck } from '../../../src/check/run-check.js';
import { TelepadError } from '../../../src/core/errors.js';
import type { BrokerTools } from '../../../src/core/ports/broker.js';
import type { CheckSocket, CheckStep } from '../../../src/core/ports/check.js';

async function run(steps: readonly CheckStep[], controller = new AbortController()) {
  let time = 0;
  const closed: string[] = [];
  const limits: boolean[] = [];
  const equipment: CheckEquipment = {
    serverTools(signal) {
      limits.push(signal.aborted);
      const tools: Partial<BrokerTools> = {
        warn() {},
        now: () => time,
        wait: async (delayMs) => {
          time += delayMs;
        },
      };
      return tools as BrokerTools;
    },
    openSocket: async (url) =>
      ({ close: () => closed.push(url) }) as Partial<CheckSocket> as CheckSocket,
    now: () => time,
    runId: 'r1',
  };
  const told: string[] = [];
  const report = await runCheck(
    {
      vendor: 'fakecloud',
      plan: { phoneId: 'P1', steps },
      secrets: ['SECRETIVE'],
      signal: controller.signal,
      onStep: ({ id, status }, position) => told.push(`${position} ${id} ${status}`),
    },
    equipment,
  );
  return { report, told, closed, limits };
}

const step = (id: string, rest: Partial<CheckStep> = {}): CheckStep => ({
  id,
  title: `Step ${id}`,
  run: async () => undefined,
  ...rest,
});
const failing = async () => {
  throw new TelepadError('phone_offline', 'It is off.');
};

describe('a check', () => {
  it('passes when every step passed, and tells of each as it ends', async () => {
    const { report, told } = await run([
      step('a', {
        async run(tools) {
          await tools.server.wait(30);
          tools.note('Seen.', 'Q1');
          return undefined;
        },
      }),
      step('b'),
    ]);
    expect(told).toEqual(['1 a ok', '2 b ok']);
    expect(report).toEqual({
      vendor: 'fakecloud',
      phoneId: 'P1',
      isPassed: true,
      steps: [
        {
          id: 'a',
          title: 'Step a',
          status: 'ok',
          durationMs: 30,
          notes: [{ text: 'Seen.', question: 'Q1' }],
        },
        { id: 'b', title: 'Step b', status: 'ok', durationMs: 0, notes: [] },
      ],
    });
  });

  it('skips what needs a step that failed, and goes on where nothing does', async () => {
    const { report, told } = await run([
      step('a', { run: failing, advise: (code) => `Look up ${code}.` }),
      step('b'),
      step('c', { needs: ['b'] }),
      step('d', { needs: [] }),
    ]);
    expect(told).toEqual(['1 a failed', '2 b skipped', '3 c skipped', '4 d ok']);
    expect(report.isPassed).toBe(false);
    expect(report.steps[0]).toMatchObject({
      error: { code: 'phone_offline', message: 'It is off.' },
      advice: 'Look up phone_offline.',
    });
    expect(report.steps[1]?.reason).toBe('It needs the step "Step a".');
  });

  it('is not passed where a step did nothing, nor do those pass that need it', async () => {
    const { report, told } = await run([
      step('a', { run: async () => ({ skipped: 'Somebody is there.' }) }),
      step('b'),
    ]);
    expect(told).toEqual(['1 a skipped', '2 b skipped']);
    expect(report.isPassed).toBe(false);
    expect(report.steps[0]?.reason).toBe('Somebody is there.');
  });

  it('gives back what a step took, whatever became of it, and nothing that was not taken', async () => {
    const steps = (first: CheckStep) => [first, step('b'), step('c', { cleansUpAfter: 'b' })];
    expect((await run(steps(step('a')))).told).toEqual(['1 a ok', '2 b ok', '3 c ok']);
    expect(
      (await run([step('b', { run: failing }), step('c', { cleansUpAfter: 'b' })])).told,
    ).toEqual(['1 b failed', '2 c ok']);
    expect((await run(steps(step('a', { run: failing })))).told).toEqual([
      '1 a failed',
      '2 b skipped',
      '3 c skipped',
    ]);
  });

  it('gives nothing back of a step that did nothing: it would be somebody else’s', async () => {
    const { told } = await run([
      step('b', { run: async () => ({ skipped: 'Somebody is there.' }) }),
      step('c', { cleansUpAfter: 'b' }),
    ]);
    expect(told).toEqual(['1 b skipped', '2 c skipped']);
  });

  it('that is interrupted begins nothing more, but gives back with time of its own', async () => {
    const controller = new AbortController();
    const { report, told, limits } = await run(
      [
        step('a', {
          async run() {
            controller.abort();
            return failing();
          },
        }),
        step('b', { needs: [] }),
        step('c', { cleansUpAfter: 'a' }),
      ],
      controller,
    );
    expect(told).toEqual(['1 a failed', '2 b skipped', '3 c ok']);
    expect(report.steps[0]?.error?.code).toBe('aborted');
    expect(report.steps[1]?.reason).toBe('The check was interrupted.');
    expect(limits).toEqual([false, false]);
  });

  it('that is interrupted tells why giving back has failed', async () => {
    const controller = new AbortController();
    const { report } = await run(
      [
        step('a', { run: async () => controller.abort() as undefined }),
        step('b', { cleansUpAfter: 'a', run: failing }),
      ],
      controller,
    );
    expect(report.steps[1]?.error).toEqual({ code: 'phone_offline', message: 'It is off.' });
  });

  it('closes every socket that it opened', async () => {
    const { closed } = await run([
      step('a', {
        async run(tools) {
          await tools.openSocket('ws://one');
          await tools.openSocket('ws://two');
          return undefined;
        },
      }),
    ]);
    expect(closed).toEqual(['ws://one', 'ws://two']);
  });

  it('keeps warnings of the broker’s code as notes', async () => {
    const { report } = await run([
      step('a', {
        async run({ server }) {
          server.warn('A list could not be read.');
          return undefined;
        },
      }),
    ]);
    expect(report.steps[0]?.notes).toEqual([{ text: 'A list could not be read.' }]);
  });

  it('hides secrets wherever they get to, also those that it learns on the way', async () => {
    const { report } = await run([
      step('a', {
        async run(tools) {
          tools.note('The token is TOKEN-7, the key SECRETIVE.');
          tools.hide('TOKEN-7');
          throw new TelepadError('internal_error', 'TOKEN-7 at wss://host/TOKEN-7');
        },
        advise: () => 'Not SECRETIVE.',
      }),
      step('b', { needs: [], run: async () => ({ skipped: 'TOKEN-7' }) }),
      step('c', {
        needs: [],
        async run() {
          throw new RangeError('TOKEN-7');
        },
      }),
    ]);
    const text = JSON.stringify(report);
    expect(text).not.toMatch(/TOKEN-7|SECRETIVE|wss:/);
    const third = report.steps[2] as StepReport;
    expect(third.error?.message).toContain('(RangeError)');
  });
});
