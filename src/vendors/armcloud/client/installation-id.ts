/** Where the UUID of this installation is kept between visits: `localStorage` has this shape. */
export interface InstallationStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** The vendor's own client keeps it under this name; sharing it keeps tokens valid that are bound to it. */
const storageKey = 'armcloud_uuid';

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** For pages without storage: one UUID for as long as the page lives, so that recoveries use the same. */
let pageId: string | undefined;

/**
 * The UUID of this installation, made up and kept when there is none. Storage that is missing, full or
 * forbidden, as in sandboxed frames, costs only its permanence.
 */
export function installationId(storage: InstallationStorage | null): string {
  const kept = attempt(() => storage?.getItem(storageKey));
  if (kept && uuidForm.test(kept)) return kept;
  pageId ??= randomUuid();
  const id = pageId;
  attempt(() => storage?.setItem(storageKey, id));
  return id;
}

/** `localStorage`, or null where even looking at it is forbidden. */
export function browserStorage(): InstallationStorage | null {
  return attempt(() => globalThis.localStorage) ?? null;
}

function attempt<Value>(action: () => Value): Value | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

/** UUID v4. `crypto.randomUUID` is there in secure contexts only, and pages on http exist. */
function randomUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte, index) => {
    if (index === 6) return ((byte & 0x0f) | 0x40).toString(16);
    if (index === 8) return ((byte & 0x3f) | 0x80).toString(16);
    return byte.toString(16).padStart(2, '0');
  }).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
