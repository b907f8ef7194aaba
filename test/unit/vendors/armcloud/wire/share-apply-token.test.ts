import { expect, it } from 'vitest';
import {
  readSharedRoom,
  shareRequest,
} from '../../../../../src/vendors/armcloud/wire/share-apply-token.js';

it('A shared room is asked for with the documented fields', () => {
  const request = { userId: 'u7', terminal: 'pc', expire: 3600, padCodes: ['A', 'B'] };
  expect(shareRequest(request)).toEqual({
    userId: 'u7',
    terminal: 'pc',
    expire: 3600,
    pushPublicStream: false,
    pads: [{ padCode: 'A' }, { padCode: 'B' }],
  });
});

it('A shared room has a token, and a server where the answer names one', () => {
  expect(readSharedRoom({ roomToken: ' 001abc== ', roomCode: 'r', appId: 'a' })).toEqual({
    roomToken: '001abc==',
    signalServer: undefined,
  });
  expect(readSharedRoom({ roomToken: 'x', signalServer: 'ws://x' })?.signalServer).toBe('ws://x');
});

it.each([[null], [[]], [{}], [{ roomToken: ' ' }], [{ roomToken: 7 }]])(
  '%j is no shared room',
  (data) => {
    expect(readSharedRoom(data)).toBeUndefined();
  },
);
