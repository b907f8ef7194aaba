import type { ControlMessage, DisplayEvent, InputStateEvent, PhoneEvent } from '../core/control.js';
import { isTelepadError, type TelepadError } from '../core/errors.js';
import type { ClientVendor } from '../core/ports/client.js';
import { initialSessionState, step } from '../core/session-machine.js';
import { defaultSessionPolicy, type SessionPolicy } from '../core/session-policy.js';
import type { SessionEffect, SessionEvent, SessionState } from '../core/session-state.js';
import { readTicket, type Ticket } from '../core/ticket.js';
import type { ClientVendors, ConnectOptions } from './connect-options.js';
import { Emitter } from './emitter.js';
import { onReturn, whenLookedAt } from './page-attention.js';
import type { CloseReason, PhoneEvents, PhoneSession } from './session.js';
import {
  aborted,
  connectionLost,
  explainRefusal,
  notConnected,
  sessionClosed,
  ticketFunctionFailed,
  vendorNotLoaded,
  watchOnly,
} from './session-errors.js';
import { TimerSet } from './timer-set.js';
import { VendorLoader } from './vendor-loader.js';
import { type CreateLink, type LinkListener, type PhoneLink, WebRtcLink } from './webrtc-link.js';
import { whenLive } from './when-live.js';

/** What someone who may only watch can still send: it changes nothing on the phone. */
const watchable: ReadonlySet<ControlMessage['type']> = new Set(['query', 'media']);

/** Makes a session and starts it. */
export function createPhoneSession(
  vendors: ClientVendors,
  options: ConnectOptions,
  createLink: CreateLink = (...link) => new WebRtcLink(...link),
): PhoneSession {
  const session = new RunningSession(vendors, options, createLink);
  session.start();
  return session;
}

/** Carries out what the session machine asks for. It decides nothing by itself. */
class RunningSession implements PhoneSession {
  readonly videoStream = new MediaStream();
  readonly audioStream = new MediaStream();
  readonly #vendors: VendorLoader;
  readonly #options: ConnectOptions;
  readonly #createLink: CreateLink;
  readonly #policy: SessionPolicy;
  readonly #emitter = new Emitter<PhoneEvents>();
  readonly #timers = new TimerSet();
  /** Aborted at the end: every listener of this session hangs on it. */
  readonly #life = new AbortController();
  /** Aborted at the end of the attempt that a ticket was requested for. */
  #request = new AbortController();
  #machine: SessionState = initialSessionState;
  readonly #events: SessionEvent[] = [];
  #isStepping = false;
  #isReleasing = false;
  #views = 0;
  #ticket: Ticket | undefined;
  #vendor: ClientVendor | undefined;
  #link: PhoneLink | undefined;
  /** Tells the present link from those before it. */
  #attempt = 0;
  #display: DisplayEvent | undefined;
  #inputState: InputStateEvent | undefined;
  #frameSize: { width: number; height: number } | undefined;
  hasBeenLive = false;

  constructor(vendors: ClientVendors, options: ConnectOptions, createLink: CreateLink) {
    this.#vendors = new VendorLoader(vendors);
    this.#options = options;
    this.#createLink = createLink;
    this.#policy = { ...defaultSessionPolicy, ...options.policy };
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
    // Beside the ticket's request instead of after it.
    this.#vendors.prepare(this.#options.vendor);
  }

  get state() {
    return this.#machine.name;
  }

  get role() {
    return this.#ticket?.role;
  }

  get phoneId() {
    return this.#ticket?.phoneId;
  }

  get display() {
    return this.#display;
  }

  get inputState() {
    return this.#inputState;
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

  send(message: ControlMessage): void {
    if (this.#machine.name === 'closed' && !this.#isReleasing) throw sessionClosed();
    if (this.role === 'watch' && !watchable.has(message.type)) throw watchOnly();
    if (!this.#link) throw notConnected();
    this.#link.send(message);
  }

  whenLive(options: { signal?: AbortSignal } = {}): Promise<void> {
    return whenLive(this, options.signal);
  }

  framePresented(width: number, height: number): void {
    this.#frameSize = { width, height };
    if (this.state === 'negotiating') this.#dispatch({ type: 'frame' });
  }

  willPresent(): () => void {
    this.#views += 1;
    let isTakenBack = false;
    return () => {
      if (!isTakenBack) this.#views -= 1;
      isTakenBack = true;
    };
  }

  async getStats(): Promise<RTCStatsReport | undefined> {
    return this.#link?.getStats();
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
      policy: this.#policy,
      random: Math.random(),
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
  }

  #carryOut(effect: SessionEffect): void {
    switch (effect.type) {
      case 'request-ticket':
        this.#requestTicket();
        break;
      case 'load-vendor':
        this.#loadVendor();
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
        this.#request.abort();
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
        this.#assumeDisplay();
        break;
      case 'announce-live':
        this.hasBeenLive = true;
        this.#emitter.emit('live');
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

  /** Runs what takes time; its outcome counts only while the session is still waiting for it. */
  #await<Value>(
    work: () => Promise<Value>,
    done: (value: Value) => void,
    failed: (error: TelepadError) => void,
    unexpected: (cause: unknown) => TelepadError,
  ): void {
    const waitingFor = this.#machine;
    const isAwaited = () => this.#machine === waitingFor;
    work().then(
      (value) => {
        if (isAwaited()) done(value);
      },
      (cause: unknown) => {
        if (isAwaited()) failed(isTelepadError(cause) ? cause : unexpected(cause));
      },
    );
  }

  #requestTicket(): void {
    const { ticket } = this.#options;
    this.#request = new AbortController();
    const { signal } = this.#request;
    this.#await(
      // Checked here too: applications bring tickets from functions of their own.
      async () => readTicket(typeof ticket === 'function' ? await ticket(signal) : ticket),
      (value) => {
        this.#ticket = value;
        this.#dispatch({ type: 'ticket-issued' });
      },
      (error) => this.#dispatch({ type: 'ticket-failed', error }),
      ticketFunctionFailed,
    );
  }

  #loadVendor(): void {
    const id = this.#ticket?.vendor ?? '';
    const use = (vendor: ClientVendor) => {
      this.#vendor = vendor;
      this.#dispatch({ type: 'vendor-loaded' });
    };
    const loaded = this.#vendors.loaded(id);
    if (loaded) use(loaded);
    else {
      this.#await(
        () => this.#vendors.load(id),
        use,
        (error) => this.#dispatch({ type: 'vendor-failed', error }),
        vendorNotLoaded,
      );
    }
  }

  #openLink(): void {
    const ticket = this.#ticket;
    if (!ticket || !this.#vendor) return;
    const { media = 'both', keyboardMode = 'phone' } = this.#options;
    const preferences = { media, keyboardMode: ticket.role === 'watch' ? null : keyboardMode };
    this.#attempt += 1;
    const listener = this.#listenerFor(this.#attempt);
    try {
      this.#link = this.#vendor.connect<PhoneLink>(ticket, {
        webrtc: (dialect) => this.#createLink(ticket, dialect, preferences, listener),
      });
    } catch (cause) {
      this.#dispatch({
        type: 'fatal',
        error: isTelepadError(cause) ? cause : vendorNotLoaded(cause),
      });
    }
  }

  /** A link's events become the machine's, as long as it is the present link. */
  #listenerFor(attempt: number): LinkListener {
    const isPresent = () => attempt === this.#attempt;
    const dispatch = (event: SessionEvent): void => {
      if (isPresent()) this.#dispatch(event);
    };
    return {
      joined: () => dispatch({ type: 'joined' }),
      signallingLost: (error) =>
        dispatch({
          type: 'signalling-lost',
          error: explainRefusal(error, this.#ticket, typeof this.#options.ticket === 'function'),
        }),
      offered: () => dispatch({ type: 'offered' }),
      connectionState: (state) => {
        if (state === 'connected') dispatch({ type: 'peer-connected' });
        else if (state === 'disconnected') dispatch({ type: 'peer-disconnected' });
        else if (state === 'failed')
          dispatch({ type: 'peer-failed', error: connectionLost(this.hasBeenLive) });
      },
      channelOpened: () => dispatch({ type: 'channel-opened' }),
      channelClosed: () => dispatch({ type: 'channel-closed' }),
      track: (track) => {
        if (isPresent()) this.#takeTrack(track, dispatch);
      },
      phoneEvent: (event) => {
        if (isPresent()) this.#phoneEvent(event);
      },
      failed: (error) => dispatch({ type: 'peer-failed', error }),
    };
  }

  #takeTrack(track: MediaStreamTrack, dispatch: (event: SessionEvent) => void): void {
    const kind = track.kind === 'audio' ? 'audio' : 'video';
    const stream = kind === 'audio' ? this.audioStream : this.videoStream;
    for (const old of stream.getTracks()) stream.removeTrack(old);
    stream.addTrack(track);
    this.#emitter.emit('track', kind);
    if (kind === 'audio') return;
    const packetsArrive = () => {
      // Where a view is attached, its first frame on screen is the better witness.
      if (this.#views === 0) dispatch({ type: 'frame' });
    };
    track.addEventListener('unmute', packetsArrive, { signal: this.#life.signal });
  }

  #phoneEvent(event: PhoneEvent): void {
    switch (event.type) {
      case 'display':
        this.#display = event;
        this.#emitter.emit('display', event);
        this.#dispatch({ type: 'display' });
        break;
      case 'input-state':
        this.#inputState = event;
        this.#emitter.emit('inputstate', event);
        break;
      case 'clipboard':
        this.#emitter.emit('clipboard', event.text);
        break;
      case 'app-message':
        this.#emitter.emit('appmessage', event.text);
        break;
    }
  }

  #assumeDisplay(): void {
    const settings = this.videoStream.getVideoTracks()[0]?.getSettings();
    const { width, height } = this.#frameSize ?? settings ?? {};
    if (!width || !height) return;
    this.#display = { type: 'display', width, height };
    this.#emitter.emit('display', this.#display);
  }
}
