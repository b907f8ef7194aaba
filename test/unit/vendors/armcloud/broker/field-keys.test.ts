import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { createFieldKeys } from '../../../../../src/vendors/armcloud/broker/field-keys.js';

const sha256 = (text: string) => new Uint8Array(createHash('sha256').update(text).digest());

it('A phone’s key is derived once and then at hand', async () => {
  const keys = createFieldKeys();
  const first = await keys.of('AC00000000001');
  expect(first).toEqual(sha256('AC00000000001'));
  expect(keys.of('AC00000000001')).toBe(first);
});

it('The key that was not used for longest goes first', async () => {
  const keys = createFieldKeys(2);
  const a = await keys.of('A');
  await keys.of('B');
  expect(keys.of('A')).toBe(a);
  await keys.of('C');
  expect(keys.of('A')).toBe(a);
  expect(keys.of('B')).toBeInstanceOf(Promise);
});
