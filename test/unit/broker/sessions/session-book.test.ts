import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BrokerBehaviour } from '../../../../src/broker/broker-behaviour.js';
import { type ErrorCode, TelepadError } from '../../../../src/core/errors.js';
import type {
  BrokerTools,
  RelayObserver,
  SignallingRelay,
  VendorSession,
} from '../../../../src/core/ports/broker.js';
import type { Ticket } from '../../../../src/core/ticket.js';
import { orderTicket, post, read, setStage, ticket } from '../broker-stage.js';

const startedAt = 1_735_787_045_000;
const keepMs = 60_000;
const lifeMs = 600_000;

beforeEach(() => {
  vi.useFakeTimers({ now: startedAt });
});
afterEach(() => {
  vi.useRealTimers();
});

interface Behaviour extends Pick<BrokerBehaviour, 'rateLimits' | 'endLostSessions'> {
  readonly isDirect?: boolean;
  readonly endSession?: (session: VendorSession, tools: BrokerTools) => Promise<void>;
  readonly issueTicket?: (tools: BrokerTools) => Promise<void>;
}

/** A broker for a vendor that keeps phones, with or without a relay; users are told apart by a header. */
function setBook({
  isDirect = false,
  endSession,
  issueTicket,
  // Its counters have timers of their own.
  rateLimits = false,
  endLostSessions,
}: Behaviour = {}) {
  const ended = vi.fn(endSession ?? (async () => {}));
  const observers: (RelayObserver | undefined)[] = [];
  const signallingRelay: SignallingRelay = {
    relayTicket(given, _rules, _askedAt, observer) {
      observers.push(observer);
      return { ...given, signalling: { url: 'wss://relay.test/relay/id', isRelayed: true } };
    },
  };
  const { broker, log } = setStage({
    now: Date.now,
    rateLimits,
    ...(endLostSessions !== undefined && { endLostSessions }),
    authorize: ({ headers }) => ({
      userId: headers.get('x-user') ?? 'mia',
      phones: ['phone-1', 'phone-2'],
      role: 'control',
    }),
    issueTicket: async ({ phoneId, userId }, tools) => {
      await issueTicket?.(tools);
      return { ...ticket, phoneId, userId, expiresAt: Date.now() + lifeMs };
    },
    abilities: {
      relayRules: () => ({ fromBrowser: () => 'pass' }),
      endSession: ended,
      keepMs,
    },
    ...(!isDirect && { signallingRelay }),
  });
  const open = async (user = 'mia', phoneId = 'phone-1', signal?: AbortSignal) => {
    const order = orderTicket({ phoneId }, { 'x-user': user });
    const answer = await read(await broker(signal ? new Request(order, { signal }) : order));
    return { ...(answer.body as Ticket), status: answer.status, relay: observers.at(-1) };
  };
  const leave = async (leaveId = '', cause = 'user', user = 'mia') =>
    (await broker(post('leave', { leave: leaveId, cause }, { 'x-user': user }))).status;
  const sessions = () => ended.mock.calls.map(([session]) => session);
  return { broker, log, open, leave, ended, sessions, observers };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const mia = { phoneId: 'phone-1', userId: 'mia' };
const ben = { phoneId: 'phone-1', userId: 'ben' };

describe('the ticket of a vendor that keeps phones', () => {
  it('has what to leave with, another one each time', async () => {
    const { open } = setBook();
    const [first, second] = [await open(), await open()];
    expect(first.leave).toMatch(/^[\w-]{22}$/);
    expect(second.leave).toMatch(/^[\w-]{22}$/);
    expect(second.leave).not.toBe(first.leave);
  });

  it('of other vendors has none, and nobody is remembered', async () => {
    const { broker } = setStage({ rateLimits: false });
    expect((await read(await broker(orderTicket()))).body).toEqual(ticket);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a user who leaves', () => {
  it.each([
    ['through a relay', false],
    ['who connects directly', true],
  ])('%s ends the session, once', async (_how, isDirect) => {
    const { open, leave, sessions, log } = setBook({ isDirect });
    const { leave: id } = await open();
    expect(await leave(id)).toBe(204);
    expect(sessions()).toEqual([mia]);
    expect(await leave(id)).toBe(204);
    await pass(10 * lifeMs);
    expect(sessions()).toHaveLength(1);
    expect(log.filter(({ route }) => route === 'leave')).toMatchObject([
      { status: 204, userId: 'mia', phoneId: 'phone-1', vendor: 'fake' },
      { status: 204, userId: 'mia' },
    ]);
    expect(JSON.stringify(log)).not.toContain(id);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('with the id of another user changes nothing, and is not told so', async () => {
    const { open, leave, sessions, log } = setBook();
    const { leave: id } = await open();
    expect(await leave(id, 'user', 'eve')).toBe(204);
    expect(await leave('A'.repeat(22))).toBe(204);
    expect(sessions()).toEqual([]);
    expect(log.filter(({ route }) => route === 'leave').some(({ phoneId }) => phoneId)).toBe(false);
    await leave(id);
    expect(sessions()).toEqual([mia]);
  });

  it('while somebody else has the phone open does not end it; the last one does', async () => {
    const { open, leave, sessions } = setBook();
    const [first, second] = [await open('mia'), await open('ben')];
    await open('mia', 'phone-2');
    await leave(first.leave);
    expect(sessions()).toEqual([]);
    await leave(second.leave, 'user', 'ben');
    expect(sessions()).toEqual([ben]);
  });

  it('after an idle end may come back for a while', async () => {
    const { open, leave, sessions } = setBook();
    const { leave: first } = await open();
    await leave(first, 'idle');
    await pass(keepMs - 1);
    const { leave: second } = await open();
    await pass(keepMs);
    expect(sessions()).toEqual([]);
    await leave(second, 'idle');
    await pass(keepMs - 1);
    expect(sessions()).toEqual([]);
    await pass(1);
    expect(sessions()).toEqual([mia]);
  });

  it('with an older ticket than the newest changes nothing: a page that was loaded anew', async () => {
    const { open, leave, sessions } = setBook();
    const old = await open();
    const { leave: id } = await open();
    await leave(old.leave);
    expect(sessions()).toEqual([]);
    await leave(id);
    expect(sessions()).toEqual([mia]);
  });

  it('while a newer ticket is being made does not end that one’s session', async () => {
    let finish = () => {};
    const { open, leave, sessions } = setBook({
      issueTicket: () => new Promise((resolve) => (finish = resolve)),
    });
    const first = open();
    await pass(0);
    finish();
    const { leave: old } = await first;
    const second = open();
    await pass(0);
    await leave(old);
    await pass(keepMs);
    expect(sessions()).toEqual([]);
    finish();
    const { leave: id } = await second;
    await pass(keepMs);
    expect(sessions()).toEqual([]);
    await leave(id);
    expect(sessions()).toEqual([mia]);
  });

  it('while a newer ticket is refused ends the session all the same', async () => {
    let fail = (_error: unknown) => {};
    let isOpen = true;
    const { open, leave, sessions } = setBook({
      issueTicket: async () => {
        if (!isOpen) await new Promise((_resolve, reject) => (fail = reject));
      },
    });
    const { leave: id } = await open();
    isOpen = false;
    const second = open();
    await pass(0);
    await leave(id);
    expect(sessions()).toEqual([]);
    fail(new TelepadError('phone_offline', 'It is off.'));
    expect((await second).status).toBe(409);
    await pass(0);
    expect(sessions()).toEqual([mia]);
  });
});

describe('a browser in the relay', () => {
  it('that is lost and does not come back is left after the time that the phone is kept', async () => {
    const { open, sessions } = setBook();
    const { relay } = await open();
    relay?.joined();
    await pass(10 * lifeMs);
    relay?.left();
    await pass(keepMs - 1);
    expect(sessions()).toEqual([]);
    await pass(1);
    expect(sessions()).toEqual([mia]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that comes back in time has never been away', async () => {
    const { open, leave, sessions } = setBook();
    const { relay, leave: id } = await open();
    relay?.joined();
    relay?.left();
    await pass(keepMs - 1);
    relay?.joined();
    await pass(10 * lifeMs);
    expect(sessions()).toEqual([]);
    await leave(id);
    expect(sessions()).toEqual([mia]);
    relay?.left();
    await pass(10 * keepMs);
    expect(sessions()).toHaveLength(1);
  });

  it('that comes back after the end needs a fresh ticket: the address it had is worth nothing', async () => {
    const { open, sessions } = setBook();
    const { relay } = await open();
    relay?.joined();
    relay?.left();
    await pass(keepMs - 1);
    expect(relay?.isOver).toBe(false);
    await pass(1);
    expect(sessions()).toEqual([mia]);
    expect(relay?.isOver).toBe(true);
    expect((await open()).relay?.isOver).toBe(false);
    expect(relay?.isOver).toBe(true);
  });

  it('that comes back with a fresh ticket has never been away either', async () => {
    const { open, sessions } = setBook();
    const { relay } = await open();
    relay?.joined();
    relay?.left();
    await pass(keepMs - 1);
    const again = await open();
    await pass(keepMs);
    again.relay?.joined();
    await pass(10 * lifeMs);
    expect(sessions()).toEqual([]);
  });

  it('that never came is left when its ticket has expired, and the phone was kept', async () => {
    const { open, sessions } = setBook();
    await open();
    await pass(lifeMs + keepMs - 1);
    expect(sessions()).toEqual([]);
    await pass(1);
    expect(sessions()).toEqual([mia]);
  });

  it('that is the last of two users’ ends the session, and not before', async () => {
    const { open, sessions } = setBook();
    const [first, second] = [await open('mia'), await open('ben')];
    first.relay?.joined();
    second.relay?.joined();
    first.relay?.left();
    await pass(2 * keepMs);
    expect(sessions()).toEqual([]);
    second.relay?.left();
    await pass(keepMs);
    expect(sessions()).toEqual([ben]);
  });
});

describe('a user who may be back through another broker', () => {
  const setOneOfSeveral = () => setBook({ endLostSessions: false });

  it('is forgotten when lost, and the vendor’s own time decides', async () => {
    const { open, leave, sessions } = setOneOfSeveral();
    const { relay, leave: id } = await open();
    relay?.joined();
    relay?.left();
    await pass(keepMs);
    expect(vi.getTimerCount()).toBe(0);
    await leave(id);
    expect(sessions()).toEqual([]);
  });

  it('is forgotten as well with a ticket that was never used, and after an idle end', async () => {
    const { open, leave, sessions } = setOneOfSeveral();
    await open();
    await leave((await open('ben')).leave, 'idle', 'ben');
    await pass(lifeMs + keepMs);
    expect(sessions()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends the session by leaving it', async () => {
    const { open, leave, sessions } = setOneOfSeveral();
    const { relay, leave: id } = await open();
    relay?.joined();
    await leave(id);
    expect(sessions()).toEqual([mia]);
  });
});

describe('a broker that stops', () => {
  it('ends each session that is open, once', async () => {
    const { broker, open, sessions } = setBook();
    const { relay } = await open('mia');
    relay?.joined();
    await open('ben');
    await open('mia', 'phone-2');
    await broker.close();
    expect(sessions()).toEqual([ben, { phoneId: 'phone-2', userId: 'mia' }]);
    expect(relay?.isOver).toBe(true);
    relay?.left();
    await broker.close();
    await pass(10 * lifeMs);
    expect(sessions()).toHaveLength(2);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends none that goes on through another broker', async () => {
    const { broker, open, sessions } = setBook({ endLostSessions: false });
    await open();
    await broker.close();
    expect(sessions()).toEqual([]);
  });

  it('waits for an end that is under way, and ten seconds at most', async () => {
    let finish = () => {};
    const { broker, open, leave } = setBook({
      endSession: () => new Promise((resolve) => (finish = resolve)),
    });
    const closed = vi.fn();
    const { leave: id } = await open();
    const left = leave(id);
    await pass(0);
    void broker.close().then(closed);
    await pass(9999);
    expect(closed).not.toHaveBeenCalled();
    await pass(1);
    expect(closed).toHaveBeenCalled();
    finish();
    expect(await left).toBe(204);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a browser without a relay', () => {
  it('that says nothing is the vendor’s to miss, and is forgotten after a day', async () => {
    const { open, leave, sessions } = setBook({ isDirect: true });
    const { leave: id } = await open();
    await pass(24 * 60 * 60 * 1000);
    expect(vi.getTimerCount()).toBe(0);
    expect(await leave(id)).toBe(204);
    expect(sessions()).toEqual([]);
  });
});

describe('a browser that goes while its ticket is made', () => {
  it.each([
    ['and the vendor notices', true],
    ['and the vendor does not', false],
  ])('%s is left after the time that the phone is kept', async (_how, isNoticed) => {
    const browser = new AbortController();
    let finish = () => {};
    const { open, sessions } = setBook({
      issueTicket: async (tools) => {
        await new Promise<void>((resolve) => (finish = resolve));
        if (isNoticed) await tools.wait(0);
      },
    });
    const answer = open('mia', 'phone-1', browser.signal);
    await pass(0);
    browser.abort();
    finish();
    expect((await answer).status).toBe(499);
    await pass(keepMs - 1);
    expect(sessions()).toEqual([]);
    await pass(1);
    expect(sessions()).toEqual([mia]);
  });

  it('or is refused after the vendor began, too', async () => {
    const { open, sessions } = setBook({
      issueTicket: async (tools) => {
        tools.report({ stage: 'restoring' });
        throw new TelepadError('phone_timeout', 'It did not start.');
      },
    });
    expect((await open()).status).toBe(504);
    await pass(keepMs);
    expect(sessions()).toEqual([mia]);
  });

  it('but not one who is refused before the vendor began', async () => {
    const { open, sessions } = setBook({
      issueTicket: async () => {
        throw new TelepadError('phone_not_found', 'There is none.');
      },
    });
    expect((await open()).status).toBe(404);
    expect(vi.getTimerCount()).toBe(0);
    await pass(10 * lifeMs);
    expect(sessions()).toEqual([]);
  });
});

describe('the end of a session', () => {
  const failing = (codes: readonly ErrorCode[]) => {
    const left = [...codes];
    return async () => {
      const code = left.shift();
      if (code) throw new TelepadError(code, 'The vendor said no.', { cause: new Error('SECRET') });
    };
  };

  it('that fails for the moment is tried a second time', async () => {
    const { open, leave, sessions, log } = setBook({ endSession: failing(['vendor_timeout']) });
    const { leave: id } = await open();
    const answer = leave(id);
    await pass(2000);
    expect(await answer).toBe(204);
    expect(sessions()).toEqual([mia, mia]);
    expect(log.some(({ event }) => event === 'warned')).toBe(false);
  });

  it('that fails again is a warning that holds no secret', async () => {
    const { open, leave, sessions, log } = setBook({
      endSession: failing(['vendor_timeout', 'vendor_timeout', 'vendor_timeout']),
    });
    const { leave: id } = await open();
    const answer = leave(id);
    await pass(10_000);
    expect(await answer).toBe(204);
    expect(sessions()).toHaveLength(2);
    expect(log.filter(({ event }) => event === 'warned')).toEqual([
      {
        level: 'warn',
        event: 'warned',
        message:
          'The vendor could not be told that a user has left a phone; it may keep it for a while. The vendor said no.',
        route: null,
        vendor: 'fake',
        phoneId: 'phone-1',
        userId: 'mia',
        code: 'vendor_timeout',
        cause: 'Error',
      },
    ]);
    expect(JSON.stringify(log)).not.toContain('SECRET');
  });

  it('that fails for good is not tried again', async () => {
    const { open, leave, sessions, log } = setBook({ endSession: failing(['vendor_rejected']) });
    const { leave: id } = await open();
    expect(await leave(id)).toBe(204);
    expect(sessions()).toHaveLength(1);
    expect(log.filter(({ event }) => event === 'warned')).toHaveLength(1);
  });

  it('that fails in a way of its own is a warning without its words', async () => {
    const { open, sessions, log } = setBook({
      endSession: () => {
        throw new Error('SECRET');
      },
    });
    const { relay } = await open();
    relay?.joined();
    relay?.left();
    await pass(keepMs);
    expect(sessions()).toHaveLength(1);
    expect(log.at(-1)).toMatchObject({ event: 'warned', cause: 'Error' });
    expect(JSON.stringify(log)).not.toContain('SECRET');
  });

  it('is not tried again when the phone has been opened meanwhile', async () => {
    const { open, leave, sessions } = setBook({ endSession: failing(['vendor_timeout']) });
    const { leave: id } = await open();
    const answer = leave(id);
    await pass(1000);
    await open('ben');
    await pass(10_000);
    await answer;
    expect(sessions()).toEqual([mia]);
  });

  it.each([
    ['before the second try', 1000],
    ['after it would have been', 5000],
  ])('is tried again when whoever wanted the phone meanwhile got none, %s', async (_when, ms) => {
    let isRefused = false;
    const { open, leave, sessions } = setBook({
      endSession: failing(['vendor_timeout']),
      issueTicket: async () => {
        if (!isRefused) return;
        await new Promise((resolve) => setTimeout(resolve, ms));
        throw new TelepadError('phone_offline', 'It is off.');
      },
    });
    const { leave: id } = await open();
    isRefused = true;
    const answer = leave(id);
    await pass(500);
    const refused = open('ben');
    await pass(10_000);
    expect(await answer).toBe(204);
    expect((await refused).status).toBe(409);
    expect(sessions()).toEqual([mia, mia]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('comes when the last one has left while somebody waited for a ticket in vain', async () => {
    let isRefused = false;
    const { open, leave, sessions } = setBook({
      issueTicket: async () => {
        if (!isRefused) return;
        await new Promise((resolve) => setTimeout(resolve, 5000));
        throw new TelepadError('phone_offline', 'It is off.');
      },
    });
    const { leave: id } = await open();
    isRefused = true;
    const refused = open('ben');
    await pass(0);
    await leave(id);
    expect(sessions()).toEqual([]);
    await pass(5000);
    expect((await refused).status).toBe(409);
    expect(sessions()).toEqual([mia]);
  });

  it('is waited for by whoever opens the phone next: it would be theirs', async () => {
    const steps: string[] = [];
    let finish = () => {};
    const { open, leave } = setBook({
      issueTicket: async () => void steps.push('issue'),
      endSession: async () => {
        steps.push('end');
        await new Promise<void>((resolve) => (finish = resolve));
        steps.push('ended');
      },
    });
    const { leave: id } = await open();
    const left = leave(id);
    await pass(0);
    const next = open('ben');
    await pass(5000);
    expect(steps).toEqual(['issue', 'end']);
    finish();
    await left;
    expect((await next).status).toBe(200);
    expect(steps).toEqual(['issue', 'end', 'ended', 'issue']);
  });
});

describe('POST …/leave', () => {
  it.each([
    ['no id', { cause: 'user' }],
    ['an id of another form', { leave: 'x', cause: 'user' }],
    ['an id that is none', { leave: { length: 22 }, cause: 'user' }],
    ['no cause', { leave: 'A'.repeat(22) }],
    ['another cause', { leave: 'A'.repeat(22), cause: 'error' }],
    ['no object', []],
  ])('with %s is refused', async (_name, body) => {
    const { broker } = setBook();
    expect((await broker(post('leave', body))).status).toBe(400);
  });

  it('takes little, of users whom the application knows, and not too often', async () => {
    const { broker, leave } = setBook({ rateLimits: {} });
    expect((await broker(post('leave', { leave: 'A'.repeat(2000) }))).status).toBe(413);
    const stranger = setStage({ authorize: () => null });
    expect((await stranger.broker(post('leave', {}))).status).toBe(401);
    expect((await broker(new Request('http://broker.test/telepad/leave'))).status).toBe(405);
    const statuses = [];
    for (let call = 0; call < 61; call += 1) statuses.push(await leave('A'.repeat(22)));
    expect(statuses.filter((status) => status === 429)).toHaveLength(2);
  });
});
