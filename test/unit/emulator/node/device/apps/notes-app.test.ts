import { describe, expect, it } from 'vitest';
import { keyCode } from '../../../../../../src/emulator/node/device/key-codes.js';
import { PhoneDriver } from '../phone-driver.js';

const control = 0x1000;
const shift = 0x1;

function openNotes(text = ''): PhoneDriver {
  const phone = new PhoneDriver();
  phone.open('notes');
  if (text !== '') phone.type(text);
  phone.events.length = 0;
  return phone;
}

describe('the field of Notes', () => {
  it('has the focus when Notes opens, and loses it when it closes', () => {
    const phone = new PhoneDriver();
    phone.open('notes');
    expect(phone.device.inputState().isOpen).toBe(true);
    phone.tap('nav:home');
    expect(phone.device.inputState().isOpen).toBe(false);
    expect(phone.events).toEqual([
      { type: 'input-state', isOpen: true, enterKeyHint: 'enter' },
      { type: 'input-state', isOpen: false, enterKeyHint: 'enter' },
    ]);
  });

  it('loses the focus by the first Back, and gets it again with a tap', () => {
    const phone = openNotes();
    phone.press(keyCode.back);
    expect(phone.state).toMatchObject({ app: 'notes', isInputOpen: false, isKeyboardShown: false });
    phone.type('nobody listens');
    phone.press(29);
    expect(phone.state.text).toBe('');
    phone.tap('notes:field');
    phone.type('somebody does');
    expect(phone.state.text).toBe('somebody does');
    phone.press(keyCode.back);
    phone.press(keyCode.back);
    expect(phone.state.app).toBe('home');
  });

  it('takes text of any script at the caret', () => {
    const phone = openNotes('Hello ');
    phone.type('你好 👋🏽');
    expect(phone.state.text).toBe('Hello 你好 👋🏽');
    expect(phone.state.caret).toBe(13);
    phone.press(keyCode.backspace);
    expect(phone.state.text).toBe('Hello 你好 ');
  });

  it('takes characters that arrive as keys', () => {
    const phone = openNotes();
    phone.press(36, shift);
    phone.press(37);
    phone.press(8, shift);
    phone.press(62);
    phone.press(16);
    phone.press(keyCode.enter);
    phone.press(55);
    expect(phone.state.text).toBe('Hi! 9\n,');
  });

  it('selects while Shift is down, and deletes words with Ctrl', () => {
    const phone = openNotes('one two three');
    phone.press(keyCode.dpadLeft, shift);
    phone.press(keyCode.dpadLeft, shift);
    expect(phone.state.selection).toEqual({ start: 11, end: 13 });
    phone.press(keyCode.moveHome, shift);
    expect(phone.state.selection).toEqual({ start: 0, end: 13 });
    phone.press(keyCode.dpadRight, shift);
    expect(phone.state.selection).toEqual({ start: 1, end: 13 });
    phone.press(keyCode.backspace);
    expect(phone.state.text).toBe('o');
    phone.type('ne two');
    phone.press(keyCode.backspace, control);
    expect(phone.state.text).toBe('one ');
  });

  it('repeats a key that is held', () => {
    const phone = openNotes();
    const key = { type: 'key', keyCode: 52, metaState: 0 } as const;
    phone.device.apply({ ...key, action: 'down', repeat: false });
    phone.device.apply({ ...key, action: 'down', repeat: true });
    phone.device.apply({ ...key, action: 'down', repeat: true });
    phone.device.apply({ ...key, action: 'up', repeat: false });
    expect(phone.state.text).toBe('xxx');
  });

  it('moves its caret with the arrows, Home and End, also up and down', () => {
    const phone = openNotes('the third one\nsecond\nthe third');
    const caretAfter = (...keys: readonly number[]): number => {
      for (const key of keys) phone.press(key);
      return phone.state.caret;
    };
    expect(phone.state.caret).toBe(30);
    expect(caretAfter(keyCode.moveHome)).toBe(21);
    expect(caretAfter(keyCode.dpadLeft)).toBe(20);
    expect(caretAfter(keyCode.dpadRight, keyCode.dpadRight)).toBe(22);
    expect(caretAfter(keyCode.moveEnd)).toBe(30);
    // Up over the middle line, which is shorter, and there it is in the same column again.
    expect(caretAfter(keyCode.dpadUp)).toBe(20);
    expect(caretAfter(keyCode.dpadUp)).toBe(9);
    expect(caretAfter(keyCode.dpadUp)).toBe(0);
    expect(caretAfter(keyCode.dpadDown, keyCode.dpadDown)).toBe(21);
    phone.press(keyCode.forwardDelete);
    expect(phone.state.text).toBe('the third one\nsecond\nhe third');
  });

  it('puts the caret where it is tapped', () => {
    const phone = openNotes('some text\nand more');
    const { x, y } = phone.state.targets['notes:field'] ?? { x: 0, y: 0 };
    phone.tapAt(x + 29, y + 28 + 26);
    expect(phone.state.caret).toBe(0);
    phone.tapAt(x + 600, y + 28 + 26);
    expect(phone.state.caret).toBe(9);
    phone.tapAt(x + 600, y + 28 + 400);
    expect(phone.state.caret).toBe(18);
  });
});

describe('the clipboard', () => {
  it('is filled and emptied into the text by Ctrl+A, C, X and V', () => {
    const phone = openNotes('copy me');
    phone.press(keyCode.c, control);
    expect(phone.events).toEqual([]);
    phone.press(keyCode.a, control);
    expect(phone.state.selection).toEqual({ start: 0, end: 7 });
    phone.press(keyCode.c, control);
    expect(phone.events).toEqual([{ type: 'clipboard', text: 'copy me' }]);
    phone.press(keyCode.x, control);
    expect(phone.state.text).toBe('');
    phone.press(keyCode.v, control);
    phone.press(keyCode.v, control);
    expect(phone.state.text).toBe('copy mecopy me');
    expect(phone.state.clipboard).toBe('copy me');
  });

  it('is filled and emptied by the keys for it, too', () => {
    const phone = openNotes('ab');
    phone.press(keyCode.a, control);
    phone.press(keyCode.copy);
    phone.press(keyCode.cut);
    expect([phone.state.text, phone.state.clipboard]).toEqual(['', 'ab']);
    phone.press(keyCode.paste);
    phone.press(keyCode.paste);
    expect(phone.state.text).toBe('abab');
  });

  it('is set from outside without an echo, and pasted with the button', () => {
    const phone = openNotes();
    phone.device.apply({ type: 'clipboard', text: 'from the page' });
    expect(phone.state.inputSequence).toBe(2);
    phone.tap('notes:paste');
    expect(phone.state.text).toBe('from the page');
    expect(phone.events).toEqual([]);
  });

  it('gets the whole note by the Copy button', () => {
    const phone = openNotes('all of it');
    phone.tap('notes:copy');
    expect(phone.events).toEqual([{ type: 'clipboard', text: 'all of it' }]);
    expect(phone.state.text).toBe('all of it');
  });

  it('gets a word by a long press and the menu that it opens', () => {
    const phone = openNotes('telepad shows phones');
    const { x, y } = phone.state.targets['notes:field'] ?? { x: 0, y: 0 };
    phone.touch('down', [[0, x + 60, y + 54]]);
    phone.wait(499);
    expect(phone.state.targets['notes:menu:copy']).toBeUndefined();
    phone.wait(1);
    expect(phone.state.targets['notes:menu:copy']).toBeDefined();
    phone.touch('up', [[0, x + 60, y + 54]]);
    expect(phone.state.selection).toEqual({ start: 0, end: 7 });
    phone.tap('notes:menu:copy');
    expect(phone.events).toEqual([{ type: 'clipboard', text: 'telepad' }]);
    expect(phone.state.targets['notes:menu:copy']).toBeUndefined();
  });

  it('leaves the menu by Back before the app', () => {
    const phone = openNotes('text');
    const { x, y } = phone.state.targets['notes:field'] ?? { x: 0, y: 0 };
    phone.touch('down', [[0, x + 60, y + 54]]);
    phone.wait(600);
    phone.touch('up', [[0, x + 60, y + 54]]);
    phone.press(keyCode.back);
    expect(phone.state.targets['notes:menu:copy']).toBeUndefined();
    expect(phone.state.isKeyboardShown).toBe(true);
  });
});
