import { createServer } from 'node:http';
import wrtc from '@roamhq/wrtc';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../../../src/emulator.js';
import {
  browserSignallingUrl,
  callAccount,
  callAccountV1,
  openSealed,
  signallingUrl,
} from './fact-sheet-rest.js';
import { FactSheetViewer } from './fact-sheet-viewer.js';

/**
 * Clients as the vendor's H5 SDK was in its generations 1.3 and 1.5, written by hand from the fact sheet, on a
 * real emulator over real HTTP, WebSockets and WebRTC.
 */
vi.setConfig({ testTimeout: 30_000 });

const padCode = 'AC00000000001';
const opened: { close(): void | Promise<void> }[] = [];

afterEach(async () => {
  for (const thing of opened.splice(0).reverse()) await thing.close();
});

async function start(options: EmulatorOptions = { phones: 1 }): Promise<Emulator> {
  const emulator = await startEmulator(options);
  opened.push(emulator);
  return emulator;
}

function makeViewer(pad = padCode): FactSheetViewer {
  const viewer = new FactSheetViewer(pad);
  opened.push(viewer);
  return viewer;
}

/** 1.5: an STS token in the browser, `re_answer`, and the opening words of fact sheet 5.3. */
async function open15(emulator: Emulator, userId = 'u1', mediaType = 'openVideo') {
  const viewer = makeViewer();
  await viewer.open(await browserSignallingUrl(emulator.clouds.armcloud, padCode, userId));
  viewer.sdk(mediaType, { isOpen: true });
  viewer.control({ touchType: 'inputState' });
  viewer.sdk('keyBoardType', { isLocalKeyBoard: false });
  viewer.sdk('cameraState');
  viewer.sdk('updateUiH5');
  return viewer;
}

/** 1.3: `answer` for the first answer, statistics each second, key codes as text. */
async function open13(emulator: Emulator) {
  const rows = (await callAccountV1(emulator.clouds.armcloud, '/rtc/open/room/batchApplyToken', {
    userId: 'u13',
    expire: 3600,
    pads: [{ padCode }],
  })) as [{ roomToken: string; signalServer: string }];
  const viewer = makeViewer();
  viewer.answerKey = 'answer';
  await viewer.open(`ws://${openSealed(rows[0].signalServer, padCode)}/${rows[0].roomToken}`);
  viewer.sdk('openVideo', { isOpen: true });
  viewer.sdk('updateUiH5');
  viewer.control({ touchType: 'rtcStats', content: '{"framesPerSecond":30,"time":1735787045000}' });
  // Node's WebRTC may deliver what arrives while a channel opens after what comes then.
  await viewer.until(() => viewer.frameNumbers.length > 0);
  return viewer;
}

function violations(emulator: Emulator): readonly string[] {
  return emulator.phone(padCode).state().violations;
}

function finger(x: number, y: number) {
  return { x, y, pressure: 0.6, size: 0.06, touchMajor: 120, touchMinor: 95, orientation: 0.004 };
}

describe('a client of generation 1.5', () => {
  it('gets from an STS token to a picture of the size that its ids say', async () => {
    const emulator = await start();
    const viewer = makeViewer();
    const ids = { resolution: 10, frameRate: 3, bitrate: 3 };
    await viewer.open(await browserSignallingUrl(emulator.clouds.armcloud, padCode, 'u1', ids));
    viewer.sdk('openVideo', { isOpen: true });
    await viewer.until(() => viewer.size === '360x640');
    expect(viewer.signals.slice(0, 2)).toEqual(['ownJoinRoom', 'offer']);
    expect(violations(emulator)).toEqual([]);
  });

  it('changes the quality and is told from what to what', async () => {
    const emulator = await start();
    const viewer = await open15(emulator);
    await viewer.until(() => viewer.size === '720x1280');
    viewer.sdk('definitionUpdata', { definitionId: 10, framerateId: 2, bitrateId: 3 });
    await viewer.until(() => viewer.size === '360x640');
    expect(viewer.calledBack('definition')).toEqual([{ from: '720*1280', to: '360*640' }]);
  });

  it('answers the phone’s further offers, and the picture goes on', async () => {
    const emulator = await start();
    const viewer = await open15(emulator);
    await viewer.until(() => viewer.frameNumbers.length > 0);
    emulator.phone(padCode).offerAgain();
    const offers = () => viewer.signals.filter((signal) => signal === 'offer').length;
    await viewer.until(() => offers() === 2);
    await viewer.until(() => viewer.connection.signalingState === 'stable');
    const seen = viewer.frameNumbers.length;
    await viewer.until(() => viewer.frameNumbers.length > seen + 5);
    // Its own offer after that is answered: the phone is not left waiting for an answer.
    await viewer.reoffer();
    await viewer.until(() => viewer.signals.at(-1) === 're_answer');
    expect(violations(emulator)).toEqual([]);
  });

  it('runs commands, asks for apps and properties, and removes nothing of the system', async () => {
    const emulator = await start();
    const viewer = await open15(emulator);
    // The phone answers on a channel of its own, which may open after ours.
    await viewer.until(() => viewer.size === '720x1280');
    viewer.sdk('inputAdb', { content: 'echo one two' });
    viewer.sdk('inputAdb', { content: 'nosuchcommand' });
    viewer.control({ touchType: 'equipmentInfo', content: '{"type":"app"}' });
    viewer.control({ touchType: 'equipmentInfo', content: '{"type":"attr"}' });
    viewer.control({ touchType: 'appUnInstall', content: '["no.such.app"]' });
    await viewer.until(() => viewer.said('equipmentInfo').length === 2);
    expect(viewer.said('inputAdb')).toMatchObject([
      { isSuccess: true, content: expect.stringContaining('one two') },
      { isSuccess: false, content: expect.stringContaining('nosuchcommand') },
    ]);
    for (const answer of viewer.said('equipmentInfo')) expect(answer).toHaveProperty('info');
  });

  it('keeps the answers of another viewer to that viewer', async () => {
    const emulator = await start();
    const [one, two] = [await open15(emulator, 'u1'), await open15(emulator, 'u2')];
    await one.until(() => one.size === '720x1280');
    one.sdk('inputAdb', { content: 'echo mine' });
    await one.until(() => one.said('inputAdb').length === 1);
    two.sdk('updateUiH5');
    await two.until(() => two.said('refreshUiType').length >= 2);
    expect(two.said('inputAdb')).toEqual([]);
  });

  it('hears of a location, a shake and another screen size from the phone only as deeds', async () => {
    const emulator = await start();
    const viewer = await open15(emulator);
    viewer.sdk('sdkLocation', { content: '{"latitude":48.85,"longitude":2.35,"time":7}' });
    viewer.sdk('updateDensity', { width: 480, height: 800, density: 240 });
    await viewer.until(() => viewer.size === '480x800');
    expect(emulator.phone(padCode).state()).toMatchObject({
      location: { latitude: 48.85, longitude: 2.35 },
      displaySize: { width: 480, height: 800 },
    });
    viewer.sdk('resetDensity');
    await viewer.until(() => viewer.size === '720x1280');
    expect(violations(emulator)).toEqual([]);
  });

  it('sends a camera on a line that the phone offered, after its announcement', async () => {
    const emulator = await start();
    const viewer = await open15(emulator, 'u1', 'openAudioAndVideo');
    await viewer.until(() => viewer.frameNumbers.length > 0);
    viewer.sdk('injectionCamera', { isOpen: false });
    viewer.sdk('injectionCamera', { isOpen: true });
    const source = new wrtc.nonstandard.RTCVideoSource();
    const track = source.createTrack();
    opened.push({ close: () => track.stop() });
    viewer.connection.addTrack(track, new wrtc.MediaStream());
    await viewer.reoffer();
    await viewer.until(() => viewer.signals.includes('re_answer'));
    expect(viewer.connection.getTransceivers()).toHaveLength(2);
    expect(violations(emulator)).toEqual([]);
  });
});

describe('a client of generation 1.3', () => {
  it('comes in by signature V1 and the older name of its answer', async () => {
    const emulator = await start();
    const viewer = await open13(emulator);
    await viewer.until(
      () => viewer.frameNumbers.length > 0 && viewer.said('refreshUiType').length > 0,
    );
    expect(viewer.said('refreshUiType')).toContainEqual({
      width: 720,
      height: 1280,
      isVertical: true,
    });
    expect(violations(emulator)).toEqual([]);
  });

  it('presses keys by codes in text, and wheels', async () => {
    const emulator = await start();
    const viewer = await open13(emulator);
    viewer.control({ touchType: 'keystroke', action: 1, keyCode: '24', text: '' });
    viewer.control({ touchType: 'shortcutKey', metaState: '8192', keyCode: '29' });
    viewer.control({
      touchType: 'gestureSwipe',
      swipe: -1,
      widthPixels: 360,
      heightPixels: 640,
      pointCount: 1,
      properties: [{ id: 0, toolType: 1 }],
      coords: [{ x: 180, y: 320, pressure: 1, size: 1 }],
    });
    viewer.sdk('inputAdb', { content: 'echo done' });
    await viewer.until(() => viewer.said('inputAdb').length === 1);
    expect(emulator.phone(padCode).state().keys).toMatchObject([
      { action: 'down', keyCode: 24 },
      { action: 'up', keyCode: 24 },
      { action: 'down', keyCode: 29 },
      { action: 'up', keyCode: 29 },
    ]);
    expect(violations(emulator)).toEqual([]);
  });

  it('has its own two-finger stream obeyed, and what is wrong with it noted', async () => {
    const emulator = await start();
    const viewer = await open13(emulator);
    const gesture = (action: number, ...fingers: readonly ReturnType<typeof finger>[]) =>
      viewer.control({
        touchType: 'gesture',
        action,
        widthPixels: 720,
        heightPixels: 1280,
        pointCount: fingers.length,
        properties: fingers.map((_finger, id) => ({ id, toolType: 1 })),
        coords: fingers,
      });
    gesture(0, finger(100, 600));
    gesture(261, finger(100, 600), finger(300, 600));
    gesture(2, finger(90, 600), finger(310, 600));
    gesture(1, finger(90, 600), finger(310, 600));
    viewer.sdk('inputAdb', { content: 'echo done' });
    await viewer.until(() => viewer.said('inputAdb').length === 1);
    const { touches, fingersDown } = emulator.phone(padCode).state();
    expect(touches.map(({ action }) => action)).toEqual(['down', 'pointer-down', 'move', 'up']);
    expect(fingersDown).toEqual([]);
    expect(violations(emulator)).toEqual([
      'touch up: fingers 0, 1 were down, and up ends them all',
    ]);
  });
});

describe('the faults of a phone', () => {
  it('are survived by a careful client: bytes, broken frames, words nobody knows', async () => {
    const emulator = await start({
      phones: 1,
      faults: { binaryEvents: true, strangeEvents: true },
    });
    const viewer = await open15(emulator);
    await viewer.until(() => viewer.said('refreshUiType').length > 0);
    expect(viewer.brokenFrames).toBeGreaterThan(0);
    expect(viewer.said('emulatorNovelty')).toContainEqual({ isNew: true });
  });

  it('are survived too when candidates come before the offer', async () => {
    const emulator = await start({ phones: 1, faults: { candidatesFirst: true } });
    const viewer = await open15(emulator);
    await viewer.until(() => viewer.frameNumbers.length > 0);
    expect(viewer.signals.indexOf('ice_candidate')).toBeLessThan(viewer.signals.indexOf('offer'));
  });
});

describe('a shared room', () => {
  it('leads ten phones by one WebSocket, while one of them is watched', async () => {
    const emulator = await start({ phones: 10 });
    const account = emulator.clouds.armcloud;
    const pads = account.phoneIds.map((pad) => ({ padCode: pad }));
    emulator.phone('AC00000000010').setOnline(false);
    const room = (await callAccount(account, '/rtc/open/room/share/applyToken', {
      userId: 'leader',
      terminal: 'pc',
      pads,
    })) as { roomToken: string };
    const viewer = makeViewer();
    await viewer.open(await signallingUrl(account, padCode, 'leader'));
    viewer.sdk('openVideo', { isOpen: true });
    await viewer.until(() => viewer.frameNumbers.length > 0);
    const socket = new WebSocket(`${account.baseUrl.replace('http', 'ws')}/${room.roomToken}`);
    opened.push(socket);
    const frames: string[] = [];
    socket.on('message', (data) => frames.push(data.toString()));
    await new Promise((resolve) => socket.once('message', resolve));
    const broadcast = (message: object) =>
      socket.send(JSON.stringify({ event: 'broadcastMsg', data: JSON.stringify(message) }));
    broadcast({ touchType: 'clipboard', text: 'for all' });
    broadcast({ touchType: 'clipboard', text: 'for two', pads: ['AC00000000002'] });
    broadcast({ touchType: 'kickOutUser', content: '["AC00000000003"]' });
    for (const action of [0, 1]) {
      broadcast({
        touchType: 'gesture',
        action,
        widthPixels: 360,
        heightPixels: 640,
        pointCount: 1,
        properties: [{ id: 0, toolType: 1 }],
        coords: [finger(180, 320)],
      });
    }
    await viewer.shows(2);
    const states = account.phoneIds.map((pad) => emulator.phone(pad).state());
    expect(states.map(({ clipboard }) => clipboard)).toEqual([
      'for all',
      'for two',
      ...new Array(7).fill('for all'),
      '',
    ]);
    expect(states.map(({ touches }) => touches.length)).toEqual([2, 2, 0, 2, 2, 2, 2, 2, 2, 0]);
    expect(states.flatMap((state) => state.violations)).toEqual([]);
    expect(frames).toEqual(['{"event":"ownJoinRoom"}']);
  });
});

describe('the REST API over a real connection', () => {
  it('runs an order on a real phone, calls back and serves its picture', async () => {
    const emulator = await start();
    const account = emulator.clouds.armcloud;
    emulator.faults.taskDurationMs = 20;
    let takeCall: (body: unknown) => void = () => {};
    const call = new Promise((resolve) => {
      takeCall = resolve;
    });
    const hook = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        takeCall(JSON.parse(body));
        response.end();
      });
    });
    await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
    opened.push({ close: () => void hook.close() });
    const { port } = hook.address() as { port: number };
    await callAccount(account, '/openapi/open/config/insertCallback', {
      callbackIdList: [1, 2, 3, 4],
      callbackUrl: `127.0.0.1:${port}/hook`,
    });
    await callAccount(account, '/openapi/open/pad/asyncCmd', {
      padCodes: [padCode],
      scriptContent: 'echo hello',
    });
    expect(await call).toMatchObject({
      taskId: 1,
      padCode,
      taskStatus: 3,
      cmd: 'echo hello',
      cmdResult: expect.stringContaining('hello'),
    });
    const [{ accessUrl }] = (await callAccount(account, '/openapi/open/pad/generatePreview', {
      padCodes: [padCode],
      rotation: 0,
    })) as [{ accessUrl: string }];
    const picture = new Uint8Array(await (await fetch(accessUrl)).arrayBuffer());
    expect([...picture.subarray(1, 4)]).toEqual([0x50, 0x4e, 0x47]);
    expect(picture.length).toBeGreaterThan(1000);
  });
});
