import SimplePeer from 'simple-peer';
import { TelepadError } from '../core/errors.js';
import type { IceCandidate, SessionDescription, WireData } from '../core/ports/client.js';
import type { IceServer } from '../core/ticket.js';

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
 * The only door to simple-peer. simple-peer answers the phone's offers; everything else is done on its
 * RTCPeerConnection, which we keep: our own data channel, the phone's channels, candidates, statistics.
 *
 * The handlers through which simple-peer would take a phone's channel for its own, or end itself on the
 * first ICE failure, are hidden from it: one closing channel must not end a session, and the recovery
 * policy is the session's.
 */
export class Peer {
  readonly connection: RTCPeerConnection;
  readonly #channel: RTCDataChannel;
  readonly #peer: SimplePeer.Instance;
  readonly #options: PeerOptions;
  /** Descriptions are applied strictly one after the other. */
  readonly #waiting: SessionDescription[] = [];
  #isNegotiating = false;
  #isClosed = false;

  /** @throws TelepadError `webrtc_unsupported` */
  constructor(options: PeerOptions) {
    this.#options = options;
    if (typeof RTCPeerConnection === 'undefined') {
      throw new TelepadError(
        'webrtc_unsupported',
        'This browser has no WebRTC, or it is switched off. Use a current browser, or allow WebRTC.',
      );
    }
    let connection: RTCPeerConnection | undefined;
    // Not an arrow function: simple-peer calls it with `new`, and what it returns takes the place of `this`.
    function Keep(configuration?: RTCConfiguration): RTCPeerConnection {
      connection = keepHandlersOut(new RTCPeerConnection(configuration));
      return connection;
    }
    this.#peer = new SimplePeer({
      initiator: false,
      trickle: true,
      // Only counts without trickle; its timer would outlive the peer by the default of 5 s.
      iceCompleteTimeout: 1,
      config: { iceServers: options.iceServers as RTCIceServer[] },
      wrtc: {
        RTCPeerConnection: Keep as unknown as typeof RTCPeerConnection,
        RTCSessionDescription,
        RTCIceCandidate,
      },
    });
    this.#peer.on('signal', this.#signalled);
    this.#peer.on('error', this.#failed);
    if (!connection) {
      throw new TelepadError(
        'webrtc_unsupported',
        'This browser could not make a peer connection. Check the ICE servers of the ticket.',
      );
    }
    this.connection = connection;
    const { label, ordered } = options.channel;
    this.#channel = connection.createDataChannel(label, { ordered });
    this.#listenToChannel(this.#channel);
    this.#channel.addEventListener('open', () => {
      if (!this.#isClosed) options.onChannelOpen();
    });
    this.#channel.addEventListener('close', () => {
      if (!this.#isClosed) options.onChannelClose();
    });
    connection.addEventListener('datachannel', ({ channel }) => this.#listenToChannel(channel));
    connection.addEventListener('track', ({ track }) => {
      if (!this.#isClosed) options.onTrack(track);
    });
    connection.addEventListener('connectionstatechange', () => {
      if (!this.#isClosed) options.onConnectionState(this.connection.connectionState);
    });
  }

  #listenToChannel(channel: RTCDataChannel): void {
    channel.binaryType = 'arraybuffer';
    channel.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (this.#isClosed) return;
      this.#options.onChannelMessage(typeof data === 'string' ? data : new Uint8Array(data));
    });
  }

  readonly #signalled = (signal: SimplePeer.SignalData): void => {
    if (this.#isClosed) return;
    if (signal.type === 'candidate') {
      const { candidate, sdpMLineIndex, sdpMid } = signal.candidate;
      this.#options.onCandidate({
        candidate: candidate ?? '',
        sdpMLineIndex: sdpMLineIndex ?? null,
        sdpMid: sdpMid ?? null,
      });
    } else if (signal.type === 'answer' && signal.sdp !== undefined) {
      this.#options.onDescription({ type: 'answer', sdp: signal.sdp });
      this.#isNegotiating = false;
      this.#applyNext();
    }
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

  /** Applies a description of the phone; an offer is answered through `onDescription`. */
  accept(description: SessionDescription): void {
    this.#waiting.push(description);
    this.#applyNext();
  }

  #applyNext(): void {
    if (this.#isNegotiating || this.#isClosed) return;
    const next = this.#waiting.shift();
    if (!next) return;
    this.#isNegotiating = next.type === 'offer';
    // An answer to nothing would end simple-peer, and with it a connection that works.
    if (this.#isNegotiating || this.connection.signalingState === 'have-local-offer') {
      this.#peer.signal(next);
    } else this.#applyNext();
  }

  /** A candidate that the browser cannot use is left out: others may do. */
  addCandidate({ candidate, sdpMLineIndex, sdpMid }: IceCandidate): void {
    if (this.#isClosed) return;
    this.connection.addIceCandidate({ candidate, sdpMLineIndex, sdpMid }).catch(() => {});
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
    this.#isClosed = true;
    this.#peer.destroy();
    // simple-peer closes it a microtask later; nothing may arrive in between.
    this.connection.close();
  }
}

const hiddenHandlers = [
  'ondatachannel',
  'onconnectionstatechange',
  'oniceconnectionstatechange',
  'onicegatheringstatechange',
] as const;

function keepHandlersOut(connection: RTCPeerConnection): RTCPeerConnection {
  for (const name of hiddenHandlers) {
    Object.defineProperty(connection, name, { value: null, writable: true });
  }
  return connection;
}
