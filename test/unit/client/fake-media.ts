import { getEventListeners } from 'node:events';
import { vi } from 'vitest';

/** A track whose packets a test lets arrive. */
export class FakeTrack extends EventTarget {
  readonly kind: 'audio' | 'video';
  settings: MediaTrackSettings = {};
  muted = true;

  constructor(kind: 'audio' | 'video') {
    super();
    this.kind = kind;
  }

  getSettings(): MediaTrackSettings {
    return this.settings;
  }

  unmute(): void {
    this.muted = false;
    this.dispatchEvent(new Event('unmute'));
  }

  asTrack(): MediaStreamTrack {
    return this as unknown as MediaStreamTrack;
  }
}

class FakeMediaStream {
  readonly #tracks = new Set<FakeTrack>();

  getTracks(): FakeTrack[] {
    return [...this.#tracks];
  }

  getVideoTracks(): FakeTrack[] {
    return this.getTracks().filter(({ kind }) => kind === 'video');
  }

  addTrack(track: FakeTrack): void {
    this.#tracks.add(track);
  }

  removeTrack(track: FakeTrack): void {
    this.#tracks.delete(track);
  }
}

class FakeDocument extends EventTarget {
  visibilityState: DocumentVisibilityState = 'visible';
}

/** Puts what a session uses of a page on globalThis, until `vi.unstubAllGlobals`. */
export function stubPage() {
  const window = new EventTarget();
  const document = new FakeDocument();
  vi.stubGlobal('MediaStream', FakeMediaStream);
  vi.stubGlobal('document', document);
  vi.stubGlobal('addEventListener', window.addEventListener.bind(window));
  return {
    goOnline: () => window.dispatchEvent(new Event('online')),
    goOffline: () => window.dispatchEvent(new Event('offline')),
    /** @param persisted the browser keeps the page, which may come back */
    leave: (persisted = false) =>
      window.dispatchEvent(Object.assign(new Event('pagehide'), { persisted })),
    changeVisibility(visibilityState: DocumentVisibilityState) {
      document.visibilityState = visibilityState;
      document.dispatchEvent(new Event('visibilitychange'));
    },
    listenerCount: () =>
      getEventListeners(window, 'online').length +
      getEventListeners(window, 'offline').length +
      getEventListeners(window, 'pagehide').length +
      getEventListeners(document, 'visibilitychange').length,
  };
}
