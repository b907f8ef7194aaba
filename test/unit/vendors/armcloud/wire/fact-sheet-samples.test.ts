import { describe, expect, it } from 'vitest';
import type { ControlMessage, PhoneEvent } from '../../../../../src/core/control.js';
import type { FeatureEvent, FeatureMessage } from '../../../../../src/core/features.js';
import { decodeClientFrame } from '../../../../../src/vendors/armcloud/wire/client-frame.js';
import { encodeControl } from '../../../../../src/vendors/armcloud/wire/encode-control.js';
import { encodeFeature } from '../../../../../src/vendors/armcloud/wire/feature-codec.js';
import {
  decodeFeatureEvent,
  encodeFeatureEvent,
} from '../../../../../src/vendors/armcloud/wire/feature-event-codec.js';
import {
  decodePhoneEvent,
  encodePhoneEvent,
} from '../../../../../src/vendors/armcloud/wire/phone-event-codec.js';
import {
  decodeSignal,
  encodeToClient,
  encodeToPhone,
  ownJoinRoomFrame,
  pingFrame,
} from '../../../../../src/vendors/armcloud/wire/signal-codec.js';

/**
 * Every sample that the fact sheet prints of signalling (chapter 4) and of the data channel (chapter 6), as it
 * stands there.
 */

/** Said by control messages, byte for byte. */
const controls: readonly (readonly [sample: string, message: ControlMessage])[] = [
  [
    String.raw`{"touchType":"eventSdk","content":"{\"type\":\"openAudioAndVideo\",\"isOpen\":true}"}`,
    { type: 'media', kind: 'both', isOpen: true },
  ],
  [
    String.raw`{"touchType":"eventSdk","content":"{\"type\":\"keyBoardType\",\"isLocalKeyBoard\":true}"}`,
    { type: 'keyboard-mode', mode: 'local' },
  ],
  [
    '{"touchType":"clipboard","text":"copied on the computer"}',
    { type: 'clipboard', text: 'copied on the computer' },
  ],
  ['{"touchType":"inputState"}', { type: 'query', about: 'input-state' }],
  [
    '{"touchType":"input","action":1,"keyCode":67,"text":""}',
    { type: 'key', action: 'down', keyCode: 67, metaState: 0, repeat: false },
  ],
  ['{"touchType":"inputBox","text":"hello"}', { type: 'text', text: 'hello' }],
  [
    '{"touchType":"gestureSwipe","swipe":-1,"widthPixels":360,"heightPixels":640,"pointCount":1,"properties":[{"id":0,"toolType":1}],"coords":[{"x":180,"y":320,"pressure":1,"size":1}]}',
    { type: 'scroll', x: 180, y: 320, width: 360, height: 640, notchesY: 1 },
  ],
];

/** Whole presses: said when the key goes down, read as both edges. */
const presses = [
  [
    '{"touchType":"keystroke","action":1,"keyCode":4,"text":""}',
    { type: 'key', keyCode: 4, metaState: 0, repeat: false },
  ],
  [
    '{"touchType":"shortcutKey","metaState":"8192","keyCode":"29"}',
    // Ctrl and left Ctrl, as Android's own events have both.
    { type: 'key', keyCode: 29, metaState: 0x3000, repeat: false },
  ],
] as const;

/** Said by features, byte for byte. */
const features: readonly (readonly [sample: string, message: FeatureMessage])[] = [
  [
    String.raw`{"touchType":"eventSdk","content":"{\"type\":\"definitionUpdata\",\"definitionId\":15,\"framerateId\":3,\"bitrateId\":5}"}`,
    { type: 'quality', quality: { width: 720, height: 1280, frameRate: 30, bitrate: 3_000_000 } },
  ],
  [
    String.raw`{"touchType":"eventSdk","content":"{\"type\":\"injectionCamera\",\"isOpen\":true}"}`,
    { type: 'capture', kind: 'camera', isOpen: true },
  ],
  [
    String.raw`{"touchType":"eventSdk","content":"{\"type\":\"startVideoInjection\",\"fileUrl\":\"https://media.example.test/a.mp4\",\"isLoop\":true,\"fileName\":\"a.mp4\"}"}`,
    {
      type: 'video-file',
      action: 'start',
      url: 'https://media.example.test/a.mp4',
      isLoop: true,
      name: 'a.mp4',
    },
  ],
  [
    String.raw`{"touchType":"eventSdk","content":"{\"type\":\"updateDensity\",\"width\":720,\"height\":1280,\"density\":320}"}`,
    { type: 'display-size', size: { width: 720, height: 1280, density: 320 } },
  ],
  [
    String.raw`{"touchType":"eventSdk","content":"{\"type\":\"inputAdb\",\"content\":\"getprop ro.product.model\"}"}`,
    { type: 'shell', command: 'getprop ro.product.model' },
  ],
  [
    String.raw`{"touchType":"equipmentInfo","content":"{\"type\":\"app\"}"}`,
    { type: 'device-info-query', about: 'apps' },
  ],
  [
    String.raw`{"touchType":"appUnInstall","content":"[\"com.example.demo\"]"}`,
    { type: 'uninstall', packageNames: ['com.example.demo'] },
  ],
  [
    String.raw`{"touchType":"eventSdk","content":"{\"type\":\"sdkLocation\",\"content\":\"{\\\"latitude\\\":48.85,\\\"longitude\\\":2.35,\\\"time\\\":1735787045000}\"}"}`,
    { type: 'location', latitude: 48.85, longitude: 2.35, timeMs: 1735787045000 },
  ],
];

const gesture = `{"touchType":"gesture","action":0,"widthPixels":360,"heightPixels":640,"pointCount":1,
 "properties":[{"id":0,"toolType":1}],
 "coords":[{"x":100.5,"y":220,"pressure":0.62,"size":0.06,"touchMajor":120,"touchMinor":95,"toolMajor":120,"toolMinor":95,"orientation":0.004}]}`;
const gestureMessage: ControlMessage = {
  type: 'touch',
  action: 'down',
  actionIndex: 0,
  pointers: [{ id: 0, x: 100.5, y: 220, pressure: 0.62 }],
  width: 360,
  height: 640,
};

describe('a sample of what a client says', () => {
  it.each(controls)('%s', (sample, message) => {
    expect(encodeControl(message)).toEqual([sample]);
    expect(decodeClientFrame(sample)).toEqual([message]);
  });

  it.each(presses)('%s', (sample, key) => {
    const edges = [
      { ...key, action: 'down' },
      { ...key, action: 'up' },
    ] as const;
    expect(edges.flatMap((edge) => encodeControl(edge))).toEqual([sample]);
    expect(decodeClientFrame(sample)).toEqual(edges);
  });

  it.each(features)('%s', (sample, message) => {
    expect(encodeFeature(message)).toBe(sample);
    expect(decodeClientFrame(sample)).toEqual([message]);
  });

  it('of a gesture, field for field, but for the finger that lies straight', () => {
    const [frame = ''] = encodeControl(gestureMessage);
    expect(frame.replace('"orientation":0}', '"orientation":0.004}')).toBe(
      gesture.replaceAll('\n ', ''),
    );
    expect(decodeClientFrame(gesture)).toEqual([gestureMessage]);
  });
});

const phoneEvents: readonly (readonly [sample: string, event: PhoneEvent])[] = [
  [
    String.raw`{"key":"refreshUiType","data":"{\"width\":720,\"height\":1280,\"isVertical\":true}"}`,
    { type: 'display', width: 720, height: 1280 },
  ],
  [
    String.raw`{"key":"inputState","data":"{\"isOpen\":true,\"imeOptions\":3}"}`,
    { type: 'input-state', isOpen: true, enterKeyHint: 'search' },
  ],
  [
    String.raw`{"key":"clipboard","data":"{\"content\":\"copied on the phone\"}"}`,
    { type: 'clipboard', text: 'copied on the phone' },
  ],
  [
    '{"key":"message","data":"any text from an app"}',
    { type: 'app-message', text: 'any text from an app' },
  ],
];

const aboutVideoFile = {
  type: 'video-file',
  isSuccess: true,
  detail: undefined,
  path: undefined,
} as const;

const featureEvents: readonly (readonly [sample: string, event: FeatureEvent])[] = [
  [
    String.raw`{"key":"videoAndAudioControl","data":"{\"isOpen\":true,\"isFront\":true}"}`,
    { type: 'capture-request', kind: 'both', isOpen: true, facing: 'user' },
  ],
  [
    String.raw`{"key":"audioControl","data":"{\"isOpen\":false}"}`,
    { type: 'capture-request', kind: 'microphone', isOpen: false, facing: undefined },
  ],
  [
    String.raw`{"key":"inputAdb","data":"{\"isSuccess\":true,\"content\":\"Demo phone\"}"}`,
    { type: 'shell-output', isSuccess: true, output: 'Demo phone' },
  ],
  [
    String.raw`{"key":"callBack","data":"{\"type\":\"startVideoInjection\",\"data\":\"{\\\"isSuccess\\\":true}\"}"}`,
    { ...aboutVideoFile, action: 'start', status: 'unknown' },
  ],
  [
    String.raw`{"key":"callBack","data":"{\"type\":\"injectionVideoStats\",\"data\":\"{\\\"path\\\":\\\"/sdcard/a.mp4\\\",\\\"status\\\":\\\"live\\\"}\"}"}`,
    { ...aboutVideoFile, action: 'status', status: 'live', path: '/sdcard/a.mp4' },
  ],
  [
    String.raw`{"key":"callBack","data":"{\"type\":\"definition\",\"data\":\"{\\\"from\\\":\\\"540*960\\\",\\\"to\\\":\\\"720*1280\\\"}\"}"}`,
    { type: 'quality', from: { width: 540, height: 960 }, to: { width: 720, height: 1280 } },
  ],
];

describe('a sample of what a phone says', () => {
  it.each(phoneEvents)('%s', (sample, event) => {
    expect(decodePhoneEvent(sample)).toEqual(event);
    expect(encodePhoneEvent(event)).toBe(sample);
  });

  it.each(featureEvents)('%s', (sample, event) => {
    expect(decodePhoneEvent(sample)).toBe('ignored');
    expect(decodeFeatureEvent(sample)).toEqual(event);
    expect(encodeFeatureEvent(event)).toBe(sample);
  });
});

describe('a sample of signalling', () => {
  it('is a candidate for the phone', () => {
    const sample = String.raw`{"event":"specifiedMsg","targetUserIds":["AC00000000001"],"data":"{\"key\":\"ice_candidate\",\"value\":\"{\\\"candidate\\\":\\\"candidate:1 1 udp 1 192.0.2.1 9 typ host\\\",\\\"label\\\":0,\\\"id\\\":\\\"0\\\"}\"}"}`;
    const candidate = 'candidate:1 1 udp 1 192.0.2.1 9 typ host';
    const message = { key: 'ice_candidate', value: { candidate, label: 0, id: '0' } };
    expect(encodeToPhone('AC00000000001', message)).toBe(sample);
    expect(decodeSignal(sample)).toEqual({
      event: 'specifiedMsg',
      targetUserIds: ['AC00000000001'],
      message,
    });
  });

  it('is the admission, the phone’s offer, the answer and the heartbeat', () => {
    const offer = String.raw`{"event":"specifiedMsg","data":"{\"key\":\"offer\",\"value\":\"{\\\"sdp\\\":\\\"v=0…\\\"}\"}"}`;
    const answer = String.raw`{"event":"specifiedMsg","targetUserIds":["AC00000000001"],"data":"{\"key\":\"re_answer\",\"value\":\"{\\\"sdp\\\":\\\"v=0…\\\"}\"}"}`;
    expect(ownJoinRoomFrame).toBe('{"event":"ownJoinRoom"}');
    expect(encodeToClient({ key: 'offer', value: { sdp: 'v=0…' } })).toBe(offer);
    expect(encodeToPhone('AC00000000001', { key: 're_answer', value: { sdp: 'v=0…' } })).toBe(
      answer,
    );
    expect(pingFrame).toBe('{"event":"ping"}');
  });
});
