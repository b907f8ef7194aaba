import type { Rect } from '../rect.js';
import type { Context2D } from '../screen.js';
import { Ripples } from './ripples.js';
import { VolumeOverlay } from './volume-overlay.js';

/** What floats above everything for a moment. */
export class Overlays {
  readonly ripples = new Ripples();
  readonly volume = new VolumeOverlay();

  /** Where something shows at present. */
  get bounds(): readonly Rect[] {
    const { bounds } = this.volume;
    return [...this.ripples.bounds, ...(bounds ? [bounds] : [])];
  }

  /** What must be drawn again because time went on. */
  advance(now: number): readonly Rect[] {
    const gone = this.volume.advance(now);
    return [...(gone ? [gone] : []), ...this.ripples.advance(now)];
  }

  draw(context: Context2D, clip: Rect, isDark: boolean): void {
    this.volume.draw(context, clip);
    this.ripples.draw(context, clip, isDark);
  }

  clear(): void {
    this.volume.hide();
    this.ripples.clear();
  }
}
