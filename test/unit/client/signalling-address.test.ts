import { describe, expect, it } from 'vitest';
import {
  noteAdmission,
  noteNextAddress,
  signallingAddress,
} from '../../../src/client/signalling-address.js';
import type { Ticket } from '../../../src/core/ticket.js';

const first = 'wss://app.example.test/telepad/relay/first';
const next = 'wss://app.example.test/telepad/relay/next';

const ticketWith = (signalling: Ticket['signalling']): Ticket => ({
  vendor: 'fake',
  phoneId: 'p1',
  userId: 'mia',
  role: 'control',
  expiresAt: 0,
  signalling,
  iceServers: [],
});
const relayed = () => ticketWith({ url: first, isRelayed: true });
const told = (url: string) => `telepad-relay:${JSON.stringify({ url })}`;

describe('a relayed ticket’s address', () => {
  it('is the ticket’s until it has admitted, however often that fails', () => {
    const ticket = relayed();
    expect([signallingAddress(ticket), signallingAddress(ticket)]).toEqual([first, first]);
  });

  it('is the one that the relay told, each time anew', () => {
    const ticket = relayed();
    noteAdmission(ticket);
    expect(noteNextAddress(ticket, told(next))).toBe(true);
    expect(signallingAddress(ticket)).toBe(next);
    noteAdmission(ticket);
    expect(noteNextAddress(ticket, told(`${next}2`))).toBe(true);
    expect(signallingAddress(ticket)).toBe(`${next}2`);
  });

  it('is none when the connection broke before the next was told: another ticket is asked for', () => {
    const ticket = relayed();
    noteAdmission(ticket);
    expect(() => signallingAddress(ticket)).toThrow(
      expect.objectContaining({ code: 'ticket_expired', retryable: true }),
    );
  });

  it.each([
    'wss://evil.example.test/telepad/relay/next',
    'wss://app.example.test.evil.test/telepad/relay/next',
    'ws://app.example.test/telepad/relay/next',
    'wss://app.example.test/elsewhere',
    'javascript:alert(1)',
    'next',
  ])('is never one beyond the relay, which is not the vendor’s to hear of either: %s', (url) => {
    const ticket = relayed();
    noteAdmission(ticket);
    expect(noteNextAddress(ticket, told(url))).toBe(true);
    expect(() => signallingAddress(ticket)).toThrow('The ticket');
  });

  it('belongs to one ticket', () => {
    const [ticket, other] = [relayed(), relayed()];
    noteAdmission(ticket);
    noteNextAddress(ticket, told(next));
    expect(signallingAddress(other)).toBe(first);
  });

  it.each(['telepad-relay:', 'telepad-relay:{}', '{"event":"ownJoinRoom"}', '', new Uint8Array(3)])(
    'is not in the frame %j',
    (frame) => {
      const ticket = relayed();
      noteAdmission(ticket);
      expect(noteNextAddress(ticket, frame)).toBe(false);
    },
  );
});

it('a ticket of the vendor’s own keeps its address, whatever the vendor says', () => {
  const ticket = ticketWith({ url: first });
  noteAdmission(ticket);
  expect(noteNextAddress(ticket, told(next))).toBe(false);
  expect(signallingAddress(ticket)).toBe(first);
});
