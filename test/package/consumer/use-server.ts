import { createServer } from 'node:http';
import { type Broker, createBroker } from 'telepad/broker';
import {
  type BrokerServer,
  createNodeListener,
  createSignallingRelay,
  type NodeSignallingRelay,
  type RelayLogEntry,
  serveBroker,
} from 'telepad/broker/node';
import { type Emulator, startEmulator } from 'telepad/emulator';

/** A test's code as its author would write it. */
export async function lookAtPhone(): Promise<number> {
  const emulator: Emulator = await startEmulator({ impairable: { seed: 42 } });
  const [phoneId = ''] = emulator.clouds.armcloud.phoneIds;
  emulator.faults.cutMedia = true;
  emulator.phone(phoneId).setNetwork({ lossRate: 0.05, delayMs: 100 });
  const { touches } = emulator.phone(phoneId).state();
  await emulator.close();
  return touches.length;
}

/** A server's code as its author would write it; it only has to compile. */
export function serve(accessKey: string, secretKey: string): Broker {
  const broker = createBroker({
    vendors: { armcloud: { accessKey, secretKey, baseUrl: 'https://api.example' } },
    authorize: () => ({ userId: 'u', phones: ['a'], role: 'control', operations: ['restart'] }),
    rateLimits: { ticketsPerUser: { points: 10, durationSeconds: 60 } },
    callbacks: {
      secret: 'sixteen-or-longer',
      onNews: ({ vendor, type }) => console.log(vendor, type),
    },
  });
  createServer(createNodeListener(broker));
  return broker;
}

/** A server with a relay, as its author would write it. */
export function serveRelay(broker: (relay: NodeSignallingRelay) => Broker): Promise<BrokerServer> {
  const log = ({ event, reason }: RelayLogEntry) => console.log(event, reason);
  const relay = createSignallingRelay({ log, limits: { idleTimeoutMs: 60_000 } });
  const server = createServer(createNodeListener(broker(relay)));
  server.on('upgrade', (request, socket, head) => {
    if (!relay.handleUpgrade(request, socket, head)) socket.destroy();
  });
  return serveBroker({ broker: broker(relay), relay });
}
