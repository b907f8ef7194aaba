import { defineConfig, mergeConfig } from 'vite';
import { libraryOptions } from './library-options.js';

/**
 * The device API by itself: a page that lists and restarts phones, but shows none, downloads nothing of a session.
 * It has its own copy of the few modules that it shares with `telepad`.
 */
export default defineConfig({
  build: mergeConfig(libraryOptions({ device: 'src/device.ts' }), {
    license: false,
    rolldownOptions: { output: { codeSplitting: false } },
  }),
});
