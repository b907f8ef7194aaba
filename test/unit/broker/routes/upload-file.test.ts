import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FileOptions } from '../../../../src/broker/files/file-options.js';
import { createMemoryFileStore } from '../../../../src/broker/files/file-store.js';
import type { Grant } from '../../../../src/broker/grant.js';
import type { DeviceOutput } from '../../../../src/core/device/operations.js';
import type { DeviceCall } from '../../../../src/core/ports/broker.js';
import { grant as plainGrant, post, read, setStage } from '../broker-stage.js';

const grant: Grant = { ...plainGrant, operations: ['uploadFile', 'getTask'] };
const publicUrl = 'https://app.example.test/telepad';
const bytes = new Uint8Array(5000).map((_, index) => index * 7);
const broken = () => Promise.reject(new Error('It broke.'));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

type Task = DeviceOutput<'getTask'>;

/** A broker that takes files, for a vendor that notes what it is told to fetch. */
function setFileStage(
  files: Partial<FileOptions> | null = {},
  options: Parameters<typeof setStage>[0] = {},
) {
  const orders: DeviceCall<'uploadFile'>[] = [];
  const tasks: string[] = [];
  const work: Promise<void>[] = [];
  const vendor = {
    uploadFile: async (): Promise<{ taskId: string }> => ({ taskId: '7' }),
    task: { taskId: '7', phoneId: 'phone-1', status: 'running' } as Task,
  };
  const store = createMemoryFileStore();
  const stage = setStage({
    authorize: () => grant,
    abilities: {
      device: {
        uploadFile: (order) => {
          orders.push(order);
          return vendor.uploadFile();
        },
        getTask: async ({ input: { taskId } }) => {
          tasks.push(taskId);
          return vendor.task;
        },
      },
    },
    ...options,
    ...(files && {
      files: {
        publicUrl,
        store,
        waitUntil: (each: Promise<void>) => void work.push(each),
        ...files,
      },
    }),
  });
  const urlOf = (order = orders.at(-1)) =>
    order?.input.source.type === 'url' ? order.input.source.url : '';
  return {
    ...stage,
    orders,
    tasks,
    work,
    vendor,
    store,
    urlOf,
    upload: async (body: BodyInit | null = bytes, query = '?name=a.bin', headers = {}) =>
      read(await stage.broker(send(body, query, headers))),
    fetchFile: (headers: Record<string, string> = {}, method = 'GET', url = urlOf()) =>
      stage.broker(new Request(url, { method, headers })),
  };
}

function send(
  body: BodyInit | null,
  query: string,
  headers: Record<string, string> = {},
  phoneId = 'phone-1',
): Request {
  const length = body instanceof Uint8Array ? body.byteLength : 0;
  const init: RequestInit & { duplex: 'half' } = {
    method: 'POST',
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(length),
      ...headers,
    },
    body,
    duplex: 'half',
  };
  return new Request(`http://broker.example.test/telepad/uploads/${phoneId}${query}`, init);
}

const failed = (code: string) => ({ error: expect.objectContaining({ code }) });
const refused = (status: number, code: string) =>
  expect.objectContaining({ status, body: failed(code) });
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

describe('POST …/uploads/{phoneId}', () => {
  it('keeps the file and has the vendor fetch it from an address that nobody can guess', async () => {
    const { upload, orders, urlOf, fetchFile } = setFileStage();
    const query = '?name=%E5%9B%BE%20(1).apk&path=%2Fsdcard%2FX&install=true';
    expect(await upload(bytes, query)).toMatchObject({ status: 200, body: { taskId: '7' } });
    expect(orders).toEqual([
      {
        phoneId: 'phone-1',
        userId: 'u7',
        input: {
          source: {
            type: 'url',
            name: '图 (1).apk',
            url: expect.stringMatching(/^https:\/\/app\.example\.test\/telepad\/files\/[\w-]{64}$/),
          },
          path: '/sdcard/X',
          install: true,
        },
      },
    ]);
    const response = await fetchFile();
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-length': '5000',
      'content-disposition': "attachment; filename*=UTF-8''%E5%9B%BE%20%281%29.apk",
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(await bytesOf(response)).toEqual(bytes);
    await upload();
    expect(urlOf(orders[0])).not.toBe(urlOf(orders[1]));
  });

  it('takes an empty file', async () => {
    const { upload, fetchFile } = setFileStage();
    expect((await upload(null)).status).toBe(200);
    expect(await bytesOf(await fetchFile())).toHaveLength(0);
  });

  it.each([
    ['nobody', null, 401, 'unauthenticated'],
    ['another’s phone', { ...grant, phones: ['phone-2'] }, 403, 'forbidden'],
    ['no grant for it', { ...grant, operations: ['restart', 'getTask'] }, 403, 'forbidden'],
  ] as const)('refuses %s before it reads or asks anything', async (_who, given, status, code) => {
    const { upload, orders } = setFileStage({}, { authorize: () => given });
    expect(await upload(bytes, '?name=')).toEqual(refused(status, code));
    expect(orders).toEqual([]);
  });

  it('is not supported without the option, by no vendor without uploads, and forbidden all the same', async () => {
    const without = setFileStage(null);
    expect(await without.upload()).toEqual(refused(501, 'not_supported'));
    const vendorless = setFileStage({}, { abilities: { device: {} } });
    expect(await vendorless.upload()).toEqual(refused(501, 'not_supported'));
    const stranger = setFileStage(null, { authorize: () => plainGrant });
    expect(await stranger.upload()).toEqual(refused(403, 'forbidden'));
  });

  it.each([
    ['no name', '', {}, 400, 'argument_invalid'],
    ['a path for a name', '?name=..%2Fa', {}, 400, 'argument_invalid'],
    ['a backslash', '?name=..%5Ca', {}, 400, 'argument_invalid'],
    ['two dots', '?name=..', {}, 400, 'argument_invalid'],
    ['a line break', '?name=a%0Ab', {}, 400, 'argument_invalid'],
    ['a long name', `?name=${'a'.repeat(129)}`, {}, 400, 'argument_invalid'],
    ['a folder that is none', '?name=a&path=b', {}, 400, 'argument_invalid'],
    ['another type', '?name=a', { 'content-type': 'text/plain' }, 415, 'bad_request'],
    ['no length', '?name=a', { 'content-length': '' }, 411, 'bad_request'],
    ['too many bytes', '?name=a', { 'content-length': '5001' }, 413, 'bad_request'],
    ['an unknown vendor', '?name=a&vendor=x', {}, 400, 'vendor_not_configured'],
    ['another site', '?name=a', { 'sec-fetch-site': 'cross-site' }, 403, 'forbidden'],
  ])('refuses %s', async (_what, query, headers, status, code) => {
    const { upload, orders } = setFileStage({ maxBytes: 5000 });
    expect(await upload(bytes, query, headers)).toEqual(refused(status, code));
    expect(orders).toEqual([]);
  });

  it.each([
    ['shorter', 4999],
    ['longer', 5001],
  ])('refuses a body that is %s than it said, and keeps nothing', async (_what, length) => {
    const { upload, orders, store } = setFileStage();
    const write = vi.spyOn(store, 'write');
    const remove = vi.spyOn(store, 'remove');
    const answer = await upload(bytes, '?name=a', { 'content-length': String(length) });
    expect(answer).toEqual(refused(400, 'bad_request'));
    expect(orders).toEqual([]);
    expect(remove).toHaveBeenCalledWith(write.mock.calls[0]?.[0]);
  });

  it('gives up a page that goes away or sends nothing more, and makes room again', async () => {
    const { broker, orders } = setFileStage({ maxBytes: 5000, maxTotalBytes: 5000 });
    const half = { 'content-length': '5000' };
    const gone = new ReadableStream({ start: (c) => c.enqueue(bytes.slice(9)), pull: broken });
    expect(await read(await broker(send(gone, '?name=a', half)))).toEqual(refused(499, 'aborted'));
    const silent = new ReadableStream({ start: (c) => c.enqueue(bytes.slice(9)) });
    const answer = broker(send(silent, '?name=a', half));
    for (let turn = 0; turn < 40; turn++) await new Promise((resolve) => setImmediate(resolve));
    // It is on its way still, and takes the whole room.
    expect(await read(await broker(send(bytes, '?name=b')))).toEqual(refused(429, 'rate_limited'));
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await read(await answer)).toEqual(refused(499, 'aborted'));
    expect(orders).toEqual([]);
    expect((await broker(send(bytes, '?name=b'))).status).toBe(200);
  });

  it('has no room for more than a user’s twenty files', async () => {
    const { broker } = setFileStage();
    for (let count = 0; count < 20; count++)
      expect((await broker(send(bytes, '?name=a'))).status).toBe(200);
    expect(await read(await broker(send(bytes, '?name=a')))).toEqual(refused(429, 'rate_limited'));
  });

  it('keeps nothing when the vendor refuses', async () => {
    const { upload, vendor, fetchFile } = setFileStage();
    vendor.uploadFile = broken;
    expect(await upload()).toEqual(refused(500, 'internal_error'));
    expect((await fetchFile()).status).toBe(404);
  });

  it('finishes for a page that has gone after its last byte', async () => {
    const page = new AbortController();
    const { broker, vendor, orders } = setFileStage();
    const request = new Request(send(bytes, '?name=a'), { signal: page.signal });
    vendor.uploadFile = async () => {
      page.abort();
      return { taskId: '7' };
    };
    expect((await broker(request)).status).toBe(200);
    expect(orders).toHaveLength(1);
  });

  it('counts as a call of the device API', async () => {
    const { upload } = setFileStage(
      {},
      { rateLimits: { deviceCallsPerUser: { points: 1, durationSeconds: 60 } } },
    );
    expect((await upload()).status).toBe(200);
    expect(await upload()).toEqual(refused(429, 'rate_limited'));
  });
});

describe('GET …/files/{token}', () => {
  it.each([
    ['bytes=0-99', 206, 'bytes 0-99/5000', [0, 100]],
    ['bytes=4990-', 206, 'bytes 4990-4999/5000', [4990, 5000]],
    ['bytes=4990-9999', 206, 'bytes 4990-4999/5000', [4990, 5000]],
    ['bytes=-10', 206, 'bytes 4990-4999/5000', [4990, 5000]],
    ['bytes=-9999', 206, 'bytes 0-4999/5000', [0, 5000]],
    ['bytes=5000-', 416, 'bytes */5000', [0, 0]],
    ['bytes=-0', 416, 'bytes */5000', [0, 0]],
    ['bytes=9-1', 200, null, [0, 5000]],
    ['bytes=-', 200, null, [0, 5000]],
    ['bytes=0-1,5-6', 200, null, [0, 5000]],
    ['lines=1-2', 200, null, [0, 5000]],
  ] as const)('answers %s', async (range, status, contentRange, [start, end]) => {
    const { upload, fetchFile } = setFileStage();
    await upload();
    const response = await fetchFile({ range });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-range')).toBe(contentRange);
    expect(await bytesOf(response)).toEqual(bytes.slice(start, end));
  });

  it('tells the length to HEAD, and nobody else’s methods', async () => {
    const { upload, fetchFile } = setFileStage();
    await upload();
    const head = await fetchFile({}, 'HEAD');
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '5000']);
    expect(head.body).toBeNull();
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
      expect((await fetchFile({}, method)).status).toBe(405);
  });

  it('knows no token but the whole one', async () => {
    const { upload, fetchFile, urlOf } = setFileStage();
    await upload();
    const url = urlOf();
    const wrong = url.endsWith('A') ? 'B' : 'A';
    for (const address of [
      url.slice(0, -1),
      `${url}A`,
      url.slice(0, -1) + wrong,
      url.slice(0, -48),
      url.slice(0, -64),
      `${url.slice(0, -64)}${url.slice(-64, -48)}${'A'.repeat(48)}`,
    ]) {
      const answer = await read(await fetchFile({}, 'GET', address));
      expect(answer).toEqual(refused(404, 'route_not_found'));
    }
    expect((await fetchFile()).status).toBe(200);
    const other = setFileStage();
    expect((await other.broker(new Request(url))).status).toBe(404);
    const none = setFileStage(null);
    expect((await none.broker(new Request(url))).status).toBe(404);
  });

  it('needs no sign-in of the vendor, and reads only what the page has sent in full', async () => {
    let url = '';
    const stage = setFileStage(
      {},
      { authorize: (request) => (request.url === url ? null : grant) },
    );
    await stage.upload();
    url = stage.urlOf();
    expect((await stage.fetchFile()).status).toBe(200);
  });

  it('can be read a few times, whole or in pieces, and then no more', async () => {
    const large = new Uint8Array(2_000_000);
    const { upload, fetchFile } = setFileStage();
    await upload(large);
    const statuses: number[] = [];
    for (let count = 0; count < 7; count++) {
      const response = await fetchFile();
      await response.arrayBuffer();
      statuses.push(response.status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404, 404]);
    await upload(bytes);
    let pieces = 0;
    while ((await fetchFile({ range: 'bytes=0-0' })).status === 206) pieces += 1;
    expect(pieces).toBeGreaterThan(1000);
    expect(pieces).toBeLessThan(1100);
  });

  it.each(['done', 'failed', 'timed-out'] as const)(
    'ends when the task is %s, also when it goes on under another name',
    async (status) => {
      const { upload, fetchFile, vendor, tasks, work, store } = setFileStage();
      const remove = vi.spyOn(store, 'remove');
      await upload();
      vendor.task = { ...vendor.task, taskId: '8' };
      await vi.advanceTimersByTimeAsync(1000);
      expect((await fetchFile()).status).toBe(200);
      vendor.task = { ...vendor.task, status };
      await vi.advanceTimersByTimeAsync(1500);
      await Promise.all(work);
      expect(tasks).toEqual(['7', '8']);
      expect((await fetchFile()).status).toBe(404);
      expect(remove).toHaveBeenCalledTimes(1);
    },
  );

  it('ends with its lifetime, whatever the task does', async () => {
    const { upload, fetchFile, vendor, work } = setFileStage({ lifetimeMs: 60_000 });
    await upload();
    // What is no task of this phone is no news of this file.
    vendor.task = { ...vendor.task, phoneId: 'phone-2', status: 'done' };
    await vi.advanceTimersByTimeAsync(59_000);
    expect((await fetchFile()).status).toBe(200);
    await vi.advanceTimersByTimeAsync(1000);
    await Promise.all(work);
    expect((await fetchFile()).status).toBe(404);
  });

  it('ends by the clock, too', async () => {
    let time = 1_000_000;
    const { upload, fetchFile } = setFileStage({ lifetimeMs: 60_000 }, { now: () => time });
    await upload();
    time += 60_000;
    expect((await fetchFile()).status).toBe(404);
  });
});

describe('the option files', () => {
  it.each([
    [{ publicUrl: 'app.example.test' }],
    [{ publicUrl: 'ftp://app.example.test' }],
    [{ publicUrl: 'https://user:pw@app.example.test' }],
    [{ publicUrl: 'https://app.example.test/?a' }],
    [{ publicUrl: 'https://' }],
    [{ publicUrl: `https://a.test/${'a'.repeat(2000)}` }],
    [{ maxBytes: 0 }],
    [{ maxBytes: 33_554_433 }],
    [{ maxBytes: 1.5 }],
    [{ maxBytes: 10, maxTotalBytes: 9 }],
    [{ lifetimeMs: 9999 }],
    [{ lifetimeMs: 86_400_001 }],
  ])('refuses %j', (files) => {
    expect(() => setFileStage(files)).toThrow(
      expect.objectContaining({ code: 'configuration_invalid' }),
    );
  });

  it('puts no second slash into addresses', async () => {
    const { upload, urlOf } = setFileStage({ publicUrl: `${publicUrl}/` });
    await upload();
    expect(urlOf().startsWith(`${publicUrl}/files/`)).toBe(true);
  });
});

it('writes what it does into the log, without address, token, name or content', async () => {
  const { upload, fetchFile, log, urlOf, broker } = setFileStage();
  await upload(new TextEncoder().encode('WOMBAT'), '?name=QUOKKA.txt&path=/BILBY');
  await fetchFile();
  await broker(post('uploads/phone-1', {}));
  const about = { phoneId: 'phone-1', userId: 'u7', vendor: 'fake' };
  expect(log).toMatchObject([
    { route: 'uploads', operation: 'uploadFile', status: 200, ...about },
    { route: 'files', status: 200, ...about },
    { route: 'uploads', status: 400 },
  ]);
  const said = JSON.stringify(log).toUpperCase();
  for (const word of ['QUOKKA', 'WOMBAT', 'BILBY', urlOf().slice(-64).toUpperCase(), 'APP.EXAMPLE'])
    expect(said).not.toContain(word);
});
