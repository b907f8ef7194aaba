import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeSignal,
  encodeToClient,
  encodeToPhone,
  ownJoinRoomFrame,
  pingFrame,
} from '../../../../../src/vendors/armcloud/wire/signal-codec.js';
import {
  padCode,
  signalFrames,
  signalVectors,
  unreadableSignals,
} from '../../../../vectors/armcloud-signals.js';

describe('a signalling frame', () => {
  it.each(signalVectors)('with $name, written', ({ message, toPhone, toClient }) => {
    expect(encodeToPhone(padCode, message)).toBe(toPhone);
    expect(encodeToClient(message)).toBe(toClient);
  });

  it.each(signalVectors)('with $name, read', ({ message, toPhone, toClient }) => {
    expect(decodeSignal(toPhone)).toEqual({
      event: 'specifiedMsg',
      targetUserIds: ['AC77000000012'],
      message,
    });
    expect(decodeSignal(toClient)).toEqual({ event: 'specifiedMsg', targetUserIds: [], message });
  });

  it.each(signalFrames)('$name', ({ text, frame }) => {
    expect(decodeSignal(text)).toEqual(frame);
  });

  it.each([...unreadableSignals])('is broken: %s', (_name, text) => {
    expect(decodeSignal(text)).toBeUndefined();
  });

  it('has these two fixed forms', () => {
    expect(pingFrame).toBe('{"event":"ping"}');
    expect(ownJoinRoomFrame).toBe('{"event":"ownJoinRoom"}');
  });
});

describe('writing and reading', () => {
  it('gives any description and candidate back', () => {
    const text = fc.string({ unit: 'binary' });
    const value = fc.oneof(
      fc.record({ sdp: text }),
      fc.record({ candidate: text, label: fc.nat(9), id: text }),
    );
    fc.assert(
      fc.property(text, text, value, (target, key, content) => {
        const message = { key, value: content };
        expect(decodeSignal(encodeToPhone(target, message))).toEqual({
          event: 'specifiedMsg',
          targetUserIds: [target],
          message,
        });
      }),
    );
  });

  it('never throws, whatever a server sends', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.jsonValue()), (data) => {
        decodeSignal(JSON.stringify({ event: 'specifiedMsg', data }));
      }),
    );
  });
});
