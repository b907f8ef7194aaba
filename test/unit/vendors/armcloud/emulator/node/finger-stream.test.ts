import { describe, expect, it } from 'vitest';
import type { TouchAction, TouchMessage } from '../../../../../../src/core/control.js';
import { FingerStream } from '../../../../../../src/vendors/armcloud/emulator/node/finger-stream.js';

function touch(action: TouchAction, actionIndex: number, ...ids: readonly number[]): TouchMessage {
  const pointers = ids.map((id) => ({ id, x: id, y: id, pressure: 1 }));
  return { type: 'touch', action, actionIndex, pointers, width: 10, height: 20 };
}

/** What comes out, as `action index ids`, and the violations. */
function follow(...messages: readonly TouchMessage[]) {
  const stream = new FingerStream();
  const followed = messages.map((message) => stream.follow(message));
  return {
    touches: followed.flatMap(({ touches }) =>
      touches.map(
        ({ action, actionIndex, pointers }) =>
          `${action} ${actionIndex} of ${pointers.map(({ id }) => id)}`,
      ),
    ),
    violations: followed.flatMap(({ violation }) => violation ?? []),
  };
}

describe('the fingers of a client', () => {
  it('pass unchanged when Android would understand them', () => {
    const correct = [
      touch('down', 0, 4),
      touch('pointer-down', 1, 4, 7),
      touch('pointer-down', 0, 1, 4, 7),
      touch('move', 0, 1, 4, 7),
      touch('pointer-up', 1, 1, 4, 7),
      touch('pointer-down', 1, 1, 4, 7),
      touch('cancel', 0, 1, 4, 7),
      touch('down', 0, 1),
      touch('up', 0, 1),
    ];
    const stream = new FingerStream();
    for (const message of correct) {
      expect(stream.follow(message)).toEqual({ touches: [message], violation: undefined });
    }
  });

  it('are counted on when 261 comes for a third and a fourth', () => {
    const { touches, violations } = follow(
      touch('down', 0, 0),
      touch('pointer-down', 1, 0, 1),
      touch('pointer-down', 1, 0, 1, 2),
      touch('pointer-down', 1, 0, 1, 2, 3),
    );
    expect(touches).toEqual([
      'down 0 of 0',
      'pointer-down 1 of 0,1',
      'pointer-down 2 of 0,1,2',
      'pointer-down 3 of 0,1,2,3',
    ]);
    expect(violations).toEqual([
      'touch pointer-down: it names finger 1, which is down already; finger 2 came down',
      'touch pointer-down: it names finger 1, which is down already; finger 3 came down',
    ]);
  });

  it('land one after the other when 261 comes for two at once', () => {
    const { touches, violations } = follow(touch('pointer-down', 1, 0, 1), touch('up', 0, 0, 1));
    expect(touches).toEqual(['down 0 of 0', 'pointer-down 1 of 0,1', 'up 0 of 0,1']);
    expect(violations).toEqual(['touch pointer-down: no first finger is down']);
  });

  it('are left to the phone when nothing can be made of them', () => {
    const { touches, violations } = follow(
      touch('down', 0, 0),
      touch('pointer-down', 0, 0),
      touch('pointer-down', 5, 0, 1),
    );
    expect(touches).toEqual(['down 0 of 0', 'pointer-down 0 of 0', 'pointer-down 5 of 0,1']);
    expect(violations).toEqual([]);
  });
});
