import { fillRounded, strokeLines } from '../draw.js';
import { type Point, rect } from '../rect.js';
import type { Context2D } from '../screen.js';

/** Two arrows that follow each other in a circle. */
export function drawSwitch(context: Context2D, { x, y }: Point): void {
  context.strokeStyle = '#ffffff';
  context.lineWidth = 4;
  context.lineCap = 'round';
  for (const turn of [0, Math.PI]) {
    context.save();
    context.translate(x, y);
    context.rotate(turn);
    context.beginPath();
    context.arc(0, 0, 18, Math.PI * 1.05, Math.PI * 1.9);
    context.stroke();
    const arrow = [
      { x: 9, y: -9 },
      { x: 18, y: -5 },
      { x: 20, y: -15 },
    ];
    strokeLines(context, arrow, 4, '#ffffff');
    context.restore();
  }
}

/** A camera, struck out. */
export function drawCameraOff(context: Context2D, { x, y }: Point): void {
  fillRounded(context, rect(x - 62, y - 42, 124, 88), 20, '#3a384d');
  fillRounded(context, rect(x - 28, y - 58, 56, 28), 12, '#3a384d');
  context.strokeStyle = '#000000';
  context.lineWidth = 8;
  context.beginPath();
  context.arc(x, y + 2, 26, 0, 2 * Math.PI);
  context.stroke();
  const ends = [
    { x: x - 70, y: y + 62 },
    { x: x + 70, y: y - 62 },
  ];
  strokeLines(context, ends, 20, '#000000');
  strokeLines(context, ends, 8, '#6a6780');
}
