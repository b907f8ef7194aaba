import type { Plugin } from 'vite';

/**
 * Shortens the style sheet in a module: minifiers leave the text of a template as it is.
 * What stands in `${…}` stays, and so do spaces that mean something.
 */
export function shortenStyles(source: string): string {
  return source.replace(
    /(const css = `)([^`]*)(`;)/,
    (_, start: string, css: string, end: string) => {
      const short = css
        .replaceAll(/\/\*[\s\S]*?\*\//g, '')
        .replaceAll(/\s+/g, ' ')
        // Before a colon a space is a descendant's; after one it is nothing, as pseudo-classes have none there.
        .replaceAll(/ ?([{};,]) ?/g, '$1')
        .replaceAll(/: /g, ':')
        .replaceAll(';}', '}');
      return `${start}${short.trim()}${end}`;
    },
  );
}

/** The element's style sheets as browsers get them. */
export function shortStyles(): Plugin {
  return {
    name: 'telepad:short-styles',
    enforce: 'pre',
    transform: {
      filter: { id: /\/src\/element\/[\w-]*styles\.ts$/ },
      handler: (source) => ({ code: shortenStyles(source), map: null }),
    },
  };
}
