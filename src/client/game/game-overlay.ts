import { onScreen } from '../../core/game/actor.js';
import type { GameScreen } from '../../core/game/finger.js';
import { type ControlHandle, handlesOf, moveHandle } from '../../core/game/handles.js';
import { type GameControl, sourcesOf } from '../../core/game/profile.js';
import { sourceLabel } from '../../core/game/sources.js';
import { apply, type Size } from '../../core/geometry.js';
import type { PointerMapping } from '../picture.js';

/** What the picture shows of the controls. */
export type GameOverlayMode = 'hidden' | 'shown' | 'edit';

export interface GameOverlay {
  /** Shows these controls. Elements stay as long as the number of handles does, so that a drag goes on. */
  show(
    mode: GameOverlayMode,
    controls: readonly GameControl[],
    screen: GameScreen | undefined,
  ): void;
  remove(): void;
}

export interface GameOverlayHost {
  /** Is turned and scaled with the picture, and exactly as large: its places need no reckoning. */
  readonly stage: HTMLElement;
  mapping(): PointerMapping | undefined;
  /** What is printed on the keys, by code; undefined where the browser does not tell. */
  printed(): ReadonlyMap<string, string> | undefined;
  /** A control was dragged to another place. */
  edited(index: number, control: GameControl): void;
}

interface Shown {
  readonly element: HTMLElement;
  readonly index: number;
  readonly part: ControlHandle['part'];
  isDragged: boolean;
}

const partNames = { place: '', end: ', end', size: ', size' } as const;
const kindNames = {
  tap: 'Tap',
  hold: 'Hold',
  swipe: 'Swipe',
  joystick: 'Joystick',
  camera: 'Camera',
} as const;
/** How far an arrow key moves a handle: 1 % of the screen, with Shift a tenth of it. */
const arrowStep = 0.01;

const percent = (value: number) => `${value * 100}%`;

/** Styles are set through the CSSOM only: a strict Content-Security-Policy allows that. */
export function createGameOverlay({
  stage,
  mapping,
  printed,
  edited,
}: GameOverlayHost): GameOverlay {
  const page = stage.ownerDocument;
  const layer = page.createElement('div');
  layer.setAttribute('part', 'game-controls');
  layer.setAttribute('role', 'group');
  layer.setAttribute('aria-label', 'Game controls');
  layer.style.cssText = 'position:absolute;inset:0;pointer-events:none';
  let shown: readonly Shown[] = [];
  let controls: readonly GameControl[] = [];
  let screen: GameScreen | undefined;

  const textOf = (control: GameControl) =>
    control.label ??
    [...new Set(sourcesOf(control).map((source) => sourceLabel(source, printed())))].join(' ');

  const drag = (handle: Shown, to: { readonly x: number; readonly y: number }) => {
    const control = controls[handle.index];
    if (control && screen) edited(handle.index, moveHandle(control, handle.part, to, screen));
  };

  const listen = (handle: Shown) => {
    const { element } = handle;
    const on = <Type extends 'pointerdown' | 'pointermove' | 'pointerup' | 'pointercancel'>(
      type: Type,
      listener: (event: HTMLElementEventMap[Type]) => void,
    ) =>
      element.addEventListener(type, (event) => {
        // It is no business of the phone's.
        event.stopPropagation();
        listener(event);
      });
    on('pointerdown', (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      element.focus({ preventScroll: true });
      element.setPointerCapture(event.pointerId);
      handle.isDragged = true;
    });
    on('pointermove', (event) => {
      const current = handle.isDragged && mapping();
      if (!current) return;
      const { x, y } = apply(current.toDevice, { x: event.clientX, y: event.clientY });
      drag(handle, { x: x / current.device.width, y: y / current.device.height });
    });
    const end = () => {
      handle.isDragged = false;
    };
    on('pointerup', end);
    on('pointercancel', end);
    element.addEventListener('keydown', (event) => {
      const [x, y] =
        {
          ArrowLeft: [-1, 0] as const,
          ArrowRight: [1, 0] as const,
          ArrowUp: [0, -1] as const,
          ArrowDown: [0, 1] as const,
        }[event.key] ?? [];
      const at = controls[handle.index];
      const place = at && screen && handlesOf(at, screen).find(({ part }) => part === handle.part);
      if (x === undefined || y === undefined || !place || !screen) return;
      event.preventDefault();
      const step = event.shiftKey ? arrowStep / 10 : arrowStep;
      const way = onScreen(screen, x, y);
      drag(handle, { x: place.x + way.x * step, y: place.y + way.y * step });
    });
  };

  /** Undoes what the stage does to shapes, so that text is upright and of its own size. */
  const upright = () => {
    const { a, b, c, d } = new DOMMatrix(stage.style.transform).inverse();
    return `translate(-50%,-50%) matrix(${[a, b, c, d, 0, 0]})`;
  };

  const areaOf = (control: GameControl, size: Size) => {
    if (control.kind === 'camera') return [control.width, control.height] as const;
    if (control.kind !== 'joystick') return undefined;
    const diameter = 2 * control.radius * Math.min(size.width, size.height);
    return [diameter / size.width, diameter / size.height] as const;
  };

  const build = (isEditing: boolean, size: Size) => {
    const areas: HTMLElement[] = [];
    shown = controls.flatMap((control, index) => {
      if (areaOf(control, size)) {
        const area = page.createElement('div');
        area.setAttribute('part', `game-area game-area-${control.kind}`);
        areas.push(area);
      }
      const parts = handlesOf(control, size).map(({ part }) => part);
      return parts
        .filter((part) => isEditing || part !== 'size')
        .map((part) => {
          const element = page.createElement('div');
          element.setAttribute('part', `game-control game-control-${control.kind}`);
          const handle = { element, index, part, isDragged: false };
          element.textContent = part === 'place' ? textOf(control) : part === 'end' ? '→' : '⤡';
          if (isEditing) {
            element.tabIndex = 0;
            element.setAttribute('role', 'button');
            listen(handle);
          }
          return handle;
        });
    });
    layer.replaceChildren(...areas, ...shown.map(({ element }) => element));
  };

  const place = (isEditing: boolean, size: Size) => {
    const transform = upright();
    let areaIndex = 0;
    for (const control of controls) {
      const extent = areaOf(control, size);
      const area = extent && (layer.children[areaIndex++] as HTMLElement | undefined);
      if (!extent || !area) continue;
      const [width, height] = extent;
      area.style.cssText =
        'position:absolute;transform:translate(-50%,-50%);background:rgb(255 255 255/.16);box-sizing:border-box';
      Object.assign(area.style, {
        left: percent(control.x),
        top: percent(control.y),
        width: percent(width),
        height: percent(height),
        borderRadius: control.kind === 'joystick' ? '50%' : '2%',
      });
    }
    for (const { element, index, part } of shown) {
      const control = controls[index];
      const at = control && handlesOf(control, size).find((handle) => handle.part === part);
      if (!control || !at) continue;
      element.style.cssText =
        'position:absolute;box-sizing:border-box;min-width:28px;padding:4px 6px;border-radius:14px;text-align:center;white-space:nowrap;font:600 13px/20px system-ui,sans-serif;color:#fff;background:rgb(0 0 0/.62)';
      Object.assign(element.style, {
        left: percent(at.x),
        top: percent(at.y),
        transform,
        ...(isEditing && { pointerEvents: 'auto', cursor: 'move', touchAction: 'none' }),
      });
      if (!isEditing) continue;
      const where = `${Math.round(at.x * 100)} %, ${Math.round(at.y * 100)} %`;
      element.setAttribute(
        'aria-label',
        `${kindNames[control.kind]} ${textOf(control)}${partNames[part]}: ${where}`,
      );
    }
  };

  /** What the elements were made for. */
  let built = '';
  return {
    show(mode, next, size) {
      controls = next;
      screen = size;
      if (mode === 'hidden' || !size) {
        layer.remove();
        return;
      }
      if (!layer.isConnected) stage.append(layer);
      const isEditing = mode === 'edit';
      const wanted = JSON.stringify([mode, controls.map((each) => [each.kind, textOf(each)])]);
      if (wanted !== built) build(isEditing, size);
      built = wanted;
      place(isEditing, size);
    },
    remove: () => layer.remove(),
  };
}
