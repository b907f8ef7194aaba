import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { browserDependencies } from '../build/browser-dependencies.js';

const fromRoot = (file: string) => fileURLToPath(new URL(`../${file}`, import.meta.url));

/** The demo page, built from the library's source so that a change shows without building that first. */
export default defineConfig({
  root: fromRoot('demo'),
  base: './',
  plugins: [browserDependencies()],
  resolve: {
    alias: [
      { find: /^telepad$/, replacement: fromRoot('src/index.ts') },
      { find: /^telepad\/element$/, replacement: fromRoot('src/element.ts') },
      { find: /^telepad\/device$/, replacement: fromRoot('src/device.ts') },
    ],
  },
  build: {
    outDir: fromRoot('demo-dist'),
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: true,
    reportCompressedSize: false,
  },
});
