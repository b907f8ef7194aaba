import { describe, expect, it, vi } from 'vitest';
import { diagnose } from '../../../../src/client/diagnose.js';
import type { DiagnoseOptions } from '../../../../src/client/diagnosis/diagnose-options.js';
import type { Diagnosis, DiagnosisCheck } from '../../../../src/core/diagnosis.js';
import { TelepadError } from '../../../../src/core/errors.js';
import { sessionFailures } from '../../../../src/core/session-failures.js';
import type { Ticket } from '../../../../src/core/ticket.js';
import { FakeWebSocket } from '../fake-web-socket.js';
import { FakeIceConnection } from './fake-ice-connection.js';
import {
  leftOver,
  nothingLeft,
  now,
  page,
  stagePage,
  stun,
  ticketWith,
  turnTcp,
  turnTls,
  turnUdp,
} from './trials-stage.js';

stagePage();

/** The code is loaded lazily: it takes turns of the event loop that the fake clock does not see. */
const settled = async () => {
  await vi.dynamicImportSettled();
  await vi.advanceTimersByTimeAsync(0);
};

interface Run {
  /** What the signalling server does; nothing by default. */
  readonly signalling?: 'opens' | 'refuses';
  readonly forMs?: number;
}

async function run(
  options: Partial<DiagnoseOptions>,
  { signalling, forMs = 20_000 }: Run = {},
): Promise<Diagnosis> {
  const diagnosis = diagnose(options as DiagnoseOptions);
  await settled();
  const [socket] = FakeWebSocket.made;
  if (signalling === 'opens') socket?.open();
  if (signalling === 'refuses') socket?.breakOff();
  await vi.advanceTimersByTimeAsync(forMs);
  expect(leftOver()).toEqual(nothingLeft);
  const result = await diagnosis;
  expect(JSON.stringify(result)).not.toMatch(/secret/);
  return result;
}

const from = (ticket: Ticket) => async () => ticket;

function finding({ findings }: Diagnosis, wanted: DiagnosisCheck) {
  const found = findings.find(({ check }) => check === wanted);
  return [found?.status, found?.message];
}

const clear = 'Nothing was found that stands between this page and the phone.';

describe('a diagnosis of the page', () => {
  it('finds nothing where all works', async () => {
    for (const url of [stun, turnUdp, turnTcp, turnTls])
      FakeIceConnection.behaviours[url] = 'candidate';
    const ticket = from(ticketWith([stun, turnUdp, turnTcp, turnTls]));
    const diagnosis = await run({ ticket }, { signalling: 'opens', forMs: 200 });
    expect([diagnosis.status, diagnosis.verdict]).toEqual(['ok', clear]);
    expect(diagnosis.findings.map(({ check, status }) => `${check} ${status}`)).toEqual([
      'broker ok',
      'ticket ok',
      'signalling ok',
      'phone unknown',
      'webrtc ok',
      'stun ok',
      'turn-udp ok',
      'turn-tcp ok',
      'turn-tls ok',
      'media-path ok',
      'codec ok',
      'autoplay ok',
      'permissions ok',
    ]);
  });

  it('opens signalling with the ticket’s address, and closes it as soon as it is open', async () => {
    await run({ ticket: from(ticketWith()) }, { signalling: 'opens', forMs: 0 });
    expect(FakeWebSocket.made.map(({ url, sent }) => [url, sent])).toEqual([
      ['wss://signal.example.test/secret-room', []],
    ]);
  });

  it('opens no signalling where it must not', async () => {
    const diagnosis = await run({ ticket: from(ticketWith()), signalling: false });
    expect(FakeWebSocket.made).toEqual([]);
    expect(finding(diagnosis, 'signalling')).toEqual(['unknown', 'Not tried, as was asked for.']);
  });

  it('leaves a relayed ticket that the session needs alone, but not one of its own', async () => {
    const signalling = { url: 'wss://broker.example.test/once', isRelayed: true };
    const ticket = ticketWith([], { signalling });
    const diagnosis = await run({ ticket });
    expect(FakeWebSocket.made).toEqual([]);
    expect(finding(diagnosis, 'signalling')).toEqual([
      'unknown',
      'Not tried: the relay admits this ticket only once.',
    ]);
    const own = await run({ ticket: from(ticket) }, { signalling: 'opens' });
    expect(finding(own, 'signalling')).toEqual(['ok', 'The signalling server can be reached.']);
  });

  for (const [what, signalling, verdict] of [
    ['refuses', 'refuses', 'The signalling server refused us or could not be reached.'],
    ['says nothing', undefined, 'The signalling server did not answer in time.'],
  ] as const) {
    it(`names a signalling server that ${what}`, async () => {
      const diagnosis = await run(
        { ticket: from(ticketWith()) },
        { ...(signalling && { signalling }) },
      );
      expect([diagnosis.status, diagnosis.verdict]).toEqual(['failed', verdict]);
    });
  }

  it('names an address that the browser forbids outright', async () => {
    const signalling = { url: 'wss://forbidden.example.test/secret-room' };
    const diagnosis = await run({ ticket: from(ticketWith([], { signalling })) });
    expect(diagnosis.verdict).toBe('This browser refused to open the signalling address.');
  });

  it('names the page’s own policy', async () => {
    const diagnosis = diagnose({ ticket: from(ticketWith()) });
    await settled();
    const tell = (blockedURI: string) =>
      page.document.dispatchEvent(
        Object.assign(new Event('securitypolicyviolation'), { blockedURI }),
      );
    tell('https://elsewhere.example.test');
    tell('');
    expect(FakeWebSocket.last.closeCalls).toBe(0);
    tell('wss://signal.example.test');
    expect(FakeWebSocket.last.closeCalls).toBe(1);
    expect((await diagnosis).verdict).toBe(
      'The Content-Security-Policy of this page blocks the signalling address.',
    );
    expect(leftOver()).toEqual(nothingLeft);
  });

  it('finds mixed content without trying', async () => {
    vi.stubGlobal('location', { protocol: 'https:' });
    const signalling = { url: 'ws://signal.example.test/secret-room' };
    const diagnosis = await run({ ticket: from(ticketWith([], { signalling })) });
    expect(FakeWebSocket.made).toEqual([]);
    expect(diagnosis.verdict).toBe(
      'The browser blocks signalling: this page is on https, but the signalling address is plain ws:.',
    );
  });

  describe('before it has a ticket', () => {
    it('gives the broker’s own words', async () => {
      const ticket = async () => {
        throw new TelepadError('forbidden', 'You may not open this phone. Ask its owner.');
      };
      const diagnosis = await run({ ticket });
      expect([diagnosis.status, diagnosis.verdict, diagnosis.advice]).toEqual([
        'failed',
        'You may not open this phone.',
        'Ask its owner.',
      ]);
      expect(finding(diagnosis, 'broker')).toEqual(['failed', 'You may not open this phone.']);
      expect(finding(diagnosis, 'codec')[0]).toBe('ok');
    });

    it('says so when the function fails in a way of its own', async () => {
      const ticket = async () => {
        throw new Error('secret');
      };
      expect((await run({ ticket })).verdict).toBe(
        'The ticket function failed with an error of its own.',
      );
    });

    it('waits three times as long for the ticket as for a server', async () => {
      let isAborted = false;
      const ticket = (signal: AbortSignal) =>
        new Promise<Ticket>(() => {
          signal.addEventListener('abort', () => {
            isAborted = true;
          });
        });
      const diagnosis = diagnose({ ticket, timeoutMs: 1000 });
      await settled();
      await vi.advanceTimersByTimeAsync(2999);
      expect(isAborted).toBe(false);
      await vi.advanceTimersByTimeAsync(1);
      expect(isAborted).toBe(true);
      const { message } = sessionFailures.ticketTimeout();
      expect(message.startsWith(`${(await diagnosis).verdict} `)).toBe(true);
    });

    it('tells a ticket that is none from a broker that gives none', async () => {
      const diagnosis = await run({});
      expect(finding(diagnosis, 'ticket')).toEqual([
        'failed',
        'The ticket was read, but it is not an object.',
      ]);
      const none = diagnose(undefined as never);
      await settled();
      expect(finding(await none, 'ticket')[0]).toBe('failed');
    });

    it('says that the browser is offline, rather than what followed from that', async () => {
      page.navigator.onLine = false;
      const ticket = async () => {
        throw new TelepadError('broker_unreachable', 'It could not be asked.');
      };
      expect((await run({ ticket })).verdict).toBe('This browser is offline.');
      expect((await run({ ticket: ticketWith() })).verdict).toBe('This browser is offline.');
    });
  });

  describe('with a ticket whose time is over', () => {
    const expired = ticketWith([], { expiresAt: now - 1 });

    it('says that it has expired when signalling refuses it', async () => {
      const diagnosis = await run({ ticket: expired }, { signalling: 'refuses' });
      expect(diagnosis.verdict).toBe('The ticket has expired.');
    });

    it('doubts the clock when signalling takes it', async () => {
      const diagnosis = await run({ ticket: expired }, { signalling: 'opens' });
      expect([diagnosis.status, ...finding(diagnosis, 'ticket')]).toEqual([
        'warning',
        'warning',
        'By this computer’s clock the ticket has expired, but the signalling server took it.',
      ]);
    });
  });

  it('says that no broker was asked when the page brings a ticket', async () => {
    const diagnosis = await run({ ticket: ticketWith() }, { signalling: 'opens' });
    expect(finding(diagnosis, 'broker')).toEqual([
      'unknown',
      'No broker was asked: the page has its ticket.',
    ]);
  });

  it('goes through the first TURN server that works', async () => {
    FakeIceConnection.behaviours[turnUdp] = [401];
    FakeIceConnection.behaviours[turnTcp] = 'candidate';
    FakeIceConnection.isRelaying = false;
    const ticket = from(ticketWith([turnUdp, turnTcp]));
    const diagnosis = await run({ ticket }, { signalling: 'opens' });
    const relayed = FakeIceConnection.made
      .slice(-2)
      .map(({ configuration }) => configuration.iceServers?.[0]);
    expect(relayed).toEqual([
      { urls: turnTcp, username: 'secret-user', credential: 'secret-credential' },
      { urls: turnTcp, username: 'secret-user', credential: 'secret-credential' },
    ]);
    expect(finding(diagnosis, 'media-path')).toEqual([
      'warning',
      'The TURN server gave addresses, but two connections of this page did not reach each other through them.',
    ]);
  });

  it('does not take a STUN server for a relay', async () => {
    FakeIceConnection.behaviours = { [stun]: 'candidate', [turnUdp]: [401] };
    const ticket = from(ticketWith([stun, turnUdp]));
    const diagnosis = await run({ ticket }, { signalling: 'opens' });
    expect(finding(diagnosis, 'media-path')).toEqual([
      'warning',
      'The TURN server answered 401, so that only a direct path can lead to the phone.',
    ]);
    const relayed = FakeIceConnection.made.filter(
      ({ configuration }) => configuration.iceTransportPolicy === 'relay',
    );
    expect(relayed).toHaveLength(1);
  });

  it('makes TURN a must where only relayed paths are allowed', async () => {
    const options = { ticket: from(ticketWith()), iceTransportPolicy: 'relay' } as const;
    const diagnosis = await run(options, { signalling: 'opens' });
    expect([diagnosis.status, diagnosis.verdict]).toEqual([
      'failed',
      'Media is blocked: the ticket names no TURN server, and no other path is allowed.',
    ]);
  });

  it('says so where there is no WebRTC, and goes on with the rest', async () => {
    vi.stubGlobal('RTCPeerConnection', undefined);
    vi.stubGlobal('RTCRtpReceiver', undefined);
    const diagnosis = await run({ ticket: from(ticketWith([turnUdp])) }, { signalling: 'opens' });
    expect([diagnosis.verdict, diagnosis.advice]).toEqual([
      'This browser has no WebRTC, or it is switched off.',
      'Use a current browser, or allow WebRTC.',
    ]);
    expect(finding(diagnosis, 'signalling')[0]).toBe('ok');
    expect(finding(diagnosis, 'turn-udp')[0]).toBe('unknown');
    expect(finding(diagnosis, 'codec')[0]).toBe('unknown');
  });

  it('asks each permission by itself, for browsers know different ones', async () => {
    page.navigator.permissions = {
      query: async ({ name }) => {
        if (name === 'clipboard-read') throw new TypeError('unknown');
        return { state: name === 'camera' ? 'denied' : 'granted' };
      },
    };
    const diagnosis = await run({ ticket: from(ticketWith()) }, { signalling: 'opens' });
    expect(finding(diagnosis, 'permissions')).toEqual([
      'warning',
      'Permissions: camera denied, microphone allowed.',
    ]);
  });

  it('asks the browser’s autoplay policy where there is one', async () => {
    page.navigator.userActivation = { hasBeenActive: false };
    page.navigator.getAutoplayPolicy = (type) => (type === 'mediaelement' ? 'allowed-muted' : '');
    const diagnosis = await run({ ticket: from(ticketWith()) }, { signalling: 'opens' });
    expect(finding(diagnosis, 'autoplay')).toEqual([
      'warning',
      'The browser holds back the sound until somebody clicks on the page.',
    ]);
  });

  it('does without permissions, activation and policy where browsers have none', async () => {
    page.navigator.userActivation = undefined;
    page.navigator.permissions = undefined;
    const diagnosis = await run({ ticket: from(ticketWith()) }, { signalling: 'opens' });
    expect([finding(diagnosis, 'autoplay')[0], finding(diagnosis, 'permissions')[0]]).toEqual([
      'unknown',
      'unknown',
    ]);
  });

  for (const [what, when] of [
    ['before it began', 0],
    ['while the ticket is fetched', 1],
    ['while servers are tried', 2],
  ] as const) {
    it(`is aborted ${what}, and leaves nothing behind`, async () => {
      const abort = new AbortController();
      const ticket =
        when === 1
          ? () => new Promise<Ticket>(() => {})
          : from(ticketWith([stun, turnUdp, turnTcp]));
      if (when === 0) abort.abort();
      const diagnosis = diagnose({ ticket, signal: abort.signal });
      const failed = expect(diagnosis).rejects.toMatchObject({ code: 'aborted' });
      await settled();
      abort.abort();
      await failed;
      await vi.advanceTimersByTimeAsync(0);
      expect(leftOver()).toEqual(nothingLeft);
    });
  }

  for (const timeoutMs of [0, 99, 60_001, Number.NaN, 'soon' as never]) {
    it(`takes no timeout of ${timeoutMs}`, async () => {
      await expect(diagnose({ ticket: ticketWith(), timeoutMs })).rejects.toMatchObject({
        code: 'configuration_invalid',
      });
      expect([FakeIceConnection.made, FakeWebSocket.made]).toEqual([[], []]);
    });
  }
});
