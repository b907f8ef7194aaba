import { describe, expect, it } from 'vitest';
import { createDeviceApi } from '../../../../src/client/device/create-device-api.js';
import type { UploadProgress } from '../../../../src/client/device/upload-file.js';

/** A broker that answers uploads and questions in turn, and what it was asked. */
function setBroker(...answers: (object | Response)[]) {
  const asked: { url: string; type: string | null; body: unknown }[] = [];
  const fetch: typeof globalThis.fetch = async (url, init) => {
    if (init?.signal?.aborted) throw init.signal.reason;
    const body =
      init?.body instanceof Blob ? await init.body.text() : JSON.parse(String(init?.body));
    asked.push({ url: String(url), type: new Headers(init?.headers).get('content-type'), body });
    const answer = answers.shift() ?? {};
    return answer instanceof Response ? answer : Response.json(answer);
  };
  return { asked, device: createDeviceApi({ url: '/telepad/', phoneId: 'a', vendor: 'v', fetch }) };
}

const task = { taskId: '7', phoneId: 'a', status: 'running', progress: 0.25 };
const done = { ...task, taskId: '8', status: 'done', progress: 1 };
const file = new File(['twelve bytes'], 'ä b.txt', { type: 'text/plain' });

describe('an upload', () => {
  it('sends the file with its name, and asks for its task until that is done', async () => {
    const { asked, device } = setBroker({ taskId: '7' }, { ...task, taskId: '8' }, done);
    const progress: UploadProgress[] = [];
    const state = await device.upload(file, {
      path: '/sdcard/X',
      install: true,
      pollIntervalMs: 250,
      onProgress: (each) => progress.push(each),
    });
    expect(state).toEqual(done);
    const question = (taskId: string) => ({
      url: '/telepad/device/getTask',
      type: 'application/json',
      body: { phoneId: 'a', vendor: 'v', input: { taskId } },
    });
    expect(asked).toEqual([
      {
        url: '/telepad/uploads/a?name=%C3%A4+b.txt&path=%2Fsdcard%2FX&install=true&vendor=v',
        type: 'application/octet-stream',
        body: 'twelve bytes',
      },
      question('7'),
      question('8'),
    ]);
    const total = { totalBytes: 12 };
    expect(progress).toEqual([
      { stage: 'sending', fraction: 0, sentBytes: 0, ...total },
      { stage: 'placing', fraction: undefined, sentBytes: 12, ...total },
      { stage: 'placing', fraction: 0.25, sentBytes: 12, ...total, task: { ...task, taskId: '8' } },
      { stage: 'placing', fraction: 1, sentBytes: 12, ...total, task: done },
    ]);
  });

  it('fails as the broker says, or as the task ends', async () => {
    const error = { code: 'forbidden', message: 'No.', retryable: false };
    const refusing = setBroker(Response.json({ error }, { status: 403 }));
    await expect(refusing.device.upload(file)).rejects.toMatchObject({ code: 'forbidden' });
    const failing = setBroker({ taskId: '7' }, { ...task, status: 'failed' });
    await expect(failing.device.upload(file)).rejects.toMatchObject({ code: 'task_failed' });
    const lost = createDeviceApi({ url: '/', phoneId: 'a', fetch: () => Promise.reject(Error()) });
    await expect(lost.upload(file)).rejects.toMatchObject({ code: 'broker_unreachable' });
  });

  it('needs a name', async () => {
    const { asked, device } = setBroker({ taskId: '7' }, done);
    await expect(device.upload(new Blob(['x']))).rejects.toMatchObject({
      code: 'argument_invalid',
    });
    expect(asked).toEqual([]);
    await device.upload(new Blob(['x']), { name: 'x' });
    expect(asked[0]?.url).toBe('/telepad/uploads/a?name=x&vendor=v');
  });

  it('is stopped by its signal, and by what onProgress throws', async () => {
    const { asked, device } = setBroker();
    await expect(device.upload(file, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'aborted',
    });
    const problem = new Error('of the page');
    const onProgress = () => {
      throw problem;
    };
    await expect(device.upload(file, { onProgress })).rejects.toBe(problem);
    expect(asked).toEqual([]);
  });
});
