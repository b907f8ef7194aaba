/** `npm run openapi`: writes docs/device-api.openapi.json from the broker's own table of operations. */
import { writeFileSync } from 'node:fs';
import { createOpenApiDocument } from './document.js';

writeFileSync(
  new URL('../../docs/device-api.openapi.json', import.meta.url),
  `${JSON.stringify(createOpenApiDocument(), null, 2)}\n`,
);
