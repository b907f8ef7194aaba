/** The architecture as data: what there is below src, and who may import whom. `import type` included. */

/** A public entry composes: it may import the layers named here and the lists of its side. */
export interface EntryRule {
  readonly layers: readonly Layer[];
  readonly lists?: readonly ListName[];
  /** Other entries that this one builds on. */
  readonly entries?: readonly string[];
  /** May reach into the folders named `node`. */
  readonly isNode: boolean;
  /** Does something when it is imported. */
  readonly hasEffect: boolean;
}

export const layers = [
  'core',
  'client',
  'element',
  'broker',
  'emulator',
  'check',
  'playwright',
] as const;
export type Layer = (typeof layers)[number];

export const vendorParts = ['wire', 'client', 'broker', 'emulator', 'check'] as const;
export type VendorPart = (typeof vendorParts)[number];

/** `src/vendors/NAME.ts`, and the part of each vendor that the list names. */
export const lists = {
  clients: 'client',
  brokers: 'broker',
  emulators: 'emulator',
  checks: 'check',
} as const;
export type ListName = keyof typeof lists;

/** Lists whose vendors' parts need Node; only the entries for Node may see these. */
export const nodeLists: readonly ListName[] = ['emulators'];

const library = { isNode: false, hasEffect: false } as const;

export const entries: Readonly<Record<string, EntryRule>> = {
  index: { ...library, layers: ['core', 'client'], lists: ['clients'] },
  element: {
    ...library,
    layers: ['core', 'client', 'element'],
    lists: ['clients'],
    entries: ['index'],
    hasEffect: true,
  },
  device: { ...library, layers: ['core', 'client'] },
  broker: { ...library, layers: ['core', 'broker'], lists: ['brokers'] },
  'broker-node': {
    ...library,
    layers: ['core', 'broker'],
    lists: ['brokers'],
    entries: ['broker'],
    isNode: true,
  },
  emulator: { ...library, layers: ['core', 'emulator'], lists: ['emulators'], isNode: true },
  playwright: { ...library, layers: ['core', 'playwright'], isNode: true },
  cli: {
    // A check does what a broker and a page do, and takes from the broker how servers call a vendor.
    layers: ['core', 'emulator', 'check'],
    lists: ['emulators', 'checks'],
    entries: ['emulator', 'broker'],
    isNode: true,
    hasEffect: true,
  },
};

/** What a layer may import besides itself. */
export const layerImports: Readonly<Record<Layer, readonly Layer[]>> = {
  core: [],
  client: ['core'],
  element: ['core', 'client'],
  broker: ['core'],
  emulator: ['core'],
  check: ['core'],
  playwright: ['core'],
};

/** What a part of a vendor may import besides itself and core: parts of the same vendor. */
export const vendorPartImports: Readonly<Record<VendorPart, readonly VendorPart[]>> = {
  wire: [],
  client: ['wire'],
  broker: ['wire'],
  emulator: ['wire'],
  // It checks an account with the very code that the broker opens phones with.
  check: ['wire', 'broker'],
};

/** Each package has one door: the one file, or the one folder, that imports it; one for each side that needs it. */
export const packageDoors: Readonly<Record<string, string | readonly string[]>> = {
  'simple-peer': 'src/client/peer.ts',
  eventemitter3: 'src/client/emitter.ts',
  // GCM for the broker, ECB for pages with STS tokens.
  '@noble/ciphers': 'src/vendors/armcloud/',
  'rate-limiter-flexible': 'src/broker/rate-limits/',
  // The one description of the device API; readers of vendors' answers are our own (core/json.ts).
  valibot: 'src/core/device/',
  // The fake clouds' signalling, the broker's relay of a real one's, and the check of one.
  ws: ['src/emulator/node/', 'src/broker/node/relay/', 'src/check/node/'],
  '@roamhq/wrtc': 'src/emulator/node/',
  '@napi-rs/canvas': 'src/emulator/node/',
};

/** Packages that need Node: like `node:`, they stay below a folder named `node`. */
export const nodePackages = ['ws', '@roamhq/wrtc', '@napi-rs/canvas'];

/** Vendors that may get no folder for a while, but must not be named elsewhere either. */
export const knownVendors = ['armcloud', 'koophone', 'cph'];

export const maxLines = 400;
