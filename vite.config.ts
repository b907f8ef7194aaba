import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { browserDependencies } from './build/browser-dependencies.js';
import { libraryOptions } from './build/library-options.js';
import { shortStyles } from './build/short-styles.js';

const fromRoot = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** Fonts, native code and servers live as long as their process. */
const nodeTests = ['test/unit/emulator/**/*.test.ts', 'test/unit/**/node/**/*.test.ts'];

/** The browser entries with their shared and their lazy chunks; and how the unit tests run. */
export default defineConfig({
  plugins: [browserDependencies(), shortStyles()],
  build: libraryOptions({ index: 'src/index.ts', element: 'src/element.ts' }),
  test: {
    environment: 'node',
    // Vitest leaves one core to itself; half of the time files are being loaded and wait.
    maxWorkers: 2,
    // Ends what hangs; on a busy machine the slowest tests take several seconds.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['test/*.test.ts', 'test/unit/**/*.test.ts'],
          exclude: nodeTests,
          // They leave nothing behind in a process, and a process for each of 250 files takes as long as they do.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'node', include: nodeTests } },
    ],
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
