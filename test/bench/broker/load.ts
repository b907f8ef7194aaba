import { createBroker } from 'telepad/broker';
import { createInstantCloud } from './instant-cloud.js';

/** Who asks for what. */
export interface Load {
  readonly name: string;
  /** Pages that ask at the same time, each again as soon as it has its answers. */
  readonly pages: number;
  /** Tickets that a page asks for at once. */
  readonly ticketsPerPage: number;
  /** How long tickets wait for others of their user, in ms; 0 is without batches. */
  readonly batchWindowMs: number;
  /** The user and the phone of the ticket with this number. */
  order(index: number): { readonly userId: string; readonly phoneId: string };
}

export interface LoadResult {
  readonly ticketsPerSecond: number;
  readonly upstreamCallsPerTicket: number;
  /** Processor time in all threads, in µs: what another process takes from us does not count. */
  readonly processorMicrosecondsPerTicket: number;
  /** Of each ticket, in ms. */
  readonly latenciesMs: readonly number[];
}

/** Far beyond what is asked for: the limiters count, as they do for everybody, but refuse nobody. */
const unreachable = { points: 1_000_000_000, durationSeconds: 60 };

export type LoadRunner = (durationMs: number) => Promise<LoadResult>;

/** A broker with its cloud, both used again and again, as a server is. */
export function createLoadRunner({
  pages,
  ticketsPerPage,
  batchWindowMs,
  order,
}: Load): LoadRunner {
  const cloud = createInstantCloud();
  const broker = createBroker({
    vendors: {
      armcloud: {
        accessKey: 'bench-access-key',
        secretKey: 'bench-secret-key',
        baseUrl: 'https://cloud.example.test',
        batchWindowMs,
      },
    },
    authorize: ({ headers }) => ({
      userId: headers.get('x-user') ?? 'nobody',
      phones: 'all',
      role: 'control',
    }),
    rateLimits: { ticketsPerUser: unreachable, callsPerVendor: [unreachable, unreachable] },
    log: () => {},
    fetch: cloud.fetch,
  });
  let index = 0;

  async function askForOne(number: number, latenciesMs: number[]): Promise<void> {
    const { userId, phoneId } = order(number);
    const startedAt = performance.now();
    const response = await broker(
      new Request('https://app.example.test/telepad/tickets', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-user': userId },
        body: JSON.stringify({ phoneId }),
      }),
    );
    const text = await response.text();
    latenciesMs.push(performance.now() - startedAt);
    if (response.status !== 200 || !text.includes('192.0.2.1')) {
      throw new Error(`The broker answered ${response.status}: ${text.slice(0, 200)}`);
    }
  }

  return async (durationMs) => {
    const latenciesMs: number[] = [];
    cloud.reset();
    const startedAt = performance.now();
    const processorAtStart = process.cpuUsage();
    const runPage = async () => {
      while (performance.now() - startedAt < durationMs) {
        const first = index;
        index += ticketsPerPage;
        await Promise.all(
          Array.from({ length: ticketsPerPage }, (_, more) => askForOne(first + more, latenciesMs)),
        );
      }
    };
    await Promise.all(Array.from({ length: pages }, runPage));
    const seconds = (performance.now() - startedAt) / 1000;
    const { user, system } = process.cpuUsage(processorAtStart);
    return {
      ticketsPerSecond: latenciesMs.length / seconds,
      upstreamCallsPerTicket: cloud.calls() / latenciesMs.length,
      processorMicrosecondsPerTicket: (user + system) / latenciesMs.length,
      latenciesMs,
    };
  };
}
