import { describe, expect, it } from 'vitest';
import { configureVendors } from '../../../src/broker/configure-vendors.js';
import { TelepadError } from '../../../src/core/errors.js';

const factories = {
  one: ({ key }: { key: string }) => ({
    id: `one:${key}`,
    issueTicket: () => Promise.reject(new Error('not asked here')),
  }),
  two: (): never => {
    throw new TelepadError('configuration_invalid', "The broker's two settings: no.");
  },
};

describe('the vendors of a broker', () => {
  it('are those with settings', () => {
    const vendors = configureVendors(factories, { one: { key: 'k' }, two: undefined });
    expect(vendors.map(({ id }) => id)).toEqual(['one:k']);
  });

  it('refuse settings in their own words', () => {
    expect(() => configureVendors(factories, { one: { key: 'k' }, two: {} as never })).toThrow(
      "The broker's two settings: no.",
    );
  });

  it.each([
    [undefined, "The broker's vendors: name at least one of one, two with its settings."],
    [{ one: null }, "The broker's vendors: name at least one of one, two with its settings."],
    [{}, "The broker's vendors: name at least one of one, two with its settings."],
    [{ one: undefined }, "The broker's vendors: name at least one of one, two with its settings."],
    [
      { SECRETIVE: {} },
      "The broker's vendors: there is a vendor that Telepad does not know; it knows one, two.",
    ],
    [
      { constructor: {} },
      "The broker's vendors: there is a vendor that Telepad does not know; it knows one, two.",
    ],
  ])('are refused when they are %j', (settings, message) => {
    expect(() => configureVendors(factories, settings as never)).toThrow(
      expect.objectContaining({ code: 'configuration_invalid', message }),
    );
  });
});
