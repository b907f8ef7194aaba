import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createNodeListener } from '../../../../src/broker/node/listener.js';
import type { BrokerTools } from '../../../../src/core/ports/broker.js';
import type { Ticket } from '../../../../src/core/ticket.js';
import { setStage, ticket } from '../broker-stage.js';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A broker with a slow vendor behind a real server. */
async function serveSlowly(prepare = (_response: ServerResponse) => {}) {
  let ask = (_tools: BrokerTools) => {};
  const asked = new Promise<BrokerTools>((resolve) => {
    ask = resolve;
  });
  let issue = (_ticket: Ticket) => {};
  const { broker, log } = setStage({
    rateLimits: false,
    issueTicket: (_request, tools) => {
      ask(tools);
      return new Promise((resolve, reject) => {
        issue = resolve;
        // As a vendor that asks again and again.
        tools.wait(600_000).catch(reject);
      });
    },
  });
  const listener = createNodeListener(broker);
  const server = createServer((request, response) => {
    prepare(response);
    listener(request, response);
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const browser = new AbortController();
  const answer = fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/tickets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/x-ndjson' },
    body: '{"phoneId":"phone-1"}',
    signal: browser.signal,
  });
  return { answer, asked, issue: () => issue(ticket), browser, log };
}

describe('lines of a broker behind node:http', () => {
  it('come one by one, while the work goes on', async () => {
    const { answer, asked, issue } = await serveSlowly();
    const tools = await asked;
    tools.report({ stage: 'queued', hint: 1 });
    const response = await answer;
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.has('content-length')).toBe(false);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toBe('{"progress":{"stage":"queued","hint":1}}\n');
    tools.report({ stage: 'waking' });
    expect((await reader?.read())?.value).toBe('{"progress":{"stage":"waking"}}\n');
    issue();
    expect((await reader?.read())?.value).toBe(`${JSON.stringify({ ticket })}\n`);
    expect((await reader?.read())?.done).toBe(true);
  });

  it('end the vendor’s work when the browser goes', async () => {
    const { answer, asked, browser, log } = await serveSlowly();
    const tools = await asked;
    const gone = expect(tools.wait(600_000)).rejects.toMatchObject({ code: 'aborted' });
    tools.report({ stage: 'queued' });
    await answer;
    browser.abort();
    await gone;
    await expect.poll(() => log).toMatchObject([{ status: 499, code: 'aborted' }]);
  });

  it('are pushed out of whatever gathers answers', async () => {
    let flushes = 0;
    const { answer, asked, issue } = await serveSlowly((response) =>
      Object.assign(response, { flush: () => (flushes += 1) }),
    );
    (await asked).report({ stage: 'queued' });
    const response = await answer;
    issue();
    expect((await response.text()).split('\n')).toHaveLength(3);
    expect(flushes).toBe(2);
  });
});
