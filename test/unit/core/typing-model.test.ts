import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createTextEntry } from '../../../src/core/composition.js';
import type { KeyMessage, TextMessage } from '../../../src/core/control.js';
import { createKeyboard, type KeyPress } from '../../../src/core/keyboard.js';
import { createPassThrough } from '../../../src/core/pass-through.js';

const keys = fc.constantFrom(
  ['a', 'KeyA'],
  ['é', 'Digit2'],
  ['Enter', 'Enter'],
  ['Backspace', 'Backspace'],
  ['ArrowUp', 'ArrowUp'],
  ['ArrowUp', 'Numpad8'],
  ['Tab', 'Tab'],
  ['MediaPlayPause', 'MediaPlayPause'],
  ['F13', 'F13'],
  ['Shift', 'ShiftRight'],
  ['Control', 'ControlLeft'],
  ['AltGraph', 'AltRight'],
  ['Meta', 'MetaLeft'],
  ['Dead', 'BracketLeft'],
  ['Process', 'KeyA'],
);
const flag = fc.boolean();
const action = fc.oneof(
  fc.record({
    type: fc.constantFrom('down' as const, 'up' as const),
    key: keys,
    isComposing: flag,
    keyCode: fc.constantFrom(0, 229),
    shiftKey: flag,
    altKey: flag,
    ctrlKey: flag,
    metaKey: flag,
    isAltGraph: flag,
  }),
  fc.record({ type: fc.constant('compose' as const), mode: fc.constantFrom('commit', 'stream') }),
  fc.record({
    type: fc.constant('write' as const),
    text: fc.constantFrom('', 'n', 'ni', '你', '👍🏽'),
  }),
  fc.record({
    type: fc.constant('order' as const),
    name: fc.constantFrom('insertLineBreak', 'deleteWordBackward', 'historyUndo'),
  }),
  fc.record({ type: fc.constantFrom('commit' as const, 'blur' as const, 'release' as const) }),
);

it('whatever keys, compositions, blurs and releases come in whatever order, no key stays down', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 40 }), flag, flag, (actions, isMac, isLocked) => {
      const sent: (KeyMessage | TextMessage)[] = [];
      const isPassedThrough = createPassThrough();
      const keyboard = createKeyboard((message) => sent.push(message), isMac, {
        isLeft: (press, isText) => isPassedThrough(press, isText, isLocked),
      });
      const entry = createTextEntry((edits) => {
        for (const edit of edits) {
          if (edit.type === 'text') sent.push(edit);
          else
            for (let count = 0; count < edit.times; count += 1)
              for (const action of ['down', 'up'] as const)
                sent.push({
                  type: 'key',
                  action,
                  repeat: false,
                  keyCode: edit.keyCode,
                  metaState: 0,
                });
        }
        return true;
      });
      let content = { text: '', caret: 0 };
      const blur = () => {
        entry.compositionEnd(content);
        keyboard.releaseAll();
      };
      for (const each of actions) {
        switch (each.type) {
          case 'down':
          case 'up': {
            const [key = '', code = ''] = each.key;
            const { isAltGraph, ...modifiers } = each;
            const press: KeyPress = {
              ...modifiers,
              key,
              code,
              getModifierState: (name) => name === 'AltGraph' && isAltGraph,
            };
            keyboard[each.type](press);
            break;
          }
          case 'compose':
            entry.compositionStart(each.mode as 'commit' | 'stream');
            break;
          case 'write':
            content = { text: each.text, caret: each.text.length };
            entry.input('insertText', content);
            break;
          case 'order':
            entry.beforeInput(each.name, true);
            break;
          case 'commit':
            entry.compositionEnd(content);
            break;
          case 'blur':
            blur();
            break;
          case 'release':
            keyboard.releaseAll();
            break;
        }
      }
      blur();
      const down = new Set<number>();
      for (const message of sent) {
        if (message.type === 'text') {
          expect(message.text).not.toBe('');
          continue;
        }
        const { keyCode, action, repeat } = message;
        if (action === 'up') down.delete(keyCode);
        else {
          expect(repeat && !down.has(keyCode)).toBe(false);
          down.add(keyCode);
        }
      }
      expect([...down]).toEqual([]);
      expect(entry.isComposing).toBe(false);
    }),
    { numRuns: 1000 },
  );
});
