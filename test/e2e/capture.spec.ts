import { chromium, type JSHandle } from '@playwright/test';
import type { PhoneFeatures } from 'telepad';
import { expect, test } from './fixtures.js';
import { featuresOf } from './harness/features-of.js';
import { openByApi as openOn, type PhoneOnPage } from './harness/phone-page.js';
import type { TestPhone } from './harness/test-phone.js';

/** What a page asked the browser for, and what became of our capture, in order. */
interface CaptureNotes {
  readonly asked: string[];
  readonly changes: string[];
  /** How many offers it made. */
  offers: number;
}

/** From now on notes what happens to camera and microphone in the page. */
function noteCapture(features: JSHandle<PhoneFeatures>): Promise<JSHandle<CaptureNotes>> {
  return features.evaluateHandle((each) => {
    const notes: CaptureNotes = { asked: [], changes: [], offers: 0 };
    const { mediaDevices } = navigator;
    const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = (constraints) => {
      notes.asked.push(
        Object.keys(constraints ?? {})
          .sort()
          .join('+'),
      );
      return getUserMedia(constraints);
    };
    RTCPeerConnection.prototype.createOffer = new Proxy(RTCPeerConnection.prototype.createOffer, {
      apply(target, connection, args) {
        notes.offers += 1;
        return Reflect.apply(target, connection, args);
      },
    });
    each.on('capture', ({ kind, state, error }) =>
      notes.changes.push(`${kind} ${state}${error ? ` ${error.code}` : ''}`),
    );
    return notes;
  });
}

/** Waits until the phone gets pictures, or sound, from now on. */
async function receives(phone: TestPhone, what: 'camera' | 'microphone'): Promise<void> {
  const count = () => {
    const { camera, microphone } = phone.state().capture;
    return what === 'camera' ? camera.frames : microphone.samples;
  };
  const before = count();
  await expect.poll(count).toBeGreaterThan(before);
}

/** Quarters of a picture of 640 × 480: red, green, blue, white. Redrawn, or a canvas sends nothing. */
async function followWithCanvas(features: JSHandle<PhoneFeatures>): Promise<void> {
  await features.evaluate((each) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
    const context = canvas.getContext('2d');
    const draw = () => {
      for (const [index, colour] of ['#e00000', '#00c000', '#0000e0', '#ffffff'].entries()) {
        if (!context) return;
        context.fillStyle = colour;
        context.fillRect((index % 2) * 320, index >> 1 ? 240 : 0, 320, 240);
      }
    };
    setInterval(draw, 50);
    draw();
    each.followCaptureRequests({
      camera: { track: () => canvas.captureStream(20).getVideoTracks()[0] as MediaStreamTrack },
    });
  });
}

/** Where the Camera app shows what comes from the page, in px of the phone. */
async function pictureOnPhone(phone: TestPhone) {
  await expect.poll(() => Object.keys(phone.state().targets)).toContain('camera:picture');
  const picture = phone.state().targets['camera:picture'];
  if (!picture) throw new Error('The Camera app shows no picture any more.');
  return picture;
}

/** Which of red, green and blue are strong in the four quarters of the injected picture. */
async function quarters(shown: PhoneOnPage): Promise<string[]> {
  const { x, y, width, height } = await pictureOnPhone(shown.phone);
  const points = [0.25, 0.75].flatMap((down) =>
    [0.25, 0.75].map((across) => ({ x: x + across * width, y: y + down * height })),
  );
  const colours = await shown.colours(points);
  return colours.map((colour) =>
    ['r', 'g', 'b'].filter((_, channel) => (colour[channel] ?? 0) > 140).join(''),
  );
}

test('the phone’s Camera app shows what the page sends, in the right places', async ({
  openByApi,
  phone,
}) => {
  const shown = await (await openByApi()).live();
  const features = await featuresOf(shown);
  await followWithCanvas(features);
  await shown.openApp('camera');
  await receives(phone, 'camera');
  await expect.poll(() => quarters(shown)).toEqual(['r', 'g', 'b', 'rgb']);
  const { camera } = phone.state().capture;
  expect(camera.lastWidth / camera.lastHeight).toBeCloseTo(4 / 3, 1);
  expect(phone.state().violations).toEqual([]);
});

test('the computer’s camera is asked for only when an app opens it, and closed with the app', async ({
  openByApi,
  page,
  phone,
}) => {
  const shown = await (await openByApi()).live();
  const features = await featuresOf(shown);
  const notes = await noteCapture(features);
  await features.evaluate((each) => void each.followCaptureRequests());
  await shown.openApp('clock');
  expect((await notes.jsonValue()).asked).toEqual([]);
  await page.evaluate(
    (name) => window.telepad.pressKey(window.probe.get(name).session, 3),
    shown.name,
  );
  await shown.openApp('camera');
  await receives(phone, 'camera');
  expect((await notes.jsonValue()).asked).toEqual(['video']);
  // Chromium's fake camera shows a pie that moves, on green.
  const { x, y, width, height } = await pictureOnPhone(phone);
  await expect
    .poll(async () => {
      const [colour] = await shown.colours([{ x: x + width * 0.1, y: y + height * 0.5 }]);
      const [red = 0, green = 0, blue = 0] = colour ?? [];
      return green > red + 60 && green > blue + 60 ? 'green' : String(colour);
    })
    .toBe('green');

  await page.evaluate(
    (name) => window.telepad.pressKey(window.probe.get(name).session, 3),
    shown.name,
  );
  await expect.poll(() => features.evaluate((each) => each.captureState('camera'))).toBe('off');
  expect((await notes.jsonValue()).changes).toEqual([
    ...['camera starting', 'camera on', 'camera off'],
  ]);
  const { frames } = phone.state().capture.camera;
  await shown.openApp('camera');
  await expect.poll(() => phone.state().capture.camera.frames).toBeGreaterThan(frames);
  expect(phone.state().violations).toEqual([]);
});

test('the phone hears the computer’s microphone', async ({ openByApi, phone }) => {
  const shown = await (await openByApi()).live();
  const features = await featuresOf(shown);
  const notes = await noteCapture(features);
  await features.evaluate((each) => void each.followCaptureRequests());
  await shown.openApp('recorder');
  await receives(phone, 'microphone');
  // Chromium's fake microphone beeps each second.
  await expect.poll(() => phone.state().capture.microphone.peak).toBeGreaterThan(0.02);
  expect((await notes.jsonValue()).asked).toEqual(['audio']);
  expect(await features.evaluate((each) => each.captureState('microphone'))).toBe('on');
});

test('an app that opens both is given both by one question and one offer', async ({
  openByApi,
  phone,
}) => {
  const shown = await (await openByApi()).live();
  const features = await featuresOf(shown);
  const notes = await noteCapture(features);
  await features.evaluate(
    (each) =>
      void each.followCaptureRequests({ isCameraEnabled: false, isMicrophoneEnabled: false }),
  );
  await shown.openApp('camera');
  await shown.tap('camera:video');
  // The phone's second wish has come before this answer.
  await features.evaluate((each) => each.shell('echo asked'));
  expect((await notes.jsonValue()).asked).toEqual([]);
  await features.evaluate((each) => void each.followCaptureRequests());
  await expect.poll(async () => (await notes.jsonValue()).changes.length).toBe(4);
  await receives(phone, 'camera');
  await receives(phone, 'microphone');
  expect(await notes.jsonValue()).toMatchObject({ asked: ['audio+video'], offers: 1 });
  await features.evaluate((each) => each.setCaptureEnabled('microphone', false));
  expect(await features.evaluate((each) => each.captureState('microphone'))).toBe('off');
  await receives(phone, 'camera');
  expect(phone.state().violations).toEqual([]);
});

test('the other side of the phone is the other camera, without another offer', async ({
  openByApi,
  phone,
}) => {
  const shown = await (await openByApi()).live();
  const features = await featuresOf(shown);
  const notes = await noteCapture(features);
  await features.evaluate((each) => void each.followCaptureRequests());
  await shown.openApp('camera');
  await receives(phone, 'camera');
  await shown.tap('camera:switch');
  await expect.poll(async () => (await notes.jsonValue()).asked).toEqual(['video', 'video']);
  await receives(phone, 'camera');
  const devices = await features.evaluate(async (each) => {
    const cameras = (await navigator.mediaDevices.enumerateDevices()).filter(
      ({ kind }) => kind === 'videoinput',
    );
    await each.setCaptureDevice('camera', cameras.at(-1)?.deviceId ?? null);
    return cameras.length;
  });
  expect(devices).toBeGreaterThan(0);
  await receives(phone, 'camera');
  expect(await features.evaluate((each) => each.captureState('camera'))).toBe('on');
  expect((await notes.jsonValue()).offers).toBe(1);
});

test('a camera is sent as the page says', async ({ openByApi, phone }) => {
  const shown = await (await openByApi()).live();
  const features = await featuresOf(shown);
  await followWithCanvas(features);
  await shown.openApp('camera');
  await receives(phone, 'camera');
  await features.evaluate((each) =>
    each.setCameraEncoding({ maxBitrate: 200_000, maxFramerate: 10, width: 320, height: 240 }),
  );
  await expect.poll(() => phone.state().capture.camera.lastWidth).toBeLessThanOrEqual(320);
  await expect.poll(() => phone.state().capture.camera.lastWidth).toBeGreaterThan(0);
});

test('a camera goes on after a recovery', async ({ openByApi, phone }) => {
  const shown = await (await openByApi()).live();
  const features = await featuresOf(shown);
  await followWithCanvas(features);
  await shown.openApp('camera');
  await receives(phone, 'camera');
  phone.handle.kick();
  await shown.liveAgain();
  await receives(phone, 'camera');
  await expect.poll(() => quarters(shown)).toEqual(['r', 'g', 'b', 'rgb']);
});

test('a camera that is taken away is noticed, and the phone is told', async ({
  openByApi,
  phone,
}) => {
  const shown = await (await openByApi()).live();
  const features = await featuresOf(shown);
  const notes = await noteCapture(features);
  await features.evaluate((each) => {
    each.followCaptureRequests({
      camera: {
        track: async () => {
          const stream = await navigator.mediaDevices.getUserMedia({ video: true });
          const track = stream.getVideoTracks()[0] as MediaStreamTrack;
          Object.assign(window, { unplug: () => track.dispatchEvent(new Event('ended')) });
          return track;
        },
      },
    });
  });
  await shown.openApp('camera');
  await receives(phone, 'camera');
  await shown.page.evaluate(() => (window as unknown as { unplug(): void }).unplug());
  await expect
    .poll(async () => (await notes.jsonValue()).changes.at(-1))
    .toBe('camera failed media_device_failed');
  // The app shows that there is no picture.
  await expect.poll(() => Object.keys(phone.state().targets)).not.toContain('camera:picture');
});

test('a camera that its user does not allow is an event, and everything else goes on', async ({
  launchOptions,
  phone,
  site,
}) => {
  const args = (launchOptions.args ?? []).map((arg) =>
    arg === '--use-fake-ui-for-media-stream' ? `${arg}=deny` : arg,
  );
  const browser = await chromium.launch({ ...launchOptions, args });
  try {
    const context = await browser.newContext({ baseURL: site.url });
    await context.addCookies([{ name: 'user', value: 'controller', url: site.url }]);
    const shown = await (await openOn(await context.newPage(), phone)).live();
    const features = await featuresOf(shown);
    const notes = await noteCapture(features);
    await features.evaluate((each) => void each.followCaptureRequests());
    await shown.openApp('camera');
    await expect
      .poll(async () => (await notes.jsonValue()).changes)
      .toEqual(['camera starting', 'camera failed permission_denied']);
    await shown.tap('camera:video');
    await expect
      .poll(async () => (await notes.jsonValue()).changes.at(-1))
      .toBe('microphone failed permission_denied');
    await expect.poll(() => phone.state().capture.camera.frames).toBe(0);
    expect((await shown.log()).troubles).toEqual([]);
    const { output } = await features.evaluate((each) => each.shell('echo still here'));
    expect(output.trim()).toBe('still here');
    await expect.poll(() => shown.state()).toBe('live');
    expect(phone.state().violations).toEqual([]);
  } finally {
    await browser.close();
  }
});

test('closing the session closes the camera', async ({ openByApi, page, phone }) => {
  const shown = await (await openByApi()).live();
  const features = await featuresOf(shown);
  const track = await features.evaluateHandle(async (each) => {
    const stream = await navigator.mediaDevices.getUserMedia({ video: true });
    const own = stream.getVideoTracks()[0] as MediaStreamTrack;
    each.followCaptureRequests({ camera: { track: () => own } });
    return own;
  });
  await shown.openApp('camera');
  await receives(phone, 'camera');
  await page.evaluate((name) => window.probe.get(name).session.close(), shown.name);
  await expect.poll(() => track.evaluate(({ readyState }) => readyState)).toBe('ended');
  expect(await features.evaluate((each) => each.captureState('camera'))).toBe('off');
});

test.describe('our own offers, in a real browser,', () => {
  for (const { direction, hasGlare, lines } of [
    { direction: 'sendrecv', hasGlare: false, lines: ['sendrecv'] },
    { direction: 'sendrecv', hasGlare: true, lines: ['sendrecv'] },
    { direction: 'sendonly', hasGlare: false, lines: ['recvonly', 'sendonly'] },
    { direction: 'sendonly', hasGlare: true, lines: ['recvonly', 'sendonly'] },
  ] as const) {
    const glare = hasGlare ? ' which makes an offer at the same time' : '';
    test(`come through with a phone whose video is ${direction}${glare}`, async ({ page }) => {
      await page.goto('/pages/api.html');
      await page.waitForFunction(() => 'probe' in window);
      const facts = await page.evaluate(
        ([direction, hasGlare]) => window.probe.sendToPhone(direction, hasGlare),
        [direction, hasGlare] as const,
      );
      expect(facts).toMatchObject({ lines, isSending: true });
    });
  }
});
