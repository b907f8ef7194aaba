import { expect, it } from 'vitest';
import { describePeople } from '../../../demo/people.js';

const phone = (vendor: string, phoneId: string) => ({ vendor, phoneId });
const phones = [
  phone('armcloud', 'AC1'),
  phone('armcloud', 'AC2'),
  phone('koophone', 'kp1'),
  phone('koophone', 'kp2'),
];

it('deals the emulator’s phones out, some of each vendor to each, and lets the guest watch all', () => {
  const [ada, bo, guest] = describePeople({ phones, isEmulated: true });
  expect(ada?.phones).toEqual([phones[0], phones[2]]);
  expect(bo?.phones).toEqual([phones[1], phones[3]]);
  expect(guest?.phones).toEqual(phones);
  expect([ada, bo, guest].map((person) => person?.role)).toEqual(['control', 'control', 'watch']);
});

it('opens the phones of an account to everybody, and says so', () => {
  const people = describePeople({ phones, isEmulated: false });
  for (const person of people) expect(person.phones).toEqual(phones);
  expect(people.map(({ may }) => may)).toEqual([
    'Opens and controls all 4 phones, and can share a link to watch.',
    'Opens and controls all 4 phones, and can share a link to watch.',
    'Watches all 4 phones. This page lets no touch through.',
  ]);
});
