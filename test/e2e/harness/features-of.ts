import type { JSHandle } from '@playwright/test';
import type { PhoneFeatures } from 'telepad';
import type { PhoneOnPage } from './phone-page.js';

/** The features of the page's session, for `evaluate`. */
export function featuresOf({ page, name }: PhoneOnPage): Promise<JSHandle<PhoneFeatures>> {
  return page.evaluateHandle((name) => window.probe.get(name).session.features(), name);
}
