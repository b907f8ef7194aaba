import type { Language } from '../device-state.js';

/** What a new phone's `getprop` lists. */
export function factoryProperties(phoneId: string): readonly (readonly [string, string])[] {
  return [
    ['persist.sys.locale', 'en-US'],
    ['persist.sys.timezone', Intl.DateTimeFormat().resolvedOptions().timeZone],
    ['ro.build.version.release', '14'],
    ['ro.build.version.sdk', '34'],
    ['ro.product.brand', 'telepad'],
    ['ro.product.device', 'virtual'],
    ['ro.product.manufacturer', 'Telepad'],
    ['ro.product.model', 'Telepad virtual phone'],
    ['ro.product.name', 'telepad_virtual'],
    ['ro.serialno', phoneId],
    ['sys.boot_completed', '1'],
  ];
}

/** The language of the phone's own apps. */
export function languageOf(properties: ReadonlyMap<string, string>): Language {
  return properties.get('persist.sys.locale')?.startsWith('zh') === true ? 'zh' : 'en';
}
