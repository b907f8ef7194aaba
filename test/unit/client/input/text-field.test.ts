import { describe, expect, it } from 'vitest';
import type { InputContext } from '../../../../src/client/input/input-part.js';
import { createTextField } from '../../../../src/client/input/text-field.js';
import { FakeSession, inShort } from '../fake-page.js';

class FakeField extends EventTarget {
  value = '';
  selectionEnd = 0;
  readonly style = {};
  setAttribute(): void {}
  setSelectionRange(_start: number, end: number): void {
    this.selectionEnd = end;
  }
  remove(): void {}
}

function setUp() {
  const session = new FakeSession();
  const element = new FakeField();
  const context = {
    root: {
      ownerDocument: { createElement: () => element },
      getRootNode: () => ({ activeElement: element }),
      append() {},
    },
    session,
    signal: new AbortController().signal,
    options: {},
    canType: () => true,
    // As a recovering session does: it keeps text, and refuses keys.
    send: session.send.bind(session),
  } as unknown as InputContext;
  createTextField(context, () => 'commit');
  const fire = (type: string, inputType: string) => {
    const event = Object.assign(new Event(type, { cancelable: true }), { inputType });
    element.dispatchEvent(event);
    return event.defaultPrevented;
  };
  return {
    session,
    look: () => inShort(session.sent.splice(0)),
    order: (inputType: string) => fire('beforeinput', inputType),
    change(value: string) {
      Object.assign(element, { value, selectionEnd: value.length });
      fire('input', 'insertText');
    },
  };
}

describe('what input methods ask for while the session recovers', () => {
  it('is given to the session, which tells what it refuses', () => {
    const { session, order, look } = setUp();
    session.move('recovering');
    for (const inputType of ['insertParagraph', 'deleteWordBackward', 'historyUndo']) {
      expect(order(inputType)).toBe(true);
      expect(look()).toHaveLength(2);
    }
  });

  it('waits in the field where that holds what it will be', () => {
    const { session, change, look } = setUp();
    change('ab');
    session.move('recovering');
    look();
    change('a');
    change('ac');
    expect(look()).toEqual([]);
    session.move('live');
    session.emit('live');
    expect(look()).toHaveLength(3);
  });
});
