import { expect, it } from 'vitest';
import { readStoppedStreams } from '../../../../../../src/vendors/armcloud/wire/device/stopped-streams.js';

it('The answer of dissolveRoom tells of each phone apart', () => {
  const data = {
    successList: [{ padCode: 'A' }, {}, null],
    failList: [
      { padCode: 'B', errorCode: '120005', errorMsg: 'Instance does not exist' },
      { padCode: 'C' },
      { errorCode: 1 },
    ],
  };
  expect(readStoppedStreams(data)).toEqual({
    stopped: ['A'],
    failed: [
      { padCode: 'B', errorCode: 120005 },
      { padCode: 'C', errorCode: 0 },
    ],
  });
});

it.each([[null], ['x'], [[]], [{ successList: {} }]])('%j tells of none', (data) => {
  expect(readStoppedStreams(data)).toEqual({ stopped: [], failed: [] });
});
