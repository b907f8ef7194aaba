import type { PhoneSession } from '../client/session.js';
import { pressKey } from '../client/system-keys.js';
import { attachView, type PhoneView } from '../client/view.js';
import type { Fit, Rotation, Size } from '../core/geometry.js';
import { androidKeys } from '../core/key-codes.js';
import { createElement } from './create-element.js';
import { describePlayer, type OverlayAction } from './describe-player.js';
import { Overlay } from './overlay.js';
import { layoutPlayer } from './player-layout.js';
import type { PhoneStrings } from './strings.js';
import { Toolbar } from './toolbar.js';
import type { DeviceCommand, ToolbarCommand, ViewCommand } from './toolbar-buttons.js';

/** What the page has set. */
export interface PlayerSettings {
  readonly fit: Fit;
  readonly rotation: Rotation;
  readonly isMuted: boolean;
  readonly isReadonly: boolean;
  readonly hasControls: boolean;
  readonly isFullscreen: boolean;
  /** The page has said which phone to show. */
  readonly hasSource: boolean;
}

/** What a user asks for in the player and the element decides. */
export interface PlayerListener {
  action(action: OverlayAction): void;
  command(command: ViewCommand): void;
  /** The browser plays picture or sound only after a gesture. */
  needsTap(kind: 'video' | 'audio'): void;
}

const keyCodes: { readonly [Command in DeviceCommand]: number } = {
  back: androidKeys.BACK,
  home: androidKeys.HOME,
  recents: androidKeys.APP_SWITCH,
  'volume-down': androidKeys.VOLUME_DOWN,
  'volume-up': androidKeys.VOLUME_UP,
  power: androidKeys.POWER,
};

/** Until a phone has told its size. */
const usualDisplay = { width: 9, height: 16 };

/** Everything inside the element's shadow root: stage, overlay, toolbar, and the view of a session. */
export class Player {
  readonly root: HTMLDivElement;
  readonly #strings: PhoneStrings;
  readonly #listener: PlayerListener;
  readonly #stage: HTMLDivElement;
  readonly #viewport = createElement('div', { className: 'view' });
  readonly #status = createElement('div', { className: 'status', attributes: { role: 'status' } });
  readonly #overlay: Overlay;
  readonly #toolbar: Toolbar;
  #settings: PlayerSettings;
  #session: PhoneSession | undefined;
  #view: PhoneView | undefined;
  #unsubscribe: readonly (() => void)[] = [];
  #hasBeenLive = false;
  /** When an unused session ends, on the clock of performance.now(). */
  #idleEndsAt = 0;
  #countdown: ReturnType<typeof setInterval> | undefined;
  #box: Size = { width: 0, height: 0 };

  constructor(strings: PhoneStrings, settings: PlayerSettings, listener: PlayerListener) {
    this.#strings = strings;
    this.#settings = settings;
    this.#listener = listener;
    this.#overlay = new Overlay(strings, (action) => listener.action(action));
    this.#toolbar = new Toolbar(strings, (command) => this.#command(command));
    const contents = [this.#viewport, this.#overlay.root];
    this.#stage = createElement('div', { className: 'stage', part: 'stage' }, ...contents);
    const parts = [this.#stage, this.#toolbar.root, this.#status];
    this.root = createElement(
      'div',
      {
        className: 'frame',
        part: 'frame',
        attributes: { role: 'group', 'aria-label': strings.player },
      },
      ...parts,
    );
    new ResizeObserver(([entry]) => {
      if (entry) this.#box = entry.contentRect;
      this.#relayout();
    }).observe(this.root);
    this.#relayout();
  }

  get view(): PhoneView | undefined {
    return this.#view;
  }

  /** Shows another session, or none. The last frame of a session that was live stays until then. */
  show(session: PhoneSession | undefined): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#unsubscribe = [];
    this.#detachView();
    clearInterval(this.#countdown);
    this.#session = session;
    this.#hasBeenLive = false;
    if (session) {
      this.#attachView(session);
      this.#unsubscribe = [
        session.on('state', (state) => {
          if (state !== 'idle-warning') clearInterval(this.#countdown);
          this.#update();
        }),
        session.on('idlewarning', (remainingMs) => {
          this.#idleEndsAt = performance.now() + remainingMs;
          this.#countdown = setInterval(() => this.#update(), 1000);
        }),
        session.on('closed', () => {
          if (!this.#hasBeenLive) this.#detachView();
        }),
        session.on('live', () => {
          this.#hasBeenLive = true;
          this.#update();
        }),
      ];
    }
    this.#relayout();
  }

  configure(settings: PlayerSettings): void {
    const before = this.#settings;
    this.#settings = settings;
    const view = this.#view;
    if (view && this.#session && before.isReadonly !== settings.isReadonly) {
      this.#detachView();
      this.#attachView(this.#session);
    } else if (view) {
      view.fit = settings.fit;
      view.rotation = settings.rotation;
      view.muted = settings.isMuted;
    }
    this.#relayout();
  }

  /** Brings words and buttons in line with the session and the page. */
  #update(): void {
    const session = this.#session;
    const state = session?.state ?? 'idle';
    const isWatching = this.#settings.isReadonly || session?.role === 'watch';
    const { overlay, status } = describePlayer(
      {
        hasSource: this.#settings.hasSource,
        state,
        hasBeenLive: this.#hasBeenLive,
        hasDisplay: session?.display !== undefined,
        isWatching,
        needsTapFor: this.#needsTapFor(),
        remainingSeconds: Math.max(0, Math.round((this.#idleEndsAt - performance.now()) / 1000)),
        error: session?.closeReason?.error,
      },
      this.#strings,
    );
    this.#overlay.show(overlay);
    // `application`: keys are for the phone, not for a screen reader's own navigation.
    this.#view?.root.setAttribute('role', isWatching ? 'img' : 'application');
    if (this.#status.textContent !== status) this.#status.textContent = status;
    this.#toolbar.update({
      isLive: session?.isLive ?? false,
      isWatching,
      isMuted: this.#settings.isMuted,
      isFullscreen: this.#settings.isFullscreen,
      canFullscreen: document.fullscreenEnabled,
    });
  }

  /** Lets go of what reaches outside the player: the element leaves the document. */
  release(): void {
    this.#toolbar.close();
  }

  #attachView(session: PhoneSession): void {
    const { fit, rotation, isMuted, isReadonly } = this.#settings;
    const options = { fit, rotation, muted: isMuted, input: !isReadonly };
    this.#view = attachView(session, this.#viewport, options);
    this.#view.root.setAttribute('aria-label', this.#strings.screen);
    let before = this.#needsTapFor();
    this.#view.onChange(() => {
      this.#relayout();
      const now = this.#needsTapFor();
      if (now && now !== before) this.#listener.needsTap(now);
      before = now;
    });
  }

  #needsTapFor(): 'video' | 'audio' | undefined {
    if (this.#view?.needsTapForVideo) return 'video';
    return this.#view?.needsTapForAudio ? 'audio' : undefined;
  }

  #detachView(): void {
    this.#view?.close();
    this.#view = undefined;
  }

  /** The size of the picture as the view takes it: the frame on screen comes before the phone's word. */
  #pictureSize(): Size {
    const { videoWidth, videoHeight } = this.#view?.video ?? {};
    if (videoWidth && videoHeight) return { width: videoWidth, height: videoHeight };
    return this.#session?.display ?? usualDisplay;
  }

  #command(command: ToolbarCommand): void {
    if (command === 'rotate' || command === 'mute' || command === 'fullscreen') {
      this.#listener.command(command);
    } else if (this.#session?.isLive) {
      pressKey(this.#session, keyCodes[command]);
    }
  }

  #relayout(): void {
    const { fit, rotation, hasControls } = this.#settings;
    const { width, height } = this.#pictureSize();
    const picture = rotation % 180 === 0 ? { width, height } : { width: height, height: width };
    const { stage, toolbarSide, toolbarLength } = layoutPlayer(this.#box, picture, {
      hasToolbar: hasControls,
      keepsShape: fit === 'contain',
    });
    this.#stage.style.width = `${stage.width}px`;
    this.#stage.style.height = `${stage.height}px`;
    this.root.dataset.toolbarSide = toolbarSide;
    this.#toolbar.root.hidden = !hasControls;
    this.#toolbar.arrange(toolbarSide, toolbarLength);
    this.#update();
  }
}
