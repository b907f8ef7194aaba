import { wheelPixels } from '../../core/wheel.js';
import type { InputContext } from './input-part.js';
import { deviceX, deviceY } from './pointer-input.js';

/** The fingers' keys in the touch tracker. */
const keys = [-21, -22] as const;

/** Distances between the fingers, as part of the screen's shorter side. */
const spans = { start: 0.3, least: 0.1, most: 0.8 } as const;

/** Browsers tell a pinch by `s` as a turn of `-100 · ln s` pixels. A notch of a real wheel is no more than this. */
const maxPixels = 25;

export interface TrackpadPinch {
  /** @param event the wheel, with Ctrl */
  zoom(event: WheelEvent): void;
  /** Lifts the fingers. */
  end(isCancelled: boolean): void;
}

/** A pinch on a trackpad is one on the phone, around the place under the pointer. */
export function createTrackpadPinch(context: InputContext): TrackpadPinch {
  const { touch } = context;
  let span = 0;

  const pinch: TrackpadPinch = {
    zoom(event) {
      const mapping = context.aim(false);
      const isOurs = touch.has(keys[0]);
      if (!mapping || (touch.count > 0 && !isOurs)) return;
      const { width, height } = mapping.device;
      const side = Math.min(width, height);
      const pixels = wheelPixels(event.deltaY, event.deltaMode);
      const factor = Math.exp(-Math.max(-maxPixels, Math.min(pixels, maxPixels)) / 100);
      if (isOurs && (span * factor < spans.least || span * factor > spans.most)) {
        // The fingers met, or reached the edges: they start anew.
        touch.flush();
        pinch.end(true);
      }
      const reach = (side * spans.most) / 2;
      const x = Math.max(reach, Math.min(deviceX(mapping, event), width - reach));
      const y = Math.max(0, Math.min(deviceY(mapping, event), height));
      const place = (action: 'down' | 'move') => {
        const half = (span * side) / 2;
        touch[action](keys[0], x - half, y, 1);
        touch[action](keys[1], x + half, y, 1);
      };
      if (!touch.has(keys[0])) {
        span = spans.start;
        place('down');
      }
      span *= factor;
      place('move');
      context.schedule(event.timeStamp);
    },
    end(isCancelled) {
      for (const key of keys) {
        if (isCancelled) touch.cancel(key);
        else touch.lift(key);
      }
    },
  };
  return pinch;
}
