import { describe, expect, it } from 'vitest';
import { PhoneDriver } from '../phone-driver.js';

function tapKeys(phone: PhoneDriver, ...keys: readonly string[]): void {
  for (const key of keys) phone.tap(`key:${key}`);
}

describe('the soft keyboard', () => {
  it('types what is tapped', () => {
    const phone = new PhoneDriver();
    phone.open('notes');
    tapKeys(phone, 'shift', 'h', 'i', 'space', 'page', '1', '!', 'backslash', 'page', 'a');
    expect(phone.state.text).toBe('Hi 1!\\a');
    tapKeys(phone, 'backspace', 'enter', 'b');
    expect(phone.state.text).toBe('Hi 1!\\\nb');
    expect(phone.state.violations).toEqual([]);
  });

  it('takes two thumbs at once', () => {
    const phone = new PhoneDriver();
    phone.open('notes');
    const q = phone.spot('key:q');
    const p = phone.spot('key:p');
    phone.touch('down', [[0, q.x, q.y]]);
    phone.touch(
      'pointer-down',
      [
        [0, q.x, q.y],
        [1, p.x, p.y],
      ],
      1,
    );
    phone.touch(
      'pointer-up',
      [
        [0, q.x, q.y],
        [1, p.x, p.y],
      ],
      0,
    );
    phone.touch('up', [[1, p.x, p.y]]);
    expect(phone.state.text).toBe('qp');
    expect(phone.state.tapCount).toBe(3);
  });

  it('stays away while the viewer types on a keyboard of his own', () => {
    const phone = new PhoneDriver();
    phone.device.apply({ type: 'keyboard-mode', mode: 'local' });
    phone.open('notes');
    expect(phone.state).toMatchObject({ isInputOpen: true, isKeyboardShown: false });
    expect(phone.state.targets['key:a']).toBeUndefined();
    const tall = phone.state.targets['notes:field']?.height ?? 0;
    phone.device.apply({ type: 'keyboard-mode', mode: 'phone' });
    expect(phone.state.isKeyboardShown).toBe(true);
    expect(phone.state.targets['notes:field']?.height).toBe(tall - 424);
  });
});
