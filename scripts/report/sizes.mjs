// @ts-check
/**
 * What a browser downloads: minified and gzipped at level 9, file by file, as a server would send them.
 *
 * @typedef {object} Sizes
 * @property {number} core `telepad` with everything it imports at once, and the vendor of the first ticket
 * @property {number} device `telepad/device` with everything it imports
 * @property {number} element what `telepad/element` adds to the core
 * @property {number} features what the session's further features add, without the vendor's words for them
 * @property {number} armcloud the vendor's dialect
 * @property {number} armcloud_features the vendor's words for the features
 * @property {number} armcloud_sts the vendor's tickets without a broker
 * @property {number} script the self-contained dist/telepad-phone.js
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseSync } from 'vite';

/**
 * @param {string} dist folder of the built library
 * @returns {Sizes}
 */
export function measureSizes(dist) {
  const index = staticFiles(dist, ['index.js']);
  const armcloud = staticFiles(dist, lazyFiles(dist, index, 'armcloud-client'));
  const core = new Set([...index, ...armcloud]);
  const element = staticFiles(dist, ['element.js']);
  const features = newFiles(dist, lazyFiles(dist, index, 'phone-features'), core);
  const known = new Set([...core, ...features]);
  const words = newFiles(dist, lazyFiles(dist, armcloud, 'armcloud-features'), known);
  return {
    core: gzipBytes(dist, core),
    element: gzipBytes(dist, without(element, core)),
    device: gzipBytes(dist, staticFiles(dist, ['device.js'])),
    features: gzipBytes(dist, features),
    armcloud: gzipBytes(dist, without(armcloud, index)),
    armcloud_features: gzipBytes(dist, words),
    armcloud_sts: gzipBytes(dist, newFiles(dist, lazyFiles(dist, index, 'ticket-from-sts'), core)),
    script: gzipBytes(dist, new Set(['telepad-phone.js'])),
  };
}

/**
 * The files, and all that they import statically.
 * @param {string} dist
 * @param {readonly string[]} files
 * @returns {Set<string>}
 */
export function staticFiles(dist, files) {
  const found = new Set(files);
  for (const file of found) {
    for (const imported of importsOf(dist, file).atOnce) found.add(imported);
  }
  return found;
}

/**
 * The files, and all that they import, at once or lazily, as far as it is not known yet.
 * @param {string} dist
 * @param {readonly string[]} files
 * @param {ReadonlySet<string>} known
 * @returns {Set<string>}
 */
function newFiles(dist, files, known) {
  const found = new Set(files);
  for (const file of found) {
    const { atOnce, lazy } = importsOf(dist, file);
    for (const imported of [...atOnce, ...lazy]) if (!known.has(imported)) found.add(imported);
  }
  return found;
}

/**
 * The files that these import lazily and that are named after this module.
 * @param {string} dist
 * @param {Iterable<string>} files
 * @param {string} name
 */
function lazyFiles(dist, files, name) {
  const lazy = [...files].flatMap((file) => importsOf(dist, file).lazy);
  const found = lazy.filter((file) => path.posix.basename(file).startsWith(name));
  if (found.length === 0) throw new Error(`The build has no lazy file named ${name}.`);
  return found;
}

/**
 * @param {string} dist
 * @param {string} file
 */
function importsOf(dist, file) {
  const source = readFileSync(path.join(dist, file), 'utf8');
  const { module, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`dist/${file} cannot be parsed: ${errors[0]?.message}`);
  /** @param {string | undefined} specifier */
  const resolve = (specifier) =>
    specifier?.startsWith('.') ? [path.posix.join(path.posix.dirname(file), specifier)] : [];
  const reExports = module.staticExports.flatMap(({ entries }) => entries);
  return {
    atOnce: [...module.staticImports, ...reExports].flatMap(({ moduleRequest }) =>
      resolve(moduleRequest?.value),
    ),
    lazy: module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) =>
      resolve(source.slice(start + 1, end - 1)),
    ),
  };
}

/**
 * @param {ReadonlySet<string>} files
 * @param {ReadonlySet<string>} others
 */
function without(files, others) {
  return new Set([...files].filter((file) => !others.has(file)));
}

/**
 * @param {string} dist
 * @param {ReadonlySet<string>} files
 */
function gzipBytes(dist, files) {
  let bytes = 0;
  for (const file of files) {
    bytes += gzipSync(readFileSync(path.join(dist, file)), { level: 9 }).length;
  }
  return bytes;
}
