import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createChannelProbe } from '../../../../src/client/upkeep/channel-probe.js';
import { createOutbox } from '../../../../src/client/upkeep/outbox.js';
import type { ControlMessage } from '../../../../src/core/control.js';
import { FakeHost } from './fake-host.js';

/** What can happen to a session and its phone, in any order. */
type Happening =
  | { readonly type: 'send'; readonly kind: 'text' | 'clipboard' | 'key' }
  /** So many messages reach the phone, which answers questions. */
  | { readonly type: 'carry'; readonly count: number }
  /** What the phone has said reaches the page. */
  | { readonly type: 'answer' }
  | { readonly type: 'pass'; readonly ms: number }
  /** The session recovers and keeps its link, or gives it up. */
  | { readonly type: 'break'; readonly isKept: boolean }
  | { readonly type: 'live' };

const happenings: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('send' as const),
      kind: fc.constantFrom('text' as const, 'clipboard' as const, 'key' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('carry' as const),
      count: fc.integer({ min: 1, max: 6 }),
    }),
  },
  { weight: 2, arbitrary: fc.constant<Happening>({ type: 'answer' }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('pass' as const),
      ms: fc.constantFrom(0, 1, 500, 1000, 6000, 61_000),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('break' as const), isKept: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.constant<Happening>({ type: 'live' }) },
);

/** A message by itself: no two are equal. */
function message(kind: 'text' | 'clipboard' | 'key', number: number): ControlMessage {
  return kind === 'key'
    ? { type: 'key', action: 'down', keyCode: number, metaState: 0, repeat: false }
    : { type: kind, text: `${number}` };
}

const say = (message: ControlMessage): string =>
  `${message.type} ${'text' in message ? message.text : JSON.stringify(message)}`;

async function walk(steps: readonly Happening[]) {
  const host = new FakeHost();
  const outbox = createOutbox(host, createChannelProbe(host));
  /** The channel: what is on its way to the phone, and how many answers are on their way back. */
  let underway: ControlMessage[] = [];
  let answers = 0;
  const received: ControlMessage[] = [];
  const accepted: ControlMessage[] = [];
  const refused: ControlMessage[] = [];

  const goOut = (sent: ControlMessage) => underway.push(sent);
  host.send = (sent) => void goOut(sent);
  host.fake.send = (sent) => {
    if (host.fake.isLive) {
      goOut(sent);
      host.pageSends(sent);
    } else if (!outbox.hold?.(sent)) throw new Error('not connected');
  };

  for (const [number, step] of steps.entries()) {
    switch (step.type) {
      case 'send': {
        const sent = message(step.kind, number);
        try {
          host.session.send(sent);
          accepted.push(sent);
        } catch {
          refused.push(sent);
        }
        break;
      }
      case 'carry':
        for (const each of underway.splice(0, step.count)) {
          if (each.type === 'query') answers += 1;
          else received.push(each);
        }
        break;
      case 'answer':
        for (; answers > 0; answers -= 1) host.fake.tellDisplay();
        break;
      case 'pass':
        break;
      case 'break':
        if (!step.isKept) {
          host.connection = undefined;
          underway = [];
          answers = 0;
        }
        host.fake.move('recovering');
        break;
      case 'live':
        if (host.fake.isLive) break;
        host.connection ??= FakeHost.connection();
        host.fake.state = 'live';
        outbox.resume?.();
        host.fake.emit('state', 'live');
        break;
    }
    await vi.advanceTimersByTimeAsync(step.type === 'pass' ? step.ms : 0);
  }
  host.end();
  const reports = host.heard.map(([, messages]) => messages as ControlMessage[]);
  return { accepted, refused, received, reports, host };
}

describe('whatever happens to a connection', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it('each text, clipboard and key arrives once or is reported once, and in order', async () => {
    const seen = { arrived: 0, lost: 0, superseded: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(happenings, { minLength: 5, maxLength: 60 }), async (steps) => {
        const walked = await walk(steps);
        // Long text is held in parts, so messages are known by what they say: no two say the same.
        const [accepted, refused] = [walked.accepted.map(say), walked.refused.map(say)];
        const reports = walked.reports.map((report) => report.map(say));
        const lost = reports.flat();
        // Releases come from the upkeep itself, and may come twice.
        const arrived = walked.received
          .filter((each) => each.type !== 'key' || each.action === 'down')
          .map(say);
        expect(new Set(arrived).size).toBe(arrived.length);
        expect(new Set(lost).size).toBe(lost.length);
        expect(arrived).toEqual(accepted.filter((each) => arrived.includes(each)));
        for (const report of reports)
          expect(report).toEqual([...accepted, ...refused].filter((each) => report.includes(each)));
        // A key is refused and reported; so are words, for want of room only.
        expect(lost.filter((each) => refused.includes(each))).toEqual(refused);
        expect(arrived.filter((each) => refused.includes(each))).toEqual([]);
        for (const [index, each] of accepted.entries()) {
          if (arrived.includes(each) || lost.includes(each)) continue;
          // Neither: a newer clipboard has taken its place.
          expect(each).toMatch(/^clipboard/);
          expect(accepted.slice(index + 1).some((later) => /^clipboard/.test(later))).toBe(true);
          seen.superseded += 1;
        }
        seen.arrived += arrived.length;
        seen.lost += lost.length;
        seen.refused += refused.length;
        expect([walked.host.listenerCount, vi.getTimerCount()]).toEqual([0, 0]);
      }),
      { numRuns: 300, seed: 20_261_123 },
    );
    // The walks went everywhere.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(20);
  });
});
