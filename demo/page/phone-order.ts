import type { ListedPhone } from './phone-picker.js';

const collator = new Intl.Collator('en', { numeric: true });

/** Vendors together, in the order of the broker's list; of each those that are offline last, and the rest by their ids. */
export function orderPhones(
  phones: readonly ListedPhone[],
  isOffline: (phone: ListedPhone) => boolean = () => false,
): readonly ListedPhone[] {
  const vendors = [...new Set(phones.map(({ vendor }) => vendor))];
  return phones.toSorted(
    (one, other) =>
      vendors.indexOf(one.vendor) - vendors.indexOf(other.vendor) ||
      Number(isOffline(one)) - Number(isOffline(other)) ||
      collator.compare(one.phoneId, other.phoneId),
  );
}
