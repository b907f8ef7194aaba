import type { ControlMessage } from '../core/control.js';
import { isTelepadError } from '../core/errors.js';
import type { WireData } from '../core/ports/client.js';
import { initialSessionState, step } from '../core/session-machine.js';
import { defaultSessionPolicy } from '../core/session-policy.js';
import type { SessionEffect, SessionEvent, SessionState } from '../core/session-state.js';
import type { ClientVendors, ConnectOptions } from './connect-options.js';
import { Emitter } from './emitter.js';
import type { FeatureHost } from './features/feature-host.js';
import type { PhoneFeatures } from './features/phone-features.js';
import { IdleClock } from './idle-clock.js';
import { createLinkListener } from './link-listener.js';
import { onReturn, whenLookedAt } from './page-attention.js';
import { PhoneStatus } from './phone-status.js';
import { Preparation } from './preparation.js';
import type { CloseReason, PhoneEvents, PhoneSession } from './session.js';
import {
  aborted,
  explainRefusal,
  notConnected,
  sessionClosed,
  vendorNotLoaded,
  watchOnly,
} from './session-errors.js';
import { type ImportFeatures, importFeatures, loadFeatures } from './session-features.js';
import { SessionMedia } from './session-media.js';
import { TimerSet } from './timer-set.js';
import { type CreateLink, type PhoneLink, WebRtcLink } from './webrtc-link.js';
import { whenLive, whenReached } from './when-live.js';

/** What someone who may only watch can still send: it changes nothing on the phone. */
const watchable: ReadonlySet<ControlMessage['type']> = new Set(['query', 'media']);

/** What goes out without the user's doing, and so does not restart the idle timer. */
const useless: ReadonlySet<ControlMessage['type']> = new Set([...watchable, 'keyboard-mode']);

/** What the session's features hear of its link. */
interface LinkEvents {
  frame: (data: WireData) => void;
  sent: (message: ControlMessage, frames: readonly WireData[]) => void;
}

/**
 * Makes a session and starts it.
 * @throws TelepadError `configuration_invalid` for an idle timeout that is none
 */
export function createPhoneSession(
  vendors: ClientVendors,
  options: ConnectOptions,
  createLink: CreateLink = (...link) => new WebRtcLink(...link),
  importCode: ImportFeatures = importFeatures,
): PhoneSession {
  const session = new RunningSession(vendors, options, createLink, importCode);
  session.start();
  return session;
}

/** Carries out what the session machine asks for. It decides nothing by itself. */
class RunningSession implements PhoneSession {
  readonly #preparation: Preparation;
  readonly #options: ConnectOptions;
  readonly #createLink: CreateLink;
  readonly #importFeatures: ImportFeatures;
  readonly #idle: IdleClock;
  readonly #emitter = new Emitter<PhoneEvents>();
  readonly #linkEvents = new Emitter<LinkEvents>();
  readonly #media = new SessionMedia();
  readonly #status = new PhoneStatus(this.#emitter);
  readonly #timers = new TimerSet();
  /** Aborted at the end: every listener of this session hangs on it. */
  readonly #life = new AbortController();
  #machine: SessionState = initialSessionState;
  readonly #events: SessionEvent[] = [];
  #isStepping = false;
  #isReleasing = false;
  #features: Promise<PhoneFeatures> | undefined;
  #link: PhoneLink | undefined;
  /** Tells the present link from those before it. */
  #attempt = 0;
  hasBeenLive = false;

  constructor(
    vendors: ClientVendors,
    options: ConnectOptions,
    createLink: CreateLink,
    importCode: ImportFeatures,
  ) {
    this.#preparation = new Preparation(
      vendors,
      options,
      (event) => this.#dispatch(event),
      () => this.#machine,
    );
    this.#options = options;
    this.#createLink = createLink;
    this.#importFeatures = importCode;
    this.#idle = new IdleClock({ ...defaultSessionPolicy, ...options.policy }, () =>
      this.#dispatch({ type: 'used' }),
    );
  }

  start(): void {
    const { signal } = this.#options;
    const abort = () => this.#dispatch({ type: 'fatal', error: aborted() });
    // Later, so that the caller can listen for `closed` first.
    if (signal?.aborted) {
      queueMicrotask(abort);
      return;
    }
    signal?.addEventListener('abort', abort, { signal: this.#life.signal });
    onReturn(() => this.#dispatch({ type: 'retry-now' }), this.#life.signal);
    this.#dispatch({ type: 'connect' });
    this.#preparation.foresee();
  }

  get state() {
    return this.#machine.name;
  }

  get isLive() {
    return this.state === 'live' || this.state === 'idle-warning';
  }

  get videoStream() {
    return this.#media.videoStream;
  }

  get audioStream() {
    return this.#media.audioStream;
  }

  get role() {
    return this.#preparation.ticket?.role;
  }

  get phoneId() {
    return this.#preparation.ticket?.phoneId;
  }

  get display() {
    return this.#status.display;
  }

  get inputState() {
    return this.#status.inputState;
  }

  get bufferedAmount() {
    return this.#link?.bufferedAmount ?? 0;
  }

  get closeReason(): CloseReason | undefined {
    if (this.#machine.name !== 'closed') return undefined;
    const { error } = this.#machine;
    return error ? { cause: 'error', error } : { cause: 'user' };
  }

  on<Name extends keyof PhoneEvents>(name: Name, listener: PhoneEvents[Name]): () => void {
    return this.#emitter.on(name, listener);
  }

  /** The link to send something on that changes the phone, or not. */
  #linkFor(isChange: boolean): PhoneLink {
    if (this.state === 'closed' && !this.#isReleasing) throw sessionClosed();
    if (isChange && this.role === 'watch') throw watchOnly();
    if (!this.#link) throw notConnected();
    return this.#link;
  }

  send(message: ControlMessage): void {
    const frames = this.#linkFor(!watchable.has(message.type)).send(message);
    if (!useless.has(message.type)) this.keepAwake();
    this.#linkEvents.emit('sent', message, frames);
  }

  features(): Promise<PhoneFeatures> {
    this.#features ??= this.#loadFeatures().catch((error) => {
      this.#features = undefined;
      throw error;
    });
    return this.#features;
  }

  async #loadFeatures(): Promise<PhoneFeatures> {
    const preparation = this.#preparation;
    await whenReached(this, () => preparation.vendor !== undefined);
    return loadFeatures(this.#featureHost(), preparation, this.#importFeatures);
  }

  #featureHost(): Omit<FeatureHost, 'vendor'> {
    const connection = () => this.#link?.connection;
    return {
      session: this,
      life: this.#life.signal,
      get connection() {
        return connection();
      },
      send: (frames, isUse = true) => {
        this.#linkFor(true).sendFrames(frames);
        if (isUse) this.keepAwake();
      },
      holdIdle: () => this.#idle.hold(),
      onFrame: (listener) => this.#linkEvents.on('frame', listener),
      onSent: (listener) => this.#linkEvents.on('sent', listener),
      offer: (offer) => this.#linkFor(true).offer(offer),
    };
  }

  get idleTimeoutMs() {
    return this.#idle.timeoutMs;
  }

  setIdleTimeout(timeoutMs: number): void {
    this.#idle.timeoutMs = timeoutMs;
  }

  keepAwake(): void {
    this.#idle.use();
    if (this.state === 'idle-warning') this.#dispatch({ type: 'used' });
  }

  whenLive(options: { signal?: AbortSignal } = {}): Promise<void> {
    return whenLive(this, options.signal);
  }

  framePresented(width: number, height: number): void {
    this.#media.framePresented(width, height);
    if (this.state === 'negotiating') this.#dispatch({ type: 'frame' });
  }

  willPresent(): () => void {
    return this.#media.willPresent();
  }

  async getStats(): Promise<RTCStatsReport | undefined> {
    return this.#link?.connection.getStats();
  }

  close(): void {
    this.#dispatch({ type: 'close' });
  }

  /** Events that come while a step's effects run wait until they are through. */
  #dispatch(event: SessionEvent): void {
    this.#events.push(event);
    if (this.#isStepping) return;
    this.#isStepping = true;
    try {
      for (let next = this.#events.shift(); next; next = this.#events.shift()) this.#step(next);
    } finally {
      this.#isStepping = false;
    }
  }

  #step(event: SessionEvent): void {
    const before = this.state;
    const { state, effects } = step(this.#machine, event, {
      policy: this.#idle.policy(this.role === 'watch'),
      random: Math.random(),
      idleForMs: this.#idle.idleForMs,
    });
    this.#machine = state;
    for (const effect of effects) this.#carryOut(effect);
    if (state.name === before) return;
    this.#emitter.emit('state', state.name);
    const reason = this.closeReason;
    if (!reason) return;
    this.#life.abort();
    this.#emitter.emit('closed', reason);
    this.#emitter.removeAll();
    this.#linkEvents.removeAll();
  }

  #carryOut(effect: SessionEffect): void {
    switch (effect.type) {
      case 'request-ticket':
        this.#preparation.requestTicket();
        break;
      case 'load-vendor':
        this.#preparation.loadVendor();
        break;
      case 'open-link':
        this.#openLink();
        break;
      case 'reopen-signalling':
        if (this.#link) this.#link.openSignalling();
        else this.#openLink();
        break;
      case 'close-link':
        this.#attempt += 1;
        this.#preparation.cancel();
        this.#link?.close();
        this.#link = undefined;
        break;
      case 'start-timer':
        this.#timers.start(effect.timer, effect.delayMs, () =>
          this.#timeOut({ type: 'timeout', timer: effect.timer }),
        );
        break;
      case 'stop-timer':
        this.#timers.stop(effect.timer);
        break;
      case 'stop-all-timers':
        this.#timers.stopAll();
        break;
      case 'release-input':
        this.#isReleasing = true;
        this.#emitter.emit('release');
        this.#isReleasing = false;
        break;
      case 'assume-display':
        this.#status.assumeDisplay(this.#media.size);
        break;
      case 'announce-live':
        this.hasBeenLive = true;
        this.keepAwake();
        this.#emitter.emit('live');
        break;
      case 'announce-idle':
        this.#emitter.emit('idlewarning', effect.remainingMs);
        break;
      case 'announce-trouble':
        this.#emitter.emit('trouble', effect.error);
        break;
    }
  }

  /**
   * A session that nobody looks at comes back when somebody does: two tabs of one user would otherwise take the
   * phone from each other, where the vendor cuts the older connection of a user.
   */
  #timeOut(event: SessionEvent & { type: 'timeout' }): void {
    const dispatch = () => this.#dispatch(event);
    if (event.timer === 'recovery' && this.hasBeenLive) whenLookedAt(dispatch, this.#life.signal);
    else dispatch();
  }

  #openLink(): void {
    const { ticket, vendor } = this.#preparation;
    if (!ticket || !vendor) return;
    const { media = 'both', keyboardMode = 'phone' } = this.#options;
    const preferences = { media, keyboardMode: ticket.role === 'watch' ? null : keyboardMode };
    const attempt = ++this.#attempt;
    const listener = createLinkListener({
      isPresent: () => attempt === this.#attempt,
      dispatch: (event) => this.#dispatch(event),
      explain: (error) => explainRefusal(error, ticket, typeof this.#options.ticket === 'function'),
      hasBeenLive: () => this.hasBeenLive,
      track: (track) => {
        const seen = () => {
          if (attempt === this.#attempt) this.#dispatch({ type: 'frame' });
        };
        this.#emitter.emit('track', this.#media.take(track, seen, this.#life.signal));
      },
      phoneEvent: (event) => {
        this.#status.hear(event);
        if (event.type === 'display') this.#dispatch({ type: 'display' });
      },
      featureFrame: (data) => this.#linkEvents.emit('frame', data),
    });
    try {
      this.#link = vendor.connect<PhoneLink>(ticket, {
        webrtc: (dialect) => this.#createLink(ticket, dialect, preferences, listener),
      });
    } catch (cause) {
      this.#dispatch({
        type: 'fatal',
        error: isTelepadError(cause) ? cause : vendorNotLoaded(cause),
      });
    }
  }
}
