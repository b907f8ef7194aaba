import type { Page } from '@playwright/test';
import type { PhoneStatistics } from 'telepad';
import { expect, test as usual } from './fixtures.js';
import { openSite } from './harness/site.js';

/** Phones whose media can be impaired. */
const test = usual.extend<object, { readonly impairable: true }>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's shape
    async ({}, use) => {
      const site = await openSite({ impairable: true, frameRate: 15 });
      await use(site);
      await site.close();
    },
    { scope: 'worker' },
  ],
});

const name = 'phone';

/** The part of RTCRtpScriptTransformer that is used here, which TypeScript's library for pages lacks. */
interface Transformer {
  readonly readable: ReadableStream<{ readonly type: 'key' | 'delta' | 'empty' }>;
  readonly writable: WritableStream;
}

/** How old each picture was when it came on screen, in ms, from now on for a while. */
async function agesOfPictures(page: Page, forMs: number): Promise<readonly number[]> {
  const before = await page.evaluate((name) => window.probe.fault.facts(name).frames.length, name);
  await page.waitForTimeout(forMs);
  return page.evaluate(
    ([name, before]) =>
      window.probe.fault
        .facts(name)
        .frames.slice(before)
        .map(({ atMs, drawnMs }) => atMs - drawnMs),
    [name, before] as const,
  );
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Keeps the statistics of each second in the page. */
async function keepStatistics(page: Page): Promise<void> {
  await page.evaluate((name) => {
    window.heardStatistics = [];
    window.probe.get(name).session.on('stats', (statistics) => {
      window.heardStatistics.push(statistics);
    });
  }, name);
}

const heard = (page: Page) => page.evaluate(() => window.heardStatistics);

test('a picture over a rough network falls behind by no more and more, and catches up when the network is well', async ({
  openByApi,
  page,
  site,
}) => {
  test.setTimeout(240_000);
  const shown = await (await openByApi()).live();
  await shown.openApp('clock');
  await page.evaluate((name) => window.probe.fault.watch(name), name);
  const before = median(await agesOfPictures(page, 4000));
  Object.assign(site.emulator.faults, { packetLossRate: 0.03, packetJitterMs: 30 });
  const ages = await agesOfPictures(page, 20_000);
  const third = Math.floor(ages.length / 3);
  // Whatever was kept for good would be seconds by now; a busy machine is late too.
  expect(median(ages.slice(-third))).toBeLessThan(4 * median(ages.slice(0, third)) + 1500);
  Object.assign(site.emulator.faults, { packetLossRate: 0, packetJitterMs: 0 });
  await expect
    .poll(async () => median(await agesOfPictures(page, 2000)), { timeout: 60_000 })
    .toBeLessThan(2 * before + 600);
});

test('the picture waits for no sound that comes late, although the phone sends both as one stream', async ({
  openByApi,
  page,
  phone,
}) => {
  await page.routeWebSocket(/./, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((data) => socket.send(String(data).replaceAll('phone-audio', 'phone-video')));
  });
  await page.addInitScript(() => {
    window.connections = [];
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        window.connections.push(this);
      }
    };
  });
  phone.handle.setTone(true);
  const shown = await (await openByApi()).live();
  await shown.openApp('clock');
  await keepStatistics(page);
  await page.evaluate(() => {
    for (const receiver of window.connections.flatMap((each) => each.getReceivers()))
      if (receiver.track.kind === 'audio') receiver.jitterBufferTarget = 1000;
  });
  const last = async () => (await heard(page)).at(-1);
  await expect
    .poll(async () => (await last())?.audio?.jitterBufferDelayMs ?? 0, { timeout: 30_000 })
    .toBeGreaterThan(700);
  // What the network asked for, and nothing for the sound's sake, which would be hundreds by now.
  const { jitterBufferTargetMs = 0, jitterBufferMinimumMs = 0 } = (await last())?.video ?? {};
  expect(jitterBufferTargetMs - jitterBufferMinimumMs).toBeLessThan(100);
  expect(jitterBufferMinimumMs).toBeGreaterThan(0);
});

test('moves are merged while nothing passes, and no finger is lost', async ({
  openByApi,
  page,
  phone,
  site,
}) => {
  const shown = await (await openByApi()).live();
  await shown.openApp('paint');
  const before = phone.state().touches.length;
  const start = shown.clientPoint({ x: 100, y: 300 });
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await expect.poll(() => phone.edges(before)).toEqual(['down 0 of 0']);
  site.emulator.faults.cutMedia = true;
  const drag = await page.evaluate(
    async ([name, x, y]) => {
      const { session, view } = window.probe.get(name);
      const { bufferedAmount } = session;
      let most = bufferedAmount;
      let frames = 0;
      for (const end = performance.now() + 1500; performance.now() < end; frames += 1) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        view?.root.dispatchEvent(
          new PointerEvent('pointermove', {
            pointerId: 1,
            pointerType: 'mouse',
            buttons: 1,
            clientX: x + (frames % 2) * 40,
            clientY: y + 1 + (frames % 90),
          }),
        );
        most = Math.max(most, session.bufferedAmount);
      }
      return { most, frames };
    },
    [name, start.x, start.y] as const,
  );
  site.emulator.faults.cutMedia = false;
  const end = { x: 500, y: 900 };
  const { x, y } = shown.clientPoint(end);
  await page.mouse.move(x, y);
  await page.mouse.up();
  await expect.poll(() => phone.edges(before)).toEqual(['down 0 of 0', 'up 0 of 0']);
  const touches = phone.state().touches.slice(before);
  // Far fewer than were made, unless the browser made hardly any.
  if (drag.frames >= 60) expect(touches.length).toBeLessThan(0.8 * drag.frames);
  expect(touches.at(-1)?.pointers[0]?.x).toBeCloseTo(end.x, 0);
  expect(touches.at(-1)?.pointers[0]?.y).toBeCloseTo(end.y, 0);
  // The limit for moves, with the last of them and a probe or two on top.
  expect(drag.most).toBeLessThan(4096 + 2048);
  expect(phone.state().violations).toEqual([]);
});

test('a page that is seen again shows the present at once, without any delay it was asked for before', async ({
  openByApi,
  page,
}) => {
  const shown = await (await openByApi()).live();
  await shown.openApp('clock');
  await page.evaluate((name) => window.probe.fault.watch(name), name);
  const before = median(await agesOfPictures(page, 3000));
  const show = (visibility: DocumentVisibilityState) =>
    page.evaluate(
      ([name, value]) => {
        Object.defineProperty(document, 'visibilityState', { value, configurable: true });
        // As browsers do with a muted video that nobody sees.
        if (value === 'hidden') window.probe.get(name).view?.video.pause();
        document.dispatchEvent(new Event('visibilitychange'));
      },
      [name, visibility] as const,
    );
  await show('hidden');
  await page.waitForTimeout(4000);
  await show('visible');
  const ages = await agesOfPictures(page, 2000);
  expect(ages.length).toBeGreaterThan(0);
  expect(median(ages.slice(0, 5))).toBeLessThan(2 * before + 1200);
  await expect
    .poll(async () => {
      const statistics = await page.evaluate(
        (name) => window.probe.get(name).session.stats(),
        name,
      );
      return statistics.adaptation;
    })
    .toEqual({ jitterBufferTargetMs: 0, qualityStep: 0 });
});

test('a key frame is asked for when the pictures that arrive can be decoded no more', async ({
  openByApi,
  page,
}) => {
  await page.addInitScript(() => {
    // Passes all frames, or key frames only, as after a loss that nobody made good.
    const work = () => {
      let isBroken = false;
      self.onmessage = () => {
        isBroken = true;
      };
      self.addEventListener('rtctransform', (event) => {
        const { transformer } = event as Event & { readonly transformer: Transformer };
        transformer.readable
          .pipeThrough(
            new TransformStream({
              transform(frame, controller) {
                if (!isBroken || frame.type === 'key') controller.enqueue(frame);
              },
            }),
          )
          .pipeTo(transformer.writable);
      });
    };
    const url = URL.createObjectURL(new Blob([`(${work})()`]));
    window.decoder = { asked: 0, worker: new Worker(url) };
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        this.addEventListener('track', ({ receiver }) => {
          if (receiver.track.kind === 'video')
            receiver.transform = new RTCRtpScriptTransform(window.decoder.worker);
        });
      }
    };
    const send: (this: RTCDataChannel, data: string) => void = RTCDataChannel.prototype.send;
    RTCDataChannel.prototype.send = function (this: RTCDataChannel, data: unknown) {
      if (String(data).includes('openVideo')) window.decoder.asked += 1;
      send.call(this, data as string);
    };
  });
  const shown = await (await openByApi()).live();
  await shown.openApp('clock');
  await keepStatistics(page);
  await expect.poll(async () => (await heard(page)).length).toBeGreaterThan(1);
  const before = await page.evaluate(() => {
    window.decoder.worker.postMessage('break');
    const { asked } = window.decoder;
    return { asked, keyFrames: window.heardStatistics.at(-1)?.video?.keyFramesDecoded ?? 0 };
  });
  await expect.poll(() => page.evaluate(() => window.decoder.asked)).toBeGreaterThan(before.asked);
  await expect
    .poll(async () => (await heard(page)).at(-1)?.video?.keyFramesDecoded)
    .toBeGreaterThan(before.keyFrames);
});

test('a picture that the network cannot carry is made lighter, and its own again when it can', async ({
  openByApi,
  page,
  site,
}) => {
  test.setTimeout(420_000);
  const shown = await (await openByApi({ connect: { adapt: {} } })).live();
  await shown.openApp('clock');
  await keepStatistics(page);
  const last = async () => {
    const { video, adaptation } = (await heard(page)).at(-1) ?? {};
    return { width: video?.width, step: adaptation?.qualityStep };
  };
  await expect.poll(last, { timeout: 90_000 }).toEqual({ width: 720, step: 0 });
  site.emulator.faults.packetLossRate = 0.2;
  await expect.poll(async () => (await last()).step, { timeout: 60_000 }).toBeGreaterThan(0);
  await expect.poll(async () => (await last()).width, { timeout: 60_000 }).toBeLessThan(720);
  site.emulator.faults.packetLossRate = 0;
  await expect.poll(last, { timeout: 150_000 }).toEqual({ width: 720, step: 0 });
});

declare global {
  interface Window {
    heardStatistics: PhoneStatistics[];
    connections: RTCPeerConnection[];
    decoder: { asked: number; readonly worker: Worker };
  }
}
