import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatVendorCode,
  readEnvelope,
  readVendorCode,
  unwrapData,
} from '../../../../../src/vendors/koophone/wire/envelope.js';

describe('a code', () => {
  it.each([
    ['KOOPHONE.API.1000', 'KOOPHONE', '1000'],
    ['KooPhone.API.0002', 'KOOPHONE', '0002'],
    ['KP.API.2209', 'KOOPHONE', '2209'],
    ['KPAPI.2209', 'KOOPHONE', '2209'],
    [' koophone.api.9999 ', 'KOOPHONE', '9999'],
    ['1000', 'KOOPHONE', '1000'],
    ['common.00000400', 'COMMON', '00000400'],
    ['CPS.0191', 'CPS', '0191'],
    ['CPS0005', 'CPS', '0005'],
    ['APIGW.0301', 'APIG', '0301'],
    ['APIG.0308', 'APIG', '0308'],
  ])('is told by its spelling: %s', (text, family, number) => {
    expect(readVendorCode(text)).toEqual({ family, number });
  });

  it.each(['', 'ok', 'KOOPHONE.API.', 'IAM.0001', '10-00', 'KOOPHONE.API.1000 x'])(
    'is none: "%s"',
    (text) => {
      expect(readVendorCode(text)).toBeUndefined();
    },
  );

  it('is repeated in one spelling', () => {
    expect(formatVendorCode({ family: 'KOOPHONE', number: '1000' })).toBe('KOOPHONE.API.1000');
    expect(formatVendorCode({ family: 'CPS', number: '0005' })).toBe('CPS.0005');
  });
});

describe('an envelope', () => {
  it.each([
    ['as documented', { error_code: '0', error_msg: 'ok', data: { a: 1 } }, { a: 1 }],
    ['with a sentence', { error_code: '0', error_msg: 'Operation succeeded.' }, null],
    ['with a number', { error_code: 0, data: null }, null],
    ['with blanks', { error_code: ' 0 ', data: 'deleted' }, 'deleted'],
    [
      'with the code within',
      { data: { error_code: '0', result: [] } },
      { error_code: '0', result: [] },
    ],
  ])('is a success %s', (_name, value, data) => {
    expect(readEnvelope(value)).toMatchObject({ error: undefined, data });
  });

  it('is a failure even where its number is made of zeros', () => {
    expect(readEnvelope({ error_code: 'KOOPHONE.API.0000', error_msg: 'no tenant' })).toMatchObject(
      {
        error: { family: 'KOOPHONE', number: '0000' },
        message: 'no tenant',
      },
    );
    expect(readEnvelope({ error_code: '0000' })?.error).toEqual({
      family: 'KOOPHONE',
      number: '0000',
    });
  });

  it('calls its text by either name', () => {
    expect(readEnvelope({ error_code: '1000', error_info: 'bad' })?.message).toBe('bad');
  });

  it.each([
    undefined,
    null,
    [],
    'ok',
    7,
    {},
    { data: {} },
    { error_code: 'IAM.1' },
    { error_code: {} },
  ])('is none: %j', (value) => {
    expect(readEnvelope(value)).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        readEnvelope(value);
        unwrapData(value, 'task_id');
      }),
    );
  });
});

describe('data within data', () => {
  it('is unwrapped where the field is not in the outer one', () => {
    expect(unwrapData({ data: { task_id: 'a' } }, 'task_id')).toEqual({ task_id: 'a' });
    expect(unwrapData({ task_id: 'a', data: {} }, 'task_id')).toEqual({ task_id: 'a', data: {} });
    expect(unwrapData(null, 'task_id')).toBeUndefined();
  });
});
