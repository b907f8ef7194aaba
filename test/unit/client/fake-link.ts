import type { LinkNotes } from '../../../src/client/link-notes.js';
import type { CreateLink, LinkListener, PhoneLink } from '../../../src/client/webrtc-link.js';
import type { ControlMessage } from '../../../src/core/control.js';
import type {
  LinkPreferences,
  SessionDescription,
  WireData,
} from '../../../src/core/ports/client.js';
import type { Ticket } from '../../../src/core/ticket.js';

/** A link that a test moves by hand, through its `listener`. */
export class FakeLink implements PhoneLink {
  readonly ticket: Ticket;
  readonly preferences: LinkPreferences;
  readonly listener: LinkListener;
  readonly sent: ControlMessage[] = [];
  readonly frames: WireData[] = [];
  readonly offers: SessionDescription[] = [];
  readonly report = new Map() as unknown as RTCStatsReport;
  readonly notes: LinkNotes = {
    isJoined: false,
    isOffered: false,
    hasBeenConnected: false,
    serverErrors: [],
  };
  isSignalling = true;
  readonly #connection = {
    connectionState: 'connected' as RTCPeerConnectionState,
    localDescription: null as RTCSessionDescriptionInit | null,
    remoteDescription: null as RTCSessionDescriptionInit | null,
    getStats: async () => this.report,
  };
  readonly connection = this.#connection as unknown as RTCPeerConnection;
  bufferedAmount = 0;
  /** A link opens its signalling by itself at first. */
  openCalls = 1;
  closeCalls = 0;
  /** ICE restarts that were offered on it. */
  restarts = 0;

  constructor(...[ticket, , preferences, listener]: Parameters<CreateLink>) {
    this.ticket = ticket;
    this.preferences = preferences;
    this.listener = listener;
  }

  openSignalling(): void {
    this.openCalls += 1;
  }

  /** A message becomes a frame of its type. */
  send(message: ControlMessage): readonly WireData[] {
    if (this.closeCalls > 0) throw new Error('the link is closed');
    this.sent.push(message);
    return [message.type];
  }

  sendFrames(frames: readonly WireData[]): void {
    this.frames.push(...frames);
  }

  offer(offer: SessionDescription): void {
    this.offers.push(offer);
  }

  /** The connection's state changes, and the session hears of it. */
  connectionState(state: RTCPeerConnectionState): void {
    this.#connection.connectionState = state;
    this.listener.connectionState(state);
  }

  close(): void {
    this.closeCalls += 1;
  }

  /** Everything up to an open channel and a known screen; only the first frame is missing. */
  negotiate(): void {
    this.listener.joined();
    this.listener.offered();
    this.listener.connectionState('connecting');
    this.listener.connectionState('connected');
    this.listener.channelOpened();
    this.listener.phoneEvent({ type: 'display', width: 720, height: 1280 });
  }
}
