import { describe, expect, it } from 'vitest';
import { PhoneEnd } from '../../../../../../src/vendors/armcloud/emulator/node/phone-end.js';
import { FakePeer, FakeWorld } from '../../../fake-world.js';

function open() {
  const world = new FakeWorld();
  const { phone } = world;
  const peer = new FakePeer({
    iceServers: [],
    channelLabel: 'phone',
    description() {},
    candidate() {},
    channelReceived() {},
    phoneEvent: (event) => end.happened(event),
    closed() {},
  });
  let isThere = true;
  const end: PhoneEnd = new PhoneEnd(phone, world, () => (isThere ? peer : undefined));
  const say = (message: object) => end.received(JSON.stringify(message));
  const sdk = (type: string, fields: object = {}) =>
    say({ touchType: 'eventSdk', content: JSON.stringify({ type, ...fields }) });
  /** What the viewer got, with the JSON inside the JSON opened. */
  const heard = () =>
    peer.sent.map((data) => {
      const { key, data: inner } = JSON.parse(String(data)) as { key: string; data: string };
      return [key, JSON.parse(inner)];
    });
  const leave = () => {
    isThere = false;
  };
  return { world, phone, peer, end, say, sdk, heard, leave };
}

const gesture = {
  touchType: 'gesture',
  action: 0,
  widthPixels: 360,
  heightPixels: 640,
  pointCount: 1,
  properties: [{ id: 0, toolType: 1 }],
  coords: [{ x: 1, y: 2, pressure: 0.6 }],
};

describe('what a viewer asks of its own stream', () => {
  it('goes to its peer', () => {
    const { phone, peer, sdk } = open();
    sdk('openAudio', { isOpen: true });
    sdk('openVideo', { isOpen: false });
    sdk('openAudioAndVideo', { isOpen: true });
    sdk('definitionUpdata', { definitionId: 15, framerateId: 3, bitrateId: 5 });
    sdk('injectionCamera', { isOpen: true });
    sdk('injectionAudio', { isOpen: false });
    expect(peer.media).toEqual(['audio true', 'video false', 'both true']);
    expect(peer.qualities).toEqual([
      { width: 720, height: 1280, frameRate: 30, bitrate: 3_000_000 },
    ]);
    expect(peer.captures).toEqual(['camera true', 'microphone false']);
    expect(phone.applied).toEqual([]);
  });

  it('is an answer to no other message', () => {
    const { phone, peer, sdk, say } = open();
    sdk('definitionUpdata', { definitionId: 6, framerateId: 3, bitrateId: 5 });
    sdk('definitionUpdata', { definitionId: 15, framerateId: 3 });
    say({ touchType: 'rtcStats', content: '{"framesPerSecond":30,"time":1}' });
    sdk('PullStreamConnected');
    expect(peer.qualities).toEqual([]);
    expect(phone.violations).toEqual(
      new Array(2).fill('armcloud: a control frame of type definitionUpdata is unknown or broken'),
    );
  });
});

describe('what a viewer asks of the phone', () => {
  it('goes to the phone, each feature in its own words', () => {
    const { phone, say, sdk } = open();
    sdk('sdkLocation', { content: '{"latitude":48.85,"longitude":2.35,"time":7}' });
    sdk('sdkSensor', { sensorType: 'gravity', x: 1, y: 2, z: 3 });
    sdk('localScreenshot');
    sdk('inputAdb', { content: 'getprop' });
    say({ touchType: 'equipmentInfo', content: '{"type":"app"}' });
    say({ touchType: 'appUnInstall', content: '["com.example.demo"]' });
    sdk('startVideoInjection', { fileUrl: 'https://media.example.test/a.mp4', fileName: 'a.mp4' });
    sdk('stopVideoInjection');
    sdk('injectionVideoStats');
    sdk('updateDensity', { width: 720, height: 1280, density: 320 });
    sdk('resetDensity');
    sdk('operateSwitch', { isOpen: true });
    expect(phone.applied).toEqual([
      { type: 'location', latitude: 48.85, longitude: 2.35, timeMs: 7 },
      { type: 'sensor', sensor: 'gravity', x: 1, y: 2, z: 3 },
      { type: 'save-screenshot' },
      { type: 'shell', command: 'getprop' },
      { type: 'device-info-query', about: 'apps' },
      { type: 'uninstall', packageNames: ['com.example.demo'] },
      {
        type: 'video-file',
        action: 'start',
        url: 'https://media.example.test/a.mp4',
        name: 'a.mp4',
        isLoop: true,
      },
      { type: 'video-file', action: 'stop' },
      { type: 'video-file', action: 'status' },
      { type: 'display-size', size: { width: 720, height: 1280, density: 320 } },
      { type: 'display-size', size: null },
      { type: 'operation-monitor', isOpen: true },
    ]);
    expect(phone.violations).toEqual([]);
  });

  it('comes as text or as bytes', () => {
    const { phone, end } = open();
    end.received(new TextEncoder().encode('{"touchType":"clipboard","text":"ü"}'));
    expect(phone.applied).toEqual([{ type: 'clipboard', text: 'ü' }]);
  });
});

describe('what the phone says', () => {
  it('has the documented words', () => {
    const { end, heard, sdk } = open();
    sdk('operateSwitch', { isOpen: true });
    end.happened({
      type: 'quality',
      from: { width: 540, height: 960 },
      to: { width: 720, height: 1280 },
    });
    end.happened({ type: 'capture-request', kind: 'both', isOpen: true, facing: 'user' });
    end.happened({ type: 'capture-request', kind: 'microphone', isOpen: false, facing: undefined });
    end.happened({ type: 'capture-request', kind: 'camera', isOpen: true, facing: 'environment' });
    end.happened({
      type: 'video-file',
      action: 'start',
      isSuccess: true,
      detail: undefined,
      status: 'unknown',
      path: undefined,
    });
    end.happened({ type: 'operation', operation: { actionType: 0, x: 1 } });
    expect(heard()).toEqual([
      ['callBack', { type: 'definition', data: '{"from":"540*960","to":"720*1280"}' }],
      ['videoAndAudioControl', { isOpen: true, isFront: true }],
      ['audioControl', { isOpen: false }],
      ['videoControl', { isOpen: true, isFront: false }],
      ['callBack', { type: 'startVideoInjection', data: '{"isSuccess":true}' }],
      ['callBack', { type: 'operateSwitch', data: '{"actionType":0,"x":1}' }],
    ]);
  });

  it('answers a query about the camera only while an app holds one', () => {
    const { phone, heard, sdk } = open();
    sdk('cameraState');
    expect(heard()).toEqual([]);
    phone.capture = { type: 'capture-request', kind: 'camera', isOpen: true, facing: 'user' };
    sdk('cameraState');
    expect(heard()).toEqual([['videoControl', { isOpen: true, isFront: true }]]);
  });

  it('answers only the viewer who asked, and shows operations only to who wants them', () => {
    const { phone, end, heard, sdk } = open();
    const output = { type: 'shell-output', isSuccess: true, output: 'x' } as const;
    end.happened(output);
    end.happened({ type: 'operation', operation: {} });
    expect(heard()).toEqual([]);
    phone.onApply = () => end.happened(output);
    sdk('inputAdb', { content: 'echo x' });
    expect(heard()).toEqual([['inputAdb', { isSuccess: true, content: 'x' }]]);
    end.happened(output);
    expect(heard()).toHaveLength(1);
  });

  it('keeps answers back when told to, and nothing else', () => {
    const { world, phone, end, heard, sdk } = open();
    world.faults.withholdAnswers = true;
    phone.onApply = () => end.happened({ type: 'shell-output', isSuccess: true, output: 'x' });
    sdk('inputAdb', { content: 'echo x' });
    end.happened({ type: 'quality', from: { width: 1, height: 2 }, to: { width: 3, height: 4 } });
    expect(heard()).toEqual([]);
    end.happened({ type: 'clipboard', text: 'copied' });
    expect(heard()).toEqual([['clipboard', { content: 'copied' }]]);
  });

  it('tells the screen late, twice, or not at all when told to', () => {
    const { world, peer, sdk } = open();
    const { faults } = world;
    faults.withholdDisplay = true;
    sdk('updateUiH5');
    expect(peer.sent).toEqual([]);
    faults.withholdDisplay = false;
    faults.repeatDisplay = true;
    sdk('updateUiH5');
    const told =
      '{"key":"refreshUiType","data":"{\\"width\\":720,\\"height\\":1280,\\"isVertical\\":true}"}';
    expect(peer.sent).toEqual([told, told]);
    faults.repeatDisplay = false;
    faults.displayDelayMs = 500;
    sdk('updateUiH5');
    world.advance(499);
    expect(peer.sent).toHaveLength(2);
    world.advance(1);
    expect(peer.sent).toHaveLength(3);
  });

  it('says that its screen is the other way up when told to, and nothing else', () => {
    const { world, peer, sdk, end } = open();
    world.faults.contradictDisplay = true;
    sdk('updateUiH5');
    end.happened({ type: 'clipboard', text: 'a' });
    world.faults.contradictDisplay = false;
    sdk('updateUiH5');
    const told = (isVertical: boolean) =>
      `{"key":"refreshUiType","data":"{\\"width\\":720,\\"height\\":1280,\\"isVertical\\":${isVertical}}"}`;
    expect(peer.sent).toEqual([
      told(false),
      '{"key":"clipboard","data":"{\\"content\\":\\"a\\"}"}',
      told(true),
    ]);
  });

  it('speaks in bytes, and of things nobody knows, when told to', () => {
    const { world, peer, end } = open();
    world.faults.binaryEvents = true;
    end.happened({ type: 'clipboard', text: 'a' });
    expect(peer.sent).toEqual([
      new TextEncoder().encode('{"key":"clipboard","data":"{\\"content\\":\\"a\\"}"}'),
    ]);
    world.faults.binaryEvents = false;
    world.faults.strangeEvents = true;
    end.happened({ type: 'clipboard', text: 'a' });
    expect(peer.sent.slice(1)).toEqual([
      '{"key":"inputState","data":"{\\"isOpen\\":',
      '{"key":"emulatorNovelty","data":"{\\"isNew\\":true}"}',
      '{"key":"clipboard","data":"{\\"content\\":\\"a\\"}"}',
    ]);
  });

  it('is lost when nobody is there', () => {
    const { peer, end, sdk, leave } = open();
    leave();
    end.happened({ type: 'clipboard', text: 'a' });
    sdk('openVideo', { isOpen: true });
    expect([peer.sent, peer.media]).toEqual([[], []]);
  });
});

describe('the check of touches', () => {
  it('wants the space to have the orientation of the screen that the viewer was told of', () => {
    const { world, phone, say, sdk } = open();
    const across = { ...gesture, widthPixels: 640, heightPixels: 360 };
    say(across);
    sdk('updateUiH5');
    world.advance(999);
    say(across);
    expect(phone.violations).toEqual([]);
    world.advance(1);
    say({ ...across, action: 2 });
    say(gesture);
    expect(phone.violations).toEqual([]);
    say(across);
    expect(phone.violations).toEqual([
      'armcloud: touch down: its space is 640 × 360, the screen 720 × 1280',
    ]);
    expect(phone.applied).toHaveLength(5);
  });

  it('lets touches be that were on their way while the phone turned', () => {
    const { world, phone, say, sdk } = open();
    sdk('updateUiH5');
    world.advance(5000);
    phone.size = { width: 1280, height: 720 };
    say(gesture);
    expect(phone.violations).toEqual([]);
    sdk('updateUiH5');
    world.advance(1000);
    say(gesture);
    expect(phone.violations).toEqual([
      'armcloud: touch down: its space is 360 × 640, the screen 1280 × 720',
    ]);
  });

  it('counts the fingers in all three places', () => {
    const { phone, say } = open();
    say({ ...gesture, pointCount: 2 });
    say({ ...gesture, properties: [] });
    say({ ...gesture, coords: undefined });
    say({ ...gesture, pointCount: 'my password' });
    expect(phone.violations).toEqual([
      'armcloud: gesture: pointCount 2, 1 properties and 1 coords do not agree',
      'armcloud: gesture: pointCount 1, 0 properties and 1 coords do not agree',
      'armcloud: gesture: pointCount 1, 1 properties and no coords do not agree',
      'armcloud: gesture: pointCount (odd), 1 properties and 1 coords do not agree',
    ]);
    expect(phone.applied).toEqual([]);
  });

  it('says what is wrong with a frame without a word of its content', () => {
    const { phone, end, say, sdk } = open();
    end.received('{"touchType":"inputBox","text":"secret');
    say({ text: 'secret' });
    say({ touchType: 'a secret that is no name' });
    say({ touchType: 'inputBox', text: 7 });
    sdk('requestSomething');
    expect(phone.violations).toEqual([
      'armcloud: a control frame is no JSON object',
      'armcloud: a control frame has no touchType',
      'armcloud: a control frame of touchType (odd) is unknown or broken',
      'armcloud: a control frame of touchType inputBox is unknown or broken',
      'armcloud: a control frame of type requestSomething is unknown or broken',
    ]);
  });
});
