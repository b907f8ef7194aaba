import type { InputContext } from './input-part.js';

/** Whether the keyboard has Command and Option: then Command is what Ctrl is elsewhere. */
export function isMac({ root }: InputContext): boolean {
  const { navigator } = root.ownerDocument.defaultView ?? globalThis.window;
  return /Mac|iP(hone|ad)/.test(navigator.platform);
}
