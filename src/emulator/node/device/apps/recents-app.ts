import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { drawAppIcon, type Launchable } from '../app-icons.js';
import { appLabel } from '../app-label.js';
import { drawButton, drawText, fillRounded } from '../draw.js';
import { overlaps, type Rect, rect } from '../rect.js';
import type { Context2D } from '../screen.js';
import type { App, Host, Target, Targets } from '../surface.js';
import { colours, navigationBarHeight } from '../theme.js';
import { Wallpaper } from '../wallpaper.js';

const gap = 24;
const labelHeight = 64;

/** The apps used last, as cards with their last picture. */
export class RecentsApp implements App {
  readonly name = 'recents';
  readonly isDark = true;
  readonly #host: Host;
  readonly #wallpaper = new Wallpaper();
  readonly #pictures = new Map<Launchable, Canvas>();
  #bounds: Rect = rect(0, 0, 0, 0);

  constructor(host: Host) {
    this.#host = host;
  }

  layout(bounds: Rect): void {
    this.#bounds = bounds;
  }

  reset(): void {
    this.#pictures.clear();
  }

  /** Keeps a small picture of an app that is about to leave the screen. */
  remember(app: App, bounds: Rect): void {
    const width = 480;
    const scale = width / bounds.width;
    const picture = createCanvas(width, Math.round(bounds.height * scale));
    const context = picture.getContext('2d');
    context.scale(scale, scale);
    context.translate(-bounds.x, -bounds.y);
    app.draw(context, bounds);
    this.#pictures.set(app.name as Launchable, picture);
    for (const name of this.#pictures.keys())
      if (name !== app.name && !this.#apps().includes(name)) this.#pictures.delete(name);
  }

  targets(): Targets {
    const targets = new Map<string, Target>();
    for (const [index, app] of this.#apps().entries())
      targets.set(`recents:${app}`, { bounds: this.#card(index), kind: 'button' });
    if (targets.size > 0) targets.set('recents:clear', { bounds: this.#clear(), kind: 'button' });
    return targets;
  }

  tap(target: string): void {
    if (target === 'recents:clear') {
      this.#pictures.clear();
      this.#host.forgetRecents();
      this.#host.open('home');
      return;
    }
    this.#host.open(target.slice('recents:'.length) as Launchable);
  }

  draw(context: Context2D, clip: Rect): void {
    const { width, y, height } = this.#bounds;
    this.#wallpaper.draw(context, clip, width, y + height + navigationBarHeight);
    context.fillStyle = 'rgba(24, 18, 62, 0.55)';
    context.fillRect(clip.x, clip.y, clip.width, clip.height);
    const apps = this.#apps();
    for (const [index, app] of apps.entries()) {
      const card = this.#card(index);
      if (overlaps(clip, card)) this.#drawCard(context, app, card);
    }
    if (apps.length > 0) {
      const isPressed = this.#host.isPressed('recents:clear');
      drawButton(context, this.#clear(), { label: 'Clear all', isPressed });
      return;
    }
    const middle = { x: width / 2, y: y + height / 2 };
    drawText(context, 'No recent apps', middle, { size: 32, align: 'center', colour: '#ffffff' });
  }

  #apps(): readonly Launchable[] {
    return this.#host.recents as readonly Launchable[];
  }

  #card(index: number): Rect {
    const { x, y, width, height } = this.#bounds;
    const isPortrait = height > width;
    const columns = isPortrait ? 2 : 5;
    const cardWidth = isPortrait ? 286 : 220;
    const cardHeight = isPortrait ? 314 : 400;
    const rowsWidth = columns * cardWidth + (columns - 1) * gap;
    return rect(
      x + (width - rowsWidth) / 2 + (index % columns) * (cardWidth + gap),
      y + 16 + Math.floor(index / columns) * (cardHeight + 14),
      cardWidth,
      cardHeight,
    );
  }

  #clear(): Rect {
    const { x, y, width, height } = this.#bounds;
    return rect(x + width / 2 - 110, y + height - 84, 220, 68);
  }

  #drawCard(context: Context2D, app: Launchable, card: Rect): void {
    const title = appLabel(this.#host, app);
    drawAppIcon(context, app, rect(card.x + 6, card.y + 8, 44, 44), title);
    const label = { x: card.x + 64, y: card.y + 30 };
    drawText(context, title, label, { size: 26, weight: 500, colour: '#ffffff' });
    const frame = rect(card.x, card.y + labelHeight, card.width, card.height - labelHeight);
    fillRounded(context, frame, 24, colours.surface);
    const picture = this.#pictures.get(app);
    if (picture) {
      context.save();
      context.beginPath();
      context.roundRect(frame.x, frame.y, frame.width, frame.height, 24);
      context.clip();
      const scale = Math.max(frame.width / picture.width, frame.height / picture.height);
      context.drawImage(picture, frame.x, frame.y, picture.width * scale, picture.height * scale);
      context.restore();
    }
    if (this.#host.isPressed(`recents:${app}`)) fillRounded(context, frame, 24, colours.pressed);
  }
}
