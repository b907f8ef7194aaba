import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkArmcloudSettings } from '../../../../../src/vendors/armcloud/broker/check-armcloud-settings.js';
import { settings } from './fake-cloud.js';

const text = readFileSync('docs/armcloud-broker.md', 'utf8');
const table = text.slice(text.indexOf('## Settings'), text.indexOf('## Brands'));
const rows = [...table.matchAll(/^\| `(\w+)` \|.*\| (.+) \|$/gm)].map(([, name, standard]) => ({
  name,
  standard,
}));

describe('the table of settings in the documentation', () => {
  it('has each setting, and no other', () => {
    const { batchWindowMs: _, ...given } = settings;
    const names = [...Object.keys(checkArmcloudSettings(given)), 'allowHttp'];
    expect(rows.map(({ name }) => name).sort()).toEqual(names.sort());
  });

  it.each([
    'brand',
    'signature',
    'credentialForm',
    'contentType',
    'ticketCall',
    'ticketLifetimeSeconds',
    'batchWindowMs',
    'batchMaxPhones',
    'signallingScheme',
    'groupTerminal',
  ] as const)('tells the default of %s', (name) => {
    const { batchWindowMs: _, ...given } = settings;
    const standard = rows.find((row) => row.name === name)?.standard ?? '';
    const told = standard.split(';')[0]?.replaceAll('`', '');
    expect(told).toBe(String(checkArmcloudSettings(given)[name]));
    if (!standard.includes('brands')) return;
    const ofBrands = /brands `(.+)`$/.exec(standard)?.[1];
    expect(ofBrands).toBe(checkArmcloudSettings({ ...given, brand: 'vmos' })[name]);
  });
});
