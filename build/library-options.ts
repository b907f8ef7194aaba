import path from 'node:path';
import type { BuildOptions, Rolldown } from 'vite';

/** A lazy file is named after its module; what several entries share has no module to be named after. */
export function chunkFileNames(chunk: Rolldown.PreRenderedChunk): string {
  return `chunks/${chunk.isDynamicEntry ? '[name]' : 'shared'}-[hash].js`;
}

type ChunkName = Exclude<Rolldown.CodeSplittingGroup['name'], string>;

/**
 * Everything that an entry imports at once goes into one file, whatever lazy files share of it: each further file is
 * a request more before the picture, and compresses worse.
 * @param entry the source file whose imports are kept together
 * @param name what the file is called; what an earlier group holds is not in it
 */
export function keepTogether(entry: string, name = 'shared'): ChunkName {
  let kept: ReadonlySet<string> | undefined;
  return (id, context) => {
    kept ??= importsOf(entry, context);
    return kept.has(id) ? name : null;
  };
}

function importsOf(entry: string, context: Parameters<ChunkName>[1]): ReadonlySet<string> {
  const found = new Set([entry]);
  for (const id of found) {
    for (const imported of context.getModuleInfo(id)?.importedIds ?? []) found.add(imported);
  }
  found.delete(entry);
  return found;
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
        codeSplitting: {
          groups: [
            { debugName: 'core', name: keepTogether(path.resolve('src/index.ts')), priority: 2 },
            {
              debugName: 'element',
              name: keepTogether(path.resolve('src/element.ts'), 'player'),
              priority: 1,
            },
          ],
        },
      },
    },
  };
}
