import { describe, expect, it } from 'vitest';
import { chosenClouds } from '../../../../src/emulator/node/cloud-options.js';
import {
  checkEmulatorOptions,
  type EmulatorOptions,
  initialFaults,
  seedOf,
} from '../../../../src/emulator/node/emulator-options.js';

import { noFaults } from '../../../../src/emulator/node/faults.js';

const vendor = { phoneId: (number: number) => `P${number}` };
const alone = { name: 'one', running: ['one'] };
const second = { name: 'two', running: ['one', 'two'] };

describe('the options of the emulator', () => {
  it('have defaults: two phones, 30 fps, free ports, no ICE servers', () => {
    expect(checkEmulatorOptions({}, vendor, alone)).toEqual({
      port: 0,
      frameRate: 30,
      iceServers: [],
      phoneIds: ['P1', 'P2'],
    });
  });

  it('take a number of phones, or their ids', () => {
    expect(checkEmulatorOptions({ phones: 3 }, vendor, alone).phoneIds).toEqual(['P1', 'P2', 'P3']);
    expect(checkEmulatorOptions({ phones: ['a.b', 'c_d-e'] }, vendor, alone).phoneIds).toEqual([
      'a.b',
      'c_d-e',
    ]);
  });

  const wrong: readonly (readonly [EmulatorOptions, string])[] = [
    [{ port: 65_536 }, 'port must be a port number from 0 to 65535'],
    [{ port: 1.5 }, 'port must be a port number from 0 to 65535'],
    [{ controlPort: -1 }, 'controlPort must be a port number from 0 to 65535'],
    [{ frameRate: 24 as 30 }, 'frameRate must be 15, 30 or 60'],
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
      expect(() => checkEmulatorOptions(options, vendor, alone)).toThrowError(
        expect.objectContaining({
          code: 'configuration_invalid',
          message: `The emulator was not started: ${sentence}.`,
        }),
      );
    });
  }

  it('may be for one cloud of several', () => {
    const check = (options: EmulatorOptions, place = second) =>
      checkEmulatorOptions(options, vendor, place);
    const first = { ...second, name: 'one' };
    expect(check({ port: 4000, phones: 3 }, first)).toMatchObject({ port: 4000 });
    expect(check({ port: 4000, phones: 3 })).toMatchObject({
      port: 0,
      phoneIds: ['P1', 'P2', 'P3'],
    });
    const options = { port: { two: 4001 }, phones: { one: 1, two: ['a', 'b'] } };
    expect(check(options, first)).toMatchObject({ port: 0, phoneIds: ['P1'] });
    expect(check(options)).toMatchObject({ port: 4001, phoneIds: ['a', 'b'] });
  });

  it('refuse ids that could be of any cloud, and clouds that do not run', () => {
    const refusal = (message: string) =>
      expect.objectContaining({
        code: 'configuration_invalid',
        message: `The emulator was not started: ${message}.`,
      });
    expect(() => checkEmulatorOptions({ phones: ['a'] }, vendor, second)).toThrowError(
      refusal('phones must say whose ids these are, as in { two: […] }'),
    );
    for (const options of [{ port: { three: 1 } }, { phones: { three: 1 } }] as const) {
      const [option] = Object.keys(options);
      expect(() => checkEmulatorOptions(options, vendor, second)).toThrowError(
        refusal(`${option} names a cloud that is not there; there are one, two`),
      );
    }
    expect(() => chosenClouds(['one'], ['two'])).toThrowError(
      refusal('vendors names a cloud that is not there; there are one'),
    );
    expect(() => chosenClouds(['one'], [])).toThrowError(
      refusal('vendors must list at least one cloud'),
    );
    expect(chosenClouds(['one', 'two'], undefined)).toEqual(['one', 'two']);
    expect(chosenClouds(['one', 'two', 'three'], ['three', 'one'])).toEqual(['one', 'three']);
  });

  it('switch faults on from the start', () => {
    expect(initialFaults({})).toEqual(noFaults());
    expect(initialFaults({ faults: { vendorCode: 110031 } })).toEqual({
      ...noFaults(),
      vendorCode: 110031,
    });
  });

  it('make the media path impairable, with a seed for what is lost', () => {
    expect(seedOf({})).toBeUndefined();
    expect(seedOf({ impairable: false })).toBeUndefined();
    expect(seedOf({ impairable: true })).toBe(1);
    expect(seedOf({ impairable: { seed: 42 } })).toBe(42);
    for (const impairable of [{ seed: 0.5 }, {}, null, 'yes'] as unknown as [true]) {
      expect(() => seedOf({ impairable })).toThrowError(
        expect.objectContaining({ code: 'configuration_invalid' }),
      );
    }
  });

  it('refuse faults of the media path that would do nothing', () => {
    for (const faults of [{ cutMedia: true }, { packetLossRate: 0.05 }, { packetDelayMs: 1 }]) {
      expect(() => initialFaults({ faults })).toThrowError(
        expect.objectContaining({
          code: 'configuration_invalid',
          message: `The emulator was not started. The fault "${Object.keys(faults)[0]}" needs an emulator that was started with impairable.`,
        }),
      );
      expect(initialFaults({ faults, impairable: true })).toMatchObject(faults);
    }
    expect(initialFaults({ faults: { cutMedia: false } })).toEqual(noFaults());
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
