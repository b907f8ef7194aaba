import { dockApps, drawAppIcon, gridApps, type Launchable } from '../app-icons.js';
import { appLabel } from '../app-label.js';
import type { PackageName } from '../device-state.js';
import { drawText, fillCircle } from '../draw.js';
import { centre, inflate, overlaps, type Rect, rect } from '../rect.js';
import type { Context2D } from '../screen.js';
import type { App, Host, Target, Targets } from '../surface.js';
import { timeOfDay } from '../system/status-bar.js';
import { navigationBarHeight } from '../theme.js';
import { Wallpaper } from '../wallpaper.js';

const iconSize = 108;
const cellHeight = 176;

/** The launcher: time, date and a dock of icons on a wallpaper. */
export class HomeApp implements App {
  readonly name = 'home';
  readonly isDark = true;
  readonly #host: Host;
  readonly #wallpaper = new Wallpaper();
  #bounds: Rect = rect(0, 0, 0, 0);
  #clock: Rect = rect(0, 0, 0, 0);
  #targets = new Map<string, Target>();
  #now = 0;

  constructor(host: Host) {
    this.#host = host;
  }

  layout(bounds: Rect): void {
    this.#bounds = bounds;
    const isPortrait = bounds.height > bounds.width;
    const top = bounds.y + (isPortrait ? 90 : 8);
    this.#clock = rect(bounds.x + (bounds.width - 520) / 2, top, 520, isPortrait ? 230 : 180);
    this.#targets = new Map<string, Target>([
      ['home:clock', { bounds: this.#clock, kind: 'area' }],
    ]);
    for (const [app, place] of this.#places())
      this.#targets.set(`app:${app}`, { bounds: place, kind: 'button' });
  }

  /** The dock at the bottom; above it rows of icons up to the clock. What does not fit has no place. */
  #places(): ReadonlyMap<Launchable, Rect> {
    const { x, y, width, height } = this.#bounds;
    const cell = { width: Math.min(144, width / dockApps.length), height: cellHeight };
    const dockTop = y + height - cell.height - 24;
    const dockLeft = x + (width - dockApps.length * cell.width) / 2;
    const columns = Math.min(8, Math.floor(width / cell.width));
    const left = x + (width - columns * cell.width) / 2;
    const maxRows = Math.floor((dockTop - this.#clock.y - this.#clock.height) / cell.height);
    const apps = this.#gridApps().slice(0, Math.max(0, columns * maxRows));
    const top = dockTop - Math.ceil(apps.length / columns) * cell.height;
    return new Map<Launchable, Rect>([
      ...dockApps.map((app, index): [Launchable, Rect] => [
        app,
        rect(dockLeft + index * cell.width, dockTop, cell.width, cell.height),
      ]),
      ...apps.map((app, index): [Launchable, Rect] => [
        app,
        rect(
          left + (index % columns) * cell.width,
          top + Math.floor(index / columns) * cell.height,
          cell.width,
          cell.height,
        ),
      ]),
    ]);
  }

  #gridApps(): readonly Launchable[] {
    const { installed } = this.#host.parts.packages;
    return [...gridApps, ...installed.map(({ packageName }) => packageName as PackageName)];
  }

  reset(): void {}

  targets(): Targets {
    return this.#targets;
  }

  tap(target: string): void {
    this.#host.open(target === 'home:clock' ? 'clock' : (target.slice(4) as Launchable));
  }

  advance(now: number): void {
    const wallTime = this.#host.wallTime(now);
    if (timeOfDay(wallTime) !== timeOfDay(this.#now)) this.#host.invalidate(this.#clock);
    this.#now = wallTime;
  }

  draw(context: Context2D, clip: Rect): void {
    const { width, y, height } = this.#bounds;
    this.#wallpaper.draw(context, clip, width, y + height + navigationBarHeight);
    if (overlaps(clip, this.#clock)) this.#drawClock(context);
    for (const [app, place] of this.#places())
      if (overlaps(clip, place)) this.#drawLauncher(context, app, place);
  }

  #drawClock(context: Context2D): void {
    const middle = centre(this.#clock);
    const isTall = this.#clock.height > 200;
    const date = new Date(this.#now).toLocaleDateString(
      this.#host.language === 'zh' ? 'zh-CN' : 'en-US',
      { weekday: 'long', month: 'long', day: 'numeric' },
    );
    const style = { align: 'center', colour: '#ffffff' } as const;
    drawText(
      context,
      timeOfDay(this.#now),
      { x: middle.x, y: middle.y - (isTall ? 30 : 40) },
      { ...style, size: isTall ? 156 : 112, weight: 300 },
    );
    const dateAt = { x: middle.x, y: middle.y + (isTall ? 76 : 36) };
    drawText(context, date, dateAt, { ...style, size: 32, weight: 400 });
  }

  #drawLauncher(context: Context2D, app: Launchable, bounds: Rect): void {
    const icon = rect(bounds.x + (bounds.width - iconSize) / 2, bounds.y + 6, iconSize, iconSize);
    const isPressed = this.#host.isPressed(`app:${app}`);
    context.save();
    context.shadowColor = 'rgba(10, 8, 40, 0.35)';
    context.shadowBlur = 14;
    context.shadowOffsetY = 5;
    fillCircle(context, centre(icon), icon.width / 2 - 1, '#2a2360');
    context.restore();
    const label = appLabel(this.#host, app);
    drawAppIcon(context, app, isPressed ? inflate(icon, -5) : icon, label);
    drawText(
      context,
      label,
      { x: bounds.x + bounds.width / 2, y: bounds.y + 144 },
      { size: 25, weight: 500, align: 'center', colour: '#ffffff', maxWidth: bounds.width - 8 },
    );
  }
}
