import { fillCircle, strokeLines } from '../draw.js';
import { keyCode } from '../key-codes.js';
import { centre, contains, inflate, type Rect, rect } from '../rect.js';
import type { Context2D } from '../screen.js';
import type { Surface, Target, Targets } from '../surface.js';
import { colours, navigationBarHeight } from '../theme.js';

export type NavigationButton = 'nav:back' | 'nav:home' | 'nav:recents';

/** The keys that do what the buttons do. */
export const navigationByKey: ReadonlyMap<number, NavigationButton> = new Map([
  [keyCode.home, 'nav:home'],
  [keyCode.back, 'nav:back'],
  [keyCode.escape, 'nav:back'],
  [keyCode.recents, 'nav:recents'],
]);

export interface NavigationBarHost {
  readonly isDark: boolean;
  isPressed(target: string): boolean;
  navigate(button: NavigationButton): void;
}

/** Back, home and recents at the bottom of the screen. */
export class NavigationBar implements Surface {
  readonly #host: NavigationBarHost;
  #targets: ReadonlyMap<NavigationButton, Target> = new Map();

  constructor(host: NavigationBarHost) {
    this.#host = host;
  }

  layout(screen: Rect): Rect {
    const width = Math.min(240, Math.floor(screen.width / 3));
    const left = screen.x + (screen.width - 3 * width) / 2;
    const top = screen.y + screen.height - navigationBarHeight;
    const names = ['nav:back', 'nav:home', 'nav:recents'] as const;
    this.#targets = new Map(
      names.map((name, index) => [
        name,
        { bounds: rect(left + index * width, top, width, navigationBarHeight), kind: 'button' },
      ]),
    );
    return rect(screen.x, top, screen.width, navigationBarHeight);
  }

  targets(): Targets {
    return this.#targets;
  }

  tap(target: string): void {
    this.#host.navigate(target as NavigationButton);
  }

  draw(context: Context2D, clip: Rect): void {
    const ink = this.#host.isDark ? 'rgba(255, 255, 255, 0.92)' : '#45414e';
    for (const [name, { bounds }] of this.#targets) {
      const middle = centre(bounds);
      if (!contains(inflate(clip, 48), middle)) continue;
      if (this.#host.isPressed(name))
        fillCircle(
          context,
          middle,
          40,
          this.#host.isDark ? 'rgba(255,255,255,.2)' : colours.pressed,
        );
      drawGlyph(context, name, middle.x, middle.y, ink);
    }
  }
}

function drawGlyph(
  context: Context2D,
  name: NavigationButton,
  x: number,
  y: number,
  ink: string,
): void {
  if (name === 'nav:home') {
    fillCircle(context, { x, y }, 14, ink);
    return;
  }
  if (name === 'nav:back') {
    const tip = { x: x - 13, y };
    const upper = { x: x + 10, y: y - 14 };
    const lower = { x: x + 10, y: y + 14 };
    strokeLines(context, [tip, upper, lower, tip], 4, ink);
    context.fillStyle = ink;
    context.fill();
    return;
  }
  context.fillStyle = ink;
  context.beginPath();
  context.roundRect(x - 13, y - 13, 26, 26, 5);
  context.fill();
}
