import { describe, expect, it } from 'vitest';
import type { Ticket } from '../../../../../src/core/ticket.js';
import { armcloudClient } from '../../../../../src/vendors/armcloud/client/armcloud-client.js';
import { armcloudFeatures as featuresOf } from '../../../../../src/vendors/armcloud/client/armcloud-features.js';
import {
  featureEventVectors,
  featureVectors,
  ignoredFeatureEvents,
  unreadableFeatureEvents,
} from '../../../../vectors/armcloud-features.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const armcloudFeatures = featuresOf();
const { group } = armcloudFeatures;

const ticket: Ticket = {
  vendor: 'armcloud',
  phoneId: 'AC5',
  userId: 'mia',
  role: 'control',
  expiresAt: 0,
  signalling: { url: 'wss://signal.example.test/x' },
  iceServers: [],
  dialect: { inputDown: 0 },
};

describe('ArmCloud’s further features', () => {
  it('are loaded apart from the dialect, with the settings of the ticket', async () => {
    const loaded = await armcloudClient.loadFeatures?.(ticket);
    expect(loaded?.encode({ type: 'save-screenshot' })).toEqual([
      '{"touchType":"eventSdk","content":"{\\"type\\":\\"localScreenshot\\"}"}',
    ]);
    expect(
      loaded?.group?.encode({
        type: 'key',
        action: 'up',
        keyCode: 66,
        metaState: 0,
        repeat: false,
      }),
    ).toEqual(['{"touchType":"input","action":1,"keyCode":66,"text":""}']);
  });

  it.each(featureVectors)('$name, in one frame', ({ message, frame }) => {
    expect(armcloudFeatures.encode(message)).toEqual([frame]);
  });

  it.each(featureEventVectors)('$name, as text or bytes', ({ event, frame }) => {
    expect(armcloudFeatures.decode(frame)).toEqual(event);
    expect(armcloudFeatures.decode(bytes(frame))).toEqual(event);
  });

  it('tell what is not for them from what is broken', () => {
    expect(ignoredFeatureEvents.map(armcloudFeatures.decode)).toEqual(
      ignoredFeatureEvents.map(() => 'ignored'),
    );
    expect(unreadableFeatureEvents.map(armcloudFeatures.decode)).toEqual(
      unreadableFeatureEvents.map(() => undefined),
    );
  });
});

describe('ArmCloud’s shared room', () => {
  it('beats as a phone’s room does', () => {
    expect(group?.heartbeat).toEqual({ intervalMs: 5000, data: '{"event":"ping"}' });
  });

  it('repeats a frame, text or bytes', () => {
    const frame = '{"touchType":"keystroke","action":1,"keyCode":4,"text":""}';
    const broadcast =
      '{"event":"broadcastMsg","data":"{\\"touchType\\":\\"keystroke\\",\\"action\\":1,\\"keyCode\\":4,\\"text\\":\\"\\"}"}';
    expect(group?.broadcast(frame)).toBe(broadcast);
    expect(group?.broadcast(bytes(frame))).toBe(broadcast);
  });

  it('can let go of what the leading phone held', () => {
    expect(
      group?.encode({ type: 'key', action: 'up', keyCode: 66, metaState: 0, repeat: false }),
    ).toEqual(['{"touchType":"input","action":0,"keyCode":66,"text":""}']);
  });

  it('has a text for some phones, and none for nobody', () => {
    expect(group?.textFor(['AC1', 'AC2'], 'text', 'hej')).toEqual([
      '{"event":"broadcastMsg","data":"{\\"touchType\\":\\"inputBox\\",\\"text\\":\\"hej\\",\\"pads\\":[\\"AC1\\",\\"AC2\\"]}"}',
    ]);
    expect(group?.textFor(['AC1'], 'clipboard', '')).toEqual([
      '{"event":"broadcastMsg","data":"{\\"touchType\\":\\"clipboard\\",\\"text\\":\\"\\",\\"pads\\":[\\"AC1\\"]}"}',
    ]);
    expect(group?.textFor(['AC1'], 'text', '')).toEqual([]);
    expect(group?.textFor([], 'text', 'hej')).toEqual([]);
  });

  it('puts phones out', () => {
    expect(group?.remove(['AC2'])).toBe(
      '{"event":"broadcastMsg","data":"{\\"touchType\\":\\"kickOutUser\\",\\"content\\":\\"[\\\\\\"AC2\\\\\\"]\\"}"}',
    );
  });

  it('is joined when its server says so', () => {
    expect(group?.received('{"event":"ownJoinRoom"}')).toBe('joined');
    expect(group?.received(bytes('{"event":"ownJoinRoom","x":1}'))).toBe('joined');
    expect(group?.received('{"event":"pong"}')).toBe('ignored');
    expect(group?.received('joined')).toBeUndefined();
  });
});
