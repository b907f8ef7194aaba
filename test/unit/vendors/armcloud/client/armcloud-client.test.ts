import { describe, expect, it } from 'vitest';
import type { WebRtcDialect } from '../../../../../src/core/ports/client.js';
import { armcloudClient } from '../../../../../src/vendors/armcloud/client/armcloud-client.js';

describe('ArmCloud in the browser', () => {
  it('is a WebRTC link whose messages go to the ticket’s phone', () => {
    const dialects: WebRtcDialect[] = [];
    const link = armcloudClient.connect(
      {
        vendor: 'armcloud',
        phoneId: 'AC5',
        userId: 'mia',
        role: 'control',
        expiresAt: 0,
        signalling: { url: 'wss://signal.example.test/x' },
        iceServers: [],
      },
      {
        webrtc(dialect) {
          dialects.push(dialect);
          return 'the link';
        },
        preferences: { media: 'both', keyboardMode: 'phone' },
      },
    );
    expect(armcloudClient.id).toBe('armcloud');
    expect(link).toBe('the link');
    expect(dialects[0]?.localDescription({ type: 'answer', sdp: 'x' })).toEqual([
      {
        type: 'signal',
        data: '{"event":"specifiedMsg","targetUserIds":["AC5"],"data":"{\\"key\\":\\"re_answer\\",\\"value\\":\\"{\\\\\\"sdp\\\\\\":\\\\\\"x\\\\\\"}\\"}"}',
      },
    ]);
  });
});
