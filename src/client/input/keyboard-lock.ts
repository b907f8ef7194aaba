import type { InputContext } from './input-part.js';

/** Chromium's Keyboard Lock API, where it is. */
interface LockingKeyboard {
  lock(): Promise<void>;
  unlock(): void;
}

/** True when `inner` is inside `outer`, also across shadow roots. */
function isWithin(inner: Node, outer: Node): boolean {
  for (
    let node: Node | null = inner;
    node;
    node = node.parentNode ?? (node as Partial<ShadowRoot>).host ?? null
  )
    if (node === outer) return true;
  return false;
}

/**
 * Asks the browser for its own keys and those of the system while the view is in fullscreen.
 *
 * @returns whether it gives them
 */
export function watchKeyboardLock({ root, options, signal }: InputContext): () => boolean {
  const page = root.ownerDocument;
  const { keyboard } = (page.defaultView?.navigator ?? {}) as { keyboard?: LockingKeyboard };
  let isLocked = false;
  if (!keyboard?.lock || options.keyboardLock === false) return () => false;

  const unlock = () => {
    if (isLocked) keyboard.unlock();
    isLocked = false;
  };
  const isFullscreen = () => {
    const outer = page.fullscreenElement;
    return outer !== null && isWithin(root, outer);
  };
  const change = async () => {
    if (!isFullscreen()) return unlock();
    try {
      await keyboard.lock();
      isLocked = true;
      if (signal.aborted || !isFullscreen()) unlock();
    } catch {
      // The browser keeps its keys; the list of those that are left to it goes on as before.
    }
  };
  page.addEventListener('fullscreenchange', change, { signal });
  signal.addEventListener('abort', unlock);
  if (isFullscreen()) void change();
  return () => isLocked;
}
