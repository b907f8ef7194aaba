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

describe('the camera app of a watched phone', () => {
  it('asks for a camera, and shows what comes in its place on the screen', async () => {
    const phone = start();
    const viewer = await watch(phone);
    phone.system.startApp('com.telepad.camera');
    expect(viewer.events).toEqual([
      { type: 'capture-request', kind: 'camera', isOpen: true, facing: 'environment' },
    ]);
    expect(phone.captureState()).toEqual(viewer.events[0]);
    viewer.peer.setCapture('camera', true);
    await viewer.sendCamera(180);
    const middle = () => viewer.lumaAt(360, 560);
    await viewer.until(() => Math.abs(middle() - 180) < 12);
    viewer.peer.setCapture('camera', false);
    await viewer.until(() => middle() < 40);
    phone.system.startApp('com.telepad.home');
    expect(viewer.events.at(-1)).toEqual({
      type: 'capture-request',
      kind: 'camera',
      isOpen: false,
      facing: 'environment',
    });
    expect(phone.captureState()).toBeNull();
  });

  it('takes the camera of who began last, and of who is left', async () => {
    const phone = start();
    const [one, two] = [await view(phone), await view(phone)];
    one.peer.setCapture('camera', true);
    await one.sendCamera(100, { width: 160, height: 120 });
    await one.poll(() => phone.state().capture.camera.lastWidth === 160);
    two.peer.setCapture('camera', true);
    await two.sendCamera(100, { width: 320, height: 180 });
    await two.poll(() => phone.state().capture.camera.lastWidth === 320);
    const widths = new Set<number>();
    const { frames } = phone.state().capture.camera;
    await two.poll(() => {
      widths.add(phone.state().capture.camera.lastWidth);
      return phone.state().capture.camera.frames > frames + 8;
    });
    expect([...widths]).toEqual([320]);
    two.close();
    await one.poll(() => phone.state().capture.camera.lastWidth === 160);
  });
});

describe('a phone that restarts', () => {
  it('lets its viewers go', async () => {
    const phone = start();
    const viewer = await watch(phone);
    phone.system.restart();
    expect([viewer.isClosed, phone.viewers, phone.state().isBooting]).toEqual([true, 0, true]);
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

describe('an offer of the browser', () => {
  it('that meets the phone’s first offer is left alone: the browser answers', async () => {
    const phone = start();
    const viewer = new DirectViewer(phone);
    opened.push(viewer);
    viewer.peer.acceptDescription({ type: 'offer', sdp: 'v=0' });
    await viewer.connected();
    expect(phone.state().violations).toEqual([]);
  });

  it('may restart ICE while the camera runs', async () => {
    const phone = start();
    const viewer = await view(phone);
    viewer.peer.setCapture('camera', true);
    await viewer.sendCamera(200);
    await viewer.reoffer({ iceRestart: true });
    const { frames } = phone.state().capture.camera;
    await viewer.poll(() => phone.state().capture.camera.frames > frames + 2);
    expect(phone.state().violations).toEqual([]);
  });

  it('may bring a line of its own for the camera', async () => {
    const phone = start();
    const viewer = await view(phone);
    viewer.peer.setCapture('camera', true);
    await viewer.sendCamera(200, { ownLine: true });
    await viewer.poll(() => phone.state().capture.camera.frames > 2);
    expect(phone.state().violations).toEqual([]);
  });
});

describe('the quality of a picture', () => {
  it('may be asked for before the first offer is answered', async () => {
    const phone = start();
    const viewer = new DirectViewer(phone);
    opened.push(viewer);
    viewer.peer.setQuality({ width: 180, height: 320, frameRate: 10, bitrate: 300_000 });
    await viewer.connected();
    viewer.peer.setMedia('video', true);
    await viewer.until(() => viewer.frames > 3);
    expect(viewer.sizes).toEqual(['180x320']);
    expect(phone.state().violations).toEqual([]);
    expect(phone.state().quality).toEqual({
      width: 180,
      height: 320,
      frameRate: 10,
      bitrate: 300_000,
    });
  });

  it('is each viewer’s own', async () => {
    const phone = start();
    const [small, large] = [await watch(phone), await watch(phone)];
    small.peer.setQuality({ width: 360, height: 640, frameRate: 1, bitrate: 500_000 });
    await small.until(() => small.sizes.at(-1) === '360x640');
    const [smallBefore, largeBefore] = [small.frames, large.frames];
    await large.until(() => large.frames >= largeBefore + 30);
    // A frame each second, however slow the machine is; the other one has 30 by then.
    expect(small.frames - smallBefore).toBeLessThan(15);
    expect(large.sizes).toEqual(['720x1280']);
  });

  it('fits a picture that turns', async () => {
    const phone = start();
    const viewer = await watch(phone);
    viewer.peer.setQuality({ width: 360, height: 640, frameRate: 30, bitrate: 1_000_000 });
    await viewer.until(() => viewer.sizes.at(-1) === '360x640');
    phone.apply({ type: 'display-size', size: { width: 1_600, height: 900, density: 320 } });
    await viewer.until(() => viewer.sizes.at(-1) === '640x360');
    expect(phone.state().violations).toEqual([]);
  });

  it('that makes no sense is a violation and changes nothing', async () => {
    const phone = start();
    const viewer = await view(phone);
    viewer.peer.setQuality({ width: 0, height: 640, frameRate: 30, bitrate: 1_000_000 });
    expect(phone.state().violations).toEqual([
      'quality: 0 × 640 px at 30 frames and 1000000 bits per second',
    ]);
    expect([phone.state().quality, viewer.events]).toEqual([null, []]);
  });

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
