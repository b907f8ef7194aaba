import SimplePeer from 'simple-peer';
import type { IceServerError } from '../core/diagnosis.js';
import { TelepadError } from '../core/errors.js';
import type {
  DialectChannel,
  IceCandidate,
  SessionDescription,
  WireData,
} from '../core/ports/client.js';
import { separateSound } from '../core/separate-sound.js';
import type { IceServer } from '../core/ticket.js';
import { createPeerConnection } from './peer-connection.js';

export interface PeerOptions {
  readonly iceServers: readonly IceServer[];
  readonly iceTransportPolicy: RTCIceTransportPolicy;
  readonly channel: DialectChannel;
  readonly onDescription: (description: SessionDescription) => void;
  readonly onCandidate: (candidate: IceCandidate) => void;
  /** A STUN or TURN server could not be reached, or refused us. */
  readonly onServerError: (error: IceServerError) => void;
  readonly onTrack: (track: MediaStreamTrack) => void;
  readonly onConnectionState: (state: RTCPeerConnectionState) => void;
  /** The channel that control messages go out on is open: ours or, where that is preferred, the phone's; maybe both. */
  readonly onChannelOpen: () => void;
  /** It closed, though we did not close it. */
  readonly onChannelClose: () => void;
  /** A frame on our own or on one of the phone's channels. */
  readonly onChannelMessage: (data: WireData) => void;
  /** Negotiation failed for good. */
  readonly onError: (error: TelepadError) => void;
}

/** How long nothing was sent before the phone's channel takes over, in ms: far more than a frame is on its way. */
const quietMs = 1000;

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
  /** The one that we talk on. */
  #channel: RTCDataChannel;
  /** The phone's, until it takes over. */
  #preferred: RTCDataChannel | undefined;
  #sentAt = Number.NEGATIVE_INFINITY;
  readonly #peer: SimplePeer.Instance;
  readonly #options: PeerOptions;
  /** Descriptions are applied strictly one after the other. */
  readonly #waiting: SessionDescription[] = [];
  #isNegotiating = false;
  /** The phone's last offer and our answer to it. */
  #offer = '';
  #answer = '';
  /** They came while an offer of ours was open, and may belong to its answer. */
  readonly #earlyCandidates: IceCandidate[] = [];
  /** Aborted by `close`: every listener hangs on it. */
  readonly #life = new AbortController();

  /** @throws TelepadError `webrtc_unsupported` */
  constructor(options: PeerOptions) {
    this.#options = options;
    const connection = createPeerConnection(options.iceServers, options.iceTransportPolicy);
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
    const { label, ordered, prefersRemote } = options.channel;
    const own = connection.createDataChannel(label, { ordered });
    this.#channel = own;
    this.#listenToChannel(own);
    const { signal } = this.#life;
    own.addEventListener('open', () => options.onChannelOpen(), { signal });
    const closed = ({ target }: Event) => {
      // A phone that prefers its own may close ours.
      if (target !== own || !this.#preferred) options.onChannelClose();
    };
    own.addEventListener('close', closed, { signal });
    const onConnection = <Name extends keyof RTCPeerConnectionEventMap>(
      name: Name,
      listener: (event: RTCPeerConnectionEventMap[Name]) => void,
    ) => connection.addEventListener(name, listener, { signal });
    onConnection('datachannel', ({ channel }) => {
      this.#listenToChannel(channel);
      if (!prefersRemote || channel.label !== label) return;
      const opened = () => {
        this.#preferred = channel;
        options.onChannelOpen();
      };
      // Browsers differ in which comes first, this event or its opening.
      if (channel.readyState === 'open') opened();
      else channel.addEventListener('open', opened, { signal });
      channel.addEventListener('close', closed, { signal });
    });
    onConnection('icecandidate', ({ candidate }) => {
      if (!candidate) return;
      const { sdpMLineIndex, sdpMid } = candidate;
      options.onCandidate({ candidate: candidate.candidate, sdpMLineIndex, sdpMid });
    });
    onConnection('icecandidateerror', options.onServerError);
    onConnection('track', ({ track }) => options.onTrack(track));
    onConnection('signalingstatechange', () => {
      if (this.#isOffering) return;
      for (const early of this.#earlyCandidates.splice(0)) this.addCandidate(early);
    });
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
    this.#answer = sdp;
    this.#options.onDescription({ type, sdp });
    this.#goOn();
  };

  readonly #failed = (cause: Error): void => {
    if (this.#isClosed) return;
    this.#options.onError(
      new TelepadError(
        'negotiation_failed',
        'This browser and the phone could not agree on a connection. Check that this browser can decode its video.',
        { cause },
      ),
    );
  };

  /**
   * Applies a description of the phone. An offer is answered through `onDescription`; it wins over an offer of
   * ours that has no answer yet, which the browser then takes back.
   */
  accept({ type, sdp }: SessionDescription): void {
    this.#waiting.push({ type, sdp: separateSound(sdp) });
    this.#applyNext();
  }

  #applyNext(): void {
    if (this.#isNegotiating || this.#isClosed) return;
    const next = this.#waiting.shift();
    if (!next) return;
    this.#isNegotiating = true;
    if (next.type !== 'offer') void this.#applyAnswer(next);
    else if (next.sdp === this.#offer && this.#answer && !this.#isOffering) {
      // Told twice: our answer may have been lost, but there is nothing new to agree on.
      this.#options.onDescription({ type: 'answer', sdp: this.#answer });
      this.#goOn();
    } else {
      this.#offer = next.sdp;
      this.#answer = '';
      this.#peer.signal(next);
    }
  }

  #goOn(): void {
    this.#isNegotiating = false;
    this.#applyNext();
  }

  /**
   * Not by simple-peer, which would end itself, and with it a connection that works, over an answer to nothing or
   * one that cannot be used. Our offer is taken back then.
   */
  async #applyAnswer(answer: SessionDescription): Promise<void> {
    const { connection } = this;
    try {
      if (this.#isOffering) {
        await connection
          .setRemoteDescription(answer)
          .catch(() => connection.setLocalDescription({ type: 'rollback' }));
      }
    } catch {
      // Closed meanwhile, or an offer of the phone came first.
    }
    this.#goOn();
  }

  /** A candidate that the browser cannot use is left out: others may do. */
  addCandidate(candidate: IceCandidate): void {
    if (this.#isClosed) return;
    if (this.#isOffering) this.#earlyCandidates.push(candidate);
    else this.connection.addIceCandidate({ ...candidate }).catch(() => {});
  }

  get #isOffering(): boolean {
    return this.connection.signalingState === 'have-local-offer';
  }

  get #isClosed(): boolean {
    return this.#life.signal.aborted;
  }

  get isChannelOpen(): boolean {
    return (this.#preferred ?? this.#channel).readyState === 'open';
  }

  get bufferedAmount(): number {
    return this.#channel.bufferedAmount;
  }

  /**
   * Sends on the channel, which must be open. Two channels keep no order between them, so the phone's takes over only
   * when the last frame on ours is so long gone that it has arrived, or when ours has never carried any.
   * @throws TelepadError `not_supported` for more than the channel carries
   */
  send(data: WireData): void {
    const now = performance.now();
    if (this.#preferred && (now - this.#sentAt > quietMs || this.#channel.readyState !== 'open'))
      this.#channel = this.#preferred;
    this.#sentAt = now;
    try {
      this.#channel.send(data as string);
    } catch (cause) {
      throw new TelepadError(
        'not_supported',
        'Nothing was sent: the channel to the phone does not carry so much at once. Send it in smaller pieces.',
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
