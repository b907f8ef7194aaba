import { defineConfig } from 'vite';
import { chunkFileNames } from './library-options.js';

/** What runs on a server. Dependencies stay outside: npm installs them, and some are native. */
export default defineConfig({
  build: {
    ssr: true,
    outDir: 'dist',
    emptyOutDir: false,
    target: 'es2022',
    sourcemap: true,
    rolldownOptions: {
      input: {
        broker: 'src/broker.ts',
        'broker-node': 'src/broker-node.ts',
        emulator: 'src/emulator.ts',
        cli: 'src/cli.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames },
    },
  },
});
