import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TelepadError } from '../../../../src/core/errors.js';
import { TouchTracker } from '../../../../src/emulator/node/device/touch-tracker.js';
import { stageInput } from './input-stage.js';

const notConnected = new TelepadError('not_connected', 'There is no connection.');

const pointerIds = fc.integer({ min: 1, max: 12 });
const places = fc.integer({ min: -20, max: 660 });
const modifiers = fc.constantFrom({}, {}, { ctrlKey: true }, { shiftKey: true });
const pointerSteps = fc.record({
  what: fc.constantFrom('down', 'move', 'move', 'rawupdate', 'up', 'cancel'),
  pointerId: pointerIds,
  pointerType: fc.constantFrom('mouse', 'touch', 'touch', 'pen'),
  button: fc.constantFrom(0, 0, 0, 1, 2, 3, 5),
  buttons: fc.constantFrom(0, 1, 1, 2, 3, 32),
  x: places,
  y: places,
  keys: modifiers,
});
const wheelSteps = fc.record({
  what: fc.constant('wheel'),
  deltaX: fc.integer({ min: -300, max: 300 }),
  deltaY: fc.integer({ min: -900, max: 900 }),
  deltaMode: fc.constantFrom(0, 0, 0, 1),
  ctrlKey: fc.boolean(),
  x: places,
  y: places,
});
const turns = fc.record({
  what: fc.constantFrom(
    'blur',
    'hide',
    'release',
    'frame',
    'pause',
    'lose',
    'turn',
    'keyup',
    'full',
  ),
});
const sequences = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: pointerSteps },
    { weight: 3, arbitrary: wheelSteps },
    { weight: 3, arbitrary: turns },
  ),
  { maxLength: 80 },
);

it('whatever pointers do, the phone sees a valid stream, and in the end no finger', async () => {
  await fc.assert(
    fc.asyncProperty(
      sequences,
      fc.constantFrom('touch', 'back'),
      fc.constantFrom('auto', 'swipe'),
      async (steps, rightButton, wheel) => {
        const { session, root, detach } = await stageInput({
          rightButton: rightButton as 'touch' | 'back',
          wheel: wheel as 'auto' | 'swipe',
          trackpadPinch: 'phone',
        });
        for (const step of steps) {
          root.window.now += 1;
          if ('pointerId' in step) {
            const { what, x, y, keys, ...properties } = step;
            root.pointer(what, x, y, {
              pressure: 0.5,
              tiltX: 0,
              tiltY: 10,
              ...properties,
              ...keys,
            });
          } else if ('deltaX' in step) {
            const { what, x, y, ...properties } = step;
            root.fire(what, { clientX: x, clientY: y, ...properties });
          } else if (step.what === 'blur') root.window.dispatchEvent(new Event('blur'));
          else if (step.what === 'hide')
            root.ownerDocument.dispatchEvent(new Event('visibilitychange'));
          else if (step.what === 'release') session.emit('release');
          else if (step.what === 'frame') root.window.drawFrame();
          else if (step.what === 'pause') root.window.pass(160);
          else if (step.what === 'full') session.bufferedAmount = session.bufferedAmount ? 0 : 9000;
          else if (step.what === 'keyup') root.window.dispatchEvent(new Event('keyup'));
          else if (step.what === 'turn') {
            const { width, height } = root.mapping?.device ?? { width: 720, height: 1280 };
            root.mapping = {
              toDevice: { a: 2, b: 0, c: 0, d: 2, e: 0, f: 0 },
              device: { width: height, height: width },
            };
            root.isStale = true;
          } else if (step.what === 'lose') {
            // The session lets go of everything first, while the link still takes it.
            session.emit('release');
            session.failure = session.failure ? undefined : notConnected;
          }
        }
        detach();
        const phone = new TouchTracker();
        const violations: string[] = [];
        for (const message of session.sent)
          if (message.type === 'touch') violations.push(...phone.track(message).violations);
        expect(violations).toEqual([]);
        expect(phone.fingersDown).toEqual([]);
        const hovers = session.sent.flatMap((message) =>
          message.type === 'hover' ? [message.action] : [],
        );
        expect(hovers.filter((action) => action === 'enter')).toHaveLength(
          hovers.filter((action) => action === 'exit').length,
        );
        expect(root.stage.parts).toEqual([]);
        expect(root.window.waitingFrames + root.window.waitingTimers).toBe(0);
      },
    ),
    { numRuns: 400 },
  );
});
