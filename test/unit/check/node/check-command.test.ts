import { describe, expect, it } from 'vitest';
import { TelepadError } from '../../../../src/core/errors.js';
import type { CheckChoices, CheckValues, CheckVendor } from '../../../../src/core/ports/check.js';
import { runCommand } from './run-command.js';

interface Asked {
  readonly values: CheckValues;
  readonly choices: CheckChoices;
}

function fakeVendor(isGood = true) {
  const asked: Asked[] = [];
  const vendor: CheckVendor = {
    id: 'fakecloud',
    variables: [
      { name: 'FAKE_KEY', meaning: 'the key', isSecret: true },
      { name: 'FAKE_PHONE', meaning: 'the phone' },
    ],
    plan(values, choices) {
      asked.push({ values, choices });
      if (!values.FAKE_PHONE) {
        throw new TelepadError('configuration_invalid', 'The check still needs FAKE_PHONE.');
      }
      return {
        phoneId: values.FAKE_PHONE,
        steps: [
          {
            id: 'a',
            title: 'It works',
            async run(tools) {
              tools.note(`With ${values.FAKE_KEY}.`, 'Q1');
              if (!isGood) throw new TelepadError('phone_offline', 'It is off.');
              return undefined;
            },
          },
        ],
      };
    },
  };
  return { asked, vendors: { fakecloud: vendor } };
}

const environment = { FAKE_KEY: 'SECRETIVE', FAKE_PHONE: ' P1 ', OTHER: 'x' };

describe('telepad check', () => {
  it('prints each step and ends with 0', async () => {
    const { vendors, asked } = fakeVendor();
    const { code, printed, complaints } = await runCommand(['fakecloud'], vendors, environment);
    expect([code, complaints]).toEqual([0, '']);
    expect(printed).toMatch(
      /^Telepad check of fakecloud, phone P1\n\n 1 {2}ok {7}It works \(\d+ ms\)\n {13}With \[hidden\]\.\n\nAll 1 steps passed\.\n/,
    );
    expect(asked[0]).toEqual({
      values: { FAKE_KEY: 'SECRETIVE', FAKE_PHONE: 'P1' },
      choices: { mayDisturb: false },
    });
  });

  it('ends with 1 when a step failed', async () => {
    const { code, printed } = await runCommand(
      ['fakecloud'],
      fakeVendor(false).vendors,
      environment,
    );
    expect(code).toBe(1);
    expect(printed).toContain('phone_offline: It is off.');
    expect(printed).toContain('0 of 1 steps passed.');
  });

  it('prints JSON and nothing else for machines', async () => {
    const { report } = await runCommand(['fakecloud', '--json'], fakeVendor().vendors, environment);
    expect(report()).toMatchObject({ vendor: 'fakecloud', phoneId: 'P1', isPassed: true });
  });

  it('passes its choices on', async () => {
    const { vendors, asked } = fakeVendor();
    await runCommand(['fakecloud', '--phone', 'P2', '--disturb'], vendors, environment);
    expect(asked[0]?.choices).toEqual({ phoneId: 'P2', mayDisturb: true });
  });

  it('says in one sentence what is missing; blank is not set', async () => {
    const { code, printed, complaints } = await runCommand(['fakecloud'], fakeVendor().vendors, {
      FAKE_KEY: 'SECRETIVE',
      FAKE_PHONE: ' ',
    });
    expect([code, printed]).toEqual([1, '']);
    expect(complaints).toBe('telepad: The check still needs FAKE_PHONE.\n');
  });

  it('explains itself, with the variables of each vendor', async () => {
    for (const args of [['--help'], ['-h'], ['fakecloud', '--help']]) {
      const { code, printed } = await runCommand(args, fakeVendor().vendors);
      expect(code).toBe(0);
      expect(printed).toContain('Usage: telepad check fakecloud [options]');
      expect(printed).toMatch(/^ {2}FAKE_KEY +the key$/m);
    }
  });

  it.each([
    [[], 'Say whose account to check: fakecloud.'],
    [['nocloud'], 'There is no vendor "nocloud", only fakecloud.'],
    [['constructor'], 'There is no vendor "constructor", only fakecloud.'],
    [['fakecloud', 'now'], 'The command check takes no "now".'],
    [['fakecloud', '--speed'], "Unknown option '--speed'."],
    [['fakecloud', '--phone'], "Option '--phone <value>' argument missing."],
  ])('complains about: telepad check %s', async (args, sentence) => {
    const { code, complaints } = await runCommand(args, fakeVendor().vendors, environment);
    expect(code).toBe(2);
    expect(complaints.split('\n')[0]).toBe(`telepad: ${sentence}`);
    expect(complaints).toContain('Usage: telepad check');
  });

  it('stops when it is interrupted', async () => {
    const { vendors } = fakeVendor();
    const steps = vendors.fakecloud.plan(environment, { mayDisturb: false }).steps;
    vendors.fakecloud.plan = () => ({
      phoneId: 'P1',
      steps: [
        {
          id: 'wait',
          title: 'It waits',
          async run(tools) {
            await tools.server.wait(600_000);
            return undefined;
          },
        },
        ...steps,
      ],
    });
    const args = ['fakecloud', '--json'];
    const { code, report } = await runCommand(args, vendors, environment, async () => {});
    expect(code).toBe(1);
    expect(report().steps).toMatchObject([
      { status: 'failed', error: { code: 'aborted' } },
      { status: 'skipped', reason: 'The check was interrupted.' },
    ]);
  });
});
