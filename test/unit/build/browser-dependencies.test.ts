import { readFileSync } from 'node:fs';
import { EventEmitter } from 'eventemitter3';
import SimplePeer from 'simple-peer';
import { describe, expect, it } from 'vitest';
import { convertSimplePeer } from '../../../build/browser-dependencies.js';

const source = readFileSync('node_modules/simple-peer/index.js', 'utf8');

describe('the conversion of simple-peer', () => {
  it('leaves no CommonJS and no debug line behind', () => {
    const converted = convertSimplePeer(source, '/parts.ts');
    expect(converted.startsWith('import * as parts from "/parts.ts"; /*! simple-peer.')).toBe(true);
    expect(converted).toContain('class Peer extends stream.Duplex');
    expect(converted.trimEnd().endsWith('export default Peer')).toBe(true);
    expect(converted).not.toMatch(/require\(|module\.exports|this\._debug\('/);
  });

  it('keeps every line where it was', () => {
    const lines = convertSimplePeer(source, '/parts.ts').split('\n');
    const original = source.split('\n');
    expect(lines).toHaveLength(original.length);
    const row = original.findIndex((line) => line.includes('class Peer extends'));
    expect(lines[row]).toBe(original[row]);
  });

  it('refuses a source that requires something else', () => {
    expect(() => convertSimplePeer(`${source}\nrequire('events')`, '/parts.ts')).toThrow(
      'simple-peer does not require what it did in 9.11.1',
    );
    const without = source.replace("require('randombytes')", 'null');
    expect(() => convertSimplePeer(without, '/parts.ts')).toThrow('compare its index.js');
  });
});

/** Enough of a peer connection for the constructor, the answering side and destroy. */
class IdlePeerConnection {
  closeCalls = 0;
  ondatachannel: ((event: { channel: object }) => void) | null = null;
  close(): void {
    this.closeCalls += 1;
  }
}

function createPeer() {
  const connections: IdlePeerConnection[] = [];
  class Recorded extends IdlePeerConnection {
    constructor() {
      super();
      connections.push(this);
    }
  }
  const wrtc = { RTCPeerConnection: Recorded } as unknown as Record<string, unknown>;
  const peer = new SimplePeer({ wrtc } as SimplePeer.Options);
  return { peer, connections };
}

describe('simple-peer on its stand-ins', () => {
  it('is an eventemitter3', () => {
    expect(createPeer().peer).toBeInstanceOf(EventEmitter);
  });

  it('hands binary frames of the phone out as bytes', () => {
    const { peer, connections } = createPeer();
    const frames: unknown[] = [];
    peer.on('data', (frame) => frames.push(frame));
    const channel: { onmessage?: (event: { data: unknown }) => void } = {};
    connections[0]?.ondatachannel?.({ channel });
    channel.onmessage?.({ data: new Uint8Array([1, 2]).buffer });
    channel.onmessage?.({ data: 'text' });
    expect(frames).toEqual([new Uint8Array([1, 2]), 'text']);
    peer.destroy();
  });

  it('closes the connection once and says end, finish and close when it is destroyed', async () => {
    const { peer, connections } = createPeer();
    const seen: string[] = [];
    for (const name of ['end', 'finish', 'close', 'error']) peer.on(name, () => seen.push(name));
    peer.destroy();
    peer.destroy();
    await Promise.resolve();
    expect(seen).toEqual(['end', 'finish', 'close']);
    expect(connections[0]?.closeCalls).toBe(1);
    expect(peer.destroyed).toBe(true);
  });

  it('puts its code on the error that destroyed it', async () => {
    const { peer } = createPeer();
    const codes: unknown[] = [];
    peer.on('error', (error: Error & { code?: unknown }) => codes.push(error.code));
    peer.signal({} as SimplePeer.SignalData);
    await Promise.resolve();
    expect(codes).toEqual(['ERR_SIGNALING']);
  });
});
