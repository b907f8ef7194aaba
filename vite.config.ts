import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { browserDependencies } from './build/browser-dependencies.js';
import { libraryOptions } from './build/library-options.js';

const fromRoot = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** The browser entries with their shared and their lazy chunks; and how the unit tests run. */
export default defineConfig({
  plugins: [browserDependencies()],
  build: libraryOptions({ index: 'src/index.ts', element: 'src/element.ts' }),
  test: {
    include: ['test/*.test.ts', 'test/unit/**/*.test.ts'],
    environment: 'node',
    // Through the plugin above, so that the tests see the simple-peer that browsers get.
    server: { deps: { inline: ['simple-peer'] } },
    // The demo imports the package by its name; its tests mean the source, not what was built last.
    alias: [
      { find: /^telepad\/broker$/, replacement: fromRoot('src/broker.ts') },
      { find: /^telepad\/broker\/node$/, replacement: fromRoot('src/broker-node.ts') },
      { find: /^telepad\/emulator$/, replacement: fromRoot('src/emulator.ts') },
    ],
  },
});
