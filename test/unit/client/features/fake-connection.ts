/** A camera's or microphone's track that a test can unplug. */
export class FakeCaptureTrack extends EventTarget {
  readonly kind: 'video' | 'audio';
  readonly name: string;
  readyState: 'live' | 'ended' = 'live';
  settings: MediaTrackSettings = { width: 1280, height: 720 };

  constructor(kind: 'video' | 'audio', name: string) {
    super();
    this.kind = kind;
    this.name = name;
  }

  getSettings(): MediaTrackSettings {
    return this.settings;
  }

  stop(): void {
    this.readyState = 'ended';
  }

  unplug(): void {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }

  asTrack(): MediaStreamTrack {
    return this as unknown as MediaStreamTrack;
  }
}

export class FakeSender {
  track: FakeCaptureTrack | null = null;
  parameters: RTCRtpSendParameters = {
    encodings: [{}],
  } as unknown as RTCRtpSendParameters;
  /** What the next `setParameters` fails with. */
  refusal: unknown;

  async replaceTrack(track: FakeCaptureTrack | null): Promise<void> {
    this.track = track;
  }

  setStreams(): void {}

  getParameters(): RTCRtpSendParameters {
    return structuredClone(this.parameters);
  }

  async setParameters(parameters: RTCRtpSendParameters): Promise<void> {
    if (this.refusal) throw this.refusal;
    this.parameters = parameters;
  }
}

export class FakeTransceiver {
  readonly sender = new FakeSender();
  readonly receiver: { readonly track: { readonly kind: string } };
  readonly #changed: () => void;
  #direction: RTCRtpTransceiverDirection;
  currentDirection: RTCRtpTransceiverDirection | null;
  /** Our side of what was last agreed on. */
  agreed: RTCRtpTransceiverDirection | null;
  /** False when the phone only sends on this line. */
  isTaken = true;

  constructor(
    kind: string,
    direction: RTCRtpTransceiverDirection,
    isAgreed: boolean,
    changed: () => void,
  ) {
    this.receiver = { track: { kind } };
    this.#direction = direction;
    this.currentDirection = isAgreed ? direction : null;
    this.agreed = this.currentDirection;
    this.#changed = changed;
  }

  get direction() {
    return this.#direction;
  }

  set direction(direction: RTCRtpTransceiverDirection) {
    this.#direction = direction;
    this.#changed();
  }
}

/** As much of a connection that a phone has opened as our own negotiations touch. The test is the phone. */
export class FakeConnection extends EventTarget {
  readonly transceivers: FakeTransceiver[] = [];
  readonly calls: string[] = [];
  signalingState: RTCSignalingState = 'stable';
  currentRemoteDescription: { readonly sdp: string } = { sdp: 'offer 0 of the phone' };
  /** Holds `createOffer` up until it is resolved. */
  gate: Promise<void> = Promise.resolve();
  #isEventPlanned = false;
  #answers = 0;
  #offers = 0;

  /** The phone offers a line of video and one of sound, and takes ours there too. */
  constructor() {
    super();
    for (const kind of ['video', 'audio']) this.#add(kind, 'recvonly', true);
  }

  #add(kind: string, direction: RTCRtpTransceiverDirection, isAgreed: boolean): FakeTransceiver {
    const added = new FakeTransceiver(kind, direction, isAgreed, () => this.#planEvent());
    this.transceivers.push(added);
    return added;
  }

  getTransceivers(): readonly FakeTransceiver[] {
    return this.transceivers;
  }

  addTransceiver(track: FakeCaptureTrack, init: RTCRtpTransceiverInit): FakeTransceiver {
    const added = this.#add(track.kind, init.direction ?? 'sendrecv', false);
    added.sender.track = track;
    this.#planEvent();
    return added;
  }

  async createOffer(): Promise<RTCSessionDescriptionInit> {
    await this.gate;
    this.#offers += 1;
    return { type: 'offer', sdp: `offer ${this.#offers}` };
  }

  async setLocalDescription(description: RTCSessionDescriptionInit): Promise<void> {
    this.calls.push(`local ${description.type}`);
    if (description.type === 'rollback') this.#move('stable');
    else if (this.signalingState !== 'stable') throw new DOMException('no', 'InvalidStateError');
    else this.#move('have-local-offer');
  }

  #move(state: RTCSignalingState): void {
    this.signalingState = state;
    this.dispatchEvent(new Event('signalingstatechange'));
    this.#planEvent();
  }

  /** Merged, and only while stable, as browsers do it. */
  #planEvent(): void {
    if (this.#isEventPlanned) return;
    this.#isEventPlanned = true;
    queueMicrotask(() => {
      this.#isEventPlanned = false;
      const isNeeded = this.transceivers.some(({ direction, agreed }) => direction !== agreed);
      if (isNeeded && this.signalingState === 'stable')
        this.dispatchEvent(new Event('negotiationneeded'));
    });
  }

  /** The phone answers our offer. */
  answer(): void {
    this.#answers += 1;
    this.currentRemoteDescription = { sdp: `answer ${this.#answers} of the phone` };
    this.#agree();
    this.#move('stable');
  }

  #agree(): void {
    for (const transceiver of this.transceivers) {
      const { direction, isTaken } = transceiver;
      transceiver.agreed = direction;
      transceiver.currentDirection = isTaken
        ? direction
        : direction === 'sendonly'
          ? 'inactive'
          : 'recvonly';
    }
  }

  /** An offer of the phone comes and takes back ours, if there is one. */
  phoneOffers(): void {
    this.#move('have-remote-offer');
  }

  /** The session has answered the phone's offer. */
  phoneIsAnswered(): void {
    this.#answers += 1;
    this.currentRemoteDescription = { sdp: `offer ${this.#answers} of the phone` };
    this.#move('stable');
  }

  /** What each line of this kind is sending, by name of its track. */
  sending(kind: string): string[] {
    return this.transceivers.flatMap(({ receiver, sender, currentDirection }) =>
      receiver.track.kind === kind && sender.track && /^send/.test(currentDirection ?? '')
        ? [sender.track.name]
        : [],
    );
  }

  asConnection(): RTCPeerConnection {
    return this as unknown as RTCPeerConnection;
  }
}
