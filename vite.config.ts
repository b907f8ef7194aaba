import { defineConfig } from 'vitest/config';
import { browserDependencies } from './build/browser-dependencies.js';
import { libraryOptions } from './build/library-options.js';

/** The browser entries with their shared and their lazy chunks; and how the unit tests run. */
export default defineConfig({
  plugins: [browserDependencies()],
  build: libraryOptions({ index: 'src/index.ts', element: 'src/element.ts' }),
  test: {
    include: ['test/*.test.ts', 'test/unit/**/*.test.ts'],
    environment: 'node',
    // Through the plugin above, so that the tests see the simple-peer that browsers get.
    server: { deps: { inline: ['simple-peer'] } },
  },
});
