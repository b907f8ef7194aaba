import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type NetworkConditions,
  perfectNetwork,
} from '../../../../../src/emulator/node/impairment/network-conditions.js';
import { UdpRelay } from '../../../../../src/emulator/node/impairment/udp-relay.js';

/** Real sockets on loopback. */

const opened: { close(): void }[] = [];

afterEach(() => {
  for (const thing of opened.splice(0).reverse()) thing.close();
});

async function socketOnLoopback(): Promise<Socket> {
  const socket = createSocket('udp4');
  opened.push(socket);
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

/** The next packet that arrives: its text, and the port it came from. */
async function next(socket: Socket): Promise<readonly [string, number]> {
  const [packet, from] = await once(socket, 'message');
  return [String(packet), from.port];
}

async function open() {
  const phone = await socketOnLoopback();
  const browser = await socketOnLoopback();
  let conditions: NetworkConditions = perfectNetwork;
  /** Called when so many more packets have come to the relay. */
  let awaited: { packets: number; readonly come: () => void } | undefined;
  const relay = new UdpRelay({
    conditions: () => {
      if (awaited && --awaited.packets === 0) awaited.come();
      return conditions;
    },
    random: () => 0.5,
    after: (delayMs, action) => {
      const timer = setTimeout(action, delayMs);
      return () => clearTimeout(timer);
    },
  });
  opened.push(relay);
  const port = await relay.portTo(phone.address());
  return {
    phone,
    browser,
    relay,
    port,
    came: (packets: number) =>
      new Promise<void>((come) => {
        awaited = { packets, come };
      }),
    set(network: Partial<NetworkConditions>) {
      conditions = { ...perfectNetwork, ...network };
    },
  };
}

describe('the relay', () => {
  it('carries packets both ways, and each end sees only the relay', async () => {
    const { phone, browser, port } = await open();
    browser.send('hello', port, '127.0.0.1');
    const [text, from] = await next(phone);
    expect(text).toBe('hello');
    expect([browser.address().port, port]).not.toContain(from);
    phone.send('and hello', from, '127.0.0.1');
    expect(await next(browser)).toEqual(['and hello', port]);
  });

  it('gives each address of a browser one of its own towards the phone, and keeps it', async () => {
    const { phone, browser, port } = await open();
    const other = await socketOnLoopback();
    browser.send('one', port, '127.0.0.1');
    const [, first] = await next(phone);
    other.send('two', port, '127.0.0.1');
    const [, second] = await next(phone);
    browser.send('three', port, '127.0.0.1');
    const [, third] = await next(phone);
    expect([first === second, third]).toEqual([false, first]);
    phone.send('to the other', second, '127.0.0.1');
    expect(await next(other)).toEqual(['to the other', port]);
  });

  it('has one port for each endpoint of the phone', async () => {
    const { phone, relay, port } = await open();
    const elsewhere = await socketOnLoopback();
    expect(await relay.portTo(phone.address())).toBe(port);
    expect(await relay.portTo(elsewhere.address())).not.toBe(port);
  });

  it('takes nothing from strangers on the phone’s side', async () => {
    const { phone, browser, port } = await open();
    const stranger = await socketOnLoopback();
    browser.send('hello', port, '127.0.0.1');
    const [, from] = await next(phone);
    stranger.send('from a stranger', from, '127.0.0.1');
    phone.send('from the phone', from, '127.0.0.1');
    expect(await next(browser)).toEqual(['from the phone', port]);
  });

  it('that is cut carries nothing either way until it is mended', async () => {
    const { phone, browser, port, set, came } = await open();
    browser.send('before', port, '127.0.0.1');
    const [, from] = await next(phone);
    set({ cut: true });
    const heard: string[] = [];
    for (const socket of [phone, browser])
      socket.on('message', (packet) => heard.push(`${packet}`));
    const both = came(2);
    browser.send('lost', port, '127.0.0.1');
    phone.send('lost too', from, '127.0.0.1');
    await both;
    set({});
    browser.send('after', port, '127.0.0.1');
    phone.send('after too', from, '127.0.0.1');
    await Promise.all([next(phone), next(browser)]);
    expect(heard.sort()).toEqual(['after', 'after too']);
  });

  it('delays both ways', async () => {
    const { phone, browser, port, set } = await open();
    set({ delayMs: 60 });
    const sentAt = performance.now();
    browser.send('ping', port, '127.0.0.1');
    const [, from] = await next(phone);
    phone.send('pong', from, '127.0.0.1');
    await next(browser);
    expect(performance.now() - sentAt).toBeGreaterThan(115);
  });

  it('frees its ports, and is closed for good', async () => {
    const { phone, browser, port, relay, set } = await open();
    browser.send('hello', port, '127.0.0.1');
    const [, from] = await next(phone);
    set({ delayMs: 10 });
    browser.send('under way', port, '127.0.0.1');
    relay.close();
    relay.close();
    await expect(relay.portTo({ address: '127.0.0.1', port: 1 })).rejects.toThrow(
      'The relay is closed.',
    );
    for (const freed of [port, from]) {
      const socket = createSocket('udp4');
      socket.bind(freed, '127.0.0.1');
      await once(socket, 'listening');
      socket.close();
    }
  });

  it('that is closed meanwhile gives no port', async () => {
    const { relay, phone } = await open();
    const pending = relay.portTo({ address: phone.address().address, port: 1 });
    relay.close();
    await expect(pending).rejects.toThrow('The relay is closed.');
  });
});
