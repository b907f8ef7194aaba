import { isTelepadError } from '../../core/errors.js';
import { isSending, type Renegotiation } from './renegotiation.js';

/**
 * Sends one kind of media on one peer connection. The line on which the phone sends us this kind is used for
 * ours too, as the vendors' phones offer it so; where the phone does not take it there, we add a line of our own.
 */
export class OutgoingLine {
  readonly #connection: RTCPeerConnection;
  readonly #renegotiation: Renegotiation;
  readonly #kind: 'video' | 'audio';
  #transceiver: RTCRtpTransceiver | undefined;

  constructor(
    connection: RTCPeerConnection,
    renegotiation: Renegotiation,
    kind: 'video' | 'audio',
  ) {
    this.#connection = connection;
    this.#renegotiation = renegotiation;
    this.#kind = kind;
  }

  get sender(): RTCRtpSender | undefined {
    return this.#transceiver?.sender;
  }

  /**
   * Resolves when the phone is being sent the track; another track than before needs no negotiation.
   * Rejects as `Renegotiation.whenSending`.
   */
  async send(track: MediaStreamTrack): Promise<void> {
    const present = this.#transceiver;
    if (present) {
      await present.sender.replaceTrack(track);
      return this.#renegotiation.whenSending(present);
    }
    const stream = new MediaStream([track]);
    const shared = this.#connection
      .getTransceivers()
      .find(
        ({ receiver, sender, currentDirection }) =>
          receiver.track.kind === this.#kind &&
          !sender.track &&
          currentDirection !== null &&
          currentDirection !== 'stopped',
      );
    if (shared) {
      this.#transceiver = shared;
      shared.direction = 'sendrecv';
      shared.sender.setStreams?.(stream);
      await shared.sender.replaceTrack(track);
      try {
        return await this.#renegotiation.whenSending(shared);
      } catch (error) {
        this.#withdraw();
        if (!isTelepadError(error) || error.code !== 'phone_refused') throw error;
      }
    }
    const own = this.#connection.addTransceiver(track, {
      direction: 'sendonly',
      streams: [stream],
    });
    this.#transceiver = own;
    await this.#renegotiation.whenSending(own);
  }

  /** Sends nothing, and can send again without a negotiation. */
  pause(): void {
    this.sender?.replaceTrack(null).catch(() => {});
  }

  /** After a failure: what has been agreed on stays as it is, anything else must not be offered again. */
  fail(): void {
    if (isSending(this.#transceiver)) this.pause();
    else this.#withdraw();
  }

  #withdraw(): void {
    const transceiver = this.#transceiver;
    this.#transceiver = undefined;
    if (!transceiver || this.#connection.signalingState === 'closed') return;
    transceiver.sender.replaceTrack(null).catch(() => {});
    transceiver.direction = transceiver.direction === 'sendonly' ? 'inactive' : 'recvonly';
  }
}
