import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createIceRestart } from '../../../../src/client/upkeep/ice-restart.js';

/** As much of a connection as offers touch; a test moves its signalling by hand. */
class Connection extends EventTarget {
  signalingState: RTCSignalingState = 'stable';
  localDescription: { sdp: string } | null = null;
  currentRemoteDescription: { sdp: string } | null = { sdp: 'first' };
  readonly calls: string[] = [];
  refusal: unknown;
  #offers = 0;

  async createOffer(options?: RTCOfferOptions): Promise<{ sdp: string }> {
    this.#offers += 1;
    this.calls.push(`create ${JSON.stringify(options)}`);
    return { sdp: `offer ${this.#offers}` };
  }

  async setLocalDescription({ type, sdp }: { type: string; sdp?: string }): Promise<void> {
    this.calls.push(`local ${type}`);
    if (this.refusal) throw this.refusal;
    if (type === 'offer') {
      this.localDescription = { sdp: `${sdp} with candidates` };
      this.become('have-local-offer');
    } else this.become('stable');
  }

  become(signalingState: RTCSignalingState): void {
    this.signalingState = signalingState;
    this.dispatchEvent(new Event('signalingstatechange'));
  }

  answer(sdp: string): void {
    this.currentRemoteDescription = { sdp };
    this.become('stable');
  }

  get listenerCount(): number {
    return getEventListeners(this, 'signalingstatechange').length;
  }
}

const restartCall = 'create {"iceRestart":true}';
const settled = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function prepare() {
  const life = new AbortController();
  const connections = [new Connection()];
  const offers: string[] = [];
  const answered = vi.fn();
  const restart = createIceRestart({
    life: life.signal,
    connection: () => connections.at(-1) as unknown as RTCPeerConnection | undefined,
    offer: (sdp) => offers.push(sdp),
    answered,
  });
  const connection = connections[0] as Connection;
  return { life, connections, connection, offers, answered, restart };
}

describe('an ICE restart', () => {
  it('is offered, and said to be answered when the answer is applied', async () => {
    const { restart, connection, offers, answered } = prepare();
    restart();
    await settled();
    expect(connection.calls).toEqual([restartCall, 'local offer']);
    expect(offers).toEqual(['offer 1']);
    expect(answered).not.toHaveBeenCalled();
    connection.answer('second');
    expect(answered).toHaveBeenCalledTimes(1);
    expect(connection.listenerCount).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('waits until no other offer is on its way', async () => {
    const { restart, connection, offers } = prepare();
    connection.become('have-local-offer');
    restart();
    await settled();
    expect(connection.calls).toEqual([]);
    connection.answer('to the camera');
    await settled();
    expect(offers).toEqual(['offer 1']);
  });

  it('is told again as it is while it has no answer', async () => {
    const { restart, connection, offers, answered } = prepare();
    restart();
    await settled();
    restart();
    restart();
    await settled();
    expect(connection.calls).toEqual([restartCall, 'local offer']);
    expect(offers).toEqual(['offer 1', 'offer 1 with candidates', 'offer 1 with candidates']);
    connection.answer('second');
    expect(answered).toHaveBeenCalledTimes(1);
  });

  it('is another one after the answer', async () => {
    const { restart, connection, offers, answered } = prepare();
    for (const answer of ['second', 'third']) {
      restart();
      await settled();
      connection.answer(answer);
    }
    expect(offers).toEqual(['offer 1', 'offer 2']);
    expect(answered).toHaveBeenCalledTimes(2);
  });

  it('is asked for twice at once and made once', async () => {
    const { restart, connection } = prepare();
    restart();
    restart();
    await settled();
    expect(connection.calls).toEqual([restartCall, 'local offer']);
  });

  it('gives way to an offer of the phone, and comes once more after it', async () => {
    const { restart, connection, offers, answered } = prepare();
    restart();
    await settled();
    connection.become('have-remote-offer');
    connection.answer('of the phone');
    await settled();
    expect(offers).toEqual(['offer 1', 'offer 2']);
    expect(answered).not.toHaveBeenCalled();
    connection.answer('to our second');
    expect(answered).toHaveBeenCalledTimes(1);
  });

  it('gives up before a phone that answers offers with offers', async () => {
    const { restart, connection, offers, answered } = prepare();
    restart();
    for (const round of ['first', 'second', 'third']) {
      await settled();
      connection.become('have-remote-offer');
      connection.answer(`its ${round}`);
    }
    await settled();
    expect(offers).toEqual(['offer 1', 'offer 2']);
    expect(answered).not.toHaveBeenCalled();
    expect(connection.listenerCount).toBe(0);
  });

  it('comes once more when an answer was of no use', async () => {
    const { restart, connection, offers, answered } = prepare();
    restart();
    await settled();
    // As a rollback leaves it: nothing new is agreed on.
    connection.become('stable');
    await settled();
    expect(offers).toEqual(['offer 1', 'offer 2']);
    expect(answered).not.toHaveBeenCalled();
  });

  it('is made after another offer that was quicker', async () => {
    const { restart, connection, offers } = prepare();
    connection.refusal = new Error('InvalidStateError');
    restart();
    await settled();
    expect(offers).toEqual([]);
    connection.refusal = undefined;
    connection.become('have-remote-offer');
    connection.answer('of the phone');
    await settled();
    expect(offers).toEqual(['offer 2']);
  });

  it('without an answer is taken back after ten seconds, so that others may offer', async () => {
    const { restart, connection } = prepare();
    restart();
    await vi.advanceTimersByTimeAsync(9999);
    expect(connection.signalingState).toBe('have-local-offer');
    await vi.advanceTimersByTimeAsync(1);
    expect(connection.calls.at(-1)).toBe('local rollback');
    expect(connection.listenerCount).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that was never made is not taken back', async () => {
    const { restart, connection } = prepare();
    connection.become('have-local-offer');
    restart();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(connection.calls).toEqual([]);
  });

  it('on another connection forgets the one before', async () => {
    const { restart, connections, connection, offers, answered } = prepare();
    restart();
    await settled();
    const second = new Connection();
    connections.push(second);
    restart();
    await settled();
    expect(offers).toEqual(['offer 1', 'offer 1']);
    expect(connection.listenerCount).toBe(0);
    connection.answer('late');
    expect(answered).not.toHaveBeenCalled();
    second.answer('second');
    expect(answered).toHaveBeenCalledTimes(1);
  });

  it('without a connection is nothing', async () => {
    const { restart, connections, offers } = prepare();
    connections.pop();
    restart();
    await settled();
    expect(offers).toEqual([]);
  });

  it('ends with the session', async () => {
    const { restart, connection, life, offers, answered } = prepare();
    restart();
    await settled();
    life.abort();
    expect(vi.getTimerCount()).toBe(0);
    expect(connection.listenerCount).toBe(0);
    connection.answer('late');
    restart();
    await settled();
    expect(offers).toEqual(['offer 1']);
    expect(answered).not.toHaveBeenCalled();
  });

  it('that ends while it is made says nothing', async () => {
    const { restart, life, offers } = prepare();
    restart();
    life.abort();
    await settled();
    expect(offers).toEqual([]);
  });
});
