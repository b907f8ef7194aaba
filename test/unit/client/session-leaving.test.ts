import { describe, expect, it, vi } from 'vitest';
import type { LeaveCause, TicketFunction } from '../../../src/client/ticket-source.js';
import { TelepadError } from '../../../src/core/errors.js';
import type { PreparationProgress } from '../../../src/core/preparation.js';
import type { Ticket } from '../../../src/core/ticket.js';
import {
  connect,
  connectUntilLink,
  connectUntilLive,
  pass,
  type Setting,
  setTheStage,
  ticket,
} from './session-stage.js';

const page = setTheStage();

/** A source whose tickets have to be left, each with an id of its own. */
function keeper(fetchTicket?: () => Promise<Ticket>) {
  const left: [string | undefined, LeaveCause][] = [];
  let count = 0;
  const source: TicketFunction = Object.assign(
    async () => {
      if (fetchTicket) return fetchTicket();
      count += 1;
      return { ...ticket, leave: `leave-${count}` };
    },
    {
      leave: ({ leave }: Ticket, cause: LeaveCause) => void left.push([leave, cause]),
    },
  );
  return { source, left };
}

const liveOn = async (source: TicketFunction, setting: Setting = {}) => {
  const made = await connectUntilLive({ ...setting, ticket: source });
  await pass();
  return made;
};

describe('a phone that has to be left', () => {
  it('is, when the page closes the session, once', async () => {
    const { source, left } = keeper();
    const { session } = await liveOn(source);
    expect(left).toEqual([]);
    session.close();
    session.close();
    page().leave();
    await pass(100_000);
    expect(left).toEqual([['leave-1', 'user']]);
    expect(page().listenerCount()).toBe(0);
  });

  it('is by the newest ticket', async () => {
    const { source, left } = keeper();
    const { session, link } = await liveOn(source);
    link().listener.failed(new TelepadError('connection_lost', 'Lost.'));
    await pass(400);
    expect(session.state).toBe('signalling');
    session.close();
    expect(left).toEqual([['leave-2', 'user']]);
  });

  it('is left for a while only after an idle end', async () => {
    const { source, left } = keeper();
    const { session } = await liveOn(source, { policy: { idleTimeoutMs: 1000 } });
    await pass(1000);
    expect(session.closeReason?.error?.code).toBe('idle_timeout');
    expect(left).toEqual([['leave-1', 'idle']]);
  });

  it('is left for a while only after an error, since its user may try again', async () => {
    const { source, left } = keeper();
    const { link } = await liveOn(source, { policy: { recoveryRetry: never } });
    link().listener.failed(new TelepadError('connection_lost', 'Lost.'));
    await pass();
    expect(left).toEqual([['leave-1', 'idle']]);
  });

  it('is not when the same user has opened it elsewhere', async () => {
    const { source, left } = keeper();
    const { session, link } = await liveOn(source);
    for (let round = 0; round < 3; round += 1) {
      link().listener.channelClosed();
      await pass(20_000);
      if (session.state === 'closed') break;
      link().negotiate();
      session.framePresented(720, 1280);
    }
    expect(session.closeReason?.error?.code).toBe('opened_elsewhere');
    expect(left).toEqual([]);
  });

  it('is when the page aborts', async () => {
    const abort = new AbortController();
    const { source, left } = keeper();
    await liveOn(source, { signal: abort.signal });
    abort.abort();
    expect(left).toEqual([['leave-1', 'user']]);
  });

  it('is when the session is closed before its first frame', async () => {
    const { source, left } = keeper();
    const { session } = await connectUntilLink({ ticket: source });
    session.close();
    await pass();
    expect(left).toEqual([['leave-1', 'user']]);
  });

  it('is when the session is closed before the code for it has come', async () => {
    const { source, left } = keeper();
    const { session } = connect({ ticket: source });
    session.on('state', (state) => {
      if (state === 'preparing') queueMicrotask(() => session.close());
    });
    await pass();
    expect(session.state).toBe('closed');
    expect(left).toEqual([['leave-1', 'user']]);
  });

  it('is when the page goes away, and not when the browser keeps it', async () => {
    const { source, left } = keeper();
    await liveOn(source);
    page().leave(true);
    expect(left).toEqual([]);
    page().leave();
    expect(left).toEqual([['leave-1', 'user']]);
  });

  it('by a function that throws does not disturb the end', async () => {
    const console = vi.spyOn(globalThis.console, 'error').mockReturnValue();
    const source = Object.assign(async () => ({ ...ticket, leave: 'leave' }), {
      leave() {
        throw new Error('not mine');
      },
    });
    const { session } = await liveOn(source);
    session.close();
    expect(session.state).toBe('closed');
    expect(console).toHaveBeenCalledOnce();
  });
});

describe('a phone that needs not be left', () => {
  it.each<[string, () => Setting['ticket']]>([
    ['since its ticket says nothing of it', () => keeper(async () => ticket).source],
    ['since nobody could be told', () => async () => ({ ...ticket, leave: 'leave' })],
    ['since the page brought the ticket', () => ({ ...ticket, leave: 'leave' })],
  ])('is not: %s', async (_why, source) => {
    const { session } = await connectUntilLive({ ticket: source() ?? ticket });
    await pass();
    session.close();
    page().leave();
    expect(page().listenerCount()).toBe(0);
  });

  it('is not while its first ticket is still fetched: that is given up', async () => {
    const signals: AbortSignal[] = [];
    const leave = vi.fn();
    const source = Object.assign(
      (signal: AbortSignal) => {
        signals.push(signal);
        return new Promise<Ticket>(() => {});
      },
      { leave },
    );
    const { session } = connect({ ticket: source });
    await pass();
    session.close();
    await pass();
    expect(signals[0]?.aborted).toBe(true);
    expect(leave).not.toHaveBeenCalled();
  });
});

const never = { maxAttempts: 0, baseDelayMs: 0, maxDelayMs: 0 };

describe('a ticket that takes its time', () => {
  it('is waited for anew with each word of the phone’s progress', async () => {
    let report = (_progress: PreparationProgress) => {};
    const { session, heardOf } = connect({
      ticket: (_signal, given) => {
        report = given;
        return new Promise(() => {});
      },
    });
    await pass(29_000);
    report({ stage: 'queued', hint: 3 });
    await pass(29_000);
    report({ stage: 'restoring' });
    await pass(29_999);
    expect(session.state).toBe('ticketing');
    await pass(1);
    expect(session.state).toBe('recovering');
    expect(heardOf('progress')).toEqual([
      ['progress', { stage: 'queued', hint: 3 }],
      ['progress', { stage: 'restoring' }],
    ]);
  });

  it('is not heard of any more once it is given up', async () => {
    const reports: ((progress: PreparationProgress) => void)[] = [];
    const { session, heardOf } = connect({
      ticket: (_signal, report) => {
        reports.push(report);
        return new Promise(() => {});
      },
    });
    await pass(30_000);
    await pass(375);
    expect(session.state).toBe('ticketing');
    reports[0]?.({ stage: 'queued' });
    await pass();
    expect(heardOf('progress')).toEqual([]);
    reports[1]?.({ stage: 'waking' });
    await pass();
    expect(heardOf('progress')).toHaveLength(1);
    session.close();
    reports[1]?.({ stage: 'waking' });
    await pass();
    expect(heardOf('progress')).toHaveLength(1);
  });

  it('is heard of from its first word on, also where that comes at once', async () => {
    const { heardOf } = connect({
      ticket: async (_signal, report) => {
        report({ stage: 'queued' });
        return ticket;
      },
    });
    await pass();
    expect(heardOf('progress')).toEqual([['progress', { stage: 'queued' }]]);
  });

  it('may be given up by whoever hears of its progress', async () => {
    const signals: AbortSignal[] = [];
    const { session, heardOf } = connect({
      ticket: async (signal, report) => {
        signals.push(signal);
        await pass();
        report({ stage: 'queued' });
        report({ stage: 'queued' });
        return ticket;
      },
    });
    session.on('progress', () => session.close());
    await pass(1);
    expect(session.closeReason).toEqual({ cause: 'user' });
    expect(heardOf('progress')).toHaveLength(1);
    expect(signals[0]?.aborted).toBe(true);
  });
});
