import { createServer } from 'node:http';
import { type Broker, createBroker } from 'telepad/broker';
import { createNodeListener } from 'telepad/broker/node';
import { type Emulator, startEmulator } from 'telepad/emulator';

/** A test's code as its author would write it. */
export async function lookAtPhone(): Promise<number> {
  const emulator: Emulator = await startEmulator();
  const [phoneId = ''] = emulator.clouds.armcloud.phoneIds;
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
