import type { BuildOptions, Rolldown } from 'vite';

/** A lazy file is named after its module; what several entries share has no module to be named after. */
export function chunkFileNames(chunk: Rolldown.PreRenderedChunk): string {
  return `chunks/${chunk.isDynamicEntry ? '[name]' : 'shared'}-[hash].js`;
}

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
        chunkFileNames,
      },
    },
  };
}
