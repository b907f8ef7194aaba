import { describe, expect, it } from 'vitest';
import { TelepadError } from '../../../../../src/core/errors.js';
import type { TicketRequest } from '../../../../../src/core/ports/broker.js';
import { koophoneBroker } from '../../../../../src/vendors/koophone/broker/koophone-broker.js';
import type { KoophoneSettings } from '../../../../../src/vendors/koophone/broker/koophone-settings.js';
import {
  authData,
  type CloudCall,
  createFakeCloud,
  failureOf,
  keySettings,
  otherPhoneId,
  phoneId,
  rawReply,
  reply,
  startedAt,
} from './fake-cloud.js';

const request: TicketRequest = {
  phoneId,
  userId: 'user-1',
  role: 'control',
  isSecurePage: false,
  isRelayed: true,
};

type Step = unknown;
interface Script {
  /** Answers to prepare, to prepare-progress and to auth; the last of each is repeated. */
  readonly prepare?: readonly Step[];
  readonly progress?: readonly Step[];
  readonly auth?: readonly Step[];
}

const prepared = (status: number) => ({ status_list: [{ instance_id: phoneId, status }] });
const progress = (status: number, waitingCount: unknown = 0) => ({ status, waitingCount });
const kindOf = ({ path }: CloudCall) => path.split('/').at(-1) ?? '';

function stage(script: Script = {}, settings: Partial<KoophoneSettings> = {}) {
  const steps: Record<string, readonly Step[]> = {
    prepare: script.prepare ?? [prepared(0)],
    'prepare-progress': script.progress ?? [progress(0)],
    auth: script.auth ?? [authData()],
  };
  const counts: Record<string, number> = {};
  const cloud = createFakeCloud((call) => {
    const kind = kindOf(call);
    const count = counts[kind] ?? 0;
    counts[kind] = count + 1;
    const list = steps[kind] ?? [];
    return list[Math.min(count, list.length - 1)];
  });
  const vendor = koophoneBroker({ ...keySettings, ...settings });
  const issue = (changes: Partial<TicketRequest> = {}) =>
    vendor.issueTicket({ ...request, ...changes }, cloud.tools);
  return { ...cloud, vendor, issue, kinds: () => cloud.calls.map(kindOf) };
}

describe('a ticket for a phone that is ready', () => {
  it('is made with the three documented calls, the token last', async () => {
    const { issue, calls } = stage();
    const ticket = await issue();
    expect(calls.map(({ method, path, query, body }) => ({ method, path, query, body }))).toEqual([
      {
        method: 'POST',
        path: '/v1/instances/prepare',
        query: {},
        body: { user_id: 'user-1', instance_ids: [phoneId] },
      },
      {
        method: 'POST',
        path: '/v1/instances/prepare-progress',
        query: {},
        body: { user_id: 'user-1', instance_id: phoneId },
      },
      {
        method: 'POST',
        path: `/v1/instances/${phoneId}/auth`,
        query: { stream_type: '2' },
        body: undefined,
      },
    ]);
    const sessionId = ticket.dialect?.sessionId;
    expect(sessionId).toMatch(/^[0-9a-f]{32}$/);
    const deviceId = 'd'.repeat(32);
    expect(ticket).toEqual({
      vendor: 'koophone',
      phoneId,
      userId: 'user-1',
      role: 'control',
      expiresAt: startedAt + 15_000,
      signalling: {
        url: `ws://192.0.2.10:18082/socket.io/?EIO=3&transport=websocket&authtype=token&boxid=${deviceId}&token=${'a'.repeat(32)}&sessionid=${sessionId}&streamingid=stream-1`,
      },
      iceServers: [],
      dialect: {
        protocol: 'koophone-socketio',
        deviceId,
        sessionId,
        streamingId: 'stream-1',
        keepingSeconds: 60,
      },
    });
  });

  it('waits for nothing', async () => {
    const { issue, waits, reports } = stage();
    await issue();
    expect(waits).toEqual([]);
    expect(reports).toEqual([]);
  });

  it('holds nothing of the entry points for native clients', async () => {
    const { issue } = stage();
    expect(JSON.stringify(await issue())).not.toContain('198.51.100.7');
  });

  it('has the same session for the same user and phone, and no other', async () => {
    const { issue } = stage({ prepare: [{ status_list: [] }] }, {});
    await failureOf(issue());
    const sessionOf = async (changes: Partial<TicketRequest>) => {
      const id = changes.phoneId ?? phoneId;
      const { issue: issueOther } = stage({
        prepare: [{ status_list: [{ instance_id: id, status: 0 }] }],
      });
      return (await issueOther(changes)).dialect?.sessionId;
    };
    const first = await sessionOf({});
    expect(await sessionOf({ role: 'watch' })).toBe(first);
    expect(await sessionOf({ userId: 'user-2' })).not.toBe(first);
    expect(await sessionOf({ phoneId: otherPhoneId })).not.toBe(first);
  });

  it('has a streaming id of its own where the vendor gives none', async () => {
    const { issue } = stage({ auth: [authData({ streamingId: undefined })] });
    const ids = [await issue(), await issue()].map(({ dialect }) => dialect?.streamingId);
    expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(ids[0]).not.toBe(ids[1]);
  });

  it('keeps the settings', async () => {
    const { issue, calls } = stage(
      {},
      {
        streamType: 'none',
        keepingSeconds: 5,
        deviceTokenLifetimeSeconds: 30,
        protocol: 'assumed-json-v0',
        iceServers: [{ urls: 'stun:stun.example.test' }],
      },
    );
    const ticket = await issue();
    expect(calls[2]?.query).toEqual({});
    expect(ticket).toMatchObject({
      expiresAt: startedAt + 30_000,
      signalling: { url: `ws://192.0.2.10:18082/assumed-json-v0/?device_token=${'a'.repeat(32)}` },
      iceServers: [{ urls: 'stun:stun.example.test' }],
      dialect: { protocol: 'assumed-json-v0', keepingSeconds: 5 },
    });
  });
});

describe('a phone that is not ready', () => {
  it.each([
    [1, 'restoring'],
    [3, 'backing-up'],
    [4, 'resetting'],
    [5, 'restarting'],
    [6, 'waking'],
    [7, 'moving'],
    [8, 'restoring'],
  ])(
    'by status %i of prepare is %s while its progress has no word for it',
    async (status, stageName) => {
      const { issue, reports, kinds } = stage({
        prepare: [prepared(status)],
        progress: [progress(77), progress(0)],
      });
      await issue();
      expect(reports).toEqual([{ stage: stageName }]);
      expect(kinds()).toEqual(['prepare', 'prepare-progress', 'prepare-progress', 'auth']);
    },
  );

  it('is queued from the start where prepare calls it restoring', async () => {
    const { issue, reports } = stage({
      prepare: [prepared(1)],
      progress: [progress(1, 2), progress(2), progress(0)],
    });
    await issue();
    expect(reports).toEqual([{ stage: 'queued', hint: 2 }, { stage: 'restoring' }]);
  });

  it.each([
    [progress(1, 3), { stage: 'queued', hint: 3 }],
    [progress(1, 'soon'), { stage: 'queued' }],
    [progress(2), { stage: 'restoring' }],
    [progress(3), { stage: 'backing-up' }],
    [reply('2003'), { stage: 'queued' }],
    [reply('2005'), { stage: 'restoring' }],
    [reply('2006'), { stage: 'backing-up' }],
  ])('is asked about until it is', async (first, report) => {
    const { issue, reports, kinds } = stage({ progress: [first, progress(0)] });
    await issue();
    expect(reports).toEqual([report]);
    expect(kinds()).toEqual(['prepare', 'prepare-progress', 'prepare-progress', 'auth']);
  });

  it('is asked about once for all tickets of its user, each of which has a token of its own', async () => {
    const { issue, kinds } = stage({
      prepare: [prepared(1)],
      progress: [progress(2), progress(0)],
    });
    await Promise.all([issue(), issue()]);
    expect(kinds()).toEqual(['prepare', 'prepare-progress', 'prepare-progress', 'auth', 'auth']);
  });

  it('that was found restarting is not called restoring', async () => {
    const { issue, reports } = stage({
      prepare: [prepared(5)],
      progress: [progress(2), progress(0)],
    });
    await issue();
    expect(reports).toEqual([{ stage: 'restarting' }]);
  });

  it('is waited for when prepare itself says so', async () => {
    for (const code of ['2005', '2006']) {
      const { issue, kinds } = stage({ prepare: [reply(code)] });
      await issue();
      expect(kinds()).toEqual(['prepare', 'prepare-progress', 'auth']);
    }
  });

  it('is asked about after a second, then every two, and every five after half a minute', async () => {
    const { issue, waits } = stage({
      prepare: [prepared(1)],
      progress: [...Array.from({ length: 30 }, () => progress(2)), progress(0)],
    });
    await issue();
    expect(waits[0]).toBe(1000);
    let elapsed = 1000;
    for (const wait of waits.slice(1)) {
      const usual = elapsed >= 30_000 ? 5000 : 2000;
      expect(wait).toBeGreaterThanOrEqual(usual * 0.8);
      expect(wait).toBeLessThanOrEqual(usual * 1.2);
      elapsed += wait;
    }
    expect(elapsed).toBeGreaterThan(60_000);
  });

  it('is given up after five minutes, or what the settings say', async () => {
    for (const seconds of [undefined, 20]) {
      const { issue, waits, kinds } = stage(
        { prepare: [prepared(1)], progress: [progress(2)] },
        seconds === undefined ? {} : { preparationTimeoutSeconds: seconds },
      );
      const error = await failureOf(issue());
      expect(error).toMatchObject({ code: 'phone_offline', retryable: true });
      const elapsed = waits.reduce((sum, wait) => sum + wait, 0);
      expect(elapsed).toBeLessThanOrEqual((seconds ?? 300) * 1000);
      expect(elapsed).toBeGreaterThan((seconds ?? 300) * 1000 - 7000);
      expect(kinds()).not.toContain('auth');
    }
  });

  it('with a number that nobody documents is waited for, and told of once', async () => {
    const { issue, warnings, reports } = stage({
      prepare: [prepared(42)],
      progress: [progress(77), progress(77), progress(0)],
    });
    await issue();
    // Or the page would give up.
    expect(reports).toEqual([{ stage: 'waking' }, { stage: 'waking' }]);
    expect(warnings.map((text) => /says (\d+)/.exec(text)?.[1])).toEqual(['42', '77']);
  });

  it('with such a number goes on with what it was told to be doing', async () => {
    const { issue, reports } = stage({
      prepare: [prepared(5)],
      progress: [progress(77), progress(0)],
    });
    await issue();
    expect(reports).toEqual([{ stage: 'restarting' }]);
  });

  it.each([
    ['a timeout', () => new TelepadError('vendor_timeout', 'Too slow.'), 0],
    ['a connection that fails', () => new TelepadError('vendor_unreachable', 'No connection.'), 0],
    [
      'too many requests',
      () => rawReply({ status: 429, headers: { 'retry-after': '25' } }),
      25_000,
    ],
    [
      'the broker’s own limit',
      () => new TelepadError('rate_limited', 'Too many.', { retryAfterMs: 7000 }),
      7000,
    ],
  ])('is waited for through %s of one question', async (_name, failure, leastMs) => {
    const failing = Array.from(
      { length: failure() instanceof Error ? 4 : 1 },
      (): Step => failure(),
    );
    const { issue, calls, reports } = stage({
      prepare: [prepared(5)],
      progress: [progress(1, 3), ...failing, progress(0)],
    });
    await issue();
    expect(new Set(reports)).toEqual(new Set([{ stage: 'queued', hint: 3 }]));
    const [last, before] = calls.filter((call) => kindOf(call) === 'prepare-progress').toReversed();
    expect((last?.at ?? 0) - (before?.at ?? 0)).toBeGreaterThanOrEqual(leastMs);
  });

  it('is told of again while a long wait is silent, or its page would give up', async () => {
    const tooMany = rawReply({ status: 429, headers: { 'retry-after': '25' } });
    const { issue, reports } = stage({
      prepare: [prepared(1)],
      progress: [progress(2), tooMany, progress(0)],
    });
    await issue();
    expect(reports).toEqual(Array.from({ length: 4 }, () => ({ stage: 'restoring' })));
  });

  it('is given up in time however often its questions fail', async () => {
    const { issue, waits } = stage({
      prepare: [prepared(1)],
      progress: [new TelepadError('vendor_timeout', 'Too slow.')],
    });
    expect(await failureOf(issue())).toMatchObject({ code: 'phone_offline' });
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThanOrEqual(300_000);
  });

  it.each([
    ['a question', { progress: [reply('5005')] }, 'phone_offline'],
    ['a question', { progress: [rawReply({ status: 403 })] }, 'vendor_credentials_rejected'],
    [
      'the preparation itself',
      { prepare: [new TelepadError('vendor_timeout', 'Too slow.')] },
      'vendor_timeout',
    ],
  ] as const)('is given up by what fails for good: %s', async (_name, script, code) => {
    const { issue } = stage(script);
    expect(await failureOf(issue())).toMatchObject({ code });
  });

  it('is prepared once more after a failure, and given up after the second', async () => {
    const good = stage({ progress: [progress(-1), progress(0)] });
    await good.issue();
    expect(good.kinds()).toEqual([
      'prepare',
      'prepare-progress',
      'prepare',
      'prepare-progress',
      'auth',
    ]);
    const bad = stage({ progress: [progress(-1)] });
    expect(await failureOf(bad.issue())).toMatchObject({ code: 'phone_offline', retryable: true });
    expect(bad.kinds()).toEqual(['prepare', 'prepare-progress', 'prepare', 'prepare-progress']);
  });

  it.each([
    [2, 'vendor_rejected', false, /Assign it/],
    [9, 'vendor_rejected', false, /restored/],
    [10, 'phone_offline', true, /maintenance/],
  ])('by status %i is not waited for', async (status, code, retryable, text) => {
    const { issue, kinds } = stage({ prepare: [prepared(status)] });
    const error = await failureOf(issue());
    expect(error).toMatchObject({ code, retryable });
    expect(String(error)).toMatch(text);
    expect(kinds()).toEqual(['prepare']);
  });

  it('is left alone when the browser has gone', async () => {
    const { issue, tools, kinds } = stage({ prepare: [prepared(1)], progress: [progress(2)] });
    const gone = new TelepadError('aborted', 'The browser has gone.');
    Object.assign(tools, { wait: () => Promise.reject(gone) });
    expect(await failureOf(issue())).toBe(gone);
    expect(kinds()).toEqual(['prepare']);
  });
});

describe('a ticket that cannot be', () => {
  it.each([
    ['prepare without this phone', { prepare: [{ status_list: [] }] }, 'vendor_answer_invalid'],
    ['progress without a status', { progress: [{}] }, 'vendor_answer_invalid'],
    ['auth without data', { auth: [null] }, 'vendor_answer_invalid'],
    ['auth without a token', { auth: [authData({ device_token: '' })] }, 'vendor_answer_invalid'],
    [
      'auth with a token of blanks',
      { auth: [authData({ device_token: 'a b' })] },
      'vendor_answer_invalid',
    ],
    ['auth without a device', { auth: [authData({ resource: {} })] }, 'vendor_answer_invalid'],
    [
      'auth with an address that hides another',
      {
        auth: [
          authData({
            resource: {
              device_id: 'd1',
              rtc: { ice_signaling: { signaling_url: 'http://a@evil.test' } },
            },
          }),
        ],
      },
      'vendor_answer_invalid',
    ],
    ['an unknown phone', { prepare: [reply('1001', null, { status: 401 })] }, 'phone_not_found'],
    ['a missing phone', { prepare: [reply('4001')] }, 'phone_not_found'],
    ['a frozen phone', { prepare: [reply('2004')] }, 'vendor_rejected'],
    [
      'an account that is not enabled',
      { prepare: [reply('1003', null, { status: 401 })] },
      'vendor_unsupported',
    ],
    ['too many requests', { auth: [rawReply({ status: 429 })] }, 'vendor_rate_limited'],
  ] as const)('fails by its meaning: %s', async (_name, script, code) => {
    const { issue } = stage(script);
    expect(await failureOf(issue())).toMatchObject({ code });
  });

  it('is refused without a relay before the vendor is asked', async () => {
    const { issue, calls } = stage();
    const error = await failureOf(issue({ isRelayed: false }));
    expect(error).toMatchObject({ code: 'not_supported', retryable: false });
    expect(String(error)).toContain('allowDirect');
    expect(calls).toEqual([]);
  });

  it('is given directly where that is allowed, to a page that may use it', async () => {
    const direct = { isRelayed: false };
    const { issue } = stage({}, { allowDirect: true });
    expect((await issue(direct)).signalling.url).toMatch(/^ws:/);
    const error = await failureOf(issue({ ...direct, isSecurePage: true }));
    expect(error).toMatchObject({ code: 'not_supported' });
    const secure = authData();
    const rtc = { ice_signaling: { signaling_url: 'https://rtc.example.test:18083/x/' } };
    const resource = { ...(secure.resource as object), rtc };
    const { issue: issueSecure } = stage(
      { auth: [{ ...secure, resource }] },
      { allowDirect: true },
    );
    const ticket = await issueSecure({ ...direct, isSecurePage: true });
    expect(ticket.signalling.url).toMatch(/^wss:\/\/rtc\.example\.test:18083\/x\/socket\.io\/\?/);
  });

  it.each(['', '../x', 'a/b', 'a b', 'x'.repeat(33), 'ä'])(
    'is not asked for a phone that could be none: "%s"',
    async (strange) => {
      const { issue, calls } = stage();
      expect(await failureOf(issue({ phoneId: strange }))).toMatchObject({
        code: 'phone_not_found',
      });
      expect(calls).toEqual([]);
    },
  );

  it.each(['', 'x'.repeat(33), 'a\nb'])(
    'is not asked for a user that could be none',
    async (userId) => {
      const { issue, calls } = stage();
      expect(await failureOf(issue({ userId }))).toMatchObject({ code: 'argument_invalid' });
      expect(calls).toEqual([]);
    },
  );
});

describe('what the vendor tells besides', () => {
  it('is warned of when it names another phone', async () => {
    const strange = authData();
    const resource = { ...(strange.resource as object), kp_id: otherPhoneId };
    const { issue, warnings } = stage({ auth: [{ ...strange, resource }] });
    await issue();
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain('kp_id');
  });

  it('is warned of when servers are unusable', async () => {
    const strange = authData();
    const rtc = {
      ice_signaling: {
        signaling_url: 'http://192.0.2.10:18082',
        ice_servers: ['stun:192.0.2.1:3478', 'http://SECRETIVE', { uri: 'turn:SECRETIVE' }],
      },
    };
    const resource = { ...(strange.resource as object), rtc };
    const { issue, warnings } = stage({ auth: [{ ...strange, resource }] });
    expect((await issue()).iceServers).toEqual([{ urls: 'stun:192.0.2.1:3478' }]);
    expect(warnings).toEqual([expect.stringContaining('2 unusable')]);
    expect(warnings.join()).not.toContain('SECRETIVE');
  });
});

describe('a user who has left', () => {
  const end = (answer: (call: CloudCall) => unknown, id = phoneId) => {
    const cloud = createFakeCloud(answer);
    const vendor = koophoneBroker(keySettings);
    const ended = vendor.endSession?.({ phoneId: id, userId: 'user-1' }, cloud.tools);
    return { ...cloud, ended: ended ?? Promise.reject(new Error('no endSession')) };
  };

  it('has the stream stopped and the session released', async () => {
    const { calls, ended } = end(() => null);
    await ended;
    expect(calls.map(({ path, body }) => [path, body])).toEqual([
      ['/v1/instances/streaming/stop', { instance_id: phoneId }],
      ['/v1/instances/session/release', { instance_id: phoneId }],
    ]);
  });

  it('has the session released also where the stream could not be stopped', async () => {
    const { calls, ended } = end((call) => (kindOf(call) === 'stop' ? reply('1000') : null));
    expect(await failureOf(ended)).toMatchObject({ code: 'vendor_rejected' });
    expect(calls.map(kindOf)).toEqual(['stop', 'release']);
  });

  it('leaves nothing behind on a phone that is gone', async () => {
    const { ended } = end(() => reply('4001'));
    await expect(ended).resolves.toBeUndefined();
  });

  it('is waited for as long as the phone keeps the session', () => {
    expect(koophoneBroker(keySettings).keepMs).toBe(60_000);
    expect(koophoneBroker({ ...keySettings, keepingSeconds: 0 }).keepMs).toBe(10_000);
  });
});
