import { describe, expect, it } from 'vitest';
import { Capture } from '../../../../../src/emulator/node/device/capture.js';

function open() {
  const clock = { now: 10_000 };
  const events: unknown[] = [];
  const capture = new Capture(
    () => clock.now,
    ({ kind, isOpen, facing }) => events.push([kind, isOpen, facing]),
  );
  return { clock, events, capture };
}

const picture = { width: 4, height: 2, rotation: 0, data: new Uint8Array(12) };

describe('what apps hold', () => {
  it('is told to viewers, the end of one before the beginning of the next', () => {
    const { events, capture } = open();
    expect(capture.request).toBeNull();
    capture.hold('camera', 'user');
    capture.hold('camera', 'user');
    capture.hold('camera', 'environment');
    capture.hold('both');
    expect(capture.request).toEqual({
      type: 'capture-request',
      kind: 'both',
      isOpen: true,
      facing: 'environment',
    });
    capture.hold('microphone');
    capture.hold(undefined);
    capture.hold(undefined);
    expect(events).toEqual([
      ['camera', true, 'user'],
      ['camera', false, 'user'],
      ['camera', true, 'environment'],
      ['camera', false, 'environment'],
      ['both', true, 'environment'],
      ['both', false, 'environment'],
      ['microphone', true, undefined],
      ['microphone', false, undefined],
    ]);
  });

  it('is told with the other camera only while a camera is held', () => {
    const { events, capture } = open();
    capture.hold(undefined, 'user');
    expect(events).toEqual([]);
    expect(capture.state.camera).toMatchObject({ isOpen: false, facing: 'user' });
  });
});

describe('pictures of a camera', () => {
  it('are counted, and measured upright', () => {
    const { capture } = open();
    capture.addPicture(picture);
    capture.addPicture({ ...picture, rotation: 90 });
    expect(capture.state.camera).toMatchObject({ frames: 2, lastWidth: 2, lastHeight: 4 });
  });

  it('are gone two seconds after the last one, or when the sender says so', () => {
    const { clock, capture } = open();
    capture.addPicture(picture);
    clock.now += 2_000;
    expect(capture.picture).toBe(picture);
    clock.now += 1;
    expect(capture.picture).toBeUndefined();
    capture.addPicture(picture);
    capture.end('camera');
    expect(capture.picture).toBeUndefined();
  });
});

describe('the level of a microphone', () => {
  it('is the root mean square of samples, rises at once and falls slowly', () => {
    const { capture } = open();
    capture.addSamples(Int16Array.of(16_384, -16_384, 16_384, -16_384));
    expect(capture.level).toBe(0.5);
    capture.addSamples(new Int16Array(480));
    expect(capture.level).toBeCloseTo(0.486, 10);
    for (let block = 0; block < 23; block += 1) capture.addSamples(new Int16Array(480));
    expect(capture.level).toBeCloseTo(0.253, 3);
    expect(capture.state.microphone).toMatchObject({ peak: 0.5, samples: 4 + 24 * 480 });
  });

  it('is nothing half a second after the last samples', () => {
    const { clock, capture } = open();
    capture.addSamples(Int16Array.of(3_000));
    capture.addSamples(new Int16Array(0));
    clock.now += 501;
    expect(capture.level).toBe(0);
  });

  it('begins anew with a reset, which lets go', () => {
    const { events, capture } = open();
    capture.hold('both', 'user');
    capture.addSamples(Int16Array.of(3_000));
    capture.addPicture(picture);
    capture.reset();
    expect(events.at(-1)).toEqual(['both', false, 'user']);
    expect(capture.state).toMatchObject({
      camera: { isOpen: false, facing: 'environment', frames: 0, lastWidth: 0 },
      microphone: { isOpen: false, peak: 0, samples: 0 },
    });
  });
});
