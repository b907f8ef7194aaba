import { asNumber, asString, type JsonObject } from '../../../../core/json.js';
import type { SessionDescription } from '../../../../core/ports/client.js';
import type {
  CloudSocket,
  EmulatedPhone,
  EmulatorWorld,
  PhonePeer,
  PhoneViewer,
} from '../../../../core/ports/emulator.js';
import { decodeSignal, encodeToClient, ownJoinRoomFrame } from '../../wire/signal-codec.js';
import { answerPing } from './heartbeat.js';
import { PhoneEnd } from './phone-end.js';
import type { RoomPass } from './room-tokens.js';

/** How long media goes on without a WebSocket, in ms (assumed; the vendor's clients never come back). */
export const socketGraceMs = 30_000;

/** How long a viewer whose page is going away may still be heard, in ms: last words may be under way. */
export const leavingGraceMs = 1000;

/** The code with which browsers close WebSockets when the user leaves the page (RFC 6455). */
const goingAway = 1001;

/** The codes of a page that closed its WebSocket by itself, without and with one of its own (RFC 6455). */
const closedByPage: ReadonlySet<number> = new Set([1005, 1000]);

/** Frames that are kept for a viewer whose WebSocket is away: an answer and its candidates fit easily. */
const maxHeldFrames = 200;

/** With the fault `candidatesFirst` the offer waits this long, in ms. */
const offerDelayMs = 200;

/**
 * One viewer of one pad: a room pass, a WebSocket that may come and go, and a WebRTC peer at the phone's
 * end. The vendor's signalling is spoken here; the data channel is in `PhoneEnd`.
 */
export class ViewerSession {
  readonly pass: RoomPass;
  /** The data channel; also what the same user says through a shared room comes this way. */
  readonly phoneEnd: PhoneEnd;
  readonly #world: EmulatorWorld;
  readonly #phone: EmulatedPhone;
  readonly #onEnd: () => void;
  #socket: CloudSocket | undefined;
  #peer: PhonePeer | undefined;
  /** Sent again to a WebSocket that comes back before it was answered. */
  #unansweredOffer: string | undefined;
  readonly #heldFrames: string[] = [];
  #cancelGrace: () => void = () => {};
  /** The data channel has carried something. When the page closes it, the peer ends by itself. */
  #isConnected = false;
  /** We are closing the WebSocket; the page's answer to that is no wish of its own. */
  #isDropping = false;
  #isEnded = false;

  constructor(pass: RoomPass, phone: EmulatedPhone, world: EmulatorWorld, onEnd: () => void) {
    this.pass = pass;
    this.#phone = phone;
    this.#world = world;
    this.#onEnd = onEnd;
    this.phoneEnd = new PhoneEnd(phone, world, () => this.#peer);
  }

  get isStreaming(): boolean {
    return this.#peer !== undefined;
  }

  /** The viewer's first WebSocket, or the next one: then the peer goes on where it was. */
  attach(socket: CloudSocket): void {
    this.#cancelGrace();
    this.#socket?.close();
    this.#socket = socket;
    this.#isDropping = false;
    socket.onMessage((data) => {
      if (socket === this.#socket) this.#signalReceived(data);
    });
    socket.onClose((code) => {
      if (socket === this.#socket) this.#socketClosed(code);
    });
    this.#send(socket, ownJoinRoomFrame);
    if (this.#peer) {
      if (this.#unansweredOffer !== undefined) this.#send(socket, this.#unansweredOffer);
      for (const frame of this.#heldFrames.splice(0)) this.#send(socket, frame);
    } else if (!this.#world.faults.withholdOffer) {
      this.#peer = this.#phone.openPeer(this.#viewer());
      if (this.pass.quality) this.#peer.setQuality(this.pass.quality);
    }
  }

  #socketClosed(code: number): void {
    this.#socket = undefined;
    const isFinal = code === goingAway || (closedByPage.has(code) && !this.#isDropping);
    const hasGivenUp = isFinal && !this.#isConnected;
    if (hasGivenUp || !this.#peer) this.end();
    else {
      const graceMs = code === goingAway ? leavingGraceMs : socketGraceMs;
      this.#cancelGrace = this.#world.after(graceMs, () => this.end());
    }
  }

  #viewer(): PhoneViewer {
    return {
      iceServers: this.#world.iceServers,
      channelLabel: 'phone',
      description: (description) => this.#described(description),
      candidate: ({ candidate, sdpMLineIndex, sdpMid }) =>
        this.#signal('ice_candidate', { candidate, label: sdpMLineIndex ?? 0, id: sdpMid ?? '' }),
      channelReceived: (data) => {
        this.#isConnected = true;
        this.phoneEnd.received(data);
      },
      phoneEvent: (event) => this.phoneEnd.happened(event),
      closed: () => this.#peerClosed(),
    };
  }

  #described({ type, sdp }: SessionDescription): void {
    if (type === 'answer') this.#signal('re_answer', { sdp });
    else {
      const offer = encodeToClient({ key: 'offer', value: { sdp } });
      this.#unansweredOffer = offer;
      const socket = this.#socket;
      if (!socket) return;
      if (!this.#world.faults.candidatesFirst) this.#send(socket, offer);
      else this.#world.after(offerDelayMs, () => this.#send(socket, offer));
    }
  }

  #send(socket: CloudSocket, frame: string): void {
    const { signalDelayMs } = this.#world.faults;
    if (signalDelayMs === 0) socket.send(frame);
    else this.#world.after(signalDelayMs, () => socket.send(frame));
  }

  #signal(key: string, value: JsonObject): void {
    const frame = encodeToClient({ key, value });
    if (this.#socket) this.#send(this.#socket, frame);
    else if (this.#heldFrames.length < maxHeldFrames) this.#heldFrames.push(frame);
  }

  #signalReceived(data: string): void {
    const frame = decodeSignal(data);
    if (!frame) this.#violation('a signalling frame is not JSON of the documented shape');
    else if (frame.event === 'specifiedMsg') {
      if (!frame.targetUserIds.includes(this.pass.padCode)) {
        this.#violation('a signalling message is addressed to nobody in its room');
      } else this.#messageReceived(frame.message.key, frame.message.value);
    } else if (frame.event === 'ping') {
      if (this.#socket) answerPing(this.#world, this.#socket);
    } else {
      this.#violation('a signalling frame has an unknown event');
    }
  }

  #messageReceived(key: string, value: JsonObject): void {
    switch (key) {
      case 're_answer':
      case 'answer':
        this.#accept('answer', value);
        break;
      case 're_offer':
        if (!this.#world.faults.ignoreReoffers) this.#accept('offer', value);
        break;
      case 'ice_candidate':
        this.#candidateReceived(value);
        break;
      default:
        this.#violation('a signalling message has an unknown key');
    }
  }

  #accept(type: SessionDescription['type'], value: JsonObject): void {
    const sdp = asString(value.sdp);
    if (!sdp) this.#violation(`an ${type} has no sdp`);
    else {
      if (type === 'answer') this.#unansweredOffer = undefined;
      this.#peer?.acceptDescription({ type, sdp });
    }
  }

  #candidateReceived(value: JsonObject): void {
    const candidate = asString(value.candidate);
    if (candidate === undefined) this.#violation('an ICE candidate has no text');
    else {
      this.#peer?.addCandidate({
        candidate,
        sdpMLineIndex: asNumber(value.label) ?? null,
        sdpMid: asString(value.id) ?? null,
      });
    }
  }

  #violation(text: string): void {
    this.#phone.reportViolation(`armcloud: ${text}`);
  }

  #peerClosed(): void {
    this.#peer = undefined;
    this.#isConnected = false;
    this.#unansweredOffer = undefined;
    this.#heldFrames.length = 0;
    if (!this.#socket) this.end();
  }

  /** Cuts the WebSocket only. */
  dropSocket(hasCloseFrame: boolean): void {
    this.#isDropping = true;
    if (hasCloseFrame) this.#socket?.close();
    else this.#socket?.terminate();
  }

  /** Cuts the WebSocket and the peer. Safe to call twice. */
  end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#cancelGrace();
    const [socket, peer] = [this.#socket, this.#peer];
    this.#socket = undefined;
    this.#peer = undefined;
    socket?.close();
    peer?.close();
    this.#onEnd();
  }
}
