import SimplePeer from 'simple-peer';
import { TelepadError } from '../core/errors.js';
import type { IceCandidate, SessionDescription, WireData } from '../core/ports/client.js';
import type { IceServer } from '../core/ticket.js';
import { createPeerConnection } from './peer-connection.js';

export interface PeerOptions {
  readonly iceServers: readonly IceServer[];
  readonly channel: { readonly label: string; readonly ordered: boolean };
  readonly onDescription: (description: SessionDescription) => void;
  readonly onCandidate: (candidate: IceCandidate) => void;
  readonly onTrack: (track: MediaStreamTrack) => void;
  readonly onConnectionState: (state: RTCPeerConnectionState) => void;
  /** Our own channel opened: the one that control messages go out on. */
  readonly onChannelOpen: () => void;
  /** Our own channel closed, though we did not close it. */
  readonly onChannelClose: () => void;
  /** A frame on our own or on one of the phone's channels. */
  readonly onChannelMessage: (data: WireData) => void;
  /** Negotiation failed for good. */
  readonly onError: (error: TelepadError) => void;
}

/**
 * The only door to simple-peer, which answers the phone's offers and does nothing else. Everything else is done
 * on its RTCPeerConnection, which we make and keep: our own data channel, the phone's channels, candidates,
 * statistics, and offers of our own.
 *
 * build/browser-dependencies.ts takes the rest of simple-peer out, above all its handlers on the connection: one
 * closing channel must not end a session, and the recovery policy is the session's.
 */
export class Peer {
  readonly connection: RTCPeerConnection;
  readonly #channel: RTCDataChannel;
  readonly #peer: SimplePeer.Instance;
  readonly #options: PeerOptions;
  /** Descriptions are applied strictly one after the other. */
  readonly #waiting: SessionDescription[] = [];
  #isNegotiating = false;
  /** Aborted by `close`: every listener hangs on it. */
  readonly #life = new AbortController();

  /** @throws TelepadError `webrtc_unsupported` */
  constructor(options: PeerOptions) {
    this.#options = options;
    const connection = createPeerConnection(options.iceServers);
    this.connection = connection;
    // Not an arrow function: simple-peer calls it with `new`, and what it returns takes the place of `this`.
    function Keep(): RTCPeerConnection {
      return connection;
    }
    this.#peer = new SimplePeer({
      wrtc: {
        RTCPeerConnection: Keep as unknown as typeof RTCPeerConnection,
        RTCSessionDescription,
        RTCIceCandidate,
      },
    });
    this.#peer.on('signal', this.#answered);
    this.#peer.on('error', this.#failed);
    const { label, ordered } = options.channel;
    this.#channel = connection.createDataChannel(label, { ordered });
    this.#listenToChannel(this.#channel);
    const { signal } = this.#life;
    this.#channel.addEventListener('open', () => options.onChannelOpen(), { signal });
    this.#channel.addEventListener('close', () => options.onChannelClose(), { signal });
    const onConnection = <Name extends keyof RTCPeerConnectionEventMap>(
      name: Name,
      listener: (event: RTCPeerConnectionEventMap[Name]) => void,
    ) => connection.addEventListener(name, listener, { signal });
    onConnection('datachannel', ({ channel }) => this.#listenToChannel(channel));
    onConnection('icecandidate', ({ candidate }) => {
      if (!candidate) return;
      const { sdpMLineIndex, sdpMid } = candidate;
      options.onCandidate({ candidate: candidate.candidate, sdpMLineIndex, sdpMid });
    });
    onConnection('track', ({ track }) => options.onTrack(track));
    onConnection('connectionstatechange', () =>
      options.onConnectionState(connection.connectionState),
    );
  }

  #listenToChannel(channel: RTCDataChannel): void {
    channel.binaryType = 'arraybuffer';
    channel.addEventListener(
      'message',
      ({ data }: MessageEvent<string | ArrayBuffer>) =>
        this.#options.onChannelMessage(typeof data === 'string' ? data : new Uint8Array(data)),
      { signal: this.#life.signal },
    );
  }

  readonly #answered = ({ type, sdp }: SimplePeer.SignalData & { sdp?: string }): void => {
    if (this.#isClosed || type !== 'answer' || sdp === undefined) return;
    this.#options.onDescription({ type, sdp });
    this.#isNegotiating = false;
    this.#applyNext();
  };

  readonly #failed = (cause: Error): void => {
    if (this.#isClosed) return;
    this.#options.onError(
      new TelepadError(
        'negotiation_failed',
        'This browser and the phone could not agree on a connection. Check that the browser can decode the phone’s video codec.',
        { cause },
      ),
    );
  };

  /**
   * Applies a description of the phone. An offer is answered through `onDescription`; it wins over an offer of
   * ours that has no answer yet, which the browser then takes back.
   */
  accept(description: SessionDescription): void {
    this.#waiting.push(description);
    this.#applyNext();
  }

  #applyNext(): void {
    if (this.#isNegotiating || this.#isClosed) return;
    const next = this.#waiting.shift();
    if (!next) return;
    this.#isNegotiating = true;
    if (next.type === 'offer') this.#peer.signal(next);
    else this.#applyAnswer(next);
  }

  /**
   * Not by simple-peer, which would end itself, and with it a connection that works, over an answer to nothing or
   * one that cannot be used. Our offer is taken back then.
   */
  async #applyAnswer(answer: SessionDescription): Promise<void> {
    const { connection } = this;
    try {
      if (connection.signalingState === 'have-local-offer') {
        await connection
          .setRemoteDescription(answer)
          .catch(() => connection.setLocalDescription({ type: 'rollback' }));
      }
    } catch {
      // Closed meanwhile, or an offer of the phone came first.
    }
    this.#isNegotiating = false;
    this.#applyNext();
  }

  /** A candidate that the browser cannot use is left out: others may do. */
  addCandidate({ candidate, sdpMLineIndex, sdpMid }: IceCandidate): void {
    if (this.#isClosed) return;
    this.connection.addIceCandidate({ candidate, sdpMLineIndex, sdpMid }).catch(() => {});
  }

  get #isClosed(): boolean {
    return this.#life.signal.aborted;
  }

  get isChannelOpen(): boolean {
    return this.#channel.readyState === 'open';
  }

  get bufferedAmount(): number {
    return this.#channel.bufferedAmount;
  }

  /**
   * Sends on our own channel, which must be open.
   * @throws TelepadError `not_supported` for more than the channel carries
   */
  send(data: WireData): void {
    try {
      this.#channel.send(data as string);
    } catch (cause) {
      throw new TelepadError(
        'not_supported',
        'The control message was not sent: the channel to the phone does not carry so much at once. Send it in smaller pieces.',
        { cause },
      );
    }
  }

  /** Safe to call twice. */
  close(): void {
    if (this.#isClosed) return;
    this.#life.abort();
    this.#peer.destroy();
    // simple-peer closes it a microtask later; nothing may arrive in between.
    this.connection.close();
  }
}
