import type { ControlMessage } from '../core/control.js';
import type { TelepadError } from '../core/errors.js';
import type { Capability } from '../core/ports/client.js';
import { initialSessionState, step } from '../core/session-machine.js';
import type { SessionEffect, SessionEvent, SessionState } from '../core/session-state.js';
import type { ClientVendors, ConnectOptions } from './connect-options.js';
import { Emitter } from './emitter.js';
import { IdleClock } from './idle-clock.js';
import type { LinkOwner } from './link-owner.js';
import { onReturn } from './page-attention.js';
import { PhoneStatus } from './phone-status.js';
import { Preparation } from './preparation.js';
import type { CloseReason, KeyboardMode, PhoneEvents, PhoneSession } from './session.js';
import { aborted } from './session-errors.js';
import {
  type ImportFeatures,
  importFeatures,
  loadAutomation,
  loadFeatures,
  once,
} from './session-features.js';
import { isChange, isUse, SessionLink } from './session-link.js';
import { SessionMedia } from './session-media.js';
import { type ImportUpkeep, importUpkeep, SessionUpkeep } from './session-upkeep.js';
import { TimerSet } from './timer-set.js';
import { type CreateLink, WebRtcLink } from './webrtc-link.js';
import { whenLive, whenReached } from './when-live.js';

/** After how long a session that is not live yet loads what can explain why, in ms. */
const upkeepDelayMs = 2000;

/**
 * Makes a session and starts it.
 * @throws TelepadError `configuration_invalid` for a policy with a number that is negative or none
 */
export function createPhoneSession(
  vendors: ClientVendors,
  options: ConnectOptions,
  createLink: CreateLink = (...link) => new WebRtcLink(...link),
  importCode: ImportFeatures = importFeatures,
  loadUpkeep: ImportUpkeep = importUpkeep,
): PhoneSession {
  const session = new RunningSession(vendors, options, createLink, importCode, loadUpkeep);
  session.start();
  return session;
}

/** Carries out what the session machine asks for. It decides nothing by itself. */
class RunningSession implements PhoneSession {
  readonly #owner: LinkOwner;
  readonly #link: SessionLink;
  readonly #importFeatures: ImportFeatures;
  readonly #upkeep: SessionUpkeep;
  readonly #idle: IdleClock;
  readonly #timers = new TimerSet();
  /** Aborted at the end: every listener of this session hangs on it. */
  readonly #life = new AbortController();
  #machine: SessionState = initialSessionState;
  readonly #events: SessionEvent[] = [];
  #isStepping = false;
  closeReason: CloseReason | undefined;
  hasBeenLive = false;
  keyboardMode: KeyboardMode;

  constructor(
    vendors: ClientVendors,
    options: ConnectOptions,
    createLink: CreateLink,
    importCode: ImportFeatures,
    loadUpkeep: ImportUpkeep,
  ) {
    const dispatch = (event: SessionEvent) => this.#dispatch(event);
    const emitter = new Emitter<PhoneEvents>();
    this.keyboardMode = options.keyboardMode ?? 'phone';
    this.#owner = {
      session: this,
      options,
      preparation: new Preparation(vendors, options, dispatch, () => this.#machine),
      emitter,
      media: new SessionMedia(),
      status: new PhoneStatus(emitter),
      choices: {},
      life: this.#life.signal,
      createLink,
      upkeep: () => this.#upkeep.load(),
      dispatch,
    };
    this.#link = new SessionLink(this.#owner);
    this.#importFeatures = importCode;
    this.#upkeep = new SessionUpkeep(this.#owner, this.#link, loadUpkeep);
    this.#idle = new IdleClock(options.policy ?? {}, () => dispatch({ type: 'used' }));
  }

  start(): void {
    const { options, preparation } = this.#owner;
    const { signal } = options;
    const abort = () => this.#dispatch({ type: 'fatal', error: aborted() });
    // Later, so that the caller can listen for `closed` first.
    if (signal?.aborted) {
      queueMicrotask(abort);
      return;
    }
    signal?.addEventListener('abort', abort, { signal: this.#life.signal });
    onReturn(() => this.retryNow(), this.#life.signal);
    this.#dispatch({ type: 'connect' });
    preparation.foresee();
  }

  get state() {
    return this.#machine.name;
  }

  get isLive() {
    return this.state === 'live' || this.state === 'idle-warning';
  }

  get videoStream() {
    return this.#owner.media.videoStream;
  }

  get audioStream() {
    return this.#owner.media.audioStream;
  }

  get role() {
    return this.#owner.preparation.ticket?.role;
  }

  get phoneId() {
    return this.#owner.preparation.ticket?.phoneId;
  }

  get display() {
    return this.#owner.status.display;
  }

  supports(capability: Capability): boolean {
    return !this.#owner.preparation.vendor?.lacks?.includes(capability);
  }

  get inputState() {
    return this.#owner.status.inputState;
  }

  get bufferedAmount() {
    return this.#link.current?.bufferedAmount ?? 0;
  }

  get nextAttemptAt() {
    return this.#timers.endOf('recovery');
  }

  on<Name extends keyof PhoneEvents>(name: Name, listener: PhoneEvents[Name]): () => void {
    return this.#owner.emitter.on(name, listener);
  }

  send(message: ControlMessage): void {
    if (!this.#isHeld(message)) this.#link.send(message);
    if (message.type === 'keyboard-mode') this.#keepKeyboardMode(message.mode);
    if (isUse(message)) this.#use();
  }

  /** While the session recovers, words wait for the connection to come; also for those that wait already. */
  #isHeld(message: ControlMessage): boolean {
    if (!this.hasBeenLive || this.isLive || this.state === 'closed') return false;
    if (this.role === 'watch' || !isChange(message)) return false;
    return this.#upkeep.current?.hold(message) ?? false;
  }

  #keepKeyboardMode(mode: KeyboardMode): void {
    if (mode === this.keyboardMode) return;
    this.keyboardMode = mode;
    this.#owner.emitter.emit('keyboardmode', mode);
  }

  setKeyboardMode(mode: KeyboardMode): void {
    if (this.isLive || this.role === 'watch') {
      this.send({ type: 'keyboard-mode', mode });
      return;
    }
    this.#keepKeyboardMode(mode);
    // A link that is being opened may have told the other one already.
    whenLive(this)
      .then(() => this.setKeyboardMode(this.keyboardMode))
      .catch(() => {});
  }

  readonly features = once(async () => {
    const { preparation } = this.#owner;
    await whenReached(this, () => preparation.vendor !== undefined);
    return loadFeatures(this.#owner, this.#link, this.#idle, this.#importFeatures);
  });

  readonly automation: PhoneSession['automation'] = once(() =>
    loadAutomation(this, this.#owner, this.#link),
  );

  get idleTimeoutMs() {
    return this.#idle.timeoutMs;
  }

  setIdleTimeout(timeoutMs: number): void {
    this.#idle.timeoutMs = timeoutMs;
  }

  keepAwake(): void {
    this.#use();
    this.#upkeep.current?.wake?.();
  }

  #use(): void {
    this.#idle.use();
    if (this.state === 'idle-warning') this.#dispatch({ type: 'used' });
  }

  retryNow(): void {
    this.#dispatch({ type: 'retry-now' });
  }

  whenLive(options: { signal?: AbortSignal } = {}): Promise<void> {
    return whenLive(this, options.signal);
  }

  framePresented(width: number, height: number): void {
    this.#owner.media.framePresented(width, height);
    if (!this.isLive) this.#dispatch({ type: 'frame' });
  }

  willPresent(video?: HTMLVideoElement): () => void {
    return this.#owner.media.willPresent(video);
  }

  async stats() {
    return (await this.#upkeep.load()).stats();
  }

  async diagnose() {
    return (await this.#upkeep.load()).diagnose();
  }

  async getStats(): Promise<RTCStatsReport | undefined> {
    return this.#link.current?.connection.getStats();
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
    const change = [
      this.#machine,
      event,
      {
        policy: this.#idle.policy(this.role === 'watch'),
        random: Math.random(),
        idleForMs: this.#idle.idleForMs,
      },
    ] as const;
    const { state, effects } = this.#upkeep.current?.step(...change) ?? step(...change);
    this.#machine = state;
    // Before the effects, which take away what explains it.
    if (state.name === 'closed') this.closeReason ??= this.#reasonFor(state.error);
    for (const effect of effects) this.#carryOut(effect);
    if (state.name === before) return;
    const { emitter } = this.#owner;
    emitter.emit('state', state.name);
    if (!this.closeReason) return;
    this.#life.abort();
    emitter.emit('closed', this.closeReason);
    emitter.removeAll();
    this.#link.events.removeAll();
  }

  #reasonFor(error: TelepadError | undefined): CloseReason {
    if (!error) return { cause: 'user' };
    const diagnosis = this.#upkeep.current?.explain(error);
    const keptUntil = this.#upkeep.current?.keep?.(error);
    return {
      cause: 'error',
      error,
      ...(diagnosis && { diagnosis }),
      ...(keptUntil && { keptUntil }),
    };
  }

  #carryOut(effect: SessionEffect): void {
    switch (effect.type) {
      case 'request-ticket':
        this.#owner.preparation.requestTicket();
        break;
      case 'load-vendor':
        this.#owner.preparation.loadVendor();
        // It leaves the phone at the end, which may come before the first frame.
        if (this.#owner.preparation.ticket?.leave) this.#upkeep.prepare();
        break;
      case 'open-link':
        this.#idle.adopt(this.#owner.preparation.vendor);
        this.#link.open();
        if (!this.#upkeep.current)
          this.#timers.start('upkeep', upkeepDelayMs, () => this.#upkeep.prepare());
        break;
      case 'reopen-signalling':
        this.#link.openSignalling();
        break;
      case 'restart-ice':
        this.#upkeep.current?.restartIce();
        break;
      case 'close-link':
        this.#owner.preparation.cancel();
        this.#link.close();
        break;
      case 'start-timer':
        this.#timers.start(effect.timer, effect.delayMs, () =>
          this.#dispatch({ type: 'timeout', timer: effect.timer }),
        );
        break;
      case 'stop-timer':
        this.#timers.stop(effect.timer);
        break;
      case 'stop-all-timers':
        this.#timers.stopAll();
        break;
      case 'release-input':
        this.#link.isReleasing = true;
        this.#owner.emitter.emit('release');
        this.#upkeep.current?.release?.();
        this.#link.isReleasing = false;
        break;
      case 'assume-display':
        this.#owner.status.assumeDisplay(this.#owner.media.size);
        break;
      case 'announce-live':
        this.hasBeenLive = true;
        this.#use();
        this.#upkeep.current?.resume?.();
        this.#owner.emitter.emit('live');
        this.#timers.stop('upkeep');
        this.#upkeep.prepare();
        break;
      case 'announce-progress':
        this.#owner.emitter.emit('progress', effect.progress);
        break;
      case 'announce-idle':
        this.#owner.emitter.emit('idlewarning', effect.remainingMs);
        break;
      case 'announce-trouble':
        this.#owner.emitter.emit('trouble', effect.error);
        this.#upkeep.prepare();
        break;
    }
  }
}
