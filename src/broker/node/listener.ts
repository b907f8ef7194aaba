import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeStream } from 'node:stream/web';

export interface NodeListenerOptions {
  /**
   * Believes the `X-Forwarded-Proto` header. Default false. Set it only behind a proxy that writes this
   * header itself, else anybody could.
   */
  readonly trustForwardedProtocol?: boolean;
}

/** Of Express and its kin, what differs from `node:http`. */
export interface NodeRequest extends IncomingMessage {
  /** The path before the mount point was cut off. */
  readonly originalUrl?: string;
  /** Set by body parsers that ran before. */
  readonly body?: unknown;
}

/** Fits `http.createServer` and, as a handler, Express, Connect and their kin. */
export type NodeListener = (
  request: NodeRequest,
  response: ServerResponse,
  next?: (error: unknown) => void,
) => void;

/** Lets a broker answer requests of `node:http`. */
export function createNodeListener(
  broker: (request: Request) => Promise<Response>,
  { trustForwardedProtocol = false }: NodeListenerOptions = {},
): NodeListener {
  return (incoming, outgoing, next) => {
    const gone = new AbortController();
    outgoing.once('close', () => gone.abort());
    const answer = async () => {
      const request = toRequest(incoming, trustForwardedProtocol, gone.signal);
      if (!request) {
        outgoing.writeHead(400).end();
        return;
      }
      await writeResponse(await broker(request), incoming, outgoing, gone.signal);
    };
    answer().catch((error: unknown) => {
      if (next) next(error);
      else outgoing.destroy();
    });
  };
}

/** `undefined` when Host header and path make no address, or the method is one that `Request` refuses. */
function toRequest(
  incoming: NodeRequest,
  trustForwardedProtocol: boolean,
  signal: AbortSignal,
): Request | undefined {
  const method = incoming.method ?? 'GET';
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headersDistinct)) {
    for (const one of value ?? []) headers.append(name, one);
  }
  const body = method === 'GET' || method === 'HEAD' ? null : toBody(incoming);
  const path = incoming.originalUrl ?? incoming.url ?? '/';
  const origin = `${readProtocol(incoming, trustForwardedProtocol)}://${incoming.headers.host ?? 'localhost'}`;
  // A body that streams has to say so; the DOM's types do not know the word yet.
  const init: RequestInit & { duplex: 'half' } = { method, headers, body, signal, duplex: 'half' };
  try {
    return new Request(new URL(path.replace(/^\/+/, '/'), origin), init);
  } catch {
    return undefined;
  }
}

function readProtocol(incoming: NodeRequest, trustForwardedProtocol: boolean): 'http' | 'https' {
  const forwarded = incoming.headers['x-forwarded-proto'];
  if (trustForwardedProtocol && typeof forwarded === 'string') {
    return forwarded.split(',')[0]?.trim() === 'https' ? 'https' : 'http';
  }
  return 'encrypted' in incoming.socket ? 'https' : 'http';
}

/** A body parser that ran before has eaten the stream; what it made of it becomes what it was again. */
function toBody(
  incoming: NodeRequest,
): string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> {
  if (incoming.readableEnded && incoming.body !== undefined) {
    const { body } = incoming;
    if (body instanceof Uint8Array) return new Uint8Array(body);
    return typeof body === 'string' ? body : JSON.stringify(body);
  }
  // Not Readable.toWeb: cancelling that destroys the socket, and with it the answer "too long".
  const chunks = incoming.iterator({ destroyOnReturn: false });
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel() {
      // Not waited for: it comes after the chunk that is under way, which a slow sender may never finish.
      chunks.return?.().catch(() => {});
    },
  });
}

async function writeResponse(
  response: Response,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  gone: AbortSignal,
): Promise<void> {
  // Whoever says how long it is has a file: that is not gathered first.
  if (response.headers.has('content-length')) return writeFile(response, outgoing);
  if (response.headers.get('content-type') === 'application/x-ndjson') {
    return writeLines(response, outgoing, gone);
  }
  const body = await response.text();
  // The client has gone: there is nobody to answer.
  if (outgoing.destroyed) return;
  writeHead(response, outgoing);
  outgoing.setHeader('content-length', Buffer.byteLength(body));
  // Whatever was not read of a request that was refused is not waited for.
  if (!incoming.complete) outgoing.setHeader('connection', 'close');
  outgoing.end(body);
}

/** Each line is for a page that waits for it. */
async function writeLines(
  response: Response,
  outgoing: ServerResponse,
  gone: AbortSignal,
): Promise<void> {
  writeHead(response, outgoing);
  outgoing.flushHeaders();
  try {
    for await (const line of Readable.fromWeb(response.body as NodeStream)) {
      const isTaken = outgoing.write(line);
      // What compresses answers, such as Express's `compression`, gathers them otherwise.
      if ('flush' in outgoing && typeof outgoing.flush === 'function') outgoing.flush();
      if (!isTaken) await once(outgoing, 'drain', { signal: gone });
    }
    outgoing.end();
  } catch {
    // The client has gone.
    outgoing.destroy();
  }
}

function writeHead({ status, headers }: Response, outgoing: ServerResponse): void {
  outgoing.statusCode = status;
  for (const [name, value] of headers) outgoing.setHeader(name, value);
}

async function writeFile(response: Response, outgoing: ServerResponse): Promise<void> {
  const { body } = response;
  writeHead(response, outgoing);
  if (!body) {
    outgoing.end();
    return;
  }
  try {
    await pipeline(Readable.fromWeb(body as NodeStream), outgoing);
  } catch {
    // The client has gone, or the rest cannot be read: an answer that is too short says so.
    outgoing.destroy();
  }
}
