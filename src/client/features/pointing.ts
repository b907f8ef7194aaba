import type { TouchAction } from '../../core/control.js';
import { checkNumber, checkOneOf, checkWhole } from './argument-checks.js';
import type { FeatureChannel } from './feature-channel.js';
import type { PhoneFeatures, PointerPlace } from './phone-features.js';

/** How long the vendor's own programmatic tap lasts, in ms (fact sheet, 6.3). */
const tapMs = { min: 15, max: 25 } as const;

function checkPlace({ x, y, width, height }: PointerPlace): void {
  checkNumber('width', width, 1, 100_000);
  checkNumber('height', height, 1, 100_000);
  checkNumber('x', x, 0, width);
  checkNumber('y', y, 0, height);
}

/** Taps and keys that a page makes by itself. */
export function createPointing(
  channel: FeatureChannel,
): Pick<PhoneFeatures, 'tap' | 'sendPointer' | 'pressShortcut'> {
  const { session } = channel.host;
  /** Where our finger is down. */
  let held: PointerPlace | undefined;

  function touch(action: TouchAction, { x, y, width, height }: PointerPlace): void {
    const pointers = [{ id: 0, x, y, pressure: 1 }];
    session.send({ type: 'touch', action, actionIndex: 0, pointers, width, height });
    held = action === 'down' || action === 'move' ? { x, y, width, height } : undefined;
  }

  session.on('release', () => {
    const place = held;
    held = undefined;
    if (!place) return;
    try {
      touch('cancel', place);
    } catch {
      // The connection is gone already; the phone lets go by itself.
    }
  });

  return {
    async tap(place) {
      checkPlace(place);
      touch('down', place);
      const lasts = tapMs.min + Math.random() * (tapMs.max - tapMs.min);
      const down = held;
      await new Promise((resolve) => setTimeout(resolve, lasts));
      // Otherwise it has been let go already.
      if (held === down) touch('up', place);
    },
    sendPointer(action, place) {
      checkOneOf('action', action, ['down', 'move', 'up', 'cancel']);
      checkPlace(place);
      touch(action, place);
    },
    pressShortcut(keyCode, metaState) {
      checkWhole('keyCode', keyCode, 1, 1000);
      checkWhole('metaState', metaState, 0, 0x7fffffff);
      for (const action of ['down', 'up'] as const)
        session.send({ type: 'key', action, keyCode, metaState, repeat: false });
    },
  };
}
