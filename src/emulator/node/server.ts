import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { CloudResponse, CloudSocket, EmulatedCloud } from '../../core/ports/emulator.js';
import { listen, loopback, stopListening } from './listen.js';
import { readBody } from './read-body.js';

const maxBodyBytes = 1024 * 1024;
/** The longest signalling frame holds an SDP of a few kB. */
const maxFrameBytes = 256 * 1024;

/**
 * One cloud's HTTP and WebSocket server on loopback. Paths and bodies pass through as they came: room
 * tokens may hold `/`, `+` and `=`, and signatures are about raw bytes.
 */
export class CloudServer {
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes });
  readonly #cloud: () => EmulatedCloud;
  #port = 0;

  /** @param cloud asked for at each request, because a cloud is made with its server's address */
  constructor(cloud: () => EmulatedCloud) {
    this.#cloud = cloud;
    this.#server = createServer((request, response) => void this.#answer(request, response));
    this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    this.#server.on('clientError', (_error, socket) => refuse(socket, 400));
  }

  /** `host:port` */
  get address(): string {
    return `${loopback}:${this.#port}`;
  }

  /** @throws TelepadError `configuration_invalid` */
  async listen(port: number): Promise<void> {
    this.#port = await listen(this.#server, port, "the cloud's API");
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const { status, headers, body } = await this.#handle(request);
      response.writeHead(status, headers).end(body);
    } catch {
      // The request was broken off, or the cloud has a bug: either way the emulator lives on.
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end();
    }
  }

  async #handle(request: IncomingMessage): Promise<CloudResponse> {
    const body = await readBody(request, maxBodyBytes);
    if (body === undefined) return { status: 413, headers: { connection: 'close' }, body: '' };
    const { method = 'GET', url = '/', headers } = request;
    const queryAt = url.indexOf('?');
    return this.#cloud().handleRequest({
      method,
      path: queryAt < 0 ? url : url.slice(0, queryAt),
      query: queryAt < 0 ? '' : url.slice(queryAt + 1),
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]),
      ),
      body,
    });
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Whatever the far end does before the handshake is done must not reach the process.
    const ignore = () => {};
    socket.on('error', ignore);
    const admission = this.#cloud().acceptSocket(request.url ?? '/');
    if (typeof admission === 'number') {
      refuse(socket, admission);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
      socket.off('error', ignore);
      admission(new ServerSocket(webSocket));
    });
  }

  /** Cuts every connection and frees the port. */
  async close(): Promise<void> {
    for (const webSocket of this.#sockets.clients) webSocket.terminate();
    this.#sockets.close();
    await stopListening(this.#server);
  }
}

function refuse(socket: Duplex, status: number): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Refused'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}

/** A `ws` socket as the vendors' clouds see it. Binary frames are passed on as the UTF-8 text they hold. */
class ServerSocket implements CloudSocket {
  readonly #socket: WebSocket;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    // A frame that is too long or broken: `ws` closes the connection, which is all there is to do.
    socket.on('error', () => {});
  }

  send(data: string): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(data);
  }

  close(code = 1000): void {
    this.#socket.close(code);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  onMessage(listener: (data: string) => void): void {
    this.#socket.on('message', (data) => listener(data.toString()));
  }

  onClose(listener: (code: number) => void): void {
    this.#socket.on('close', listener);
  }
}
