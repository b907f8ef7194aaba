import { describe, expect, it } from 'vitest';
import {
  addressees,
  decodeBroadcast,
  encodeBroadcast,
  kickedOut,
  kickOutFrame,
  textForPads,
} from '../../../../../src/vendors/armcloud/wire/group-codec.js';

describe('a shared room', () => {
  it('is told a data channel frame as text', () => {
    const frame = '{"touchType":"inputState"}';
    const broadcast = '{"event":"broadcastMsg","data":"{\\"touchType\\":\\"inputState\\"}"}';
    expect(encodeBroadcast(frame)).toBe(broadcast);
    expect(decodeBroadcast(broadcast)).toBe(frame);
  });

  it.each([
    '',
    '{"event":"ping"}',
    '{"event":"broadcastMsg"}',
    '{"event":"broadcastMsg","data":{}}',
  ])('is told nothing by %j', (text) => {
    expect(decodeBroadcast(text)).toBeUndefined();
  });

  it('is told for whom a text is', () => {
    const text = '{"touchType":"inputBox","text":"hej","pads":["AC1","AC2"]}';
    const clipboard = '{"touchType":"clipboard","text":"","pads":["AC1"]}';
    expect(textForPads('text', 'hej', ['AC1', 'AC2'])).toBe(text);
    expect(textForPads('clipboard', '', ['AC1'])).toBe(clipboard);
    expect(addressees(text)).toEqual(['AC1', 'AC2']);
    expect(addressees(clipboard)).toEqual(['AC1']);
  });

  it.each(['{"touchType":"inputBox","text":"hej"}', 'x', '{"pads":"AC1"}'])(
    'means all of its phones with %s',
    (frame) => {
      expect(addressees(frame)).toBe('all');
    },
  );

  it('puts phones out', () => {
    const frame = '{"touchType":"kickOutUser","content":"[\\"AC1\\",\\"AC2\\"]"}';
    expect(kickOutFrame(['AC1', 'AC2'])).toBe(frame);
    expect(kickedOut(frame)).toEqual(['AC1', 'AC2']);
    expect(kickedOut('{"touchType":"kickOutUser","content":["AC3",7]}')).toEqual(['AC3']);
  });

  it.each(['{"touchType":"kickOutUser"}', '{"touchType":"inputState"}', '"', '[]'])(
    'puts nobody out by %s',
    (frame) => {
      expect(kickedOut(frame)).toBeUndefined();
    },
  );
});
