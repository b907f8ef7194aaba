import { describe, expect, it, vi } from 'vitest';
import { TelepadError } from '../../../../src/core/errors.js';
import {
  admit,
  FakeHost,
  FakeWebSocket,
  key,
  openedGroup,
  opening,
  pass,
  sent,
  setTheGroupStage,
  ticketFor,
  touch,
} from './group-stage.js';

const page = setTheGroupStage();

/** Nothing of a group is left alive. */
function expectNothingLeft(host: FakeHost) {
  expect(vi.getTimerCount()).toBe(0);
  expect(page().listenerCount()).toBe(0);
  expect(host.sentListeners.size).toBe(0);
  expect(host.releaseListeners.size).toBe(0);
  for (const socket of FakeWebSocket.made) {
    expect(socket.closeCalls).toBe(1);
    expect(socket.listenerCount).toBe(0);
  }
}

describe('opening a group', () => {
  it('asks for a ticket for the followers, without the leading phone and each once', async () => {
    const { ticket } = await opening({ phoneIds: ['p2', 'p1', 'p3', 'p2'] });
    expect(ticket.mock.calls.map(([phoneIds]) => phoneIds)).toEqual([['p2', 'p3']]);
    expect(FakeWebSocket.last.url).toBe('wss://signal.example.test/room');
  });

  it('is done when the room has admitted us', async () => {
    const { opened } = await opening();
    let isDone = false;
    void opened.then(() => {
      isDone = true;
    });
    FakeWebSocket.last.open();
    await pass(1999);
    expect(isDone).toBe(false);
    FakeWebSocket.last.receive('welcome');
    await pass();
    expect(isDone).toBe(true);
    const group = await opened;
    expect(group.phoneIds).toEqual(['p2', 'p3']);
    expect(group.failures).toEqual([]);
    expect([group.isConnected, group.isSyncing]).toEqual([true, true]);
  });

  it('does not wait for a welcome that never comes', async () => {
    const { opened } = await opening();
    FakeWebSocket.last.open();
    await pass(2000);
    await expect(opened).resolves.toBeDefined();
  });

  it('keeps the phones that failed apart, each with its own error', async () => {
    const error = { code: 'phone_offline', message: 'Off.', retryable: true } as const;
    const { opened } = await opening({
      ticket: async () => ({ ...ticketFor(['p2']), failures: [{ phoneId: 'p3', error }] }),
    });
    await admit();
    const { phoneIds, failures } = await opened;
    expect(phoneIds).toEqual(['p2']);
    expect(failures).toHaveLength(1);
    expect(failures[0]?.phoneId).toBe('p3');
    expect(failures[0]?.error).toBeInstanceOf(TelepadError);
    expect(failures[0]?.error).toMatchObject({ ...error });
  });

  it('fails with the first phone’s error when no phone could be brought in', async () => {
    const error = { code: 'phone_offline', message: 'Off.', retryable: true } as const;
    const { opened, host } = await opening({
      ticket: async () => ({ ...ticketFor([]), failures: [{ phoneId: 'p3', error }] }),
    });
    await admit();
    await expect(opened).rejects.toMatchObject({ code: 'phone_offline' });
    expectNothingLeft(host);
  });

  it('fails with the ticket source’s error', async () => {
    const { opened, host } = await opening({
      ticket: async () => Promise.reject(new TelepadError('forbidden', 'No.')),
    });
    await expect(opened).rejects.toMatchObject({ code: 'forbidden' });
    expect(FakeWebSocket.made).toEqual([]);
    expectNothingLeft(host);
  });

  it('takes a broken ticket function for a broker that is away, and refuses a broken ticket', async () => {
    const broken = await opening({ ticket: async () => Promise.reject(new Error('oops')) });
    await expect(broken.opened).rejects.toMatchObject({ code: 'broker_unreachable' });
    const empty = await opening({ ticket: async () => ({}) as never });
    await expect(empty.opened).rejects.toMatchObject({ code: 'ticket_invalid' });
  });

  it('fails when the room refuses us', async () => {
    const { opened, host } = await opening();
    FakeWebSocket.last.breakOff();
    await expect(opened).rejects.toMatchObject({ code: 'signalling_refused' });
    expectNothingLeft(host);
  });

  it('is given up by its signal, before and during it', async () => {
    const before = await opening({ signal: AbortSignal.abort() });
    await expect(before.opened).rejects.toMatchObject({ code: 'aborted' });
    expectNothingLeft(before.host);
    const abort = new AbortController();
    const during = await opening({ signal: abort.signal });
    abort.abort();
    await expect(during.opened).rejects.toMatchObject({ code: 'aborted' });
    expectNothingLeft(during.host);
  });

  it('fails when the session has ended, or ends meanwhile', async () => {
    const host = new FakeHost();
    const during = await opening({}, host);
    host.closeSession({ cause: 'user' });
    await expect(during.opened).rejects.toMatchObject({ code: 'session_closed' });
    expectNothingLeft(host);
    const after = await opening({}, host);
    await expect(after.opened).rejects.toMatchObject({ code: 'session_closed' });
    expect(after.ticket).not.toHaveBeenCalled();
  });

  const badPhones: Readonly<Record<string, unknown>> = {
    'no list': 'p2',
    'an empty list': [],
    'the leading phone alone': ['p1'],
    'a phone without a name': ['p2', ''],
    'a number': [2],
  };
  for (const [what, phoneIds] of Object.entries(badPhones)) {
    it(`refuses ${what} and asks for no ticket`, async () => {
      const { opened, ticket } = await opening({ phoneIds: phoneIds as string[] });
      await expect(opened).rejects.toMatchObject({ code: 'argument_invalid' });
      expect(ticket).not.toHaveBeenCalled();
    });
  }

  it('is not for watchers, nor for vendors without such rooms', async () => {
    const watcher = new FakeHost();
    watcher.role = 'watch';
    await expect((await opening({}, watcher)).opened).rejects.toMatchObject({ code: 'watch_only' });
    const { opened } = await opening({}, new FakeHost(null));
    await expect(opened).rejects.toMatchObject({ code: 'not_supported' });
  });
});

describe('what the leading user does', () => {
  it('is repeated in the room, in order', async () => {
    const { host } = await openedGroup();
    host.touch('down', 1);
    host.touch('move', 2);
    host.touch('up', 2);
    host.userDoes({ type: 'scroll', x: 1, y: 1, width: 2, height: 2, notchesY: 1 });
    host.userDoes(key('down', 29));
    host.userDoes(key('up', 29));
    host.userDoes({ type: 'text', text: 'hi' });
    host.userDoes({ type: 'clipboard', text: 'copied' });
    expect(sent()).toEqual([
      'all: touch down 0@1',
      'all: touch move 0@2',
      'all: touch up 0@2',
      'all: scroll',
      'all: key down 29',
      'all: key up 29',
      'all: text hi',
      'all: clipboard copied',
    ]);
  });

  it('is all that is repeated: not the session’s own queries and settings', async () => {
    const { host } = await openedGroup();
    host.userDoes({ type: 'media', kind: 'both', isOpen: false });
    host.userDoes({ type: 'keyboard-mode', mode: 'local' });
    host.userDoes({ type: 'query', about: 'display' });
    expect(sent()).toEqual([]);
  });

  it('is not sent to the leading phone a second time', async () => {
    const { host } = await openedGroup();
    host.touch('down', 1);
    host.userDoes({ type: 'text', text: 'hi' });
    expect(host.sentToLeader).toEqual([]);
  });

  it('stays with the leading phone while syncing is off, and its session goes on', async () => {
    const { host, group, heard } = await openedGroup();
    group.setSync(false);
    group.setSync(false);
    host.touch('down', 1);
    host.touch('up', 1);
    expect(sent()).toEqual([]);
    expect([group.isSyncing, group.isConnected]).toEqual([false, true]);
    // The group neither resets nor stops the session's idle timer: the session does that with what it sends.
    expect(host.keepAwakeCalls).toBe(0);
    group.setSync(true);
    host.touch('down', 2);
    expect(sent()).toEqual(['all: touch down 0@2']);
    expect(heard).toEqual(['change', 'change']);
  });

  it('can be kept back from the start', async () => {
    const { host, group } = await openedGroup({ sync: false });
    host.touch('down', 1);
    expect(group.isSyncing).toBe(false);
    expect(sent()).toEqual([]);
  });
});

describe('no finger or key stays down on the followers', () => {
  const ends: Readonly<Record<string, (stage: Awaited<ReturnType<typeof openedGroup>>) => void>> = {
    'syncing is switched off': ({ group }) => group.setSync(false),
    'a phone is let go': ({ group }) => group.remove(['p3']),
    'the group is closed': ({ group }) => group.close(),
    'the user leaves the page': () => page().leave(),
    'the session lets go': ({ host }) => host.release(),
    'the session ends': ({ host }) => host.closeSession({ cause: 'user' }),
  };
  for (const [when, end] of Object.entries(ends)) {
    it(`when ${when}`, async () => {
      const stage = await openedGroup();
      stage.host.touch('down', 1);
      stage.host.touch('pointer-down', 1, 2);
      stage.host.userDoes(key('down', 29));
      sent();
      end(stage);
      expect(sent().filter((frame) => !String(frame).startsWith('out'))).toEqual([
        'all: touch cancel 0@1 1@2',
        'all: key up 29',
      ]);
      // The rest of the gesture has no beginning there any more.
      stage.host.touch('move', 3, 4);
      stage.host.touch('pointer-up', 3, 4);
      stage.host.userDoes(key('up', 29));
      stage.host.release();
      expect(sent()).toEqual([]);
    });
  }

  it('when a gesture of the page’s own comes in between', async () => {
    const { host, group } = await openedGroup();
    host.touch('down', 1);
    group.broadcast(touch('down', 7));
    host.touch('up', 1);
    expect(sent()).toEqual([
      'all: touch down 0@1',
      'all: touch cancel 0@1',
      'all: touch down 0@7',
      'all: touch up 0@1',
    ]);
  });
});

describe('letting a phone go', () => {
  it('tells the room, and leaves the others in', async () => {
    const { group, heard } = await openedGroup();
    group.remove(['p3', 'p9']);
    group.remove(['p3']);
    expect(sent()).toEqual(['out: p3']);
    expect(group.phoneIds).toEqual(['p2']);
    expect(heard).toEqual(['change']);
  });

  it('leaves the room with the last one, and can begin anew', async () => {
    const { group, ticket } = await openedGroup();
    group.remove(['p2', 'p3']);
    const [first] = FakeWebSocket.made;
    expect(sent(first)).toEqual(['out: p2+p3']);
    expect([group.isConnected, group.phoneIds]).toEqual([false, []]);
    expect(first?.closeCalls).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
    const added = group.add(['p4']);
    await pass();
    await admit();
    await expect(added).resolves.toEqual([]);
    expect(ticket.mock.lastCall?.[0]).toEqual(['p4']);
    expect([group.isConnected, group.phoneIds]).toEqual([true, ['p4']]);
  });
});

describe('adding phones', () => {
  it('asks for a ticket for the whole list, and moves over', async () => {
    const { host, group, ticket, heard } = await openedGroup();
    const [first] = FakeWebSocket.made;
    host.touch('down', 1);
    sent();
    const added = group.add(['p4', 'p2']);
    await pass();
    expect(ticket.mock.lastCall?.[0]).toEqual(['p2', 'p3', 'p4']);
    // In the old room everything is let go; nothing of the gesture goes on in the new one.
    expect(sent(first)).toEqual(['all: touch cancel 0@1']);
    host.touch('up', 1);
    host.touch('down', 2);
    await admit();
    host.touch('move', 3);
    host.touch('up', 3);
    await expect(added).resolves.toEqual([]);
    expect(sent(first)).toEqual([]);
    expect(sent()).toEqual([]);
    expect(first?.closeCalls).toBe(1);
    expect(group.phoneIds).toEqual(['p2', 'p3', 'p4']);
    host.touch('down', 4);
    expect(sent()).toEqual(['all: touch down 0@4']);
    expect(heard).toEqual(['change']);
  });

  it('tells which of the phones named failed', async () => {
    const { group, ticket } = await openedGroup();
    const error = { code: 'phone_offline', message: 'Off.', retryable: true } as const;
    ticket.mockImplementationOnce(async () => ({
      ...ticketFor(['p2', 'p3']),
      failures: [{ phoneId: 'p4', error }],
    }));
    const added = group.add(['p4']);
    await pass();
    await admit();
    await expect(added).resolves.toMatchObject([
      { phoneId: 'p4', error: { code: 'phone_offline' } },
    ]);
    expect(group.failures).toHaveLength(1);
    // Once more, with the whole list, and this time it works.
    const again = group.add(['p4']);
    await pass();
    await admit();
    await expect(again).resolves.toEqual([]);
    expect(ticket.mock.lastCall?.[0]).toEqual(['p2', 'p3', 'p4']);
    expect(group.failures).toEqual([]);
  });

  it('changes nothing when the broker refuses', async () => {
    const { host, group, ticket, heard } = await openedGroup();
    ticket.mockImplementationOnce(async () => Promise.reject(new TelepadError('forbidden', 'No.')));
    await expect(group.add(['p4'])).rejects.toMatchObject({ code: 'forbidden' });
    expect([group.isConnected, group.phoneIds]).toEqual([true, ['p2', 'p3']]);
    host.touch('down', 1);
    expect(sent()).toEqual(['all: touch down 0@1']);
    expect(heard).toEqual([]);
    await group.add(['p2']);
    expect(ticket.mock.calls.map(([phoneIds]) => phoneIds)).toEqual([
      ['p2', 'p3'],
      ['p2', 'p3', 'p4'],
    ]);
  });

  it('stays in the old room when the new one refuses us', async () => {
    const { host, group, heard } = await openedGroup();
    const [first] = FakeWebSocket.made;
    const added = group.add(['p4']);
    added.catch(() => {});
    await pass();
    FakeWebSocket.last.breakOff();
    await expect(added).rejects.toMatchObject({ code: 'signalling_refused' });
    host.touch('down', 1);
    expect(sent(first)).toEqual(['all: touch down 0@1']);
    expect([group.isConnected, group.phoneIds]).toEqual([true, ['p2', 'p3']]);
    expect(heard).toEqual([]);
    // The heartbeat, and the wait until the room counts as steady.
    expect(vi.getTimerCount()).toBe(2);
  });

  it('is given up by its signal; the phone is let go again if it comes in all the same', async () => {
    const { group } = await openedGroup();
    const abort = new AbortController();
    const added = group.add(['p4'], { signal: abort.signal });
    added.catch(() => {});
    await pass();
    abort.abort();
    await expect(added).rejects.toMatchObject({ code: 'aborted' });
    await admit();
    expect(sent()).toEqual(['out: p4']);
    expect(group.phoneIds).toEqual(['p2', 'p3']);
  });

  it('twice at once happens one after the other', async () => {
    const { group, ticket } = await openedGroup();
    const added = Promise.all([group.add(['p4']), group.add(['p5'])]);
    await pass();
    expect(FakeWebSocket.made).toHaveLength(2);
    await admit();
    expect(FakeWebSocket.made).toHaveLength(3);
    await admit();
    await added;
    expect(ticket.mock.lastCall?.[0]).toEqual(['p2', 'p3', 'p4', 'p5']);
    expect(group.phoneIds).toEqual(['p2', 'p3', 'p4', 'p5']);
    expect(FakeWebSocket.made.map(({ closeCalls }) => closeCalls)).toEqual([1, 1, 0]);
  });
});

describe('text and clipboards', () => {
  it('go to every follower, or to each phone its own', async () => {
    const { host, group } = await openedGroup();
    group.sendText('same');
    group.sendText({ p2: 'two', p3: 'three' });
    group.sendText({ p3: 'both', p2: 'both' });
    group.setClipboard({ p3: 'three' });
    expect(sent()).toEqual([
      'p2+p3: text same',
      'p2: text two',
      'p3: text three',
      'p3+p2: text both',
      'p3: clipboard three',
    ]);
    expect(host.sentToLeader).toEqual([]);
  });

  it('reach the leading phone where it is named, once and nobody else', async () => {
    const { host, group } = await openedGroup();
    group.sendText({ p1: 'one', p2: 'two' });
    expect(host.sentToLeader).toEqual(['text one']);
    expect(sent()).toEqual(['p2: text two']);
  });

  it('count as a use of the leading phone', async () => {
    const { host, group } = await openedGroup({ sync: false });
    group.sendText('a');
    group.broadcast({ type: 'text', text: 'b' });
    expect(host.keepAwakeCalls).toBe(2);
  });

  const bad: Readonly<Record<string, unknown>> = {
    'a phone outside the group': { p2: 'x', p9: 'y' },
    'a number for a text': { p2: 5 },
    'a number': 5,
    nothing: null,
  };
  for (const [what, text] of Object.entries(bad)) {
    it(`refuse ${what}, and nothing is sent`, async () => {
      const { host, group } = await openedGroup();
      expect(() => group.sendText(text as string)).toThrow(
        expect.objectContaining({ code: 'argument_invalid' }),
      );
      expect(sent()).toEqual([]);
      expect(host.sentToLeader).toEqual([]);
    });
  }
});

describe('a broadcast', () => {
  it('takes control and feature messages to every follower, also without syncing', async () => {
    const { host, group } = await openedGroup({ sync: false });
    group.broadcast(key('down', 3));
    group.broadcast({ type: 'shell', command: 'ls' });
    expect(sent()).toEqual(['all: key down 3', 'all: feature shell']);
    expect(host.sentToLeader).toEqual([]);
  });
});

describe('the end of a group', () => {
  it('puts its phones out of the room, which outlives it', async () => {
    const { group } = await openedGroup();
    group.close();
    expect(sent()).toEqual(['out: p2+p3']);
  });

  it('comes when the user leaves the page', async () => {
    const { host, heard } = await openedGroup();
    page().leave();
    expect(sent()).toEqual(['out: p2+p3']);
    expect(heard).toEqual([['user', undefined]]);
    expectNothingLeft(host);
  });

  it('by the page is told once, frees everything, and refuses what follows', async () => {
    const { host, group, heard } = await openedGroup();
    group.close();
    group.close();
    expect(heard).toEqual([['user', undefined]]);
    expect(group.closeReason).toEqual({ cause: 'user' });
    expectNothingLeft(host);
    expect(group.isConnected).toBe(false);
    expect(() => group.sendText('x')).toThrow(expect.objectContaining({ code: 'session_closed' }));
    expect(() => group.broadcast(key('down', 3))).toThrow(
      expect.objectContaining({ code: 'session_closed' }),
    );
    await expect(group.add(['p4'])).rejects.toMatchObject({ code: 'session_closed' });
    group.remove(['p2']);
    group.setSync(false);
    expect(heard).toHaveLength(1);
  });

  it('comes with its signal', async () => {
    const abort = new AbortController();
    const { host, heard } = await openedGroup({ signal: abort.signal });
    abort.abort();
    expect(heard).toEqual([['user', undefined]]);
    expectNothingLeft(host);
  });

  it('comes with the session’s, and for its reason', async () => {
    const { host, group, heard } = await openedGroup();
    host.closeSession({ cause: 'error', error: new TelepadError('idle_timeout', 'Idle.') });
    expect(heard).toEqual([['error', 'idle_timeout']]);
    expect(group.closeReason?.error?.code).toBe('idle_timeout');
    expectNothingLeft(host);
  });

  it('rejects an adding that is under way', async () => {
    const { group } = await openedGroup();
    const added = group.add(['p4']);
    added.catch(() => {});
    await pass();
    group.close();
    await expect(added).rejects.toMatchObject({ code: 'session_closed' });
    expect(vi.getTimerCount()).toBe(0);
  });
});
