import { expect, it } from 'vitest';
import {
  encodeSdkTokenRequest,
  readSdkTokenAnswer,
  sdkApplyTokenPath,
} from '../../../../../src/vendors/armcloud/wire/sdk-apply-token.js';

it('asks as the fact sheet’s sample does', () => {
  expect(sdkApplyTokenPath).toBe('/rtc/open/room/applyToken');
  expect(
    encodeSdkTokenRequest({
      userId: 'tester-1',
      padCode: 'AC00000000001',
      uuid: '0b6c2f3e-7d1a-4c55-9c1e-2a6f0d9b8e77',
      expire: 86400,
      quality: { resolution: 12, frameRate: 2, bitrate: 3 },
    }),
  ).toBe(
    '{"sdkTerminal":"h5","userId":"tester-1","padCode":"AC00000000001","uuid":"0b6c2f3e-7d1a-4c55-9c1e-2a6f0d9b8e77","expire":86400,"videoStream":{"resolution":12,"frameRate":2,"bitrate":3}}',
  );
});

it('takes what comes, sealed or not', () => {
  expect(
    readSdkTokenAnswer({ streamType: '2', roomToken: 'r', signalServer: 's', turns: 7, more: 1 }),
  ).toEqual({ streamType: 2, roomToken: 'r', signalServer: 's', stuns: undefined, turns: 7 });
  expect(readSdkTokenAnswer({ signalServer: null })).toMatchObject({
    roomToken: null,
    streamType: undefined,
    signalServer: null,
  });
});

it.each([null, undefined, 'x', [], 7, { roomToken: 7 }])('takes nothing from %j', (data) => {
  expect(readSdkTokenAnswer(data)).toBeUndefined();
});
