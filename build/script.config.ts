import { defineConfig, mergeConfig } from 'vite';
import { browserDependencies } from './browser-dependencies.js';
import { libraryOptions } from './library-options.js';
import { shortStyles } from './short-styles.js';

/** One file with everything in it, for a page without a bundler: `<script type="module" src="…">`. */
export default defineConfig({
  plugins: [browserDependencies(), shortStyles()],
  build: mergeConfig(libraryOptions({ 'telepad-phone': 'src/element.ts' }), {
    license: false,
    rolldownOptions: { output: { codeSplitting: false } },
  }),
});
