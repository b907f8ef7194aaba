import { describe, expect, it } from 'vitest';
import type { InputContext } from '../../../../src/client/input/input-part.js';
import { attachSoftKeyboard } from '../../../../src/client/input/soft-keyboard.js';
import type { TextField } from '../../../../src/client/input/text-field.js';
import type { KeyboardMode } from '../../../../src/client/session.js';
import type { InputStateEvent } from '../../../../src/core/control.js';
import { FakeRoot, FakeSession } from '../fake-page.js';

class FakeViewport extends EventTarget {
  height = 800;
  scale = 1;
}

function setUp(hasTouch = true) {
  const session = Object.assign(new FakeSession(), {
    keyboardMode: 'local' as KeyboardMode,
    inputState: undefined as InputStateEvent | undefined,
  });
  const root = new FakeRoot();
  const viewport = new FakeViewport();
  Object.assign(root.window, {
    visualViewport: viewport,
    innerHeight: 800,
    matchMedia: () => ({ matches: hasTouch }),
  });
  const done: string[] = [];
  const element = { inputMode: '', enterKeyHint: '' };
  const field = {
    element,
    isSoft: false,
    forget: () => void done.push('forget'),
    finish: () => void done.push('finish'),
    refocus: () => void done.push('refocus'),
  };
  let invalidations = 0;
  const abort = new AbortController();
  const context = {
    root,
    session,
    signal: abort.signal,
    invalidate: () => {
      invalidations += 1;
    },
  } as unknown as InputContext;
  attachSoftKeyboard(context, field as unknown as TextField);
  const tell = (isOpen: boolean, enterKeyHint: InputStateEvent['enterKeyHint'] = 'enter') => {
    session.inputState = { type: 'input-state', isOpen, enterKeyHint };
    session.emit('inputstate', session.inputState);
  };
  const change = (mode: KeyboardMode) => {
    session.keyboardMode = mode;
    session.emit('keyboardmode', mode);
  };
  const refocused = () => done.splice(0).filter((what) => what === 'refocus').length;
  return {
    session,
    root,
    viewport,
    element,
    field,
    done,
    tell,
    change,
    refocused,
    abort,
    count: () => invalidations,
  };
}

describe('the keyboard of a touch device', () => {
  it('opens with the phone’s field and its Enter key, and closes with it', () => {
    const { element, field, tell, refocused } = setUp();
    expect(element).toEqual({ inputMode: 'none', enterKeyHint: 'enter' });
    tell(true, 'search');
    expect(element).toEqual({ inputMode: 'text', enterKeyHint: 'search' });
    expect(field.isSoft).toBe(true);
    expect(refocused()).toBe(1);
    tell(false);
    expect(element).toEqual({ inputMode: 'none', enterKeyHint: 'enter' });
    expect(field.isSoft).toBe(false);
    expect(refocused()).toBe(1);
  });

  it('is left alone when the phone says again what it said before', () => {
    const { done, tell } = setUp();
    tell(true, 'go');
    done.length = 0;
    tell(true, 'go');
    expect(done).toEqual([]);
  });

  it('commits what is composed before the field is another one', () => {
    const { done, tell } = setUp();
    tell(true, 'go');
    done.length = 0;
    tell(true, 'search');
    expect(done).toEqual(['finish', 'forget']);
  });

  it('stays away in the mode of the phone, and follows the mode', () => {
    const { element, tell, change, refocused } = setUp();
    change('phone');
    tell(true);
    expect(element.inputMode).toBe('none');
    change('local');
    expect(element.inputMode).toBe('text');
    change('phone');
    expect(element.inputMode).toBe('none');
    expect(refocused()).toBe(2);
  });

  it('opens with the next tap where only a tap may open it, and not when it is open', () => {
    const { root, viewport, tell, refocused } = setUp();
    tell(true);
    refocused();
    root.pointer('up', 10, 10, { pointerType: 'touch' });
    expect(refocused()).toBe(1);
    viewport.height = 450;
    root.pointer('up', 10, 10, { pointerType: 'touch' });
    expect(refocused()).toBe(0);
    // Zoomed in, less of the page is to be seen, although no keyboard covers it.
    Object.assign(viewport, { height: 400, scale: 2 });
    root.pointer('up', 10, 10, { pointerType: 'touch' });
    expect(refocused()).toBe(1);
  });

  it('is none where a mouse is used, until a finger is', () => {
    const { root, element, field, tell } = setUp(false);
    expect(element.inputMode).toBe('text');
    tell(true);
    expect(field.isSoft).toBe(false);
    root.pointer('down', 10, 10, { pointerType: 'touch' });
    expect(field.isSoft).toBe(true);
    root.pointer('down', 10, 10, { pointerType: 'mouse' });
    expect(field.isSoft).toBe(false);
  });

  it('moves what is to be seen of the page, which is measured anew, as long as input is attached', () => {
    const { session, viewport, abort, count } = setUp();
    viewport.dispatchEvent(new Event('resize'));
    viewport.dispatchEvent(new Event('scroll'));
    expect(count()).toBe(2);
    abort.abort();
    viewport.dispatchEvent(new Event('resize'));
    expect(count()).toBe(2);
    expect(session.listenerCount).toBe(0);
  });
});
