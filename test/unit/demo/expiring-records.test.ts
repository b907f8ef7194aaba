import { expect, it } from 'vitest';
import { ExpiringRecords } from '../../../demo/expiring-records.js';

function open(capacity = 10) {
  const clock = { now: 1000 };
  const records = new ExpiringRecords<string>({ lifetimeMs: 500, capacity, now: () => clock.now });
  return { clock, records };
}

it('finds what was added, by its id alone', () => {
  const { records } = open();
  const added = records.add('a');
  expect(records.find(added.id)).toEqual({ id: added.id, value: 'a', expiresAt: 1500 });
  for (const forged of [undefined, '', 'constructor', `${added.id}A`, added.id.slice(1)])
    expect(records.find(forged)).toBeUndefined();
});

it('gives ids of 192 random bits', () => {
  const { records } = open(1000);
  const ids = Array.from({ length: 500 }, () => records.add('a').id);
  expect(new Set(ids).size).toBe(500);
  for (const id of ids) expect(id).toMatch(/^[\w-]{32}$/);
});

it('forgets at the end of a lifetime, and when asked to', () => {
  const { clock, records } = open();
  const first = records.add('a');
  const second = records.add('b');
  records.delete(second.id);
  expect(records.list()).toEqual([first]);
  clock.now = 1499;
  expect(records.find(first.id)).toEqual(first);
  clock.now = 1500;
  expect(records.find(first.id)).toBeUndefined();
  expect(records.list()).toEqual([]);
});

it('forgets the oldest rather than to grow without end', () => {
  const { records } = open(2);
  const [first, second, third] = ['a', 'b', 'c'].map((value) => records.add(value));
  expect(records.find(first?.id)).toBeUndefined();
  expect(records.list()).toEqual([second, third]);
});
