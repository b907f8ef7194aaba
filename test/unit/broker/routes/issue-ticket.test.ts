import { describe, expect, it, vi } from 'vitest';
import type { RelayRules, SignallingRelay } from '../../../../src/core/ports/broker.js';
import { orderTicket, read, setStage, ticket } from '../broker-stage.js';

const failed = (code: string) => ({ error: expect.objectContaining({ code }) });

/** A relay that notes what it was given, and a vendor with rules for it. */
function setRelayStage() {
  const relayTicket = vi.fn<SignallingRelay['relayTicket']>((given) => ({
    ...given,
    signalling: { url: 'wss://relay.example.test/relay/id', isRelayed: true },
  }));
  const rules: RelayRules = { fromBrowser: () => 'pass' };
  const relayRules = vi.fn(() => rules);
  const stage = setStage({ signallingRelay: { relayTicket }, abilities: { relayRules } });
  return { ...stage, relayTicket, relayRules, rules };
}

describe('POST …/tickets of a broker with a relay', () => {
  it('answers with the relay’s address, and the vendor’s own goes nowhere else', async () => {
    const { broker, relayTicket, relayRules, rules, log } = setRelayStage();
    const answer = await read(await broker(orderTicket()));
    expect(answer.body).toEqual({
      ...ticket,
      signalling: { url: 'wss://relay.example.test/relay/id', isRelayed: true },
    });
    expect(JSON.stringify([answer, log])).not.toContain('signal.example.test');
    const [[given, rulesOf] = []] = relayTicket.mock.calls;
    expect(given).toEqual(ticket);
    // A connection's rules are made from the vendor's ticket when it begins.
    expect(relayRules).not.toHaveBeenCalled();
    expect(rulesOf?.()).toBe(rules);
    expect(relayRules.mock.calls).toEqual([[ticket]]);
  });

  it.each([
    ['https:', 'https://app.example.test', 'https://broker.example.test/telepad/tickets'],
    ['http:', 'http://app.example.test', 'http://broker.example.test/telepad/tickets'],
  ])(
    'lets the vendor choose any scheme for a page over %s, and tells the relay the page’s',
    async (_scheme, origin, askedAt) => {
      const { broker, issue, relayTicket } = setRelayStage();
      await broker(orderTicket(undefined, { origin }));
      expect(issue.mock.calls[0]?.[0]).toMatchObject({ isSecurePage: false, isRelayed: true });
      expect(relayTicket.mock.calls[0]?.[2]).toBe(askedAt);
    },
  );

  it('refuses a vendor that cannot be relayed, without asking it', async () => {
    const { relayTicket } = setRelayStage();
    const { broker, issue } = setStage({ signallingRelay: { relayTicket } });
    const answer = await read(await broker(orderTicket()));
    expect(answer).toMatchObject({ status: 501, body: failed('not_supported') });
    expect(issue).not.toHaveBeenCalled();
    expect(relayTicket).not.toHaveBeenCalled();
  });
});

it('POST …/tickets without a relay tells the vendor whether the page is secure', async () => {
  const { broker, issue } = setStage();
  for (const origin of ['https://app.example.test', 'http://app.example.test']) {
    await broker(orderTicket(undefined, { origin }));
  }
  expect(issue.mock.calls.map(([{ isSecurePage }]) => isSecurePage)).toEqual([true, false]);
});
