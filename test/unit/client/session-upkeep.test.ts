import { describe, expect, it, vi } from 'vitest';
import type { ImportUpkeep } from '../../../src/client/session-upkeep.js';
import { createRecovery } from '../../../src/client/upkeep/recovery.js';
import type { ControlMessage } from '../../../src/core/control.js';
import type { Diagnosis } from '../../../src/core/diagnosis.js';
import { TelepadError } from '../../../src/core/errors.js';
import type { VendorFeatures } from '../../../src/core/ports/client.js';
import {
  connect,
  connectUntilLink,
  connectUntilLive,
  fakeVendor,
  pass,
  setTheStage,
  ticket,
  touchUp,
} from './session-stage.js';

setTheStage();

const diagnosis: Diagnosis = { status: 'failed', verdict: 'No path.', findings: [] };

/** An upkeep that says when it was loaded. */
function counted(fail = 0) {
  let failures = fail;
  const importUpkeep = vi.fn<ImportUpkeep>(async () => {
    failures -= 1;
    if (failures >= 0) throw new Error('offline');
    return {
      createUpkeepOfSession: (owner, link) => ({
        ...createRecovery(owner, link),
        stats: () => Promise.reject(new Error('not in this test')),
        watch: () => () => {},
        diagnose: async () => diagnosis,
        explain: () => undefined,
        hold: () => false,
      }),
    };
  });
  return importUpkeep;
}

describe('the upkeep of a session', () => {
  it('is loaded with the first picture, and not before', async () => {
    const importUpkeep = counted();
    const { link, session } = await connectUntilLink({ importUpkeep });
    link().negotiate();
    await pass(1999);
    expect(importUpkeep).not.toHaveBeenCalled();
    session.framePresented(720, 1280);
    expect(importUpkeep).toHaveBeenCalledTimes(1);
    await pass(60_000);
    expect(importUpkeep).toHaveBeenCalledTimes(1);
  });

  it('is loaded when connecting takes two seconds: it may have to say why', async () => {
    const importUpkeep = counted();
    await connectUntilLink({ importUpkeep });
    await pass(1999);
    expect(importUpkeep).not.toHaveBeenCalled();
    await pass(1);
    expect(importUpkeep).toHaveBeenCalledTimes(1);
  });

  it('is loaded at the first trouble', async () => {
    const importUpkeep = counted();
    const { link } = await connectUntilLink({ importUpkeep });
    link().listener.failed(new TelepadError('negotiation_failed', 'No codec.'));
    expect(importUpkeep).toHaveBeenCalledTimes(1);
  });

  it('that does not load disturbs nobody, and is tried again at the next chance', async () => {
    const importUpkeep = counted(1);
    const { session, link } = await connectUntilLive({ importUpkeep });
    await pass();
    expect([session.state, importUpkeep.mock.calls.length]).toEqual(['live', 1]);
    // The plain way, without a repair.
    link().connectionState('failed');
    expect([session.state, link().closeCalls]).toEqual(['recovering', 1]);
    await pass();
    expect(importUpkeep).toHaveBeenCalledTimes(2);
  });

  it('that does not load rejects who asks for it', async () => {
    const { session } = connect({ importUpkeep: counted(9) });
    await expect(session.stats()).rejects.toMatchObject({ code: 'vendor_load_failed' });
    await expect(session.diagnose()).rejects.toMatchObject({ code: 'vendor_load_failed' });
  });

  it('diagnoses in any state, the end included', async () => {
    const { session } = connect({ importUpkeep: counted() });
    session.close();
    expect(await session.diagnose()).toBe(diagnosis);
  });

  it('explains what closed the session, before the link that shows it is dropped', async () => {
    const error = new TelepadError('connection_timeout', 'No path.', { retryable: false });
    const seen: unknown[] = [];
    const { session, link, upkeepHost } = await connectUntilLink({
      upkeep: {
        explain(error) {
          seen.push(error.code, upkeepHost().connection, upkeepHost().evidence?.isJoined);
          return diagnosis;
        },
      },
    });
    await pass(2000);
    link().notes.isJoined = true;
    const { connection } = link();
    link().listener.failed(error);
    expect(session.closeReason).toEqual({ cause: 'error', error, diagnosis });
    expect(seen).toEqual(['connection_timeout', connection, true]);
  });

  it('explains no end that the page wanted', async () => {
    const explain = vi.fn(() => diagnosis);
    const { session } = await connectUntilLive({ upkeep: { explain } });
    await pass();
    session.close();
    expect(session.closeReason).toEqual({ cause: 'user' });
    expect(explain).not.toHaveBeenCalled();
  });
});

describe('what an upkeep is lent', () => {
  async function lent(setting: Parameters<typeof connectUntilLive>[0] = {}) {
    const made = await connectUntilLive(setting);
    await pass();
    return { ...made, host: made.upkeepHost() };
  }

  it('is the session’s present link, and nothing in between', async () => {
    const { host, link, session } = await lent();
    expect(host.session).toBe(session);
    expect(host.ticket).toEqual(ticket);
    expect(host.connection).toBe(link().connection);
    expect(host.isSignalling).toBe(true);
    expect(host.life.aborted).toBe(false);
    link().isSignalling = false;
    expect(host.isSignalling).toBe(false);
    link().notes.hasBeenConnected = true;
    link().listener.channelClosed();
    expect([host.connection, host.isSignalling]).toEqual([undefined, false]);
    // What it has seen is still known.
    expect(host.evidence?.hasBeenConnected).toBe(true);
    await pass(300);
    expect(host.connection).toBe(link().connection);
    expect(host.evidence?.hasBeenConnected).toBe(false);
    session.close();
    expect(host.life.aborted).toBe(true);
  });

  it('are the videos that show the session', async () => {
    const { host, session } = await lent();
    const video = {} as HTMLVideoElement;
    const takeBack = session.willPresent(video);
    const takeOtherBack = session.willPresent();
    expect([...host.videos]).toEqual([video]);
    takeOtherBack();
    takeBack();
    takeBack();
    expect([...host.videos]).toEqual([]);
  });

  it('sends without being a use of the phone, and does not hear itself', async () => {
    const { host, session, link } = await lent({ policy: { idleTimeoutMs: 10_000 } });
    const sent: ControlMessage[] = [];
    const off = host.onSent((message) => sent.push(message));
    link().sent.length = 0;
    await pass(9000);
    expect(session.state).toBe('idle-warning');
    host.send({ type: 'text', text: 'held before' });
    host.sendFrames(['ping']);
    expect(session.state).toBe('idle-warning');
    session.send(touchUp);
    expect(session.state).toBe('live');
    expect(link().sent).toEqual([{ type: 'text', text: 'held before' }, touchUp]);
    expect(link().frames).toEqual(['ping']);
    expect(sent).toEqual([touchUp]);
    off();
    session.send(touchUp);
    expect(sent).toHaveLength(1);
  });

  it('asks for a watcher, and changes nothing for him', async () => {
    const { host, link } = await lent({ ticket: { ...ticket, role: 'watch' } });
    host.send({ type: 'key-frame' });
    host.sendFrames(['question']);
    expect(() => host.send(touchUp)).toThrowError(expect.objectContaining({ code: 'watch_only' }));
    expect(link().sent).toEqual([{ type: 'key-frame' }]);
    expect(link().frames).toEqual(['question']);
  });

  it('tells the page', async () => {
    const { host, session } = await lent();
    const heard = vi.fn();
    session.on('lost', heard);
    host.emit('lost', [touchUp]);
    expect(heard).toHaveBeenCalledWith([touchUp]);
  });

  it('loads the vendor’s words once, and again when that failed', async () => {
    const words = {} as VendorFeatures;
    const answers = [Promise.reject(new Error('offline')), Promise.resolve(words)];
    answers[0]?.catch(() => {});
    const loadFeatures = vi.fn(() => answers.shift() ?? Promise.resolve(words));
    const { host } = await lent({
      vendors: { fake: async () => ({ ...fakeVendor, loadFeatures }) },
    });
    await expect(host.vendorFeatures()).rejects.toThrow('offline');
    expect(await host.vendorFeatures()).toBe(words);
    expect(await host.vendorFeatures()).toBe(words);
    expect(loadFeatures).toHaveBeenCalledTimes(2);
  });

  it('has no words where the vendor has none', async () => {
    const { host } = await lent();
    expect(await host.vendorFeatures()).toBeUndefined();
  });
});
