import { TelepadError } from '../../core/errors.js';
import { aborted } from '../session-errors.js';
import { trackKind } from './capture-devices.js';
import type { CaptureWish } from './capture-options.js';
import type { FeatureChannel } from './feature-channel.js';
import type { CaptureKind, CaptureState } from './feature-events.js';
import { OutgoingLine } from './outgoing-line.js';
import type { Renegotiation } from './renegotiation.js';

type Open = () => Promise<MediaStreamTrack>;

/**
 * One kind of capture through the life of a session: announced to the phone, opened, sent, switched, sent again
 * after a recovery, and ended. Whatever comes late for an attempt that is over is stopped at once.
 */
export class CaptureLine {
  readonly kind: CaptureKind;
  readonly #channel: FeatureChannel;
  readonly #tune: (sender: RTCRtpSender) => void;
  #state: CaptureState = 'off';
  #error: TelepadError | undefined;
  #wish: CaptureWish | undefined;
  #track: MediaStreamTrack | undefined;
  /** On the present connection. */
  #line: OutgoingLine | undefined;
  /** Tells the present attempt from those before it. */
  #attempt = 0;
  #settle: ((error?: TelepadError) => void) | undefined;
  #letIdle: (() => void) | undefined;

  /** @param tune called with the sender whenever a track begins to be sent */
  constructor(
    kind: CaptureKind,
    channel: FeatureChannel,
    tune: (sender: RTCRtpSender) => void = () => {},
  ) {
    this.kind = kind;
    this.#channel = channel;
    this.#tune = tune;
    channel.host.life.addEventListener('abort', () => {
      this.#attempt += 1;
      this.#letGo();
      this.#letIdle?.();
      this.#state = 'off';
      this.#settle?.(channel.whyLost());
    });
  }

  get state(): CaptureState {
    return this.#state;
  }

  /** Of `failed`. */
  get error(): TelepadError | undefined {
    return this.#error;
  }

  /** What is being captured, or was last. */
  get wish(): CaptureWish | undefined {
    return this.#wish;
  }

  get sender(): RTCRtpSender | undefined {
    return this.#line?.sender;
  }

  /** Puts the line on a new connection; what is being captured goes on there. */
  attach(connection: RTCPeerConnection, renegotiation: Renegotiation, signal: AbortSignal): void {
    const line = new OutgoingLine(connection, renegotiation, trackKind(this.kind));
    this.#line = line;
    signal.addEventListener('abort', () => {
      if (this.#line !== line) return;
      this.#line = undefined;
      if (this.#state === 'on' && this.#channel.host.session.state !== 'closed')
        this.#move('starting');
    });
    if (!this.#track) return;
    this.announce(true);
    void this.#send();
  }

  /**
   * Begins anew, whatever was before. Resolves when the phone is being sent the track.
   * @throws TelepadError as `CaptureFeatures.startCapture`
   */
  async start(wish: CaptureWish, open: Open): Promise<void> {
    // First, because it throws where nothing may be sent, and the user need not be asked then.
    this.#channel.send({ type: 'capture', kind: this.kind, isOpen: false });
    this.#attempt += 1;
    const attempt = this.#attempt;
    this.#letGo();
    this.#settle?.(aborted());
    this.#wish = wish;
    this.#move('starting');
    const settled = new Promise<void>((resolve, reject) => {
      this.#settle = (error) => (error ? reject(error) : resolve());
    });
    this.announce(true);
    void this.#openAndSend(attempt, open);
    return settled;
  }

  async #openAndSend(attempt: number, open: Open): Promise<void> {
    try {
      const track = await open();
      if (attempt === this.#attempt) {
        this.#hold(track);
        await this.#send();
      } else track.stop();
    } catch (error) {
      if (attempt === this.#attempt) this.#fail(error as TelepadError);
    }
  }

  stop(): void {
    this.#attempt += 1;
    if (this.#state === 'off') return;
    this.announce(false);
    this.#letGo();
    this.#line?.pause();
    this.#move('off');
    this.#settle?.(aborted());
  }

  /**
   * Takes another track in the place of the present one, without negotiation.
   * @param isBusy tells from an error that the device may open once the present one is closed
   */
  async replace(open: Open, isBusy: (error: unknown) => boolean): Promise<void> {
    const attempt = this.#attempt;
    let track: MediaStreamTrack;
    try {
      track = await open();
    } catch (error) {
      if (!isBusy(error) || attempt !== this.#attempt) throw error;
      this.#letGo();
      track = await open().catch((again: TelepadError) => {
        if (attempt === this.#attempt) this.#fail(again);
        throw again;
      });
    }
    if (attempt !== this.#attempt) {
      track.stop();
      throw aborted();
    }
    const before = this.#track;
    this.#hold(track);
    await this.#send();
    // Only now: the phone is not left without a picture in between.
    before?.stop();
  }

  /** Tells the phone that a track follows, or has ended. A phone that cannot be told has ended it by itself. */
  announce(isOpen: boolean): void {
    try {
      this.#channel.send({ type: 'capture', kind: this.kind, isOpen });
    } catch {
      // The next connection begins with it.
    }
  }

  /** Without a connection the next `attach` does it. */
  async #send(): Promise<void> {
    const line = this.#line;
    const track = this.#track;
    if (!line || !track) return;
    const isPresent = () => this.#line === line && this.#track === track;
    try {
      await line.send(track);
    } catch (error) {
      if (isPresent()) this.#fail(error as TelepadError);
      return;
    }
    if (!isPresent()) return;
    if (line.sender) this.#tune(line.sender);
    this.#move('on');
    this.#settle?.();
  }

  #hold(track: MediaStreamTrack): void {
    this.#track = track;
    const ended = () => {
      if (this.#track !== track) return;
      this.#attempt += 1;
      this.#fail(
        new TelepadError(
          'media_device_failed',
          `The ${this.kind} ended by itself: it was unplugged, or its permission was taken back.`,
        ),
      );
    };
    track.addEventListener('ended', ended, { once: true, signal: this.#channel.host.life });
  }

  #fail(error: TelepadError): void {
    this.announce(false);
    this.#letGo();
    this.#line?.fail();
    this.#move('failed', error);
    this.#settle?.(error);
  }

  #letGo(): void {
    const track = this.#track;
    this.#track = undefined;
    track?.stop();
  }

  #move(state: CaptureState, error?: TelepadError): void {
    this.#error = error;
    if (state === 'on') this.#letIdle ??= this.#channel.host.holdIdle();
    else {
      this.#letIdle?.();
      this.#letIdle = undefined;
    }
    if (state === this.#state) return;
    this.#state = state;
    this.#channel.emit('capture', { kind: this.kind, state, ...(error && { error }) });
  }
}
