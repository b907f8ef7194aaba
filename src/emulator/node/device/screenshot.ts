import { createCanvas } from '@napi-rs/canvas';
import { fillRect } from './draw.js';
import { rect } from './rect.js';
import { colours } from './theme.js';
import type { WindowSystem } from './window-system.js';

/** The screen as a PNG, without the machine-readable strip: its place is black. */
export function takeScreenshot(windows: WindowSystem): Uint8Array {
  windows.advance();
  const { screen } = windows;
  const canvas = createCanvas(screen.width, screen.height);
  const context = canvas.getContext('2d');
  fillRect(context, rect(0, 0, screen.width, screen.height), colours.black);
  context.scale(screen.scale, screen.scale);
  windows.draw(context, screen.bounds);
  return canvas.toBuffer('image/png');
}
