/** How the page shows a phone. Kept in this browser, and in the page's address so that a link carries them. */
export interface Settings {
  readonly fit: 'contain' | 'cover' | 'fill';
  readonly rotation: '0' | '90' | '180' | '270';
  readonly sound: 'on' | 'muted';
  readonly clipboard: 'manual' | 'auto' | 'off';
  /** Minutes without use after which the session ends; of a vendor that ends it sooner, the vendor's own time. */
  readonly idle: 'vendor' | '1' | '5' | '15';
  readonly media: 'both' | 'video';
}

/** What each may be; the first is the default. */
const choices = {
  fit: ['contain', 'cover', 'fill'],
  rotation: ['0', '90', '180', '270'],
  sound: ['on', 'muted'],
  clipboard: ['manual', 'auto', 'off'],
  idle: ['vendor', '1', '5', '15'],
  media: ['both', 'video'],
} as const satisfies { readonly [Name in keyof Settings]: readonly Settings[Name][] };

export type SettingName = keyof Settings;
export const settingNames = Object.keys(choices) as SettingName[];

/** The address goes before what is kept, and that before the defaults; what cannot be read counts as left out. */
export function readSettings(address: URLSearchParams, kept: string | null): Settings {
  const keptValues = parse(kept);
  const entries = settingNames.map((name) => {
    const known: readonly string[] = choices[name];
    const wanted = [address.get(name), keptValues[name]];
    return [name, wanted.find((value) => known.includes(String(value))) ?? choices[name][0]];
  });
  return Object.fromEntries(entries) as Settings;
}

/** Changes the address to say these settings: only those that are not the default, so that it stays short. */
export function writeSettings(settings: Settings, address: URLSearchParams): void {
  for (const name of settingNames) {
    if (settings[name] === choices[name][0]) address.delete(name);
    else address.set(name, settings[name]);
  }
}

/**
 * Never later than the vendor's own end, which would come without a warning.
 * @param vendorMs when the vendor ends an unused session, in ms; 0 for never
 */
export function idleTimeoutMs(idle: Settings['idle'], vendorMs: number): number {
  const wishedMs = idle === 'vendor' ? 0 : Number(idle) * 60_000;
  return wishedMs > 0 && vendorMs > 0 ? Math.min(wishedMs, vendorMs) : wishedMs || vendorMs;
}

function parse(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
