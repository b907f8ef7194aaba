import type { EmulatedPackage } from '../../../../core/ports/emulator.js';
import { drawAppIcon, packageColour } from '../app-icons.js';
import type { PackageName } from '../device-state.js';
import { drawButton, drawText, fillRect } from '../draw.js';
import { overlaps, type Rect, rect } from '../rect.js';
import type { Context2D } from '../screen.js';
import type { App, Host, Target, Targets } from '../surface.js';
import { colours } from '../theme.js';

/** The screen of an installed package: who it is, and a button that counts. */
export class PackageApp implements App {
  readonly name: PackageName;
  readonly isDark = false;
  readonly #host: Host;
  readonly #about: EmulatedPackage;
  #bounds: Rect = rect(0, 0, 0, 0);
  #taps = 0;

  constructor(host: Host, about: EmulatedPackage) {
    this.name = about.packageName as PackageName;
    this.#host = host;
    this.#about = about;
  }

  layout(bounds: Rect): void {
    this.#bounds = bounds;
  }

  reset(): void {
    this.#taps = 0;
  }

  targets(): Targets {
    return new Map<string, Target>([['package:button', { bounds: this.#button, kind: 'button' }]]);
  }

  tap(): void {
    this.#taps += 1;
    this.#host.invalidate();
  }

  draw(context: Context2D, clip: Rect): void {
    fillRect(context, clip, colours.surface);
    const { packageName, label, version } = this.#about;
    const middle = this.#middle;
    const icon = rect(middle.x - 90, middle.y - 240, 180, 180);
    drawAppIcon(context, this.name, icon, label);
    const style = { align: 'center', maxWidth: this.#bounds.width - 80 } as const;
    const lines = [
      [label, { size: 46, weight: 600 }, 10],
      [packageName, { size: 26, colour: colours.textSoft }, 62],
      [version, { size: 26, colour: colours.textSoft }, 102],
    ] as const;
    for (const [text, look, below] of lines)
      drawText(context, text, { x: middle.x, y: middle.y + below }, { ...style, ...look });
    const target = this.#button;
    if (!overlaps(clip, target)) return;
    const isPressed = this.#host.isPressed('package:button');
    const text = this.#taps === 0 ? 'Tap me' : `Tapped ${this.#taps} ×`;
    drawButton(context, target, { label: text, isPressed, kind: 'filled' });
    fillRect(context, rect(middle.x - 60, icon.y + 200, 120, 4), packageColour(packageName));
  }

  get #middle(): { readonly x: number; readonly y: number } {
    const { x, y, width, height } = this.#bounds;
    return { x: x + width / 2, y: y + height / 2 };
  }

  get #button(): Rect {
    const { x, y } = this.#middle;
    return rect(x - 160, y + 160, 320, 88);
  }
}
