import { describe, expect, it } from 'vitest';
import { TelepadError } from '../../../../../src/core/errors.js';
import type { BrokerTools } from '../../../../../src/core/ports/broker.js';
import type { PreparationProgress } from '../../../../../src/core/preparation.js';
import { sharePreparations } from '../../../../../src/vendors/koophone/broker/preparations.js';
import { failureOf } from './fake-cloud.js';

/** A browser that waits for a ticket, and can leave. */
function setWaiter() {
  const reports: PreparationProgress[] = [];
  const shares: boolean[] = [];
  let leave = () => {};
  let release = () => {};
  const gone = new Promise<never>((_resolve, reject) => {
    leave = () => reject(new TelepadError('aborted', 'The browser has gone.'));
  });
  gone.catch(() => {});
  const tools: BrokerTools = {
    async request(_call, { isShared = false } = {}) {
      shares.push(isShared);
      return { status: 200, headers: {}, text: '' };
    },
    now: () => 0,
    wait: () => Promise.race([gone, new Promise<void>((resolve) => (release = resolve))]),
    report: (progress) => reports.push(progress),
    warn() {},
  };
  return { tools, reports, shares, leave: () => leave(), waited: () => release() };
}

const call = { method: 'POST', url: 'https://vendor.example.test', headers: {} } as const;
/** Lets whoever is not waiting for anything go on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

/** Phones that are ready after one wait. */
function setSlow() {
  const begun: string[] = [];
  const aborted: string[] = [];
  const prepare = sharePreparations(async ({ phoneId, userId }, tools) => {
    begun.push(`${userId}/${phoneId}`);
    tools.report({ stage: 'queued' });
    await tools.request(call);
    try {
      await tools.wait(1000);
    } catch (error) {
      aborted.push(`${userId}/${phoneId}`);
      throw error;
    }
    tools.report({ stage: 'restoring' });
  });
  return { begun, aborted, prepare };
}

const phone = { phoneId: 'phone-1', userId: 'mia' };

describe('a preparation', () => {
  it('is one for all who wait for it, and each hears how far it is', async () => {
    const { prepare, begun } = setSlow();
    const [first, second] = [setWaiter(), setWaiter()];
    const ready = prepare(phone, first.tools);
    await settle();
    const alsoReady = prepare(phone, second.tools);
    await settle();
    expect(second.reports).toEqual([{ stage: 'queued' }]);
    first.waited();
    await Promise.all([ready, alsoReady]);
    expect(begun).toEqual(['mia/phone-1']);
    expect(first.reports).toEqual([{ stage: 'queued' }, { stage: 'restoring' }]);
    expect(second.reports).toEqual(first.reports);
    expect(first.shares).toEqual([true]);
    expect(second.shares).toEqual([]);
  });

  it('is not that of another user, nor of another phone, nor an earlier one', async () => {
    const { prepare, begun } = setSlow();
    const waiter = setWaiter();
    for (const change of [{}, { userId: 'ben' }, { phoneId: 'phone-2' }, {}]) {
      const ready = prepare({ ...phone, ...change }, waiter.tools);
      await settle();
      waiter.waited();
      await ready;
    }
    expect(begun).toEqual(['mia/phone-1', 'ben/phone-1', 'mia/phone-2', 'mia/phone-1']);
  });

  it('goes on when the first browser leaves, which hears of it at once', async () => {
    const { prepare, begun, aborted } = setSlow();
    const [first, second] = [setWaiter(), setWaiter()];
    const left = failureOf(prepare(phone, first.tools));
    const ready = prepare(phone, second.tools);
    await settle();
    first.leave();
    expect(await left).toMatchObject({ code: 'aborted' });
    await settle();
    second.waited();
    await ready;
    expect(begun).toHaveLength(1);
    expect(aborted).toEqual([]);
  });

  it('ends with the last one, and begins anew for the next', async () => {
    const { prepare, begun, aborted } = setSlow();
    const waiters = [setWaiter(), setWaiter()];
    const failures = waiters.map(({ tools }) => failureOf(prepare(phone, tools)));
    await settle();
    for (const { leave } of waiters) leave();
    for (const failure of failures) expect(await failure).toMatchObject({ code: 'aborted' });
    await settle();
    expect(aborted).toEqual(['mia/phone-1']);
    const next = setWaiter();
    const ready = prepare(phone, next.tools);
    await settle();
    next.waited();
    await ready;
    expect(begun).toHaveLength(2);
  });

  it('that fails, fails for all', async () => {
    const failure = new TelepadError('phone_offline', 'It took too long.');
    const prepare = sharePreparations(async (_phone, tools) => {
      await tools.wait(1);
      throw failure;
    });
    const waiters = [setWaiter(), setWaiter()];
    const failures = waiters.map(({ tools }) => failureOf(prepare(phone, tools)));
    await settle();
    waiters[0]?.waited();
    expect(await Promise.all(failures)).toEqual([failure, failure]);
  });
});

describe('one user', () => {
  it('waits for twenty phones at once, and is told when to come back with more', async () => {
    const { prepare } = setSlow();
    const waiter = setWaiter();
    const open = Array.from({ length: 20 }, (_none, index) => {
      const each = setWaiter();
      return { ...each, ready: prepare({ ...phone, phoneId: `phone-${index}` }, each.tools) };
    });
    await settle();
    const more = { ...phone, phoneId: 'phone-x' };
    expect(await failureOf(prepare(more, waiter.tools))).toMatchObject({
      code: 'rate_limited',
      retryAfterMs: 10_000,
    });
    // The same phone as before, and another user's, are none more.
    const again = prepare({ ...phone, phoneId: 'phone-7' }, setWaiter().tools);
    const other = setWaiter();
    const ofOther = prepare({ ...more, userId: 'ben' }, other.tools);
    await settle();
    other.waited();
    await ofOther;
    for (const { waited } of open) waited();
    await Promise.all([...open.map(({ ready }) => ready), again]);
    const late = prepare(more, waiter.tools);
    await settle();
    waiter.waited();
    await late;
  });

  it('opens as many as they like that need no wait', async () => {
    const prepare = sharePreparations(async (_phone, tools) => void (await tools.request(call)));
    const { tools } = setWaiter();
    await Promise.all(
      Array.from({ length: 60 }, (_none, index) =>
        prepare({ ...phone, phoneId: `phone-${index}` }, tools),
      ),
    );
  });
});
