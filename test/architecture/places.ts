import {
  entries,
  type Layer,
  type ListName,
  layers,
  lists,
  type VendorPart,
  vendorParts,
} from './layout.js';

/** Where in the layout a file is. */
export type Place =
  | { readonly kind: 'entry'; readonly name: string }
  | { readonly kind: 'list'; readonly name: ListName }
  | { readonly kind: 'layer'; readonly layer: Layer; readonly isNode: boolean }
  | {
      readonly kind: 'vendor';
      readonly vendor: string;
      readonly part: VendorPart;
      readonly isNode: boolean;
    };

/** Undefined for a path that the layout does not have. */
export function placeOf(path: string): Place | undefined {
  const [root, top, ...rest] = path.split('/');
  const file = rest.at(-1);
  if (root !== 'src' || top === undefined) return undefined;
  if (file === undefined) {
    const name = top.replace(/\.ts$/, '');
    return name !== top && Object.hasOwn(entries, name) ? { kind: 'entry', name } : undefined;
  }
  const isNode = rest.slice(0, -1).includes('node');
  const layer = layers.find((name) => name === top);
  if (layer) return { kind: 'layer', layer, isNode };
  if (top !== 'vendors') return undefined;
  if (rest.length === 1) {
    const name = file.replace(/\.ts$/, '');
    return isListName(name) ? { kind: 'list', name } : undefined;
  }
  const [vendor = '', folder] = rest;
  const part = vendorParts.find((name) => name === folder);
  return part && rest.length > 2 ? { kind: 'vendor', vendor, part, isNode } : undefined;
}

function isListName(name: string): name is ListName {
  return Object.hasOwn(lists, name);
}

/** How a violation calls a place. */
export function describePlace(place: Place): string {
  if (place.kind === 'entry') return `the entry ${place.name}`;
  if (place.kind === 'list') return `the list of ${place.name}`;
  if (place.kind === 'layer') return `the layer ${place.layer}`;
  return `the ${place.part} part of the vendor ${place.vendor}`;
}
