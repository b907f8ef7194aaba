import type { ControlMessage, PhoneEvent } from '../../../../../../src/core/control.js';
import type {
  IceCandidate,
  SessionDescription,
  WireData,
} from '../../../../../../src/core/ports/client.js';
import type {
  CloudSocket,
  EmulatedPhone,
  EmulatorFaults,
  EmulatorWorld,
  PhonePeer,
  PhoneViewer,
} from '../../../../../../src/core/ports/emulator.js';
import type { IceServer } from '../../../../../../src/core/ticket.js';

/** A peer that notes what it is told; `viewer` is the door to the cloud. */
export class FakePeer implements PhonePeer {
  readonly viewer: PhoneViewer;
  readonly descriptions: SessionDescription[] = [];
  readonly candidates: IceCandidate[] = [];
  readonly sent: WireData[] = [];
  readonly media: string[] = [];
  isClosed = false;

  constructor(viewer: PhoneViewer) {
    this.viewer = viewer;
  }

  acceptDescription(description: SessionDescription): void {
    this.descriptions.push(description);
  }

  addCandidate(candidate: IceCandidate): void {
    this.candidates.push(candidate);
  }

  send(data: WireData): void {
    this.sent.push(data);
  }

  setMedia(kind: 'audio' | 'video' | 'both', isOpen: boolean): void {
    this.media.push(`${kind} ${isOpen}`);
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.viewer.closed();
  }
}

export class FakePhone implements EmulatedPhone {
  readonly phoneId: string;
  isOnline = true;
  readonly peers: FakePeer[] = [];
  readonly applied: ControlMessage[] = [];
  readonly violations: string[] = [];

  constructor(phoneId: string) {
    this.phoneId = phoneId;
  }

  display(): PhoneEvent & { type: 'display' } {
    return { type: 'display', width: 720, height: 1280 };
  }

  inputState(): PhoneEvent & { type: 'input-state' } {
    return { type: 'input-state', isOpen: true, enterKeyHint: 'search' };
  }

  apply(message: ControlMessage): void {
    this.applied.push(message);
  }

  reportViolation(text: string): void {
    this.violations.push(text);
  }

  openPeer(viewer: PhoneViewer): FakePeer {
    const peer = new FakePeer(viewer);
    this.peers.push(peer);
    return peer;
  }
}

/** A WebSocket at the server's end; `receive` and `lose` are what the far end does. */
export class FakeSocket implements CloudSocket {
  readonly sent: string[] = [];
  /** How this side ended it. */
  ending: string | undefined;
  #onMessage: (data: string) => void = () => {};
  #onClose: (code: number) => void = () => {};

  send(data: string): void {
    this.sent.push(data);
  }

  close(code = 1000): void {
    this.ending ??= `closed ${code}`;
  }

  terminate(): void {
    this.ending ??= 'terminated';
    this.lose(1006);
  }

  onMessage(listener: (data: string) => void): void {
    this.#onMessage = listener;
  }

  onClose(listener: (code: number) => void): void {
    this.#onClose = listener;
  }

  receive(data: string): void {
    this.#onMessage(data);
  }

  lose(code: number): void {
    this.#onClose(code);
  }

  /** Events and, of `specifiedMsg`, the inner keys. */
  get received(): readonly string[] {
    return this.sent.map((text) => {
      const { event, data } = JSON.parse(text) as { event: string; data?: string };
      return data === undefined ? event : (JSON.parse(data) as { key: string }).key;
    });
  }
}

export class FakeWorld implements EmulatorWorld {
  readonly phone = new FakePhone('AC00000000001');
  readonly otherPhone = new FakePhone('AC00000000002');
  readonly phones = new Map(
    [this.phone, this.otherPhone].map((phone) => [phone.phoneId, phone] as const),
  );
  readonly faults: EmulatorFaults = {
    rateLimited: false,
    unsupportedAccount: false,
    nonJsonAnswers: false,
    httpStatus: 0,
    answerDelayMs: 0,
    ciphertext: 'intact',
    refuseSignalling: false,
    withholdOffer: false,
    withholdDisplay: false,
    roomTokenLifetimeMs: 0,
  };
  iceServers: readonly IceServer[] = [];
  time = 1_735_787_045_000;
  readonly #timers = new Map<() => void, number>();

  address(): string {
    return '192.0.2.10:5000';
  }

  now(): number {
    return this.time;
  }

  readonly after = (delayMs: number, action: () => void): (() => void) => {
    this.#timers.set(action, this.time + delayMs);
    return () => this.#timers.delete(action);
  };

  get pendingTimers(): number {
    return this.#timers.size;
  }

  advance(ms: number): void {
    this.time += ms;
    for (const [action, dueAt] of [...this.#timers]) {
      if (dueAt <= this.time && this.#timers.delete(action)) action();
    }
  }
}
