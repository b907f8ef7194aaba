import { drawAppIcon, type LaunchableApp, launchable } from '../app-icons.js';
import { drawText, fillCircle } from '../draw.js';
import { centre, inflate, overlaps, type Rect, rect } from '../rect.js';
import type { Context2D } from '../screen.js';
import { appTitle } from '../strings.js';
import type { App, Host, Target, Targets } from '../surface.js';
import { timeOfDay } from '../system/status-bar.js';
import { navigationBarHeight } from '../theme.js';
import { Wallpaper } from '../wallpaper.js';

const iconSize = 108;
const cell = { width: 144, height: 176 } as const;

/** The launcher: time, date and a dock of icons on a wallpaper. */
export class HomeApp implements App {
  readonly name = 'home';
  readonly isDark = true;
  readonly #host: Host;
  readonly #wallpaper = new Wallpaper();
  #bounds: Rect = rect(0, 0, 0, 0);
  #clock: Rect = rect(0, 0, 0, 0);
  #targets: ReadonlyMap<string, Target> = new Map();
  #now = 0;

  constructor(host: Host) {
    this.#host = host;
  }

  layout(bounds: Rect): void {
    this.#bounds = bounds;
    const isPortrait = bounds.height > bounds.width;
    const top = bounds.y + (isPortrait ? 90 : 40);
    this.#clock = rect(bounds.x + (bounds.width - 520) / 2, top, 520, 230);
    const dockWidth = cell.width * launchable.length;
    const left = bounds.x + (bounds.width - dockWidth) / 2;
    const dockTop = bounds.y + bounds.height - cell.height - 24;
    this.#targets = new Map<string, Target>([
      ['home:clock', { bounds: this.#clock, kind: 'area' }],
      ...launchable.map((app, index): [string, Target] => [
        `app:${app}`,
        {
          bounds: rect(left + index * cell.width, dockTop, cell.width, cell.height),
          kind: 'button',
        },
      ]),
    ]);
  }

  reset(): void {}

  targets(): Targets {
    return this.#targets;
  }

  tap(target: string): void {
    this.#host.open(target === 'home:clock' ? 'clock' : (target.slice(4) as LaunchableApp));
  }

  advance(now: number): void {
    if (timeOfDay(now) !== timeOfDay(this.#now)) this.#host.invalidate(this.#clock);
    this.#now = now;
  }

  draw(context: Context2D, clip: Rect): void {
    const { width, y, height } = this.#bounds;
    this.#wallpaper.draw(context, clip, width, y + height + navigationBarHeight);
    if (overlaps(clip, this.#clock)) this.#drawClock(context);
    for (const app of launchable) {
      const target = this.#targets.get(`app:${app}`);
      if (target && overlaps(clip, target.bounds)) this.#drawLauncher(context, app, target.bounds);
    }
  }

  #drawClock(context: Context2D): void {
    const middle = centre(this.#clock);
    const date = new Date(this.#now).toLocaleDateString(
      this.#host.language === 'zh' ? 'zh-CN' : 'en-US',
      { weekday: 'long', month: 'long', day: 'numeric' },
    );
    const style = { align: 'center', colour: '#ffffff' } as const;
    drawText(
      context,
      timeOfDay(this.#now),
      { x: middle.x, y: middle.y - 30 },
      { ...style, size: 156, weight: 300 },
    );
    drawText(context, date, { x: middle.x, y: middle.y + 76 }, { ...style, size: 32, weight: 400 });
  }

  #drawLauncher(context: Context2D, app: LaunchableApp, bounds: Rect): void {
    const icon = rect(bounds.x + (bounds.width - iconSize) / 2, bounds.y + 6, iconSize, iconSize);
    const isPressed = this.#host.isPressed(`app:${app}`);
    context.save();
    context.shadowColor = 'rgba(10, 8, 40, 0.35)';
    context.shadowBlur = 14;
    context.shadowOffsetY = 5;
    fillCircle(context, centre(icon), icon.width / 2 - 1, '#2a2360');
    context.restore();
    drawAppIcon(context, app, isPressed ? inflate(icon, -5) : icon);
    drawText(
      context,
      appTitle(this.#host.language, app),
      { x: bounds.x + bounds.width / 2, y: bounds.y + 144 },
      { size: 25, weight: 500, align: 'center', colour: '#ffffff', maxWidth: bounds.width - 8 },
    );
  }
}
