import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  SignallingSocket,
  type SignallingSocketOptions,
} from '../../../src/client/signalling-socket.js';
import { TelepadError } from '../../../src/core/errors.js';
import { FakeWebSocket } from './fake-web-socket.js';

function openSocket(options: Partial<SignallingSocketOptions> = {}) {
  const received: unknown[] = [];
  const lost: TelepadError[] = [];
  const socket = new SignallingSocket({
    url: 'wss://signal.example.test/token',
    openTimeoutMs: 10_000,
    heartbeat: { intervalMs: 5000, data: 'beat' },
    onMessage: (data) => received.push(data),
    onLost: (error) => lost.push(error),
    ...options,
  });
  return { socket, received, lost, fake: FakeWebSocket.last };
}

beforeEach(() => {
  vi.useFakeTimers();
  FakeWebSocket.reset();
  vi.stubGlobal('WebSocket', FakeWebSocket);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('a signalling socket', () => {
  it('goes to the address as it is', () => {
    const { fake } = openSocket({ url: 'wss://h.example.test/a+b/c==' });
    expect(fake.url).toBe('wss://h.example.test/a+b/c==');
  });

  it('keeps what is sent before it is open, and then sends it in order, once', () => {
    const { socket, fake } = openSocket();
    socket.send('one');
    socket.send(new Uint8Array([2]));
    expect(fake.sent).toEqual([]);
    fake.open();
    socket.send('three');
    expect(fake.sent).toEqual(['one', new Uint8Array([2]), 'three']);
  });

  it('hands text and bytes on', () => {
    const { received, fake } = openSocket();
    fake.open();
    fake.receive('text');
    fake.receive(new Uint8Array([1, 2]).buffer);
    expect(fake.binaryType).toBe('arraybuffer');
    expect(received).toEqual(['text', new Uint8Array([1, 2])]);
  });

  it('beats from its opening on', () => {
    const { fake } = openSocket();
    vi.advanceTimersByTime(9000);
    fake.open();
    vi.advanceTimersByTime(4999);
    expect(fake.sent).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(fake.sent).toEqual(['beat']);
    vi.advanceTimersByTime(10_000);
    expect(fake.sent).toEqual(['beat', 'beat', 'beat']);
  });

  it('does not beat where the vendor has no heartbeat', () => {
    const { fake } = openSocket({ heartbeat: null });
    fake.open();
    vi.advanceTimersByTime(60_000);
    expect(fake.sent).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('swallows what is sent while the server is closing it', () => {
    const { socket, fake } = openSocket();
    fake.open();
    fake.readyState = FakeWebSocket.CLOSING;
    socket.send('late');
    expect(fake.sent).toEqual([]);
  });
});

describe('the end of a signalling socket', () => {
  it('before it was open is a refusal, told once', () => {
    const { socket, lost, fake } = openSocket();
    fake.breakOff();
    fake.breakOff();
    expect(lost).toHaveLength(1);
    expect(lost[0]).toBeInstanceOf(TelepadError);
    expect(lost[0]?.code).toBe('signalling_refused');
    expect(lost[0]?.retryable).toBe(true);
    expect(socket.isAlive).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
    expect(fake.listenerCount).toBe(0);
  });

  it('by an error that no close follows, as a page’s own policy makes it, is a refusal at once', () => {
    const { lost, fake } = openSocket();
    fake.dispatchEvent(new Event('error'));
    expect(lost.map(({ code }) => code)).toEqual(['signalling_refused']);
    expect(vi.getTimerCount()).toBe(0);
    expect(fake.listenerCount).toBe(0);
  });

  it('after it was open is a loss, told once, and the heartbeat stops', () => {
    const { socket, lost, fake } = openSocket();
    fake.open();
    expect(socket.isAlive).toBe(true);
    fake.breakOff();
    fake.breakOff();
    expect(lost.map(({ code }) => code)).toEqual(['signalling_lost']);
    expect(socket.isAlive).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
    expect(fake.listenerCount).toBe(0);
    socket.send('late');
    expect(fake.sent).toEqual([]);
  });

  it('by a handshake that takes too long is a refusal', () => {
    const { lost, fake } = openSocket();
    vi.advanceTimersByTime(9999);
    expect(lost).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(lost.map(({ code }) => code)).toEqual(['signalling_refused']);
    expect(fake.closeCalls).toBe(1);
    expect(fake.listenerCount).toBe(0);
  });

  it('by the page is told to nobody, and safe twice', () => {
    const { socket, lost, received, fake } = openSocket();
    fake.open();
    socket.close();
    socket.close();
    fake.receive('late');
    fake.breakOff();
    expect(fake.closeCalls).toBe(1);
    expect(lost).toEqual([]);
    expect(received).toEqual([]);
    expect(socket.isAlive).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
    expect(fake.listenerCount).toBe(0);
  });

  it('by the page before it is open sends nothing of what waited', () => {
    const { socket, fake } = openSocket();
    socket.send('one');
    socket.close();
    fake.open();
    expect(fake.sent).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('within a message leaves the rest of the queue unheard', () => {
    const { socket, lost, fake } = openSocket({ onMessage: () => socket.close() });
    fake.open();
    fake.receive('close');
    fake.breakOff();
    expect(lost).toEqual([]);
  });
});

describe('an address that the browser forbids', () => {
  it('is refused at once, for good, and not quoted', () => {
    let error: unknown;
    try {
      openSocket({ url: 'ws://forbidden.example.test/secret' });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(TelepadError);
    const { code, retryable, message, cause } = error as TelepadError;
    expect(code).toBe('signalling_refused');
    expect(retryable).toBe(false);
    expect(message).not.toMatch(/forbidden\.|secret/);
    expect(cause).toBeInstanceOf(DOMException);
    expect(vi.getTimerCount()).toBe(0);
  });
});
