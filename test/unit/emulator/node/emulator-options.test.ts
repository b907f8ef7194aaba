import { describe, expect, it } from 'vitest';
import {
  checkEmulatorOptions,
  type EmulatorOptions,
  initialFaults,
} from '../../../../src/emulator/node/emulator-options.js';

import { noFaults } from '../../../../src/emulator/node/faults.js';

const vendor = { phoneId: (number: number) => `P${number}` };

describe('the options of the emulator', () => {
  it('have defaults: two phones, 30 fps, free ports, no ICE servers', () => {
    expect(checkEmulatorOptions({}, vendor)).toEqual({
      port: 0,
      frameRate: 30,
      iceServers: [],
      phoneIds: ['P1', 'P2'],
    });
  });

  it('take a number of phones, or their ids', () => {
    expect(checkEmulatorOptions({ phones: 3 }, vendor).phoneIds).toEqual(['P1', 'P2', 'P3']);
    expect(checkEmulatorOptions({ phones: ['a.b', 'c_d-e'] }, vendor).phoneIds).toEqual([
      'a.b',
      'c_d-e',
    ]);
  });

  const wrong: readonly (readonly [EmulatorOptions, string])[] = [
    [{ port: 65_536 }, 'port must be a port number from 0 to 65535'],
    [{ port: 1.5 }, 'port must be a port number from 0 to 65535'],
    [{ controlPort: -1 }, 'controlPort must be a port number from 0 to 65535'],
    [{ frameRate: 24 as 30 }, 'frameRate must be 30 or 60'],
    [{ phones: 0 }, 'phones must be a number from 1 to 16, or as many ids'],
    [{ phones: 17 }, 'phones must be a number from 1 to 16, or as many ids'],
    [{ phones: Number.NaN }, 'phones must be a number from 1 to 16, or as many ids'],
    [{ phones: [] }, 'phones must be a number from 1 to 16, or as many ids'],
    [{ phones: ['a', 'a'] }, 'phones names an id twice'],
    [
      { phones: ['a/b'] },
      'a phone id must be 1 to 64 letters, digits, dots, dashes or underscores',
    ],
  ];
  for (const [options, sentence] of wrong) {
    it(`refuse ${JSON.stringify(options)}`, () => {
      expect(() => checkEmulatorOptions(options, vendor)).toThrowError(
        expect.objectContaining({
          code: 'configuration_invalid',
          message: `The emulator was not started: ${sentence}.`,
        }),
      );
    });
  }

  it('switch faults on from the start', () => {
    expect(initialFaults({})).toEqual(noFaults());
    expect(initialFaults({ faults: { vendorCode: 110031 } })).toEqual({
      ...noFaults(),
      vendorCode: 110031,
    });
  });

  it('refuse faults that are none', () => {
    expect(() => initialFaults({ faults: { httpStatus: 99 } })).toThrowError(
      expect.objectContaining({
        code: 'configuration_invalid',
        message:
          'The emulator was not started. The fault "httpStatus" takes 0 or an HTTP status from 200 to 599.',
      }),
    );
  });
});
