import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createKeyboard, type KeyPress } from '../../../../../src/core/keyboard.js';
import { decodeControl } from '../../../../../src/vendors/armcloud/wire/decode-control.js';
import type { ArmcloudDialectSettings } from '../../../../../src/vendors/armcloud/wire/dialect-settings.js';
import { encodeControl } from '../../../../../src/vendors/armcloud/wire/encode-control.js';

const physicalKeys = [
  ['a', 'KeyA'],
  ['ArrowRight', 'ArrowRight'],
  ['ArrowUp', 'ArrowUp'],
  ['ArrowUp', 'Numpad8'],
  ['8', 'Numpad8'],
  ['ContextMenu', 'ContextMenu'],
  ['Shift', 'ShiftLeft'],
  ['Control', 'ControlRight'],
  ['Meta', 'MetaLeft'],
] as const;

const press = fc.record({
  key: fc.constantFrom(...physicalKeys),
  shiftKey: fc.boolean(),
  altKey: fc.boolean(),
  ctrlKey: fc.boolean(),
  metaKey: fc.boolean(),
  lock: fc.constantFrom('', 'CapsLock', 'NumLock', 'AltGraph'),
});

type Press = typeof press extends fc.Arbitrary<infer Value> ? Value : never;

const settings: readonly ArmcloudDialectSettings[] = [
  {},
  { inputDown: 0, keystroke: 'down-up', metaKeys: 'general' },
];

it.each([false, true])(
  'every key that a phone has seen go down goes up with the keyboard’s, whatever the modifiers do meanwhile (Mac: %s)',
  (isMac) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...settings),
        fc.array(fc.tuple(fc.boolean(), press), { maxLength: 30 }),
        fc.array(press, { minLength: physicalKeys.length, maxLength: physicalKeys.length }),
        (dialect, events, last) => {
          const down = new Set<number>();
          const keyboard = createKeyboard((message) => {
            for (const frame of encodeControl(message, dialect))
              for (const seen of decodeControl(frame, dialect) ?? []) {
                if (seen.type !== 'key') continue;
                if (seen.action === 'down') down.add(seen.keyCode);
                else down.delete(seen.keyCode);
              }
          }, isMac);
          const take = (edge: 'down' | 'up', { key: [key, code], lock, ...modifiers }: Press) => {
            const event: KeyPress = {
              key,
              code,
              isComposing: false,
              ...modifiers,
              getModifierState: (name) => name === lock,
            };
            keyboard[edge](event);
          };
          for (const [isDown, event] of events) take(isDown ? 'down' : 'up', event);
          for (const [index, event] of last.entries())
            take('up', { ...event, key: physicalKeys[index] ?? physicalKeys[0] });
          expect([...down]).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  },
);
