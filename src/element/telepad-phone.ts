import type { Connect } from '../client/connect.js';
import { checkInputOptions } from '../client/input/check-input-options.js';
import type { InputOptions } from '../client/input/input-options.js';
import type { PhoneSession } from '../client/session.js';
import { brokerTicket, type TicketSource } from '../client/ticket-source.js';
import type { PhoneView } from '../client/view.js';
import type { SessionStateName } from '../core/session-state.js';
import type { OverlayAction } from './describe-player.js';
import { followLanguage } from './languages.js';
import { readRotation } from './phone-attributes.js';
import type { TelepadPhoneEventMap } from './phone-events.js';
import { PhoneProperties } from './phone-properties.js';
import { Player } from './player.js';
import type { FileTarget, PlayerSettings } from './player-host.js';
import { playerStyles } from './styles.js';
import type { PhoneCommand, ViewCommand } from './toolbar-buttons.js';

// Here, because the entry's published types name this module and not the one that registers the tag.
declare global {
  interface HTMLElementTagNameMap {
    'telepad-phone': TelepadPhoneElement;
  }
  // The events bubble, so any element may hear them.
  interface HTMLElementEventMap extends TelepadPhoneEventMap {}
}

/** How long the element may be out of the document before its session ends, in ms. */
const removalGraceMs = 1000;

const reflectedProperties = [
  'broker',
  'phoneId',
  'vendor',
  'autoconnect',
  'ticket',
  'fit',
  'rotation',
  'muted',
  'readonly',
  'controls',
  'clipboard',
  'frame',
  'theme',
  'inputOptions',
] as const;

const sourceAttributes: ReadonlySet<string> = new Set([
  'broker',
  'phone-id',
  'vendor',
  'autoconnect',
]);

/**
 * `<telepad-phone>`: a live phone in a page.
 *
 * It connects when it is in the document and knows its phone: by `broker` and `phone-id`, or by the
 * property `ticket`. It stretches to its container's width, 9 to 16 in shape and never higher than the
 * window; give it a size by CSS for anything else. Moving it inside the document keeps its session;
 * removing it ends the session after a second.
 *
 * @fires telepad-state, telepad-progress, telepad-live, telepad-closed, telepad-error, telepad-needs-tap,
 * telepad-idle-warning, telepad-lost, telepad-stats, telepad-clipboard, telepad-upload, telepad-file
 */
export abstract class TelepadPhoneElement extends PhoneProperties {
  readonly #player: Player;
  readonly #language: ReturnType<typeof followLanguage>;
  #internals: ElementInternals | undefined;
  #ticket: TicketSource | undefined;
  #inputOptions: InputOptions | undefined;
  #session: PhoneSession | undefined;
  #unsubscribe: readonly (() => void)[] = [];
  #removalTimer: ReturnType<typeof setTimeout> | undefined;
  /** What the present session was opened with; see `#sourceKey`. */
  #openedKey: TicketSource | string | undefined;
  #isCheckPlanned = false;
  /** Waits until the element comes into view. */
  #viewWatch: IntersectionObserver | undefined;
  #hasBeenSeen = false;

  /** Opens a session; given by `defineTelepadPhone`. */
  protected abstract readonly openSession: Connect;

  constructor() {
    super();
    this.#player = new Player(this.#settings(), {
      action: (action) => this.#act(action),
      command: (command) => this.#command(command),
      needsTap: (kind) => this.#emit('telepad-needs-tap', { kind }),
      upload: (news) => this.#emit('telepad-upload', news),
      file: (file) => this.#emit('telepad-file', { file }, true),
    });
    this.#language = followLanguage(this, (now) => this.#player.speak(now));
    const shadow = this.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets = [playerStyles()];
    shadow.append(this.#player.root);
  }

  /**
   * A ticket or a function that fetches one; wins over `broker` and `phoneId`. Another value reconnects.
   * Prefer a function: only with one can a session outlive its first ticket.
   */
  get ticket(): TicketSource | undefined {
    return this.#ticket;
  }
  set ticket(value: TicketSource | undefined) {
    if (value === this.#ticket) return;
    this.#ticket = value;
    this.#planCheck();
  }

  /**
   * How the phone takes input, as `attachView(…, { input })`: gestures, wheel, keys, game controls. Another object
   * attaches input anew. `clipboard` goes by the attribute.
   * @throws TelepadError `argument_invalid` for `passThroughKeys` that cannot be read
   */
  get inputOptions(): InputOptions | undefined {
    return this.#inputOptions;
  }
  set inputOptions(value: InputOptions | undefined) {
    checkInputOptions(value ?? {});
    this.#inputOptions = value;
    this.#configure();
  }

  /** The present session, also for a while after it has closed; undefined before the first. */
  get session(): PhoneSession | undefined {
    return this.#session;
  }

  /** Where the present session is shown. */
  get view(): PhoneView | undefined {
    return this.#player.view;
  }

  /**
   * Ends the present session, if any, and opens a new one. The element does so by itself; call it to try
   * again after an error or after `disconnect()`.
   * @returns the new session; undefined when the element does not know which phone to show
   */
  connect(): PhoneSession | undefined {
    this.disconnect();
    const ticket = this.#source();
    this.#openedKey = this.#sourceKey();
    this.#configure();
    if (!ticket) return undefined;
    const session = this.openSession({ ticket });
    this.#session = session;
    this.#unsubscribe = this.#forwardEvents(session);
    this.#player.show(session);
    this.#tellState(session.state);
    return session;
  }

  /** Ends the session; the element stays as it is until `connect()` or another phone is chosen. */
  disconnect(): void {
    this.#session?.close();
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#unsubscribe = [];
    this.#session = undefined;
    this.#player.show(undefined);
    this.#showState('idle');
  }

  /**
   * Does what the toolbar's button of this name does, whether or not the toolbar is shown: for a toolbar of the page's
   * own. What the browser allows only after a gesture has to be called in one. What cannot be done now is left; the
   * element says why where a user can know.
   */
  perform(command: PhoneCommand): void {
    this.#player.perform(command);
  }

  /** Gives the keyboard to the phone. */
  override focus(options?: FocusOptions): void {
    const { view } = this;
    if (view) view.focus();
    else super.focus(options);
  }

  connectedCallback(): void {
    // Properties that a page or framework set before the element was defined hide the accessors.
    for (const name of reflectedProperties) this.#upgrade(name);
    clearTimeout(this.#removalTimer);
    document.addEventListener('fullscreenchange', this.#configure);
    this.#language.start();
    this.#planCheck();
    // Media that leave the document are paused, also when they are only on their way to another place.
    this.view?.play();
  }

  disconnectedCallback(): void {
    document.removeEventListener('fullscreenchange', this.#configure);
    this.#language.stop();
    this.#viewWatch?.disconnect();
    this.#viewWatch = undefined;
    this.#player.release();
    this.#removalTimer = setTimeout(() => {
      this.disconnect();
      this.#openedKey = undefined;
    }, removalGraceMs);
  }

  /** `moveBefore()` keeps everything as it is. */
  connectedMoveCallback(): void {}

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after) return;
    if (sourceAttributes.has(name)) this.#planCheck();
    else this.#configure();
  }

  /** Tells one source from another; undefined when the page has not said which phone to show. */
  #sourceKey(): TicketSource | string | undefined {
    return this.#ticket ?? JSON.stringify(this.#brokerTarget());
  }

  #source(): TicketSource | undefined {
    if (this.#ticket) return this.#ticket;
    const target = this.#brokerTarget();
    return target && brokerTicket(target);
  }

  #brokerTarget(): FileTarget | undefined {
    const { broker, phoneId, vendor } = this;
    if (broker === null || !phoneId) return undefined;
    return { url: broker, phoneId, ...(vendor && { vendor }) };
  }

  /** Connects after the present script, so that setting several attributes opens one session. */
  #planCheck(): void {
    if (this.#isCheckPlanned) return;
    this.#isCheckPlanned = true;
    queueMicrotask(() => {
      this.#isCheckPlanned = false;
      const key = this.#sourceKey();
      if (!this.isConnected || key === this.#openedKey) return;
      if (key === undefined || this.#mayConnect()) {
        this.connect();
        return;
      }
      // The phone of before is not the one that is waited for.
      if (this.#session) this.disconnect();
      this.#configure();
    });
  }

  #mayConnect(): boolean {
    const { autoconnect } = this;
    if (autoconnect === 'off') return false;
    if (autoconnect === 'always' || this.#hasBeenSeen) return true;
    this.#viewWatch ??= new IntersectionObserver((entries, watch) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      watch.disconnect();
      this.#hasBeenSeen = true;
      this.#planCheck();
    });
    this.#viewWatch.observe(this);
    return false;
  }

  #settings(): PlayerSettings {
    const isFullscreen = this.matches(':fullscreen');
    return {
      clipboard: this.clipboard,
      inputOptions: this.#inputOptions,
      fileTarget: this.#brokerTarget(),
      fit: this.fit,
      rotation: this.rotation,
      isMuted: this.muted,
      isReadonly: this.readonly,
      hasControls: this.controls,
      hasFrame: this.frame && !isFullscreen,
      isFullscreen,
      hasSource: this.#sourceKey() !== undefined,
    };
  }

  readonly #configure = (): void => this.#player.configure(this.#settings());

  #forwardEvents(session: PhoneSession): readonly (() => void)[] {
    return [
      session.on('state', (state) => this.#tellState(state)),
      session.on('progress', (progress) => this.#emit('telepad-progress', progress)),
      session.on('live', () => this.#emit('telepad-live', null)),
      session.on('idlewarning', (remainingMs) =>
        this.#emit('telepad-idle-warning', { remainingMs }),
      ),
      session.on('lost', (messages) => this.#emit('telepad-lost', { messages })),
      session.on('stats', (statistics) => this.#emit('telepad-stats', { statistics })),
      session.on('clipboard', (text) => this.#emit('telepad-clipboard', { text })),
      session.on('closed', (reason) => {
        if (reason.error) this.#emit('telepad-error', { error: reason.error });
        this.#emit('telepad-closed', { reason });
      }),
    ];
  }

  #tellState(state: SessionStateName): void {
    this.#showState(state);
    this.#emit('telepad-state', { state });
  }

  /** For style sheets: `telepad-phone:state(live)`. */
  #showState(state: SessionStateName): void {
    this.#internals ??= this.attachInternals();
    // Browsers of before 2024 do not know them.
    const states = this.#internals.states as CustomStateSet | undefined;
    states?.clear();
    states?.add(state);
  }

  /** @returns whether the page leaves it to the element what becomes of it */
  #emit<Name extends keyof TelepadPhoneEventMap>(
    name: Name,
    detail: TelepadPhoneEventMap[Name]['detail'],
    cancelable = false,
  ): boolean {
    const event = new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable });
    return this.dispatchEvent(event);
  }

  #act(action: OverlayAction): void {
    if (action === 'connect') this.connect();
    else if (action === 'stay') this.session?.keepAwake();
    else if (action === 'retry') this.session?.retryNow();
    else this.view?.play();
    // The button goes with what it has answered.
    this.focus();
  }

  #command(command: ViewCommand): void {
    switch (command) {
      case 'rotate':
        this.rotation = readRotation(String(this.rotation + 90));
        break;
      case 'mute':
        this.muted = !this.muted;
        break;
      case 'fullscreen':
        void this.#toggleFullscreen();
        break;
    }
  }

  async #toggleFullscreen(): Promise<void> {
    try {
      if (this.matches(':fullscreen')) await document.exitFullscreen();
      else await this.requestFullscreen();
    } catch {
      // The browser or the embedding page does not allow it: the player stays as large as it is.
    }
  }

  #upgrade<Name extends (typeof reflectedProperties)[number]>(name: Name): void {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    delete (this as Partial<this>)[name];
    this[name] = value;
  }
}
