import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CDPSession, Page } from '@playwright/test';
import { expect, test } from '../fixtures.js';
import { chromiumSays } from '../harness/console-guard.js';
import type { PhoneOnPage } from '../harness/phone-page.js';
import { maxFileBytes } from '../harness/site.js';

let folder = '';
test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'telepad-drop-'));
});
test.afterAll(() => rm(folder, { recursive: true, force: true }));

/** A file on disk, as a user drags one. */
async function makeFile(name: string, content: Uint8Array | string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
}

interface Dragged {
  readonly text?: string;
  readonly files?: readonly string[];
}

/** A real drag from outside the browser. */
class Drag {
  readonly #cdp: CDPSession;
  readonly #data: object;

  constructor(cdp: CDPSession, { text, files = [] }: Dragged) {
    this.#cdp = cdp;
    const items = text === undefined ? [] : [{ mimeType: 'text/plain', data: text }];
    this.#data = { items, files, dragOperationsMask: 1 };
  }

  async over(at: { readonly x: number; readonly y: number }): Promise<void> {
    for (const type of ['dragEnter', 'dragOver'] as const) await this.#send(type, at);
  }

  drop(at: { readonly x: number; readonly y: number }): Promise<void> {
    return this.#send('drop', at);
  }

  async #send(type: 'dragEnter' | 'dragOver' | 'drop', { x, y }: { x: number; y: number }) {
    const event = { type, x, y, data: this.#data };
    await this.#cdp.send('Input.dispatchDragEvent', event as never);
  }
}

const drag = async (page: Page, data: Dragged) =>
  new Drag(await page.context().newCDPSession(page), data);

interface Upload {
  readonly name: string;
  readonly state: string;
  readonly stage?: string;
  readonly sentBytes?: number;
  readonly code?: string;
}

/** Writes down what the element tells of files. */
async function watchUploads({ page, name, root }: PhoneOnPage): Promise<() => Promise<Upload[]>> {
  // What takes drops is loaded after the first picture.
  await expect(root.locator('textarea[part=composition]')).toBeAttached();
  await page.evaluate((name) => {
    const uploads: object[] = [];
    Object.assign(window, { uploads });
    document.getElementById(name)?.addEventListener('telepad-upload', ({ detail }) => {
      const { file, state } = detail;
      const { stage, sentBytes } = state === 'running' ? detail.progress : {};
      const code = state === 'failed' ? (detail.error as { code?: string }).code : undefined;
      uploads.push({ name: file.name, state, stage, sentBytes, code });
    });
  }, name);
  return () => page.evaluate(() => (window as unknown as { uploads: Upload[] }).uploads);
}

const ends = (uploads: readonly Upload[]) =>
  uploads
    .filter(({ state }) => state !== 'running')
    .map(({ name, state, code }) => `${name} ${state}${code ? ` ${code}` : ''}`);

const middle = { x: 360, y: 500 };

test.describe('who may put files on the phone', () => {
  test.use({ user: 'keeper' });

  test('drops text, files and an app on the picture, and each arrives as it was', async ({
    openElement,
    page,
    phone,
    site,
  }) => {
    const shown = await (await openElement()).live();
    const uploads = await watchUploads(shown);
    const hint = shown.root.locator('[part=drop-hint]');
    await shown.openApp('notes');
    await expect.poll(() => phone.state().isInputOpen).toBe(true);

    const text = await drag(page, { text: 'dropped\n文字 👍🏽' });
    // Beside the picture nothing is taken.
    await text.over({ x: 30, y: 300 });
    await expect(hint).toHaveCount(0);
    await text.over(shown.clientPoint(middle));
    await expect(hint).toHaveCount(1);
    await text.drop(shown.clientPoint(middle));
    await expect(hint).toHaveCount(0);
    await expect.poll(() => phone.state().text).toBe('dropped\n文字 👍🏽');

    const bytes = new Uint8Array(1_500_000).map((_, index) => (index * 2_654_435_761) >>> 13);
    const app = new Uint8Array([0x50, 0x4b, 3, 4, ...bytes.slice(0, 60_000)]);
    const files = [
      await makeFile('größe (1) 图.bin', bytes),
      await makeFile('empty.txt', ''),
      await makeFile('com.example.dropped.apk', app),
    ];
    const dragged = await drag(page, { files });
    await dragged.over(shown.clientPoint(middle));
    await expect(hint).toHaveCount(1);
    await dragged.drop(shown.clientPoint(middle));
    await expect(shown.root.locator('[part=drop-progress]')).toHaveCount(1);
    await expect
      .poll(async () => ends(await uploads()), { timeout: 30_000 })
      .toEqual(['größe (1) 图.bin done', 'empty.txt done', 'com.example.dropped.apk done']);
    await expect(shown.root.locator('[part=notice]')).toHaveText(
      'com.example.dropped.apk is on the phone',
    );
    await expect(shown.root.locator('[part=drop-progress]')).toHaveCount(0);

    const first = (await uploads()).filter(({ name }) => name.startsWith('gr'));
    const sent = first.flatMap(({ stage, sentBytes }) => (stage === 'sending' ? sentBytes : []));
    expect(sent[0]).toBe(0);
    expect(sent.at(-1)).toBe(1_500_000);
    expect(first.some(({ stage }) => stage === 'placing')).toBe(true);
    const sums = await page.evaluate(async (phoneId) => {
      // @ts-expect-error served by the tests' own site
      const built: typeof import('telepad/device') = await import('/dist/device.js');
      const device = built.createDeviceApi({ url: '/telepad', phoneId });
      const command = 'md5sum "/sdcard/Download/größe (1) 图.bin" /sdcard/Download/empty.txt';
      return (await device.runCommand({ command })).output;
    }, phone.phoneId);
    const md5 = (content: Uint8Array) => createHash('md5').update(content).digest('hex');
    expect(sums).toContain(`${md5(bytes)}  /sdcard/Download/größe (1) 图.bin`);
    expect(sums).toContain(`${md5(new Uint8Array())}  /sdcard/Download/empty.txt`);
    await expect
      .poll(() => phone.state().packages.map(({ packageName }) => packageName))
      .toContain('com.example.dropped');
    // The broker keeps nothing once the phone has it.
    await expect.poll(() => site.keptFiles()).toEqual([]);
  });

  test('is told why a file does not arrive, and the next one does', async ({
    openElement,
    consoleGuard,
    page,
    phone,
    site,
  }) => {
    consoleGuard.allow(
      chromiumSays.httpStatus(413, 'Payload Too Large'),
      'Failed to load resource: net::ERR_FAILED',
    );
    const shown = await (await openElement()).live();
    const uploads = await watchUploads(shown);
    const files = [
      await makeFile('large.bin', new Uint8Array(maxFileBytes + 1)),
      await makeFile('cut off.txt', 'never there'),
      folder,
      await makeFile('small.txt', 'there'),
    ];
    await page.route(/cut\+off/, (route) => route.abort());
    const dragged = await drag(page, { files });
    await dragged.over(shown.clientPoint(middle));
    await dragged.drop(shown.clientPoint(middle));
    await expect
      .poll(async () => ends(await uploads()), { timeout: 30_000 })
      .toEqual([
        'large.bin failed bad_request',
        'cut off.txt failed broker_unreachable',
        'small.txt done',
      ]);
    await expect
      .poll(() => phone.state().files.map((file) => file.path))
      .toContain('/sdcard/Download/small.txt');
    await expect.poll(() => site.keptFiles()).toEqual([]);
  });

  test('uploads by the API with progress, and stops it', async ({ page, phone, site }) => {
    await page.goto('/pages/api.html');
    const result = await page.evaluate(async (phoneId) => {
      // @ts-expect-error served by the tests' own site
      const built: typeof import('telepad/device') = await import('/dist/device.js');
      const device = built.createDeviceApi({ url: '/telepad', phoneId });
      const stages: string[] = [];
      const { status } = await device.upload(new Blob(['of a page']), {
        name: 'page.txt',
        path: '/sdcard/Documents',
        pollIntervalMs: 250,
        onProgress: ({ stage }) => void (stages.at(-1) === stage || stages.push(stage)),
      });
      const codeOf = (error: { code?: string }) => error.code;
      const stop = new AbortController();
      const aborted = await device
        .upload(new File([new Uint8Array(3_000_000)], 'b.bin'), {
          signal: stop.signal,
          onProgress: () => stop.abort(),
        })
        .catch(codeOf);
      const nameless = await device.upload(new Blob(['x'])).catch(codeOf);
      return { status, stages, aborted, nameless };
    }, phone.phoneId);
    expect(result).toEqual({
      status: 'done',
      stages: ['sending', 'placing'],
      aborted: 'aborted',
      nameless: 'argument_invalid',
    });
    await expect
      .poll(() => phone.state().files.map((file) => [file.path, file.size]))
      .toContainEqual(['/sdcard/Documents/page.txt', 9]);
    await expect.poll(() => site.keptFiles()).toEqual([]);
  });
});

test('who may touch the phone may not therefore put files on it', async ({
  openElement,
  consoleGuard,
  page,
  phone,
}) => {
  consoleGuard.allow(chromiumSays.httpStatus(403, 'Forbidden'));
  const shown = await (await openElement()).live();
  const uploads = await watchUploads(shown);
  const before = phone.state().files.length;
  const dragged = await drag(page, { files: [await makeFile('no.txt', 'no')] });
  await dragged.over(shown.clientPoint(middle));
  await dragged.drop(shown.clientPoint(middle));
  await expect.poll(async () => ends(await uploads())).toEqual(['no.txt failed forbidden']);
  await expect(shown.root.locator('[part=notice]')).toHaveText(/^no\.txt is not on the phone\. /);
  await expect.poll(() => phone.state().files).toHaveLength(before);
});

test.describe('who may only watch', () => {
  test.use({ user: 'watcher' });

  test('drops nothing', async ({ openElement, page, phone }) => {
    const shown = await (await openElement()).live();
    // Time enough to load and to do what must not be done.
    const aWhile = async () => {
      const frame = (await shown.strip())?.frameNumber ?? 0;
      await expect.poll(async () => (await shown.strip())?.frameNumber).toBeGreaterThan(frame + 15);
    };
    await aWhile();
    const dragged = await drag(page, { text: 'no' });
    await dragged.over(shown.clientPoint(middle));
    await expect(shown.root.locator('[part=drop-hint]')).toHaveCount(0);
    await dragged.drop(shown.clientPoint(middle));
    await aWhile();
    await expect.poll(() => shown.state()).toBe('live');
    await expect.poll(() => phone.state().text).toBe('');
  });
});
