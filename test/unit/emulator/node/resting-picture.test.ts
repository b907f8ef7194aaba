import { describe, expect, it } from 'vitest';
import { RestingPicture } from '../../../../src/emulator/node/resting-picture.js';

function open() {
  const state = { isWanted: true, isStill: true, questions: 0 };
  const rest = new RestingPicture({
    isWanted: () => state.isWanted,
    isStill: () => state.isStill,
    askViewers: () => {
      state.questions += 1;
    },
  });
  /** How many of so many frames are sent. */
  const sent = (frames: number) =>
    Array.from({ length: frames }, () => rest.lasts()).filter((lasts) => !lasts).length;
  return { state, rest, sent };
}

describe('a picture that may rest', () => {
  it('is sent on and on where phones do not rest', () => {
    const { state, sent } = open();
    state.isWanted = false;
    expect(sent(100)).toBe(100);
    expect(state.questions).toBe(0);
  });

  it('is sent for 15 more frames after its last change', () => {
    const { state, sent } = open();
    expect(sent(100)).toBe(15);
    state.isStill = false;
    expect(sent(20)).toBe(20);
    state.isStill = true;
    // The last of the 20 was the first of the 15.
    expect(sent(100)).toBe(14);
  });

  it('is sent again for a while when somebody needs it', () => {
    const { rest, sent } = open();
    sent(100);
    rest.interrupt();
    expect(sent(100)).toBe(15);
  });

  it('has viewers asked what they need every tenth frame of its rest', () => {
    const { state, sent } = open();
    sent(15 + 9);
    expect(state.questions).toBe(0);
    sent(1);
    expect(state.questions).toBe(1);
    sent(20);
    expect(state.questions).toBe(3);
  });
});
