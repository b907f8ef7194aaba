import type { ClientEvent, ServerEvent } from '../../src/vendors/koophone/wire/signal-codec.js';
import type { SocketFrame } from '../../src/vendors/koophone/wire/socket-frames.js';

/**
 * Frames of the profile `koophone-socketio`, by the fact sheet's chapter 6.2: made-up values in the shapes that third
 * parties have seen. Nothing of it is documented by Huawei.
 */

/** What is read from a text frame of Socket.IO 2. */
export const socketFrames: readonly {
  readonly name: string;
  readonly text: string;
  readonly frame: SocketFrame;
}[] = [
  {
    name: 'the opening',
    text: '0{"sid":"q7","upgrades":[],"pingInterval":25000,"pingTimeout":60000}',
    frame: { type: 'open', sid: 'q7', pingIntervalMs: 25000, pingTimeoutMs: 60000 },
  },
  {
    name: 'an opening that tells no times',
    text: '0{"sid":"q7"}',
    frame: { type: 'open', sid: 'q7', pingIntervalMs: 25000, pingTimeoutMs: 5000 },
  },
  { name: 'the default namespace', text: '40', frame: { type: 'joined' } },
  {
    name: 'an event',
    text: '42["authorize",{"authorized":true,"code":0}]',
    frame: { type: 'event', name: 'authorize', payload: { authorized: true, code: 0 } },
  },
  {
    name: 'an event that wants to be acknowledged',
    text: '4217["providerUpdate"]',
    frame: { type: 'event', name: 'providerUpdate', payload: undefined, id: 17 },
  },
  { name: 'a ping', text: '2', frame: { type: 'ping' } },
  { name: 'a pong', text: '3', frame: { type: 'pong' } },
  { name: 'a pong with data', text: '3probe', frame: { type: 'pong' } },
  { name: 'the end of the namespace', text: '41', frame: { type: 'closed' } },
  { name: 'the end', text: '1', frame: { type: 'closed' } },
  { name: 'an error', text: '44"not authorized"', frame: { type: 'error' } },
  { name: 'an acknowledgement', text: '431[]', frame: { type: 'other' } },
  { name: 'a noop', text: '6', frame: { type: 'other' } },
];

export const unreadableSocketFrames: readonly (readonly [name: string, text: string])[] = [
  ['nothing', ''],
  ['words', 'hello'],
  ['an opening without an object', '0'],
  ['an opening without sid', '0{"pingInterval":25000}'],
  ['a packet without a type', '4'],
  ['an event that is no list', '42{"authorize":1}'],
  ['an event without a name', '42[]'],
  ['an event whose name is a number', '42[1,{}]'],
  ['an event that is cut off', '42["authorize",{"autho'],
  ['binary events, which nobody has seen', '451-["x",{"_placeholder":true,"num":0}]'],
];

const sdp = 'v=0\r\no=- 42 2 IN IP4 127.0.0.1\r\n';
const candidate = {
  candidate: 'candidate:3 1 tcp 7 198.51.100.4 443 typ relay',
  sdpMLineIndex: 1,
  sdpMid: 'video',
};

/** Client to server, both ways. */
export const clientEvents: readonly {
  readonly name: string;
  readonly event: Exclude<ClientEvent, { type: 'other' }>;
  readonly text: string;
}[] = [
  {
    name: 'a start',
    event: { type: 'start', room: 'd0d0', times: 0 },
    text: '42["start",{"room":"d0d0","times":0}]',
  },
  {
    name: 'the init',
    event: {
      type: 'message',
      to: 'stream-1',
      message: {
        type: 'init',
        init: {
          profile: 2,
          volume: 100,
          videoCodec: 'H264',
          keepingSeconds: 60,
          userId: 'mia',
          sessionId: 's-1',
          streamingId: 'st-9',
        },
      },
    },
    // {"sole":true,"mode":"app","role":"master","profile_name":"master","network_type":"wifi","profile":2,"volume":100,
    //  "vcodec":"H264","venctype":0,"frame_aspect":"16:9","keeping_time":60,"user_agent":"telepad",
    //  "client_version":"telepad","uuid":"mia","sessionid":"s-1","streamingid":"st-9","room_session":""}
    text: '42["message",{"to":"stream-1","type":"init","data":"eyJzb2xlIjp0cnVlLCJtb2RlIjoiYXBwIiwicm9sZSI6Im1hc3RlciIsInByb2ZpbGVfbmFtZSI6Im1hc3RlciIsIm5ldHdvcmtfdHlwZSI6IndpZmkiLCJwcm9maWxlIjoyLCJ2b2x1bWUiOjEwMCwidmNvZGVjIjoiSDI2NCIsInZlbmN0eXBlIjowLCJmcmFtZV9hc3BlY3QiOiIxNjo5Iiwia2VlcGluZ190aW1lIjo2MCwidXNlcl9hZ2VudCI6InRlbGVwYWQiLCJjbGllbnRfdmVyc2lvbiI6InRlbGVwYWQiLCJ1dWlkIjoibWlhIiwic2Vzc2lvbmlkIjoicy0xIiwic3RyZWFtaW5naWQiOiJzdC05Iiwicm9vbV9zZXNzaW9uIjoiIn0="}]',
  },
  {
    name: 'an answer',
    event: { type: 'message', to: 'stream-1', message: { type: 'answer', sdp } },
    text: '42["message",{"to":"stream-1","type":"answer","payload":{"type":"answer","sdp":"v=0\\r\\no=- 42 2 IN IP4 127.0.0.1\\r\\n"}}]',
  },
  {
    name: 'an offer for the camera',
    event: { type: 'message', to: 'stream-1', message: { type: 'offer', sdp } },
    text: '42["message",{"to":"stream-1","type":"offer","payload":{"type":"offer","sdp":"v=0\\r\\no=- 42 2 IN IP4 127.0.0.1\\r\\n"}}]',
  },
  {
    name: 'a candidate',
    event: { type: 'message', to: 'stream-1', message: { type: 'candidate', candidate } },
    text: '42["message",{"to":"stream-1","type":"candidate","payload":{"label":1,"id":"video","candidate":"candidate:3 1 tcp 7 198.51.100.4 443 typ relay"}}]',
  },
];

/** Server to client, both ways. */
export const serverEvents: readonly {
  readonly name: string;
  readonly event: Exclude<ServerEvent, { type: 'other' }>;
  readonly text: string;
}[] = [
  {
    name: 'an admission',
    event: { type: 'authorize', isAuthorized: true, code: 0 },
    text: '42["authorize",{"authorized":true,"code":0}]',
  },
  {
    name: 'an expired token',
    event: { type: 'authorize', isAuthorized: false, code: -2 },
    text: '42["authorize",{"authorized":false,"code":-2}]',
  },
  {
    name: 'a start with a codec',
    event: { type: 'started', streamId: 'stream-1', videoCodec: 'H265' },
    text: '42["start",{"streamId":"stream-1","vcodec":"H265"}]',
  },
  {
    name: 'a start without a codec',
    event: { type: 'started', streamId: 'stream-1' },
    text: '42["start",{"streamId":"stream-1"}]',
  },
  {
    name: 'a start that failed',
    event: { type: 'start-refused', code: 1004 },
    text: '42["start",{"code":1004,"message":"refused","times":0}]',
  },
  {
    name: 'an offer',
    event: { type: 'message', from: 'stream-1', message: { type: 'offer', sdp } },
    text: '42["message",{"from":"stream-1","type":"offer","payload":{"type":"offer","sdp":"v=0\\r\\no=- 42 2 IN IP4 127.0.0.1\\r\\n"}}]',
  },
  {
    name: 'a candidate of the phone',
    event: { type: 'message', from: 'stream-1', message: { type: 'candidate', candidate } },
    text: '42["message",{"from":"stream-1","type":"candidate","payload":{"label":1,"id":"video","candidate":"candidate:3 1 tcp 7 198.51.100.4 443 typ relay"}}]',
  },
  { name: 'an end', event: { type: 'close', code: 1404 }, text: '42["close",{"reason":"1404"}]' },
];

/** Events in forms that are read, too, or passed over. */
export const tolerated: readonly {
  readonly name: string;
  readonly event: string;
  readonly payload: unknown;
  readonly read: ServerEvent;
}[] = [
  {
    name: 'a message in base64',
    event: 'message',
    // {"type":"offer","sdp":"v=0\r\n"}
    payload: { from: 'f', type: 'offer', data: 'eyJ0eXBlIjoib2ZmZXIiLCJzZHAiOiJ2PTBcclxuIn0=' },
    read: { type: 'message', from: 'f', message: { type: 'offer', sdp: 'v=0\r\n' } },
  },
  {
    name: 'a message without a sender',
    event: 'message',
    payload: { type: 'answer', payload: { sdp: 'v=0' } },
    read: { type: 'message', from: '', message: { type: 'answer', sdp: 'v=0' } },
  },
  {
    name: "the phone's own init",
    event: 'message',
    payload: { from: 'f', type: 'init', data: '' },
    read: { type: 'other' },
  },
  {
    name: 'a kind of message that nobody knows',
    event: 'message',
    payload: { from: 'f', type: 'weather' },
    read: { type: 'other' },
  },
  {
    name: 'a code in words',
    event: 'authorize',
    payload: { authorized: false, code: '-1' },
    read: { type: 'authorize', isAuthorized: false, code: -1 },
  },
  {
    name: 'a reason with words',
    event: 'close',
    payload: { reason: '1412_user left from 10.0.0.7' },
    read: { type: 'close', code: 1412 },
  },
  {
    name: 'a bare reason',
    event: 'close',
    payload: '1400',
    read: { type: 'close', code: 1400 },
  },
  { name: 'no reason', event: 'close', payload: {}, read: { type: 'close', code: undefined } },
  { name: 'an unknown event', event: 'providerUpdate', payload: [], read: { type: 'other' } },
];

export const brokenServerEvents: readonly (readonly [
  name: string,
  event: string,
  payload: unknown,
])[] = [
  ['an admission that says nothing', 'authorize', { code: 0 }],
  ['a start without an address', 'start', {}],
  ['a message that is no object', 'message', 'offer'],
  ['a message without a type', 'message', { payload: { sdp: 'v=0' } }],
  ['an offer without sdp', 'message', { type: 'offer', payload: { type: 'offer' } }],
  ['an offer in broken base64', 'message', { type: 'offer', data: '%%%' }],
  ['a candidate without text', 'message', { type: 'candidate', payload: { label: 0 } }],
];
