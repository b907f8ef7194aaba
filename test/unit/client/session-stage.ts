import { afterEach, beforeEach, expect, vi } from 'vitest';
import type { ClientVendors, ConnectOptions } from '../../../src/client/connect-options.js';
import type { FeatureHost } from '../../../src/client/features/feature-host.js';
import type { PhoneFeatures } from '../../../src/client/features/phone-features.js';
import { createFeatureHost } from '../../../src/client/features/session-host.js';
import { createPhoneSession } from '../../../src/client/phone-session.js';
import type { PhoneEvents, PhoneSession } from '../../../src/client/session.js';
import type { ImportFeatures } from '../../../src/client/session-features.js';
import type { ImportUpkeep } from '../../../src/client/session-upkeep.js';
import { leaveAtTheEnd } from '../../../src/client/upkeep/leaving.js';
import { createRecovery } from '../../../src/client/upkeep/recovery.js';
import { createSessionHost } from '../../../src/client/upkeep/session-host.js';
import type { Upkeep, UpkeepHost } from '../../../src/client/upkeep/upkeep-host.js';
import type { CreateLink } from '../../../src/client/webrtc-link.js';
import { TelepadError } from '../../../src/core/errors.js';
import type { ClientVendor } from '../../../src/core/ports/client.js';
import type { Ticket } from '../../../src/core/ticket.js';
import { FakeDialect } from './fake-dialect.js';
import { FakeLink } from './fake-link.js';
import { stubPage } from './fake-media.js';

/** Sessions on fake links in a fake page, on a fake clock. */

export const ticket: Ticket = {
  vendor: 'fake',
  phoneId: 'p1',
  userId: 'mia',
  role: 'control',
  expiresAt: Date.parse('2030-01-01T00:00:00Z'),
  signalling: { url: 'wss://signal.example.test/room' },
  iceServers: [],
};

export const fakeVendor: ClientVendor = {
  id: 'fake',
  connect: (_ticket, tools) => tools.webrtc(new FakeDialect()),
};

export const touchUp = {
  type: 'touch',
  action: 'up',
  actionIndex: 0,
  pointers: [{ id: 0, x: 1, y: 2, pressure: 1 }],
  width: 720,
  height: 1280,
} as const;

export const eventNames = [
  'state',
  'progress',
  'live',
  'track',
  'display',
  'inputstate',
  'clipboard',
  'appmessage',
  'release',
  'idlewarning',
  'trouble',
  'closed',
] as const satisfies readonly (keyof PhoneEvents)[];

export interface Setting extends Partial<ConnectOptions> {
  readonly vendors?: ClientVendors;
  /** The features' code, as they are given a host. */
  readonly importFeatures?: () => Promise<{ createFeatures(host: FeatureHost): PhoneFeatures }>;
  readonly importUpkeep?: ImportUpkeep;
  /** What the upkeep does; how links are repaired is the same as always. */
  readonly upkeep?: Partial<Upkeep>;
}

const absent = () => Promise.reject(new Error('not in this test'));

/** An upkeep that keeps nothing and knows nothing. */
const idleUpkeep: Upkeep = {
  stats: absent,
  watch: () => () => {},
  diagnose: absent,
  explain: () => undefined,
  hold: () => false,
};

export function connect({
  vendors = { fake: async () => fakeVendor },
  importFeatures,
  importUpkeep,
  upkeep,
  ...options
}: Setting = {}) {
  const hosts: UpkeepHost[] = [];
  const loadUpkeep: ImportUpkeep = async () => ({
    createUpkeepOfSession(owner, present) {
      hosts.push(createSessionHost(owner, present));
      leaveAtTheEnd(owner);
      const { step } = createRecovery(owner, present);
      const restartIce = () => {
        link().restarts += 1;
      };
      return { ...idleUpkeep, ...upkeep, step, restartIce };
    },
  });
  const loadFeatures: ImportFeatures | undefined =
    importFeatures &&
    (async () => {
      const { createFeatures } = await importFeatures();
      return {
        createFeaturesOfSession: (owner, link, idle, vendor) => {
          if (!vendor) throw new TelepadError('not_supported', 'none');
          return createFeatures(createFeatureHost(owner, link, idle, vendor));
        },
      };
    });
  const links: FakeLink[] = [];
  const createLink: CreateLink = (...args) => {
    const link = new FakeLink(...args);
    links.push(link);
    return link;
  };
  const session = createPhoneSession(
    vendors,
    { ticket, ...options },
    createLink,
    loadFeatures,
    importUpkeep ?? loadUpkeep,
  );
  const heard: unknown[][] = [];
  for (const name of eventNames) {
    session.on(name, (...values: unknown[]) => {
      heard.push([name, ...values.map((value) => (value as TelepadError)?.code ?? value)]);
    });
  }
  const link = (index = -1): FakeLink => {
    const found = links.at(index);
    if (!found) throw new Error('no link was opened');
    return found;
  };
  const heardOf = (name: keyof PhoneEvents) => heard.filter(([found]) => found === name);
  /** What the session lends to its upkeep. */
  const upkeepHost = (): UpkeepHost => {
    const [host] = hosts;
    if (!host) throw new Error('no upkeep was loaded');
    return host;
  };
  return { session, links, link, heard, heardOf, upkeepHost };
}

export async function connectUntilLink(setting?: Setting) {
  const made = connect(setting);
  await pass();
  return made;
}

export async function connectUntilLive(setting?: Setting) {
  const made = await connectUntilLink(setting);
  made.link().negotiate();
  made.session.framePresented(720, 1280);
  expect(made.session.state).toBe('live');
  return made;
}

export function errorOf(session: PhoneSession): TelepadError {
  const error = session.closeReason?.error;
  if (!error) throw new Error('the session was not closed by an error');
  return error;
}

/** Gives each test of the file a page of its own, which it returns when asked. */
export function setTheStage(): () => ReturnType<typeof stubPage> {
  let page: ReturnType<typeof stubPage>;
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2029-06-01T00:00:00Z') });
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    page = stubPage();
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
    vi.useRealTimers();
  });
  return () => page;
}

/** Promises have had their turn, and as much time has passed. */
export const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
