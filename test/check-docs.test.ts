import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CheckVendor } from '../src/core/ports/check.js';
import { checkVendors } from '../src/vendors/checks.js';

const guide = readFileSync('docs/check.md', 'utf8');

const names: Readonly<Record<string, string>> = { armcloud: 'ArmCloud', koophone: 'KooPhone' };

/** Enough to plan; nobody is called. */
const values = {
  ARMCLOUD_ACCESS_KEY: 'a',
  ARMCLOUD_SECRET_KEY: 's',
  ARMCLOUD_BASE_URL: 'https://openapi.example.test',
  ARMCLOUD_PHONE_IDS: 'AC1',
  KOOPHONE_REGION: 'ap-southeast-1',
  KOOPHONE_ACCESS_KEY: 'a',
  KOOPHONE_SECRET_KEY: 's',
  KOOPHONE_PHONE_IDS: 'a1b2c3d4',
};

describe.each(Object.entries<CheckVendor>(checkVendors))('docs/check.md on %s', (id, vendor) => {
  const { steps } = vendor.plan(values, { mayDisturb: false });
  const table = guide.slice(guide.indexOf(`| ${names[id]} | | |`)).split('\n\n')[0] ?? '';
  const rows = table
    .split('\n')
    .slice(2)
    .map((row) => row.split('|').map((cell) => cell.trim()));

  it('lists every step in its order, with its title', () => {
    expect(rows.map(([, step, title]) => [step, title])).toEqual(
      steps.map((step) => [`\`${step.id}\``, step.title]),
    );
  });

  it('names every variable', () => {
    const missing = vendor.variables.filter(({ name }) => !guide.includes(name));
    expect(missing).toEqual([]);
  });

  it('asks only questions that the vendor’s README has', () => {
    const readme = readFileSync(`src/vendors/${id}/README.md`, 'utf8');
    const asked = rows.flatMap((row) => row.join(' ').match(/\bQ\d+\b/g) ?? []);
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((question) => !new RegExp(`\\| ${question} +\\|`).test(readme))).toEqual(
      [],
    );
  });
});
