import { readFileSync } from 'node:fs';
import { EventEmitter } from 'eventemitter3';
import SimplePeer from 'simple-peer';
import { describe, expect, it } from 'vitest';
import { convertEventEmitter, convertSimplePeer } from '../../../build/browser-dependencies.js';

const source = readFileSync('node_modules/simple-peer/index.js', 'utf8');

describe('the conversion of simple-peer', () => {
  it('leaves no CommonJS, no debug line and nothing for data channels behind', () => {
    const converted = convertSimplePeer(source, '/parts.ts');
    expect(converted.startsWith('import * as parts from "/parts.ts"; /*! simple-peer.')).toBe(true);
    expect(converted).toContain('class Peer extends stream.Duplex');
    expect(converted.trimEnd().endsWith('export default Peer')).toBe(true);
    expect(converted).not.toMatch(/require\(|module\.exports|this\._debug\('/);
    expect(converted).not.toMatch(/^ {2}(_setupData|_maybeReady|getStats) /m);
    expect(converted).toMatch(/^ {2}_createAnswer \(\) \{$/m);
  });

  it('leaves nothing behind of offers, tracks and candidates, which are not simple-peer’s here', () => {
    const converted = convertSimplePeer(source, '/parts.ts');
    expect(converted).not.toMatch(/^ {2}(negotiate|addTrack|_onIceCandidate|get connected) /m);
    expect(converted).not.toMatch(/this\.(initiator|trickle|_channel|_senderMap)\b/);
    expect(converted).not.toMatch(/_needsNegotiation|_requestMissingTransceivers/);
    expect(converted).toContain('if (!true && !this.allowHalfTrickle)');
  });

  it('leaves no handler on the connection', () => {
    expect(convertSimplePeer(source, '/parts.ts')).not.toMatch(/_pc\.on/);
  });

  it('keeps every line where it was', () => {
    const lines = convertSimplePeer(source, '/parts.ts').split('\n');
    const original = source.split('\n');
    expect(lines).toHaveLength(original.length);
    const row = original.findIndex((line) => line.includes('class Peer extends'));
    expect(lines[row]).toBe(original[row]);
  });

  it('leaves no call of a method that is gone, but in branches that are not taken', () => {
    const converted = convertSimplePeer(source, '/parts.ts');
    const methods = new Set(
      [...converted.matchAll(/^ {2}(?:get )?(\w+) \(/gm)].map(([, name]) => name),
    );
    const called = new Set(
      [...converted.matchAll(/this\.(\w+) ?\(/g)].map(([, name]) => name ?? ''),
    );
    const inherited = ['emit', 'once', 'push', 'end', 'removeListener'];
    const gone = [...called].filter((name) => !methods.has(name) && !inherited.includes(name));
    expect(gone.sort()).toEqual(['_setupData', 'addStream']);
  });

  it('refuses a source that requires something else', () => {
    expect(() => convertSimplePeer(`${source}\nrequire('events')`, '/parts.ts')).toThrow(
      'simple-peer is not what it was in 9.11.1',
    );
    const without = source.replace("require('randombytes')", 'null');
    expect(() => convertSimplePeer(without, '/parts.ts')).toThrow('compare its index.js');
    const renamed = source.replaceAll('_maybeReady', '_maybeLater');
    expect(() => convertSimplePeer(renamed, '/parts.ts')).toThrow('compare its index.js');
  });
});

describe('the conversion of eventemitter3', () => {
  const emitter = readFileSync('node_modules/eventemitter3/index.js', 'utf8');

  it('leaves an ES module without what nobody uses', () => {
    const converted = convertEventEmitter(emitter);
    expect(converted).toContain('export { EventEmitter };');
    expect(converted).not.toMatch(
      /module\.exports|prototype\.(eventNames|listeners|listenerCount)/,
    );
    expect(converted.split('\n')).toHaveLength(emitter.split('\n').length);
  });

  it('refuses a source that is another one', () => {
    expect(() => convertEventEmitter(emitter.replace('eventNames', 'names'))).toThrow(
      'eventemitter3 is not what it was in 5.0.4',
    );
    expect(() =>
      convertEventEmitter(emitter.replace("'undefined' !== typeof", "'object' === typeof")),
    ).toThrow('eventemitter3 is not what it was in 5.0.4');
  });
});

/** Enough of a peer connection for the constructor, an answer and destroy. */
class FakePeerConnection {
  closeCalls = 0;
  signalingState = 'stable';
  remoteDescription: { type: string } | null = null;
  localDescription: { type: string; sdp: string } | null = null;
  async setRemoteDescription(description: { type: string }): Promise<void> {
    this.remoteDescription = description;
  }
  async createAnswer(): Promise<{ type: string; sdp: string }> {
    return { type: 'answer', sdp: 'v=0 answer' };
  }
  async setLocalDescription(description: { type: string; sdp: string }): Promise<void> {
    this.localDescription = description;
  }
  getTransceivers(): readonly never[] {
    return [];
  }
  close(): void {
    this.closeCalls += 1;
  }
}

function createPeer() {
  const connections: FakePeerConnection[] = [];
  class Recorded extends FakePeerConnection {
    constructor() {
      super();
      connections.push(this);
    }
  }
  class Description {
    constructor(init: object) {
      Object.assign(this, init);
    }
  }
  const wrtc = { RTCPeerConnection: Recorded, RTCSessionDescription: Description };
  const peer = new SimplePeer({ wrtc, iceCompleteTimeout: 1 } as unknown as SimplePeer.Options);
  return { peer, connections };
}

describe('simple-peer on its stand-ins', () => {
  it('is an eventemitter3', () => {
    expect(createPeer().peer).toBeInstanceOf(EventEmitter);
  });

  it('answers an offer', async () => {
    const { peer, connections } = createPeer();
    const signal = new Promise((resolve) => peer.on('signal', resolve));
    peer.signal({ type: 'offer', sdp: 'v=0 offer' });
    expect(await signal).toEqual({ type: 'answer', sdp: 'v=0 answer' });
    expect(connections[0]?.remoteDescription).toEqual({ type: 'offer', sdp: 'v=0 offer' });
    expect(connections[0]?.localDescription).toEqual({ type: 'answer', sdp: 'v=0 answer' });
    peer.destroy();
  });

  it('closes the connection once and says so when it is destroyed', async () => {
    const { peer, connections } = createPeer();
    const seen: string[] = [];
    for (const name of ['end', 'finish', 'close', 'error']) peer.on(name, () => seen.push(name));
    peer.destroy();
    peer.destroy();
    await Promise.resolve();
    expect(seen).toEqual(['close']);
    expect(connections[0]?.closeCalls).toBe(1);
    expect(peer.destroyed).toBe(true);
  });

  it('tells the error that destroyed it', async () => {
    const { peer, connections } = createPeer();
    const [connection] = connections;
    if (!connection) throw new Error('no connection was made');
    const refusal = new Error('no');
    connection.setRemoteDescription = () => Promise.reject(refusal);
    const errors: unknown[] = [];
    peer.on('error', (error) => errors.push(error));
    peer.signal({ type: 'offer', sdp: 'v=0' } as SimplePeer.SignalData);
    await new Promise((resolve) => setImmediate(resolve));
    expect(errors).toEqual([refusal]);
  });
});
