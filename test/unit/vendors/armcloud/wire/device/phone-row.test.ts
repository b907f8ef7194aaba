import { expect, it } from 'vitest';
import { readPhoneRows } from '../../../../../../src/vendors/armcloud/wire/device/phone-row.js';

it('A page has phones and how many there are; what is no phone is left out', () => {
  const page = {
    page: 1,
    total: '310',
    pageData: [
      { padCode: ' AC00000000001 ', padStatus: '10', online: '1', streamStatus: 1, dataSize: '7' },
      { padCode: 'AC00000000002', padStatus: 12, online: 0, imageId: '', unknown: {} },
      { padCode: 'AC00000000003' },
      { padStatus: 10 },
      null,
      7,
    ],
  };
  const unknown = {
    isStreaming: false,
    dataSize: undefined,
    dataSizeUsed: undefined,
    imageId: undefined,
  };
  expect(readPhoneRows(page)).toEqual({
    total: 310,
    rows: [
      {
        ...unknown,
        padCode: 'AC00000000001',
        status: 'running',
        isOnline: true,
        isStreaming: true,
        dataSize: 7,
      },
      { ...unknown, padCode: 'AC00000000002', status: 'resetting', isOnline: false },
      { ...unknown, padCode: 'AC00000000003', status: 'unknown', isOnline: undefined },
    ],
  });
});

it('A page that does not count its phones has as many as it shows', () => {
  expect(readPhoneRows({ pageData: [{ padCode: 'A' }, {}] })?.total).toBe(1);
});

it.each([[null], [[]], [{}], [{ pageData: {} }], ['x']])('%j is no page of phones', (data) => {
  expect(readPhoneRows(data)).toBeUndefined();
});
