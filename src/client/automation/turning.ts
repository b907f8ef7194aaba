import { type PhoneOrientation, phoneOrientations } from '../../core/features.js';
import { readAnswerOptions } from '../features/answer-options.js';
import { checkOneOf } from '../features/argument-checks.js';
import { type RotateOptions, readOptions } from './call-options.js';
import type { Action } from './run.js';

/** Turns the phone; without an orientation, from upright to lying or back. */
export function rotate(orientation: unknown, given?: unknown): Action {
  if (orientation !== undefined) checkOneOf('orientation', orientation, phoneOrientations);
  const { timeoutMs } = readAnswerOptions(readOptions<RotateOptions>(given));
  return async (run) => {
    const { session } = run.host;
    const { width, height } = run.screen;
    const wanted = (orientation ?? (width > height ? 'portrait' : 'landscape')) as PhoneOrientation;
    const isLying = wanted.endsWith('landscape');
    const hasTurned = () => {
      const { display } = session;
      return display !== undefined && display.width > display.height === isLying;
    };
    const features = await run.until(session.features());
    const answered = features.rotate(wanted, { timeoutMs, signal: run.signal });
    // A phone that is to be turned by half, or not at all, tells no new size.
    if (hasTurned()) return run.until(answered);
    // What the phone refuses is known at once; one that does not answer may turn all the same.
    await run.untilDisplay(hasTurned, timeoutMs, answered);
  };
}
