import { afterEach, describe, expect, it, vi } from 'vitest';
import { VirtualPhone } from '../../../../src/emulator/node/virtual-phone.js';
import { DirectViewer } from './direct-viewer.js';

/** Real WebRTC within one process. */

// Real video is coded and decoded here, and the machine may have other things to do.
vi.setConfig({ testTimeout: 30_000 });

const opened: { close(): void }[] = [];

afterEach(() => {
  for (const thing of opened.splice(0).reverse()) thing.close();
});

function start(): VirtualPhone {
  const phone = new VirtualPhone({ phoneId: 'TEST1', now: Date.now, frameRate: 30 });
  opened.push(phone);
  return phone;
}

async function view(phone: VirtualPhone): Promise<DirectViewer> {
  const viewer = new DirectViewer(phone);
  opened.push(viewer);
  return viewer.connected();
}

async function watch(phone: VirtualPhone): Promise<DirectViewer> {
  const viewer = await view(phone);
  viewer.peer.setMedia('video', true);
  await viewer.until(() => viewer.frames > 0);
  return viewer;
}

describe('a viewer’s camera', () => {
  it('is seen by the phone while the viewer says that it sends', async () => {
    const phone = start();
    const viewer = await view(phone);
    viewer.peer.setCapture('camera', true);
    await viewer.sendCamera(200);
    await viewer.poll(() => phone.state().capture.camera.frames > 2);
    expect(phone.state().capture.camera).toMatchObject({ lastWidth: 320, lastHeight: 240 });
    viewer.peer.setCapture('camera', false);
    const { frames } = phone.state().capture.camera;
    await viewer.reoffer();
    await viewer.reoffer();
    expect(phone.state().capture.camera.frames).toBe(frames);
    expect(phone.state().violations).toEqual([]);
  });
});

describe('a viewer’s microphone', () => {
  it('is heard by the phone', async () => {
    const phone = start();
    const viewer = await view(phone);
    viewer.peer.setCapture('microphone', true);
    await viewer.sendMicrophone(8_192);
    await viewer.poll(() => phone.state().capture.microphone.level > 0.2);
    expect(phone.state().capture.microphone.samples).toBeGreaterThan(0);
    expect(phone.state().capture.microphone.level).toBeLessThan(0.35);
    viewer.close();
    expect(phone.state().capture.microphone.level).toBe(0);
  });
});

describe('the quality of a picture', () => {
  it('is as asked, and the viewer is told', async () => {
    const phone = start();
    const viewer = await watch(phone);
    viewer.peer.setQuality({ width: 360, height: 640, frameRate: 30, bitrate: 1_000_000 });
    await viewer.until(() => viewer.sizes.at(-1) === '360x640');
    expect(viewer.events).toEqual([
      { type: 'quality', from: { width: 720, height: 1280 }, to: { width: 360, height: 640 } },
    ]);
    const seen = viewer.frameNumbers.length;
    await viewer.until(() => viewer.frameNumbers.length > seen + 2);
    for (const size of [
      { width: 144, height: 256 },
      { width: 540, height: 960 },
    ]) {
      viewer.peer.setQuality({ ...size, frameRate: 30, bitrate: 1_000_000 });
      await viewer.until(() => viewer.sizes.at(-1) === `${size.width}x${size.height}`);
    }
    viewer.peer.setQuality({ width: 1080, height: 1920, frameRate: 30, bitrate: 1_000_000 });
    await viewer.until(() => viewer.sizes.at(-1) === '720x1280');
    expect(phone.state().violations).toEqual([]);
  });
});
