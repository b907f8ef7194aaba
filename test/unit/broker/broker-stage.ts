import { vi } from 'vitest';
import type { BrokerBehaviour } from '../../../src/broker/broker-behaviour.js';
import { type Broker, createBroker } from '../../../src/broker/create-broker.js';
import type { Grant } from '../../../src/broker/grant.js';
import type { BrokerLogEntry } from '../../../src/broker/log-entry.js';
import type { BrokerTools, BrokerVendor, TicketRequest } from '../../../src/core/ports/broker.js';
import type { Ticket } from '../../../src/core/ticket.js';

export const grant: Grant = { userId: 'u7', phones: ['phone-1', 'phone-2'], role: 'control' };

export const ticket: Ticket = {
  vendor: 'fake',
  phoneId: 'phone-1',
  userId: 'u7',
  role: 'control',
  expiresAt: 1735790645000,
  signalling: { url: 'wss://signal.example.test/room' },
  iceServers: [],
};

export interface StageOptions extends BrokerBehaviour {
  readonly vendors?: readonly BrokerVendor[];
  /** Of the one fake vendor. */
  readonly issueTicket?: (request: TicketRequest, tools: BrokerTools) => Promise<Ticket>;
  /** What the fake vendor can do besides. */
  readonly abilities?: Pick<
    BrokerVendor,
    'issueGroupTicket' | 'device' | 'readCallback' | 'relayRules' | 'endSession' | 'keepMs'
  >;
}

/** A broker with a fake vendor, its log, and what the vendor was asked. */
export function setStage({ vendors, issueTicket, abilities, ...behaviour }: StageOptions = {}) {
  const log: BrokerLogEntry[] = [];
  const issue = vi.fn(issueTicket ?? (async () => ticket));
  const broker: Broker = createBroker(
    vendors ?? [{ id: 'fake', issueTicket: issue, ...abilities }],
    {
      authorize: () => grant,
      log: (entry) => log.push(entry),
      now: () => 1735787045000,
      ...behaviour,
    },
  );
  return { broker, log, issue };
}

export function orderTicket(
  body: unknown = { phoneId: 'phone-1' },
  headers: Record<string, string> = {},
): Request {
  return post('tickets', body, headers);
}

/** A POST of JSON to a route, such as `device/restart`. */
export function post(route: string, body: unknown, headers: Record<string, string> = {}): Request {
  return new Request(`http://broker.example.test/telepad/${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

export function listPhones(headers: Record<string, string> = {}): Request {
  return new Request('http://broker.example.test/telepad/phones', { headers });
}

/** Status, the headers that matter and the parsed body. */
export async function read(response: Response) {
  const text = await response.text();
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: text === '' ? null : (JSON.parse(text) as unknown),
  };
}
