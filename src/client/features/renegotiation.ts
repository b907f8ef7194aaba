import { TelepadError } from '../../core/errors.js';
import type { SessionDescription } from '../../core/ports/client.js';
import { phoneRefused, phoneTimeout } from './feature-errors.js';

/** How long the phone may take to answer an offer of ours, in ms. */
const answerTimeoutMs = 10_000;
/** Longer than one offer that is on its way when another is needed, and that one. */
const longestWaitMs = 25_000;
/** How often an offer that came to nothing is made again. */
const maxRetries = 3;

const what = 'the offer to send it a camera or microphone';

export interface RenegotiationOptions {
  readonly connection: RTCPeerConnection;
  /** Aborted when the connection is given up. */
  readonly signal: AbortSignal;
  readonly offer: (offer: SessionDescription) => void;
  readonly whyLost: () => TelepadError;
}

interface Waiting {
  readonly transceiver: RTCRtpTransceiver;
  readonly settle: (error?: TelepadError) => void;
}

/** True when both sides have agreed that we send on this line. */
export function isSending(transceiver: RTCRtpTransceiver | undefined): boolean {
  const currentDirection = transceiver?.currentDirection;
  return currentDirection === 'sendrecv' || currentDirection === 'sendonly';
}

/**
 * Our own offers on a connection that the phone has opened. Wishes to negotiate are merged, an offer is made only
 * in the stable state, and the phone's offers win: ours is the polite side of perfect negotiation.
 */
export class Renegotiation {
  readonly #options: RenegotiationOptions;
  readonly #waiting = new Set<Waiting>();
  /** Those whose line is in the offer that is on its way. */
  #offered: readonly Waiting[] = [];
  #isNeeded = false;
  #isMaking = false;
  #isOut = false;
  /** What the phone had last agreed to when our offer went out. */
  #agreed: string | undefined;
  #retries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: RenegotiationOptions) {
    this.#options = options;
    const { connection, signal, whyLost } = options;
    const need = () => {
      this.#isNeeded = true;
      void this.#offerIfPossible();
    };
    connection.addEventListener('negotiationneeded', need, { signal });
    connection.addEventListener('signalingstatechange', () => this.#signalingChanged(), { signal });
    signal.addEventListener('abort', () => {
      clearTimeout(this.#timer);
      for (const { settle } of this.#waiting) settle(whyLost());
    });
  }

  /**
   * Resolves when the phone has agreed to be sent what the transceiver has.
   * Rejects with `phone_refused`, `phone_timeout`, or the reason for the loss of the connection.
   */
  whenSending(transceiver: RTCRtpTransceiver): Promise<void> {
    return new Promise((resolve, reject) => {
      const { signal, whyLost } = this.#options;
      if (signal.aborted) return reject(whyLost());
      if (isSending(transceiver)) return resolve();
      const settle = (error?: TelepadError) => {
        this.#waiting.delete(waiting);
        clearTimeout(timer);
        if (error) reject(error);
        else resolve();
      };
      const timer = setTimeout(() => settle(phoneTimeout(what, longestWaitMs)), longestWaitMs);
      const waiting = { transceiver, settle };
      this.#waiting.add(waiting);
      // Usually the event comes later; not when it came while nobody waited.
      void this.#offerIfPossible();
    });
  }

  async #offerIfPossible(): Promise<void> {
    const { connection, signal, offer } = this.#options;
    // Lines that are given up need no offer; and what failed must not be offered for ever.
    if (!this.#isNeeded || this.#waiting.size === 0) return;
    if (this.#isMaking || signal.aborted || connection.signalingState !== 'stable') return;
    this.#isNeeded = false;
    this.#isMaking = true;
    try {
      this.#offered = [...this.#waiting];
      const { sdp = '' } = await connection.createOffer();
      // Throws when an offer of the phone has come in between.
      await connection.setLocalDescription({ type: 'offer', sdp });
      if (signal.aborted) return;
      this.#agreed = connection.currentRemoteDescription?.sdp;
      this.#isOut = true;
      this.#timer = setTimeout(
        () => this.#takeBack(phoneTimeout(what, answerTimeoutMs)),
        answerTimeoutMs,
      );
      offer({ type: 'offer', sdp });
    } catch (cause) {
      if (this.#isOut) this.#takeBack(cause as TelepadError);
      else this.#retryLater(cause);
    } finally {
      this.#isMaking = false;
    }
  }

  #signalingChanged(): void {
    const { connection } = this.#options;
    const { signalingState } = connection;
    if (this.#isOut && signalingState !== 'have-local-offer') {
      const isAnswered = connection.currentRemoteDescription?.sdp !== this.#agreed;
      if (signalingState !== 'stable' || !isAnswered) {
        // An offer of the phone, or an answer that was none, took ours back.
        this.#isOut = false;
        this.#retryLater();
        return;
      }
      this.#conclude(phoneRefused(what));
    }
    if (signalingState !== 'stable') return;
    this.#settleSending();
    void this.#offerIfPossible();
  }

  /** Later: the session may be in the middle of applying the phone's offer. */
  #retryLater(cause?: unknown): void {
    clearTimeout(this.#timer);
    this.#retries += 1;
    if (this.#retries > maxRetries) {
      this.#conclude(
        new TelepadError(
          'negotiation_failed',
          `This browser and the phone did not agree on ${what}.`,
          {
            cause,
          },
        ),
      );
      return;
    }
    this.#isNeeded = true;
    this.#timer = setTimeout(() => void this.#offerIfPossible(), 0);
  }

  /** The offer is through: what is not sent now will not be. */
  #conclude(error: TelepadError): void {
    clearTimeout(this.#timer);
    this.#isOut = false;
    this.#retries = 0;
    this.#settleSending();
    for (const waiting of this.#offered) if (this.#waiting.has(waiting)) waiting.settle(error);
    this.#offered = [];
  }

  #settleSending(): void {
    for (const { transceiver, settle } of this.#waiting) if (isSending(transceiver)) settle();
  }

  #takeBack(error: TelepadError): void {
    this.#conclude(error);
    this.#options.connection.setLocalDescription({ type: 'rollback' }).catch(() => {});
  }
}
