import type { PhoneEvent } from '../control.js';
import type { FeatureEvent } from '../features.js';
import type { IceCandidate, SessionDescription, WireData } from '../ports/client.js';
import type { CloudSocket, EmulatedPhone, EmulatorWorld, PhonePeer } from '../ports/emulator.js';
import { SignalOutlet } from './signal-outlet.js';

/** How long media goes on without a WebSocket, in ms (assumed; the vendors' own clients never come back). */
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

/** What the phone's peer says, in a vendor's signalling. */
export interface SeatWords {
  description(description: SessionDescription): string;
  candidate(candidate: IceCandidate): string;
}

export interface ViewerSeatOptions {
  readonly world: EmulatorWorld;
  readonly phone: EmulatedPhone;
  readonly words: SeatWords;
  readonly channelLabel: string;
  /** See `PhoneViewer.replyLabel`. */
  readonly replyLabel?: string;
  /** A new peer is there; its offer is under way. */
  readonly opened?: (peer: PhonePeer) => void;
  /** The phone can speak to this viewer from now on. */
  readonly channelOpened?: () => void;
  readonly channelReceived: (data: WireData) => void;
  readonly phoneEvent: (event: PhoneEvent | FeatureEvent) => void;
  readonly ended: () => void;
}

/**
 * One viewer of one phone: a WebSocket that may come and go, and a WebRTC peer at the phone's end that outlives it
 * for a while. What all vendors' fake signalling has in common; the words are the vendor's.
 */
export class ViewerSeat {
  readonly #options: ViewerSeatOptions;
  readonly #outlet: SignalOutlet;
  #socket: CloudSocket | undefined;
  /** The WebSocket that is there has been admitted to what the peer says. */
  #isJoined = false;
  #peer: PhonePeer | undefined;
  /** Sent again to a WebSocket that comes back before it was answered. */
  #unansweredOffer: string | undefined;
  readonly #heldFrames: string[] = [];
  #cancelGrace: () => void = () => {};
  /** The data channel has carried something. When the page closes it, the peer ends by itself. */
  #isConnected = false;
  /** We are closing the WebSocket; the page's answer to that is no wish of its own. */
  #isDropping = false;
  /** The page has closed the WebSocket: whoever takes the seat again wants another peer. */
  #isLeft = false;
  #isEnded = false;

  constructor(options: ViewerSeatOptions) {
    this.#options = options;
    this.#outlet = new SignalOutlet(options.world);
  }

  get peer(): PhonePeer | undefined {
    return this.#peer;
  }

  /** Whoever joins now goes on with the peer that is there. */
  get goesOn(): boolean {
    return this.#peer !== undefined && !this.#isLeft && !this.#options.world.faults.offerOnRejoin;
  }

  /** The viewer's first WebSocket, or the next one in place of the one before. */
  attach(socket: CloudSocket, received: (data: string) => void): void {
    this.#cancelGrace();
    this.#socket?.close();
    this.#socket = socket;
    this.#isJoined = false;
    this.#isDropping = false;
    socket.onMessage((data) => {
      if (socket === this.#socket) received(data);
    });
    socket.onClose((code) => {
      if (socket === this.#socket) this.#socketClosed(code);
    });
  }

  /** The viewer may have the peer now: the one that is there goes on where it was, or one begins. */
  join(): void {
    if (this.#isJoined && this.goesOn) return;
    const socket = this.#socket;
    if (!socket) return;
    this.#isJoined = true;
    if (!this.goesOn) this.#peer?.close();
    this.#isLeft = false;
    if (this.#peer) {
      if (this.#unansweredOffer !== undefined) this.#outlet.send(socket, this.#unansweredOffer);
      for (const frame of this.#heldFrames.splice(0)) this.#outlet.send(socket, frame);
    } else if (!this.#options.world.faults.withholdOffer) this.#openPeer();
  }

  #openPeer(): void {
    const { world, phone, channelLabel, replyLabel, opened, phoneEvent } = this.#options;
    this.#peer = phone.openPeer({
      iceServers: world.iceServers,
      channelLabel,
      ...(replyLabel !== undefined && { replyLabel }),
      description: (description) => this.#described(description),
      candidate: (candidate) => this.#tell(this.#options.words.candidate(candidate)),
      channelOpened: () => this.#options.channelOpened?.(),
      channelReceived: (data) => {
        this.#isConnected = true;
        this.#options.channelReceived(data);
      },
      phoneEvent,
      closed: () => this.#peerClosed(),
    });
    opened?.(this.#peer);
  }

  #socketClosed(code: number): void {
    this.#socket = undefined;
    this.#isLeft = closedByPage.has(code) && !this.#isDropping;
    const isFinal = code === goingAway || this.#isLeft;
    const hasGivenUp = isFinal && !this.#isConnected;
    const { world } = this.#options;
    if (hasGivenUp || world.faults.forgetOnSignallingLoss || !this.#peer) this.end();
    else {
      const graceMs = code === goingAway ? leavingGraceMs : socketGraceMs;
      this.#cancelGrace = world.after(graceMs, () => this.end());
    }
  }

  #described(description: SessionDescription): void {
    const frame = this.#options.words.description(description);
    if (description.type === 'answer') {
      this.#tell(frame);
      return;
    }
    this.#unansweredOffer = frame;
    const socket = this.#socket;
    if (!socket || !this.#isJoined) return;
    const { world } = this.#options;
    if (!world.faults.candidatesFirst) this.#outlet.send(socket, frame);
    else world.after(offerDelayMs, () => this.#outlet.send(socket, frame));
  }

  /** What the peer says; it waits for a WebSocket that is away. */
  #tell(frame: string): void {
    if (this.#socket && this.#isJoined) this.#outlet.send(this.#socket, frame);
    else if (this.#heldFrames.length < maxHeldFrames) this.#heldFrames.push(frame);
  }

  /** What the signalling server itself says; lost where there is no WebSocket. */
  send(frame: string): void {
    if (this.#socket) this.#outlet.send(this.#socket, frame);
  }

  /** From the browser: an answer to our offer, or an offer of its own. */
  accept(description: SessionDescription): void {
    if (description.type === 'answer') this.#unansweredOffer = undefined;
    else if (this.#options.world.faults.ignoreReoffers) return;
    this.#peer?.acceptDescription(description);
  }

  addCandidate(candidate: IceCandidate): void {
    this.#peer?.addCandidate(candidate);
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

  /**
   * Cuts the WebSocket and the peer. Safe to call twice.
   * @param lastWords said to the viewer before that, past all faults
   * @param hearingMs how long what the viewer says is still heard: its own last words may be under way
   */
  end(lastWords: readonly string[] = [], hearingMs = 0): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#cancelGrace();
    const [socket, peer] = [this.#socket, this.#peer];
    this.#socket = undefined;
    this.#peer = undefined;
    for (const word of lastWords) socket?.send(word);
    socket?.close();
    if (peer && hearingMs > 0) this.#options.world.after(hearingMs, () => peer.close());
    else peer?.close();
    this.#options.ended();
  }
}
