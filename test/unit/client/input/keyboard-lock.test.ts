import { describe, expect, it } from 'vitest';
import type { InputContext } from '../../../../src/client/input/input-part.js';
import { watchKeyboardLock } from '../../../../src/client/input/keyboard-lock.js';

function setUp({ isRefused = false, hasLock = true, keyboardLock = true } = {}) {
  const calls: string[] = [];
  const keyboard = {
    lock: async () => {
      calls.push('lock');
      if (isRefused) throw new Error('not allowed');
    },
    unlock: () => void calls.push('unlock'),
  };
  const navigator = hasLock ? { keyboard } : {};
  const page = Object.assign(new EventTarget(), {
    defaultView: { navigator },
    fullscreenElement: null as unknown,
  });
  const host = { parentNode: null };
  const root = { ownerDocument: page, parentNode: { parentNode: null, host } };
  const abort = new AbortController();
  const context = { root, options: { keyboardLock }, signal: abort.signal };
  const isLocked = watchKeyboardLock(context as unknown as InputContext);
  const show = async (element: unknown) => {
    page.fullscreenElement = element;
    page.dispatchEvent(new Event('fullscreenchange'));
    await Promise.resolve();
    await Promise.resolve();
  };
  return { calls, isLocked, show, host, abort };
}

describe('the keyboard lock', () => {
  it('holds while the view is in fullscreen, also inside a shadow root of what is', async () => {
    const { calls, isLocked, show, host } = setUp();
    expect(isLocked()).toBe(false);
    await show(host);
    expect(isLocked()).toBe(true);
    await show(null);
    expect(isLocked()).toBe(false);
    expect(calls).toEqual(['lock', 'unlock']);
  });

  it('is not asked for when something else is in fullscreen', async () => {
    const { calls, isLocked, show } = setUp();
    await show({});
    expect(isLocked()).toBe(false);
    expect(calls).toEqual([]);
  });

  it('does not hold when it was refused', async () => {
    const { isLocked, show, host } = setUp({ isRefused: true });
    await show(host);
    expect(isLocked()).toBe(false);
  });

  it('is given back when fullscreen ended before it came', async () => {
    const { calls, isLocked, show, host } = setUp();
    const shown = show(host);
    await show(null);
    await shown;
    expect(isLocked()).toBe(false);
    expect(calls).toEqual(['lock', 'unlock']);
  });

  it('is given back when input is detached', async () => {
    const { calls, isLocked, show, host, abort } = setUp();
    await show(host);
    abort.abort();
    expect(isLocked()).toBe(false);
    expect(calls).toEqual(['lock', 'unlock']);
  });

  it.each([
    ['is no option of this page', { keyboardLock: false }],
    ['is not there', { hasLock: false }],
  ])('%s: then nothing is asked for', async (_name, setting) => {
    const { calls, isLocked, show, host } = setUp(setting);
    await show(host);
    expect(isLocked()).toBe(false);
    expect(calls).toEqual([]);
  });
});
