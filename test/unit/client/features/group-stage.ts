import { afterEach, beforeEach, type Mock, vi } from 'vitest';
import type {
  BasicSession,
  CloseReason,
  PhoneEvents,
} from '../../../../src/client/basic-session.js';
import type { FeatureHost } from '../../../../src/client/features/feature-host.js';
import type { PhoneGroup } from '../../../../src/client/features/group.js';
import { type GroupOptions, openGroup } from '../../../../src/client/features/open-group.js';
import type { ControlMessage, TouchAction } from '../../../../src/core/control.js';
import type { TelepadError } from '../../../../src/core/errors.js';
import type { GroupDialect, VendorFeatures, WireData } from '../../../../src/core/ports/client.js';
import type { GroupTicket } from '../../../../src/core/ticket.js';
import { stubPage } from '../fake-media.js';
import { FakeWebSocket } from '../fake-web-socket.js';

/** Ready for `vi.stubGlobal('WebSocket', FakeWebSocket)`. */
export { FakeWebSocket };

/**
 * A clock, a page and a network of their own for each test of a file.
 * @returns the page of the present test
 */
export function setTheGroupStage(): () => ReturnType<typeof stubPage> {
  let page: ReturnType<typeof stubPage>;
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2029-06-01T00:00:00Z') });
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    page = stubPage();
    FakeWebSocket.reset();
    vi.stubGlobal('WebSocket', FakeWebSocket);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
    vi.useRealTimers();
  });
  return () => page;
}

/** A control message as this vendor's frame. */
function frameOf(message: ControlMessage): string {
  switch (message.type) {
    case 'touch':
      return `touch ${message.action} ${message.pointers.map(({ id, x }) => `${id}@${x}`).join(' ')}`;
    case 'key':
      return `key ${message.action} ${message.keyCode}`;
    case 'text':
    case 'clipboard':
      return `${message.type} ${message.text}`;
    default:
      return message.type;
  }
}

const dialect: GroupDialect = {
  heartbeat: { intervalMs: 5000, data: 'beat' },
  encode: (message) => [frameOf(message)],
  broadcast: (frame) => `all: ${String(frame)}`,
  textFor: (phoneIds, what, text) => [`${phoneIds.join('+')}: ${what} ${text}`],
  remove: (phoneIds) => `out: ${phoneIds.join('+')}`,
  received: (data) => (data === 'welcome' ? 'joined' : 'ignored'),
};

export const ticketFor = (phoneIds: readonly string[], room = 'room'): GroupTicket => ({
  vendor: 'fake',
  userId: 'mia',
  expiresAt: Date.parse('2030-01-01T00:00:00Z'),
  signalling: { url: `wss://signal.example.test/${room}` },
  phoneIds,
  failures: [],
});

/** A leading session on phone `p1`, and what it sends to its own phone. */
export class FakeHost implements FeatureHost {
  readonly #life = new AbortController();
  readonly life = this.#life.signal;
  readonly connection = undefined;
  readonly vendor: VendorFeatures;
  readonly session: BasicSession;
  /** What went to the leading phone alone. */
  readonly sentToLeader: WireData[] = [];
  role: BasicSession['role'] = 'control';
  closeReason: CloseReason | undefined;
  keepAwakeCalls = 0;
  readonly sentListeners = new Set<Parameters<FeatureHost['onSent']>[0]>();
  readonly releaseListeners = new Set<() => void>();

  constructor(group: GroupDialect | null = dialect) {
    this.vendor = {
      encode: (message) => [`feature ${message.type}`],
      decode: () => 'ignored',
      ...(group && { group }),
    };
    const host = this;
    const session: Partial<BasicSession> = {
      phoneId: 'p1',
      get role() {
        return host.role;
      },
      get closeReason() {
        return host.closeReason;
      },
      keepAwake: () => {
        host.keepAwakeCalls += 1;
      },
      on: (name: keyof PhoneEvents, listener: unknown) => {
        if (name === 'release') host.releaseListeners.add(listener as () => void);
        return () => host.releaseListeners.delete(listener as () => void);
      },
    };
    this.session = session as BasicSession;
  }

  send(frames: readonly WireData[]): void {
    this.sentToLeader.push(...frames);
  }

  readonly choices = {};
  upkeep = () => Promise.reject(new Error('not needed'));

  holdIdle(): () => void {
    return () => {};
  }

  onFrame(): () => void {
    return () => {};
  }

  onSent(listener: Parameters<FeatureHost['onSent']>[0]): () => void {
    this.sentListeners.add(listener);
    return () => this.sentListeners.delete(listener);
  }

  offer(): void {}

  /** The session's user did something, and it went out to the leading phone. */
  userDoes(message: ControlMessage): void {
    for (const listener of [...this.sentListeners]) listener(message, [frameOf(message)]);
  }

  touch(action: TouchAction, ...xs: number[]): void {
    this.userDoes(touch(action, ...xs));
  }

  release(): void {
    for (const listener of [...this.releaseListeners]) listener();
  }

  closeSession(reason: CloseReason): void {
    this.closeReason = reason;
    this.#life.abort();
  }
}

/** Fingers with the ids 0, 1, … at these places. */
export function touch(action: TouchAction, ...xs: number[]): ControlMessage {
  const pointers = xs.map((x, id) => ({ id, x, y: 5, pressure: 1 }));
  const actionIndex = action === 'pointer-down' || action === 'pointer-up' ? xs.length - 1 : 0;
  return { type: 'touch', action, actionIndex, pointers, width: 720, height: 1280 };
}

export function key(action: 'down' | 'up', keyCode: number, repeat = false): ControlMessage {
  return { type: 'key', action, keyCode, metaState: 0, repeat };
}

/** Promises have had their turn, and as much time has passed. */
export const pass = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

export interface Opening {
  readonly host: FakeHost;
  readonly ticket: Mock<(phoneIds: readonly string[], signal: AbortSignal) => Promise<GroupTicket>>;
  readonly opened: Promise<PhoneGroup>;
}

/** Begins to open a group of `p2` and `p3`; its room waits for its handshake. */
export async function opening(
  options: Partial<GroupOptions> = {},
  host = new FakeHost(),
): Promise<Opening> {
  const ticket: Opening['ticket'] = vi.fn(async (phoneIds) => ticketFor(phoneIds));
  const opened = openGroup(host, { phoneIds: ['p2', 'p3'], ticket, ...options });
  opened.catch(() => {});
  await pass();
  return { host, ticket, opened };
}

/** Lets the latest room's server take us in. */
export async function admit(): Promise<void> {
  FakeWebSocket.last.open();
  FakeWebSocket.last.receive('welcome');
  await pass();
}

/** A group that is open, and what it tells. */
export async function openedGroup(options: Partial<GroupOptions> = {}) {
  const { host, ticket, opened } = await opening(options);
  await admit();
  const group = await opened;
  const heard: unknown[] = [];
  group.on('change', () => heard.push('change'));
  group.on('error', ({ code }: TelepadError) => heard.push(code));
  group.on('closed', ({ cause, error }) => heard.push([cause, error?.code]));
  return { host, ticket, group, heard };
}

/** What the latest room was sent since the last look. */
export function sent(socket = FakeWebSocket.last): unknown[] {
  return socket.sent.splice(0);
}
