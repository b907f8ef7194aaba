import { afterEach, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../../../../../src/emulator.js';
import { callSigned } from './sheet-rest.js';
import { type AuthData, SheetViewer } from './sheet-viewer.js';

const opened: { close(): Promise<void> | void }[] = [];
const id = 'kp000001';
type KoophoneOnly = Emulator<'koophone'>;

afterEach(async () => {
  for (const thing of opened.splice(0).reverse()) await thing.close();
});

async function start(): Promise<KoophoneOnly> {
  const emulator = await startEmulator({ vendors: ['koophone'], phones: 1 });
  opened.push(emulator);
  return emulator;
}

/** Prepares the phone and asks for a device token. */
async function admit({ clouds: { koophone } }: KoophoneOnly): Promise<AuthData> {
  const call = (path: string, body: object) =>
    callSigned(koophone.baseUrl, koophone.credentials, 'POST', `/v1/instances/${path}`, body);
  await call('prepare', { user_id: 'user-1', instance_ids: [id] });
  return (await call(`${id}/auth`, {})).data as AuthData;
}

async function watch(emulator: KoophoneOnly, sessionId?: string): Promise<SheetViewer> {
  const viewer = new SheetViewer(await admit(emulator), sessionId);
  opened.push(viewer);
  await viewer.open();
  return viewer;
}

const violations = (emulator: KoophoneOnly) => emulator.phone(id).state().violations;

describe('a viewer who speaks as the fact sheet says', () => {
  it('gets the picture, and the phone sees fingers, keys and nothing wrong', async () => {
    const emulator = await start();
    const viewer = await watch(emulator);
    expect(viewer.frames.slice(0, 2)).toEqual([expect.stringMatching(/^0\{"sid":"/), '40']);
    expect(viewer.events.slice(0, 4)).toEqual(['authorize', 'start', 'init', 'offer']);
    expect(viewer.phoneChannel?.label).toBe('input');
    viewer.touch(0, [0, 0.25, 0.5]);
    viewer.touch(0, [1, 0.5, 0.5]);
    viewer.touch(2, [0, 0.25, 0.25], [1, 1, 1]);
    viewer.touch(1, [1, 1, 1]);
    viewer.touch(1, [0, 0.25, 0.25]);
    viewer.key(0, 24);
    viewer.key(1, 24);
    await viewer.shows(7);
    const { touches, keys } = emulator.phone(id).state();
    expect(
      touches.map(({ action, pointers }) => [action, ...pointers.map(({ x, y }) => [x, y])]),
    ).toEqual([
      ['down', [180, 640]],
      ['pointer-down', [180, 640], [360, 640]],
      ['move', [180, 320], [719, 1279]],
      ['pointer-up', [180, 320], [719, 1279]],
      ['up', [180, 320]],
    ]);
    expect(keys.map(({ action, keyCode }) => [action, keyCode])).toEqual([
      ['down', 24],
      ['up', 24],
    ]);
    expect(violations(emulator)).toEqual([]);
    expect([...viewer.sizes]).toEqual(['720x1280']);
  });

  it('sees the picture turn with the phone; nothing tells it', async () => {
    const emulator = await start();
    const viewer = await watch(emulator);
    await viewer.until(() => viewer.sizes.has('720x1280'));
    const { clouds } = emulator;
    const { baseUrl, credentials } = clouds.koophone;
    for (const command of [
      'settings put system accelerometer_rotation 0',
      'settings put system user_rotation 1',
    ]) {
      await callSigned(baseUrl, credentials, 'POST', '/v1/instances/sync-command', {
        command,
        instance_ids: [id],
      });
    }
    await viewer.until(() => viewer.sizes.has('1280x720'));
    viewer.touch(0, [0, 0.5, 0.5]);
    viewer.touch(1, [0, 0.5, 0.5]);
    await viewer.shows(2);
    expect(emulator.phone(id).state().touches[0]?.pointers).toMatchObject([{ x: 640, y: 360 }]);
    expect(viewer.phoneTexts).toEqual([]);
    expect(violations(emulator)).toEqual([]);
  });

  it('is answered when it offers, an ICE restart included', async () => {
    const emulator = await start();
    const viewer = await watch(emulator);
    await viewer.reoffer({ iceRestart: true });
    await viewer.until(() => viewer.events.includes('answer'));
    const seen = viewer.pictures;
    await viewer.until(() => viewer.pictures > seen + 5);
    expect(violations(emulator)).toEqual([]);
  });

  it('goes on over a new WebSocket with the same token, while the picture never stops', async () => {
    const emulator = await start();
    const viewer = await watch(emulator);
    const { streamId } = viewer;
    emulator.phone(id).dropSignalling();
    await viewer.until(() => viewer.closeCode === 1006);
    const seen = viewer.pictures;
    await viewer.until(() => viewer.pictures > seen + 5);
    viewer.join();
    await viewer.until(() => viewer.events.filter((event) => event === 'start').length === 2);
    await viewer.reoffer();
    await viewer.until(() => viewer.events.includes('answer'));
    expect(viewer.events.filter((event) => event === 'offer')).toHaveLength(1);
    expect(viewer.streamId).toBe(streamId);
    expect(emulator.phone(id).viewers).toBe(1);
    expect(violations(emulator)).toEqual([]);
  });

  it('goes on when the time of its token is over, which then admits nobody', async () => {
    const emulator = await start();
    const viewer = await watch(emulator);
    emulator.phone(id).expireTokens();
    const seen = viewer.pictures;
    await viewer.until(() => viewer.pictures > seen + 5);
    emulator.phone(id).dropSignalling();
    await viewer.until(() => viewer.closeCode === 1006);
    viewer.join();
    await viewer.until(() => viewer.authorizations.length === 2);
    expect(viewer.authorizations[1]?.authorized).not.toBe(true);
    const other = await watch(emulator);
    await other.until(() => other.pictures > 0);
  });

  it('is put out by the same session with another token, and hears why', async () => {
    const emulator = await start();
    const earlier = await watch(emulator);
    const later = await watch(emulator);
    await earlier.until(() => earlier.closeCode !== undefined);
    expect(earlier.closeReasons).toEqual([expect.stringMatching(/^14\d\d;/)]);
    await earlier.until(() => earlier.channel.readyState === 'closed');
    expect(later.connection.connectionState).toBe('connected');
    expect(emulator.phone(id).viewers).toBe(1);
    earlier.join();
    await earlier.until(() => earlier.authorizations.length === 2);
    expect(earlier.authorizations[1]).toEqual({ authorized: false, code: -1 });
  });

  it('watches beside others who have sessions of their own', async () => {
    const emulator = await start();
    await watch(emulator, 'one');
    await watch(emulator, 'two');
    expect(emulator.phone(id).viewers).toBe(2);
  });
});

describe('the phone', () => {
  it('speaks on the browser’s channel when it leaves input to it', async () => {
    const emulator = await start();
    emulator.faults.withholdChannel = true;
    const viewer = await watch(emulator);
    expect(viewer.phoneChannel?.label).toBe('file_upload');
    expect(viewer.channel).toBe(viewer.ownChannel);
    viewer.touch(0, [0, 0.5, 0.5]);
    viewer.touch(1, [0, 0.5, 0.5]);
    await viewer.shows(2);
    emulator.phone(id).sendAppMessage('from an app: ü');
    await viewer.until(() => viewer.phoneTexts.length > 0);
    expect(viewer.phoneTexts).toEqual([{ type: 'app_message', data: 'from an app: ü' }]);
  });

  it('says when an app opens the camera, also to those who come later, and takes what they send', async () => {
    const emulator = await start();
    const first = await watch(emulator, 'one');
    const { baseUrl, credentials } = emulator.clouds.koophone;
    const shell = (command: string) =>
      callSigned(baseUrl, credentials, 'POST', '/v1/instances/sync-command', {
        command,
        instance_ids: [id],
      });
    await shell('monkey -p com.telepad.camera 1');
    await first.until(() => first.phoneTexts.length > 0);
    const open = { type: 'camera_state', camera_id: 0, width: 1280, height: 720, fps: 30 };
    expect(first.phoneTexts).toEqual([open]);
    const second = await watch(emulator, 'two');
    await second.until(() => second.phoneTexts.length > 0);
    expect(second.phoneTexts).toEqual([open]);
    second.text({ type: 'camera_track_added' });
    await shell('am force-stop com.telepad.camera');
    await first.until(() => first.phoneTexts.length > 1);
    expect(first.phoneTexts[1]).toMatchObject({ type: 'camera_state', camera_id: -1 });
    expect(violations(emulator)).toEqual([]);
  });

  it('codes the picture as the viewer’s profile wants it', async () => {
    const emulator = await start();
    const viewer = new SheetViewer(await admit(emulator));
    opened.push(viewer);
    viewer.profile = 0;
    await viewer.open();
    await viewer.until(() => viewer.sizes.has('540x960'));
  });
});

describe('the end of a stream', () => {
  it('comes with a reason when it is stopped, and its tokens die with it', async () => {
    const emulator = await start();
    const viewer = await watch(emulator);
    const { baseUrl, credentials } = emulator.clouds.koophone;
    await callSigned(baseUrl, credentials, 'POST', '/v1/instances/streaming/stop', {
      instance_id: id,
    });
    await viewer.until(() => viewer.closeCode === 1000);
    expect([viewer.closeReasons, viewer.frames.at(-1)]).toEqual([
      [expect.stringMatching(/^14\d\d;/)],
      '41',
    ]);
    await expect.poll(() => emulator.phone(id).viewers).toBe(0);
  });

  it('still hears the last words of a viewer whose stream is stopped', async () => {
    const emulator = await start();
    const viewer = await watch(emulator);
    const { baseUrl, credentials } = emulator.clouds.koophone;
    viewer.touch(0, [0, 0.5, 0.5]);
    await viewer.shows(1);
    await callSigned(baseUrl, credentials, 'POST', '/v1/instances/streaming/stop', {
      instance_id: id,
    });
    viewer.touch(1, [0, 0.5, 0.5]);
    await expect.poll(() => emulator.phone(id).state().fingersDown).toEqual([]);
    await expect.poll(() => emulator.phone(id).viewers).toBe(0);
  });

  it('comes when the browser closes its connection, and leaves no timers', async () => {
    const emulator = await start();
    const timers = () =>
      process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    (await watch(emulator)).close();
    await expect.poll(() => emulator.phone(id).viewers).toBe(0);
    const before = timers();
    for (let round = 0; round < 4; round += 1) (await watch(emulator)).close();
    await expect.poll(() => emulator.phone(id).viewers).toBe(0);
    await expect.poll(timers).toBeLessThanOrEqual(before);
  });

  it('comes when nobody uses the phone', async () => {
    const emulator = await start();
    const viewer = await watch(emulator);
    Object.assign(emulator.faults, { idleAfterMs: 1, idleCountdownMs: 1 });
    await viewer.until(() => viewer.closeReasons.length > 0);
    expect(viewer.closeReasons).toEqual(['1403;no input']);
  });

  it('comes when a client shows no sign of life, for its WebSocket only', async () => {
    const emulator = await start();
    emulator.faults.pingIntervalMs = 2000;
    const viewer = await watch(emulator);
    await viewer.until(() => viewer.closeCode === 1000);
    // The server's own pings were not answered.
    expect(viewer.frames).toContain('2');
    expect(emulator.phone(id).viewers).toBe(1);
  });
});
