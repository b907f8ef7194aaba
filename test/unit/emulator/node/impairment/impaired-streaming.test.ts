import { afterEach, describe, expect, it, vi } from 'vitest';
import { noFaults } from '../../../../../src/emulator/node/faults.js';
import {
  type NetworkConditions,
  perfectNetwork,
} from '../../../../../src/emulator/node/impairment/network-conditions.js';
import { seededRandom } from '../../../../../src/emulator/node/impairment/random.js';
import { Timers } from '../../../../../src/emulator/node/timers.js';
import { VirtualPhone } from '../../../../../src/emulator/node/virtual-phone.js';
import { DirectViewer } from '../direct-viewer.js';

/** Real WebRTC through the relay. */

vi.setConfig({ testTimeout: 30_000 });

const opened: { close(): void }[] = [];

afterEach(() => {
  for (const thing of opened.splice(0).reverse()) thing.close();
});

function start() {
  const timers = new Timers();
  const faults = { conditions: perfectNetwork as NetworkConditions, packets: 0 };
  const phoneFaults = noFaults();
  const phone = new VirtualPhone({
    phoneId: 'TEST1',
    now: Date.now,
    frameRate: 30,
    faults: phoneFaults,
    network: {
      conditions: () => {
        faults.packets += 1;
        return faults.conditions;
      },
      random: seededRandom(1),
      after: timers.after,
    },
  });
  opened.push({ close: () => timers.clear() }, phone);
  return { phone, faults, phoneFaults };
}

async function watch(phone: VirtualPhone): Promise<DirectViewer> {
  const viewer = new DirectViewer(phone);
  opened.push(viewer);
  await viewer.connected();
  viewer.peer.setMedia('video', true);
  await viewer.until(() => viewer.frames > 0);
  return viewer;
}

/** Asked again and again: @roamhq/wrtc may tell of the change before its state has it, and then never again. */
function disconnected(viewer: DirectViewer): Promise<void> {
  return viewer.poll(() => viewer.connection.connectionState === 'disconnected');
}

interface Stats {
  readonly id: string;
  readonly type: string;
  readonly nominated?: boolean;
  readonly remoteCandidateId?: string;
  readonly address?: string;
  readonly candidateType?: string;
  readonly protocol?: string;
}

async function statsOf(viewer: DirectViewer): Promise<readonly Stats[]> {
  return [...(await viewer.connection.getStats()).values()] as readonly Stats[];
}

describe('a phone whose media passes through the relay', () => {
  it('is known to its viewer by the relay’s address only', async () => {
    const { phone } = start();
    const viewer = await watch(phone);
    const stats = await statsOf(viewer);
    const remotes = stats.filter(({ type }) => type === 'remote-candidate');
    expect(new Set(remotes.map(({ address }) => address))).toEqual(new Set(['127.0.0.1']));
    expect(new Set(remotes.map(({ protocol }) => protocol))).toEqual(new Set(['udp']));
    expect(viewer.connection.remoteDescription?.sdp).not.toContain(' tcp ');
  });

  it('stops when the way is cut, and goes on when it is mended', async () => {
    const { phone, faults } = start();
    const viewer = await watch(phone);
    faults.conditions = { ...perfectNetwork, cut: true };
    await disconnected(viewer);
    const { frames } = viewer;
    faults.conditions = perfectNetwork;
    await viewer.until(() => viewer.frames > frames + 5);
    expect(viewer.connection.connectionState).toBe('connected');
    expect(viewer.isClosed).toBe(false);
  });

  it('is heard when it hangs up', async () => {
    const { phone } = start();
    const viewer = await watch(phone);
    const hungUp = new Promise((resolve) => viewer.channel.addEventListener('close', resolve));
    phone.closePeers();
    await hungUp;
    expect(viewer.connection.connectionState).not.toBe('failed');
  });

  it('goes by its own network before what the faults say', async () => {
    const { phone, faults } = start();
    phone.network = perfectNetwork;
    faults.conditions = { ...perfectNetwork, cut: true };
    const viewer = await watch(phone);
    expect(viewer.frames).toBeGreaterThan(0);
  });

  it('is reached by an ICE restart, on candidates that lead through the relay as well', async () => {
    const { phone, faults } = start();
    const viewer = await watch(phone);
    faults.conditions = { ...perfectNetwork, cut: true };
    await viewer.reoffer({ iceRestart: true });
    faults.conditions = perfectNetwork;
    const { frames } = viewer;
    await viewer.until(() => viewer.frames > frames + 5);
    const remotes = (await statsOf(viewer)).filter(({ type }) => type === 'remote-candidate');
    expect(new Set(remotes.map(({ address }) => address))).toEqual(new Set(['127.0.0.1']));
    expect(phone.state().violations).toEqual([]);
  });

  it('is not heard when it hangs up where the fault says so', async () => {
    const { phone, faults, phoneFaults } = start();
    const viewer = await watch(phone);
    phoneFaults.hangUpSilently = true;
    viewer.peer.close();
    const { packets } = faults;
    // Long enough for a goodbye to arrive.
    await watch(start().phone);
    expect([faults.packets - packets, phone.viewers]).toEqual([0, 0]);
    expect(viewer.channel.readyState).toBe('open');
  });

  it('comes through with a fifth of the packets lost', async () => {
    const { phone, faults } = start();
    faults.conditions = { ...perfectNetwork, lossRate: 0.2 };
    const viewer = await watch(phone);
    const { frames } = viewer;
    await viewer.until(() => viewer.frames > frames + 10);
  });
});
