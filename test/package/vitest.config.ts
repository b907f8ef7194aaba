import { defineConfig } from 'vitest/config';

/** What npm would publish, looked at from outside. Needs `npm run build` first. */
export default defineConfig({
  test: { include: ['test/package/*.test.ts'], environment: 'node', testTimeout: 60_000 },
});
