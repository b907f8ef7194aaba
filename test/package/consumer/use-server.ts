import { createServer } from 'node:http';
import { type Broker, createBroker } from 'telepad/broker';
import { createNodeListener } from 'telepad/broker/node';

/** A server's code as its author would write it; it only has to compile. */
export function serve(accessKey: string, secretKey: string): Broker {
  const broker = createBroker({
    vendors: { armcloud: { accessKey, secretKey, baseUrl: 'https://api.example' } },
    authorize: () => ({ userId: 'u', phones: ['a'], role: 'control' }),
  });
  createServer(createNodeListener(broker));
  return broker;
}
