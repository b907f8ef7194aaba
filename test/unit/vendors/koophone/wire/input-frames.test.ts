import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeInputFrame,
  encodeKeyFrame,
  encodeTextFrame,
  encodeTouchFrame,
  frameTimestampMs,
  type InputFrame,
} from '../../../../../src/vendors/koophone/wire/input-frames.js';
import {
  cameraTrackAdded,
  encodeTextMessage,
  readTextMessage,
} from '../../../../../src/vendors/koophone/wire/text-messages.js';
import {
  brokenInputFrames,
  ignoredInputFrames,
  inputFrames,
} from '../../../../vectors/koophone-input.js';

function encode(frame: InputFrame): Uint8Array {
  if (frame.type === 'touch') return encodeTouchFrame(frame, frame.timestampMs);
  return frame.type === 'key'
    ? encodeKeyFrame(frame, frame.timestampMs)
    : encodeTextFrame(frame.message);
}

describe('a frame of the channel `input`', () => {
  it.each(inputFrames)('$name, both ways', ({ frame, bytes }) => {
    expect(encode(frame)).toEqual(bytes);
    expect(decodeInputFrame(bytes)).toEqual(frame);
  });

  it('is read where it lies in a larger buffer', () => {
    for (const { frame, bytes } of inputFrames) {
      const buffer = new Uint8Array(bytes.length + 7);
      buffer.set(bytes, 3);
      expect(decodeInputFrame(buffer.subarray(3, 3 + bytes.length))).toEqual(frame);
    }
  });

  it.each([...ignoredInputFrames])('is passed over: %s', (_name, bytes) => {
    expect(decodeInputFrame(bytes)).toBe('ignored');
  });

  it.each([...brokenInputFrames])('is broken: %s', (_name, bytes) => {
    expect(decodeInputFrame(bytes)).toBeUndefined();
  });

  it('never throws, whatever the bytes are', () => {
    const framed = fc
      .tuple(fc.constantFrom(205, 207, 211, 0), fc.uint8Array({ maxLength: 60 }))
      .map(([type, body]) => {
        const bytes = Uint8Array.of(0, 0, 0, body.length + 5, type, ...body);
        return bytes;
      });
    fc.assert(
      fc.property(fc.oneof(framed, fc.uint8Array({ maxLength: 60 })), (bytes) => {
        decodeInputFrame(bytes);
      }),
      { numRuns: 5000 },
    );
  });

  it('has a clock of 100 seconds', () => {
    expect(frameTimestampMs(99_999.9)).toBe(99_999);
    expect(frameTimestampMs(100_000)).toBe(0);
    expect(frameTimestampMs(1_234_567.8)).toBe(34_567);
  });
});

describe('a text message of the channel `input`', () => {
  const cameraOn = {
    type: 'camera-state',
    isOpen: true,
    cameraId: 1,
    width: 640,
    height: 480,
    frameRate: 30,
  } as const;

  it.each([
    [
      { type: 'app-message', text: '{"a":1}' },
      { type: 'app_message', data: '{"a":1}' },
    ],
    [cameraOn, { type: 'camera_state', camera_id: 1, width: 640, height: 480, fps: 30 }],
    [
      { ...cameraOn, isOpen: false, cameraId: -1 },
      { type: 'camera_state', camera_id: -1, width: 640, height: 480, fps: 30 },
    ],
  ] as const)('%j, both ways', (message, fields) => {
    expect(encodeTextMessage(message)).toEqual(fields);
    expect(readTextMessage(fields)).toEqual(message);
  });

  it('is passed over where its type is not known, and broken without one', () => {
    expect(readTextMessage({ type: 'notice' })).toBe('ignored');
    expect(readTextMessage(cameraTrackAdded)).toBe('ignored');
    expect(readTextMessage({})).toBeUndefined();
    expect(readTextMessage({ type: 'app_message', data: {} })).toBeUndefined();
    expect(readTextMessage({ type: 'camera_state' })).toBeUndefined();
  });
});
