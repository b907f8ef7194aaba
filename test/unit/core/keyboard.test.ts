import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeyMessage, TextMessage } from '../../../src/core/control.js';
import { createKeyboard, type KeyPress, type KeyRules } from '../../../src/core/keyboard.js';

type Overrides = Partial<Omit<KeyPress, 'getModifierState'>> & { isAltGraph?: boolean };

function press(
  key: string,
  code: string,
  { isAltGraph = false, ...overrides }: Overrides = {},
): KeyPress {
  return {
    key,
    code,
    isComposing: false,
    shiftKey: false,
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    getModifierState: (name) => name === 'AltGraph' && isAltGraph,
    ...overrides,
  };
}

function setUp(isMac = false, rules: KeyRules = {}) {
  const sent: (KeyMessage | TextMessage)[] = [];
  const keyboard = createKeyboard((message) => sent.push(message), isMac, rules);
  /** What was sent since the last look. */
  const look = () =>
    sent
      .splice(0)
      .map((message) =>
        message.type === 'text'
          ? `text ${message.text}`
          : `${message.action} ${message.keyCode} ${message.metaState}${message.repeat ? ' repeat' : ''}`,
      );
  return { keyboard, sent, look };
}

const leftShift = 65;
const leftCtrl = 12288;
const rightCtrl = 20480;
const leftAlt = 18;
const leftMeta = 196608;

describe('keys that type', () => {
  it.each<[string, KeyPress]>([
    ['a', press('a', 'KeyA')],
    ['A', press('A', 'KeyA', { shiftKey: true })],
    ['ß', press('ß', 'Minus')],
    ['я', press('я', 'KeyZ')],
    [' ', press(' ', 'Space')],
    ['8', press('8', 'Numpad8')],
    ['😀', press('😀', '')],
    ['@', press('@', 'KeyQ', { isAltGraph: true })],
    ['€', press('€', 'KeyE', { isAltGraph: true, ctrlKey: true, altKey: true })],
  ])('%s is sent as text, and its release is not sent', (text, event) => {
    const { keyboard, sent } = setUp();
    expect(keyboard.down(event)).toBe(true);
    expect(keyboard.up(event)).toBe(false);
    expect(sent).toEqual([{ type: 'text', text }]);
  });

  it('with Option on a Mac are text, elsewhere a shortcut', () => {
    const event = press('å', 'KeyA', { altKey: true });
    const mac = setUp(true);
    mac.keyboard.down(event);
    expect(mac.look()).toEqual(['text å']);
    const other = setUp();
    other.keyboard.down(event);
    expect(other.look()).toEqual([`down 29 ${leftAlt}`]);
  });

  it('are left to whom the rules leave them, with what they are', () => {
    const asked: unknown[] = [];
    const { keyboard, sent } = setUp(false, {
      isLeft: ({ key }, isText) => asked.push([key, isText]) > 0,
    });
    keyboard.down(press('Shift', 'ShiftLeft'));
    keyboard.down(press('a', 'KeyA'));
    keyboard.down(press('@', 'KeyQ', { isAltGraph: true, ctrlKey: true, altKey: true }));
    keyboard.down(press('c', 'KeyC', { ctrlKey: true }));
    keyboard.down(press('Tab', 'Tab'));
    expect(asked).toEqual([
      ['a', true],
      ['@', true],
      ['c', false],
      ['Tab', false],
    ]);
    expect(sent).toEqual([]);
  });

  it.each([
    press('Dead', 'BracketLeft'),
    press('Process', 'KeyA'),
    press('Unidentified', ''),
    press('a', 'KeyA', { isComposing: true }),
    // Chromium and Safari on a Mac, for the key that begins or ends a composition.
    press('n', 'KeyN', { keyCode: 229 }),
    press('Enter', 'Enter', { keyCode: 229 }),
    press('Enter', 'Enter', { isComposing: true }),
    press('', ''),
  ])('are left alone while something is composed: $key', (event) => {
    const { keyboard, sent } = setUp();
    expect(keyboard.down(event)).toBe(false);
    expect(keyboard.up(event)).toBe(false);
    expect(sent).toEqual([]);
  });
});

describe('named keys', () => {
  it.each<[string, string, number]>([
    ['Enter', 'Enter', 66],
    ['Enter', 'NumpadEnter', 160],
    ['Backspace', 'Backspace', 67],
    ['Delete', 'Delete', 112],
    ['Escape', 'Escape', 111],
    ['ArrowUp', 'ArrowUp', 19],
    ['ArrowLeft', 'Numpad4', 21],
    ['Delete', 'NumpadDecimal', 112],
    ['Escape', 'CapsLock', 111],
    ['Enter', '', 66],
    ['F1', 'F1', 131],
    ['ContextMenu', 'ContextMenu', 82],
  ])('%s on %s is a press and a release of %i', (key, code, keyCode) => {
    const { keyboard, sent } = setUp();
    expect(keyboard.down(press(key, code))).toBe(true);
    expect(keyboard.up(press(key, code))).toBe(true);
    expect(sent).toEqual([
      { type: 'key', action: 'down', keyCode, metaState: 0, repeat: false },
      { type: 'key', action: 'up', keyCode, metaState: 0, repeat: false },
    ]);
  });

  it('repeat while they are held', () => {
    const { keyboard, look } = setUp();
    for (let turn = 0; turn < 3; turn++) keyboard.down(press('Backspace', 'Backspace'));
    keyboard.up(press('Backspace', 'Backspace'));
    expect(look()).toEqual(['down 67 0', 'down 67 0 repeat', 'down 67 0 repeat', 'up 67 0']);
  });

  it('that are one key to Android go up together', () => {
    const { keyboard, look } = setUp();
    keyboard.down(press('ArrowUp', 'ArrowUp'));
    keyboard.down(press('ArrowUp', 'Numpad8'));
    keyboard.up(press('ArrowUp', 'ArrowUp'));
    keyboard.up(press('ArrowUp', 'Numpad8'));
    expect(look()).toEqual(['down 19 0', 'down 19 0 repeat', 'up 19 0']);
  });

  it('let the old key go when the same key means another one now', () => {
    const { keyboard, look } = setUp();
    keyboard.down(press('ArrowUp', 'Numpad8'));
    keyboard.down(press('8', 'Numpad8', { ctrlKey: true }));
    keyboard.up(press('8', 'Numpad8', { ctrlKey: true }));
    expect(look()).toEqual(['down 19 0', 'up 19 0', `down 152 ${leftCtrl}`, `up 152 ${leftCtrl}`]);
  });

  it('carry the modifiers', () => {
    const { keyboard, look } = setUp();
    keyboard.down(press('Shift', 'ShiftLeft', { shiftKey: true }));
    keyboard.down(press('ArrowRight', 'ArrowRight', { shiftKey: true }));
    keyboard.up(press('Shift', 'ShiftLeft'));
    keyboard.up(press('ArrowRight', 'ArrowRight'));
    expect(look()).toEqual([`down 22 ${leftShift}`, `up 22 ${leftShift}`]);
  });

  it('go up with the modifiers that they went down with', () => {
    const { keyboard, look } = setUp();
    keyboard.down(press('ArrowRight', 'ArrowRight'));
    keyboard.down(press('Shift', 'ShiftLeft', { shiftKey: true }));
    keyboard.up(press('ArrowRight', 'ArrowRight', { shiftKey: true }));
    expect(look()).toEqual(['down 22 0', 'up 22 0']);
  });

  it('are pressed anew when they repeat with other modifiers', () => {
    const { keyboard, look } = setUp();
    keyboard.down(press('ArrowRight', 'ArrowRight', { shiftKey: true }));
    keyboard.down(press('ArrowRight', 'ArrowRight'));
    keyboard.down(press('ArrowRight', 'ArrowRight'));
    keyboard.up(press('ArrowRight', 'ArrowRight', { shiftKey: true }));
    expect(look()).toEqual([
      `down 22 ${leftShift}`,
      `up 22 ${leftShift}`,
      'down 22 0',
      'down 22 0 repeat',
      'up 22 0',
    ]);
  });
});

describe('modifiers', () => {
  it.each<[string, KeyPress]>([
    [
      'Windows, which reports it as Ctrl and Alt',
      press('ArrowUp', 'ArrowUp', { isAltGraph: true, ctrlKey: true, altKey: true }),
    ],
    ['Linux, which reports neither', press('ArrowUp', 'ArrowUp', { isAltGraph: true })],
  ])('AltGr is the right Alt on %s', (_name, event) => {
    const { keyboard, look } = setUp();
    keyboard.down(press('AltGraph', 'AltRight', { isAltGraph: true }));
    keyboard.down(event);
    expect(look()).toEqual([`down 19 ${0x2 | 0x20}`]);
  });

  it('locks are told with the keys', () => {
    const { keyboard, look } = setUp();
    const locked = (name: string) => ({
      ...press('ArrowUp', 'ArrowUp'),
      getModifierState: (asked: string) => asked === name,
    });
    keyboard.down(locked('CapsLock'));
    keyboard.up(locked('NumLock'));
    expect(look()).toEqual([`down 19 ${0x100000}`, `up 19 ${0x100000}`]);
  });

  it('keep the right side while the left key of the same goes up', () => {
    const { keyboard, look } = setUp();
    keyboard.down(press('Shift', 'ShiftRight', { shiftKey: true }));
    keyboard.up(press('Shift', 'ShiftLeft', { shiftKey: true }));
    keyboard.down(press('ArrowUp', 'ArrowUp', { shiftKey: true }));
    expect(look()).toEqual([`down 19 ${0x1 | 0x80}`]);
  });
});

describe('shortcuts', () => {
  it.each<[string, KeyPress, string]>([
    ['Ctrl+C', press('c', 'KeyC', { ctrlKey: true }), `down 31 ${leftCtrl}`],
    [
      'Ctrl+Shift+Z',
      press('Z', 'KeyZ', { ctrlKey: true, shiftKey: true }),
      `down 54 ${leftCtrl + leftShift}`,
    ],
    ['Ctrl+Z on a German keyboard', press('z', 'KeyY', { ctrlKey: true }), `down 54 ${leftCtrl}`],
    ['Ctrl+A on a French keyboard', press('a', 'KeyQ', { ctrlKey: true }), `down 29 ${leftCtrl}`],
    ['Ctrl+C on a Russian keyboard', press('с', 'KeyC', { ctrlKey: true }), `down 31 ${leftCtrl}`],
    ['Ctrl+1 on a French keyboard', press('&', 'Digit1', { ctrlKey: true }), `down 8 ${leftCtrl}`],
    ['Ctrl+Space', press(' ', 'Space', { ctrlKey: true }), `down 62 ${leftCtrl}`],
    ['Alt+F', press('f', 'KeyF', { altKey: true }), `down 34 ${leftAlt}`],
    ['Ctrl+Backspace', press('Backspace', 'Backspace', { ctrlKey: true }), `down 67 ${leftCtrl}`],
  ])('%s is a key with its modifiers', (_name, event, message) => {
    const { keyboard, look } = setUp();
    expect(keyboard.down(event)).toBe(true);
    expect(look()).toEqual([message]);
  });

  it('tell the side of a modifier that was seen to be pressed', () => {
    const { keyboard, look } = setUp();
    keyboard.down(press('Control', 'ControlRight', { ctrlKey: true }));
    keyboard.down(press('c', 'KeyC', { ctrlKey: true }));
    keyboard.up(press('c', 'KeyC', { ctrlKey: true }));
    keyboard.up(press('Control', 'ControlRight'));
    keyboard.down(press('Control', 'ControlLeft', { ctrlKey: true }));
    keyboard.down(press('c', 'KeyC', { ctrlKey: true }));
    expect(look()).toEqual([`down 31 ${rightCtrl}`, `up 31 ${rightCtrl}`, `down 31 ${leftCtrl}`]);
  });

  it('with Meta are released at once, because macOS does not tell when they are', () => {
    const { keyboard, look } = setUp();
    const event = press('k', 'KeyK', { metaKey: true });
    keyboard.down(event);
    keyboard.down(event);
    keyboard.up(event);
    const edges = [`down 39 ${leftMeta}`, `up 39 ${leftMeta}`];
    expect(look()).toEqual([...edges, ...edges]);
  });

  it('with Command on a Mac are those with Ctrl on the phone', () => {
    const { keyboard, look } = setUp(true);
    keyboard.down(press('c', 'KeyC', { metaKey: true }));
    expect(look()).toEqual([`down 31 ${leftCtrl}`, `up 31 ${leftCtrl}`]);
  });

  it('let go what was pressed before Meta and released under it', () => {
    const { keyboard, look } = setUp(true);
    keyboard.down(press('ArrowDown', 'ArrowDown'));
    keyboard.down(press('Meta', 'MetaLeft', { metaKey: true }));
    keyboard.up(press('Meta', 'MetaLeft'));
    expect(look()).toEqual(['down 20 0', 'up 20 0']);
  });
});

describe('what belongs to the browser', () => {
  it.each<[string, KeyPress]>([
    ['Tab, so that the focus is not trapped', press('Tab', 'Tab')],
    ['Shift+Tab', press('Tab', 'Tab', { shiftKey: true })],
    ['reload', press('r', 'KeyR', { ctrlKey: true })],
    ['reload by F5', press('F5', 'F5')],
    ['developer tools', press('I', 'KeyI', { ctrlKey: true, shiftKey: true })],
    ['developer tools by F12', press('F12', 'F12')],
    ['a new tab', press('t', 'KeyT', { metaKey: true })],
    ['zoom', press('+', 'Equal', { ctrlKey: true })],
    ['paste, which comes as an event with the text', press('v', 'KeyV', { ctrlKey: true })],
    ['Caps Lock', press('CapsLock', 'CapsLock')],
    ['Shift alone', press('Shift', 'ShiftLeft', { shiftKey: true })],
    ['Ctrl alone', press('Control', 'ControlLeft', { ctrlKey: true })],
    ['AltGr alone', press('AltGraph', 'AltRight', { altKey: true })],
    ['a key that Android does not have', press('LaunchWebBrowser', 'LaunchApp1')],
  ])('%s', (_name, event) => {
    const { keyboard, sent } = setUp();
    expect(keyboard.down(event)).toBe(false);
    expect(keyboard.up(event)).toBe(false);
    expect(sent).toEqual([]);
  });
});

describe('releaseAll', () => {
  it('lets every held key go, once', () => {
    const { keyboard, look } = setUp();
    keyboard.down(press('ArrowLeft', 'ArrowLeft'));
    keyboard.down(press('a', 'KeyA', { ctrlKey: true }));
    look();
    keyboard.releaseAll();
    keyboard.releaseAll();
    expect(keyboard.up(press('ArrowLeft', 'ArrowLeft'))).toBe(false);
    expect(look()).toEqual(['up 21 0', `up 29 ${leftCtrl}`]);
  });

  it('leaves nothing held after any sequence of keys', () => {
    const keys = fc.constantFrom(
      ['a', 'KeyA'],
      ['q', 'KeyQ'],
      ['Enter', 'Enter'],
      ['Enter', 'NumpadEnter'],
      ['ArrowUp', 'ArrowUp'],
      ['ArrowUp', 'Numpad8'],
      ['PageUp', 'Numpad8'],
      ['Shift', 'ShiftRight'],
      ['Control', 'ControlLeft'],
      ['Meta', 'MetaLeft'],
    );
    const flags = fc.record({
      ctrlKey: fc.boolean(),
      metaKey: fc.boolean(),
      shiftKey: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), keys, flags)), fc.boolean(), (events, isMac) => {
        const { keyboard, sent } = setUp(isMac);
        for (const [isDown, [key = '', code = ''], modifiers] of events)
          keyboard[isDown ? 'down' : 'up'](press(key, code, modifiers));
        keyboard.releaseAll();
        const held = new Map<number, number>();
        for (const message of sent) {
          if (message.type === 'text') continue;
          const { keyCode, action, repeat } = message;
          const before = held.get(keyCode) ?? 0;
          if (action === 'down' && !repeat) held.set(keyCode, before + 1);
          if (action === 'down' && repeat) expect(before).toBeGreaterThan(0);
          if (action === 'up') held.set(keyCode, before - 1);
        }
        expect([...held.values()].every((count) => count === 0)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
