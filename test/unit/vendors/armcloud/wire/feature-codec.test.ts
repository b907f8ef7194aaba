import { describe, expect, it } from 'vitest';
import type { FeatureMessage, PhoneOrientation } from '../../../../../src/core/features.js';
import { decodeClientFrame } from '../../../../../src/vendors/armcloud/wire/client-frame.js';
import {
  decodeFeature,
  encodeFeature,
} from '../../../../../src/vendors/armcloud/wire/feature-codec.js';
import { controlVectors, otherClientsControl } from '../../../../vectors/armcloud-control.js';
import {
  featureVectors,
  otherClientsFeatures,
  unreadableFeatures,
} from '../../../../vectors/armcloud-features.js';

describe('a feature on the wire', () => {
  it.each(featureVectors)('$name', ({ message, frame }) => {
    expect(encodeFeature(message)).toBe(frame);
  });

  it('turns the phone by the commands of the vendor’s own console', () => {
    const content = (orientation: PhoneOrientation) =>
      (decodeFeature(encodeFeature({ type: 'rotation', orientation })) as { command: string })
        .command;
    expect(content('portrait')).toBe(
      'settings put system accelerometer_rotation 0; settings put system user_rotation 0',
    );
    expect(content('landscape')).toMatch(/user_rotation 1$/);
    expect(content('reverse-portrait')).toMatch(/user_rotation 2$/);
    expect(content('reverse-landscape')).toMatch(/user_rotation 3$/);
  });

  it('is refused when ArmCloud has no words for it', () => {
    const message = { type: 'levitate' } as unknown as FeatureMessage;
    expect(() => encodeFeature(message)).toThrow(
      expect.objectContaining({
        code: 'not_supported',
        message: 'ArmCloud has no message for "levitate".',
      }),
    );
  });
});

describe('a feature, read at the phone’s end', () => {
  it.each(featureVectors)('$name', ({ message, frame }) => {
    expect(decodeFeature(frame)).toEqual(message);
  });

  it.each(otherClientsFeatures)('$frame', ({ message, frame }) => {
    expect(decodeFeature(frame)).toEqual(message);
  });

  it.each(unreadableFeatures)('is nothing: %s', (frame) => {
    expect(decodeFeature(frame)).toBeUndefined();
  });
});

describe('any frame of a client, read at the phone’s end', () => {
  it('is a control message or a feature', () => {
    for (const { message, frames } of controlVectors) {
      expect(frames.map((frame) => decodeClientFrame(frame))).toEqual([[message]]);
    }
    for (const { message, frame } of featureVectors) {
      expect(decodeClientFrame(frame)).toEqual([message]);
    }
  });

  it('asks nothing where clients only talk', () => {
    for (const { text, messages } of otherClientsControl) {
      expect(decodeClientFrame(text)).toEqual(messages);
    }
  });

  it('is nothing where neither knows it', () => {
    expect(decodeClientFrame('{"touchType":"levitate"}')).toBeUndefined();
  });
});
