import { describe, expect, it, vi } from 'vitest';
import type { FeatureHost } from '../../../src/client/features/feature-host.js';
import type { PhoneFeatures } from '../../../src/client/features/phone-features.js';
import type { LinkOwner } from '../../../src/client/link-owner.js';
import { loadAutomation } from '../../../src/client/session-features.js';
import type { SessionLink } from '../../../src/client/session-link.js';
import { TelepadError } from '../../../src/core/errors.js';
import type { ClientVendor, VendorFeatures } from '../../../src/core/ports/client.js';
import {
  connect,
  connectUntilLink,
  connectUntilLive,
  fakeVendor,
  pass,
  type Setting,
  setTheStage,
  ticket,
  touchUp,
} from './session-stage.js';

setTheStage();

const words = {} as VendorFeatures;

/** Feature code that hands out its host. */
function prepare(loadFeatures: NonNullable<ClientVendor['loadFeatures']> = async () => words) {
  const hosts: FeatureHost[] = [];
  const setting = {
    vendors: { fake: async () => ({ ...fakeVendor, loadFeatures }) },
    importFeatures: async () => ({
      createFeatures(host: FeatureHost) {
        hosts.push(host);
        return {} as PhoneFeatures;
      },
    }),
  } satisfies Setting;
  const host = (): FeatureHost => {
    const found = hosts.at(-1);
    if (!found) throw new Error('no features were made');
    return found;
  };
  return { setting, hosts, host };
}

async function liveWithFeatures(changes: Setting = {}) {
  const { setting, hosts, host } = prepare();
  const made = await connectUntilLive({ ...setting, ...changes });
  await made.session.features();
  return { ...made, hosts, host: host() };
}

const rejection = (code: string) => expect.objectContaining({ code });

describe('the features of a session', () => {
  it('are made once, with the vendor’s words for the ticket’s phone', async () => {
    const loadFeatures = vi.fn(async () => words);
    const { setting, hosts, host } = prepare(loadFeatures);
    const { session } = await connectUntilLive(setting);
    expect(loadFeatures).not.toHaveBeenCalled();
    const first = session.features();
    expect(session.features()).toBe(first);
    expect(await session.features()).toBe(await first);
    expect(hosts).toHaveLength(1);
    expect(loadFeatures.mock.calls).toEqual([[ticket]]);
    expect(host().vendor).toBe(words);
    expect(host().session).toBe(session);
  });

  it('wait for the vendor to be known, and for nothing else', async () => {
    const { setting } = prepare();
    const { session } = connect(setting);
    expect(session.state).toBe('ticketing');
    const made = vi.fn();
    void session.features().then(made);
    await pass();
    expect(made).toHaveBeenCalledTimes(1);
    expect(session.state).toBe('signalling');
  });

  it('are refused where the vendor has none', async () => {
    const { session } = await connectUntilLink();
    await expect(session.features()).rejects.toEqual(rejection('not_supported'));
  });

  it('that did not load may be tried again', async () => {
    const failure = new TypeError('Failed to fetch dynamically imported module');
    const loadFeatures = vi.fn(async () => words).mockRejectedValueOnce(failure);
    const { setting, hosts } = prepare(loadFeatures);
    const { session } = await connectUntilLive(setting);
    await expect(session.features()).rejects.toMatchObject({
      code: 'vendor_load_failed',
      cause: failure,
      retryable: true,
    });
    await session.features();
    expect(hosts).toHaveLength(1);
    expect(session.state).toBe('live');
  });

  it('whose own code did not load fail alike', async () => {
    const failure = new TypeError('Failed to fetch dynamically imported module');
    const importFeatures = () => Promise.reject(failure);
    const { session } = await connectUntilLive({ ...prepare().setting, importFeatures });
    await expect(session.features()).rejects.toMatchObject({
      code: 'vendor_load_failed',
      cause: failure,
    });
  });

  it('fail with what closed the session first', async () => {
    const byPage = connect(prepare().setting);
    const waiting = byPage.session.features();
    byPage.session.close();
    await expect(waiting).rejects.toEqual(rejection('session_closed'));
    await expect(byPage.session.features()).rejects.toEqual(rejection('session_closed'));

    const refusal = new TelepadError('forbidden', 'Not yours.');
    const byError = connect({ ...prepare().setting, ticket: () => Promise.reject(refusal) });
    await expect(byError.session.features()).rejects.toBe(refusal);
  });

  it('that load when the session closes are not made any more', async () => {
    let loaded: (value: VendorFeatures) => void = () => {};
    const { setting, hosts } = prepare(
      () =>
        new Promise((resolve) => {
          loaded = resolve;
        }),
    );
    const { session } = await connectUntilLive(setting);
    const waiting = session.features();
    await pass();
    session.close();
    loaded(words);
    await expect(waiting).rejects.toEqual(rejection('session_closed'));
    expect(hosts).toEqual([]);
  });
});

describe('what features are lent', () => {
  it('is the present connection, none in between, and the next one after a recovery', async () => {
    const { session, link, links, host } = await liveWithFeatures();
    expect(host.connection).toBe(link(0).connection);
    link().listener.channelClosed();
    expect(session.state).toBe('recovering');
    expect(host.connection).toBeUndefined();
    await pass(300);
    expect(links).toHaveLength(2);
    expect(host.connection).toBe(link(1).connection);
    expect(await session.features()).toBe(await session.features());
  });

  it('hears the frames that the dialect left, from the present link only', async () => {
    const { link, host } = await liveWithFeatures();
    const heard: unknown[] = [];
    const off = host.onFrame((data) => heard.push(data));
    const old = link().listener;
    old.featureFrame('one');
    old.channelClosed();
    await pass(300);
    old.featureFrame('late');
    link().listener.featureFrame('two');
    off();
    link().listener.featureFrame('three');
    expect(heard).toEqual(['one', 'two']);
  });

  it('drops frames that come before', async () => {
    const { setting, host } = prepare();
    const { session, link } = await connectUntilLive(setting);
    link().listener.featureFrame('early');
    await session.features();
    const heard: unknown[] = [];
    host().onFrame((data) => heard.push(data));
    expect(heard).toEqual([]);
  });

  it('sends frames on the present link', async () => {
    const { session, link, host } = await liveWithFeatures();
    host.send(['a', 'b']);
    expect(link().frames).toEqual(['a', 'b']);
    link().listener.channelClosed();
    expect(() => host.send(['c'])).toThrow(rejection('not_connected'));
    expect(() => host.offer({ type: 'offer', sdp: 'v=0' })).toThrow(rejection('not_connected'));
    await pass(300);
    link().negotiate();
    expect(() => host.send(['c'])).toThrow(rejection('not_connected'));
    session.framePresented(720, 1280);
    host.send(['d']);
    expect(link().frames).toEqual(['d']);
  });

  it('hears what the session sent, with its frames, but not what features sent', async () => {
    const { session, host } = await liveWithFeatures();
    const heard: unknown[] = [];
    const off = host.onSent((...values) => heard.push(values));
    session.send(touchUp);
    host.send(['own']);
    off();
    session.send(touchUp);
    expect(heard).toEqual([[touchUp, ['touch']]]);
  });

  it('signals an offer of ours', async () => {
    const { link, host } = await liveWithFeatures();
    const offer = { type: 'offer', sdp: 'v=0' } as const;
    host.offer(offer);
    expect(link().offers).toEqual([offer]);
  });

  it('gives a watcher nothing to send with', async () => {
    const { link, host } = await liveWithFeatures({ ticket: { ...ticket, role: 'watch' } });
    expect(() => host.send(['a'])).toThrow(rejection('watch_only'));
    expect(() => host.offer({ type: 'offer', sdp: 'v=0' })).toThrow(rejection('watch_only'));
    expect([link().frames, link().offers]).toEqual([[], []]);
  });

  it('ends with the session', async () => {
    const { session, link, host } = await liveWithFeatures();
    const heard: unknown[] = [];
    host.onFrame((data) => heard.push(data));
    const { listener } = link();
    expect(host.life.aborted).toBe(false);
    session.close();
    expect(host.life.aborted).toBe(true);
    expect(() => host.send(['a'])).toThrow(rejection('session_closed'));
    listener.featureFrame('late');
    expect(heard).toEqual([]);
  });
});

describe('the automation of a session', () => {
  it('is made once, for any state', async () => {
    const { session } = connect();
    const first = session.automation();
    expect(session.automation()).toBe(first);
    expect(await session.automation()).toBe(await first);
  });

  it('sends on the session, and lets go when it ends', async () => {
    const { session, link } = await connectUntilLive();
    link().listener.phoneEvent({ type: 'display', width: 720, height: 1280 });
    const automation = await session.automation();
    const pressed = automation.longPress({ x: 1, y: 2 });
    const ended = expect(pressed).rejects.toEqual(rejection('session_closed'));
    await pass();
    session.close();
    await ended;
    expect(link().sent).toMatchObject([{ action: 'down' }, { action: 'cancel' }]);
  });

  it('is not to be had after the end', async () => {
    const { session } = await connectUntilLive();
    session.close();
    await expect(session.automation()).rejects.toEqual(rejection('session_closed'));
  });

  it('that did not load fails as features do', async () => {
    const failure = new TypeError('Failed to fetch dynamically imported module');
    const { session } = await connectUntilLive();
    const owner = { life: new AbortController().signal } as LinkOwner;
    const load = () => Promise.reject(failure);
    await expect(loadAutomation(session, owner, {} as SessionLink, load)).rejects.toMatchObject({
      code: 'vendor_load_failed',
      cause: failure,
    });
  });
});
