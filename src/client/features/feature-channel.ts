import type { TelepadError } from '../../core/errors.js';
import type { FeatureEvent, FeatureMessage } from '../../core/features.js';
import { Emitter } from '../emitter.js';
import { sessionClosed } from '../session-errors.js';
import { lostWhileWaiting } from './feature-errors.js';
import type { FeatureEvents } from './feature-events.js';
import type { FeatureHost } from './feature-host.js';

/** Starts something on a peer connection; `signal` is aborted when another one takes its place, and at the end. */
export type UseConnection = (connection: RTCPeerConnection, signal: AbortSignal) => void;

const eventNames = {
  quality: 'quality',
  'capture-request': 'capturerequest',
  'shell-output': 'shelloutput',
  'device-info': 'deviceinfo',
  'video-file': 'videofile',
  operation: 'operation',
} as const satisfies Record<FeatureEvent['type'], keyof FeatureEvents>;

/** Does not restart the idle timer, as with the vendor's own client (fact sheet, 6.1: `forwardOff`). */
const background: ReadonlySet<FeatureMessage['type']> = new Set([
  'sensor',
  'capture',
  'video-file',
  'display-size',
  'operation-monitor',
]);

/** What all features share: messages out, events in, and the peer connections as they come and go. */
export class FeatureChannel {
  readonly host: FeatureHost;
  readonly #emitter = new Emitter<FeatureEvents>();
  readonly #uses: UseConnection[] = [];
  #connection: RTCPeerConnection | undefined;
  #stage = new AbortController();

  constructor(host: FeatureHost) {
    this.host = host;
    host.onFrame((data) => {
      const event = host.vendor.decode(data);
      if (event !== undefined && event !== 'ignored')
        this.#emitter.emit(eventNames[event.type], event as never);
    });
    host.session.on('live', this.#look);
    host.session.on('state', this.#look);
    host.life.addEventListener('abort', () => {
      this.#stage.abort();
      this.#emitter.removeAll();
    });
    this.#look();
  }

  on<Name extends keyof FeatureEvents>(name: Name, listener: FeatureEvents[Name]): () => void {
    return this.#emitter.on(name, listener);
  }

  emit<Name extends keyof FeatureEvents>(
    name: Name,
    ...values: Parameters<FeatureEvents[Name]>
  ): void {
    this.#emitter.emit(name, ...values);
  }

  /**
   * @param isUse see `FeatureHost.send`
   * @throws TelepadError as `FeatureHost.send` and `VendorFeatures.encode`
   */
  send(message: FeatureMessage, isUse = !background.has(message.type)): void {
    this.host.send(this.host.vendor.encode(message), isUse);
  }

  /** Calls `use` for the present peer connection, if it is live, and for each that comes after a recovery. */
  onConnection(use: UseConnection): void {
    this.#uses.push(use);
    if (this.#connection) use(this.#connection, this.#stage.signal);
  }

  /** Why what waited for the phone on a connection that is gone waits no more. */
  whyLost(): TelepadError {
    return this.host.session.state === 'closed' ? sessionClosed() : lostWhileWaiting();
  }

  /** A recovery may keep the connection; then nothing begins anew. */
  readonly #look = (): void => {
    const { session, connection, life } = this.host;
    if (connection === this.#connection || life.aborted) return;
    this.#stage.abort();
    this.#connection = undefined;
    if (!session.isLive || !connection) return;
    this.#connection = connection;
    this.#stage = new AbortController();
    for (const use of this.#uses) use(connection, this.#stage.signal);
  };
}
