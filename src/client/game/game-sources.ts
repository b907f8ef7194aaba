import { mouseButtons } from '../../core/game/sources.js';
import type { InputContext } from '../input/input-part.js';
import { isOnPicture } from '../input/pointer-input.js';

/** Who takes what keyboard and mouse do. */
export interface SourceSink {
  /** False leaves everything to the other parts of input. */
  canPlay(): boolean;
  /** False while keys should type. */
  canTakeKeys(): boolean;
  has(source: string): boolean;
  press(source: string): void;
  /** True when it was held. */
  release(source: string): boolean;
  /** @param x, y client px */
  drag(source: string, x: number, y: number): void;
  isPointerLocked(): boolean;
  releaseAll(): void;
}

/** Keyboard and mouse, before the other parts of input see them. */
export function attachGameSources(context: InputContext, sink: SourceSink): void {
  const { root, signal } = context;
  /** The mouse buttons that are ours, as in `MouseEvent.buttons`. */
  let ours = 0;
  let lastX = 0;
  let lastY = 0;

  /** With a modifier that the profile does not use, a key is a shortcut; Shift with Tab always leaves the view. */
  const isShortcut = ({ code, ctrlKey, altKey, metaKey, shiftKey }: KeyboardEvent) =>
    metaKey ||
    (ctrlKey && !sink.has('ControlLeft') && !sink.has('ControlRight')) ||
    (altKey && !sink.has('AltLeft') && !sink.has('AltRight')) ||
    (shiftKey && code === 'Tab');

  const keyDown = (event: KeyboardEvent) => {
    if (!sink.canPlay() || !sink.canTakeKeys() || event.isComposing) return;
    if (!sink.has(event.code) || isShortcut(event)) return;
    event.preventDefault();
    // What was let go in between must not come back by a repeat.
    if (!event.repeat) sink.press(event.code);
  };
  const keyUp = (event: KeyboardEvent) => {
    // macOS never tells the release of a key that goes up under Command.
    if (event.key === 'Meta') sink.releaseAll();
    if (sink.release(event.code)) event.preventDefault();
  };

  const releaseButtons = (held: number) => {
    for (const [name, bit] of mouseButtons) if (ours & bit & ~held) sink.release(name);
    ours &= held;
  };

  /** Browsers tell a second button of the mouse as a move; what is pressed is in `buttons` only. */
  const mouse = (event: PointerEvent) => {
    if (event.pointerType !== 'mouse') return;
    const isLocked = sink.isPointerLocked();
    const x = isLocked ? event.movementX : event.clientX - lastX;
    const y = isLocked ? event.movementY : event.clientY - lastY;
    lastX = event.clientX;
    lastY = event.clientY;
    releaseButtons(event.buttons);
    if (!sink.canPlay()) return;
    if (event.type === 'pointermove' && (x || y)) {
      for (const [name, bit] of mouseButtons) if (ours & bit) sink.drag(name, x, y);
      if (isLocked) sink.drag('MouseLock', x, y);
    }
    if (event.button >= 0) press(event, isLocked);
    // A pointer that is locked points at nothing.
    if (!ours && !isLocked) return;
    event.preventDefault();
    // Other buttons than the left one are keys of the phone to a part that listens in the capture phase, too.
    if (event.type === 'pointerdown') event.stopPropagation();
  };

  const press = (event: PointerEvent, isLocked: boolean) => {
    for (const [name, bit] of mouseButtons) {
      if (!(event.buttons & ~ours & bit) || !sink.has(name)) continue;
      const mapping = isLocked ? undefined : context.mapping(true);
      if (!isLocked && !(mapping && isOnPicture(mapping, event))) continue;
      ours |= bit;
      event.preventDefault();
      root.focus({ preventScroll: true });
      try {
        if (!isLocked) root.setPointerCapture(event.pointerId);
      } catch {
        // The pointer is gone already, or is one that a script made up.
      }
      sink.press(name);
    }
  };

  /** Scrolling by the middle button, going back by another one, and the menu are the browser's answers to these. */
  const keepFromBrowser = (event: MouseEvent) => {
    const name = mouseButtons[event.button]?.[0];
    if (name && sink.canPlay() && sink.has(name)) event.preventDefault();
  };

  const leave = () => releaseButtons(0);
  // Around the view, to be asked before everything in it.
  const gate: EventTarget = root.parentNode ?? root;
  const on = <Name extends keyof HTMLElementEventMap>(
    name: Name,
    listener: (event: HTMLElementEventMap[Name]) => void,
  ) =>
    gate.addEventListener(
      name,
      (event) => {
        if (root.contains(event.target as Node)) listener(event as HTMLElementEventMap[Name]);
      },
      { signal, capture: true },
    );
  on('keydown', keyDown);
  on('keyup', keyUp);
  for (const type of ['pointerdown', 'pointermove', 'pointerup'] as const) on(type, mouse);
  for (const type of ['mousedown', 'mouseup', 'auxclick', 'contextmenu'] as const)
    on(type, keepFromBrowser);
  for (const type of ['pointercancel', 'lostpointercapture'] as const) on(type, leave);
  // Not `blur`: the focus may only go on to a field inside.
  on('focusout', ({ relatedTarget }) => {
    if (!root.contains(relatedTarget as Node | null)) sink.releaseAll();
  });
  root.ownerDocument.addEventListener('pointerlockchange', leave, { signal });
}
