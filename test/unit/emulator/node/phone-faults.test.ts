import { afterEach, describe, expect, it, vi } from 'vitest';
import { noFaults } from '../../../../src/emulator/node/faults.js';
import { VirtualPhone } from '../../../../src/emulator/node/virtual-phone.js';
import { DirectViewer } from './direct-viewer.js';

/** Real WebRTC within one process. */

vi.setConfig({ testTimeout: 30_000 });

const opened: { close(): void }[] = [];

afterEach(() => {
  for (const thing of opened.splice(0).reverse()) thing.close();
});

async function watch() {
  const faults = noFaults();
  const phone = new VirtualPhone({ phoneId: 'TEST1', now: Date.now, frameRate: 30, faults });
  opened.push(phone);
  const viewer = new DirectViewer(phone);
  opened.push(viewer);
  await viewer.connected();
  viewer.peer.setMedia('video', true);
  await viewer.until(() => viewer.frames > 0);
  return { faults, phone, viewer };
}

interface InboundVideo {
  readonly type: string;
  readonly kind?: string;
  readonly keyFramesDecoded: number;
  readonly packetsReceived: number;
  readonly framesDecoded: number;
}

async function inboundVideo({ connection }: DirectViewer): Promise<InboundVideo> {
  const rows = [...(await connection.getStats()).values()] as readonly InboundVideo[];
  const row = rows.find(({ type, kind }) => type === 'inbound-rtp' && kind === 'video');
  if (!row) throw new Error('No video comes in.');
  return row;
}

/** The phone's picture has come to rest: it draws no further frame, and the last one has arrived. */
async function rested({ phone, viewer }: Awaited<ReturnType<typeof watch>>): Promise<void> {
  let [last, since] = ['', 0];
  await viewer.poll(() => {
    const now = `${phone.state().frameNumber} drawn, ${viewer.frames} seen`;
    if (now !== last) [last, since] = [now, performance.now()];
    return performance.now() - since > 1500;
  });
}

describe('a phone whose picture rests', () => {
  it('sends nothing while nothing changes, and the change at once', async () => {
    const stage = await watch();
    const { viewer, faults, phone } = stage;
    faults.restPicture = true;
    await rested(stage);
    const { framesDecoded } = await inboundVideo(viewer);
    await rested(stage);
    expect((await inboundVideo(viewer)).framesDecoded).toBe(framesDecoded);
    const { frames } = viewer;
    phone.system.startApp('com.telepad.settings');
    await viewer.until(() => viewer.frames > frames);
  });

  it('sends no picture to who asks for one, where it ignores that', async () => {
    const stage = await watch();
    const { viewer, faults } = stage;
    faults.restPicture = true;
    faults.ignoreKeyFrames = true;
    await rested(stage);
    const { framesDecoded } = await inboundVideo(viewer);
    viewer.peer.setMedia('video', true);
    await rested(stage);
    expect((await inboundVideo(viewer)).framesDecoded).toBe(framesDecoded);
  });

  it('sends a key frame to who asks for a picture', async () => {
    const stage = await watch();
    const { viewer, faults } = stage;
    faults.restPicture = true;
    await rested(stage);
    const { keyFramesDecoded } = await inboundVideo(viewer);
    viewer.peer.setMedia('video', true);
    // A picture that was under way may come first.
    await expect
      .poll(async () => (await inboundVideo(viewer)).keyFramesDecoded, { timeout: 10_000 })
      .toBe(keyFramesDecoded + 1);
  });

  it('still sends its picture to a new viewer', async () => {
    const stage = await watch();
    stage.faults.restPicture = true;
    await rested(stage);
    const other = new DirectViewer(stage.phone);
    opened.push(other);
    await other.connected();
    other.peer.setMedia('video', true);
    await other.until(() => other.frames > 0);
  });
});

describe('a phone whose encoder hangs', () => {
  it('sends no video packet any more, and stays connected', async () => {
    const stage = await watch();
    const { viewer, faults } = stage;
    faults.freezeVideo = true;
    await rested(stage);
    const { frames } = viewer;
    const { packetsReceived } = await inboundVideo(viewer);
    viewer.peer.setMedia('video', true);
    await rested(stage);
    expect((await inboundVideo(viewer)).packetsReceived).toBe(packetsReceived);
    expect(viewer.connection.connectionState).toBe('connected');
    faults.freezeVideo = false;
    await viewer.until(() => viewer.frames > frames);
  });
});
