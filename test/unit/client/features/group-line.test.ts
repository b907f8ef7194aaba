import { describe, expect, it, vi } from 'vitest';
import { TelepadError } from '../../../../src/core/errors.js';
import {
  admit,
  FakeWebSocket,
  key,
  openedGroup,
  pass,
  sent,
  setTheGroupStage,
  ticketFor,
} from './group-stage.js';

const page = setTheGroupStage();

/** With randomness in the middle: 225 ms, 450 ms, 900 ms, … */
const firstWaitMs = 225;

describe('a room that is lost', () => {
  it('is entered again on the same ticket, after a while, and told meanwhile', async () => {
    const { group, ticket, heard } = await openedGroup();
    FakeWebSocket.last.breakOff();
    expect(group.isConnected).toBe(false);
    expect(group.phoneIds).toEqual(['p2', 'p3']);
    expect(heard).toEqual(['change', 'signalling_lost']);
    await pass(firstWaitMs - 1);
    expect(FakeWebSocket.made).toHaveLength(1);
    await pass(1);
    expect(FakeWebSocket.made).toHaveLength(2);
    await admit();
    expect(group.isConnected).toBe(true);
    expect(ticket).toHaveBeenCalledTimes(1);
    expect(heard).toEqual(['change', 'signalling_lost', 'change']);
  });

  it('first hears what lets go of what was down, and nothing of what went on meanwhile', async () => {
    const { host } = await openedGroup();
    host.touch('down', 1);
    host.userDoes(key('down', 29));
    FakeWebSocket.last.breakOff();
    host.touch('move', 2);
    host.touch('up', 2);
    host.userDoes(key('up', 29));
    host.userDoes({ type: 'text', text: 'lost' });
    await pass(firstWaitMs);
    FakeWebSocket.last.open();
    host.touch('down', 3);
    FakeWebSocket.last.receive('welcome');
    await pass();
    host.touch('move', 4);
    host.touch('up', 4);
    host.touch('down', 5);
    expect(sent()).toEqual(['all: touch cancel 0@1', 'all: key up 29', 'all: touch down 0@5']);
  });

  it('lets phones go that were taken out meanwhile', async () => {
    const { group } = await openedGroup();
    FakeWebSocket.last.breakOff();
    group.remove(['p3']);
    await pass(firstWaitMs);
    await admit();
    expect(sent()).toEqual(['out: p3']);
    expect(group.phoneIds).toEqual(['p2']);
  });

  it('refuses texts and broadcasts until it is entered again', async () => {
    const { group } = await openedGroup();
    FakeWebSocket.last.breakOff();
    const notConnected = expect.objectContaining({ code: 'not_connected' });
    expect(() => group.sendText('x')).toThrow(notConnected);
    expect(() => group.setClipboard('x')).toThrow(notConnected);
    expect(() => group.broadcast(key('down', 3))).toThrow(notConnected);
    await pass(firstWaitMs);
    await admit();
    expect(sent()).toEqual([]);
  });

  it('gets a fresh ticket when the same one was refused twice', async () => {
    const { group, ticket } = await openedGroup();
    FakeWebSocket.last.breakOff();
    await pass(225);
    FakeWebSocket.last.breakOff();
    await pass(450);
    FakeWebSocket.last.breakOff();
    expect(ticket).toHaveBeenCalledTimes(1);
    ticket.mockImplementationOnce(async (phoneIds) => ticketFor(phoneIds, 'another'));
    await pass(900);
    expect(ticket.mock.lastCall?.[0]).toEqual(['p2', 'p3']);
    expect(FakeWebSocket.last.url).toBe('wss://signal.example.test/another');
    await admit();
    expect(group.isConnected).toBe(true);
  });

  it('gets a fresh ticket at once when the present one has expired', async () => {
    const { ticket } = await openedGroup();
    vi.setSystemTime(Date.parse('2031-01-01T00:00:00Z'));
    FakeWebSocket.last.breakOff();
    await pass(firstWaitMs);
    expect(ticket).toHaveBeenCalledTimes(2);
  });

  it('is tried again while the broker is away, for as long as it asks for', async () => {
    const { ticket, heard } = await openedGroup();
    vi.setSystemTime(Date.parse('2031-01-01T00:00:00Z'));
    ticket.mockImplementationOnce(async () =>
      Promise.reject(new TelepadError('rate_limited', 'Slowly.', { retryAfterMs: 5000 })),
    );
    FakeWebSocket.last.breakOff();
    await pass(firstWaitMs);
    expect(ticket).toHaveBeenCalledTimes(2);
    await pass(4999);
    expect(ticket).toHaveBeenCalledTimes(2);
    await pass(1);
    expect(ticket).toHaveBeenCalledTimes(3);
    expect(heard.filter((event) => event !== 'change')).toEqual([
      'signalling_lost',
      'rate_limited',
    ]);
  });

  it('ends the group when the broker says no for good', async () => {
    const { host, group, ticket, heard } = await openedGroup();
    vi.setSystemTime(Date.parse('2031-01-01T00:00:00Z'));
    ticket.mockImplementationOnce(async () => Promise.reject(new TelepadError('forbidden', 'No.')));
    FakeWebSocket.last.breakOff();
    await pass(firstWaitMs);
    expect(heard.at(-1)).toEqual(['error', 'forbidden']);
    expect(group.closeReason?.cause).toBe('error');
    expect(vi.getTimerCount()).toBe(0);
    expect(page().listenerCount()).toBe(0);
    expect(host.sentListeners.size).toBe(0);
  });

  it('ends the group after ten attempts in vain', async () => {
    const { heard } = await openedGroup();
    for (let attempt = 0; attempt < 11; attempt++) {
      FakeWebSocket.last.breakOff();
      await pass(8000);
    }
    expect(FakeWebSocket.made).toHaveLength(11);
    expect(heard.at(-1)).toEqual(['error', 'signalling_refused']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('counts its attempts anew once it has been steady', async () => {
    const { heard } = await openedGroup();
    for (let attempt = 0; attempt < 12; attempt++) {
      FakeWebSocket.last.breakOff();
      await pass(8000);
      await admit();
      await pass(10_000);
    }
    expect(heard.at(-1)).toBe('change');
  });

  it('that is taken away again and again is given up: another page of this user leads', async () => {
    const { heard } = await openedGroup();
    for (let attempt = 0; attempt < 11; attempt++) {
      FakeWebSocket.last.breakOff();
      await pass(8000);
      if (attempt < 10) await admit();
    }
    expect(heard.at(-1)).toEqual(['error', 'signalling_lost']);
  });

  it('is entered at once when the network is back', async () => {
    await openedGroup();
    FakeWebSocket.last.breakOff();
    page().goOnline();
    await pass();
    expect(FakeWebSocket.made).toHaveLength(2);
    await pass(firstWaitMs);
    expect(FakeWebSocket.made).toHaveLength(2);
  });

  it('waits until somebody looks at the page', async () => {
    await openedGroup();
    page().changeVisibility('hidden');
    FakeWebSocket.last.breakOff();
    await pass(60_000);
    expect(FakeWebSocket.made).toHaveLength(1);
    page().changeVisibility('visible');
    await pass();
    expect(FakeWebSocket.made).toHaveLength(2);
  });

  it('is not entered again when the last phone is let go meanwhile, nor after the end', async () => {
    const first = await openedGroup();
    FakeWebSocket.last.breakOff();
    first.group.remove(['p2', 'p3']);
    await pass(60_000);
    expect(FakeWebSocket.made).toHaveLength(1);
    const second = await openedGroup();
    FakeWebSocket.last.breakOff();
    second.group.close();
    await pass(60_000);
    expect(FakeWebSocket.made).toHaveLength(2);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('while another one is entered costs nothing when that succeeds', async () => {
    const { group, heard } = await openedGroup();
    const added = group.add(['p4']);
    await pass();
    // The server cuts the older connection of this user.
    FakeWebSocket.made[0]?.breakOff();
    await admit();
    await added;
    expect(heard).toEqual(['change']);
    expect(group.isConnected).toBe(true);
    expect(FakeWebSocket.made).toHaveLength(2);
  });

  it('while another one is entered is entered again when that fails', async () => {
    const { group, heard } = await openedGroup();
    const added = group.add(['p4']);
    added.catch(() => {});
    await pass();
    FakeWebSocket.made[0]?.breakOff();
    FakeWebSocket.last.breakOff();
    await expect(added).rejects.toMatchObject({ code: 'signalling_refused' });
    expect(heard).toEqual(['change', 'signalling_refused']);
    await pass(firstWaitMs);
    await admit();
    expect(group.isConnected).toBe(true);
    expect(group.phoneIds).toEqual(['p2', 'p3']);
  });
});

describe('a room’s socket', () => {
  it('beats as the vendor wants it', async () => {
    await openedGroup();
    await pass(10_000);
    expect(sent()).toEqual(['beat', 'beat']);
  });

  it('that is full gets the latest move only, once it has room', async () => {
    const { host } = await openedGroup();
    const socket = FakeWebSocket.last;
    host.touch('down', 1);
    host.touch('move', 2);
    socket.bufferedAmount = 20_000;
    host.touch('move', 3);
    host.touch('move', 4);
    await pass(100);
    expect(sent()).toEqual(['all: touch down 0@1', 'all: touch move 0@2']);
    socket.bufferedAmount = 0;
    await pass(20);
    expect(sent()).toEqual(['all: touch move 0@4']);
    const timers = vi.getTimerCount();
    host.touch('move', 5);
    expect(sent()).toEqual(['all: touch move 0@5']);
    expect(vi.getTimerCount()).toBe(timers);
  });

  it('that is full loses no down, no up and no key, and keeps the order', async () => {
    const { host } = await openedGroup();
    FakeWebSocket.last.bufferedAmount = 20_000;
    host.touch('down', 1);
    host.touch('move', 2);
    host.touch('move', 3);
    host.touch('pointer-down', 3, 9);
    host.touch('move', 4, 9);
    host.touch('pointer-up', 4, 9);
    host.touch('up', 4);
    host.userDoes(key('down', 29));
    expect(sent()).toEqual([
      'all: touch down 0@1',
      'all: touch move 0@3',
      'all: touch pointer-down 0@3 1@9',
      'all: touch move 0@4 1@9',
      'all: touch pointer-up 0@4 1@9',
      'all: touch up 0@4',
      'all: key down 29',
    ]);
  });

  it('drops a waiting move that a newer one has overtaken', async () => {
    const { host } = await openedGroup();
    host.touch('down', 1);
    FakeWebSocket.last.bufferedAmount = 20_000;
    host.touch('move', 2);
    FakeWebSocket.last.bufferedAmount = 0;
    host.touch('move', 3);
    await pass(100);
    expect(sent()).toEqual(['all: touch down 0@1', 'all: touch move 0@3']);
  });

  it('that takes nothing any more is given up', async () => {
    const { group, host, heard } = await openedGroup();
    const socket = FakeWebSocket.last;
    host.touch('down', 1);
    socket.bufferedAmount = 1024 * 1024 + 1;
    host.touch('move', 2);
    expect(heard).toEqual(['change', 'signalling_lost']);
    expect(socket.closeCalls).toBe(1);
    expect(group.isConnected).toBe(false);
    await pass(firstWaitMs);
    await admit();
    expect(sent()).toEqual(['all: touch cancel 0@2']);
  });

  it('leaves no timer behind when it closes with a move waiting', async () => {
    const { group, host } = await openedGroup();
    host.touch('down', 1);
    FakeWebSocket.last.bufferedAmount = 20_000;
    host.touch('move', 2);
    group.close();
    expect(sent()).toEqual([
      'all: touch down 0@1',
      'all: touch move 0@2',
      'all: touch cancel 0@2',
      'out: p2+p3',
    ]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
