import { TelepadError } from '../core/errors.js';
import type { BrokerVendor } from '../core/ports/broker.js';

/** Each takes settings of its own kind; `never` is what all kinds have in common. */
type VendorFactory = (settings: never) => BrokerVendor;

/** Settings by vendor; a vendor without settings is not offered. */
export type VendorSettings<Factories extends Readonly<Record<string, VendorFactory>>> = {
  readonly [Id in keyof Factories]?: Parameters<Factories[Id]>[0] | undefined;
};

/**
 * The vendors that have settings.
 * @throws TelepadError `configuration_invalid` for none, an unknown vendor, or settings that a vendor refuses
 */
export function configureVendors<Factories extends Readonly<Record<string, VendorFactory>>>(
  factories: Factories,
  settings: VendorSettings<Factories>,
): readonly BrokerVendor[] {
  // JavaScript callers may leave things out that the types ask for.
  const given = Object.entries(settings ?? {}).filter(([, value]) => value != null);
  const known = Object.keys(factories).join(', ');
  if (given.length === 0) throw invalid(`name at least one of ${known} with its settings`);
  return given.map(([id, value]) => {
    const factory = Object.hasOwn(factories, id) ? factories[id] : undefined;
    if (!factory) throw invalid(`there is a vendor that Telepad does not know; it knows ${known}`);
    // VendorSettings pairs each id with its factory's settings; the index loses that pairing.
    return factory(value as never);
  });
}

function invalid(what: string): TelepadError {
  return new TelepadError('configuration_invalid', `The broker's vendors: ${what}.`);
}
