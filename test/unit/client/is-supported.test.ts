import { afterEach, describe, expect, it, vi } from 'vitest';
import { isSupported } from '../../../src/client/is-supported.js';

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('whether a browser is supported', () => {
  it('goes by WebRTC and its data channels', () => {
    vi.stubGlobal(
      'RTCPeerConnection',
      class {
        createDataChannel() {}
      },
    );
    expect(isSupported()).toBe(true);
    vi.stubGlobal('RTCPeerConnection', class {});
    expect(isSupported()).toBe(false);
    vi.stubGlobal('RTCPeerConnection', undefined);
    expect(isSupported()).toBe(false);
  });
});
