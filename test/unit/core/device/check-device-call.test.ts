import { describe, expect, it } from 'vitest';
import {
  checkDeviceInput,
  checkDeviceOutput,
} from '../../../../src/core/device/check-device-call.js';
import { deviceOperationNames } from '../../../../src/core/device/operation-names.js';
import { deviceOperations } from '../../../../src/core/device/operations.js';
import { deviceInputs } from './device-inputs.js';

it('has the operations that are named, in that order', () => {
  expect(Object.keys(deviceOperations)).toEqual([...deviceOperationNames]);
});

describe.each(deviceOperationNames)('the input of %s', (name) => {
  const { good, bad } = deviceInputs[name];

  it.each(good.map(([given, checked]) => ({ given, checked })))(
    'may be $given',
    ({ given, checked }) => {
      expect(checkDeviceInput(name, given)).toEqual(checked);
    },
  );

  it.each(bad.map(([given, finding]) => ({ given, finding })))(
    'is refused when $finding',
    ({ given, finding }) => {
      let message = '';
      try {
        checkDeviceInput(name, given);
      } catch (error) {
        expect(error).toMatchObject({ code: 'argument_invalid', retryable: false });
        message = String((error as Error).message);
      }
      expect(message).toContain(`The operation ${name} was not sent because ${finding}`);
      expect(message).not.toContain('SECRETIVE');
    },
  );

  it('is refused when it is nothing at all', () => {
    for (const given of [undefined, null, [], true]) {
      expect(() => checkDeviceInput(name, given), String(given)).toThrow(
        expect.objectContaining({ code: 'argument_invalid' }),
      );
    }
  });
});

describe('an output', () => {
  it('loses the fields that the table does not name, at every depth', () => {
    expect(
      checkDeviceOutput('listPhones', {
        phones: [
          { phoneId: 'a', status: 'running', isOnline: true, isStreaming: false, dcInfo: {} },
        ],
        total: 1,
        rows: 10,
      }),
    ).toEqual({
      phones: [{ phoneId: 'a', status: 'running', isOnline: true, isStreaming: false }],
      total: 1,
    });
    expect(checkDeviceOutput('stopStream', { traceId: 'x' })).toEqual({});
  });

  it.each([
    ['no object', 'SECRETIVE', 'its answer is not Object'],
    ['a missing field', { phoneId: 'a', isOnline: true, isStreaming: true }, 'status is missing'],
    [
      'an unknown word',
      { phoneId: 'a', status: 'SECRETIVE', isOnline: true, isStreaming: true },
      'status is not ("running" | "restarting"',
    ],
  ])('with %s is the vendor’s failure', (_name, output, finding) => {
    expect(() => checkDeviceOutput('getPhone', output)).toThrow(
      expect.objectContaining({
        code: 'vendor_answer_invalid',
        message: expect.stringContaining(
          `The vendor was asked for getPhone and answered, but ${finding}`,
        ),
      }),
    );
    expect(() => checkDeviceOutput('getPhone', output)).not.toThrow(/SECRETIVE/);
  });
});
