import { describe, expect, it } from 'vitest';
import type { TelepadError } from '../../../../../src/core/errors.js';
import type { WebRtcDialect } from '../../../../../src/core/ports/client.js';
import type { Ticket } from '../../../../../src/core/ticket.js';
import { koophoneClient } from '../../../../../src/vendors/koophone/client/koophone-client.js';
import { koophoneFeatures } from '../../../../../src/vendors/koophone/client/koophone-features.js';
import { inputFrames } from '../../../../vectors/koophone-input.js';

const settings = { deviceId: 'd', sessionId: 's', streamingId: 'st' };
const ticket: Ticket = {
  vendor: 'koophone',
  phoneId: 'kp1',
  userId: 'mia',
  role: 'control',
  expiresAt: 0,
  signalling: { url: 'wss://broker.example.test/relay' },
  iceServers: [],
  dialect: settings,
};

function connect(of: Ticket): WebRtcDialect {
  return koophoneClient.connect<WebRtcDialect>(of, {
    webrtc: (dialect) => dialect,
    preferences: { media: 'both', keyboardMode: 'phone' },
  });
}

describe('KooPhone in the browser', () => {
  it('speaks the language of its ticket', () => {
    expect(connect(ticket).channel.label).toBe('input');
    const assumed = { ...ticket, dialect: { ...settings, protocol: 'assumed-json-v0' } };
    expect(connect(assumed).channel.label).toBe('control');
  });

  it('refuses a ticket without what the signalling needs', () => {
    let error: Partial<TelepadError> = {};
    try {
      connect({ ...ticket, dialect: { deviceId: 'd' } });
    } catch (cause) {
      error = cause as TelepadError;
    }
    expect(error.code).toBe('ticket_invalid');
  });

  it('keeps a phone as long as the ticket says', () => {
    expect(koophoneClient.idle?.keepMs(ticket)).toBe(60_000);
    const short = { ...ticket, dialect: { ...settings, keepingSeconds: 5 } };
    expect(koophoneClient.idle?.keepMs(short)).toBe(5000);
  });

  it('lacks what it has no words for', () => {
    const dialect = connect(ticket);
    for (const type of ['scroll', 'clipboard', 'keyboard-mode', 'key-frame', 'media'] as const) {
      expect(koophoneClient.lacks).toContain(type);
      expect(() => dialect.encode({ type } as never)).toThrow(type);
    }
  });

  it('wakes the phone with a key that does nothing', () => {
    const frames = (koophoneClient.idle?.wake ?? []).flatMap((one) => connect(ticket).encode(one));
    expect(frames).toHaveLength(2);
  });
});

describe('the features of KooPhone', () => {
  it('tell of a camera track, and are silent where no word is known', async () => {
    expect(await koophoneClient.loadFeatures?.(ticket)).toBe(koophoneFeatures);
    const camera = { type: 'capture', kind: 'camera', isOpen: true } as const;
    expect(koophoneFeatures.encode(camera)).toEqual([inputFrames[6]?.bytes]);
    expect(koophoneFeatures.encode({ ...camera, isOpen: false })).toEqual([]);
    expect(koophoneFeatures.encode({ ...camera, kind: 'microphone' })).toEqual([]);
  });

  it.each([
    { type: 'save-screenshot' },
    { type: 'shell', command: 'ls' },
    { type: 'quality', quality: 'high' },
    { type: 'rotation', orientation: 'landscape' },
  ] as const)('have no words for $type', (message) => {
    expect(() => koophoneFeatures.encode(message)).toThrow(/no known message/);
  });

  it('hear which camera an app wants', () => {
    const state = (id: number) => `{"type":"camera_state","camera_id":${id},"width":1,"height":1}`;
    const request = { type: 'capture-request', kind: 'camera' };
    expect(koophoneFeatures.decode(state(0))).toEqual({
      ...request,
      isOpen: true,
      facing: 'environment',
    });
    expect(koophoneFeatures.decode(state(1))).toEqual({ ...request, isOpen: true, facing: 'user' });
    expect(koophoneFeatures.decode(state(-1))).toEqual({
      ...request,
      isOpen: false,
      facing: undefined,
    });
    expect(koophoneFeatures.decode('{"type":"app_message","data":"x"}')).toBe('ignored');
    expect(koophoneFeatures.decode('{')).toBeUndefined();
  });
});
