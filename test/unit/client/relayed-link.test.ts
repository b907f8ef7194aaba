import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type LinkListener, WebRtcLink } from '../../../src/client/webrtc-link.js';
import type { TelepadError } from '../../../src/core/errors.js';
import type { Ticket } from '../../../src/core/ticket.js';
import { FakeDialect } from './fake-dialect.js';
import { FakePeer } from './fake-peer.js';
import { FakeWebSocket } from './fake-web-socket.js';

const folder = 'wss://app.example.test/relay/';

beforeEach(() => {
  vi.useFakeTimers();
  FakeWebSocket.reset();
  vi.stubGlobal('WebSocket', FakeWebSocket);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function openLink() {
  const ticket: Ticket = {
    vendor: 'fake',
    phoneId: 'p1',
    userId: 'mia',
    role: 'control',
    expiresAt: 0,
    signalling: { url: `${folder}1`, isRelayed: true },
    iceServers: [],
  };
  const lost: string[] = [];
  const listener = {
    signallingLost: ({ code }: TelepadError) => lost.push(code),
  } as unknown as LinkListener;
  const dialect = new FakeDialect();
  const heard = vi.spyOn(dialect, 'signalReceived');
  const make = () =>
    new WebRtcLink(
      ticket,
      dialect,
      { media: 'both', keyboardMode: null },
      listener,
      (options) => new FakePeer(options),
    );
  return { link: make(), make, lost, heard };
}

const told = (id: string) => `telepad-relay:{"url":"${folder}${id}"}`;

describe('a link through a relay', () => {
  it('keeps the relay’s word from the dialect, and comes back with the address in it', () => {
    const { link, lost, heard } = openLink();
    FakeWebSocket.last.open();
    FakeWebSocket.last.receive(told('2'));
    FakeWebSocket.last.receive('[]');
    expect(heard.mock.calls).toEqual([['[]']]);
    FakeWebSocket.last.breakOff();
    expect(lost).toEqual(['signalling_lost']);
    link.openSignalling();
    // Not admitted: the same address again.
    FakeWebSocket.last.breakOff();
    link.openSignalling();
    expect(FakeWebSocket.made.map(({ url }) => url)).toEqual([
      `${folder}1`,
      `${folder}2`,
      `${folder}2`,
    ]);
  });

  it('says that its ticket is used up when it was not told how to come back, and opens nothing', () => {
    const { link, lost } = openLink();
    FakeWebSocket.last.open();
    FakeWebSocket.last.breakOff();
    link.openSignalling();
    expect(lost).toEqual(['signalling_lost', 'ticket_expired']);
    expect(FakeWebSocket.made).toHaveLength(1);
  });

  it('hands the address on to the next link on the same ticket', () => {
    const { link, make } = openLink();
    FakeWebSocket.last.open();
    FakeWebSocket.last.receive(told('2'));
    link.close();
    make();
    expect(FakeWebSocket.last.url).toBe(`${folder}2`);
  });
});
