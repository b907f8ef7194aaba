import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ControlMessage, TouchAction } from '../../../../../src/core/control.js';
import { TelepadError } from '../../../../../src/core/errors.js';
import { decodeControl } from '../../../../../src/vendors/armcloud/wire/decode-control.js';
import { encodeControl } from '../../../../../src/vendors/armcloud/wire/encode-control.js';
import {
  controlVectors,
  oneWayControlVectors,
  otherClientsControl,
  unreadableControl,
} from '../../../../vectors/armcloud-control.js';

describe('a control message on the wire', () => {
  it.each([...controlVectors, ...oneWayControlVectors])('$name', ({ message, frames }) => {
    expect(encodeControl(message)).toEqual(frames);
  });

  it('is one frame per notch of the wheel', () => {
    const message = { type: 'scroll', x: 1, y: 2, width: 9, height: 16, notchesY: -2.6 } as const;
    const up =
      '{"touchType":"gestureSwipe","swipe":1,"widthPixels":9,"heightPixels":16,"pointCount":1,"properties":[{"id":0,"toolType":1}],"coords":[{"x":1,"y":2,"pressure":1,"size":1}]}';
    expect(encodeControl(message)).toEqual([up, up, up]);
  });

  it.each([1e9, Number.POSITIVE_INFINITY])('is bounded for a wheel turned by %d', (notchesY) => {
    const frames = encodeControl({ type: 'scroll', x: 1, y: 2, width: 9, height: 16, notchesY });
    expect(frames).toHaveLength(100);
  });

  it('is refused when ArmCloud has no words for it', () => {
    const message = { type: 'levitate' } as unknown as ControlMessage;
    expect(() => encodeControl(message)).toThrow(
      new TelepadError('not_supported', 'ArmCloud has no message for "levitate".'),
    );
  });
});

describe('a frame of a client, read at the phone’s end', () => {
  it.each(controlVectors)('$name', ({ message, frames }) => {
    expect(frames.map((text) => decodeControl(text))).toEqual([[message]]);
  });

  it.each(otherClientsControl)('$name', ({ text, messages }) => {
    expect(decodeControl(text)).toEqual(messages);
  });

  it.each([...unreadableControl])('is nothing: %s', (_name, text) => {
    expect(decodeControl(text)).toBeUndefined();
  });
});

const hundredths = (max: number) => fc.integer({ min: 0, max: max * 100 }).map((n) => n / 100);

const anyTouch: fc.Arbitrary<ControlMessage> = fc
  .record({
    action: fc.constantFrom<TouchAction>(
      'down',
      'pointer-down',
      'move',
      'pointer-up',
      'up',
      'cancel',
    ),
    pointers: fc.uniqueArray(
      fc.record({
        id: fc.integer({ min: 0, max: 9 }),
        x: hundredths(4000),
        y: hundredths(4000),
        pressure: hundredths(1),
      }),
      { minLength: 1, maxLength: 10, selector: ({ id }) => id },
    ),
    width: fc.integer({ min: 1, max: 4000 }),
    height: fc.integer({ min: 1, max: 4000 }),
    index: fc.nat(),
  })
  .map(({ index, ...message }) => ({
    type: 'touch',
    ...message,
    actionIndex: message.action.startsWith('pointer-') ? index % message.pointers.length : 0,
  }));

const anyMessage: fc.Arbitrary<ControlMessage> = fc.oneof(
  anyTouch,
  fc.record({
    type: fc.constant('scroll' as const),
    x: hundredths(4000),
    y: hundredths(4000),
    width: fc.integer({ min: 1, max: 4000 }),
    height: fc.integer({ min: 1, max: 4000 }),
    notchesY: fc.constantFrom(-1, 1),
  }),
  fc.record({
    type: fc.constant('key' as const),
    action: fc.constantFrom('down' as const, 'up' as const),
    // Letters and digits: neither system keys nor modifiers.
    keyCode: fc.integer({ min: 7, max: 16 }),
    metaState: fc.constant(0),
    repeat: fc.constant(false),
  }),
  fc.record({
    type: fc.constant('text' as const),
    text: fc.string({ unit: 'binary', minLength: 1 }),
  }),
  fc.record({ type: fc.constant('clipboard' as const), text: fc.string({ unit: 'binary' }) }),
);

describe('writing and reading', () => {
  it('gives the same message back', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        expect(encodeControl(message).map((text) => decodeControl(text))).toEqual([[message]]);
      }),
    );
  });

  it('brings a system key through as a whole press', () => {
    const home = { type: 'key', keyCode: 3, metaState: 0, repeat: false } as const;
    const frames = [
      ...encodeControl({ ...home, action: 'down' }),
      ...encodeControl({ ...home, action: 'up' }),
    ];
    expect(frames.flatMap((text) => decodeControl(text))).toEqual([
      { ...home, action: 'down' },
      { ...home, action: 'up' },
    ]);
  });

  it('never throws, whatever a client sends', () => {
    const words = fc.constantFrom(
      ...['touchType', 'content', 'action', 'keyCode', 'coords', 'properties', '__proto__', 'type'],
    );
    const values = fc.oneof(
      fc.constantFrom('gesture', 'gestureSwipe', 'shortcutKey', 'input', 'eventSdk', 'keystroke'),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(fc.dictionary(words, values), (frame) => {
        const messages = decodeControl(JSON.stringify(frame));
        // One keystroke is two edges of a key; nothing is more.
        expect(messages?.length ?? 0).toBeLessThanOrEqual(2);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        decodeControl(text);
      }),
    );
  });
});
