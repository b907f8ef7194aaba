// @ts-check
/**
 * What a browser downloads: minified and gzipped at level 9, file by file, as a server would send them.
 *
 * @typedef {object} Sizes
 * @property {number} core `telepad` with everything it imports at once, and the vendor of the first ticket
 * @property {number} device `telepad/device` with everything it imports
 * @property {number} element what `telepad/element` adds to the core
 * @property {number} element_more what the element loads with its toolbar's menu, its clipboard buttons or an error
 * @property {number} element_chinese the element's Chinese
 * @property {number} features what the session's further features add, without the vendor's words for them
 * @property {number} capture_sources what a camera or microphone from a file, a canvas or a stream adds to them
 * @property {number} device_motion what following the device's movements adds to them
 * @property {number} location_sources what following its location and playing routes add to them
 * @property {number} game_controls what the game controls of a view add
 * @property {number} input what every view that takes input loads after its first frame
 * @property {number} automation what `session.automation()` loads;
 *   turning a phone loads the features as well
 * @property {number} automation_recordings what recording and replaying adds to that
 * @property {number} upkeep what every session loads after its first frame, without what a diagnosis loads on top
 * @property {number} diagnosis what `diagnose()` loads, with what explains a failed session
 * @property {number} armcloud the vendor's dialect
 * @property {number} armcloud_features the vendor's words for the features
 * @property {number} armcloud_sts the vendor's tickets without a broker
 * @property {number} vendor_koophone the second vendor's dialects, with all that they need beyond the core without its own vendor, and its
 *   words for the features
 * @property {number} script the self-contained dist/telepad-phone.js
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseSync } from 'vite';

/** What the features load when it is used, and what therefore is weighed by itself. */
const featureParts = /** @type {const} */ ([
  'capture-sources',
  'follow-device-motion',
  'location-sources',
]);

/**
 * @param {string} dist folder of the built library
 * @returns {Sizes}
 */
export function measureSizes(dist) {
  const index = staticFiles(dist, ['index.js']);
  const armcloud = staticFiles(dist, lazyFiles(dist, index, 'armcloud-client'));
  const core = new Set([...index, ...armcloud]);
  const element = staticFiles(dist, ['element.js']);
  /** @param {string} name */
  const elementPart = (name) =>
    gzipBytes(dist, newFiles(dist, lazyFiles(dist, element, name), new Set([...core, ...element])));
  const entry = lazyFiles(dist, index, 'phone-features');
  const atOnce = staticFiles(dist, entry);
  const parts = featureParts.flatMap((name) => lazyFiles(dist, atOnce, name));
  const features = newFiles(dist, entry, new Set([...core, ...parts]));
  const known = new Set([...core, ...features]);
  /** @param {(typeof featureParts)[number]} name */
  const part = (name) => gzipBytes(dist, newFiles(dist, lazyFiles(dist, atOnce, name), known));
  const words = newFiles(dist, lazyFiles(dist, armcloud, 'armcloud-features'), known);
  const automation = without(staticFiles(dist, lazyFiles(dist, index, 'automation')), core);
  const recordings = newFiles(
    dist,
    lazyFiles(dist, automation, 'recordings'),
    new Set([...core, ...automation]),
  );
  return {
    core: gzipBytes(dist, core),
    element: gzipBytes(dist, without(element, core)),
    element_more: elementPart('more-player'),
    element_chinese: elementPart('chinese'),
    device: gzipBytes(dist, staticFiles(dist, ['device.js'])),
    features: gzipBytes(dist, features),
    capture_sources: part('capture-sources'),
    device_motion: part('follow-device-motion'),
    location_sources: part('location-sources'),
    game_controls: gzipBytes(dist, newFiles(dist, lazyFiles(dist, index, 'game-controls'), core)),
    input: gzipBytes(dist, newFiles(dist, lazyFiles(dist, index, 'more-input'), core)),
    automation: gzipBytes(dist, automation),
    automation_recordings: gzipBytes(dist, recordings),
    upkeep: gzipBytes(dist, without(staticFiles(dist, lazyFiles(dist, index, 'upkeep')), core)),
    diagnosis: gzipBytes(dist, newFiles(dist, lazyFiles(dist, index, 'diagnosis'), core)),
    armcloud: gzipBytes(dist, without(armcloud, index)),
    armcloud_features: gzipBytes(dist, words),
    armcloud_sts: gzipBytes(dist, newFiles(dist, lazyFiles(dist, index, 'ticket-from-sts'), core)),
    vendor_koophone: gzipBytes(
      dist,
      newFiles(dist, lazyFiles(dist, index, 'koophone-client'), index),
    ),
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
 * @param {Iterable<string>} files
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
