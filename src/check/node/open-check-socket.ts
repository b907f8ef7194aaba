import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { TelepadError } from '../../core/errors.js';
import type { CheckSocket, CheckSocketNews } from '../../core/ports/check.js';

/** As long as a page waits. */
const openTimeoutMs = 10_000;
const options = {
  /** Far beyond any offer, in bytes. */
  maxPayload: 1_048_576,
  perMessageDeflate: false,
  followRedirects: false,
  /** How long a goodbye waits for its answer, in ms; the types do not know it yet. */
  ...{ closeTimeout: 2000 },
};

/**
 * Opens a WebSocket as a page would, and keeps what comes until it is asked for.
 * @param url complete; never part of a message
 * @throws TelepadError `signalling_refused`, or `aborted`
 */
export function openCheckSocket(url: string, signal: AbortSignal): Promise<CheckSocket> {
  return new Promise((resolve, reject) => {
    let socket: WebSocket;
    try {
      signal.throwIfAborted();
      socket = new WebSocket(url, options);
    } catch (cause) {
      reject(signal.aborted ? aborted() : refused('is no address that can be called', cause));
      return;
    }
    const end = () => socket.terminate();
    signal.addEventListener('abort', end);
    const timer = setTimeout(
      () => fail(refused(`did not answer within ${openTimeoutMs} ms`)),
      openTimeoutMs,
    );
    const fail = (error: TelepadError) => {
      clearTimeout(timer);
      reject(signal.aborted ? aborted() : error);
      end();
    };
    socket.once('unexpected-response', (_request, response: IncomingMessage) =>
      fail(refused(`answered with HTTP status ${response.statusCode}`)),
    );
    // Stays for the socket's life: its errors end in a close, which is listened to.
    socket.on('error', (cause: NodeJS.ErrnoException) => fail(refused(inWords(cause), cause)));
    socket.once('close', () => {
      signal.removeEventListener('abort', end);
      fail(refused('hung up'));
    });
    // At once: the first frame may come together with the end of the handshake.
    const frames = new FrameQueue(socket);
    socket.once('open', () => {
      clearTimeout(timer);
      resolve(frames);
    });
  });
}

function refused(what: string, cause?: unknown): TelepadError {
  return new TelepadError(
    'signalling_refused',
    `The signalling server was called with a WebSocket, but it ${what}. Check that this machine may reach the vendor's servers.`,
    cause === undefined ? {} : { cause },
  );
}

function aborted(): TelepadError {
  return new TelepadError('aborted', 'The signalling server was no longer wanted.');
}

function inWords({ code = '', message }: NodeJS.ErrnoException): string {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'has a name that is not known here';
  if (code === 'ECONNREFUSED') return 'refused the connection';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'has a certificate of another name';
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code))
    return 'has a certificate that nobody vouches for';
  if (/SSL|TLS|EPROTO/.test(code) || /SSL|TLS/.test(message)) return 'does not speak TLS';
  return `could not be reached${code === '' ? '' : ` (${code})`}`;
}

/** Keeps what comes, so that a reader who looks later misses nothing. */
class FrameQueue implements CheckSocket {
  readonly #socket: WebSocket;
  readonly #news: CheckSocketNews[] = [];
  #deliver: ((news: CheckSocketNews) => void) | undefined;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data: Buffer, isBinary) =>
      this.#add({ type: 'frame', data: isBinary ? new Uint8Array(data) : data.toString() }),
    );
    socket.once('close', (code) => this.#add({ type: 'closed', code }));
  }

  #add(news: CheckSocketNews): void {
    if (this.#deliver) this.#deliver(news);
    else this.#news.push(news);
  }

  send(data: string): void {
    this.#socket.send(data, () => {
      // What could not be sent shows in the close that follows.
    });
  }

  receive(timeoutMs: number): Promise<CheckSocketNews> {
    const [first] = this.#news;
    if (first) {
      // The end stays, for whoever asks again.
      if (first.type !== 'closed') this.#news.shift();
      return Promise.resolve(first);
    }
    return new Promise((resolve) => {
      const settle = (news: CheckSocketNews) => {
        clearTimeout(timer);
        this.#deliver = undefined;
        if (news.type === 'closed') this.#news.push(news);
        resolve(news);
      };
      const timer = setTimeout(() => settle({ type: 'silence' }), timeoutMs);
      this.#deliver = settle;
    });
  }

  close(): void {
    this.#socket.close(1000);
  }
}
