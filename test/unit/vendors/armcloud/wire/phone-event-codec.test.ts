import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EnterKeyHint, PhoneEvent } from '../../../../../src/core/control.js';
import {
  decodePhoneEvent,
  encodePhoneEvent,
} from '../../../../../src/vendors/armcloud/wire/phone-event-codec.js';
import {
  ignoredPhoneEvents,
  otherPhoneEvents,
  phoneEventVectors,
  unreadablePhoneEvents,
} from '../../../../vectors/armcloud-phone-events.js';

describe('what a phone says', () => {
  it.each(phoneEventVectors)('$name, written', ({ event, text }) => {
    expect(encodePhoneEvent(event)).toBe(text);
  });

  it.each(phoneEventVectors)('$name, read', ({ event, text }) => {
    expect(decodePhoneEvent(text)).toEqual(event);
  });

  it.each(otherPhoneEvents)('$name', ({ event, text }) => {
    expect(decodePhoneEvent(text)).toEqual(event);
  });

  it.each([8, 255, -1, 0x40000009])(
    'takes Enter key %i, which has no name, for a plain one',
    (imeOptions) => {
      const data = JSON.stringify({ isOpen: true, imeOptions });
      expect(decodePhoneEvent(JSON.stringify({ key: 'inputState', data }))).toEqual({
        type: 'input-state',
        isOpen: true,
        enterKeyHint: 'enter',
      });
    },
  );

  it('a square screen counts as upright', () => {
    expect(encodePhoneEvent({ type: 'display', width: 800, height: 800 })).toBe(
      '{"key":"refreshUiType","data":"{\\"width\\":800,\\"height\\":800,\\"isVertical\\":true}"}',
    );
  });

  it.each(ignoredPhoneEvents)('is passed over: %s', (text) => {
    expect(decodePhoneEvent(text)).toBe('ignored');
  });

  it.each([...unreadablePhoneEvents])('is broken: %s', (_name, text) => {
    expect(decodePhoneEvent(text)).toBeUndefined();
  });
});

const anyEvent: fc.Arbitrary<PhoneEvent> = fc.oneof(
  fc.record({
    type: fc.constant('display' as const),
    width: fc.integer({ min: 1, max: 9999 }),
    height: fc.integer({ min: 1, max: 9999 }),
  }),
  fc.record({
    type: fc.constant('input-state' as const),
    isOpen: fc.boolean(),
    enterKeyHint: fc.constantFrom<EnterKeyHint>(
      ...(['enter', 'go', 'search', 'send', 'next', 'done', 'previous'] as const),
    ),
  }),
  fc.record({ type: fc.constant('clipboard' as const), text: fc.string({ unit: 'binary' }) }),
  fc.record({ type: fc.constant('app-message' as const), text: fc.string({ unit: 'binary' }) }),
);

describe('writing and reading', () => {
  it('gives the same event back', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        expect(decodePhoneEvent(encodePhoneEvent(event))).toEqual(event);
      }),
    );
  });

  it('never throws, whatever a phone says', () => {
    const keys = fc.constantFrom('refreshUiType', 'inputState', 'clipboard', 'message', 'callBack');
    fc.assert(
      fc.property(keys, fc.oneof(fc.json(), fc.jsonValue()), (key, data) => {
        decodePhoneEvent(JSON.stringify({ key, data }));
      }),
    );
  });
});
