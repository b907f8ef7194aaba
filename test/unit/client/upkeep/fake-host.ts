import type { PhoneEvents } from '../../../../src/client/basic-session.js';
import type { PageChoices } from '../../../../src/client/page-choices.js';
import type { UpkeepHost } from '../../../../src/client/upkeep/upkeep-host.js';
import type { ControlMessage, DisplayEvent, PhoneEvent } from '../../../../src/core/control.js';
import type { LinkEvidence } from '../../../../src/core/diagnosis.js';
import type { ClientVendor, VendorFeatures, WireData } from '../../../../src/core/ports/client.js';
import type { SessionEvent } from '../../../../src/core/session-state.js';
import type { Ticket } from '../../../../src/core/ticket.js';
import { FakeSession } from '../fake-page.js';

type Rows = Readonly<Record<string, object>>;

/** What these tests need of the session that is kept up. */
class KeptSession extends FakeSession {
  display: DisplayEvent | undefined = { type: 'display', width: 720, height: 1280 };
  /** What the browser reports at the next look; undefined without a connection, an error for one that just closed. */
  rows: Rows | undefined | Error = {};
  looks = 0;
  /** Holds `getStats` up until it is resolved. */
  gate: Promise<void> = Promise.resolve();

  getStats = async (): Promise<RTCStatsReport | undefined> => {
    this.looks += 1;
    await this.gate;
    if (this.rows instanceof Error) throw this.rows;
    return this.rows && (new Map(Object.entries(this.rows)) as unknown as RTCStatsReport);
  };

  /** As `PhoneStatus.takeAnswer`. */
  takeAnswer: ((event: PhoneEvent) => boolean) | undefined;

  goLive(): void {
    this.hasBeenLive = true;
    this.move('live');
    this.emit('live');
  }

  /** The phone says how large its screen is: in answer to a probe, or when it was turned. */
  tellDisplay(width = 720, height = 1280): void {
    const display = { type: 'display', width, height } as const;
    if (this.takeAnswer?.(display)) return;
    this.display = display;
    this.emit('display', display);
  }
}

/** A session as its upkeep sees it: it notes what it is given. */
export class FakeHost implements UpkeepHost {
  readonly fake = new KeptSession();
  readonly session = this.fake.asSession();
  readonly options: UpkeepHost['options'] = { ticket: () => Promise.reject(new Error('none')) };
  readonly #life = new AbortController();
  readonly life = this.#life.signal;
  readonly choices: PageChoices = {};
  ticket: Ticket | undefined;
  connection: RTCPeerConnection | undefined = FakeHost.connection();
  evidence: LinkEvidence | undefined;
  isSignalling = true;
  readonly videos = new Set<HTMLVideoElement>();
  features: VendorFeatures | undefined;
  readonly dispatched: Extract<SessionEvent, { type: 'stalled' | 'frame' }>[] = [];
  readonly heard: unknown[][] = [];
  /** What the upkeep sent by itself. */
  readonly sent: ControlMessage[] = [];
  readonly sentFrames: WireData[] = [];
  /** Thrown by `send` and `sendFrames` while it is set. */
  failure: Error | undefined;
  vendor: ClientVendor | undefined;
  assumeDisplay: UpkeepHost['assumeDisplay'];
  readonly #sendingListeners = new Set<(message: ControlMessage) => void>();
  readonly #sentListeners = new Set<(message: ControlMessage) => void>();

  /** Another connection than all before, as after a recovery. */
  static connection(): RTCPeerConnection {
    return Object.assign(new EventTarget(), {
      getReceivers: () => [],
    }) as unknown as RTCPeerConnection;
  }

  dispatch(event: Extract<SessionEvent, { type: 'stalled' | 'frame' }>): void {
    this.dispatched.push(event);
  }

  emit<Name extends 'stats' | 'lost' | 'trouble' | 'keeping'>(
    name: Name,
    ...values: Parameters<PhoneEvents[Name]>
  ): void {
    this.heard.push([name, ...values]);
    this.fake.emit(name, ...values);
  }

  send(message: ControlMessage): void {
    if (this.failure) throw this.failure;
    this.sent.push(message);
  }

  sendFrames(frames: readonly WireData[]): void {
    if (this.failure) throw this.failure;
    this.sentFrames.push(...frames);
  }

  onSending(listener: (message: ControlMessage) => void): () => void {
    this.#sendingListeners.add(listener);
    return () => void this.#sendingListeners.delete(listener);
  }

  onSent(listener: (message: ControlMessage) => void): () => void {
    this.#sentListeners.add(listener);
    return () => void this.#sentListeners.delete(listener);
  }

  takeAnswers(take: (event: PhoneEvent) => boolean): void {
    this.fake.takeAnswer = take;
  }

  async vendorFeatures(): Promise<VendorFeatures | undefined> {
    return this.features;
  }

  /** The page sends something, and it goes out. */
  pageSends(message: ControlMessage): void {
    for (const listener of [...this.#sendingListeners, ...this.#sentListeners]) listener(message);
  }

  /** A listener that is left is a leak. */
  get listenerCount(): number {
    return this.fake.listenerCount + this.#sendingListeners.size + this.#sentListeners.size;
  }

  end(): void {
    this.fake.move('closed');
    this.#life.abort();
  }
}
