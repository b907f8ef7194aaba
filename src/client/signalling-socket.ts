import { TelepadError } from '../core/errors.js';
import type { WireData } from '../core/ports/client.js';

/** How long the handshake of a vendor's WebSocket may take, in ms. */
export const socketOpenTimeoutMs = 10_000;

export interface SignallingSocketOptions {
  readonly url: string;
  /** How long the handshake may take, in ms. */
  readonly openTimeoutMs: number;
  readonly heartbeat: { readonly intervalMs: number; readonly data: WireData } | null;
  /** The handshake is through, and what had waited for it is sent. */
  readonly onOpen?: () => void;
  readonly onMessage: (data: WireData) => void;
  /** Called once, unless we closed it: refused before it opened, or lost afterwards. */
  readonly onLost: (error: TelepadError) => void;
}

/**
 * One WebSocket to a signalling server. What is sent before it is open waits. It never re-opens itself:
 * that is the session's decision.
 */
export class SignallingSocket {
  readonly #options: SignallingSocketOptions;
  readonly #socket: WebSocket;
  readonly #waiting: WireData[] = [];
  #openTimer: ReturnType<typeof setTimeout> | undefined;
  #heartbeatTimer: ReturnType<typeof setInterval> | undefined;
  #isEnded = false;
  #hasOpened = false;

  /** @throws TelepadError `signalling_refused` where the browser forbids the address outright */
  constructor(options: SignallingSocketOptions) {
    this.#options = options;
    try {
      this.#socket = new WebSocket(options.url);
    } catch (cause) {
      // A plain ws: address on an https page throws here in some browsers.
      throw new TelepadError(
        'signalling_refused',
        'This browser refused to open the signalling address. An https page needs a wss: address.',
        { cause, retryable: false },
      );
    }
    this.#socket.binaryType = 'arraybuffer';
    this.#socket.addEventListener('open', this.#opened);
    this.#socket.addEventListener('message', this.#received);
    this.#socket.addEventListener('close', this.#closed);
    // Alone, where the page's own policy forbids the address.
    this.#socket.addEventListener('error', this.#closed);
    this.#openTimer = setTimeout(this.#closed, options.openTimeoutMs);
  }

  /** True from its making until it is closed or lost. */
  get isAlive(): boolean {
    return !this.#isEnded;
  }

  /** Bytes that wait in the socket. */
  get bufferedAmount(): number {
    return this.#socket.bufferedAmount;
  }

  readonly #opened = (): void => {
    this.#hasOpened = true;
    clearTimeout(this.#openTimer);
    for (const data of this.#waiting.splice(0)) this.send(data);
    const { heartbeat } = this.#options;
    if (heartbeat) {
      this.#heartbeatTimer = setInterval(() => this.send(heartbeat.data), heartbeat.intervalMs);
    }
    this.#options.onOpen?.();
  };

  readonly #received = ({ data }: MessageEvent<string | ArrayBuffer>): void => {
    this.#options.onMessage(typeof data === 'string' ? data : new Uint8Array(data));
  };

  readonly #closed = (): void => {
    if (!this.#end()) return;
    this.#options.onLost(
      this.#hasOpened
        ? new TelepadError('signalling_lost', 'The signalling server closed the connection.')
        : new TelepadError(
            'signalling_refused',
            'The signalling server refused us or could not be reached. Check the network, and that the ticket has not expired.',
          ),
    );
  };

  send(data: WireData): void {
    if (this.#isEnded) return;
    if (this.#socket.readyState === WebSocket.CONNECTING) this.#waiting.push(data);
    else if (this.#socket.readyState === WebSocket.OPEN) {
      this.#socket.send(data as string | Uint8Array<ArrayBuffer>);
    }
  }

  /** False when it had ended before. */
  #end(): boolean {
    if (this.#isEnded) return false;
    this.#isEnded = true;
    clearTimeout(this.#openTimer);
    clearInterval(this.#heartbeatTimer);
    this.#socket.removeEventListener('open', this.#opened);
    this.#socket.removeEventListener('message', this.#received);
    this.#socket.removeEventListener('close', this.#closed);
    this.#socket.removeEventListener('error', this.#closed);
    this.#socket.close();
    return true;
  }

  /** Safe to call twice. */
  close(): void {
    this.#end();
  }
}
