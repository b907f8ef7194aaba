import type { PhoneSession } from '../session.js';
import type { InputContext, InputPart, InputSurface } from './input-part.js';
import { attachKeyboard } from './keyboard-input.js';
import { attachPointer } from './pointer-input.js';
import { attachWheel } from './wheel-input.js';

/**
 * While more than this waits in the control channel, moves and wheel turns are merged instead of queued: about
 * ten touch messages, a few ms on any usable network.
 */
const maxBufferedBytes = 4096;

/** Sends pointer, wheel and keyboard on `surface` to the phone, until the function it returns is called. */
export function attachInput(session: PhoneSession, surface: InputSurface): () => void {
  const { root } = surface;
  const page = root.ownerDocument;
  const window = page.defaultView ?? globalThis.window;
  const abort = new AbortController();
  const { signal } = abort;
  let frame = 0;

  const flush = () => {
    frame = 0;
    if (session.bufferedAmount > maxBufferedBytes) return context.schedule();
    for (const part of parts) part.flush?.();
  };

  const context: InputContext = {
    ...surface,
    signal,
    canControl: () => session.role !== 'watch' && session.isLive,
    send(message) {
      try {
        session.send(message);
        return true;
      } catch {
        // The session says why by its own events; a handler has nobody to tell.
        return false;
      }
    },
    schedule() {
      frame ||= window.requestAnimationFrame(flush);
    },
  };
  const parts: readonly InputPart[] = [
    attachPointer(context),
    attachWheel(context),
    attachKeyboard(context, window.navigator.platform),
  ];

  const release = () => {
    for (const part of parts) part.release?.();
  };
  const permit = () => {
    const isWatcher = session.role === 'watch';
    // Only the view: the page around it scrolls and zooms as ever.
    root.style.touchAction = isWatcher ? '' : 'none';
    root.tabIndex = isWatcher ? -1 : 0;
  };
  // A long press is for the phone: no selection, no callout, no highlight. Safari knows its own names only.
  Object.assign(root.style, {
    userSelect: 'none',
    webkitUserSelect: 'none',
    webkitTouchCallout: 'none',
    webkitTapHighlightColor: 'transparent',
  });
  permit();

  // Leaving the page tears the connection down within moments: the sooner it is said, the surer it arrives.
  for (const type of ['blur', 'beforeunload', 'pagehide'])
    window.addEventListener(type, release, { signal });
  page.addEventListener('visibilitychange', release, { signal });
  for (const type of ['scroll', 'resize'])
    window.addEventListener(type, surface.invalidate, { signal, capture: true, passive: true });
  const offs = [session.on('release', release), session.on('state', permit)];

  return () => {
    if (signal.aborted) return;
    release();
    abort.abort();
    window.cancelAnimationFrame(frame);
    for (const off of offs) off();
  };
}
