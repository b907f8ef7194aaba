import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Broker } from '../create-broker.js';

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
  broker: Broker,
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
      await writeResponse(await broker(request), incoming, outgoing);
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

/** A body parser that ran before has eaten the stream; what it made of it becomes text again. */
function toBody(incoming: NodeRequest): string | ReadableStream<Uint8Array> {
  if (incoming.readableEnded && incoming.body !== undefined) {
    const { body } = incoming;
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
): Promise<void> {
  const body = await response.text();
  // The client has gone: there is nobody to answer.
  if (outgoing.destroyed) return;
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) outgoing.setHeader(name, value);
  outgoing.setHeader('content-length', Buffer.byteLength(body));
  // Whatever was not read of a request that was refused is not waited for.
  if (!incoming.complete) outgoing.setHeader('connection', 'close');
  outgoing.end(body);
}
