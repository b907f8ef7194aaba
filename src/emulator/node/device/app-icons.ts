import type { PackageName } from './device-state.js';
import { drawText, fillCircle, fillRounded, strokeLines } from './draw.js';
import { centre, type Rect, rect } from './rect.js';
import type { Context2D } from './screen.js';
import { fingerColour } from './theme.js';

/** The apps at the bottom of the home screen. */
export const dockApps = ['paint', 'notes', 'clock', 'settings', 'list'] as const;
/** Those above it, before installed packages. */
export const gridApps = ['camera', 'gallery', 'recorder', 'sensors'] as const;
/** The phone's own apps that have an icon. */
export type LaunchableApp = (typeof dockApps)[number] | (typeof gridApps)[number];
/** With the packages that were installed. */
export type Launchable = LaunchableApp | PackageName;

const backgrounds: Readonly<Record<LaunchableApp, readonly [string, string]>> = {
  paint: ['#ff9a76', '#e8476f'],
  notes: ['#ffd85e', '#f7b32b'],
  clock: ['#6f8cf5', '#3a4fc4'],
  settings: ['#a9b4c8', '#6d7a94'],
  list: ['#4fd0b0', '#16957f'],
  camera: ['#5a6178', '#2b3042'],
  recorder: ['#ff7d6b', '#d3303f'],
  gallery: ['#7ad0ff', '#3b7ff0'],
  sensors: ['#a58bff', '#6a45d8'],
};

/**
 * A round icon that fills the square `at`.
 * @param label of an installed package: packages bring no icon along, so it gives a letter
 */
export function drawAppIcon(context: Context2D, app: Launchable, at: Rect, label: string): void {
  if (isOwnApp(app)) drawOwnIcon(context, app, at);
  else drawLetterIcon(context, app, at, label);
}

/** True for the phone's own apps, false for installed packages. */
export function isOwnApp(app: Launchable): app is LaunchableApp {
  return !app.includes('.');
}

/** The colour of an installed package: always the same for the same name. */
export function packageColour(packageName: string): string {
  let sum = 0;
  for (const character of packageName) sum = (sum * 31 + character.charCodeAt(0)) % 9_973;
  return fingerColour(sum);
}

function drawLetterIcon(
  context: Context2D,
  packageName: PackageName,
  at: Rect,
  label: string,
): void {
  fillCircle(context, centre(at), at.width / 2, packageColour(packageName));
  const letter = [...label][0]?.toUpperCase() ?? '?';
  const style = { size: at.width * 0.5, weight: 600, align: 'center', colour: '#ffffff' } as const;
  drawText(context, letter, centre(at), style);
}

function drawOwnIcon(context: Context2D, app: LaunchableApp, at: Rect): void {
  const [top, bottom] = backgrounds[app];
  const fill = context.createLinearGradient(at.x, at.y, at.x, at.y + at.height);
  fill.addColorStop(0, top);
  fill.addColorStop(1, bottom);
  fillCircle(context, centre(at), at.width / 2, fill);
  context.save();
  context.translate(at.x + at.width / 2, at.y + at.height / 2);
  context.scale(at.width / 100, at.width / 100);
  glyphs[app](context);
  context.restore();
}

/** Drawn on a square of 100 × 100 around the origin. */
const glyphs: Readonly<Record<LaunchableApp, (context: Context2D) => void>> = {
  paint(context) {
    context.strokeStyle = '#ffffff';
    context.lineWidth = 8;
    context.lineCap = 'round';
    context.beginPath();
    context.moveTo(-26, 16);
    context.bezierCurveTo(-18, -34, 2, -26, 0, 0);
    context.bezierCurveTo(-2, 26, 20, 24, 26, -14);
    context.stroke();
    fillCircle(context, { x: 26, y: -16 }, 8, '#ffe08a');
  },
  notes(context) {
    fillRounded(context, rect(-21, -27, 42, 54), 7, '#ffffff');
    for (const [index, width] of [26, 26, 15].entries())
      fillRounded(context, rect(-13, -13 + index * 12, width, 5), 2.5, '#e2a21c');
  },
  clock(context) {
    fillCircle(context, { x: 0, y: 0 }, 29, '#ffffff');
    strokeLines(
      context,
      [
        { x: 0, y: -19 },
        { x: 0, y: 0 },
        { x: 13, y: 8 },
      ],
      6,
      '#262d63',
    );
    fillCircle(context, { x: 0, y: 0 }, 4.5, '#ff7a59');
  },
  settings(context) {
    context.fillStyle = '#ffffff';
    for (let tooth = 0; tooth < 8; tooth += 1) {
      context.save();
      context.rotate((tooth * Math.PI) / 4);
      context.beginPath();
      context.roundRect(-6.5, -31, 13, 18, 4);
      context.fill();
      context.restore();
    }
    fillCircle(context, { x: 0, y: 0 }, 22, '#ffffff');
    fillCircle(context, { x: 0, y: 0 }, 9, '#8390a8');
  },
  list(context) {
    for (const [index, width] of [34, 26, 34].entries()) {
      const y = -20 + index * 20;
      fillCircle(context, { x: -24, y }, 5, '#ffffff');
      fillRounded(context, rect(-13, y - 4, width + 4, 8), 4, '#ffffff');
    }
  },
  camera(context) {
    fillRounded(context, rect(-30, -18, 60, 42), 9, '#ffffff');
    fillRounded(context, rect(-13, -25, 26, 14), 6, '#ffffff');
    fillCircle(context, { x: 0, y: 3 }, 15, '#2f3548');
    fillCircle(context, { x: 0, y: 3 }, 9, '#7fb6ff');
    fillCircle(context, { x: 21, y: -10 }, 3, '#2f3548');
  },
  recorder(context) {
    for (const [index, height] of [16, 34, 54, 34, 16].entries())
      fillRounded(context, rect(-26 + index * 11, -height / 2, 7, height), 3.5, '#ffffff');
  },
  gallery(context) {
    fillRounded(context, rect(-28, -24, 56, 48), 8, '#ffffff');
    fillCircle(context, { x: 13, y: -10 }, 6, '#ffc14d');
    context.fillStyle = '#2f6fd8';
    context.beginPath();
    for (const [x, y] of [
      [-22, 18],
      [-6, -6],
      [4, 8],
      [10, 2],
      [22, 18],
    ] as const)
      context.lineTo(x, y);
    context.fill();
  },
  sensors(context) {
    fillCircle(context, { x: 0, y: 0 }, 7, '#ffffff');
    context.strokeStyle = '#ffffff';
    context.lineWidth = 6;
    context.lineCap = 'round';
    for (const [radius, side] of [
      [18, 0],
      [18, Math.PI],
      [31, 0],
      [31, Math.PI],
    ] as const) {
      context.beginPath();
      context.arc(0, 0, radius, side - 0.75, side + 0.75);
      context.stroke();
    }
  },
};
