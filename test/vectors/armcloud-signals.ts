import type { SignalFrame, SignalMessage } from '../../src/vendors/armcloud/wire/signal-codec.js';

/**
 * Frames of ArmCloud's signalling, by the fact sheet's chapter 4.2: made-up values in the documented shapes,
 * with JSON text inside JSON text inside JSON.
 */

export const padCode = 'AC77000000012';

/** One message; how a client sends it to the phone, and how the phone's arrives at a client. */
export const signalVectors: readonly {
  readonly name: string;
  readonly message: SignalMessage;
  readonly toPhone: string;
  readonly toClient: string;
}[] = [
  {
    name: 'an offer',
    message: { key: 'offer', value: { sdp: 'v=0\r\no=- 42 2 IN IP4 127.0.0.1\r\n' } },
    toPhone:
      '{"event":"specifiedMsg","targetUserIds":["AC77000000012"],"data":"{\\"key\\":\\"offer\\",\\"value\\":\\"{\\\\\\"sdp\\\\\\":\\\\\\"v=0\\\\\\\\r\\\\\\\\no=- 42 2 IN IP4 127.0.0.1\\\\\\\\r\\\\\\\\n\\\\\\"}\\"}"}',
    toClient:
      '{"event":"specifiedMsg","data":"{\\"key\\":\\"offer\\",\\"value\\":\\"{\\\\\\"sdp\\\\\\":\\\\\\"v=0\\\\\\\\r\\\\\\\\no=- 42 2 IN IP4 127.0.0.1\\\\\\\\r\\\\\\\\n\\\\\\"}\\"}"}',
  },
  {
    name: 'an answer',
    message: { key: 're_answer', value: { sdp: 'v=0' } },
    toPhone:
      '{"event":"specifiedMsg","targetUserIds":["AC77000000012"],"data":"{\\"key\\":\\"re_answer\\",\\"value\\":\\"{\\\\\\"sdp\\\\\\":\\\\\\"v=0\\\\\\"}\\"}"}',
    toClient:
      '{"event":"specifiedMsg","data":"{\\"key\\":\\"re_answer\\",\\"value\\":\\"{\\\\\\"sdp\\\\\\":\\\\\\"v=0\\\\\\"}\\"}"}',
  },
  {
    name: 'a candidate',
    message: {
      key: 'ice_candidate',
      value: {
        candidate: 'candidate:3 1 tcp 7 198.51.100.4 443 typ relay',
        label: 1,
        id: 'video',
      },
    },
    toPhone:
      '{"event":"specifiedMsg","targetUserIds":["AC77000000012"],"data":"{\\"key\\":\\"ice_candidate\\",\\"value\\":\\"{\\\\\\"candidate\\\\\\":\\\\\\"candidate:3 1 tcp 7 198.51.100.4 443 typ relay\\\\\\",\\\\\\"label\\\\\\":1,\\\\\\"id\\\\\\":\\\\\\"video\\\\\\"}\\"}"}',
    toClient:
      '{"event":"specifiedMsg","data":"{\\"key\\":\\"ice_candidate\\",\\"value\\":\\"{\\\\\\"candidate\\\\\\":\\\\\\"candidate:3 1 tcp 7 198.51.100.4 443 typ relay\\\\\\",\\\\\\"label\\\\\\":1,\\\\\\"id\\\\\\":\\\\\\"video\\\\\\"}\\"}"}',
  },
];

/** Frames and what is read from them. */
export const signalFrames: readonly {
  readonly name: string;
  readonly text: string;
  readonly frame: SignalFrame;
}[] = [
  { name: 'a heartbeat', text: '{"event":"ping"}', frame: { event: 'ping' } },
  { name: 'the admission', text: '{"event":"ownJoinRoom"}', frame: { event: 'ownJoinRoom' } },
  {
    name: 'the admission with more fields',
    text: '{"event":"ownJoinRoom","data":{"roomId":"r1","userId":"mia"},"code":200}',
    frame: { event: 'ownJoinRoom' },
  },
  {
    name: 'a message with fields of the sender',
    text: '{"event":"specifiedMsg","fromUserId":"AC1","data":"{\\"key\\":\\"answer\\",\\"value\\":\\"{\\\\\\"sdp\\\\\\":\\\\\\"v=0\\\\\\"}\\"}"}',
    frame: {
      event: 'specifiedMsg',
      targetUserIds: [],
      message: { key: 'answer', value: { sdp: 'v=0' } },
    },
  },
  {
    name: 'a message that is encoded once',
    text: '{"event":"specifiedMsg","data":{"key":"offer","value":{"sdp":"v=0"}}}',
    frame: {
      event: 'specifiedMsg',
      targetUserIds: [],
      message: { key: 'offer', value: { sdp: 'v=0' } },
    },
  },
  {
    name: 'targets, of which only texts count',
    text: '{"event":"specifiedMsg","targetUserIds":["AC1",7,null,"AC2"],"data":"{\\"key\\":\\"x\\",\\"value\\":\\"{}\\"}"}',
    frame: {
      event: 'specifiedMsg',
      targetUserIds: ['AC1', 'AC2'],
      message: { key: 'x', value: {} },
    },
  },
  {
    name: 'a message of a group',
    text: '{"event":"broadcastMsg","data":"{}"}',
    frame: { event: 'other' },
  },
  { name: 'a name of the prototype', text: '{"event":"__proto__"}', frame: { event: 'other' } },
  { name: 'an answer to the heartbeat', text: '{"event":"pong"}', frame: { event: 'other' } },
];

export const unreadableSignals: readonly (readonly [name: string, text: string])[] = [
  ['nothing', ''],
  ['no JSON', 'ping'],
  ['half a frame', '{"event":"specifiedMsg","data":"{\\"key'],
  ['a list', '[{"event":"ping"}]'],
  ['a frame inside a string', '"{\\"event\\":\\"ping\\"}"'],
  ['no event', '{"data":"{}"}'],
  ['an event that is no text', '{"event":{"name":"ping"}}'],
  ['an event in the prototype', '{"__proto__":{"event":"ping"}}'],
  ['a message without data', '{"event":"specifiedMsg"}'],
  ['a message of nothing', '{"event":"specifiedMsg","data":"null"}'],
  ['a message that is a list', '{"event":"specifiedMsg","data":"[]"}'],
  ['a message without a key', '{"event":"specifiedMsg","data":"{\\"value\\":\\"{}\\"}"}'],
  ['a message without a value', '{"event":"specifiedMsg","data":"{\\"key\\":\\"offer\\"}"}'],
  [
    'a value that is no object',
    '{"event":"specifiedMsg","data":"{\\"key\\":\\"offer\\",\\"value\\":\\"\\\\\\"v=0\\\\\\"\\"}"}',
  ],
  ['a value that is broken', '{"event":"specifiedMsg","data":"{\\"key\\":\\"offer\\",\\"value\\":\\"{\\"}"}'],
];
