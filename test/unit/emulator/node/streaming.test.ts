import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Emulator, startEmulator } from '../../../../src/emulator.js';
import { signallingUrl } from './fact-sheet-rest.js';
import { FactSheetViewer } from './fact-sheet-viewer.js';

/** Real HTTP, WebSockets and WebRTC over loopback, with a viewer written by hand from the fact sheet. */

// Real video is coded and decoded here, and the machine may have other things to do.
vi.setConfig({ testTimeout: 30_000 });

const padCode = 'AC00000000001';
const opened: { close(): void | Promise<void> }[] = [];

afterEach(async () => {
  for (const thing of opened.splice(0).reverse()) await thing.close();
});

async function start(): Promise<Emulator> {
  const emulator = await startEmulator({ phones: 1 });
  opened.push(emulator);
  return emulator;
}

function urlFor(emulator: Emulator, userId: string): Promise<string> {
  return signallingUrl(emulator.clouds.armcloud, padCode, userId);
}

async function view(emulator: Emulator, userId = 'u1'): Promise<FactSheetViewer> {
  const viewer = new FactSheetViewer(padCode);
  opened.push(viewer);
  await viewer.open(await urlFor(emulator, userId));
  return viewer;
}

async function watch(emulator: Emulator, userId?: string): Promise<FactSheetViewer> {
  const viewer = await view(emulator, userId);
  viewer.sdk('openVideo', { isOpen: true });
  await viewer.until(() => viewer.frameNumbers.length > 0);
  return viewer;
}

function middleOf(emulator: Emulator, target: string): readonly [number, number] {
  const rect = emulator.phone(padCode).state().targets[target];
  if (!rect) throw new Error(`no ${target} on the screen`);
  return [rect.x + rect.width / 2, rect.y + rect.height / 2];
}

describe('the picture of a phone', () => {
  it('is 720 × 1280 and goes on', async () => {
    const viewer = await watch(await start());
    await viewer.until(() => viewer.frameNumbers.length > 2);
    const [first = 0, second = 0, third = 0] = viewer.frameNumbers;
    expect([first < second, second < third]).toEqual([true, true]);
    expect(viewer.size).toBe('720x1280');
  });

  it('is neither drawn nor sent before a viewer asks for it, nor when it has had enough', async () => {
    const emulator = await start();
    const viewer = await view(emulator);
    const phone = emulator.phone(padCode);
    viewer.sdk('updateUiH5');
    await viewer.until(() => viewer.phoneMessages.length === 1);
    expect([phone.viewers, phone.state().frameNumber]).toEqual([1, 0]);
    viewer.sdk('openVideo', { isOpen: true });
    await viewer.until(() => viewer.frameNumbers.length > 0);
    viewer.sdk('openVideo', { isOpen: false });
    viewer.sdk('updateUiH5');
    await viewer.until(() => viewer.phoneMessages.length === 2);
    const { frameNumber } = phone.state();
    viewer.sdk('updateUiH5');
    await viewer.until(() => viewer.phoneMessages.length === 3);
    expect(phone.state().frameNumber).toBe(frameNumber);
  });

  it('is drawn once for all viewers', async () => {
    const emulator = await start();
    const [one, two] = [await watch(emulator, 'u1'), await watch(emulator, 'u2')];
    await two.until(() => two.frameNumbers.length > 5);
    const shared = two.frameNumbers.filter((number) => one.frameNumbers.includes(number));
    expect(shared.length).toBeGreaterThan(2);
    expect(emulator.phone(padCode).viewers).toBe(2);
  });

  it('shows what a finger did, at the point that was meant', async () => {
    const emulator = await start();
    const viewer = await watch(emulator);
    viewer.tap(180, 320.5, 360, 640);
    await viewer.shows(2);
    expect(emulator.phone(padCode).state().touches).toMatchObject([
      { sequence: 1, action: 'down', pointers: [{ id: 0, x: 360, y: 641, pressure: 0.5 }] },
      { sequence: 2, action: 'up', pointers: [{ id: 0, x: 360, y: 641, pressure: 0.5 }] },
    ]);
    expect(emulator.phone(padCode).state().violations).toEqual([]);
  });

  it('turns when the phone does, and the viewer is told', async () => {
    const emulator = await start();
    const viewer = await watch(emulator);
    viewer.tap(...middleOf(emulator, 'app:settings'));
    await viewer.shows(2);
    viewer.tap(...middleOf(emulator, 'settings:landscape'));
    await viewer.until(() => viewer.size === '1280x720');
    expect(viewer.phoneMessages.map(({ key, data }) => [key, JSON.parse(data)])).toEqual([
      ['refreshUiType', { width: 1280, height: 720, isVertical: false }],
    ]);
  });
});

describe('the sound of a phone', () => {
  it('is silence until the tone is switched on', async () => {
    const emulator = await start();
    const viewer = await view(emulator);
    viewer.sdk('openAudio', { isOpen: true });
    await viewer.until(() => viewer.loudness === 0);
    emulator.phone(padCode).setTone(true);
    await viewer.until(() => viewer.loudness > 4000);
    emulator.phone(padCode).setTone(false);
    await viewer.until(() => viewer.loudness === 0);
    expect(viewer.frameNumbers).toEqual([]);
  });
});

describe('signalling with a phone', () => {
  it('begins with ownJoinRoom, then the offer with one video, one audio and one data line', async () => {
    const viewer = await view(await start());
    expect(viewer.signals.slice(0, 2)).toEqual(['ownJoinRoom', 'offer']);
    const sdp = viewer.connection.remoteDescription?.sdp ?? '';
    expect(sdp.match(/^m=\w+/gm)).toEqual(['m=video', 'm=audio', 'm=application']);
    expect(/^a=rtpmap:\d+ (\w+)/m.exec(sdp)?.[1]).toBe('VP8');
  });

  it('takes an answer by its older name', async () => {
    const emulator = await start();
    const viewer = new FactSheetViewer(padCode);
    opened.push(viewer);
    viewer.answerKey = 'answer';
    await viewer.open(await urlFor(emulator, 'u1'));
    expect(viewer.connection.connectionState).toBe('connected');
  });

  it('answers a later offer of the browser, an ICE restart included', async () => {
    const emulator = await start();
    const viewer = await watch(emulator);
    await viewer.reoffer({ iceRestart: true });
    await viewer.until(() => viewer.signals.includes('re_answer'));
    const seen = viewer.frameNumbers.length;
    await viewer.until(() => viewer.frameNumbers.length > seen + 5);
    expect(emulator.phone(padCode).state().violations).toEqual([]);
  });

  it('notes an offer that WebRTC refuses, and goes on', async () => {
    const emulator = await start();
    const viewer = await watch(emulator);
    viewer.send('re_offer', { sdp: 'junk' });
    viewer.send('ice_candidate', { candidate: 'junk', label: 0, id: '0' });
    await viewer.reoffer();
    await viewer.until(() => viewer.signals.includes('re_answer'));
    expect(emulator.phone(padCode).state().violations.toSorted()).toEqual([
      'signalling: WebRTC refused an ICE candidate',
      'signalling: an offer was refused by WebRTC',
    ]);
  });

  it('goes on over a new WebSocket after the old one was cut, while the picture never stops', async () => {
    const emulator = await start();
    const viewer = new FactSheetViewer(padCode);
    opened.push(viewer);
    const url = await urlFor(emulator, 'u1');
    await viewer.open(url);
    viewer.sdk('openVideo', { isOpen: true });
    emulator.phone(padCode).dropSignalling();
    await viewer.until(() => viewer.closeCode === 1006);
    const seen = viewer.frameNumbers.length;
    await viewer.until(() => viewer.frameNumbers.length > seen + 5);
    viewer.join(url);
    await viewer.until(() => viewer.signals.at(-1) === 'ownJoinRoom');
    await viewer.reoffer();
    await viewer.until(() => viewer.signals.includes('re_answer'));
    expect(viewer.signals.filter((signal) => signal === 'offer')).toHaveLength(1);
    expect(emulator.phone(padCode).viewers).toBe(1);
  });
});

describe('tokens of which the time is over', () => {
  it('keep who is inside, and admit nobody', async () => {
    const emulator = await start();
    const viewer = new FactSheetViewer(padCode);
    opened.push(viewer);
    const url = await urlFor(emulator, 'u1');
    await viewer.open(url);
    viewer.sdk('openVideo', { isOpen: true });
    await viewer.until(() => viewer.frameNumbers.length > 0);
    emulator.phone(padCode).expireTokens();
    const seen = viewer.frameNumbers.length;
    await viewer.until(() => viewer.frameNumbers.length > seen + 5);
    const later = new FactSheetViewer(padCode);
    opened.push(later);
    later.join(url);
    await later.until(() => later.closeCode !== undefined);
    expect([later.signals, viewer.closeCode]).toEqual([[], undefined]);
    const fresh = new FactSheetViewer(padCode);
    opened.push(fresh);
    await fresh.open(await urlFor(emulator, 'u2'));
    expect(fresh.signals[0]).toBe('ownJoinRoom');
  });
});

describe('the data channels of a phone', () => {
  it('take control messages on the phone’s own channel, too', async () => {
    const emulator = await start();
    const viewer = await view(emulator);
    await viewer.until(() => viewer.phoneChannel?.readyState === 'open');
    viewer.phoneChannel?.send('{"touchType":"inputState"}');
    await viewer.until(() => viewer.phoneMessages.length > 0);
    expect(viewer.phoneMessages).toEqual([
      { key: 'inputState', data: '{"isOpen":false,"imeOptions":0}' },
    ]);
  });

  it('take frames of bytes', async () => {
    const emulator = await start();
    const viewer = await watch(emulator);
    viewer.channel.send(new TextEncoder().encode('{"touchType":"inputBox","text":"x"}'));
    await viewer.shows(1);
    expect(emulator.phone(padCode).state().violations).toEqual([]);
  });

  it('count what is broken', async () => {
    const emulator = await start();
    const viewer = await view(emulator);
    viewer.channel.send('{"touchType":');
    viewer.sdk('updateUiH5');
    await viewer.until(() => viewer.phoneMessages.length > 0);
    expect(emulator.phone(padCode).state().violations).toEqual([
      'armcloud: a control frame is no JSON object',
    ]);
  });
});

describe('the end of a session', () => {
  it('comes when the same user joins again', async () => {
    const emulator = await start();
    const earlier = await view(emulator, 'u1');
    const later = await watch(emulator, 'u1');
    await earlier.until(() => earlier.closeCode !== undefined);
    await earlier.until(() => earlier.channel.readyState === 'closed');
    expect(earlier.closeCode).toBe(1000);
    expect(later.connection.connectionState).toBe('connected');
    expect(emulator.phone(padCode).viewers).toBe(1);
  });

  it('comes for all viewers when they are kicked or the phone goes offline', async () => {
    const emulator = await start();
    const end = [
      () => emulator.phone(padCode).kick(),
      () => emulator.phone(padCode).setOnline(false),
    ];
    for (const finish of end) {
      const viewers = [await view(emulator, 'u1'), await view(emulator, 'u2')];
      finish();
      expect(emulator.phone(padCode).viewers).toBe(0);
      for (const viewer of viewers) await viewer.until(() => viewer.closeCode === 1000);
    }
  });

  it('comes when the browser closes its connection, and leaves nothing behind', async () => {
    const emulator = await start();
    const phone = emulator.phone(padCode);
    const timers = () =>
      process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    await (await watch(emulator)).close();
    await expect.poll(() => phone.viewers).toBe(0);
    const before = timers();
    for (let round = 0; round < 8; round += 1) {
      const viewer = await watch(emulator, `u${round}`);
      viewer.sdk('openAudio', { isOpen: true });
      viewer.close();
    }
    await expect.poll(() => phone.viewers).toBe(0);
    await expect.poll(timers).toBeLessThanOrEqual(before);
  });
});

describe('an emulator', () => {
  it('frees its ports when it closes, twice if need be', async () => {
    const emulator = await startEmulator({ phones: 1 });
    const port = Number(new URL(emulator.clouds.armcloud.baseUrl).port);
    const controlPort = Number(new URL(emulator.controlUrl).port);
    await emulator.close();
    await emulator.close();
    const next = await startEmulator({ phones: 1, port, controlPort });
    opened.push(next);
    expect(next.controlUrl).toBe(emulator.controlUrl);
  });

  it('closes what it had opened when it cannot start', async () => {
    const running = await start();
    const taken = Number(new URL(running.controlUrl).port);
    const gone = await startEmulator({ phones: 1 });
    const port = Number(new URL(gone.clouds.armcloud.baseUrl).port);
    await gone.close();
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await expect(startEmulator({ port, controlPort: taken })).rejects.toMatchObject({
        message: expect.stringContaining(`port ${taken} for its control API (EADDRINUSE)`),
      });
    }
  });

  it('knows its phones', async () => {
    const emulator = await start();
    expect(emulator.clouds.armcloud.phoneIds).toEqual([padCode]);
    expect(() => emulator.phone('AC00000000009')).toThrowError(
      expect.objectContaining({
        code: 'phone_not_found',
        message: 'The emulator has no such phone. It has AC00000000001, kp000001.',
      }),
    );
  });

  it('applies its faults at once', async () => {
    const emulator = await start();
    emulator.faults.unsupportedAccount = true;
    await expect(urlFor(emulator, 'u1')).rejects.toThrow();
    emulator.faults.unsupportedAccount = false;
    expect(await urlFor(emulator, 'u1')).toContain('ws://127.0.0.1:');
  });
});
