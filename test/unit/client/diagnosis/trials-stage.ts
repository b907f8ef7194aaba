import { afterEach, beforeEach, vi } from 'vitest';
import type { Ticket } from '../../../../src/core/ticket.js';
import { FakeWebSocket } from '../fake-web-socket.js';
import { FakeIceConnection } from './fake-ice-connection.js';

/** A page for diagnoses, with a fake network and a fake clock. */

export const now = Date.parse('2030-01-01T00:00:00Z');

export const stun = 'stun:stun.example.test';
export const turnUdp = 'turn:turn.example.test?transport=udp';
export const turnTcp = 'turn:turn.example.test?transport=tcp';
export const turnTls = 'turns:turn.example.test';

export function ticketWith(urls: readonly string[] = [], fields: Partial<Ticket> = {}): Ticket {
  return {
    vendor: 'fake',
    phoneId: 'p1',
    userId: 'mia',
    role: 'control',
    expiresAt: now + 60_000,
    signalling: { url: 'wss://signal.example.test/secret-room' },
    iceServers: urls.map((url) => ({
      urls: url,
      username: 'secret-user',
      credential: 'secret-credential',
    })),
    ...fields,
  };
}

/** What the page's navigator is. */
export interface StagedNavigator {
  onLine: boolean;
  userActivation: { hasBeenActive: boolean } | undefined;
  permissions: { query(descriptor: { name: string }): Promise<{ state: string }> } | undefined;
  getAutoplayPolicy?: (type: string) => string;
}

export const page = {
  document: new EventTarget(),
  navigator: {} as StagedNavigator,
};

export function stagePage(): void {
  beforeEach(() => {
    vi.useFakeTimers({ now });
    FakeIceConnection.reset();
    FakeWebSocket.reset();
    page.document = new EventTarget();
    page.navigator = {
      onLine: true,
      userActivation: { hasBeenActive: true },
      permissions: { query: async () => ({ state: 'prompt' }) },
    };
    vi.stubGlobal('RTCPeerConnection', FakeIceConnection);
    vi.stubGlobal('RTCRtpReceiver', {
      getCapabilities: () => ({
        codecs: [
          { mimeType: 'video/VP8' },
          { mimeType: 'video/H264', sdpFmtpLine: 'profile-level-id=42e01f' },
        ],
      }),
    });
    vi.stubGlobal('WebSocket', FakeWebSocket);
    vi.stubGlobal('document', page.document);
    vi.stubGlobal('navigator', page.navigator);
    vi.stubGlobal('location', { protocol: 'http:' });
    vi.stubGlobal('isSecureContext', true);
  });

  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });
}

/** What is left of trials that are over: it must be nothing. */
export function leftOver(): readonly number[] {
  const listeners = FakeIceConnection.made.reduce((sum, each) => sum + each.listenerCount, 0);
  const sockets = FakeWebSocket.made.filter(({ closeCalls }) => closeCalls === 0);
  return [FakeIceConnection.open.length, listeners, sockets.length, vi.getTimerCount()];
}

export const nothingLeft = [0, 0, 0, 0];
