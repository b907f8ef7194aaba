import { expect, it } from 'vitest';
import { orderPhones } from '../../../../demo/page/phone-order.js';

const phone = (vendor: string, phoneId: string) => ({ vendor, phoneId, role: 'control' as const });
const ids = (phones: readonly { readonly phoneId: string }[]) => phones.map((each) => each.phoneId);

const phones = [phone('b', 'p10'), phone('b', 'p9'), phone('a', 'x2'), phone('b', 'p1')];

it('keeps vendors together in the broker’s order, and counts as people do', () => {
  expect(ids(orderPhones(phones))).toEqual(['p1', 'p9', 'p10', 'x2']);
});

it('puts those that are offline last, among those of their vendor', () => {
  const sorted = orderPhones(phones, ({ phoneId }) => phoneId === 'p1' || phoneId === 'x2');
  expect(ids(sorted)).toEqual(['p9', 'p10', 'p1', 'x2']);
});

it('leaves the list that it was given as it is', () => {
  orderPhones(phones);
  expect(ids(phones)).toEqual(['p10', 'p9', 'x2', 'p1']);
});
