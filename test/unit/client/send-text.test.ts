import { describe, expect, it } from 'vitest';
import { maxTextLength, sendText } from '../../../src/client/send-text.js';
import type { ControlMessage } from '../../../src/core/control.js';

function setUp(supports = true, isLive = true) {
  const sent: ControlMessage[] = [];
  const session = {
    send: (message: ControlMessage) => void sent.push(message),
    supports: () => supports,
    isLive,
  };
  return { sent, session };
}

describe('long text', () => {
  it('goes out whole and in order', () => {
    const { session, sent } = setUp();
    const text = Array.from({ length: 2500 }, (_, index) => index % 10).join('');
    sendText(session, text, session);
    expect(sent).toHaveLength(3);
    expect(sent.map((message) => (message.type === 'text' ? message.text : '')).join('')).toBe(
      text,
    );
  });

  it('is given whole to a session that recovers, which keeps all of it or nothing', () => {
    const { session, sent } = setUp(true, false);
    const text = 'x'.repeat(2500);
    sendText(session, text, session);
    expect(sent).toEqual([{ type: 'text', text }]);
  });

  it('is refused beyond the most, and nothing of it is sent', () => {
    const { session, sent } = setUp();
    expect(() => sendText(session, 'x'.repeat(maxTextLength + 1), session)).toThrow(
      /100000 are the most/,
    );
    expect(sent).toEqual([]);
  });

  it('is refused as a whole where the phone takes keys only and has none for one character', () => {
    const { session, sent } = setUp(false);
    expect(() => sendText(session, `${'x'.repeat(2500)}é`, session)).toThrow(/US keyboard/);
    expect(sent).toEqual([]);
    sendText(session, `${'x'.repeat(2500)}!`, session);
    expect(sent.length).toBeGreaterThan(1);
  });
});
