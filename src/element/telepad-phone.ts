import type { Connect } from '../client/connect.js';
import type { CloseReason, PhoneSession } from '../client/session.js';
import { brokerTicket, type TicketSource } from '../client/ticket-source.js';
import type { PhoneView } from '../client/view.js';
import type { TelepadError } from '../core/errors.js';
import type { Fit, Rotation } from '../core/geometry.js';
import type { SessionStateName } from '../core/session-state.js';
import type { OverlayAction } from './describe-player.js';
import { readFit, readRotation } from './phone-attributes.js';
import { Player, type PlayerSettings } from './player.js';
import { english } from './strings.js';
import { playerStyles } from './styles.js';
import type { ViewCommand } from './toolbar-buttons.js';

/** The element's events. All bubble and cross shadow roots. */
export interface TelepadPhoneEventMap {
  /** The session moved to another state. */
  'telepad-state': CustomEvent<{ readonly state: SessionStateName }>;
  /** The first frame is on screen and input reaches the phone; again after each recovery. */
  'telepad-live': CustomEvent<null>;
  /** The session ended; `telepad-error` has come before when an error ended it. */
  'telepad-closed': CustomEvent<{ readonly reason: CloseReason }>;
  /** The session could not be opened, or ended against the user's wish. The element shows it too. */
  'telepad-error': CustomEvent<{ readonly error: TelepadError }>;
  /**
   * The browser plays the picture or the sound only after the user has touched the page; the next tap or key press on
   * the phone is enough. Told for the picture first, where it refuses both.
   */
  'telepad-needs-tap': CustomEvent<{ readonly kind: 'video' | 'audio' }>;
  /** Nobody uses the phone: in so many ms the session ends with `idle_timeout`. */
  'telepad-idle-warning': CustomEvent<{ readonly remainingMs: number }>;
  /** Something was copied on the phone. */
  'telepad-clipboard': CustomEvent<{ readonly text: string }>;
}

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
  'ticket',
  'fit',
  'rotation',
  'muted',
  'readonly',
  'controls',
] as const;

const sourceAttributes: ReadonlySet<string> = new Set(['broker', 'phone-id', 'vendor']);

/** Where there is no DOM (a server that renders pages) the module must load all the same. */
const ElementBase: typeof HTMLElement =
  globalThis.HTMLElement ?? (class {} as unknown as typeof HTMLElement);

/**
 * `<telepad-phone>`: a live phone in a page.
 *
 * It connects when it is in the document and knows its phone: by `broker` and `phone-id`, or by the
 * property `ticket`. It stretches to its container's width, 9 to 16 in shape and never higher than the
 * window; give it a size by CSS for anything else. Moving it inside the document keeps its session;
 * removing it ends the session after a second.
 *
 * @fires telepad-state, telepad-live, telepad-closed, telepad-error, telepad-needs-tap, telepad-idle-warning,
 * telepad-clipboard
 */
export abstract class TelepadPhoneElement extends ElementBase {
  static readonly observedAttributes = [
    'broker',
    'phone-id',
    'vendor',
    'fit',
    'rotation',
    'muted',
    'readonly',
    'controls',
  ];

  readonly #player: Player;
  #ticket: TicketSource | undefined;
  #session: PhoneSession | undefined;
  #unsubscribe: readonly (() => void)[] = [];
  #removalTimer: ReturnType<typeof setTimeout> | undefined;
  /** What the present session was opened with; see `#sourceKey`. */
  #openedKey: TicketSource | string | undefined;
  #isCheckPlanned = false;

  /** Opens a session; given by `defineTelepadPhone`. */
  protected abstract readonly openSession: Connect;

  constructor() {
    super();
    this.#player = new Player(english, this.#settings(), {
      action: (action) => this.#act(action),
      command: (command) => this.#command(command),
      needsTap: (kind) => this.#emit('telepad-needs-tap', { kind }),
    });
    const shadow = this.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets = [playerStyles()];
    shadow.append(this.#player.root);
  }

  /** Where the broker is mounted, e.g. `/telepad`. Needed together with `phoneId`, unless `ticket` is set. */
  get broker(): string | null {
    return this.getAttribute('broker');
  }
  set broker(value: string | null) {
    this.#reflect('broker', value);
  }

  /** The vendor's own id of the phone. Another value connects to that phone. */
  get phoneId(): string | null {
    return this.getAttribute('phone-id');
  }
  set phoneId(value: string | null) {
    this.#reflect('phone-id', value);
  }

  /** Needed only where the broker serves several vendors. */
  get vendor(): string | null {
    return this.getAttribute('vendor');
  }
  set vendor(value: string | null) {
    this.#reflect('vendor', value);
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

  /** As CSS `object-fit`. @default 'contain' */
  get fit(): Fit {
    return readFit(this.getAttribute('fit'));
  }
  set fit(value: Fit) {
    this.#reflect('fit', value);
  }

  /** Degrees by which the picture is shown turned, clockwise; the phone itself does not turn. @default 0 */
  get rotation(): Rotation {
    return readRotation(this.getAttribute('rotation'));
  }
  set rotation(value: Rotation) {
    this.#reflect('rotation', value === 0 ? null : String(value));
  }

  /** No sound on this side; the phone's own volume stays. @default false */
  get muted(): boolean {
    return this.hasAttribute('muted');
  }
  set muted(value: boolean) {
    this.#reflect('muted', value ? '' : null);
  }

  /** Shows the phone without touching it, whatever the ticket's role allows. @default false */
  get readonly(): boolean {
    return this.hasAttribute('readonly');
  }
  set readonly(value: boolean) {
    this.#reflect('readonly', value ? '' : null);
  }

  /** Shows the toolbar, as `controls` does on `<video>`. @default false */
  get controls(): boolean {
    return this.hasAttribute('controls');
  }
  set controls(value: boolean) {
    this.#reflect('controls', value ? '' : null);
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
    this.#emit('telepad-state', { state: session.state });
    return session;
  }

  /** Ends the session; the element stays as it is until `connect()` or another phone is chosen. */
  disconnect(): void {
    this.#session?.close();
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#unsubscribe = [];
    this.#session = undefined;
    this.#player.show(undefined);
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
    this.#planCheck();
    // Media that leave the document are paused, also when they are only on their way to another place.
    this.view?.play();
  }

  disconnectedCallback(): void {
    document.removeEventListener('fullscreenchange', this.#configure);
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
    if (this.#ticket) return this.#ticket;
    const { broker, phoneId, vendor } = this;
    return broker !== null && phoneId ? JSON.stringify([broker, phoneId, vendor]) : undefined;
  }

  #source(): TicketSource | undefined {
    if (this.#ticket) return this.#ticket;
    const { broker, phoneId, vendor } = this;
    if (broker === null || !phoneId) return undefined;
    return brokerTicket({ url: broker, phoneId, ...(vendor && { vendor }) });
  }

  /** Connects after the present script, so that setting several attributes opens one session. */
  #planCheck(): void {
    if (this.#isCheckPlanned) return;
    this.#isCheckPlanned = true;
    queueMicrotask(() => {
      this.#isCheckPlanned = false;
      if (this.isConnected && this.#sourceKey() !== this.#openedKey) this.connect();
    });
  }

  #settings(): PlayerSettings {
    return {
      fit: this.fit,
      rotation: this.rotation,
      isMuted: this.muted,
      isReadonly: this.readonly,
      hasControls: this.controls,
      isFullscreen: this.matches(':fullscreen'),
      hasSource: this.#sourceKey() !== undefined,
    };
  }

  readonly #configure = (): void => this.#player.configure(this.#settings());

  #forwardEvents(session: PhoneSession): readonly (() => void)[] {
    return [
      session.on('state', (state) => this.#emit('telepad-state', { state })),
      session.on('live', () => this.#emit('telepad-live', null)),
      session.on('idlewarning', (remainingMs) =>
        this.#emit('telepad-idle-warning', { remainingMs }),
      ),
      session.on('clipboard', (text) => this.#emit('telepad-clipboard', { text })),
      session.on('closed', (reason) => {
        if (reason.error) this.#emit('telepad-error', { error: reason.error });
        this.#emit('telepad-closed', { reason });
      }),
    ];
  }

  #emit<Name extends keyof TelepadPhoneEventMap>(
    name: Name,
    detail: TelepadPhoneEventMap[Name]['detail'],
  ): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #act(action: OverlayAction): void {
    if (action === 'connect') this.connect();
    else if (action === 'stay') this.session?.keepAwake();
    else this.view?.play();
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

  #reflect(name: string, value: string | null): void {
    if (value === null) this.removeAttribute(name);
    else this.setAttribute(name, value);
  }

  #upgrade<Name extends (typeof reflectedProperties)[number]>(name: Name): void {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    delete (this as Partial<this>)[name];
    this[name] = value;
  }
}
