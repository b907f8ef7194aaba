import { randomBytes } from 'node:crypto';
import { forgetOldest } from '../../../../core/forget-oldest.js';
import type { CloudResponse } from '../../../../core/ports/emulator.js';

interface Preview {
  readonly png: Uint8Array;
  /** Ms since 1970. */
  readonly expiresAt: number;
}

/** How long a picture is kept, in ms (assumed: ten minutes), and how many of them. */
const lifetimeMs = 600_000;
const capacity = 100;
const folder = '/preview/';

/** Pictures of screens, for everybody who knows their address. */
export class Previews {
  readonly #previews = new Map<string, Preview>();

  /** @returns its path */
  add(png: Uint8Array, now: number): string {
    const path = `${folder}${randomBytes(16).toString('hex')}.png`;
    this.#previews.set(path, { png, expiresAt: now + lifetimeMs });
    forgetOldest(this.#previews, capacity);
    return path;
  }

  /** `undefined` for a path that is none of a picture. */
  serve(path: string, now: number): CloudResponse | undefined {
    if (!path.startsWith(folder)) return undefined;
    const preview = this.#previews.get(path);
    if (!preview || preview.expiresAt <= now) {
      return { status: 404, headers: { 'content-type': 'text/plain' }, body: 'Not found' };
    }
    return {
      status: 200,
      headers: {
        'content-type': 'image/png',
        'cache-control': 'no-store',
        'access-control-allow-origin': '*',
      },
      body: preview.png,
    };
  }
}
