import type { CDPSession, JSHandle, Page } from '@playwright/test';
import type { PhoneFeatures } from 'telepad';
import { expect, test } from '../fixtures.js';
import { featuresOf } from '../harness/features-of.js';
import type { PhoneOnPage } from '../harness/phone-page.js';
import type { TestPhone } from '../harness/test-phone.js';

type Vector = Readonly<Record<'x' | 'y' | 'z', number>>;

type Readings = Readonly<Record<string, Vector>>;

/** The device that the page is on has these sensors from now on, with these readings in Chromium's own units. */
async function giveSensors(cdp: CDPSession, readings: Readings): Promise<void> {
  for (const type of Object.keys(readings))
    await cdp.send('Emulation.setSensorOverrideEnabled', {
      enabled: true,
      type: type as 'accelerometer',
    });
  await feel(cdp, readings);
}

async function feel(cdp: CDPSession, readings: Readings): Promise<void> {
  for (const [type, xyz] of Object.entries(readings))
    await cdp.send('Emulation.setSensorOverrideReadings', {
      type: type as 'accelerometer',
      reading: { xyz },
    });
}

/** The page's screen lies on its side, or stands again. */
function turnScreen(cdp: CDPSession, angle: 0 | 90): Promise<unknown> {
  return cdp.send('Emulation.setDeviceMetricsOverride', {
    width: 1280,
    height: 720,
    deviceScaleFactor: 1,
    mobile: true,
    screenOrientation: { type: angle === 0 ? 'portraitPrimary' : 'landscapePrimary', angle },
  });
}

/** What the phone feels, to a tenth. */
function felt(phone: TestPhone, sensor: 'gyroscope' | 'gravity' | 'acceleration'): string {
  const reading = phone.state().sensors[sensor];
  const short = (value: number) => (Math.round(value * 10) / 10 + 0).toFixed(1);
  return reading ? [reading.x, reading.y, reading.z].map(short).join(' ') : 'nothing';
}

/** Keeps what stops it in the page. The code of the error, or `on`. */
function followMotion(features: JSHandle<PhoneFeatures>): Promise<string> {
  return features.evaluate(async (each) => {
    try {
      Object.assign(window, { stopMotion: await each.followDeviceMotion({ rateHz: 50 }) });
      return 'on';
    } catch (error) {
      return (error as { code: string }).code;
    }
  });
}

test('the phone feels how the page’s device is held and turned', async ({
  openByApi,
  page,
  phone,
}) => {
  const shown = await (await openByApi()).live();
  const features = await featuresOf(shown);
  await page.context().grantPermissions(['accelerometer', 'gyroscope']);
  expect(await followMotion(features), 'on a computer').toBe('media_device_failed');

  const cdp = await page.context().newCDPSession(page);
  await giveSensors(cdp, {
    accelerometer: { x: 0, y: 9.8, z: 0 },
    'linear-acceleration': { x: 0, y: 0, z: 0 },
    gyroscope: { x: 0, y: 0, z: 1.5 },
  });
  expect(await followMotion(features)).toBe('on');
  await expect.poll(() => felt(phone, 'gravity')).toBe('0.0 9.8 0.0');
  await expect.poll(() => felt(phone, 'gyroscope')).toBe('0.0 0.0 1.5');
  await feel(cdp, {
    accelerometer: { x: 1, y: 2, z: 9 },
    'linear-acceleration': { x: 3, y: 0, z: 0 },
  });
  await expect.poll(() => felt(phone, 'gravity')).toBe('-2.0 2.0 9.0');
  await expect.poll(() => felt(phone, 'acceleration')).toBe('1.0 2.0 9.0');
  // The page’s screen turns with the device: what is up on it is another side of the device.
  await turnScreen(cdp, 90);
  await expect.poll(() => felt(phone, 'gravity')).toBe('-2.0 -2.0 9.0');

  await page.evaluate(() => (window as unknown as { stopMotion(): void }).stopMotion());
  await expect.poll(() => felt(phone, 'gyroscope')).toBe('0.0 0.0 0.0');
  await expect.poll(() => felt(phone, 'acceleration')).toBe('-2.0 -2.0 9.0');
  await turnScreen(cdp, 0);
  await feel(cdp, { accelerometer: { x: 0, y: 0, z: -9.8 } });
  await features.evaluate((each) => each.shell('echo after it'));
  expect(felt(phone, 'acceleration')).toBe('-2.0 -2.0 9.0');
  expect(phone.state().violations).toEqual([]);
});

/** From Paris northwards, a tenth of a degree in each of three minutes. */
const gpx = `<?xml version="1.0"?>
<gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1">
  <wpt lat="1" lon="1"/>
  <trk><name>North</name><trkseg>
    <trkpt lat="48.8" lon="2.3"><time>2030-01-01T00:00:00Z</time></trkpt>
    <trkpt lat="48.9" lon="2.3"><time>2030-01-01T00:01:00Z</time></trkpt>
    <trkpt lat="49.0" lon="2.3"><time>2030-01-01T00:02:00Z</time></trkpt>
    <trkpt lat="49.1" lon="2.3"><time>2030-01-01T00:03:00Z</time></trkpt>
  </trkseg></trk>
</gpx>`;

const kml = `<?xml version="1.0"?>
<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2">
  <Placemark><gx:Track>
    <when>2030-01-01T00:00:00Z</when><when>2030-01-01T01:00:00Z</when>
    <gx:coord>2.3 48.8 0</gx:coord><gx:coord>2.3 48.9 0</gx:coord>
  </gx:Track></Placemark>
</kml>`;

test('the phone is where the page’s device is, or where a route leads', async ({
  context,
  openByApi,
  phone,
}) => {
  const shown = await (await openByApi()).live();
  const features = await featuresOf(shown);
  await context.setGeolocation({ latitude: 52.52, longitude: 13.4 });
  const follow = () =>
    features.evaluate((each) =>
      each.followLocation({ minIntervalMs: 100 }).then(
        () => 'on',
        (error: { code: string }) => error.code,
      ),
    );
  expect(await follow(), 'without permission').toBe('permission_denied');
  await context.grantPermissions(['geolocation']);
  expect(await follow()).toBe('on');
  await expect.poll(() => phone.state().location).toMatchObject({ latitude: 52.52, count: 1 });
  await context.setGeolocation({ latitude: 52.53, longitude: 13.41 });
  await expect
    .poll(() => phone.state().location)
    .toMatchObject({ latitude: 52.53, longitude: 13.41 });

  // Some of the way, as slowly as a busy machine needs …
  const playback = await features.evaluateHandle(
    (each, gpx) =>
      each.playRoute(new File([gpx], 'north.gpx'), { speed: 20, updateIntervalMs: 50 }),
    gpx,
  );
  const way = () =>
    phone
      .state()
      .locationTrace.slice(2)
      .map(({ latitude }) => latitude);
  await expect.poll(() => new Set(way()).size).toBeGreaterThan(3);
  expect(way()[0]).toBeCloseTo(48.8, 3);
  expect(way()).toEqual([...way()].sort((a, b) => a - b));
  expect(await playback.evaluate(({ durationMs }) => durationMs)).toBe(180_000);
  // … and all of it, to the very end.
  const played = await features.evaluate(async (each, gpx) => {
    const places: number[] = [];
    const { ended } = await each.playRoute(gpx, {
      speed: 1000,
      updateIntervalMs: 50,
      onPosition: ({ latitude }) => places.push(latitude),
    });
    return { end: await ended, places };
  }, gpx);
  expect(played.end).toBe('finished');
  expect(played.places.at(-1)).toBe(49.1);
  expect(await playback.evaluate(({ ended }) => ended)).toBe('replaced');
  await expect.poll(() => way().slice(-played.places.length)).toEqual(played.places);
  const { count } = phone.state().location ?? { count: 0 };

  // The last source wins: the browser’s location was over with the route, a route is with a place by hand.
  await context.setGeolocation({ latitude: 10, longitude: 10 });
  const replaced = await features.evaluate(async (each) => {
    const playback = await each.playRoute(
      [
        { latitude: 0, longitude: 0 },
        { latitude: 0, longitude: 1 },
      ],
      { loop: true },
    );
    each.setLocation({ latitude: -33.9, longitude: 151.2 });
    return playback.ended;
  });
  expect(replaced).toBe('replaced');
  await expect
    .poll(() => phone.state().location)
    .toMatchObject({ latitude: -33.9, count: count + 2 });
  const ofKml = await features.evaluate(async (each, kml) => {
    const playback = await each.playRoute(kml);
    playback.stop();
    return { durationMs: playback.durationMs, end: await playback.ended };
  }, kml);
  expect(ofKml).toEqual({ durationMs: 3_600_000, end: 'stopped' });
  const refused = await features.evaluate(async (each) => {
    const messages: string[] = [];
    for (const route of [
      '<gpx>',
      '<html/>',
      '<!DOCTYPE gpx><gpx/>',
      '<gpx><wpt lat="1" lon="2"/></gpx>',
    ])
      await each.playRoute(route).catch((error: Error) => messages.push(error.message));
    return messages;
  });
  expect(refused).toEqual([
    'Nothing was sent: route must be well-formed XML.',
    'Nothing was sent: route must be GPX or KML, not <html>.',
    'Nothing was sent: route must be without a DOCTYPE.',
    'Nothing was sent: route must be a file of 2 to 200000 points; it has 1.',
  ]);
  expect(phone.state().violations).toEqual([]);
});

/** The strong ones of red, green and blue in the middle of what the Camera app shows. */
async function cameraColour(shown: PhoneOnPage): Promise<string> {
  const picture = shown.phone.state().targets['camera:picture'];
  if (!picture) return 'no picture';
  const { x, y, width, height } = picture;
  const [colour] = await shown.colours([{ x: x + width / 2, y: y + height / 2 }]);
  return ['r', 'g', 'b'].filter((_, channel) => (colour?.[channel] ?? 0) > 140).join('');
}

/** Notes object URLs that are not given back and audio contexts that are not closed. */
function watchResources(page: Page) {
  return page.evaluateHandle(() => {
    const urls = new Set<string>();
    const contexts: AudioContext[] = [];
    const { createObjectURL, revokeObjectURL } = URL;
    URL.createObjectURL = (blob) => {
      const url = createObjectURL.call(URL, blob);
      urls.add(url);
      return url;
    };
    URL.revokeObjectURL = (url) => {
      urls.delete(url);
      revokeObjectURL.call(URL, url);
    };
    window.AudioContext = new Proxy(AudioContext, {
      construct(target, args, self) {
        const context = Reflect.construct(target, args, self) as AudioContext;
        contexts.push(context);
        return context;
      },
    });
    return {
      left: () => urls.size + contexts.filter(({ state }) => state !== 'closed').length,
      made: () => contexts.length,
    };
  });
}

test('an app’s camera shows a canvas, a picture and a video of the page', async ({
  openByApi,
  page,
  phone,
}) => {
  const shown = await (await openByApi()).live();
  const features = await featuresOf(shown);
  const resources = await watchResources(page);
  // Drawn once, and never again.
  await features.evaluate((each) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 });
    const context = canvas.getContext('2d') as CanvasRenderingContext2D;
    context.fillStyle = '#e00000';
    context.fillRect(0, 0, 320, 240);
    each.followCaptureRequests({ camera: { canvas, frameRate: 15 } });
  });
  await shown.openApp('camera');
  await expect.poll(() => cameraColour(shown)).toBe('r');
  const { camera } = phone.state().capture;
  expect(camera.lastWidth / camera.lastHeight).toBeCloseTo(4 / 3, 1);

  await features.evaluate(async (each) => {
    const canvas = new OffscreenCanvas(320, 240);
    const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
    context.fillStyle = '#0000e0';
    context.fillRect(0, 0, 320, 240);
    await each.setCaptureSource('camera', { file: await canvas.convertToBlob() });
  });
  await expect.poll(() => cameraColour(shown)).toBe('b');

  for (const isLooped of [true, false]) {
    const colour = isLooped ? '#00c000' : '#e000e0';
    await features.evaluate(
      async (each, [isLooped, colour]) => {
        const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 240 });
        const context = canvas.getContext('2d') as CanvasRenderingContext2D;
        const draw = () => {
          context.fillStyle = colour;
          context.fillRect(0, 0, 320, 240);
        };
        draw();
        const recorder = new MediaRecorder(canvas.captureStream(20));
        const parts: Blob[] = [];
        const file = new Promise<Blob>((resolve) => {
          recorder.ondataavailable = ({ data }) => {
            parts.push(data);
            if (parts.length === 3) recorder.stop();
          };
          recorder.onstop = () => resolve(new Blob(parts, { type: recorder.mimeType }));
        });
        const timer = setInterval(draw, 50);
        recorder.start(100);
        const video = await file;
        clearInterval(timer);
        await each.setCaptureSource('camera', { file: video, isLooped });
      },
      [isLooped, colour] as const,
    );
    await expect.poll(() => cameraColour(shown)).toBe(isLooped ? 'g' : 'rb');
    // It goes on, also when it has ended.
    const { frames } = phone.state().capture.camera;
    await expect.poll(() => phone.state().capture.camera.frames).toBeGreaterThan(frames + 12);
  }
  expect(await cameraColour(shown)).toBe('rb');

  // What cannot be played leaves the picture as it is.
  const code = await features.evaluate((each) =>
    each.setCaptureSource('camera', { file: new Blob(['no picture']) }).then(
      () => 'no error',
      (error: { code: string }) => error.code,
    ),
  );
  expect(code).toBe('media_device_failed');
  expect(await features.evaluate((each) => each.captureState('camera'))).toBe('on');
  expect(await resources.evaluate(({ left }) => left())).toBe(1);
  await features.evaluate((each) => each.stopCapture('camera'));
  expect(await resources.evaluate(({ left }) => left())).toBe(0);
  expect(phone.state().violations).toEqual([]);
});

test('an app’s microphone hears a file of the page', async ({ openByApi, page, phone }) => {
  const shown = await (await openByApi()).live();
  const features = await featuresOf(shown);
  const resources = await watchResources(page);
  await features.evaluate((each) => {
    // Half a second of a tone, as WAV: 16 bits, one channel.
    const rate = 48_000;
    const samples = Int16Array.from({ length: rate / 2 }, (_, index) =>
      Math.round(Math.sin((index / rate) * 2 * Math.PI * 440) * 20_000),
    );
    const header = new DataView(new ArrayBuffer(44));
    const text = (at: number, letters: string) => {
      for (const [index, letter] of [...letters].entries())
        header.setUint8(at + index, letter.charCodeAt(0));
    };
    text(0, 'RIFF');
    header.setUint32(4, 36 + samples.byteLength, true);
    text(8, 'WAVEfmt ');
    header.setUint32(16, 16, true);
    header.setUint16(20, 1, true);
    header.setUint16(22, 1, true);
    header.setUint32(24, rate, true);
    header.setUint32(28, rate * 2, true);
    header.setUint16(32, 2, true);
    header.setUint16(34, 16, true);
    text(36, 'data');
    header.setUint32(40, samples.byteLength, true);
    each.followCaptureRequests({ microphone: { file: new Blob([header, samples]) } });
  });
  await shown.openApp('recorder');
  await expect.poll(() => phone.state().capture.microphone.peak).toBeGreaterThan(0.2);
  expect(await resources.evaluate(({ made }) => made())).toBe(1);
  await features.evaluate((each) => each.stopCapture('microphone'));
  await expect.poll(() => resources.evaluate(({ left }) => left())).toBe(0);
});
