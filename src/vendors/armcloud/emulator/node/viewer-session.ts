import { ViewerSeat } from '../../../../core/emulation/viewer-seat.js';
import { asNumber, asString, type JsonObject } from '../../../../core/json.js';
import type { SessionDescription } from '../../../../core/ports/client.js';
import type { CloudSocket, EmulatedPhone, EmulatorWorld } from '../../../../core/ports/emulator.js';
import { decodeSignal, encodeToClient, ownJoinRoomFrame } from '../../wire/signal-codec.js';
import { answerPing } from './heartbeat.js';
import { PhoneEnd } from './phone-end.js';
import type { RoomPass } from './room-tokens.js';

/**
 * One viewer of one pad: a room pass and a seat. The vendor's signalling is spoken here; the data channel is in
 * `PhoneEnd`.
 */
export class ViewerSession {
  readonly pass: RoomPass;
  /** The data channel; also what the same user says through a shared room comes this way. */
  readonly phoneEnd: PhoneEnd;
  readonly #world: EmulatorWorld;
  readonly #phone: EmulatedPhone;
  readonly #seat: ViewerSeat;
  #socket: CloudSocket | undefined;

  constructor(pass: RoomPass, phone: EmulatedPhone, world: EmulatorWorld, onEnd: () => void) {
    this.pass = pass;
    this.#phone = phone;
    this.#world = world;
    this.phoneEnd = new PhoneEnd(phone, world, () => this.#seat.peer);
    this.#seat = new ViewerSeat({
      world,
      phone,
      channelLabel: 'phone',
      words: {
        description: ({ type, sdp }) =>
          encodeToClient({ key: type === 'offer' ? 'offer' : 're_answer', value: { sdp } }),
        candidate: ({ candidate, sdpMLineIndex, sdpMid }) => {
          const value = { candidate, label: sdpMLineIndex ?? 0, id: sdpMid ?? '' };
          return encodeToClient({ key: 'ice_candidate', value });
        },
      },
      opened: (peer) => {
        if (this.pass.quality) peer.setQuality(this.pass.quality);
      },
      channelReceived: (data) => this.phoneEnd.received(data),
      phoneEvent: (event) => this.phoneEnd.happened(event),
      ended: onEnd,
    });
  }

  get isStreaming(): boolean {
    return this.#seat.peer !== undefined;
  }

  /** The viewer's first WebSocket, or the next one: then the peer goes on where it was. */
  attach(socket: CloudSocket): void {
    this.#socket = socket;
    this.#seat.attach(socket, (data) => this.#signalReceived(data));
    this.#seat.send(ownJoinRoomFrame);
    this.#seat.join();
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
        this.#accept('offer', value);
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
    else this.#seat.accept({ type, sdp });
  }

  #candidateReceived(value: JsonObject): void {
    const candidate = asString(value.candidate);
    if (candidate === undefined) this.#violation('an ICE candidate has no text');
    else {
      this.#seat.addCandidate({
        candidate,
        sdpMLineIndex: asNumber(value.label) ?? null,
        sdpMid: asString(value.id) ?? null,
      });
    }
  }

  #violation(text: string): void {
    this.#phone.reportViolation(`armcloud: ${text}`);
  }

  /** Cuts the WebSocket only. */
  dropSocket(hasCloseFrame: boolean): void {
    this.#seat.dropSocket(hasCloseFrame);
  }

  /** Cuts the WebSocket and the peer. Safe to call twice. */
  end(): void {
    this.#seat.end();
  }
}
