import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { preparationStages, readPreparationProgress } from '../../../src/core/preparation.js';

describe('reading how far a phone is', () => {
  it('gives each stage back, with the hint where there is one', () => {
    for (const stage of preparationStages) {
      expect(readPreparationProgress({ stage })).toEqual({ stage });
      expect(readPreparationProgress({ stage, hint: 0, note: 'x' })).toEqual({ stage, hint: 0 });
    }
  });

  it('leaves out a hint that is none', () => {
    for (const hint of [-1, Number.NaN, Number.POSITIVE_INFINITY, 'many', null, {}]) {
      expect(readPreparationProgress({ stage: 'queued', hint })).toEqual({ stage: 'queued' });
    }
  });

  it('takes nothing else for progress', () => {
    for (const value of [undefined, null, 'queued', [], {}, { stage: 'toString' }, { stage: 0 }]) {
      expect(readPreparationProgress(value)).toBeUndefined();
    }
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const progress = readPreparationProgress(value);
        if (progress) expect(preparationStages).toContain(progress.stage);
      }),
    );
  });
});
