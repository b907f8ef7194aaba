import { describe, expect, it } from 'vitest';
import { HeldInput } from '../../../../../../src/vendors/koophone/emulator/node/held-input.js';

/** As the phone tells it. */
const screen = { type: 'display', width: 720, height: 1280, rotation: 0 } as const;
const finger = (id: number) => ({ id, x: 0.5, y: 0.5 });

describe('what a viewer holds', () => {
  it('is lifted by the next connection, which never pressed it', () => {
    const { messages, violations } = new HeldInput().touch(
      { action: 'up', pointers: [finger(3)] },
      screen,
    );
    expect(violations).toEqual([]);
    expect(messages).toMatchObject([
      {
        type: 'touch',
        action: 'up',
        pointers: [{ id: 3, x: 360, y: 640 }],
        width: 720,
        height: 1280,
      },
    ]);
  });

  it('is out of balance where a finger goes up among others that never came down', () => {
    const held = new HeldInput();
    held.touch({ action: 'down', pointers: [finger(0)] }, screen);
    expect(held.touch({ action: 'up', pointers: [finger(1)] }, screen)).toEqual({
      messages: [],
      violations: ['touch up: finger 1 is not down'],
    });
  });
});
