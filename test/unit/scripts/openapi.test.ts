import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createOpenApiDocument } from '../../../scripts/openapi/document.js';
import { methodByRoute } from '../../../src/broker/request-route.js';
import { deviceOperationNames } from '../../../src/core/device/operation-names.js';

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Routes whose path has more than their name. */
const pathOf: Readonly<Record<string, string>> = {
  callbacks: '/callbacks/{vendor}/{secret}',
  uploads: '/uploads/{phoneId}',
  files: '/files/{token}',
};

const file = JSON.parse(readFileSync('docs/device-api.openapi.json', 'utf8')) as Document;

describe('docs/device-api.openapi.json', () => {
  it('is what `npm run openapi` would write', () => {
    expect(file).toEqual(JSON.parse(JSON.stringify(createOpenApiDocument())));
  });

  it('describes each route of the broker with its method, and each operation', () => {
    const described = Object.entries(file.paths).map(
      ([path, methods]) => `${Object.keys(methods).join().toUpperCase()} ${path}`,
    );
    const plain = Object.entries(methodByRoute)
      .filter(([route]) => route !== 'device')
      .map(([route, method]) => `${method} ${pathOf[route] ?? `/${route}`}`);
    const operations = deviceOperationNames.map((name) => `POST /device/${name}`);
    expect(described.sort()).toEqual([...plain, ...operations].sort());
  });

  it('points only to what it holds', () => {
    const text = JSON.stringify(file);
    const targets = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path);
    expect(targets.length).toBeGreaterThan(30);
    for (const target of new Set(targets)) {
      const found = target
        .split('/')
        .reduce<unknown>((node, key) => (node as Record<string, unknown>)?.[key], file);
      expect(found, target).toBeDefined();
    }
  });
});
