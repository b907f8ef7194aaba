import type { BuildOptions } from 'vite';

/** What the builds of browser files have in common. Minified: the size budgets are about these very files. */
export function libraryOptions(entries: Record<string, string>): BuildOptions {
  return {
    outDir: 'dist',
    emptyOutDir: false,
    target: 'es2022',
    sourcemap: true,
    reportCompressedSize: false,
    license: { fileName: 'third-party-licenses.md' },
    lib: { entry: entries, formats: ['es'] },
    rolldownOptions: {
      output: {
        minify: true,
        entryFileNames: '[name].js',
        chunkFileNames: 'chunks/[name]-[hash].js',
      },
    },
  };
}
