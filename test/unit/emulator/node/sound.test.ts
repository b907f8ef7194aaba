import { describe, expect, it } from 'vitest';
import { soundBlock } from '../../../../src/emulator/node/sound.js';

function second(isTone: boolean): readonly number[] {
  return Array.from({ length: 100 }, (_, block) => [...soundBlock(block, isTone)]).flat();
}

describe('the sound of a phone', () => {
  it('is 440 Hz at a fifth of full scale, without a step between blocks', () => {
    const samples = second(true);
    expect(samples).toHaveLength(48_000);
    const rises = samples.filter((sample, index) => sample >= 0 && (samples[index - 1] ?? 1) < 0);
    expect(rises.length).toBe(439);
    expect(Math.max(...samples)).toBe(6553);
    const steps = samples.map((sample, index) => Math.abs(sample - (samples[index - 1] ?? 0)));
    // 6553 × 2π × 440 / 48000
    expect(Math.max(...steps)).toBeLessThanOrEqual(379);
  });

  it('is silence when the tone is off', () => {
    expect(new Set(second(false))).toEqual(new Set([0]));
  });

  it('comes in arrays of their own, for the source reads all of the buffer', () => {
    for (const block of [soundBlock(0, true), soundBlock(7, true), soundBlock(0, false)]) {
      expect([block.length, block.byteOffset, block.buffer.byteLength]).toEqual([480, 0, 960]);
    }
  });
});
