import { describe, expect, it } from 'vitest';
import {
  decodeFeatureEvent,
  encodeFeatureEvent,
} from '../../../../../src/vendors/armcloud/wire/feature-event-codec.js';
import {
  featureEventVectors,
  ignoredFeatureEvents,
  otherFeatureEvents,
  unreadableFeatureEvents,
} from '../../../../vectors/armcloud-features.js';

describe('a phone’s feature event', () => {
  it.each(featureEventVectors)('$name, as the phone writes it', ({ event, frame }) => {
    expect(encodeFeatureEvent(event)).toBe(frame);
  });

  it.each([...featureEventVectors, ...otherFeatureEvents])('$name, read', ({ event, frame }) => {
    expect(decodeFeatureEvent(frame)).toEqual(event);
  });

  it.each(ignoredFeatureEvents)('is passed over: %s', (frame) => {
    expect(decodeFeatureEvent(frame)).toBe('ignored');
  });

  it.each(unreadableFeatureEvents)('is broken: %s', (frame) => {
    expect(decodeFeatureEvent(frame)).toBeUndefined();
  });
});
