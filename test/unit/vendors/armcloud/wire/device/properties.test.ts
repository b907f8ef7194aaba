import { expect, it } from 'vitest';
import {
  formatPropertyList,
  readPropertyList,
} from '../../../../../../src/vendors/armcloud/wire/device/properties.js';

const rows = [{ propertiesName: 'ro.build.id', propertiesValue: 'QQ3A' }];

it('A list of properties is written and read with the vendor’s names', () => {
  expect(formatPropertyList([{ name: 'ro.build.id', value: 'QQ3A' }])).toEqual(rows);
  expect(readPropertyList(rows)).toEqual([{ name: 'ro.build.id', value: 'QQ3A' }]);
});

it('Values that are no text become one, and rows without a name are left out', () => {
  const values = [7, true, null, undefined, { a: 1 }, [2]];
  const list = values.map((propertiesValue) => ({ propertiesName: 'x', propertiesValue }));
  expect(readPropertyList([...list, { propertiesValue: 'y' }, null, 7])).toEqual(
    ['7', 'true', '', '', '{"a":1}', '[2]'].map((value) => ({ name: 'x', value })),
  );
});

it.each([[null], [undefined], [{}], ['x']])('%j is no list', (value) => {
  expect(readPropertyList(value)).toBeUndefined();
});
