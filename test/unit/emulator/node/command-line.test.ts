import { describe, expect, it } from 'vitest';
import { TelepadError } from '../../../../src/core/errors.js';
import { runCommandLine } from '../../../../src/emulator/node/command-line.js';
import type { EmulatorOptions } from '../../../../src/emulator/node/emulator-options.js';

async function run(args: readonly string[], failure?: Error) {
  const printed: string[] = [];
  const complaints: string[] = [];
  const events: string[] = [];
  let options: EmulatorOptions | undefined;
  const code = await runCommandLine(
    args,
    async (given) => {
      if (failure) throw failure;
      options = given;
      return {
        clouds: {
          fakecloud: {
            baseUrl: 'http://127.0.0.1:1000',
            credentials: { accessKey: 'AK1', secretKey: 'SK1' },
            phoneIds: ['P1', 'P2'],
          },
        },
        controlUrl: 'http://127.0.0.1:1001',
        close: async () => {
          events.push('closed');
        },
      };
    },
    {
      print: (text) => printed.push(text),
      complain: (text) => complaints.push(text),
      interrupted: async () => {
        events.push('interrupted');
      },
    },
  );
  return { code, options, events, printed: printed.join(''), complaints: complaints.join('') };
}

describe('telepad emulator', () => {
  it('prints all that a broker needs, and closes everything on an interrupt', async () => {
    const { code, options, events, printed, complaints } = await run(['emulator']);
    expect(printed).toBe(
      [
        'cloud        fakecloud',
        'baseUrl      http://127.0.0.1:1000',
        'accessKey    AK1',
        'secretKey    SK1',
        'phones       P1 P2',
        'control API  http://127.0.0.1:1001',
        '',
        'Ctrl-C ends it.',
        '',
      ].join('\n'),
    );
    expect(events).toEqual(['interrupted', 'closed']);
    expect([code, options, complaints]).toEqual([0, {}, '']);
  });

  it('passes its options on', async () => {
    const args = '--port 8000 --control-port=8001 --phones 3 --fps 60'.split(' ');
    expect((await run(['emulator', ...args])).options).toEqual({
      port: 8000,
      controlPort: 8001,
      phones: 3,
      frameRate: 60,
    });
  });

  it('takes ports and phones for each cloud by its name, and the clouds that are to run', async () => {
    const args = '--vendor one --vendor two --port one=8000 --port two=8001 --phones two=3';
    expect((await run(['emulator', ...args.split(' ')])).options).toEqual({
      vendors: ['one', 'two'],
      port: { one: 8000, two: 8001 },
      phones: { two: 3 },
    });
  });

  it('switches faults on from the start', async () => {
    const args = ['rateLimited', 'httpStatus=503', 'ciphertext=tampered', 'vendorCodePath=/a=b'];
    const { options } = await run(['emulator', ...args.flatMap((fault) => ['--fault', fault])]);
    expect(options).toEqual({
      faults: {
        rateLimited: true,
        httpStatus: 503,
        ciphertext: 'tampered',
        vendorCodePath: '/a=b',
      },
    });
    expect((await run(['emulator', '--fault=failTasks=false'])).options).toEqual({
      faults: { failTasks: false },
    });
  });

  it('makes the media path impairable', async () => {
    const { options } = await run(['emulator', '--impairable', '--fault', 'packetLossRate=0.05']);
    expect(options).toEqual({ impairable: true, faults: { packetLossRate: 0.05 } });
  });

  it('explains itself', async () => {
    for (const args of [['--help'], ['-h'], ['emulator', '--help']]) {
      const { code, printed, options } = await run(args);
      expect([code, options]).toEqual([0, undefined]);
      expect(printed).toContain('Usage: telepad emulator [options]');
    }
  });

  const wrong: readonly (readonly [readonly string[], string])[] = [
    [[], 'Say what to run.'],
    [['emulate'], 'There is no command "emulate".'],
    [['emulator', 'now', 'please'], 'The command emulator takes no "now please".'],
    [['emulator', '--speed', '3'], "Unknown option '--speed'."],
    [['emulator', '--port'], "Option '--port <value>' argument missing."],
    [['emulator', '--port', 'x'], '--port takes a number, or NAME=NUMBER.'],
    [['emulator', '--phones', '1e3'], '--phones takes a number, or NAME=NUMBER.'],
    [['emulator', '--port', '1', '--port', '2'], '--port can be repeated with a NAME= only.'],
    [['emulator', '--port', '1', '--port', 'a=2'], '--port can be repeated with a NAME= only.'],
    [['emulator', '--control-port', 'x'], '--control-port takes a number.'],
    [['emulator', '--fps', '50'], '--fps takes 15, 30 or 60.'],
  ];
  for (const [args, sentence] of wrong) {
    it(`complains about: telepad ${args.join(' ')}`, async () => {
      const { code, complaints, options } = await run(args);
      expect(complaints.split('\n')[0]).toBe(`telepad: ${sentence}`);
      expect(complaints).toContain('Usage: telepad emulator [options]');
      expect([code, options]).toEqual([2, undefined]);
    });
  }

  it('says in one sentence why it could not start', async () => {
    const error = new TelepadError('configuration_invalid', 'The port is taken.');
    const { code, complaints } = await run(['emulator'], error);
    expect([code, complaints]).toEqual([1, 'telepad: The port is taken.\n']);
  });

  it('does not hide a bug', async () => {
    await expect(run(['emulator'], new TypeError('oops'))).rejects.toThrow('oops');
  });
});
