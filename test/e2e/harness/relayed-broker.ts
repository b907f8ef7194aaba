import type { IncomingMessage, RequestListener } from 'node:http';
import type { Duplex } from 'node:stream';
import type { BrokerOptions } from 'telepad/broker';
import type { NodeSignallingRelay, RelayLogEntry } from 'telepad/broker/node';

/** A broker whose tickets lead through its relay, in a process that can be started anew. */
export interface RelayedBroker {
  readonly listener: RequestListener;
  /** False for upgrades that are not the relay's. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  readonly log: readonly RelayLogEntry[];
  /** The vendor's addresses, with their room tokens, that the relay keeps to itself. */
  readonly hidden: readonly string[];
  /** Cuts the browsers' connections to the relay, as a network that goes away. */
  cut(): void;
  /** What a new process of the broker has: no memory of its tickets. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** @param createListener makes a listener of a broker with these further options */
export function openRelayedBroker(
  createSignallingRelay: typeof import('telepad/broker/node').createSignallingRelay,
  createListener: (options: Pick<BrokerOptions, 'signallingRelay'>) => RequestListener,
): RelayedBroker {
  const log: RelayLogEntry[] = [];
  const hidden: string[] = [];
  const sockets = new Set<Duplex>();
  let relay: NodeSignallingRelay;
  let listener: RequestListener;

  let generation = 0;

  const start = () => {
    generation += 1;
    const own = generation;
    relay = createSignallingRelay({ log: (entry) => log.push(entry) });
    const { relayTicket } = relay;
    listener = createListener({
      signallingRelay: {
        relayTicket(ticket, rules, askedAt, observer) {
          hidden.push(ticket.signalling.url);
          return relayTicket(ticket, rules, askedAt, {
            get isOver() {
              return observer?.isOver === true;
            },
            joined: () => observer?.joined(),
            // The end of a process is heard by nobody in it.
            left: () => {
              if (own === generation) observer?.left();
            },
          });
        },
      },
    });
  };
  start();
  return {
    listener: (request, response) => listener(request, response),
    handleUpgrade(request, socket, head) {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      return relay.handleUpgrade(request, socket, head);
    },
    log,
    hidden,
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    async restart() {
      const old = relay;
      start();
      await old.close();
    },
    close: () => relay.close(),
  };
}
