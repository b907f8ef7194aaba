import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { PacketPath, type PacketPathOptions } from './packet-path.js';
import { type Endpoint, relayAddress } from './rewrite-candidates.js';

/** Room for a burst of video that comes while this process draws a picture, in bytes. */
const receiveBufferBytes = 1024 * 1024;

/** How long packets still pass after the phone has hung up, in ms: its goodbye is among them, and may be late. */
const lastWordsMs = 1000;

/** A browser has a handful of candidates; more senders than this at one port are somebody else's. */
const maxSenders = 32;

/**
 * Stands between one browser and one phone. For each endpoint of the phone it opens a port on loopback; for each
 * address from which a browser sends there, it opens a socket of its own towards the phone, so that the phone can
 * tell them apart. Every packet, either way, takes the `PacketPath`.
 */
export class UdpRelay {
  readonly #options: PacketPathOptions;
  readonly #path: PacketPath;
  readonly #ports = new Map<string, Promise<number>>();
  readonly #sockets = new Set<Socket>();
  #isClosed = false;
  #closesSoon = false;

  constructor(options: PacketPathOptions) {
    this.#options = options;
    this.#path = new PacketPath(options);
  }

  /**
   * The port on loopback that leads to this endpoint, always the same one for the same endpoint.
   * @throws Error of the system, when it gives no port, or when the relay is closed
   */
  portTo(endpoint: Endpoint): Promise<number> {
    const key = keyOf(endpoint);
    const existing = this.#ports.get(key);
    if (existing) return existing;
    const port = this.#openTo(endpoint);
    this.#ports.set(key, port);
    return port;
  }

  async #openTo(phone: Endpoint): Promise<number> {
    const front = await this.#bind(relayAddress);
    if (this.#isClosed) throw closed();
    const backs = new Map<string, Socket>();
    front.on('message', (packet, browser) => {
      const key = keyOf(browser);
      const back =
        backs.get(key) ?? (backs.size < maxSenders && this.#backOf(front, phone, browser));
      if (!back) return;
      backs.set(key, back);
      this.#forward(packet, back, phone);
    });
    return front.address().port;
  }

  /** Bound where the phone is: from another interface's address the system might not reach it. */
  #backOf(front: Socket, phone: Endpoint, { address, port }: RemoteInfo): Socket {
    const back = this.#open();
    const browser = { address, port };
    back.on('message', (packet, from) => {
      if (from.port === phone.port && from.address === phone.address) {
        this.#forward(packet, front, browser);
      }
    });
    back.bind({ port: 0, address: phone.address });
    return back;
  }

  #forward(packet: Uint8Array, socket: Socket, { address, port }: Endpoint): void {
    this.#path.pass(() => {
      // A socket that lost its port to an error is closed.
      if (this.#sockets.has(socket)) socket.send(packet, port, address);
    });
  }

  #open(): Socket {
    if (this.#isClosed) throw closed();
    const socket = createSocket({
      type: 'udp4',
      recvBufferSize: receiveBufferBytes,
      // Only addresses come here; asking the resolver would cost a turn of the event loop for each packet.
      lookup: (address, _options, found) => found(null, address, 4),
    });
    this.#sockets.add(socket);
    socket.on('error', () => this.#closeSocket(socket));
    return socket;
  }

  #bind(address: string): Promise<Socket> {
    return new Promise((resolve, reject) => {
      const socket = this.#open();
      socket.once('error', reject);
      socket.once('listening', () => resolve(socket));
      socket.bind({ port: 0, address });
    });
  }

  #closeSocket(socket: Socket): void {
    if (this.#sockets.delete(socket)) socket.close();
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Closes when the phone's last words have passed. */
  closeSoon(): void {
    if (this.#closesSoon) return;
    this.#closesSoon = true;
    this.#options.after(lastWordsMs, () => this.close());
  }

  /** Frees every port. Safe to call twice. */
  close(): void {
    this.#isClosed = true;
    this.#path.close();
    for (const socket of this.#sockets) this.#closeSocket(socket);
  }
}

function closed(): Error {
  return new Error('The relay is closed.');
}

function keyOf({ address, port }: Endpoint): string {
  return `${address} ${port}`;
}
