import { createRequire } from 'node:module';
import { GlobalFonts } from '@napi-rs/canvas';

/**
 * The phone's own fonts, so that it looks the same on a machine without any: Roboto, and Noto Sans SC for
 * Chinese, both under the SIL Open Font License and optional dependencies. They come as many small files
 * by script; a file is registered when the first text needs it. A character that neither has (or any,
 * when the packages are not installed) is drawn with what the system offers, in the end an empty box.
 */
const packages = ['roboto', 'noto-sans-sc'] as const;

interface FontFile {
  readonly family: string;
  readonly ranges: readonly (readonly [number, number])[];
  /** Absolute, or undefined once it is registered. */
  path: string | undefined;
}

const fallback = 'sans-serif';
let catalogue: readonly FontFile[] | undefined;
const familiesByCodePoint = new Map<number, string>();

/** A value for `context.font` that covers `text`. */
export function fontFor(text: string, sizePx: number, weight = 400): string {
  return `${weight} ${sizePx}px ${familiesFor(text)}`;
}

function familiesFor(text: string): string {
  const families = new Set<string>([familyOf(0x20)]);
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    if (codePoint > 0x7e) families.add(familyOf(codePoint));
  }
  return [...families.add(fallback)].join(', ');
}

function familyOf(codePoint: number): string {
  const known = familiesByCodePoint.get(codePoint);
  if (known !== undefined) return known;
  catalogue ??= packages.flatMap(readPackage);
  const file = catalogue.find(({ ranges }) =>
    ranges.some(([first, last]) => codePoint >= first && codePoint <= last),
  );
  if (file?.path !== undefined) {
    GlobalFonts.registerFromPath(file.path, file.family);
    file.path = undefined;
  }
  const family = file?.family ?? fallback;
  familiesByCodePoint.set(codePoint, family);
  return family;
}

function readPackage(name: string): readonly FontFile[] {
  const require = createRequire(import.meta.url);
  const root = `@fontsource-variable/${name}`;
  try {
    const scripts = require(`${root}/unicode.json`) as Readonly<Record<string, string>>;
    const files = Object.entries(scripts).map(([script, unicodeRange]): FontFile => {
      const part = script.replace(/[[\]]/g, '');
      return {
        family: `telepad-${name}-${part}`,
        ranges: unicodeRange.split(',').map(readRange),
        path: require.resolve(`${root}/files/${name}-${part}-wght-normal.woff2`),
      };
    });
    // Latin first: `symbols` and others list some of its characters too.
    return files.reverse();
  } catch {
    return [];
  }
}

/** `U+4E00-4EFF` or `U+4E00`. */
function readRange(text: string): readonly [number, number] {
  const [first, last] = text.replace('U+', '').split('-');
  const from = Number.parseInt(first ?? '', 16);
  return [from, last === undefined ? from : Number.parseInt(last, 16)];
}
