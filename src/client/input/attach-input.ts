import { createTouchTracker } from '../../core/touch.js';
import type { PhoneSession } from '../session.js';
import type { InputOptions } from './input-options.js';
import type { InputContext, InputPart, InputSurface } from './input-part.js';
import { attachPointer } from './pointer-input.js';

/**
 * While more than this waits in the control channel, moves and wheel turns are merged instead of queued: about
 * ten touch messages, a few ms on any usable network.
 */
const maxBufferedBytes = 4096;

/** Between two messages of moves, in ms: some 125 a second. Somewhat less than 8, so that no event of 125 Hz waits. */
const minGapMs = 7.5;

/** Loads what is not needed for the first tap. */
export type ImportMoreInput = () => Promise<{
  attachMoreInput(context: InputContext): readonly InputPart[];
}>;

const importMoreInput: ImportMoreInput = () => import('./more-input.js');

/** Detaches input; safe to call twice. */
export interface DetachInput {
  (): void;
  /** For parts of input that are attached later. */
  readonly context: InputContext;
}

/** Sends what a user does on `surface` to the phone, until the function it returns is called. */
export function attachInput(
  session: PhoneSession,
  surface: InputSurface,
  options: InputOptions = {},
  loadMore: ImportMoreInput = importMoreInput,
): DetachInput {
  const { root, stage } = surface;
  const page = root.ownerDocument;
  const window = page.defaultView ?? globalThis.window;
  const abort = new AbortController();
  const { signal } = abort;
  let frame = 0;
  let flushedAt = Number.NEGATIVE_INFINITY;

  const flush = (now: number) => {
    if (session.bufferedAmount > maxBufferedBytes || now - flushedAt < minGapMs)
      return context.schedule();
    flushedAt = now;
    for (const part of parts) part.flush?.();
  };

  const isTaken = () => session.role !== 'watch' && !context.isPaused;

  const context: InputContext = {
    ...surface,
    session,
    options,
    signal,
    keyRules: {},
    touch: createTouchTracker((message) => context.send(message)),
    aim(isFresh) {
      const mapping = surface.mapping(isFresh);
      if (mapping) context.touch.setSpace(mapping.device.width, mapping.device.height);
      return mapping;
    },
    canControl: () => isTaken() && session.isLive,
    canType: () => isTaken() && session.hasBeenLive && session.state !== 'closed',
    send(message) {
      try {
        session.send(message);
        return true;
      } catch {
        // The session says why by its own events; a handler has nobody to tell.
        return false;
      }
    },
    schedule(now) {
      if (now !== undefined && now - flushedAt >= minGapMs) flush(now);
      else
        frame ||= window.requestAnimationFrame((time) => {
          frame = 0;
          flush(time);
        });
    },
    add: (part) => void parts.push(part),
  };
  const parts: InputPart[] = [attachPointer(context)];

  let isLoading = false;
  const more = () => {
    if (isLoading || !context.canControl()) return;
    isLoading = true;
    loadMore().then(
      ({ attachMoreInput }) => {
        if (!signal.aborted) parts.push(...attachMoreInput(context));
      },
      // The next time that the session is live, or that somebody wants to type, is another chance.
      () => {
        isLoading = false;
      },
    );
  };

  const release = () => {
    for (const part of parts) part.release?.();
  };
  const permit = () => {
    const isWatcher = session.role === 'watch';
    // Only the picture: what is beside it scrolls and zooms the page as ever.
    stage.style.touchAction = isWatcher ? '' : 'none';
    stage.style.pointerEvents = isWatcher ? 'none' : 'auto';
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
  root.addEventListener('focusin', more, { signal });
  const offs = [
    session.on('release', release),
    session.on('state', permit),
    session.on('live', more),
  ];
  more();

  const detach = () => {
    if (signal.aborted) return;
    release();
    abort.abort();
    window.cancelAnimationFrame(frame);
    for (const off of offs) off();
  };
  return Object.assign(detach, { context });
}
