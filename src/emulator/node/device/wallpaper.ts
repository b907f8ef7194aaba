import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { fillCircle } from './draw.js';
import type { Rect } from './rect.js';
import type { Context2D } from './screen.js';

/** A dusk over hills. Painted once per screen size, then copied. */
export class Wallpaper {
  #painted: Canvas | undefined;

  /** @param width of the screen, as is `height` */
  draw(context: Context2D, clip: Rect, width: number, height: number): void {
    const [fullWidth, fullHeight] = [Math.ceil(width), Math.ceil(height)];
    if (this.#painted?.width !== fullWidth || this.#painted.height !== fullHeight)
      this.#painted = paint(fullWidth, fullHeight);
    const { x, y } = clip;
    context.drawImage(this.#painted, x, y, clip.width, clip.height, x, y, clip.width, clip.height);
  }
}

/** From far to near: colour, height of the ridge (share of the screen), its waves and where they begin. */
const hills = [
  { top: '#8d6fc4', bottom: '#6f57ad', ridge: 0.56, waves: 1.15, phase: 0.4, swing: 0.05 },
  { top: '#6a53ab', bottom: '#4f3f92', ridge: 0.66, waves: 0.9, phase: 2.4, swing: 0.06 },
  { top: '#4a3b8c', bottom: '#352b72', ridge: 0.76, waves: 1.3, phase: 4.4, swing: 0.045 },
  { top: '#2f2768', bottom: '#1c1848', ridge: 0.88, waves: 0.8, phase: 1.2, swing: 0.04 },
] as const;

function paint(width: number, height: number): Canvas {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const sky = context.createLinearGradient(0, 0, 0, height * 0.75);
  sky.addColorStop(0, '#30327c');
  sky.addColorStop(0.4, '#7a62c0');
  sky.addColorStop(0.72, '#e59bb0');
  sky.addColorStop(1, '#ffd2a6');
  context.fillStyle = sky;
  context.fillRect(0, 0, width, height);

  const sun = { x: width * 0.68, y: height * 0.52 };
  const reach = Math.min(width, height) * 0.55;
  const glow = context.createRadialGradient(sun.x, sun.y, 0, sun.x, sun.y, reach);
  glow.addColorStop(0, 'rgba(255, 236, 200, 0.85)');
  glow.addColorStop(1, 'rgba(255, 226, 190, 0)');
  fillCircle(context, sun, reach, glow);
  fillCircle(context, sun, Math.min(width, height) * 0.12, '#fff0d6');

  for (const hill of hills) {
    const top = height * hill.ridge;
    const fill = context.createLinearGradient(0, top - height * hill.swing, 0, height);
    fill.addColorStop(0, hill.top);
    fill.addColorStop(1, hill.bottom);
    context.fillStyle = fill;
    context.beginPath();
    context.moveTo(0, height);
    for (let x = 0; x <= width; x += 4) {
      const along = (x / width) * Math.PI * 2 * hill.waves + hill.phase;
      const wave = Math.sin(along) + 0.4 * Math.sin(along * 2.3 + hill.phase);
      context.lineTo(x, top + wave * height * hill.swing);
    }
    context.lineTo(width, height);
    context.fill();
  }
  return canvas;
}
