import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TelepadError } from '../../../../src/core/errors.js';
import type { BrokerTools } from '../../../../src/core/ports/broker.js';
import type { Ticket } from '../../../../src/core/ticket.js';
import { orderTicket, read, setStage, ticket } from '../broker-stage.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const both = { accept: 'application/x-ndjson, application/json' };

/** A vendor whose phone takes its time: a test reports and ends for it. */
function setSlowStage(behaviour: Parameters<typeof setStage>[0] = {}) {
  let tools: BrokerTools | undefined;
  let issue = (_ticket: Ticket) => {};
  let fail = (_error: unknown) => {};
  let ask = (_tools: BrokerTools) => {};
  const asked = new Promise<BrokerTools>((resolve) => {
    ask = resolve;
  });
  const stage = setStage({
    // Its counters have timers of their own.
    rateLimits: false,
    ...behaviour,
    issueTicket: (_request, given) => {
      tools = given;
      ask(given);
      return new Promise((resolve, reject) => {
        issue = resolve;
        fail = reject;
      });
    },
  });
  return {
    ...stage,
    asked,
    report: (hint?: number) => tools?.report({ stage: 'queued', ...(hint && { hint }) }),
    issue: (issued = ticket) => issue(issued),
    fail: (error: unknown) => fail(error),
  };
}

function readerOf(response: Response) {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  return async () => (await reader?.read())?.value;
}

describe('a ticket that takes its time', () => {
  it('is answered line by line: progress, and the ticket at the end', async () => {
    const { broker, asked, report, issue, log } = setSlowStage({
      allowedOrigins: ['https://app.example.test'],
    });
    const answer = broker(orderTicket(undefined, { ...both, origin: 'https://app.example.test' }));
    await asked;
    report(3);
    const response = await answer;
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toEqual({
      'content-type': 'application/x-ndjson',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-accel-buffering': 'no',
      vary: 'Origin',
      'access-control-allow-origin': 'https://app.example.test',
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'Retry-After',
    });
    const next = readerOf(response);
    expect(await next()).toBe('{"progress":{"stage":"queued","hint":3}}\n');
    report();
    expect(await next()).toBe('{"progress":{"stage":"queued"}}\n');
    expect(log).toEqual([]);
    issue();
    expect(await next()).toBe(`${JSON.stringify({ ticket })}\n`);
    expect(await next()).toBeUndefined();
    expect(log).toMatchObject([
      { event: 'answered', level: 'info', status: 200, route: 'tickets', phoneId: 'phone-1' },
    ]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends with the error, whose own status the log has', async () => {
    const { broker, asked, report, fail, log } = setSlowStage();
    const answer = broker(orderTicket(undefined, both));
    await asked;
    report();
    const next = readerOf(await answer);
    await next();
    fail(
      new TelepadError('vendor_rate_limited', 'Too many. Wait.', {
        retryAfterMs: 1500,
        cause: new Error('SECRET'),
      }),
    );
    expect(JSON.parse((await next()) ?? '')).toEqual({
      error: {
        code: 'vendor_rate_limited',
        message: 'Too many. Wait.',
        retryable: true,
        retryAfterMs: 1500,
      },
    });
    expect(await next()).toBeUndefined();
    expect(log).toMatchObject([{ level: 'warn', status: 429, code: 'vendor_rate_limited' }]);
    expect(JSON.stringify(log)).not.toContain('SECRET');
  });

  it('tells nothing of an error that is not ours', async () => {
    const { broker, asked, report, fail, log } = setSlowStage();
    const answer = broker(orderTicket(undefined, both));
    await asked;
    report();
    const next = readerOf(await answer);
    await next();
    fail(new Error('SECRET'));
    const last = await next();
    expect(last).toContain('"code":"internal_error"');
    expect(last).not.toContain('SECRET');
    expect(log).toMatchObject([{ level: 'error', status: 500, cause: 'Error' }]);
  });

  it.each([
    ['nothing was reported', both, false],
    ['the request does not ask for lines', { accept: 'application/json' }, true],
    ['the request asks for nothing', {}, true],
    ['the request asks for something alike', { accept: 'application/x-ndjson2' }, true],
  ])('is a plain answer where %s', async (_when, headers, isReported) => {
    const { broker, asked, report, issue, log } = setSlowStage();
    const answer = broker(orderTicket(undefined, headers));
    await asked;
    if (isReported) report();
    issue();
    expect(await read(await answer)).toMatchObject({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: ticket,
    });
    report();
    expect(log).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('has the status of its error where nothing was reported', async () => {
    const { broker, asked, report, fail } = setSlowStage();
    const answer = broker(orderTicket(undefined, both));
    await asked;
    fail(new TelepadError('phone_offline', 'It is off.'));
    expect((await answer).status).toBe(409);
    report();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('says every ten seconds that it is still there', async () => {
    const { broker, asked, report, issue } = setSlowStage();
    const answer = broker(orderTicket(undefined, both));
    await asked;
    report();
    const next = readerOf(await answer);
    await next();
    vi.advanceTimersByTime(10_000);
    expect(await next()).toBe('\n');
    vi.advanceTimersByTime(10_000);
    expect(await next()).toBe('\n');
    issue();
    expect(await next()).toContain('"ticket"');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('waits for a slow reader with so many lines and no more, and never loses the last', async () => {
    const { broker, asked, report, issue } = setSlowStage();
    const answer = broker(orderTicket(undefined, both));
    await asked;
    for (let line = 0; line < 10_000; line += 1) report();
    const response = await answer;
    issue();
    const lines = (await response.text()).trim().split('\n');
    expect(lines).toHaveLength(65);
    expect(lines.at(-1)).toBe(JSON.stringify({ ticket }));
  });
});

describe('a browser that goes away while its phone is prepared', () => {
  it.each([
    ['by leaving the answer', 'cancel'],
    ['by ending its request', 'abort'],
  ])('%s ends the vendor’s work', async (_how, how) => {
    const browser = new AbortController();
    const { broker, asked, report, fail, log } = setSlowStage();
    const answer = broker(new Request(orderTicket(undefined, both), { signal: browser.signal }));
    const tools = await asked;
    report();
    const response = await answer;
    const waiting = expect(tools.wait(60_000)).rejects.toMatchObject({ code: 'aborted' });
    if (how === 'cancel') await response.body?.cancel();
    else browser.abort();
    await waiting;
    report();
    fail(new TelepadError('aborted', 'The browser went away.'));
    await vi.waitFor(() => expect(log).toHaveLength(1));
    expect(log).toMatchObject([{ level: 'warn', status: 499, code: 'aborted' }]);
    expect(vi.getTimerCount()).toBe(0);
    if (how === 'abort') await expect(response.text()).rejects.toThrow();
  });

  it('before its first word is answered as ever', async () => {
    const browser = new AbortController();
    const { broker, asked, fail, log } = setSlowStage();
    const answer = broker(new Request(orderTicket(undefined, both), { signal: browser.signal }));
    const tools = await asked;
    browser.abort();
    await expect(tools.wait(1)).rejects.toMatchObject({ code: 'aborted' });
    fail(new TelepadError('aborted', 'The browser went away.'));
    expect((await answer).status).toBe(499);
    expect(log).toHaveLength(1);
  });
});
