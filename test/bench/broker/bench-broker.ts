import { median, quantile } from '../statistics.js';
import { createLoadRunner, type Load, type LoadResult } from './load.js';

/**
 * The broker alone, in this one process: its own work for a ticket, request and response objects, signature and
 * decryption included, against a vendor that answers at once. The loads alternate round by round, so that whatever
 * else the machine does meets all of them alike.
 */

const users = 5000;
const phones = 1000;
/** The phones of a wall; also the most that travel in one call by default. */
const wall = 20;
const crowd = 64;
const walls = 5;
const roundMs = 1000;

const phoneOf = (index: number) => `AC${String(index % phones).padStart(11, '0')}`;
const eachUserOnce = (index: number) => ({
  userId: `user-${index % users}`,
  phoneId: phoneOf(index),
});
const oneWallAfterAnother = (index: number) => ({
  userId: `user-${Math.floor(index / wall) % users}`,
  phoneId: phoneOf(index),
});

const loads = {
  crowd: {
    name: `${crowd} users at once`,
    pages: crowd,
    ticketsPerPage: 1,
    batchWindowMs: 5,
    order: eachUserOnce,
  },
  crowdAlone: {
    name: `${crowd} users at once, no batches`,
    pages: crowd,
    ticketsPerPage: 1,
    batchWindowMs: 0,
    order: eachUserOnce,
  },
  walls: {
    name: `${walls} walls of ${wall} phones at once`,
    pages: walls,
    ticketsPerPage: wall,
    batchWindowMs: 5,
    order: oneWallAfterAnother,
  },
  wallsAlone: {
    name: `${walls} walls of ${wall} phones at once, no batches`,
    pages: walls,
    ticketsPerPage: wall,
    batchWindowMs: 0,
    order: oneWallAfterAnother,
  },
} as const satisfies Record<string, Load>;
type LoadName = keyof typeof loads;
const names = Object.keys(loads) as readonly LoadName[];

export async function benchBroker(rounds: number): Promise<Readonly<Record<string, number>>> {
  const lanes = names.map((name) => ({
    name,
    run: createLoadRunner(loads[name]),
    results: [] as LoadResult[],
  }));
  for (const { run } of lanes) await run(roundMs);
  for (let round = 0; round < rounds; round += 1) {
    for (const lane of round % 2 === 0 ? lanes : lanes.toReversed()) {
      lane.results.push(await lane.run(roundMs));
    }
    console.log(`broker: round ${round + 1} of ${rounds}`);
  }
  const summaries = Object.fromEntries(
    lanes.map(({ name, results }) => [name, summarise(results)]),
  ) as Record<LoadName, ReturnType<typeof summarise>>;
  console.table(
    names.map((name) => ({
      load: loads[name].name,
      'tickets/s': Math.round(summaries[name].ticketsPerSecond),
      'cpu µs/ticket': Math.round(summaries[name].processorMicrosecondsPerTicket),
      'calls/ticket': summaries[name].upstreamCallsPerTicket.toFixed(3),
      'p50 ms': summaries[name].p50Ms.toFixed(1),
      'p99 ms': summaries[name].p99Ms.toFixed(1),
    })),
  );
  return {
    'broker.tickets_per_s': summaries.crowd.ticketsPerSecond,
    'broker.p99_ms': summaries.crowd.p99Ms,
    'broker.cpu_us_per_ticket': summaries.crowd.processorMicrosecondsPerTicket,
    'broker.tickets_per_s_ratio_vs_unbatched':
      summaries.crowd.ticketsPerSecond / summaries.crowdAlone.ticketsPerSecond,
    'broker.wall_tickets_per_s': summaries.walls.ticketsPerSecond,
    'broker.wall_tickets_per_s_ratio_vs_unbatched':
      summaries.walls.ticketsPerSecond / summaries.wallsAlone.ticketsPerSecond,
    'broker.upstream_calls_per_ticket': summaries.walls.upstreamCallsPerTicket,
  };
}

/** The median round; latencies of all rounds together. */
function summarise(results: readonly LoadResult[]) {
  const latenciesMs = results.flatMap((result) => result.latenciesMs);
  return {
    ticketsPerSecond: median(results.map((result) => result.ticketsPerSecond)),
    upstreamCallsPerTicket: median(results.map((result) => result.upstreamCallsPerTicket)),
    processorMicrosecondsPerTicket: median(
      results.map((result) => result.processorMicrosecondsPerTicket),
    ),
    p50Ms: median(latenciesMs),
    p99Ms: quantile(latenciesMs, 0.99),
  };
}
