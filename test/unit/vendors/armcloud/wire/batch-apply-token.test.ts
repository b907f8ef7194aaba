import { describe, expect, it } from 'vitest';
import {
  batchRequest,
  readBatchRow,
  readEnvelope,
} from '../../../../../src/vendors/armcloud/wire/batch-apply-token.js';

it('asks for phones of one user, without videoStream', () => {
  expect(
    batchRequest({ userId: 'u7', expire: 3600, padCodes: ['AC00000000001', 'AC00000000002'] }),
  ).toEqual({
    userId: 'u7',
    expire: 3600,
    pads: [{ padCode: 'AC00000000001' }, { padCode: 'AC00000000002' }],
  });
});

describe('the envelope', () => {
  it('has a code, also one that is written as text', () => {
    expect(readEnvelope({ code: 200, data: [1] })).toEqual({ code: 200, data: [1] });
    expect(readEnvelope({ code: '120005', data: null })).toEqual({ code: 120005, data: null });
  });

  it.each([undefined, null, 'text', 7, [], {}, { code: 'x' }, { code: null }])(
    'is not read from %j',
    (value) => {
      expect(readEnvelope(value)).toBeUndefined();
    },
  );
});

describe('the row of a phone', () => {
  const row = {
    padCode: 'AC00000000001',
    roomToken: '001abc==',
    streamType: 2,
    signalServer: 's',
    stuns: 't',
    turns: null,
  };

  it('is found among others', () => {
    expect(readBatchRow([{ ...row, padCode: 'AC00000000002' }, row], 'AC00000000001')).toEqual({
      roomToken: '001abc==',
      streamType: 2,
      signalServer: 's',
      stuns: 't',
      turns: null,
    });
  });

  it('has no room token when the phone cannot be reached', () => {
    const offline = { padCode: 'AC00000000001', roomToken: null, msg: 'connect pad fail' };
    expect(readBatchRow([offline], 'AC00000000001')).toEqual({
      roomToken: null,
      streamType: undefined,
      signalServer: undefined,
      stuns: undefined,
      turns: undefined,
    });
  });

  it.each([
    ['null', null],
    ['an object', row],
    ['an empty list', []],
    ['a list of nothing', [null]],
    ['only another phone', [{ ...row, padCode: 'AC00000000002' }]],
    ['a room token that is no text', [{ ...row, roomToken: 7 }]],
  ])('is not read from %s', (_name, data) => {
    expect(readBatchRow(data, 'AC00000000001')).toBeUndefined();
  });
});
