import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PhoneAutomation } from '../../../../src/index.js';
import { inShort } from '../fake-page.js';
import { createStage, pass, play, watch } from './automation-stage.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function sentBy(call: (automation: PhoneAutomation) => Promise<void>) {
  const { session, automation } = createStage();
  await play(call(automation));
  return session.sent;
}

const key = (action: 'down' | 'up', keyCode: number, metaState = 0) => ({
  type: 'key',
  action,
  keyCode,
  metaState,
  repeat: false,
});

describe('text for a phone that takes keys only', () => {
  it.each(['exact', 'human'] as const)('is typed whole or not at all (%s)', async (timing) => {
    const { session, automation } = createStage();
    session.lacks = ['text'];
    const refused = watch(automation.type('plain, and then é', { timing }));
    await pass();
    expect([refused.outcome, session.sent]).toEqual(['not_supported', []]);
    await play(automation.type('ab', { timing }));
    expect(session.sent.length).toBeGreaterThan(0);
  });
});

describe('keys that a page presses', () => {
  it('are pressed and released at once', async () => {
    expect(await sentBy((each) => each.press(66))).toEqual([key('down', 66), key('up', 66)]);
  });

  it('are held as long as it is asked for', async () => {
    const { session, automation } = createStage();
    const pressed = watch(automation.press('POWER', { holdMs: 800 }));
    await pass(799);
    expect(inShort(session.sent)).toEqual(['key down 26']);
    await pass(1);
    expect(inShort(session.sent)).toEqual(['key up 26']);
    expect(pressed.outcome).toBe('done');
  });

  it('have modifiers, those of the left side', async () => {
    expect(await sentBy((each) => each.press('A', { modifiers: ['Control'] }))).toEqual([
      key('down', 29, 0x3000),
      key('up', 29, 0x3000),
    ]);
    const both = await sentBy((each) => each.press('TAB', { modifiers: ['Shift', 'Alt'] }));
    expect(both[0]).toEqual(key('down', 61, 0x1 | 0x40 | 0x2 | 0x10));
  });

  it('are known by Android’s names, by those of browsers and by number', async () => {
    const codes = {
      ENTER: 66,
      KEYCODE_ENTER: 66,
      BACK: 4,
      DPAD_UP: 19,
      ArrowUp: 19,
      A: 29,
      Z: 54,
      KeyZ: 54,
      7: 14,
      F5: 135,
      SPACE: 62,
      Space: 62,
      PASTE: 279,
      NUMPAD_ENTER: 160,
    };
    for (const [name, keyCode] of Object.entries(codes))
      expect((await sentBy((each) => each.press(name)))[0], name).toEqual(key('down', keyCode));
  });

  it('have short names for those of the phone itself', async () => {
    const codes = {
      back: 4,
      home: 3,
      recents: 187,
      power: 26,
      volumeUp: 24,
      volumeDown: 25,
    } as const;
    for (const [name, keyCode] of Object.entries(codes) as [keyof typeof codes, number][])
      expect(await sentBy((each) => each[name]()), name).toEqual([
        key('down', keyCode),
        key('up', keyCode),
      ]);
  });

  it('are checked before anything is sent', async () => {
    const { session, automation } = createStage();
    const wrong: (() => Promise<void>)[] = [
      () => automation.press('NO_SUCH_KEY'),
      () => automation.press(''),
      () => automation.press('constructor'),
      () => automation.press(0),
      () => automation.press(1.5),
      () => automation.press(1001),
      () => automation.press(66, { modifiers: ['Ctrl' as 'Control'] }),
      () => automation.press(66, { modifiers: 'Control' as unknown as [] }),
      () => automation.press(66, { holdMs: -1 }),
      () => automation.type(7 as unknown as string),
      () => automation.type('x'.repeat(100_001)),
      () => automation.paste(null as unknown as string),
      () => automation.paste('x', { with: 'mouse' as 'ctrl-v' }),
      () => automation.wait(-1),
      () => automation.wait(undefined as unknown as number),
      () => automation.wait(60_001),
    ];
    for (const call of wrong) {
      const seen = watch(call());
      await pass(1);
      expect(seen.outcome, String(call)).toBe('argument_invalid');
    }
    expect(session.sent).toEqual([]);
  });
});

describe('text that a page types', () => {
  it('goes out in one piece, and line breaks as ENTER', async () => {
    const sent = await sentBy((each) => each.type('hello\r\nyou\n\n👩‍👩‍👧'));
    expect(inShort([...sent])).toEqual([
      'text hello',
      'key down 66',
      'key up 66',
      'text you',
      'key down 66',
      'key up 66',
      'key down 66',
      'key up 66',
      'text 👩‍👩‍👧',
    ]);
  });

  it('is nothing when it is empty', async () => {
    expect(await sentBy((each) => each.type(''))).toEqual([]);
  });

  it('is cut where it is long, and between characters', async () => {
    const long = '👍🏽'.repeat(600);
    const sent = await sentBy((each) => each.type(long));
    const texts = sent.map((each) => (each.type === 'text' ? each.text : ''));
    expect(texts.length).toBeGreaterThan(1);
    expect(texts.join('')).toBe(long);
    for (const text of texts) expect(text.endsWith('👍🏽')).toBe(true);
  });

  it('with human timing goes character by character, as a reader sees them', async () => {
    const { session, automation } = createStage();
    const times: number[] = [];
    session.sentListeners.push(() => times.push(performance.now()));
    await play(automation.type('a é👩‍👩‍👧', { timing: 'human' }));
    expect(inShort(session.sent)).toEqual(['text a', 'text  ', 'text é', 'text 👩‍👩‍👧']);
    const gaps = times.slice(1).map((time, index) => Math.round(time - (times[index] ?? 0)));
    // Between words it takes longer.
    expect(gaps).toEqual([110, 176, 110]);
  });

  it('is pasted by Ctrl+V, once the clipboard is there', async () => {
    const { session, automation } = createStage();
    const pasted = watch(automation.paste('two\nlines'));
    await pass(99);
    expect(session.sent.splice(0)).toEqual([{ type: 'clipboard', text: 'two\nlines' }]);
    await pass(1);
    expect(session.sent).toEqual([key('down', 50, 0x3000), key('up', 50, 0x3000)]);
    expect(pasted.outcome).toBe('done');
  });

  it('is pasted by the key for it where that is wished', async () => {
    const sent = await sentBy((each) => each.paste('x', { with: 'paste-key' }));
    expect(sent.slice(1)).toEqual([key('down', 279), key('up', 279)]);
  });

  it('waits while the channel is full', async () => {
    const { session, automation } = createStage();
    session.bufferedAmount = 5000;
    const typed = watch(automation.type('later'));
    await pass(500);
    expect(session.sent).toEqual([]);
    session.bufferedAmount = 0;
    await pass(16);
    expect(inShort(session.sent)).toEqual(['text later']);
    expect(typed.outcome).toBe('done');
  });
});
