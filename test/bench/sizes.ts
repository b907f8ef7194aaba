import { fileURLToPath } from 'node:url';
import { measureSizes as weigh } from '../../scripts/report/sizes.mjs';

/** The sizes as `npm run size` counts them, in bytes, by metric name. */
export function measureSizes(): Readonly<Record<string, number>> {
  const sizes = weigh(fileURLToPath(new URL('../../dist', import.meta.url)));
  return Object.fromEntries(
    Object.entries(sizes).map(([name, bytes]) => [`size.${name}_gzip_bytes`, bytes]),
  );
}
