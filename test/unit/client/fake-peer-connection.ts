/** As much of a data channel as our door to simple-peer touches. */
export class FakeDataChannel extends EventTarget {
  readonly label: string;
  readonly ordered: boolean | undefined;
  binaryType = 'blob';
  readyState = 'connecting';
  bufferedAmount = 0;
  readonly sent: unknown[] = [];
  /** Thrown by the next `send`. */
  refusal: unknown;

  constructor(label: string, options: RTCDataChannelInit = {}) {
    super();
    this.label = label;
    this.ordered = options.ordered;
  }

  send(data: unknown): void {
    if (this.refusal) throw this.refusal;
    this.sent.push(data);
  }

  receive(data: string | ArrayBuffer): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }

  change(readyState: 'open' | 'closed'): void {
    this.readyState = readyState;
    this.dispatchEvent(new Event(readyState === 'open' ? 'open' : 'close'));
  }
}

/** As much of RTCPeerConnection as simple-peer's answering side and our door to it touch. */
export class FakePeerConnection extends EventTarget {
  static made: FakePeerConnection[] = [];

  static get last(): FakePeerConnection {
    const connection = FakePeerConnection.made.at(-1);
    if (!connection) throw new Error('no peer connection was made');
    return connection;
  }

  readonly configuration: RTCConfiguration | undefined;
  readonly channels: FakeDataChannel[] = [];
  readonly calls: string[] = [];
  readonly candidates: RTCIceCandidateInit[] = [];
  connectionState: RTCPeerConnectionState = 'new';
  iceConnectionState = 'new';
  iceGatheringState = 'new';
  signalingState = 'stable';
  remoteDescription: RTCSessionDescriptionInit | null = null;
  localDescription: RTCSessionDescriptionInit | null = null;
  /** What the next `setRemoteDescription` or `addIceCandidate` fails with. */
  refusal: unknown;
  /** Holds `setRemoteDescription` up until it is resolved. */
  gate: Promise<void> = Promise.resolve();
  /** What was assigned to `on…`, by event. */
  readonly handlers = new Map<string, unknown>();

  constructor(configuration?: RTCConfiguration) {
    super();
    this.configuration = configuration;
    FakePeerConnection.made.push(this);
  }

  createDataChannel(label: string, options?: RTCDataChannelInit): FakeDataChannel {
    const channel = new FakeDataChannel(label, options);
    this.channels.push(channel);
    return channel;
  }

  getTransceivers(): readonly [] {
    return [];
  }

  async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    this.calls.push(`remote ${description.type} ${description.sdp}`);
    await this.gate;
    if (this.refusal) throw this.refusal;
    this.remoteDescription = description;
  }

  async createAnswer(): Promise<RTCSessionDescriptionInit> {
    return { type: 'answer', sdp: `answer to ${this.remoteDescription?.sdp}` };
  }

  async setLocalDescription(description: RTCSessionDescriptionInit): Promise<void> {
    this.calls.push(`local ${description.type} ${description.sdp}`);
    this.localDescription = description;
  }

  async addIceCandidate(candidate: RTCIceCandidateInit): Promise<void> {
    if (this.refusal) throw this.refusal;
    this.candidates.push(candidate);
  }

  /** An event of the browser, to whichever kind of listener there is. */
  emit(type: string, fields: object = {}): void {
    const event = Object.assign(new Event(type), fields);
    this.dispatchEvent(event);
    const handler = this.handlers.get(type);
    if (typeof handler === 'function') handler(event);
  }

  close(): void {
    this.calls.push('close');
    this.signalingState = 'closed';
  }
}

// As in browsers, `on…` are accessors of the prototype: an own property of the same name hides them.
for (const type of [
  ...['track', 'datachannel', 'icecandidate', 'icegatheringstatechange'],
  ...['connectionstatechange', 'iceconnectionstatechange', 'signalingstatechange'],
]) {
  Object.defineProperty(FakePeerConnection.prototype, `on${type}`, {
    set(this: FakePeerConnection, handler: unknown) {
      this.handlers.set(type, handler);
    },
  });
}
