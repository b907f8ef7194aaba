import { describe, expect, it } from 'vitest';
import { isTelepadError } from '../../../../../src/core/errors.js';
import { readGroupTicket } from '../../../../../src/core/group-ticket.js';
import {
  type ArmcloudStsGroupOptions,
  groupTicketFromSts,
} from '../../../../../src/vendors/armcloud/client/group-ticket-from-sts.js';
import { ecbSealedFields } from '../../../../vectors/armcloud-sealed-fields.js';

const now = 1_735_787_045_000;
const uuid = '0b6c2f3e-7d1a-4c55-9c1e-2a6f0d9b8e77';
const token = '11111111-2222-4333-8444-555555555555';
const room = {
  streamType: 2,
  roomToken: '001abcDEF/ghi+jkl==',
  signalServer: 'ws://signal.example.test:5000',
};

/** A vendor that gives these answers, one after the other; the last one again and again. */
function stage(...answers: readonly { readonly code?: number; readonly data?: unknown }[]) {
  const sent: { readonly url: string; readonly init: RequestInit | undefined }[] = [];
  const tools = {
    now: () => now,
    storage: () => ({ getItem: () => uuid, setItem: () => {} }),
    isSecurePage: () => true,
    fetch: async (url: RequestInfo | URL, init?: RequestInit) => {
      const { code = 200, data = room } = answers[Math.min(sent.length, answers.length - 1)] ?? {};
      sent.push({ url: String(url), init });
      return Response.json({ code, msg: 'SECRETIVE', ts: now, data });
    },
  };
  const ask = (change: Partial<ArmcloudStsGroupOptions> = {}) =>
    groupTicketFromSts(
      {
        baseUrl: 'https://openapi.example.test/',
        token,
        userId: 'tester-1',
        phoneIds: ['AC00000000001', 'AC00000000002'],
        ...change,
      },
      tools,
    );
  return { sent, ask };
}

describe('a group ticket from an STS token', () => {
  it('is asked for with every phone, and its user', async () => {
    const { sent, ask } = stage({});
    await ask({ phoneIds: ['AC00000000001', 'AC00000000002', 'AC00000000001'] });
    expect(sent).toHaveLength(1);
    expect(sent[0]?.url).toBe('https://openapi.example.test/rtc/open/room/sdk/share/applyToken');
    expect(sent[0]?.init).toMatchObject({
      method: 'POST',
      headers: { 'content-type': 'application/json', token },
      body: '{"userId":"tester-1","uuid":"0b6c2f3e-7d1a-4c55-9c1e-2a6f0d9b8e77","terminal":"h5","expire":3600,"pushPublicStream":false,"pads":[{"padCode":"AC00000000001","userId":"tester-1"},{"padCode":"AC00000000002","userId":"tester-1"}]}',
      redirect: 'error',
    });
  });

  it('is one that a group takes, with the address in the clear and the token as it came', async () => {
    const ticket = await stage({}).ask();
    expect(ticket).toEqual({
      vendor: 'armcloud',
      userId: 'tester-1',
      expiresAt: now + 3_600_000,
      signalling: { url: 'ws://signal.example.test:5000/001abcDEF/ghi+jkl==' },
      phoneIds: ['AC00000000001', 'AC00000000002'],
      failures: [],
    });
    expect(readGroupTicket(ticket)).toEqual(ticket);
  });

  it('opens an address that is sealed after all, with the key of whichever phone fits', async () => {
    const data = { ...room, signalServer: ecbSealedFields[0]?.text };
    const { signalling } = await stage({ data }).ask({
      phoneIds: ['AC00000000009', 'AC00000000001'],
    });
    expect(signalling.url).toBe('wss://signal.example.test/rtc/001abcDEF/ghi+jkl==');
  });

  it('goes by the page’s scheme, a path and a proxy where they are told', async () => {
    const bare = { ...room, signalServer: 'signal.example.test:5000' };
    const first = stage({ data: bare });
    const { signalling } = await first.ask({ path: '/sdk/rtc/open/room/sdk/share/applyToken' });
    expect(first.sent[0]?.url).toBe(
      'https://openapi.example.test/sdk/rtc/open/room/sdk/share/applyToken',
    );
    expect(signalling.url).toBe('wss://signal.example.test:5000/001abcDEF/ghi+jkl==');
    const proxied = await stage({}).ask({ signallingProxy: 'wss://page.example.test/sdk-ws' });
    expect(proxied.signalling.url).toBe('wss://page.example.test/sdk-ws/001abcDEF/ghi+jkl==');
  });

  it('is asked for once more with a fresh token where the vendor advises it', async () => {
    const { sent, ask } = stage({ code: 100007 }, {});
    let count = 0;
    await ask({ token: () => `fresh-${++count}` });
    expect(sent.map(({ init }) => new Headers(init?.headers).get('token'))).toEqual([
      'fresh-1',
      'fresh-2',
    ]);
  });

  const failures = [
    { what: 'another transport', data: { ...room, streamType: 1 }, code: 'vendor_unsupported' },
    { what: 'no room token', data: { ...room, roomToken: null }, code: 'vendor_answer_invalid' },
    { what: 'no server', data: { ...room, signalServer: null }, code: 'vendor_answer_invalid' },
  ];
  for (const { what, data, code } of failures) {
    it(`is not given for an answer with ${what}`, async () => {
      const error = await stage({ data })
        .ask()
        .catch((caught: unknown) => caught);
      expect(isTelepadError(error)).toBe(true);
      expect(error).toMatchObject({ code });
      expect(String(error)).not.toMatch(/SECRETIVE|11111111|example\.test/);
    });
  }

  const bad: Readonly<Record<string, Partial<ArmcloudStsGroupOptions>>> = {
    'no phones': { phoneIds: [] },
    'a phone that is none': { phoneIds: ['AC00000000001', 'a b'] },
    'phones that are no list': { phoneIds: 'AC1' as unknown as string[] },
    'a path that is none': { path: 'https://elsewhere.example.test' },
    'a user that is none': { userId: '' },
    'no token': { token: '' },
  };
  for (const [what, change] of Object.entries(bad)) {
    it(`is not asked for with ${what}`, async () => {
      const { sent, ask } = stage({});
      await expect(ask(change)).rejects.toMatchObject({ code: 'argument_invalid' });
      expect(sent).toEqual([]);
    });
  }
});
