/** A WebSocket that a test opens, feeds and breaks by hand. */
export class FakeWebSocket extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  /** All that were made since `reset`. */
  static made: FakeWebSocket[] = [];

  static reset(): void {
    FakeWebSocket.made = [];
  }

  static get last(): FakeWebSocket {
    const socket = FakeWebSocket.made.at(-1);
    if (!socket) throw new Error('no socket was opened');
    return socket;
  }

  readonly url: string;
  readyState: number = FakeWebSocket.CONNECTING;
  binaryType = 'blob';
  bufferedAmount = 0;
  readonly sent: unknown[] = [];
  closeCalls = 0;
  readonly #listening = new Map<string, number>();

  constructor(url: string) {
    super();
    if (url.includes('forbidden')) throw new DOMException('insecure', 'SecurityError');
    this.url = url;
    FakeWebSocket.made.push(this);
  }

  override addEventListener(...listener: Parameters<EventTarget['addEventListener']>): void {
    this.#listening.set(listener[0], (this.#listening.get(listener[0]) ?? 0) + 1);
    super.addEventListener(...listener);
  }

  override removeEventListener(...listener: Parameters<EventTarget['removeEventListener']>): void {
    this.#listening.set(listener[0], (this.#listening.get(listener[0]) ?? 0) - 1);
    super.removeEventListener(...listener);
  }

  get listenerCount(): number {
    return [...this.#listening.values()].reduce((sum, count) => sum + count, 0);
  }

  send(data: unknown): void {
    if (this.readyState !== FakeWebSocket.OPEN) throw new DOMException('', 'InvalidStateError');
    this.sent.push(data);
  }

  close(): void {
    this.closeCalls += 1;
    this.readyState = FakeWebSocket.CLOSING;
  }

  /** The server accepted the handshake. */
  open(): void {
    this.readyState = FakeWebSocket.OPEN;
    this.dispatchEvent(new Event('open'));
  }

  receive(data: string | ArrayBuffer): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }

  /** The server refused the handshake, or closed the connection. */
  breakOff(): void {
    this.readyState = FakeWebSocket.CLOSED;
    this.dispatchEvent(new Event('error'));
    this.dispatchEvent(new Event('close'));
  }
}
