import { describe, expect, it } from 'vitest';
import { AssumedDialect } from '../../../../../src/vendors/koophone/client/assumed-dialect.js';
import { readDialectSettings } from '../../../../../src/vendors/koophone/wire/dialect-settings.js';

function create() {
  const settings = readDialectSettings({
    protocol: 'assumed-json-v0',
    deviceId: 'd',
    sessionId: 's',
    streamingId: 'st',
  });
  if (!settings) throw new Error('the settings are whole');
  return new AssumedDialect({
    settings,
    userId: 'mia',
    preferences: { media: 'both', keyboardMode: 'phone' },
    now: () => 0,
  });
}

describe('our assumed dialect, which is not Huawei’s', () => {
  it('speaks first, and goes from hello to an answer', () => {
    const dialect = create();
    expect(dialect.channel.label).toBe('control');
    expect(dialect.heartbeat.data).toBe('{"t":"ping","ts":0}');
    expect(dialect.signalOpened()).toEqual([
      {
        type: 'signal',
        data: '{"t":"hello","v":0,"device_id":"d","streaming_id":"st","user_id":"mia","codecs":["H264"],"audio":true}',
      },
    ]);
    const welcome = '{"t":"welcome","session_id":"s","offerer":"server","heartbeat_s":10}';
    expect(dialect.signalReceived(welcome)).toEqual([{ type: 'joined' }]);
    expect(dialect.signalReceived('{"t":"candidate","candidate":"c","sdpMid":"0"}')).toEqual([]);
    expect(dialect.signalReceived('{"t":"offer","sdp":"v=0"}')).toEqual([
      { type: 'description', description: { type: 'offer', sdp: 'v=0' } },
    ]);
    expect(dialect.localDescription({ type: 'answer', sdp: 'v=1' })).toEqual([
      { type: 'signal', data: '{"t":"answer","sdp":"v=1"}' },
      { type: 'candidate', candidate: { candidate: 'c', sdpMLineIndex: null, sdpMid: '0' } },
    ]);
    expect(dialect.localCandidate({ candidate: '', sdpMLineIndex: 0, sdpMid: '0' })).toEqual([
      { type: 'signal', data: '{"t":"candidate","candidate":null}' },
    ]);
    expect(dialect.localDescription({ type: 'offer', sdp: 'v=2' })).toEqual([
      { type: 'signal', data: '{"t":"offer","sdp":"v=2"}' },
    ]);
    expect(dialect.signalReceived('{"t":"answer","sdp":"v=3"}')).toEqual([
      { type: 'description', description: { type: 'answer', sdp: 'v=3' } },
    ]);
    expect(dialect.signalReceived('{"t":"ping","ts":5}')).toEqual([
      { type: 'signal', data: '{"t":"pong","ts":5}' },
    ]);
    for (const text of [
      '{"t":"pong","ts":5}',
      '{"t":"weather"}',
      '{"t":"candidate","candidate":null}',
    ])
      expect(dialect.signalReceived(text)).toEqual([]);
    expect(dialect.signalReceived('{"t":"bye","code":1400}')).toMatchObject([
      { type: 'failed', isHangUp: true, error: { code: 'connection_lost' } },
    ]);
  });

  it.each([
    ['token_expired', 'ticket_expired', true],
    ['token_invalid', 'ticket_expired', true],
    ['busy', 'signalling_refused', true],
    ['other', 'vendor_rejected', false],
  ])('is denied: %s', (denial, code, retryable) => {
    expect(create().signalReceived(`{"t":"denied","code":"${denial}","message":""}`)).toMatchObject(
      [{ type: 'failed', error: { code, retryable } }],
    );
  });

  it('has a data channel of JSON', () => {
    const dialect = create();
    const pointers = [{ id: 0, x: 36, y: 128, pressure: 1 }];
    const touch = { type: 'touch', actionIndex: 0, pointers, width: 72, height: 128 } as const;
    expect(dialect.encode({ ...touch, action: 'down' })).toEqual([
      '{"t":"touch","a":0,"p":[{"i":0,"x":0.5,"y":1}]}',
    ]);
    const key = { type: 'key', action: 'up', keyCode: 4, metaState: 0, repeat: false } as const;
    expect(dialect.encode(key)).toEqual(['{"t":"key","a":1,"code":4,"mod":0}']);
    expect(dialect.encode({ type: 'text', text: 'é' })).toEqual(['{"t":"text","s":"é"}']);
    expect(dialect.encode({ type: 'query', about: 'display' })).toEqual([]);
    expect(() => dialect.encode({ type: 'key-frame' })).toThrow(/key-frame/);
    expect(dialect.channelOpened()).toEqual([]);
    expect(dialect.channelReceived('{"t":"clipboard","s":"x"}')).toEqual([
      { type: 'phone-event', event: { type: 'clipboard', text: 'x' } },
    ]);
    expect(dialect.channelReceived('{"t":"rotation","deg":90}')).toEqual([]);
    for (const data of ['{', new Uint8Array([1])])
      expect(dialect.channelReceived(data)).toMatchObject([{ type: 'unreadable' }]);
    expect(dialect.signalReceived('{')).toMatchObject([{ type: 'unreadable' }]);
  });
});
