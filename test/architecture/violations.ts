import { builtinModules } from 'node:module';
import { findCycles } from './cycles.js';
import {
  entries,
  knownVendors,
  layerImports,
  lists,
  maxLines,
  nodeLists,
  nodePackages,
  packageDoors,
  vendorPartImports,
} from './layout.js';
import { describePlace, type Place, placeOf } from './places.js';
import { readSource, type SourceFacts } from './source-facts.js';

/** Everything in the tree that breaks the architecture: one sentence each, with file and line. */
export function findViolations(files: Readonly<Record<string, string>>): readonly string[] {
  const facts = new Map(
    Object.entries(files).map(([path, source]) => [path, readSource(path, source)]),
  );
  const vendors = vendorNames(Object.keys(files));
  const violations: string[] = [];
  const graph = new Map<string, readonly string[]>();
  for (const [path, file] of facts) {
    violations.push(...fileViolations(path, file, vendors));
    const targets: string[] = [];
    for (const { specifier, line } of file.imports) {
      const fail = (text: string) => violations.push(`${path}:${line} ${text}`);
      if (specifier === undefined) fail('imports a computed name: nobody can check that.');
      else if (specifier.startsWith('.')) {
        const target = resolve(path, specifier);
        if (target === undefined || !facts.has(target)) {
          fail(`imports ${specifier}, which is no source file below src (write it as ./name.js).`);
        } else {
          targets.push(target);
          const reason = forbidden(path, target);
          if (reason !== undefined) fail(reason);
        }
      } else {
        const reason = forbiddenPackage(path, specifier);
        if (reason !== undefined) fail(reason);
      }
    }
    graph.set(path, targets);
  }
  for (const cycle of findCycles(graph)) violations.push(`Import cycle: ${cycle.join(' → ')}.`);
  return violations;
}

function vendorNames(paths: readonly string[]): readonly string[] {
  const folders = paths.flatMap((path) => /^src\/vendors\/([^/]+)\//.exec(path)?.[1] ?? []);
  return [...new Set([...knownVendors, ...folders])];
}

/** What can be said of a file without looking at another one. */
function fileViolations(path: string, file: SourceFacts, vendors: readonly string[]): string[] {
  const place = placeOf(path);
  const found: string[] = [];
  const add = (line: number | undefined, text: string) =>
    found.push(`${path}${line === undefined ? '' : `:${line}`} ${text}`);
  for (const message of file.syntaxErrors) add(undefined, `cannot be parsed: ${message}.`);
  if (!place) add(undefined, 'has no place in the layout: see test/architecture/layout.ts.');
  if (!/^src(\/[a-z0-9]+(-[a-z0-9]+)*)+(\.d)?\.ts$/.test(path)) {
    add(undefined, 'is not kebab-case.ts.');
  }
  if (file.lineCount > maxLines) {
    add(undefined, `has ${file.lineCount} lines, ${maxLines} are allowed: split it.`);
  }
  for (const line of file.starExports) add(line, 'uses export *: name what is exported.');
  // A `.d.ts` describes files of a package that brings no types for them, as they are.
  for (const line of path.endsWith('.d.ts') ? [] : file.defaultExports) {
    add(line, 'has a default export: name it.');
  }
  if (!(place?.kind === 'entry' && entries[place.name]?.hasEffect)) {
    const bareLines = file.imports.filter(({ isBare }) => isBare).map(({ line }) => line);
    for (const line of bareLines) add(line, 'imports a module for its effect.');
    for (const line of file.effects) add(line, 'does something when it is imported.');
  }
  if (place?.kind === 'layer' || place?.kind === 'entry')
    found.push(...naming(path, file, vendors));
  return found;
}

/** Vendor names in code that is for all vendors. Paths of a list's module and comments do not count. */
function naming(path: string, file: SourceFacts, vendors: readonly string[]): string[] {
  const pattern = new RegExp(vendors.join('|'), 'i');
  return file.code.split('\n').flatMap((text, index) => {
    const name = pattern.exec(text)?.[0];
    return name === undefined
      ? []
      : [`${path}:${index + 1} names the vendor ${name}: only its own folder and the lists do.`];
  });
}

function resolve(from: string, specifier: string): string | undefined {
  if (!specifier.endsWith('.js')) return undefined;
  const parts = from.split('/').slice(0, -1);
  for (const step of specifier.split('/')) {
    if (step === '..') parts.pop();
    else if (step !== '.') parts.push(step);
  }
  return parts.join('/').replace(/\.js$/, '.ts');
}

/** Why `from` may not import `to`; undefined when it may. */
function forbidden(from: string, to: string): string | undefined {
  const source = placeOf(from);
  const target = placeOf(to);
  if (!source || !target) return undefined; // Already reported: it has no place.
  const may = mayImport(source, target);
  if (!may) return `imports ${to}: ${describePlace(source)} may not see ${describePlace(target)}.`;
  if (isNodePlace(target) && !isNodePlace(source)) {
    return `imports ${to}: only folders named node, and the entries for Node, may see one.`;
  }
  return undefined;
}

function mayImport(source: Place, target: Place): boolean {
  if (source.kind === 'entry') {
    const rule = entries[source.name];
    if (target.kind === 'layer') return rule?.layers.includes(target.layer) === true;
    if (target.kind === 'list') return rule?.lists?.includes(target.name) === true;
    if (target.kind === 'entry') return rule?.entries?.includes(target.name) === true;
    return false;
  }
  if (target.kind === 'layer' && target.layer === 'core') return true;
  if (source.kind === 'layer') {
    return (
      target.kind === 'layer' &&
      (target.layer === source.layer || layerImports[source.layer].includes(target.layer))
    );
  }
  if (target.kind !== 'vendor') return false;
  if (source.kind === 'list') return target.part === lists[source.name];
  return (
    target.vendor === source.vendor &&
    (target.part === source.part || vendorPartImports[source.part].includes(target.part))
  );
}

function isNodePlace(place: Place): boolean {
  if (place.kind === 'entry') return entries[place.name]?.isNode === true;
  return place.kind === 'list' ? nodeLists.includes(place.name) : place.isNode;
}

/** Why `path` may not import this package; undefined when it may. */
function forbiddenPackage(path: string, specifier: string): string | undefined {
  const place = placeOf(path);
  if (!place) return undefined;
  const isInNodeFolder = (place.kind === 'layer' || place.kind === 'vendor') && place.isNode;
  if (specifier.startsWith('node:')) {
    return isInNodeFolder
      ? undefined
      : `imports ${specifier}: Node's modules stay below a folder named node.`;
  }
  if (builtinModules.includes(specifier)) {
    return `imports ${specifier}: write node:${specifier}, below a folder named node.`;
  }
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  const doors = [packageDoors[name] ?? []].flat();
  if (doors.length === 0) return `imports the package ${name}, which has no door in the layout.`;
  if (!doors.some((door) => (door.endsWith('/') ? path.startsWith(door) : path === door))) {
    return `imports the package ${name}: its only door is ${doors.join(' or ')}.`;
  }
  if (nodePackages.includes(name) && !isInNodeFolder) {
    return `imports the package ${name}, which needs Node: it stays below a folder named node.`;
  }
  return undefined;
}
