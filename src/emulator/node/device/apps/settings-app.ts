import type { Language, Orientation } from '../device-state.js';
import { drawText, fillCircle, fillRect, fillRounded } from '../draw.js';
import { centre, overlaps, type Rect, rect } from '../rect.js';
import type { Context2D } from '../screen.js';
import { appTitle, translate } from '../strings.js';
import type { App, Host, Target, Targets } from '../surface.js';
import { colours } from '../theme.js';
import { drawHeader, headerHeight } from './header.js';

const margin = 32;
const gap = 20;
const cardPadding = 28;

/** Rotation, language and facts about the phone. */
export class SettingsApp implements App {
  readonly name = 'settings';
  readonly isDark = false;
  readonly #host: Host;
  #bounds: Rect = rect(0, 0, 0, 0);
  #rotation: Rect = rect(0, 0, 0, 0);
  #language: Rect = rect(0, 0, 0, 0);
  #about: Rect = rect(0, 0, 0, 0);

  constructor(host: Host) {
    this.#host = host;
  }

  layout(bounds: Rect): void {
    this.#bounds = bounds;
    const top = bounds.y + headerHeight + 8;
    const left = bounds.x + margin;
    const isPortrait = bounds.height > bounds.width;
    const width = isPortrait ? bounds.width - 2 * margin : (bounds.width - 2 * margin - gap) / 2;
    this.#rotation = rect(left, top, width, 260);
    this.#language = rect(left, top + 260 + gap, width, 164);
    this.#about = isPortrait
      ? rect(left, this.#language.y + 164 + gap, width, 300)
      : rect(left + width + gap, top, width, 260 + gap + 164);
  }

  reset(): void {}

  targets(): Targets {
    const [portrait, landscape] = halves(this.#rotation, 152);
    const [english, chinese] = halves(this.#language, 68);
    return new Map<string, Target>([
      ['settings:portrait', { bounds: portrait, kind: 'button' }],
      ['settings:landscape', { bounds: landscape, kind: 'button' }],
      ['settings:english', { bounds: english, kind: 'button' }],
      ['settings:chinese', { bounds: chinese, kind: 'button' }],
    ]);
  }

  tap(target: string): void {
    if (target === 'settings:portrait') this.#host.rotate('portrait');
    if (target === 'settings:landscape') this.#host.rotate('landscape');
    if (target === 'settings:english') this.#host.language = 'en';
    if (target === 'settings:chinese') this.#host.language = 'zh';
    this.#host.invalidate();
  }

  draw(context: Context2D, clip: Rect): void {
    const { language, orientation } = this.#host;
    fillRect(context, clip, colours.container);
    drawHeader(context, clip, this.#bounds, appTitle(language, 'settings'));
    for (const [card, title] of [
      [this.#rotation, translate(language, 'rotation')],
      [this.#language, translate(language, 'language')],
      [this.#about, translate(language, 'about')],
    ] as const) {
      if (!overlaps(clip, card)) continue;
      fillRounded(context, card, 32, '#ffffff');
      const at = { x: card.x + cardPadding, y: card.y + 42 };
      drawText(context, title, at, { size: 24, weight: 600, colour: colours.primary });
    }
    this.#drawChoice(context, 'settings:portrait', orientation === 'portrait', 'portrait');
    this.#drawChoice(context, 'settings:landscape', orientation === 'landscape', 'landscape');
    this.#drawChoice(context, 'settings:english', language === 'en', 'en');
    this.#drawChoice(context, 'settings:chinese', language === 'zh', 'zh');
    if (overlaps(clip, this.#about)) this.#drawFacts(context);
  }

  #drawChoice(
    context: Context2D,
    target: string,
    isChosen: boolean,
    value: Orientation | Language,
  ): void {
    const bounds = this.targets().get(target)?.bounds;
    if (!bounds) return;
    const radius = 26;
    fillRounded(context, bounds, radius, isChosen ? colours.primarySoft : colours.container);
    if (this.#host.isPressed(target)) fillRounded(context, bounds, radius, colours.pressed);
    const ink = isChosen ? colours.onPrimarySoft : colours.textSoft;
    const style = { size: 27, weight: isChosen ? 600 : 400, colour: ink, align: 'center' } as const;
    const middle = centre(bounds);
    if (value === 'en' || value === 'zh') {
      drawText(context, value === 'en' ? 'English' : '中文', middle, style);
      return;
    }
    drawPhone(context, middle.x, bounds.y + 56, value, ink);
    const label = translate(this.#host.language, value);
    drawText(context, label, { x: middle.x, y: bounds.y + bounds.height - 32 }, style);
  }

  #drawFacts(context: Context2D): void {
    const { language, phoneId, orientation } = this.#host;
    const size = orientation === 'portrait' ? '720 × 1280' : '1280 × 720';
    const facts = [
      [translate(language, 'model'), translate(language, 'modelName')],
      [translate(language, 'phoneId'), phoneId],
      [translate(language, 'screen'), size],
    ] as const;
    const left = this.#about.x + cardPadding;
    const right = this.#about.x + this.#about.width - cardPadding;
    for (const [index, [label, value]] of facts.entries()) {
      const y = this.#about.y + 110 + index * 70;
      const maxWidth = this.#about.width - 2 * cardPadding - 150;
      drawText(context, label, { x: left, y }, { size: 27 });
      drawText(
        context,
        value,
        { x: right, y },
        { size: 27, colour: colours.textSoft, align: 'right', maxWidth },
      );
      if (index > 0) fillRect(context, rect(left, y - 36, right - left, 2), colours.container);
    }
  }
}

/** Two equal places side by side at the bottom of a card. */
function halves(card: Rect, height: number): readonly [Rect, Rect] {
  const width = (card.width - 2 * cardPadding - 16) / 2;
  const y = card.y + card.height - cardPadding - height;
  const left = card.x + cardPadding;
  return [rect(left, y, width, height), rect(left + width + 16, y, width, height)];
}

function drawPhone(
  context: Context2D,
  x: number,
  y: number,
  orientation: Orientation,
  ink: string,
): void {
  const [width, height] = orientation === 'portrait' ? [38, 66] : [66, 38];
  context.strokeStyle = ink;
  context.lineWidth = 4;
  context.beginPath();
  context.roundRect(x - width / 2, y - height / 2, width, height, 8);
  context.stroke();
  const speaker =
    orientation === 'portrait' ? { x, y: y + height / 2 - 9 } : { x: x + width / 2 - 9, y };
  fillCircle(context, speaker, 2.5, ink);
}
