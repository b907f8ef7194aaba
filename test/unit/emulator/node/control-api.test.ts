import { afterEach, describe, expect, it } from 'vitest';
import type { EmulatorFaults } from '../../../../src/core/ports/emulator.js';
import { ControlApi } from '../../../../src/emulator/node/control-api.js';
import { noFaults } from '../../../../src/emulator/node/faults.js';
import type { PhoneHandle } from '../../../../src/emulator/node/phone-handle.js';
import type { PhoneState } from '../../../../src/emulator/node/virtual-phone.js';
import { sendRaw, statusOf } from './raw-http.js';

/** Notes what is done to it. */
class FakePhone implements PhoneHandle {
  readonly phoneId = 'P1';
  readonly isOnline = true;
  readonly viewers = 1;
  isImpairable = true;
  readonly done: string[] = [];

  state(): PhoneState {
    return { phoneId: this.phoneId, viewers: this.viewers } as PhoneState;
  }
  setOnline(isOnline: boolean): void {
    this.done.push(`online ${isOnline}`);
  }
  setFrameRate(rate: number): void {
    this.done.push(`frameRate ${rate}`);
  }
  setTone(isOn: boolean): void {
    this.done.push(`tone ${isOn}`);
  }
  sendAppMessage(text: string): void {
    this.done.push(`says ${text}`);
  }
  setNetwork(network: object | null): void {
    this.done.push(`network ${JSON.stringify(network)}`);
  }
  restart(options?: { readonly downForMs?: number }): void {
    this.done.push(`restart ${options?.downForMs}`);
  }
  kick(): void {
    this.done.push('kick');
  }
  dropSignalling(options?: { readonly hasCloseFrame?: boolean }): void {
    this.done.push(`drop ${options?.hasCloseFrame}`);
  }
  expireTokens(): void {
    this.done.push('expire');
  }
  offerAgain(): void {
    this.done.push('offer again');
  }
  reset(): void {
    this.done.push('reset');
  }
}

const opened: ControlApi[] = [];

afterEach(async () => {
  for (const api of opened.splice(0)) await api.close();
});

async function open({ isImpairable = true } = {}) {
  const phone = new FakePhone();
  phone.isImpairable = isImpairable;
  const faults: EmulatorFaults = noFaults();
  const api = new ControlApi({ phones: new Map([['P1', phone]]), faults, isImpairable });
  await api.listen(0);
  opened.push(api);
  const call = async (
    path: string,
    body?: unknown,
    method = body === undefined ? 'GET' : 'POST',
  ) => {
    const response = await fetch(`${api.url}${path}`, {
      method,
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return [response.status, await response.json()] as const;
  };
  return { phone, faults, api, call };
}

const state = { phoneId: 'P1', viewers: 1 };

describe('the control API', () => {
  it('shows the phones', async () => {
    const { call } = await open();
    expect(await call('/phones')).toEqual([200, { phones: [state] }]);
    expect(await call('/phones/P1')).toEqual([200, state]);
    expect(await call('/phones/P9')).toEqual([
      404,
      { error: { message: 'There is no such phone, only P1.' } },
    ]);
  });

  it('changes a phone, and shows it afterwards', async () => {
    const { phone, call } = await open();
    const all = {
      kick: true,
      appMessage: 'hi',
      tone: true,
      frameRate: 60,
      online: false,
      reset: true,
    };
    expect(await call('/phones/P1', all)).toEqual([200, state]);
    expect(phone.done).toEqual([
      'reset',
      'online false',
      'tone true',
      'frameRate 60',
      'says hi',
      'kick',
    ]);
  });

  it('kicks, and drops signalling with or without a close frame', async () => {
    const { phone, call } = await open();
    await call('/phones/P1/kick', '');
    await call('/phones/P1/drop-signalling', '');
    await call('/phones/P1/drop-signalling', { closeFrame: true });
    await call('/phones/P1', { dropSignalling: true });
    expect(phone.done).toEqual(['kick', 'drop false', 'drop true', 'drop false']);
  });

  it('has a phone die and boot again', async () => {
    const { phone, call } = await open();
    await call('/phones/P1', { restart: true });
    await call('/phones/P1', { restart: true, downForMs: 5000 });
    expect(phone.done).toEqual(['restart undefined', 'restart 5000']);
  });

  it('ends the time of what admits to a phone', async () => {
    const { phone, call } = await open();
    await call('/phones/P1', { expireTokens: true });
    expect(phone.done).toEqual(['expire']);
  });

  it('has a phone negotiate anew', async () => {
    const { phone, call } = await open();
    await call('/phones/P1', { offerAgain: true });
    expect(phone.done).toEqual(['offer again']);
  });

  it('makes the way to a phone worse, and leaves it to the faults again', async () => {
    const { phone, call } = await open();
    await call('/phones/P1', { network: { cut: true, lossRate: 0.2 } });
    await call('/phones/P1', { network: null });
    expect(phone.done).toEqual(['network {"cut":true,"lossRate":0.2}', 'network null']);
  });

  it('says that the way to a phone, and its faults, need a relay', async () => {
    const { phone, faults, call } = await open({ isImpairable: false });
    const message = '"network" needs an emulator that was started with impairable.';
    const body = { kick: true, network: { delayMs: 1 } };
    expect(await call('/phones/P1', body)).toEqual([400, { error: { message } }]);
    expect(await call('/faults', { rateLimited: true, cutMedia: true })).toEqual([
      400,
      {
        error: {
          message: `The fault "cutMedia" needs an emulator that was started with impairable.`,
        },
      },
    ]);
    expect([phone.done, faults]).toEqual([[], noFaults()]);
    expect((await call('/faults', { cutMedia: false }))[0]).toBe(200);
  });

  const networkTakes =
    'null, or an object with any of cut (true or false), lossRate (0 to 1), delayMs and jitterMs (0 to 60000)';
  const wrong: readonly (readonly [unknown, string])[] = [
    [{ network: { lossRate: 1.1 } }, `"network" takes ${networkTakes}.`],
    [{ network: { delay: 5 } }, `"network" takes ${networkTakes}.`],
    [{ network: { toString: 5 } }, `"network" takes ${networkTakes}.`],
    [{ network: [] }, `"network" takes ${networkTakes}.`],
    [
      { onlien: true },
      'There is no "onlien", only reset, online, tone, frameRate, network, appMessage, kick, dropSignalling, expireTokens, offerAgain, restart, downForMs, closeFrame.',
    ],
    [{ reset: true, online: 1 }, '"online" takes true or false.'],
    [{ reset: false }, '"reset" takes true.'],
    [{ appMessage: 1 }, '"appMessage" takes a text.'],
    [{ reset: true, frameRate: 24 }, '"frameRate" takes 15, 30 or 60.'],
    [{ restart: true, downForMs: -1 }, '"downForMs" takes ms, 0 to 600000.'],
    [[], 'The body must be a JSON object, or empty.'],
    ['{', 'The body must be a JSON object, or empty.'],
  ];
  for (const [body, message] of wrong) {
    it(`does nothing at all for ${JSON.stringify(body)}`, async () => {
      const { phone, call } = await open();
      expect(await call('/phones/P1', body)).toEqual([400, { error: { message } }]);
      expect(phone.done).toEqual([]);
    });
  }

  it('shows and switches faults', async () => {
    const { faults, call } = await open();
    expect(await call('/faults')).toEqual([200, noFaults()]);
    const changes = {
      rateLimited: true,
      httpStatus: 503,
      answerDelayMs: 20,
      ciphertext: 'tampered',
      vendorCode: 120005,
      vendorCodePath: '/applyToken',
      streamType: 1,
      failTasks: true,
      taskDurationMs: 0,
    };
    expect(await call('/faults', changes)).toEqual([200, { ...noFaults(), ...changes }]);
    expect(faults).toEqual({ ...noFaults(), ...changes });
  });

  const wrongFaults: readonly (readonly [unknown, string])[] = [
    [{ rateLimited: 1 }, 'The fault "rateLimited" takes true or false.'],
    [{ httpStatus: 99 }, 'The fault "httpStatus" takes 0 or an HTTP status from 200 to 599.'],
    [{ httpStatus: 600 }, 'The fault "httpStatus" takes 0 or an HTTP status from 200 to 599.'],
    [{ answerDelayMs: -1 }, 'The fault "answerDelayMs" takes a whole number of ms, 0 or more.'],
    [{ vendorCode: 1.5 }, 'The fault "vendorCode" takes a whole number, 0 for none.'],
    [{ vendorCodePath: 7 }, 'The fault "vendorCodePath" takes the end of a path, empty for all.'],
    [{ streamType: 4 }, 'The fault "streamType" takes 2, 1, 3.'],
    [
      { refuseSignalling: true, ciphertext: 'lost' },
      'The fault "ciphertext" takes intact, truncated, tampered, wrong-key.',
    ],
    [
      { toString: true },
      `There is no fault "toString", only ${Object.keys(noFaults()).join(', ')}.`,
    ],
  ];
  for (const [body, message] of wrongFaults) {
    it(`switches nothing for ${JSON.stringify(body)}`, async () => {
      const { faults, call } = await open();
      expect(await call('/faults', body)).toEqual([400, { error: { message } }]);
      expect(faults).toEqual(noFaults());
    });
  }

  it('knows its paths and methods', async () => {
    const { call } = await open();
    for (const path of ['/', '/phone', '/phones/P1/kiss', '/phones/P1/kick/now', '/faults/x']) {
      expect((await call(path, ''))[0], path).toBe(404);
    }
    expect((await call('/phones', ''))[0]).toBe(405);
    expect((await call('/phones/P1', undefined, 'DELETE'))[0]).toBe(405);
    expect((await call('/phones/P1/kick'))[0]).toBe(405);
  });

  it('refuses a body of more than 64 kB', async () => {
    const { call } = await open();
    expect((await call('/faults', ' '.repeat(65_537)))[0]).toBe(413);
  });

  it('answers only those who call it by a name of this machine', async () => {
    const { api } = await open();
    const status = async (host: string) =>
      statusOf(
        await sendRaw(
          api.url,
          `GET /phones HTTP/1.1\r\n${host && `Host: ${host}\r\n`}Connection: close\r\n\r\n`,
        ),
      );
    for (const host of ['127.0.0.1', '127.0.0.1:80', 'localhost:9', 'LOCALHOST', '[::1]:80']) {
      expect(await status(host), host).toBe('200 OK');
    }
    for (const host of [
      'example.test',
      'localhost.example.test',
      '127.0.0.1.example.test',
      'a@localhost',
    ]) {
      expect(await status(host), host).toBe('403 Forbidden');
    }
    expect(await status('')).toBe('400 Bad Request');
  });

  it('answers pages of this machine only, and these across origins', async () => {
    const { phone, api } = await open();
    const post = (origin: string) =>
      fetch(`${api.url}/phones/P1/kick`, { method: 'POST', headers: { origin } });
    const allowed = await post('http://localhost:5173');
    expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([
      200,
      'http://localhost:5173',
    ]);
    for (const origin of ['https://example.test', 'null', 'http://localhost.example.test']) {
      const refused = await post(origin);
      expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([
        403,
        null,
      ]);
    }
    expect(phone.done).toEqual(['kick']);
  });
});
