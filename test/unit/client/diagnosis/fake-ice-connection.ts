import { FakeDataChannel } from '../fake-peer-connection.js';

/** What the server of this address does to a browser that asks it. */
export type IceBehaviour =
  /** Gives a candidate. */
  | 'candidate'
  /** This computer has the address itself: gathering ends with its own candidate alone. */
  | 'own-address'
  /** Gathering ends with nothing. */
  | 'nothing'
  | 'silent'
  /** The browser does not take the address. */
  | 'malformed'
  /** Error codes, and then the end of gathering. */
  | readonly number[];

/** As much of RTCPeerConnection as trials touch. Servers behave as `behaviours` says. */
export class FakeIceConnection extends EventTarget {
  static behaviours: Record<string, IceBehaviour> = {};
  /** Two relayed ends reach each other. */
  static isRelaying = true;
  /** The browser tells the errors of servers. */
  static hasErrors = true;
  /** Candidates are there before anything else could happen. */
  static isInstant = false;
  static made: FakeIceConnection[] = [];

  static reset(): void {
    FakeIceConnection.made = [];
    FakeIceConnection.behaviours = {};
    FakeIceConnection.isRelaying = true;
    FakeIceConnection.hasErrors = true;
    FakeIceConnection.isInstant = false;
  }

  /** Those that nobody has closed. */
  static get open(): readonly FakeIceConnection[] {
    return FakeIceConnection.made.filter(({ isClosed }) => !isClosed);
  }

  readonly configuration: RTCConfiguration;
  readonly channels: FakeDataChannel[] = [];
  iceGatheringState = 'new';
  localDescription: { readonly type: string } | null = null;
  remoteDescription: object | null = null;
  isClosed = false;
  listenerCount = 0;
  #gathering: ReturnType<typeof setTimeout> | undefined;

  constructor(configuration: RTCConfiguration = {}) {
    super();
    this.configuration = configuration;
    if (FakeIceConnection.hasErrors) Object.assign(this, { onicecandidateerror: null });
    if (this.#behaviour === 'malformed') throw new DOMException('no', 'SyntaxError');
    FakeIceConnection.made.push(this);
  }

  override addEventListener(
    type: string,
    listener: EventListener,
    options?: AddEventListenerOptions,
  ): void {
    this.listenerCount += 1;
    options?.signal?.addEventListener('abort', () => {
      this.listenerCount -= 1;
    });
    super.addEventListener(type, listener, options);
  }

  get #behaviour(): IceBehaviour {
    const [server] = this.configuration.iceServers ?? [];
    return FakeIceConnection.behaviours[String(server?.urls)] ?? 'silent';
  }

  get #isStun(): boolean {
    return String(this.configuration.iceServers?.[0]?.urls).startsWith('stun');
  }

  createDataChannel(label: string): FakeDataChannel {
    const channel = new FakeDataChannel(label);
    this.channels.push(channel);
    return channel;
  }

  async setLocalDescription(): Promise<void> {
    this.localDescription = { type: this.remoteDescription ? 'answer' : 'offer' };
    this.iceGatheringState = 'gathering';
    if (FakeIceConnection.isInstant) this.#gather();
    else this.#gathering = setTimeout(() => this.#gather(), 10);
  }

  #gather(): void {
    const behaviour = this.#behaviour;
    if (behaviour === 'silent') return;
    if (behaviour === 'own-address') this.#tellCandidate('host');
    if (behaviour === 'candidate') this.#tellCandidate(this.#isStun ? 'srflx' : 'relay');
    if (Array.isArray(behaviour)) {
      for (const errorCode of behaviour) {
        this.dispatchEvent(Object.assign(new Event('icecandidateerror'), { errorCode }));
      }
    }
    this.iceGatheringState = 'complete';
    this.dispatchEvent(new Event('icegatheringstatechange'));
  }

  #tellCandidate(type: string): void {
    const candidate = { candidate: `candidate:1 1 udp 1 192.0.2.1 9 typ ${type}` };
    this.dispatchEvent(Object.assign(new Event('icecandidate'), { candidate }));
  }

  async setRemoteDescription(description: object): Promise<void> {
    this.remoteDescription = description;
  }

  async addIceCandidate(): Promise<void> {
    if (!this.remoteDescription) throw new DOMException('too early', 'InvalidStateError');
    const [near] = FakeIceConnection.made.filter(
      ({ channels, remoteDescription }) => channels.length > 0 && remoteDescription,
    );
    if (FakeIceConnection.isRelaying) near?.channels[0]?.change('open');
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.#gathering);
  }
}
