import type { ControlMessage, PhoneEvent } from '../core/control.js';
import type { TelepadError } from '../core/errors.js';
import type {
  DialectOutput,
  LinkPreferences,
  SessionDescription,
  WebRtcDialect,
  WireData,
} from '../core/ports/client.js';
import type { Ticket } from '../core/ticket.js';
import type { LinkNotes } from './link-notes.js';
import { Peer, type PeerOptions } from './peer.js';
import { notConnected } from './session-errors.js';
import { noteAdmission, noteNextAddress, signallingAddress } from './signalling-address.js';
import { SignallingSocket, socketOpenTimeoutMs } from './signalling-socket.js';

/** What a link tells its session. */
export interface LinkListener {
  joined(): void;
  signallingLost(error: TelepadError): void;
  /** The phone made an offer. */
  offered(): void;
  connectionState(state: RTCPeerConnectionState): void;
  channelOpened(): void;
  channelClosed(): void;
  track(track: MediaStreamTrack): void;
  phoneEvent(event: PhoneEvent): void;
  /** A frame that only the vendor's further features understand. */
  featureFrame(data: WireData): void;
  /** @param isHangUp it was the phone that ended it */
  failed(error: TelepadError, isHangUp?: boolean): void;
}

/** Media in, control messages out, phone events in. What a vendor's client part gives the session. */
export interface PhoneLink {
  /** Opens signalling again after it was lost; a link opens it by itself at first. Nothing happens while it stands. */
  openSignalling(): void;
  /**
   * Returns the frames that it became.
   * @throws TelepadError `not_connected` or `not_supported`
   */
  send(message: ControlMessage): readonly WireData[];
  /**
   * Sends frames that are in the vendor's words already.
   * @throws TelepadError `not_connected` or `not_supported`
   */
  sendFrames(frames: readonly WireData[]): void;
  /** Signals an offer of ours, which is already the connection's local description. */
  offer(offer: SessionDescription): void;
  readonly bufferedAmount: number;
  readonly connection: RTCPeerConnection;
  readonly notes: Readonly<LinkNotes>;
  /** True while its signalling socket is open. */
  readonly isSignalling: boolean;
  /** Safe to call twice; the listener hears nothing afterwards. */
  close(): void;
}

/** What the page wants of a link. */
export interface LinkSettings extends LinkPreferences {
  /** `all` by default. */
  readonly iceTransportPolicy?: RTCIceTransportPolicy | undefined;
}

/** Makes a link for a ticket; throws TelepadError `webrtc_unsupported`. */
export type CreateLink = (
  ticket: Ticket,
  dialect: WebRtcDialect,
  settings: LinkSettings,
  listener: LinkListener,
) => PhoneLink;

/** What a link uses of a peer connection. */
export type LinkPeer = Pick<Peer, keyof Peer>;

/** Runs a dialect over a WebSocket and a peer connection. All decisions are the dialect's or the session's. */
export class WebRtcLink implements PhoneLink {
  readonly #ticket: Ticket;
  readonly #dialect: WebRtcDialect;
  readonly #settings: LinkSettings;
  readonly #listener: LinkListener;
  readonly #peer: LinkPeer;
  #socket: SignallingSocket | undefined;
  /** What must reach the phone although signalling is down at the moment. */
  #unsent: WireData[] = [];
  #isClosed = false;
  readonly notes: LinkNotes = {
    isJoined: false,
    isOffered: false,
    hasBeenConnected: false,
    serverErrors: [],
  };
  isSignalling = false;

  /**
   * Opens its signalling at once.
   * @throws TelepadError `webrtc_unsupported`
   */
  constructor(
    ticket: Ticket,
    dialect: WebRtcDialect,
    settings: LinkSettings,
    listener: LinkListener,
    createPeer: (options: PeerOptions) => LinkPeer = (options) => new Peer(options),
  ) {
    this.#ticket = ticket;
    this.#dialect = dialect;
    this.#settings = settings;
    this.#listener = listener;
    // First, so that its handshake goes on while the peer connection is made.
    this.openSignalling();
    try {
      this.#peer = createPeer({
        iceServers: ticket.iceServers,
        iceTransportPolicy: settings.iceTransportPolicy ?? 'all',
        channel: dialect.channel,
        onDescription: (description) => this.#run(dialect.localDescription(description)),
        onCandidate: (candidate) => this.#run(dialect.localCandidate(candidate)),
        onServerError: (error) => this.notes.serverErrors.push(error),
        onTrack: (track) => listener.track(track),
        onConnectionState: (state) => {
          this.notes.hasBeenConnected ||= state === 'connected';
          listener.connectionState(state);
        },
        onChannelOpen: () => {
          this.#run(dialect.channelOpened(this.#settings));
          listener.channelOpened();
        },
        onChannelClose: () => listener.channelClosed(),
        onChannelMessage: (data) => this.#run(dialect.channelReceived(data)),
        onError: (error) => listener.failed(error),
      });
    } catch (error) {
      this.#socket?.close();
      throw error;
    }
  }

  openSignalling(): void {
    if (this.#isClosed || this.#socket?.isAlive) return;
    try {
      this.#socket = new SignallingSocket({
        url: signallingAddress(this.#ticket),
        openTimeoutMs: socketOpenTimeoutMs,
        heartbeat: this.#dialect.heartbeat,
        onOpen: () => {
          this.isSignalling = true;
          noteAdmission(this.#ticket);
          this.#run(this.#dialect.signalOpened?.() ?? []);
        },
        onMessage: (data) => {
          if (noteNextAddress(this.#ticket, data)) return;
          this.#run(this.#dialect.signalReceived(data));
        },
        onLost: (error) => {
          this.isSignalling = false;
          this.#listener.signallingLost(error);
        },
      });
      for (const data of this.#unsent.splice(0)) this.#socket.send(data);
    } catch (error) {
      this.#listener.signallingLost(error as TelepadError);
    }
  }

  #run(outputs: readonly DialectOutput[]): void {
    for (const output of outputs) {
      if (this.#isClosed) return;
      this.#runOne(output);
    }
  }

  #runOne(output: DialectOutput): void {
    switch (output.type) {
      case 'signal':
        if (this.#socket?.isAlive) this.#socket.send(output.data);
        else this.#unsent.push(output.data);
        break;
      case 'channel':
        if (this.#peer.isChannelOpen) this.#peer.send(output.data);
        break;
      case 'joined':
        this.notes.isJoined = true;
        this.#listener.joined();
        break;
      case 'description':
        if (output.description.type === 'offer') {
          this.notes.isOffered = true;
          this.#listener.offered();
        }
        this.#peer.accept(output.description);
        break;
      case 'candidate':
        this.#peer.addCandidate(output.candidate);
        break;
      case 'phone-event':
        this.#listener.phoneEvent(output.event);
        break;
      case 'feature-frame':
        this.#listener.featureFrame(output.data);
        break;
      case 'failed':
        this.#listener.failed(output.error, output.isHangUp);
        break;
      case 'unreadable':
        // Dropped, as the vendors' own clients do: unknown words must not end a session.
        break;
    }
  }

  send(message: ControlMessage): readonly WireData[] {
    const frames = this.#dialect.encode(message);
    this.sendFrames(frames);
    return frames;
  }

  sendFrames(frames: readonly WireData[]): void {
    if (!this.#peer.isChannelOpen) throw notConnected();
    for (const data of frames) this.#peer.send(data);
  }

  offer(offer: SessionDescription): void {
    this.#run(this.#dialect.localDescription(offer));
  }

  get bufferedAmount(): number {
    return this.#peer.bufferedAmount;
  }

  get connection(): RTCPeerConnection {
    return this.#peer.connection;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.isSignalling = false;
    this.#socket?.close();
    this.#peer.close();
  }
}
