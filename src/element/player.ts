import type { DroppedFileOptions } from '../client/input/input-options.js';
import type { PhoneSession } from '../client/session.js';
import { vendorNotLoaded } from '../client/session-errors.js';
import { pressKey } from '../client/system-keys.js';
import { attachView, type PhoneView } from '../client/view.js';
import type { Size } from '../core/geometry.js';
import { androidKeys } from '../core/key-codes.js';
import type { PreparationProgress } from '../core/preparation.js';
import { createElement } from './create-element.js';
import { describePlayer } from './describe-player.js';
import type { ElementLanguage, SomePhoneStrings } from './languages.js';
import type { MorePlayer } from './more-player.js';
import { Notice } from './notice.js';
import { Overlay } from './overlay.js';
import type { PlayerListener, PlayerSettings } from './player-host.js';
import { layoutPlayer } from './player-layout.js';
import { createSlot, createToolbarSlot } from './slots.js';
import { english, type FirstStrings } from './strings.js';
import { Toolbar } from './toolbar.js';
import type { DeviceCommand, PhoneCommand, ViewCommand } from './toolbar-buttons.js';

const viewCommands: { readonly [Command in ViewCommand]: true } = {
  rotate: true,
  mute: true,
  fullscreen: true,
};

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
  /** One object for all parts, filled anew with another language. */
  readonly #strings: FirstStrings = { ...english };
  #english: SomePhoneStrings = english;
  #language: SomePhoneStrings = {};
  readonly #listener: PlayerListener;
  readonly #stage: HTMLDivElement;
  readonly #viewport = createElement('div', { className: 'view' });
  readonly #status = createElement('div', { className: 'status', attributes: { role: 'status' } });
  readonly #notice = new Notice(() => this.#session?.isLive ?? false);
  readonly #overlay: Overlay;
  readonly #toolbar: Toolbar;
  readonly #toolbarSlot: HTMLSlotElement;
  /** What is loaded when it is needed. */
  #more: MorePlayer | undefined;
  #loadingMore: Promise<MorePlayer | undefined> | undefined;
  #settings: PlayerSettings;
  #session: PhoneSession | undefined;
  #view: PhoneView | undefined;
  #unsubscribe: readonly (() => void)[] = [];
  #hasBeenLive = false;
  #progress: PreparationProgress | undefined;
  /** When an unused session ends, on the clock of performance.now(). */
  #idleEndsAt = 0;
  /** Attempts to bring a session back, since it was last live. */
  #attempts = 0;
  /** Redraws what counts down. */
  #countdown: ReturnType<typeof setInterval> | undefined;
  #box: Size = { width: 0, height: 0 };

  constructor(settings: PlayerSettings, listener: PlayerListener) {
    const strings = this.#strings;
    this.#settings = settings;
    this.#listener = listener;
    this.#overlay = new Overlay(strings, (action) => listener.action(action));
    this.#toolbar = new Toolbar(strings, {
      command: (command) => this.perform(command),
      opening: async () => (await this.#loadOrSay()) !== undefined,
    });
    this.#toolbarSlot = createToolbarSlot(this.#toolbar.root, (command) => this.perform(command));
    const contents = [
      createElement('div', { name: 'bezel' }),
      this.#viewport,
      createSlot('overlay', this.#overlay.root),
      this.#notice.root,
    ];
    this.#stage = createElement('div', { name: 'stage' }, ...contents);
    const parts = [this.#stage, this.#toolbarSlot, this.#status];
    this.root = createElement('div', { name: 'frame', attributes: { role: 'group' } }, ...parts);
    const observer = new ResizeObserver((entries) => {
      for (const { target, contentRect } of entries)
        if (target === this.root) this.#box = contentRect;
      this.#relayout();
    });
    observer.observe(this.root);
    this.#toolbarSlot.addEventListener('slotchange', () => {
      if (this.#ownToolbar) observer.observe(this.#ownToolbar);
      this.#relayout();
    });
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
    this.#notice.say(undefined);
    this.#session = session;
    this.#more?.follow();
    this.#hasBeenLive = false;
    this.#progress = undefined;
    if (session) {
      this.#attachView(session);
      this.#unsubscribe = this.#follow(session);
    }
    this.#relayout();
  }

  #follow(session: PhoneSession): readonly (() => void)[] {
    let before = session.state;
    return [
      session.on('progress', (progress) => {
        this.#progress = progress;
        this.#update();
      }),
      session.on('state', (state) => {
        this.#progress = undefined;
        if (state !== 'idle-warning') clearInterval(this.#countdown);
        if (session.isLive) this.#attempts = 0;
        else if (before === 'recovering') this.#attempts += 1;
        if (state === 'recovering') this.#countDown();
        before = state;
        this.#update();
      }),
      session.on('idlewarning', (remainingMs) => {
        this.#idleEndsAt = performance.now() + remainingMs;
        this.#countDown();
      }),
      session.on('lost', () => this.#notice.say(this.#strings.lost)),
      session.on('closed', ({ cause }) => {
        if (cause === 'user') this.#notice.say(undefined);
        else void this.#loadMore();
        const hadFocus = this.#view?.root.matches(':focus-within');
        if (!this.#hasBeenLive) this.#detachView();
        this.#relayout();
        // Whoever has pressed "Try again" can press it once more.
        if (hadFocus && !this.#view) this.#overlay.focus();
      }),
      session.on('live', () => {
        this.#hasBeenLive = true;
        this.#notice.begin();
        // The clipboard's buttons follow what is copied from now on.
        if (this.#settings.hasControls) void this.#loadMore();
        this.#update();
      }),
    ];
  }

  #countDown(): void {
    clearInterval(this.#countdown);
    this.#countdown = setInterval(() => this.#update(), 1000);
  }

  /** Shows all words in a language; none while they are being loaded. */
  speak({ language, isRightToLeft, strings }: ElementLanguage): void {
    this.root.setAttribute('aria-busy', String(!strings));
    if (!strings) return;
    this.root.lang = language;
    // The words' direction; where they do not mind, the page's.
    if (isRightToLeft) this.root.dir = 'rtl';
    else this.root.removeAttribute('dir');
    this.#language = strings;
    this.#reword();
  }

  #reword(): void {
    const strings = this.#strings as Record<string, string>;
    for (const key of Object.keys(strings)) delete strings[key];
    Object.assign(strings, this.#english, this.#language);
    this.#more?.reword();
    this.#update();
  }

  #loadMore(): Promise<MorePlayer | undefined> {
    this.#loadingMore ??= import('./more-player.js').then(
      ({ MorePlayer, moreEnglish }) => {
        this.#english = { ...english, ...moreEnglish };
        this.#more = new MorePlayer({
          strings: this.#strings,
          stage: this.#stage,
          session: () => this.#session,
          view: () => this.#view,
          settings: () => this.#settings,
          isWatching: () => this.#isWatching,
          notice: (text, isQuiet) => this.#notice.say(text, isQuiet),
          change: () => this.#update(),
          upload: this.#listener.upload,
          file: this.#listener.file,
          closeMenu: () => this.#toolbar.close(),
        });
        this.#reword();
        this.#overlay.details = this.#more.details;
        this.#toolbar.extend(this.#more.controls);
        return this.#more;
      },
      () => {
        // Another press is another try.
        this.#loadingMore = undefined;
        return undefined;
      },
    );
    return this.#loadingMore;
  }

  /** For what the user has asked for. */
  async #loadOrSay(): Promise<MorePlayer | undefined> {
    const more = await this.#loadMore();
    if (!more) this.#notice.say(this.#strings.notLoaded);
    return more;
  }

  async #put(file: File, options: DroppedFileOptions): Promise<void> {
    const more = await this.#loadMore();
    if (!more) throw vendorNotLoaded(undefined);
    await more.transfers.put(file, options);
  }

  configure(settings: PlayerSettings): void {
    const before = this.#settings;
    this.#settings = settings;
    const view = this.#view;
    const isTakenOtherwise =
      before.isReadonly !== settings.isReadonly ||
      before.clipboard !== settings.clipboard ||
      before.inputOptions !== settings.inputOptions;
    if (view && this.#session && isTakenOtherwise) {
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
    const strings = this.#strings;
    const isWatching = this.#isWatching;
    const { overlay, status } = describePlayer(
      {
        hasSource: this.#settings.hasSource,
        state,
        hasBeenLive: this.#hasBeenLive,
        progress: this.#progress,
        hasDisplay: session?.display !== undefined,
        isWatching,
        needsTapFor: this.#needsTapFor(),
        remainingSeconds: secondsUntil(this.#idleEndsAt),
        attempts: this.#attempts,
        nextAttemptSeconds:
          session?.nextAttemptAt === undefined ? undefined : secondsUntil(session.nextAttemptAt),
        isOffline: !navigator.onLine,
        error: session?.closeReason?.error,
        diagnosis: session?.closeReason?.diagnosis,
      },
      strings,
    );
    this.#overlay.show(overlay);
    this.#stage.dataset.overlay = overlay.kind;
    this.root.setAttribute('aria-label', strings.player);
    this.#view?.root.setAttribute('aria-label', strings.screen);
    // `application`: keys are for the phone, not for a screen reader's own navigation.
    this.#view?.root.setAttribute('role', isWatching ? 'img' : 'application');
    if (this.#status.textContent !== status) this.#status.textContent = status;
    this.#toolbar.update({
      isLive: session?.isLive ?? false,
      isWatching,
      isMuted: this.#settings.isMuted,
      isFullscreen: this.#settings.isFullscreen,
      canFullscreen: document.fullscreenEnabled,
      hasClipboard:
        this.#more?.transfers.hasButtons ??
        (this.#settings.clipboard === 'manual' && session?.supports('clipboard') !== false),
      canCopy: this.#more?.transfers.canCopy ?? false,
    });
    this.#more?.update();
  }

  get #isWatching(): boolean {
    return this.#settings.isReadonly || this.#session?.role === 'watch';
  }

  get #ownToolbar(): Element | undefined {
    return this.#toolbarSlot.assignedElements()[0];
  }

  /** Lets go of what reaches outside the player: the element leaves the document. */
  release(): void {
    this.#toolbar.close();
  }

  #attachView(session: PhoneSession): void {
    const { fit, rotation, isMuted, isReadonly, clipboard, fileTarget, inputOptions } =
      this.#settings;
    const input = !isReadonly && {
      ...(fileTarget && { dropFiles: this.#put.bind(this) }),
      onDropError: async (error: unknown, file?: File) =>
        (await this.#loadMore())?.transfers.dropFailed(error, file),
      ...inputOptions,
      clipboard,
    };
    const options = { fit, rotation, muted: isMuted, input };
    this.#view = attachView(session, this.#viewport, options);
    // The focus of what vanishes has to go somewhere.
    if (isReadonly) this.#view.root.tabIndex = -1;
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
    // 2 × 2 is Chromium's black frame for a track that ended before it had any.
    if (videoWidth && videoHeight && videoWidth > 2)
      return { width: videoWidth, height: videoHeight };
    return this.#session?.display ?? usualDisplay;
  }

  /** Does what a button of the toolbar does. */
  perform(command: PhoneCommand): void {
    if (command in viewCommands) {
      this.#listener.command(command as ViewCommand);
    } else if (!(command in keyCodes)) {
      void this.#loadOrSay().then((more) => more?.perform(command));
    } else if (this.#session?.isLive && !this.#isWatching) {
      pressKey(this.#session, keyCodes[command as DeviceCommand]);
    }
  }

  #relayout(): void {
    const { fit, rotation, hasControls, hasFrame } = this.#settings;
    const { width, height } = this.#pictureSize();
    const picture = rotation % 180 === 0 ? { width, height } : { width: height, height: width };
    const ownToolbar = this.#ownToolbar;
    const { stage, toolbarSide, toolbarLength } = layoutPlayer(this.#box, picture, {
      hasToolbar: hasControls || ownToolbar !== undefined,
      ownToolbarHeight: ownToolbar?.getBoundingClientRect().height,
      keepsShape: fit === 'contain',
      hasFrame,
    });
    this.#stage.toggleAttribute('data-framed', hasFrame);
    this.#stage.style.width = `${stage.width}px`;
    this.#stage.style.height = `${stage.height}px`;
    if (this.#box.width > 0) this.root.dataset.toolbarSide = toolbarSide;
    this.#toolbar.root.hidden = !hasControls;
    this.#toolbar.arrange(toolbarSide, toolbarLength);
    this.#update();
  }
}

/** @param atMs on the clock of performance.now() */
function secondsUntil(atMs: number): number {
  return Math.max(0, Math.round((atMs - performance.now()) / 1000));
}
