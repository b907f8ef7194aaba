import type { Size } from '../geometry.js';
import type { GameControl } from './profile.js';

/** A place of a control that can be dragged. `x` and `y` are 0..1 of the screen. */
export interface ControlHandle {
  /** `end`: where a swipe ends. `size`: the rim of a joystick, the corner of a camera's area. */
  readonly part: 'place' | 'end' | 'size';
  readonly x: number;
  readonly y: number;
}

const within = (value: number, min: number, max: number) => Math.max(min, Math.min(max, value));
/** Four digits are finer than a px of any screen, and keep a stored profile readable. */
const round = (value: number) => Math.round(value * 1e4) / 1e4;

/** @param screen only its shape counts */
export function handlesOf(control: GameControl, screen: Size): readonly ControlHandle[] {
  const { x, y } = control;
  const place = { part: 'place', x, y } as const;
  switch (control.kind) {
    case 'swipe':
      return [place, { part: 'end', x: control.toX, y: control.toY }];
    case 'joystick': {
      const reach = (control.radius * Math.min(screen.width, screen.height)) / screen.width;
      // To the side that has room for it.
      return [place, { part: 'size', x: x + (x < 0.5 ? reach : -reach), y }];
    }
    case 'camera':
      return [
        place,
        {
          part: 'size',
          x: within(x + control.width / 2, 0, 1),
          y: within(y + control.height / 2, 0, 1),
        },
      ];
    default:
      return [place];
  }
}

/** The control after one of its handles was dragged there; what is beyond the screen or the limits is not reached. */
export function moveHandle(
  control: GameControl,
  part: ControlHandle['part'],
  to: { readonly x: number; readonly y: number },
  screen: Size,
): GameControl {
  const x = round(within(to.x, 0, 1));
  const y = round(within(to.y, 0, 1));
  if (part === 'place') return { ...control, x, y };
  switch (control.kind) {
    case 'swipe':
      return { ...control, toX: x, toY: y };
    case 'joystick': {
      const far = Math.hypot((x - control.x) * screen.width, (y - control.y) * screen.height);
      const radius = far / Math.min(screen.width, screen.height);
      return { ...control, radius: round(within(radius, 0.01, 0.5)) };
    }
    case 'camera':
      return {
        ...control,
        width: round(within(2 * Math.abs(x - control.x), 0.02, 1)),
        height: round(within(2 * Math.abs(y - control.y), 0.02, 1)),
      };
    default:
      return control;
  }
}
