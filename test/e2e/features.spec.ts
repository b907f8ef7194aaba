import { expect, test } from './fixtures.js';
import { featuresOf } from './harness/features-of.js';
import type { PhoneOnPage } from './harness/phone-page.js';

/** Of the picture that is on screen, in px. */
function videoSize({ page, name }: PhoneOnPage): Promise<string> {
  return page.evaluate((name) => {
    const { videoWidth, videoHeight } = window.probe.videoOf(name);
    return `${videoWidth}x${videoHeight}`;
  }, name);
}

test('a shell command tells what it printed', async ({ openByApi }) => {
  const shown = await (await openByApi()).live();
  const features = await featuresOf(shown);
  const { isSuccess, output } = await features.evaluate((each) =>
    each.shell('pm list packages -s'),
  );
  expect(isSuccess).toBe(true);
  expect(output).toContain('package:');
  const failed = await features.evaluate((each) => each.shell('no-such-command'));
  expect(failed.isSuccess).toBe(false);
});

test('each of several shell commands gets its own output', async ({ openByApi }) => {
  const shown = await (await openByApi()).live();
  const features = await featuresOf(shown);
  const outputs = await features.evaluate(async (each) => {
    const results = await Promise.all(
      ['one', 'two', 'three'].map((word) => each.shell(`echo ${word}`)),
    );
    return results.map(({ output }) => output.trim());
  });
  expect(outputs).toEqual(['one', 'two', 'three']);
});

test('a question that the phone does not answer ends with phone_timeout', async ({
  openByApi,
  site,
}) => {
  const shown = await (await openByApi()).live();
  site.emulator.faults.withholdAnswers = true;
  const features = await featuresOf(shown);
  const code = await features.evaluate((each) =>
    each.shell('echo lost', { timeoutMs: 300 }).then(
      () => 'no error',
      (error: { code: string }) => error.code,
    ),
  );
  expect(code).toBe('phone_timeout');
});

test('another quality is another picture', async ({ openByApi, phone }) => {
  const shown = await (await openByApi()).live();
  const features = await featuresOf(shown);
  const event = await features.evaluate((each) =>
    each.setQuality({ width: 360, height: 640, frameRate: 15, bitrate: 1_000_000 }),
  );
  expect(event.to).toEqual({ width: 360, height: 640 });
  await expect.poll(() => videoSize(shown)).toBe('360x640');
  await expect
    .poll(() => phone.state().quality)
    .toMatchObject({ width: 360, height: 640, frameRate: 15 });
  await features.evaluate((each) =>
    each.setQuality({ vendorIds: { resolution: 12, frameRate: 3, bitrate: 3 } }),
  );
  await expect.poll(() => videoSize(shown)).toBe('540x960');
});

test('a quality is kept after a recovery', async ({ openByApi, phone }) => {
  const shown = await (await openByApi()).live();
  const features = await featuresOf(shown);
  await features.evaluate((each) => each.setQuality('smooth'));
  await expect.poll(() => videoSize(shown)).not.toBe('720x1280');
  const size = await videoSize(shown);
  phone.handle.kick();
  await shown.liveAgain();
  await expect.poll(() => videoSize(shown)).toBe(size);
  await expect.poll(() => phone.state().quality).not.toBeNull();
});

test('paused video sends no more frames, and goes on when it is resumed', async ({
  openByApi,
  page,
}) => {
  const shown = await (await openByApi()).live();
  const features = await featuresOf(shown);
  const frames = () =>
    page.evaluate(async (name) => {
      const stats = await window.probe.get(name).session.getStats();
      for (const each of stats?.values() ?? [])
        if (each.type === 'inbound-rtp' && each.kind === 'video')
          return each.framesReceived as number;
      return 0;
    }, shown.name);
  await features.evaluate((each) => each.setMedia('video', false));
  await expect
    .poll(async () => {
      const before = await frames();
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 400)));
      return (await frames()) - before;
    })
    .toBe(0);
  const paused = await frames();
  await features.evaluate((each) => each.setMedia('video', true));
  await expect.poll(frames).toBeGreaterThan(paused);
});

test('the phone believes to be where it is told', async ({ openByApi, phone }) => {
  const shown = await (await openByApi()).live();
  const features = await featuresOf(shown);
  await features.evaluate((each) => each.setLocation({ latitude: 48.85, longitude: 2.35 }));
  await expect
    .poll(() => phone.state().location)
    .toMatchObject({ latitude: 48.85, longitude: 2.35, count: 1 });
  const refused = await features.evaluate((each) => {
    try {
      each.setLocation({ latitude: 91, longitude: 0 });
      return 'no error';
    } catch (error) {
      return (error as { code: string }).code;
    }
  });
  expect(refused).toBe('argument_invalid');
  await expect.poll(() => phone.state().location?.count).toBe(1);
});

test('the phone feels what it is told, and shaking', async ({ openByApi, phone }) => {
  const shown = await (await openByApi()).live();
  const features = await featuresOf(shown);
  await features.evaluate((each) => {
    each.sendSensor({ sensor: 'gravity', x: 0, y: 9.81, z: 0 });
  });
  await expect.poll(() => phone.state().sensors.gravity).toMatchObject({ y: 9.81, count: 1 });
  await expect.poll(() => phone.state().shakeCount).toBe(0);
  await features.evaluate((each) => each.shake(600));
  await expect.poll(() => phone.state().shakeCount).toBe(1);
  await expect
    .poll(() => {
      const { gyroscope, acceleration } = phone.state().sensors;
      return (gyroscope?.count ?? 0) - (acceleration?.count ?? Number.NaN);
    })
    .toBe(0);
});

test('the screen takes another size, and its own again', async ({ openByApi, phone }) => {
  const shown = await (await openByApi()).live();
  const own = phone.state().displaySize;
  const features = await featuresOf(shown);
  await features.evaluate((each) =>
    each.setDisplaySize({ width: 600, height: 1000, density: 240 }),
  );
  await expect.poll(() => phone.state().displaySize).toEqual({ width: 600, height: 1000 });
  await expect.poll(() => phone.state().density).toBe(240);
  await expect.poll(async () => (await shown.log()).displays.at(-1)).toBe('600x1000');
  await features.evaluate((each) => each.setDisplaySize(null));
  await expect.poll(() => phone.state().displaySize).toEqual(own);
});

test('apps and properties are listed, each for its own question', async ({ openByApi }) => {
  const shown = await (await openByApi()).live();
  const features = await featuresOf(shown);
  const [apps, properties] = await features.evaluate(async (each) => {
    const answers = await Promise.all([each.listApps(), each.getProperties()]);
    return answers.map((answer) => JSON.stringify(answer));
  });
  expect(apps).toContain('ackage');
  expect(properties).toContain('ro.');
  expect(apps).not.toEqual(properties);
});

test('a video file plays as the camera until it is stopped', async ({ openByApi, phone, site }) => {
  const shown = await (await openByApi()).live();
  const features = await featuresOf(shown);
  const url = `${site.url}/pages/page.css`;
  await features.evaluate(
    (each, url) => each.startVideoFile({ url, name: 'clip.mp4' }, { timeoutMs: 5000 }),
    url,
  );
  await expect
    .poll(() => phone.state().videoFile)
    .toMatchObject({ name: 'clip.mp4', isLoop: true });
  const status = await features.evaluate((each) => each.videoFileStatus());
  expect(status.status).toBe('live');
  await features.evaluate((each) => each.stopVideoFile());
  await expect.poll(() => phone.state().videoFile).toBeNull();
});

test('a screenshot has the video’s own size, and shows what is on screen', async ({
  openByApi,
  page,
}) => {
  const shown = await (await openByApi()).live();
  await shown.openApp('paint');
  await shown.pictureOfAllInput();
  const features = await featuresOf(shown);
  const facts = await features.evaluate(async (each) => {
    const read = async (blob: Blob) => {
      const image = await createImageBitmap(blob);
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0);
      const data = context?.getImageData(image.width >> 1, image.height >> 1, 1, 1).data ?? [];
      return { type: blob.type, size: `${image.width}x${image.height}`, middle: [...data] };
    };
    return [
      await read(await each.takeScreenshot()),
      await read(await each.takeScreenshot({ type: 'image/jpeg', quality: 0.8 })),
    ];
  });
  const [middle] = await shown.colours([{ x: 360, y: 640 }]);
  for (const [index, type] of ['image/png', 'image/jpeg'].entries()) {
    expect(facts[index]).toMatchObject({ type, size: await videoSize(shown) });
    for (const channel of [0, 1, 2])
      expect(
        Math.abs((facts[index]?.middle[channel] ?? -1) - (middle?.[channel] ?? 999)),
      ).toBeLessThan(12);
  }
  await page.evaluate(() => window.probe.videoOf('phone').remove());
  expect(
    await features.evaluate(async (each) => (await each.takeScreenshot()).size),
  ).toBeGreaterThan(1000);
});

test('the phone keeps a screenshot of its own', async ({ openByApi, phone }) => {
  const shown = await (await openByApi()).live();
  const features = await featuresOf(shown);
  await features.evaluate((each) => each.saveScreenshot());
  await expect.poll(() => phone.state().screenshots).toBe(1);
});

test('a page taps and types shortcuts by itself, and hears each operation', async ({
  openByApi,
  phone,
}) => {
  const shown = await (await openByApi()).live();
  await shown.openApp('clock');
  const features = await featuresOf(shown);
  const before = phone.state().touches.length;
  const operations = await features.evaluateHandle((each) => {
    const heard: unknown[] = [];
    each.on('operation', ({ operation }) => heard.push(operation));
    each.setOperationMonitor(true);
    return heard;
  });
  await features.evaluate(async (each) => {
    await each.tap({ x: 90, y: 160, width: 360, height: 640 });
    each.sendPointer('down', { x: 0.5, y: 0.5, width: 1, height: 1 });
    each.sendPointer('up', { x: 0.5, y: 0.5, width: 1, height: 1 });
  });
  await expect
    .poll(() => phone.edges(before))
    .toEqual([...['down 0 of 0', 'up 0 of 0', 'down 0 of 0', 'up 0 of 0']]);
  const [tap, , middle] = phone.state().touches.slice(before);
  expect(tap?.pointers[0]).toMatchObject({ x: 180, y: 320 });
  expect(middle?.pointers[0]).toMatchObject({ x: 360, y: 640 });
  await expect.poll(() => operations.evaluate((heard) => heard.length)).toBe(4);
  await features.evaluate((each) => each.pressShortcut(29, 0x3000));
  await expect.poll(() => phone.state().keys.at(-1)).toMatchObject({ keyCode: 29 });
  expect(phone.state().violations).toEqual([]);
});

test.describe('somebody who only watches', () => {
  test.use({ user: 'watcher' });

  test('can change nothing by features', async ({ openByApi, phone }) => {
    const shown = await (await openByApi()).live();
    const features = await featuresOf(shown);
    const codes = await features.evaluate(async (each) => {
      const codeOf = async (work: () => unknown) => {
        try {
          await work();
          return 'no error';
        } catch (error) {
          return (error as { code: string }).code;
        }
      };
      return Promise.all([
        codeOf(() => each.shell('reboot')),
        codeOf(() => each.setLocation({ latitude: 1, longitude: 1 })),
        codeOf(() => each.followCaptureRequests()),
        codeOf(() => each.uninstall(['com.example.demo'])),
      ]);
    });
    expect(codes).toEqual(['watch_only', 'watch_only', 'watch_only', 'watch_only']);
    await expect.poll(() => phone.state().location).toBeNull();
  });
});
