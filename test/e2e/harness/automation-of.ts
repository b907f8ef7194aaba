import type { JSHandle } from '@playwright/test';
import type { PhoneAutomation } from 'telepad';
import type { PhoneOnPage } from './phone-page.js';

/** The automation of the page's session, for `evaluate`. */
export function automationOf({ page, name }: PhoneOnPage): Promise<JSHandle<PhoneAutomation>> {
  return page.evaluateHandle((name) => window.probe.get(name).session.automation(), name);
}
